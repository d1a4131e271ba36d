"""Lists come in parts, and nothing is missed or given twice while others add to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def walk(asker: Any, path: str, between: Any = None) -> list[dict[str, Any]]:
    """Follow `next` to the end, two at a time, and let something happen after each part."""
    found: list[dict[str, Any]] = []
    address = f"{path}{'&' if '?' in path else '?'}limit=2"
    while address:
        answer = asker.get(address)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert len(told["items"]) <= 2
        assert ("Link" in answer) == (told["next"] is not None)
        if told["next"]:
            assert answer["Link"] == f'<{told["next"]}>; rel="next"'
        found += told["items"]
        address = (told["next"] or "").removeprefix("http://testserver/api/v1")
        if between:
            between()
    return found


def test_enrolments_added_meanwhile_come_at_the_end_and_none_twice(campus: Campus, program: Any) -> None:
    offering = campus.offer()
    for number in range(5):
        campus.enrol(offering, f"Person {number}")
    more = iter(["Late One", "Late Two"])

    def late() -> None:
        name = next(more, None)
        if name:
            campus.enrol(offering, name)

    names = [one["name"] for one in walk(program(), f"/offerings/{offering}/enrolments", late)]
    assert names == [*(f"Person {number}" for number in range(5)), "Late One", "Late Two"]


def test_awards_made_meanwhile_do_not_move_the_older_ones(campus: Campus, program: Any) -> None:
    offering, registrar = campus.offer(), program()
    takings = [str(campus.graduate(offering, f"Person {number}")) for number in range(6)]
    for enrolment in takings[:5]:
        registrar.post("/awards", {"enrolment": enrolment})

    def late() -> None:
        registrar.post("/awards", {"enrolment": takings[5]})

    names = [one["name"] for one in walk(registrar, "/awards", late)]
    assert names == [f"Person {number}" for number in (4, 3, 2, 1, 0)]


def test_credentials_proposals_people_offerings_and_entries_come_in_parts(
    campus: Campus, program: Any, issue: Any
) -> None:
    offering, registrar = campus.offer(), program()
    for number in range(3):
        issue(f"Person {number}", offering)
    registrar.post(f"/offerings/{offering}/proposals")
    for _ in range(3):
        campus.offer(campus.publish())
    assert len(walk(registrar, "/credentials")) == 3
    assert len(walk(registrar, f"/offerings/{offering}/proposals?waiting=false")) == 3
    assert len(walk(registrar, "/offerings")) == 4
    people = [one["email"] for one in walk(program("administrator"), "/people")]
    assert people == sorted(people)
    assert len(set(people)) == 5
    entries = program("administrator").get("/audit").json()["items"]
    numbers = [one["number"] for one in entries]
    assert numbers == sorted(numbers, reverse=True)


def test_the_catalogue_comes_in_parts_with_filters_kept(campus: Campus, anyone: Any) -> None:
    from campus import example

    for name in ("data-stewardship", "first-aid", "ai-ethics", "teaching-online", "language-teaching"):
        campus.publish(example(name))
    assert len({one["uuid"] for one in walk(anyone, "/catalogue")}) == 5
    assert {one["code"] for one in walk(anyone, "/catalogue?credit_unit=ECTS")} >= {"data-stewardship"}


def test_a_cursor_of_one_list_opens_no_other(campus: Campus, program: Any) -> None:
    offering, other = campus.offer(), campus.offer(campus.publish())
    for number in range(3):
        campus.enrol(offering, f"Person {number}")
    address = program().get(f"/offerings/{offering}/enrolments?limit=2").json()["next"]
    cursor = address.partition("cursor=")[2]
    for path in (f"/offerings/{other}/enrolments", "/awards", "/credentials"):
        answer = program().get(f"{path}?cursor={cursor}")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")
    changed = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    assert program().get(f"/offerings/{offering}/enrolments?cursor={changed}").status_code == 422
