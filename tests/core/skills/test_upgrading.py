"""What changed from one version of a framework to the next is told with what may take a skill's place, and why."""

from __future__ import annotations

from taxonomies import HARBOUR, NEXT, uri
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.upgrading import difference

BEFORE, AFTER = HARBOUR.skills("en"), NEXT.skills("en")


def test_what_is_gone_is_offered_what_has_its_label_now() -> None:
    found = difference(BEFORE, AFTER)
    (gone,) = found.gone
    assert gone.concept.uri == uri("splice")
    assert [(one.concept.uri, one.because) for one in gone.successors] == [(uri("join"), "same-label")]
    assert [(one.before.label, one.after.label) for one in found.renamed] == [("tie knots", "tie knots and hitches")]
    assert [one.uri for one in found.fresh] == [uri("join")]


def test_what_the_publisher_says_comes_first() -> None:
    found = difference(BEFORE, AFTER, said={uri("splice"): [uri("tides"), uri("nowhere")]})
    assert [one.because for one in found.gone[0].successors] == ["said", "same-label"]


def test_a_label_that_is_alike_is_offered_with_how_alike_it_is() -> None:
    before = Framework("x", "1", "en", (Concept("a", "splicing of ropes"), Concept("b", "welding")))
    after = Framework("x", "2", "en", (Concept("c", "splicing ropes"), Concept("d", "tides")))
    first, second = difference(before, after).gone
    assert [(one.concept.uri, one.because) for one in first.successors] == [("c", "alike")]
    assert 0.6 < first.successors[0].likeness < 1
    assert second.successors == ()


def test_only_what_somebody_names_is_looked_at() -> None:
    assert difference(BEFORE, AFTER, only={uri("tides")}).gone == ()
    assert difference(BEFORE, BEFORE).gone == ()
