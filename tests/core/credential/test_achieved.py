"""From a credential to what was achieved: with units, or without credits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from testamur.core.credential.achieved import achieved, is_refuted, lasting_verdict
from testamur.core.credential.compose import AwardFacts, Publisher, ResultFact, open_badge
from testamur.core.credential.report import Report, Verdict, failed, passed, unknown
from testamur.core.model.achieved import Achieved
from testamur.core.model.level import Level
from testamur.core.model.microcredential import MicroCredential, Workload
from testamur.core.model.quantity import CreditAmount
from testamur.packs.narratives import labels

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
AWARD = AwardFacts("urn:uuid:1", "https://example.edu/v/1", "Ada", NOW, NOW, results=(ResultFact("", Decimal("71.5")),))


def badge(definition: MicroCredential, award: AwardFacts = AWARD) -> dict[str, Any]:
    return open_badge(definition, Publisher("did:web:example.edu", "Example", ""), award, labels("en"))


def read(document: dict[str, Any]) -> Achieved:
    found = achieved(document)
    assert found
    return found


def test_a_badge_of_ours_says_what_was_achieved_in_the_models_own_values(definition: MicroCredential) -> None:
    sized = replace(definition, workload=Workload(Decimal(60), CreditAmount(Decimal("2.5"), "ECTS")), tags=("data",))
    found = read(badge(replace(sized, level=Level("EQF", "6", "best_fit_self_declared"))))
    assert (found.id, found.ref, found.code) == ("urn:uuid:1", "https://example.edu/v/1", "DS-1")
    assert (found.issuer, found.issuer_name) == ("did:web:example.edu", "Example")
    assert found.credits == CreditAmount(Decimal("2.5"), "ECTS")
    assert [str(level) for level in found.levels] == ["EQF 6"]
    assert (found.awarded_on, found.overall, found.tags) == (date(2026, 5, 3), Decimal("71.5"), ("data",))
    assert found.outcomes == ("https://example.edu/v/1#outcome-manage",)
    assert ("manage data", "http://data.europa.eu/esco/skill/1") in found.skills


@pytest.mark.parametrize(
    "told", ["", "A fine course.", "15 ECTS", "5 points", "5 ECTS or 5 CATS"],
    ids=["silent", "no number", "another number", "an unknown unit", "two units"],
)  # fmt: skip
def test_a_number_of_credits_without_a_unit_is_no_credits(told: str) -> None:
    subject = {"achievement": {"id": "urn:a", "name": "A", "criteria": {"narrative": told}}, "creditsEarned": 5}
    found = read({"credentialSubject": subject})
    assert (found.number, found.credits) == (Decimal(5), None)


def test_open_badges_2_are_read_as_far_as_they_go() -> None:
    found = read(
        {"badge": {"id": "https://x.example/b", "name": "Old", "tags": ["x"]}, "issuedOn": "2019-02-30T00:00Z"}
    )
    assert (found.ref, found.title, found.awarded_on) == ("https://x.example/b", "Old", None)


def test_levels_of_frameworks_that_nobody_knows_are_passed_over() -> None:
    aligned = {"targetType": "ext:FrameworkLevel", "targetFramework": "MOON", "targetCode": "1", "targetUrl": "urn:l"}
    found = read({"credentialSubject": {"achievement": {"id": "urn:a", "name": "A", "alignment": aligned}}})
    assert (found.levels, found.skills) == ((), ())


@pytest.mark.parametrize(
    "strange",
    [None, {}, {"credentialSubject": 7}, {"credentialSubject": {"achievement": {"id": 3, "name": ["x"]}}},
     {"credentialSubject": {"achievement": {"id": "urn:a", "alignment": "x", "tag": 3}}}],
)  # fmt: skip
def test_what_names_no_achievement_is_none(strange: dict[str, Any] | None) -> None:
    assert achieved(strange) is None


SOUND = passed("signature", "sound")
EXPIRED = failed("time", "expired")


@pytest.mark.parametrize(
    ("checks", "verdict"),
    [
        ((SOUND,), Verdict.VALID),
        ((SOUND, EXPIRED), Verdict.VALID),
        ((SOUND, EXPIRED, failed("status", "revoked")), Verdict.INVALID),
        ((SOUND, unknown("status", "unreachable")), Verdict.INDETERMINATE),
        ((EXPIRED,), Verdict.INDETERMINATE),
        ((), Verdict.INDETERMINATE),
    ],
)
def test_learning_outlasts_the_time_of_its_credential_and_nothing_else(checks: Any, verdict: Verdict) -> None:
    assert lasting_verdict(Report(checks)) is verdict


@pytest.mark.parametrize("check", [EXPIRED, failed("status", "revoked"), SOUND, unknown("status", "unreachable")])
def test_what_was_once_true_is_not_refuted(check: Any) -> None:
    assert not is_refuted(Report((SOUND, check)))


def test_what_its_issuer_never_said_is_refuted() -> None:
    assert is_refuted(Report((SOUND, failed("proof", "signature-does-not-fit"))))
