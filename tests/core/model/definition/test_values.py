"""Every single value of a definition can be found by its place, then and in a later text."""

from __future__ import annotations

from pathlib import Path

from testamur.core.model.definition import at_place, parse, read, values, where_now

EXAMPLES = Path(__file__).parents[4] / "examples"
STEWARDSHIP = (EXAMPLES / "data-stewardship" / "microcredential.yaml").read_text(encoding="utf-8")
NOW = values(parse(STEWARDSHIP))


def changed(old: str, new: str) -> str:
    assert old in STEWARDSHIP
    return STEWARDSHIP.replace(old, new, 1)


def texts(found: object) -> list[str]:
    return [one.text for one in found]


def test_almost_every_place_that_a_person_can_point_at_has_something_to_read_out() -> None:
    places = read(STEWARDSHIP).places.by_key
    assert [key for key in places if not at_place(NOW, key)] == ["testamur", "language"]


def test_a_place_holds_what_stands_inside_it_and_nothing_beside_it() -> None:
    assert texts(at_place(NOW, "schedule.weeks")) == ["10"]
    assert texts(at_place(NOW, "outcomes[1].kind")) == ["skill"]
    assert {one.key.partition("]")[0] for one in at_place(NOW, "outcomes[0]")} == {"outcomes[LO1"}
    assert len({one.place.partition("]")[0] for one in at_place(NOW, "outcomes")}) == 4


def test_a_list_of_one_may_be_written_without_its_number_and_a_word_of_a_list_is_the_whole_list() -> None:
    assert texts(at_place(NOW, "awarding_body.country")) == ["ES"]
    assert texts(at_place(NOW, "needs[1]")) == ["labour_market, societal"]


def test_what_was_moved_is_found_again_where_it_is_now() -> None:
    first, *others = STEWARDSHIP.partition("outcomes:\n")[2].partition("assessments:")[0].split("  - id: LO")[1:]
    moved = STEWARDSHIP.replace(
        "".join(f"  - id: LO{one}" for one in (first, *others)),
        "".join(f"  - id: LO{one}" for one in (*others, first)),
    )
    later = values(parse(moved))
    assert texts(at_place(later, "outcomes[0].kind")) == ["skill"]
    assert texts(where_now(NOW, later, "outcomes[0].text")) == texts(at_place(NOW, "outcomes[0].text"))


def test_what_was_changed_and_what_was_taken_out_are_told_apart() -> None:
    assert texts(where_now(NOW, values(parse(changed("weeks: 10", "weeks: 20"))), "schedule.weeks")) == ["20"]
    renamed = values(parse(changed("title: Peer reuse test", "title: Visits")))
    assert texts(where_now(NOW, renamed, "activities[3].title")) == ["Visits"]
    line = next(one for one in STEWARDSHIP.splitlines() if "Peer reuse test" in one)
    fewer = values(parse(changed(f"{line}\n", "")))
    assert where_now(NOW, fewer, "activities[3]") == ()
    assert texts(where_now(fewer, NOW, "activities[5].title")) == texts(at_place(NOW, "activities[5].title"))


def test_a_point_in_a_name_is_no_step() -> None:
    later = values(parse(changed("name: Universitat Oberta de la Marina", "name: Univ. Oberta")))
    back = where_now(later, later, "awarding_body[0].name")
    assert texts(back) == ["Univ. Oberta"]
