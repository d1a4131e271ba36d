"""What a verifier asks for beyond what is genuine, and what it gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.core.credential import CredentialError, Outcome, Policy, Report, SigningKey, Verdict, World, jwt, verify
from testamur.core.credential.status import StatusEntry
from testamur.core.credential.verify import verify_many

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
ENTRY = StatusEntry("https://example.edu/status/1", 4711, "revocation")

Json = dict[str, Any]
Compose = Callable[..., Json]
Sign = Callable[[Json], bytes]
Ask = Callable[..., Report]


@pytest.fixture
def ask(world: World) -> Ask:
    def asked(document: Any, world: World = world, at: datetime = NOW, **policy: Any) -> Report:
        return verify(document, world=world, at=at, policy=Policy(**policy))

    return asked


def reasons(report: Report, outcome: Outcome = Outcome.FAILED) -> list[str]:
    return [check.because for check in report.checks if check.outcome is outcome]


@pytest.mark.parametrize(
    "asked",
    [
        {"checks": ()},
        {"checks": ("signature",)},
        {"checks": ("time", "proof")},
        {"status": "sometimes"},
        {"schema": ""},
        {"leeway": timedelta(days=1)},
        {"leeway": timedelta(seconds=-1)},
    ],
)
def test_a_policy_that_would_be_less_than_it_says_is_refused(asked: Json) -> None:
    with pytest.raises(CredentialError, match="bad-policy"):
        Policy(**asked)


def test_only_who_asks_for_the_proof_alone_gets_less(unsigned: Compose, sign: Sign, ask: Ask) -> None:
    data = sign(unsigned(valid_until=NOW - timedelta(days=1), status=(ENTRY,)))
    assert reasons(ask(data)) == ["expired"]
    proof_only = ask(data, checks=("proof",))
    assert (proof_only.verdict, [check.name for check in proof_only.checks]) == (
        Verdict.VALID,
        ["form", "shape", "issuer", "signature"],
    )


def test_the_issuer_has_to_be_one_of_those_accepted(unsigned: Compose, sign: Sign, ask: Ask, key: SigningKey) -> None:
    data = sign(unsigned())
    assert ask(data, issuers=frozenset({key.controller})).verdict is Verdict.VALID
    assert reasons(ask(data, issuers=frozenset({"did:web:example.org"}))) == ["issuer-not-accepted"]
    assert reasons(ask(data, issuers=frozenset({"did:web:example.org"}), checks=("proof",))) == ["issuer-not-accepted"]


def test_it_has_to_be_all_that_was_asked_for(unsigned: Compose, sign: Sign, ask: Ask) -> None:
    data = sign(unsigned())
    assert ask(data, types=("AchievementCredential",)).verdict is Verdict.VALID
    assert reasons(ask(data, types=("AchievementCredential", "Diploma"))) == ["type-not-accepted"]


def test_a_status_can_be_demanded_or_left_alone(
    unsigned: Compose, sign: Sign, ask: Ask, world_with_list: Callable[..., World]
) -> None:
    assert reasons(ask(sign(unsigned()), status="required")) == ["no-status"]
    data = sign(unsigned(status=(ENTRY,)))
    assert reasons(ask(data, status="required"), Outcome.UNKNOWN) == ["offline"]
    assert ask(data, world_with_list(), status="required").verdict is Verdict.VALID
    assert ask(data, world_with_list(is_set=True), status="not-asked").verdict is Verdict.VALID


def test_clocks_may_differ_by_as_much_as_is_allowed(unsigned: Compose, sign: Sign, ask: Ask) -> None:
    data = sign(unsigned(valid_from=NOW))
    earlier = NOW - timedelta(minutes=3)
    assert reasons(ask(data, at=earlier)) == ["not-yet-valid"]
    assert ask(data, at=earlier, leeway=timedelta(minutes=5)).verdict is Verdict.VALID


def test_many_are_judged_one_by_one_as_they_come(unsigned: Compose, sign: Sign, world: World, key: SigningKey) -> None:
    data = sign(unsigned())
    drawn: list[int] = []

    def items() -> Any:
        for number, item in enumerate(
            (data, data.decode(), orjson.loads(data), jwt(unsigned(), key), "\ud800", {1: 2})
        ):
            drawn.append(number)
            yield item

    reports = verify_many(items(), world=world, at=NOW)
    assert next(reports).verdict is Verdict.VALID
    assert drawn == [0]
    assert [report.verdict for report in reports] == [*[Verdict.VALID] * 3, Verdict.INDETERMINATE, Verdict.INVALID]
