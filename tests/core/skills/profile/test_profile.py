"""A profile is made of evidence and nothing else; its person hides, disputes and corrects; age is told, not judged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur import packs
from testamur.core.model.definition.problems import DefinitionError
from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.hierarchy import FLAT, Hierarchy
from testamur.core.skills.profile import (
    Currency,
    Dispute,
    Edit,
    Evidence,
    Families,
    Family,
    Freshness,
    Hide,
    Profile,
    Proof,
    Reached,
    Restate,
    Reveal,
    Scale,
    Scales,
    Settle,
    Shown,
    SkillLevel,
    Suggestion,
    Withdraw,
    build,
    exported,
    parse_families,
    parse_scales,
    refreshes,
)

ON = date(2026, 6, 1)
REST = Family("rest", "All other skills", 60, "somebody (2023)", is_assumed=False)
QUICK = Family("quick", "Quick ones", 12, "nobody measured it", is_assumed=True, roots=("computers",))
FAMILIES = Families((REST, QUICK))
SCALES = Scales((Scale("steps", "Steps", ("one", "two", "three"), "us"), Scale("stars", "Stars", ("*", "**"), "us")))


def shown(
    uri: str, evidence: str, on: date, *, proof: Proof = Proof.AWARD, level: str = "", scale: str = "steps"
) -> Shown:
    says = SkillLevel(scale, level) if level else None
    return Shown(uri, "1.2", Evidence(evidence, proof, evidence.title(), on, "A university"), says)


def profile(*found: Shown, edits: tuple[Edit, ...] = (), on: date = ON) -> Profile:
    return build(found, lambda uri: FAMILIES.of(uri, FLAT), on=on, scales=SCALES, edits=edits)


WELDED = shown("weld", "award-1", date(2024, 5, 1), level="two")
AGAIN = shown("weld", "award-2", date(2025, 5, 1), level="one")
CLAIMED = shown("weld", "claim-1", date(2026, 1, 1), proof=Proof.CLAIM, level="three")


def test_a_skill_has_its_first_and_last_evidence_and_the_highest_level_of_each_scale() -> None:
    starred = shown("weld", "award-3", date(2023, 5, 1), level="*", scale="stars")
    entry = profile(WELDED, AGAIN, CLAIMED, starred).entry("weld")
    assert entry is not None
    assert (entry.first_on, entry.last_on) == (date(2023, 5, 1), date(2026, 1, 1))
    assert entry.reached == (
        Reached(SkillLevel("stars", "*"), is_verified=True),
        Reached(SkillLevel("steps", "two"), is_verified=True),
        Reached(SkillLevel("steps", "three"), is_verified=False),
    )
    assert [one.evidence.id for one in entry.shown] == ["claim-1", "award-2", "award-1", "award-3"]


def test_age_is_that_of_the_newest_evidence_that_somebody_else_stands_behind() -> None:
    entry = profile(WELDED, AGAIN, CLAIMED).entry("weld")
    assert entry is not None
    assert entry.currency == Currency(REST, date(2025, 5, 1))


def test_evidence_of_tomorrow_is_not_there_today() -> None:
    assert profile(WELDED, on=date(2024, 4, 30)).entries == ()


def test_nothing_is_in_a_profile_that_no_evidence_shows() -> None:
    assert profile().entries == ()
    assert profile(CLAIMED, edits=(Withdraw("claim-1", "weld"),)).entries == ()


def test_others_see_neither_claims_nor_what_is_hidden_or_disputed() -> None:
    cut = shown("cut", "award-1", date(2024, 5, 1))
    bent = shown("bend", "award-4", date(2024, 5, 1))
    edits = (Hide("cut"), Dispute("award-4", "bend", "I never bent anything."))
    found = profile(WELDED, CLAIMED, cut, bent, edits=edits)
    assert [one.uri for one in found.entries] == ["bend", "cut", "weld"]
    [seen] = found.public().entries
    assert (seen.uri, [one.evidence.id for one in seen.shown]) == ("weld", ["award-1"])
    assert all(one.is_verified for one in seen.reached)
    assert [one.uri for one in profile(cut, edits=(Hide("cut"), Reveal("cut"))).public().entries] == ["cut"]


def test_disputed_evidence_does_not_count_until_it_is_settled() -> None:
    dispute = Dispute("award-1", "weld", "That was my brother.")
    entry = profile(WELDED, edits=(dispute,)).entry("weld")
    assert entry is not None
    assert (entry.shown, entry.currency, entry.disputed) == ((), None, (WELDED,))
    assert not entry.is_verified
    assert profile(WELDED, edits=(dispute, Settle("award-1", "weld", is_upheld=True))).entries == ()
    assert profile(WELDED, edits=(dispute, Settle("award-1", "weld", is_upheld=False))).entries == (
        profile(WELDED).entries
    )


def test_a_claim_can_be_restated_and_evidence_of_others_cannot() -> None:
    level = SkillLevel("steps", "one")
    entry = profile(CLAIMED, edits=(Restate("claim-1", "weld", level),)).entry("weld")
    assert entry is not None
    assert entry.reached == (Reached(level, is_verified=False),)
    for edit in (Restate("award-1", "weld", level), Withdraw("award-1", "weld")):
        with pytest.raises(SkillsError, match="not-a-claim"):
            profile(WELDED, edits=(edit,))


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Dispute("award-9", "weld", "Why?"), "unknown-evidence"),
        (Dispute("award-1", "weld", "  "), "no-reason"),
        (Settle("award-1", "weld", is_upheld=True), "unknown-evidence"),
        (Withdraw("claim-1", "weld"), "unknown-evidence"),
    ],
)
def test_edits_of_what_is_not_there_are_refused(edit: Edit, code: str) -> None:
    with pytest.raises(SkillsError, match=code):
        profile(WELDED, edits=(edit,))


def test_half_is_left_after_a_half_life_and_from_then_on_it_is_stale() -> None:
    currency = Currency(REST, date(2020, 1, 1))
    assert currency.stale_on == date(2024, 12, 31)
    assert currency.share(currency.stale_on) == pytest.approx(0.5, abs=0.001)
    assert currency.freshness(date(2024, 12, 30)) is Freshness.AGEING
    assert currency.freshness(date(2024, 12, 31)) is Freshness.STALE
    assert currency.freshness(date(2022, 7, 1)) is Freshness.FRESH
    assert currency.freshness(currency.ageing_on) is Freshness.AGEING


@settings(max_examples=30)
@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 400), st.integers(2, 40))
def test_a_curve_only_falls_and_begins_whole(last: date, months: int, points: int) -> None:
    currency = Currency(Family("f", "F", months, "us", is_assumed=True), last)
    curve = currency.curve(last, currency.stale_on, points)
    assert curve[0] == (last, 1.0)
    assert curve[-1][0] == currency.stale_on
    assert [share for _, share in curve] == sorted((share for _, share in curve), reverse=True)


def test_the_nearest_family_counts_and_circles_do_no_harm() -> None:
    hierarchy = Hierarchy({"python": ["programming"], "programming": ["computers", "python"], "computers": []})
    assert FAMILIES.of("python", hierarchy) is QUICK
    assert FAMILIES.of("welding", hierarchy) is REST
    nearer = Family("nearer", "Nearer", 90, "us", is_assumed=True, roots=("programming",))
    assert Families((REST, QUICK, nearer)).of("python", hierarchy) is nearer
    assert hierarchy.above("python") == {"programming": 1, "computers": 2}


def test_there_is_one_family_for_the_rest() -> None:
    with pytest.raises(SkillsError, match="not-one-family-for-the-rest"):
        Families((QUICK,))
    with pytest.raises(SkillsError, match="half-life-cannot-be"):
        Family("f", "F", 0, "us", is_assumed=True)


def test_what_ages_is_suggested_for_renewal_and_what_is_only_claimed_for_confirmation() -> None:
    old = shown("cut", "award-1", date(2019, 5, 1))
    ageing = shown("bend", "award-1", date(2023, 5, 1))
    claim = shown("lead", "claim-1", date(2026, 5, 1), proof=Proof.CLAIM)
    found = refreshes(profile(old, ageing, claim, AGAIN))
    assert [(one.uri, one.suggestion, one.freshness) for one in found] == [
        ("cut", Suggestion.RENEW, Freshness.STALE),
        ("bend", Suggestion.RENEW, Freshness.AGEING),
        ("lead", Suggestion.CONFIRM, Freshness.FRESH),
    ]
    assert refreshes(profile(AGAIN)) == ()
    assert refreshes(profile(WELDED, edits=(Dispute("award-1", "weld", "No."),))) == ()
    assert [one.uri for one in refreshes(profile(AGAIN), on=date(2031, 1, 1))] == ["weld"]


def test_levels_of_two_scales_are_never_compared() -> None:
    assert SCALES.reaches(SkillLevel("steps", "three"), SkillLevel("stars", "*")) is None
    assert SCALES.reaches(SkillLevel("steps", "three"), SkillLevel("steps", "two")) is True
    assert SCALES.reaches(SkillLevel("steps", "one"), SkillLevel("steps", "two")) is False
    assert SCALES.reaches(SkillLevel("own", "x"), SkillLevel("own", "x")) is None
    assert SCALES.best([SkillLevel("own", "x"), SkillLevel("own", "y"), SkillLevel("own", "x")]) == (
        SkillLevel("own", "x"),
        SkillLevel("own", "y"),
    )


@pytest.mark.parametrize(
    ("level", "code"), [(SkillLevel("own", "x"), "unknown-scale"), (SkillLevel("steps", "x"), "unknown-level")]
)
def test_a_level_that_no_scale_has_is_refused(level: SkillLevel, code: str) -> None:
    with pytest.raises(SkillsError, match=code):
        SCALES.check(level)
    assert SCALES.check(SkillLevel("steps", "one")).value == "one"
    with pytest.raises(SkillsError, match="scale-not-ordered"):
        Scale("x", "X", ("a", "a"), "us")


def test_all_of_it_can_be_taken_away() -> None:
    found = exported(profile(WELDED, CLAIMED, edits=(Hide("weld"), Dispute("award-1", "weld", "No."))))
    assert found["on"] == "2026-06-01"
    [skill] = found["skills"]  # type: ignore[misc]
    assert skill["hidden"] is True
    assert [one["id"] for one in skill["disputed"]] == ["award-1"]
    assert skill["evidence"][0]["level"] == {"scale": "steps", "value": "three"}
    assert skill["currency"]["assumed"] is False


def test_the_figures_that_come_with_it_say_who_measured_them_or_that_they_are_assumed() -> None:
    families = parse_families(packs.skills()["currency"], name="currency.yaml")
    assert {one.id: one.months for one in families.families if not one.is_assumed} == {
        "general": 60,
        "digital": 30,
        "emergency-care": 12,
    }
    assert all(len(one.source) > 20 for one in families.families)
    assert list(parse_scales(packs.skills()["scales"]).by_id) == ["eqf", "dreyfus", "cefr", "digcomp"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("half_life_months: 12", "half_life_months: 0"),
        ("ageing: 50", "ageing: 0"),
        ("assumed_because: Rules change", "source: Somebody\n    assumed_because: Rules change"),
        ("assumed_because: Rules change year by year; no figure was found.", "title: Law"),
        ("    roots:\n      - http://data.europa.eu/esco/isced-f/042\n", ""),
    ],
)
def test_a_file_of_half_lives_that_cannot_be_is_refused(old: str, new: str) -> None:
    text = packs.skills()["currency"]
    assert old in text
    with pytest.raises(DefinitionError):
        parse_families(text.replace(old, new))
