"""What changed between two definitions is told by key, whatever the layout of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from testamur.core.model.definition import Change, changes, dump, parse

EXAMPLES = Path(__file__).parents[4] / "examples"
STEWARDSHIP = (EXAMPLES / "data-stewardship" / "microcredential.yaml").read_text(encoding="utf-8")


def between(old: str, new: str) -> tuple[Change, ...]:
    assert old in STEWARDSHIP
    return changes(parse(STEWARDSHIP), parse(STEWARDSHIP.replace(old, new)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/microcredential.yaml")), ids=lambda path: path.parent.name)
def test_nothing_has_changed_between_a_definition_and_itself_written_anew(path: Path) -> None:
    course = parse(path.read_text(encoding="utf-8"))
    assert changes(course, course) == ()
    assert changes(course, parse(dump(course))) == ()


def test_a_comment_is_no_change() -> None:
    assert between("needs:", "# why\nneeds:") == ()


def test_a_changed_value_is_told_with_both() -> None:
    assert between("hours: 125", "hours: 130") == (Change("workload.hours", "125", "130"),)


def test_an_entry_put_in_between_renames_none_of_its_neighbours() -> None:
    found = between("  - {title: Peer reuse", "  - {title: Visits, hours: 2}\n  - {title: Peer reuse")
    assert found == (Change("activities[Visits].title.en", "", "Visits"), Change("activities[Visits].hours", "", "2"))


def test_two_entries_of_the_same_name_are_kept_apart() -> None:
    found = between(
        "  - {title: Peer reuse test,", "  - {title: Foundations and cases, hours: 3}\n  - {title: Peer reuse test,"
    )
    assert found[0].key == "activities[4].title.en"


def test_a_translation_is_a_value_of_its_own() -> None:
    found = between("title: Research Data Stewardship in Practice", 'title: {en: Stewardship, ca: "Cura de dades"}')
    assert [(one.key, one.after) for one in found] == [("title.en", "Stewardship"), ("title.ca", "Cura de dades")]


def test_a_level_that_is_taken_away_is_told() -> None:
    bare = STEWARDSHIP.replace(
        "level:\n  framework: EQF\n  value: 6\n  basis: best_fit_self_declared", "no_level_because: Too small."
    )
    found = changes(parse(STEWARDSHIP), parse(bare))
    assert {one.key for one in found} == {
        "level[EQF].framework",
        "level[EQF].value",
        "level[EQF].basis",
        "no_level_because.en",
    }


def test_changes_stand_in_the_order_of_the_format() -> None:
    found = changes(parse(STEWARDSHIP), parse((EXAMPLES / "ai-ethics" / "microcredential.yaml").read_text("utf-8")))
    tops = [one.key.partition(".")[0].partition("[")[0] for one in found]
    assert tops[:3] == ["id", "version", "title"]
    assert tops.index("outcomes") < tops.index("workload") < tops.index("contributors")
