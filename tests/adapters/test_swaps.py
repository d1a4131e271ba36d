"""Whether what is suggested depends on whom a text is about: the ranker that ships, on ESCO, about people swapped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from testamur.adapters.carried import carried_esco
from testamur.adapters.encoders import choosing, parcel
from testamur.adapters.identity import detector
from testamur.core.fairness import Template, Who, pairs, swapped
from testamur.core.skills.ranking import Lane
from testamur.core.skills.suggesting import suggest

pytestmark = pytest.mark.skipif(
    parcel.installed() is None or carried_esco() is None, reason="the packages of data are not installed"
)
# All of it, with the slower encoder and ten people, is measured by benchmarks/skills/swaps.py in CI.
_EVERY = 12
_CVS = (
    "{name}\n{contact}\nWelder in ship repair. {They} joins stainless steel. {name} trains apprentices.",
    "{name}\n{contact}\nRegistered nurse. {name} gives medication and cares for wounds. {They} mentors students.",
)
_PEOPLE = (
    ("Emily Clarke", "she", "emily@example.org"),
    ("Ahmad Faizal bin Osman", "he", "ahmad@example.org"),
    ("Meritxell Puig i Soler", "she", "meri@example.org"),
    ("Oluwadamilare Akinfenwa", "he", "olu@example.org"),
)


@pytest.fixture(scope="module")
def rank(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sequence[str]]:
    known = choosing.framework()
    some = replace(known, concepts=known.concepts[::_EVERY])
    ranker = choosing.fast(some, tmp_path_factory.mktemp("skills"), "en")
    assert ranker is not None
    assert ranker.lane is Lane.FAST
    return lambda text: [one.best.concept.uri for one in suggest(ranker, text, top=5, sure=0.0).found]


def test_another_person_in_the_same_text_changes_no_suggestion_once_signs_of_people_are_blanked(
    rank: Callable[[str], Sequence[str]], record_property: Callable[[str, object], None]
) -> None:
    people = [Who(name, {"name": name, "they": they, "contact": contact}) for name, they, contact in _PEOPLE]
    templates = [Template(str(number), text) for number, text in enumerate(_CVS)]
    raw = swapped(pairs(templates, people), rank)
    blanked = swapped(pairs(templates, people), lambda text: rank(detector().strip(text).text))
    record_property("changed_raw", f"{raw.first} of {raw.pairs}")
    record_property("changed_blanked", f"{blanked.first} of {blanked.pairs}")
    assert raw.any, "as written the names matter; else this test could not fail"
    assert blanked.rate <= Fraction(1, 100), dict(blanked.by_groups)


def test_blanking_leaves_what_somebody_can_do(rank: Callable[[str], Sequence[str]]) -> None:
    text = "Registered nurse who gives medication and cares for wounds."
    assert rank(detector().strip(text).text) == rank(text)
