"""A narrative says nothing that rests on nothing, and its person has the last word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.gap import Asked, Aspiration, Gap, Mention, Target, Weight, compare
from testamur.core.skills.narrative import Claim, Drop, Order, Revision, Rewrite, Told, applicable, narrate, told
from testamur.core.skills.planning import Offering, Plan, Step, Teaches, Totals
from testamur.core.skills.profile import Evidence, Family, Proof, Shown, build

ON = date(2026, 6, 1)
DIPLOMA = Evidence("award-1", Proof.AWARD, "Robot welding", date(2025, 1, 1), "A university")
OLD = Evidence("award-2", Proof.AWARD, "Bending", date(2010, 1, 1), "A university")
SAID = Evidence("claim-1", Proof.CLAIM, "I lead", date(2026, 1, 1))


def gap() -> Gap:
    shown = [
        Shown("weld", "1", DIPLOMA),
        Shown("cut", "1", DIPLOMA),
        Shown("bend", "1", OLD),
        Shown("lead", "1", SAID),
    ]
    profile = build(shown, lambda _uri: Family("f", "F", 60, "us", is_assumed=True), on=ON)
    asked = [
        *(Asked(uri, "1", mentions=(Mention(uri, 0, 4),)) for uri in ("weld", "cut", "bend", "lead", "drill", "sing")),
        Asked("dance", "1", Weight.OPTIONAL),
    ]
    target = Target.of(Aspiration.ADVERT, "a", "Welder wanted", asked)
    offering = Offering("o", (Teaches("drill"),))
    return compare(profile, target, {"drill": (offering.id,)})


def said(*revisions: Revision) -> tuple[Told, ...]:
    return told(narrate(gap()), revisions)


def test_what_can_be_said_is_said_strongest_first() -> None:
    assert [(one.id, one.skills, one.evidence) for one in narrate(gap())] == [
        ("counts", ("weld", "cut", "bend", "lead"), ("award-1", "award-2", "claim-1")),
        ("shows:award-1", ("weld", "cut"), ("award-1",)),
        ("shows-partly:bend", ("bend",), ("award-2",)),
        ("says:lead", ("lead",), ("claim-1",)),
        ("lacks", ("drill",), ()),
        ("untaught", ("sing",), ()),
    ]


def test_every_claim_rests_on_evidence_or_on_what_was_asked() -> None:
    totals = Totals(Decimal(0), Decimal(0), Decimal(0), 1, ON)
    plan = Plan((Step("o", ON, ON, covers=("drill",)),), totals)
    claims = narrate(gap(), plan)
    assert claims[-1].code == "next"
    assert claims[-1].skills == ("drill",)
    assert all(one.evidence or one.mentions for one in claims)


def test_with_nothing_to_show_there_is_nothing_to_write() -> None:
    profile = build((), lambda _uri: Family("f", "F", 60, "us", is_assumed=True), on=ON)
    target = Target.of(Aspiration.ADVERT, "a", "Welder wanted", [Asked("weld", "1", mentions=(Mention("weld", 0, 4),))])
    assert narrate(compare(profile, target, {"weld": ("o",)})) == ()


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    empty = compare(
        build((), lambda _uri: Family("f", "F", 60, "us", is_assumed=True), on=ON),
        Target.of(Aspiration.ROLE, "r", "R", []),
        {},
    )
    assert narrate(empty) == ()


def test_a_person_rewrites_drops_and_orders() -> None:
    found = said(Rewrite("shows:award-1", "  I weld robots.  "), Drop("lacks"), Drop("untaught"), Order(("says:lead",)))
    assert [one.claim.id for one in found] == ["says:lead", "counts", "shows:award-1", "shows-partly:bend"]
    own = found[2]
    assert (own.words, own.claim.evidence) == ("I weld robots.", ("award-1",))
    assert all(isinstance(one.claim, Claim) for one in found)


@pytest.mark.parametrize(
    ("revision", "code"),
    [
        (Rewrite("shows:award-9", "Me."), "unknown-claim"),
        (Drop("shows:award-9"), "unknown-claim"),
        (Order(("x",)), "unknown-claim"),
        (Rewrite("lacks", "  "), "words-not-fit"),
        (Rewrite("lacks", "x" * 2001), "words-not-fit"),
    ],
)
def test_revisions_of_what_is_not_said_are_refused(revision: Revision, code: str) -> None:
    with pytest.raises(SkillsError, match=code):
        said(revision)


def test_revisions_of_what_is_gone_are_left_out() -> None:
    claims = narrate(gap())
    kept: list[Revision] = [Rewrite("gone", "Me."), Drop("lacks"), Drop("lacks"), Order(("gone", "lacks", "untaught"))]
    assert applicable(claims, kept) == (Drop("lacks"), Order(("untaught",)))
    assert told(claims, applicable(claims, kept))[0].claim.id == "untaught"
