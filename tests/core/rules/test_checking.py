"""What is wrong with a policy is found before anybody is judged by it, and nothing is said against a good one."""

from __future__ import annotations

import pytest

from core.rules.policies_at_random import ON, case
from testamur import packs
from testamur.core.rules import Knowledge, decide
from testamur.core.rules.checking import remarks, together_remarks
from testamur.core.rules.frameworks import parse_knowledge
from testamur.core.rules.language import parse_policy, policy_text
from testamur.core.rules.policy import Policy

KNOWLEDGE = parse_knowledge(packs.frameworks().values())


def policy(rules: str, head: str = "") -> Policy:
    return parse_policy(f"pathway x awards y version 1 {head}\n{rules}")


def found(rules: str, head: str = "") -> list[tuple[str, str]]:
    return [(one.code, one.clause) for one in remarks(policy(rules, head), knowledge=KNOWLEDGE)]


@pytest.mark.parametrize("name", packs.policies())
def test_nothing_stands_against_a_shipped_policy(name: str) -> None:
    told = remarks(parse_policy(packs.policies()[name]), knowledge=KNOWLEDGE)
    assert [one for one in told if one.is_error] == []


PLANTED = {
    "a limit below a share of the same pool": (
        'require credits >= 30 ects from any at_most 2% of award from tag("x") low: at_least 5% of award from tag("x")',
        ("cap-below-share", "low"),
    ),
    "more of a choice than there is": ("few: require 4 of (a, b, c)", ("more-than-there-are", "few")),
    "none of a choice": ("few: require 0 of (a, b, c)", ("more-than-there-are", "few")),
    "an item that is required and excluded": ("require all(a, b) no: require not(a)", ("required-and-excluded", "no")),
    "a capstone before itself": ("end: capstone a after all(a, b)", ("capstone-before-itself", "end")),
    "a grade that its scale does not have": ("low: min_grade E on any require count >= 1 from any",
        ("grade-not-on-scale", "low")),
    "more than the award": ("require credits >= 3 ects from any big: residency 40 ects",
        ("more-than-the-award", "big")),
    "an item that overlaps itself": ("twin: overlap a a 50% require a", ("overlap-with-itself", "twin")),
    "more credits than limits allow": (
        'require credits >= 9 ects from tag("x") | tag("y") at_most 4 ects from tag("x") at_most 4 ects from tag("y")',
        ("contradiction", ""),
    ),
    "a group that no pool can fill": ("require group g { credits >= 10 ects from {a} - {a} }", ("contradiction", "")),
    "two that are required and exclude each other": ("require all(a, b) antirequisite(a, b)", ("contradiction", "")),
    "a level above and below": ("require count >= 1 from level >= EQF6 & level <= EQF4", ("contradiction", "")),
    "sources that a demand shuts out": (
        "require credits >= 10 ects from source(rpl) demand source in (native) on any", ("contradiction", ""),
    ),
    "a choice that nobody can take": (
        'one: require any(a, credits >= 10 ects from tag("x")) at_most 5 ects from tag("x")', ("unreachable", "one"),
    ),
    "a path that stands against itself": (
        'one: require any(path p { require credits >= 10 ects from tag("x") at_most 5 ects from tag("x") }, b)',
        ("unreachable", "one"),
    ),
    "a share of an award without a size": ('require a at_most 30% of award from tag("x")', ("cannot-be-judged", "")),
    "amounts of two units": (
        'require credits >= 30 ects from any at_most 10 us from tag("x")', ("cannot-be-judged", "")
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_mistake_is_found(planted: str) -> None:
    rules, expected = PLANTED[planted]
    is_sized = planted == "more than the award"
    head = ("of 30 ects" if is_sized else "") + (" scale us-letter" if "grade" in planted else "")
    assert found(rules, head) == [expected]


DOUBTS = {
    "a limit that never binds": ('require credits >= 9 ects from any full: at_most 100% of award from tag("x")',
        ("limit-never-binds", "full")),
    "a share of nothing": ('require credits >= 9 ects from any empty: at_least 0% of award from tag("x")',
        ("share-of-nothing", "empty")),
    "the same said twice": ("require a again: require a", ("said-twice", "again")),
    "an item named twice": ("both: require all(a, a)", ("item-twice", "both")),
    "a framework that no map knows": ("high: require count >= 1 from level >= HKQF5", ("no-level-map", "high")),
    "grades without a scale": ("low: min_grade B on any require a", ("grades-without-scale", "low")),
    "a path where there is no choice": ("way: require path p { require a }", ("path-without-choice", "way")),
    "a gate that compares what is held": ('require gate g { count = 3 from tag("x") }', ("not-tried", "")),
}  # fmt: skip


@pytest.mark.parametrize("doubtful", DOUBTS)
def test_what_need_not_be_a_mistake_is_a_doubt(doubtful: str) -> None:
    rules, expected = DOUBTS[doubtful]
    told = remarks(policy(rules), knowledge=KNOWLEDGE)
    assert [(one.code, one.clause) for one in told] == [expected]
    assert not any(one.is_error for one in told)


SOUND = {
    "amounts that leave room": (
        'require credits >= 30 ects from any at_most 10 ects from tag("x") at_least 5 ects from tag("x") '
        "residency 10 ects last 20 ects"
    ),
    "credits from a list": "require credits >= 15 ects from {a, b, c} overlap a b 10%",
    "what refreshes": "require a currency P5Y unless refreshed_by b at award",
    "a gate over a list": "require gate g { count = 2 from {a, b} grade >= B } require credits >= 9 ects from any",
    "levels of two frameworks": "require count >= 2 from level >= EQF6 require count >= 1 from level >= NFQ8",
    "a body and a grade": 'require count >= 3 from awarded_by(x) demand grade = B on tag("t")',
    "half credits, whole items": 'require credits >= 2.5 ects from tag("x") at_most 3 ects from any whole_items_only',
    "half credits of a list, once each, up to a limit": (
        "require credits >= 4.5 ects from {a, b} require all(a, b) once_per spec_family at_most 4.5 ects from any"
    ),
    "exactly half credits, whole": "require credits = 4.5 ects from {a, b} once_per spec_family whole_items_only",
    "a cycle": "require count >= 1 from level >= QF-EHEA second",
}


@pytest.mark.parametrize("sound", SOUND)
def test_nothing_is_said_against_what_somebody_can_meet(sound: str) -> None:
    told = remarks(policy(SOUND[sound], "scale us-letter"), knowledge=KNOWLEDGE)
    assert [one for one in told if one.is_error] == []


@pytest.mark.parametrize("seed", range(0, 400, 8))
def test_what_somebody_meets_is_never_called_a_contradiction(seed: int) -> None:
    for number in range(seed, seed + 8):
        made, held = case(number)
        told = [one.code for one in remarks(made, knowledge=Knowledge()) if one.is_error]
        assert not (decide(made, held, on=ON) and "contradiction" in told), policy_text(made)


def test_a_policy_of_too_many_kinds_is_not_tried_and_said_so() -> None:
    tags = " ".join(f'require count >= 1 from tag("t{number}") & source(s{number})' for number in range(30))
    assert found(tags) == [("not-tried", "")]


def test_the_clauses_that_stand_against_each_other_are_named_and_no_others() -> None:
    rules = 'a1: require all(a, b) b2: antirequisite(a, b) c3: require count >= 1 from tag("t")'
    (told,) = remarks(policy(rules), knowledge=KNOWLEDGE)
    assert told.facts == {"clauses": "a1, b2"}


def test_an_unknown_scale_is_a_mistake_with_the_nearest_name() -> None:
    (told,) = remarks(policy("require a", "scale us-leter"), knowledge=KNOWLEDGE)
    assert (told.code, told.facts["nearest"]) == ("unknown-scale", "us-letter")


def dated(version: str, since: str, until: str) -> Policy:
    effective = ", ".join(filter(None, (f"from: {since}" if since else "", f"until: {until}" if until else "")))
    return parse_policy(
        f"testamur: policy-1\nid: p\nversion: {version}\ntitle: P\nawards: P\neffective: {{{effective}}}\n"
        "clauses:\n  - {id: a, rule: require a}\n"
    )


def test_versions_that_hold_on_the_same_day_are_found() -> None:
    one, other = dated("1", "2023-01-01", "2024-06-30"), dated("2", "2024-06-30", "")
    (told,) = together_remarks([one, other])
    assert (told.code, told.facts["on"]) == ("versions-overlap", "2024-06-30")


def test_versions_that_follow_each_other_do_not_overlap() -> None:
    assert list(together_remarks([dated("1", "", "2024-06-29"), dated("2", "2024-06-30", "")])) == []


def chain(name: str, needs: str) -> Policy:
    return parse_policy(f"pathway {name} awards {name}-award version 1 require {needs}")


def test_awards_that_need_each_other_in_a_circle_are_found_once() -> None:
    circle = [chain("a", "b-award"), chain("b", "c-award"), chain("c", "a-award"), chain("d", "a-award")]
    (told,) = together_remarks(circle)
    assert (told.code, told.facts["policies"]) == ("circular", "a → b → c → a")


def test_an_award_that_needs_itself_is_a_circle() -> None:
    (told,) = together_remarks([chain("a", "a-award")])
    assert told.facts["policies"] == "a → a"


def test_awards_that_build_on_each_other_are_no_circle() -> None:
    assert list(together_remarks([chain("a", "b-award"), chain("b", "c-award"), chain("c", "z")])) == []
