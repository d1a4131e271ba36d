"""Swapping whom a text is about: what is counted, and what would be wrong to count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from testamur.core.fairness import FairnessError, Template, Who, pairs, swapped

PEOPLE = (
    Who("f", {"name": "Nur Aisyah", "they": "she"}),
    Who("f", {"name": "Emma Clarke", "they": "she"}),
    Who("m", {"name": "Jordi Puig", "they": "he"}),
)
TEMPLATES = (Template("welder", "{name} welds. {They} cuts {{steel}}."), Template("nurse", "{name} cares."))


def test_a_template_is_filled_for_people_of_different_groups_only() -> None:
    found = list(pairs(TEMPLATES, PEOPLE))
    assert len(found) == 4
    assert found[0].text == "Nur Aisyah welds. She cuts {steel}."
    assert found[0].other == "Jordi Puig welds. He cuts {steel}."
    assert {pair.groups for pair in found} == {("f", "m")}


def test_a_ranker_that_looks_at_names_is_found_out() -> None:
    def by_name(text: str) -> list[str]:
        return ["weld", "cut"] if "Jordi" in text else ["cut", "weld"]

    found = swapped(pairs(TEMPLATES, PEOPLE), by_name)
    assert (found.rate, found.any) == (Fraction(1), 4)
    assert found.by_groups == {("f", "m"): (4, 4)}
    assert found.interval.high == 1


def test_a_ranker_that_does_not_is_not() -> None:
    found = swapped(pairs(TEMPLATES, PEOPLE), lambda text: ["weld"] if "welds" in text else ["care"])
    assert (found.first, found.any, found.pairs) == (0, 0, 4)


def test_a_change_lower_down_is_counted_apart() -> None:
    found = swapped(pairs(TEMPLATES, PEOPLE), lambda text: ["weld", "x" if "Jordi" in text else "y"])
    assert (found.first, found.any) == (0, 4)
    deep = swapped(pairs(TEMPLATES, PEOPLE), lambda text: ["weld", "x" if "Jordi" in text else "y"], depth=1)
    assert deep.any == 0


def test_a_place_without_words_and_a_test_without_pairs_are_refused() -> None:
    with pytest.raises(FairnessError, match="no-words-for-place"):
        list(pairs([Template("t", "{age}")], PEOPLE))
    with pytest.raises(FairnessError, match="no-pairs"):
        swapped([], lambda _text: [])
