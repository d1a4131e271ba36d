"""A suggestion of which outcome is like which; nothing is suggested where only grammar is shared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from testamur.core.rules.likeness import FAINT, likenesses


def test_the_likest_is_found_in_other_words() -> None:
    wanted = (
        "Analyse a data set with statistical methods",
        "Explain what the law asks of those who hold personal data",
    )
    offered = ("Explain legal duties when holding personal data", "Apply statistical analysis to data sets", "Sing")
    assert [one.source if one else None for one in likenesses(wanted, offered)] == [1, 0]


def test_the_same_text_is_wholly_alike_whatever_its_accents_and_case() -> None:
    (one,) = likenesses(("Gestió de dades",), ("GESTIO DE DADES",))
    assert one is not None
    assert one.percent == 100


def test_nothing_is_like_nothing() -> None:
    assert likenesses(("Analyse data",), ()) == (None,)
    assert likenesses((), ("Analyse data",)) == ()
    assert likenesses(("Analyse data", ""), ("Menyanyi lagu",)) == (None, None)


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_a_suggestion_points_at_a_source_and_is_no_more_than_whole(targets: list[str], sources: list[str]) -> None:
    found = likenesses(targets, sources)
    assert len(found) == len(targets)
    assert all(one is None or (0 <= one.source < len(sources) and FAINT <= one.percent <= 100) for one in found)
    assert found == likenesses(targets, sources)
