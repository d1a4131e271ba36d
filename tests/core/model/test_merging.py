"""Two people changed one text: nothing of either is lost without being said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from testamur.core.model.definition.merging import Clash, merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "title: x", "", "  - y"]), max_size=12)
TEXTS = LINES.map("\n".join)


@given(TEXTS, TEXTS)
def test_where_one_side_changed_nothing_the_other_stands(base: str, changed: str) -> None:
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, base).text == changed
    assert merge(base, changed, base)


@given(TEXTS, TEXTS)
def test_the_same_change_on_both_sides_is_one_change(base: str, changed: str) -> None:
    merged = merge(base, changed, changed)
    assert merged.text == changed
    assert merged


@given(TEXTS, TEXTS, TEXTS)
def test_a_clash_is_one_from_either_side(base: str, yours: str, theirs: str) -> None:
    one, other = merge(base, yours, theirs), merge(base, theirs, yours)
    assert bool(one) == bool(other)
    if one:
        assert one.text == other.text


@given(TEXTS, TEXTS, TEXTS)
def test_every_line_of_theirs_is_in_the_proposal_or_in_a_clash(base: str, yours: str, theirs: str) -> None:
    merged = merge(base, yours, theirs)
    told = merged.text.split("\n") + [line for clash in merged.clashes for line in clash.theirs.split("\n")]
    added = set(theirs.split("\n")) - set(base.split("\n"))
    assert added <= set(told)


def test_changes_in_different_places_come_together() -> None:
    base = "title: a\nversion: 1\noutcomes:\n  - x\nprice: 1"
    yours, theirs = base.replace("title: a", "title: b"), base.replace("price: 1", "price: 2")
    merged = merge(base, yours, theirs)
    assert merged
    assert merged.text == "title: b\nversion: 1\noutcomes:\n  - x\nprice: 2"


def test_neighbouring_fields_are_merged_each_for_itself() -> None:
    merged = merge("title: a\nversion: 1\n", "title: b\nversion: 1\n", "title: a\nversion: 2\n")
    assert merged.text == "title: b\nversion: 2\n"
    assert merged


def test_the_same_field_changed_twice_is_a_clash_with_its_place() -> None:
    base = "version: 1\noutcomes:\n  - text: a\n"
    merged = merge(base, base.replace("text: a", "text: b"), base.replace("text: a", "text: c"))
    assert not merged
    assert merged.text == base.replace("text: a", "text: b")
    assert merged.clashes == (Clash(3, "outcomes", "  - text: a", "  - text: b", "  - text: c"),)


def test_a_text_of_thousands_of_equal_lines_is_merged_all_the_same() -> None:
    base = "\n".join(["- a"] * 4000)
    merged = merge(base, f"first\n{base}", f"{base}\nlast")
    assert merged
    assert merged.text == f"first\n{base}\nlast"


def test_line_ends_of_other_machines_do_not_matter() -> None:
    assert merge("a\r\nb", "a\nb\nc", "a\r\nb").text.startswith("a\n")
    assert merge("a\r\nb\r\nc", "x\r\nb\r\nc", "a\nb\ny").text == "x\nb\ny"
