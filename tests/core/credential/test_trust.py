"""Who an issuer is known to be is another question than whether a credential is valid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from testamur.core.credential import CredentialError, Outcome, Policy, Report, SigningKey, Verdict, World, verify
from testamur.core.credential.trust import Registry, judge_issuer, read_registry

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
DID = "did:web:example.edu"

OURS: dict[str, Any] = {
    "says": "Ministry of Education",
    "issuers": [
        {
            "id": DID,
            "name": "Example University",
            "homepage": "https://example.edu",
            "accreditation": "Register no. 42",
            "valid_from": "2020-01-01",
            "valid_until": "2026-05-03",
        }
    ],
}


def answer(found: object, at: datetime = NOW, did: str = DID) -> str:
    return judge_issuer(did, [read_registry(found, name="file")], at).answer


def test_a_registry_vouches_between_its_days_the_last_one_included() -> None:
    for day, expected in (
        (datetime(2019, 12, 31, tzinfo=UTC), "unknown"),
        (datetime(2020, 1, 1, tzinfo=UTC), "known"),
        (datetime(2026, 5, 3, 23, tzinfo=UTC), "known"),
        (datetime(2026, 5, 4, tzinfo=UTC), "no-longer-trusted"),
    ):
        assert answer(OURS, day) == expected
    assert answer(OURS, did="did:web:example.org") == "unknown"


def test_what_a_registry_says_comes_with_who_says_so() -> None:
    told = judge_issuer(DID, [read_registry(OURS, name="file")], NOW)
    assert (told.says, told.name, told.accreditation) == (
        "Ministry of Education",
        "Example University",
        "Register no. 42",
    )
    assert told.as_check().outcome is Outcome.PASSED


def test_a_registry_of_the_consortium_is_read_in_both_its_spellings() -> None:
    entry = {"name": "Example University", "location": "Somewhere", "url": "https://example.edu"}
    for member in ("registry", "entries"):
        registry = read_registry({"meta": {"created": "2020"}, member: {DID: entry}}, name="members")
        assert judge_issuer(DID, [registry], NOW).homepage == "https://example.edu"
        assert registry.says == "members"


def test_statements_of_a_federation_hold_until_they_expire() -> None:
    about = {"federation_entity": {"organization_name": "Example University", "homepage_uri": "https://example.edu"}}
    statement = {"iss": "https://anchor.example", "sub": DID, "exp": NOW.timestamp() + 60, "metadata": about}
    for found in (statement, [statement], {"entities": [statement]}):
        told = judge_issuer(DID, [read_registry(found, name="file")], NOW)
        assert (told.answer, told.says, told.name) == ("known", "https://anchor.example", "Example University")
    assert answer(statement | {"exp": NOW.timestamp() - 60}) == "no-longer-trusted"
    assert answer(statement | {"exp": 10**15, "metadata": None}) == "known"
    two = [statement, {**statement, "iss": "https://other.example", "sub": "did:web:example.org", "exp": 10**11.9}]
    assert read_registry(two, name="file").says == "file"


def test_the_first_registry_that_lists_an_issuer_decides() -> None:
    lapsed = {"says": "Old", "issuers": [{"id": DID, "valid_until": "2021-01-01T00:00:00Z"}]}
    registries = [read_registry(found, name="file") for found in (lapsed, OURS)]
    assert judge_issuer(DID, registries, NOW).says == "Old"
    assert judge_issuer(DID, reversed(registries), NOW).answer == "known"


@pytest.mark.parametrize(
    ("found", "where"),
    [
        ({}, ""),
        ([], ""),
        ("text", ""),
        ({"issuers": {}}, ""),
        ([{"iss": "x"}], ""),
        ({"issuers": [{"name": "no id"}]}, "issuers[0]"),
        ({"issuers": [{"id": DID}, 7]}, "issuers[1]"),
        ({"issuers": [{"id": DID, "valid_from": "soon"}]}, "issuers[0].valid_from"),
        ({"issuers": [{"id": DID, "valid_until": 2026}]}, "issuers[0].valid_until"),
        ({"registry": {DID: "x"}}, "registry"),
    ],
)
def test_half_a_registry_is_none(found: object, where: str) -> None:
    with pytest.raises(CredentialError, match="bad-registry") as refused:
        read_registry(found, name="file")
    assert refused.value.facts["where"] == where


def test_a_registry_has_a_limit() -> None:
    with pytest.raises(CredentialError, match="bad-registry"):
        read_registry({"issuers": [{"id": f"did:web:{number}"} for number in range(100_001)]}, name="file")


def known_to(key: SigningKey, world: World, **members: Any) -> World:
    found = {"says": "Ministry", "issuers": [{"id": key.controller, "name": "Example University"} | members]}
    return replace(world, registries=(read_registry(found, name="file"),))


Compose = Callable[..., dict[str, Any]]
Sign = Callable[[dict[str, Any]], bytes]


def ask(data: bytes, world: World, **policy: Any) -> Report:
    return verify(data, world=world, at=NOW, policy=Policy(**policy))


def test_valid_and_trusted_are_two_answers(unsigned: Compose, sign: Sign, key: SigningKey, world: World) -> None:
    data = sign(unsigned())
    lapsed = {"valid_until": "2021-01-01"}
    for found, expected in (
        (known_to(key, world), "known"),
        (known_to(key, world, **lapsed), "no-longer-trusted"),
        (replace(world, registries=(Registry("Nobody", {}),)), "unknown"),
    ):
        report = ask(data, found)
        assert (report.verdict, report.trust.answer if report.trust else None) == (Verdict.VALID, expected)
    assert ask(data, world).trust is None


def test_nobody_vouches_for_a_name_that_is_not_proved(
    unsigned: Compose, sign: Sign, key: SigningKey, world: World
) -> None:
    data = sign(unsigned()).replace(b"Examination", b"Examinatiom")
    report = ask(data, known_to(key, world))
    assert (report.verdict, report.trust) == (Verdict.INVALID, None)


def test_who_accepts_known_issuers_only_says_so(unsigned: Compose, sign: Sign, key: SigningKey, world: World) -> None:
    data = sign(unsigned())
    assert ask(data, known_to(key, world), is_trusted=True).verdict is Verdict.VALID
    assert ask(data, known_to(key, world, valid_until="2021-01-01"), is_trusted=True).verdict is Verdict.INVALID
    assert ask(data, world, is_trusted=True).verdict is Verdict.INDETERMINATE
