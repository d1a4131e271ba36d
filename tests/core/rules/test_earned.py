"""What a credential brings to a policy: nothing that was not proved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from testamur.core.model.achieved import Achieved
from testamur.core.rules.earned import holding_of

BADGE = Achieved(
    "urn:uuid:1", "https://x.example/v/1", "Data", code="DS-1", issuer="did:web:x.example", issuer_name="X",
    kind="MicroCredential", overall=Decimal("71.5"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        ("valid", "confirmed"),
        ("indeterminate", "unverified"),
        ("invalid", "ended"),
        ("refuted", "refuted"),
        ("strange", "unverified"),
    ],
)
def test_what_is_not_proved_is_not_confirmed(verdict: str, state: str) -> None:
    assert holding_of(BADGE, verdict=verdict).state == state


def test_a_strangers_code_and_name_stand_for_nothing() -> None:
    holding = holding_of(BADGE, verdict="valid")
    assert (holding.ref, holding.stands_for, holding.bodies) == ("https://x.example/v/1", (), ("did:web:x.example",))
    assert holding.family == "did:web:x.example#DS-1"


def test_the_code_of_a_trusted_issuer_stands_for_the_specification() -> None:
    holding = holding_of(BADGE, verdict="valid", by_code=True)
    assert holding.stands_for == ("DS-1",)
    assert holding.bodies == ("did:web:x.example", "X")


def test_what_the_caller_knows_to_be_its_own_stands_for_it() -> None:
    assert holding_of(BADGE, known={"https://x.example/v/1": "data"}).stands_for == ("data",)


def test_a_degree_is_no_micro_credential_and_silence_is() -> None:
    assert not holding_of(replace(BADGE, kind="BachelorDegree")).is_micro
    assert holding_of(replace(BADGE, kind="")).is_micro


def test_a_result_that_is_not_told_is_no_grade() -> None:
    assert holding_of(replace(BADGE, overall=None)).grade is None
