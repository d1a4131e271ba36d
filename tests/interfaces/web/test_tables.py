"""Tables: sorted, narrowed, turned over and taken away, without a script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

import campus as campuses
from testamur.domain.institution import actions as institution
from testamur.interfaces.web.spreadsheets import download, harmless

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def names(page: str) -> list[str]:
    """Return what the rows of a page's table begin with."""
    return [
        re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)
    ]


def file(answer: object) -> list[list[str]]:
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined] # a streaming response
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def crowd(campus: campuses.Campus, *people: str) -> None:
    for number, name in enumerate(people):
        institution.invite(
            campus.system, email=f"p{number:03}@example.org", name=name, roles=["partner"], at=campuses.NOW
        )


def test_a_press_on_a_heading_sorts_and_another_turns_it_round(as_role: Enter, campus: campuses.Campus) -> None:
    crowd(campus, "Zoë", "Étienne", "anna")
    office, path = as_role("administrator"), f"/office/{campus.institution.code}/?role=partner"
    page = office.get(f"{path}&sort=name").content.decode()
    assert names(page) == ["anna", "Étienne", "Zoë"]
    assert 'aria-sort="ascending"><a id="sort-name"' in page
    assert "role=partner&amp;sort=-name" in page
    assert names(office.get(f"{path}&sort=-name").content.decode()) == ["Zoë", "Étienne", "anna"]


def test_an_order_that_is_none_is_the_usual_one(as_role: Enter, campus: campuses.Campus) -> None:
    crowd(campus, "Zoë", "anna")
    page = as_role("administrator").get(f"/office/{campus.institution.code}/?role=partner&sort=pass-word&page=-3")
    assert names(page.content.decode()) == ["Zoë", "anna"]


def test_turning_over_keeps_what_was_asked(as_role: Enter, campus: campuses.Campus) -> None:
    crowd(campus, *(f"Person {number:02}" for number in range(60)))
    office, path = as_role("administrator"), f"/office/{campus.institution.code}/"
    page = office.get(f"{path}?role=partner&sort=-name").content.decode()
    assert "1 to 50 of 60" in page
    further = re.search(r'rel="next" href="([^"]+)"', page)
    assert further
    rest = office.get(further[1].replace("&amp;", "&")).content.decode()
    assert "51 to 60 of 60" in rest
    assert names(rest)[0] == "Person 09"
    assert '<input type="hidden" name="sort" value="-name">' in rest


def test_a_table_is_taken_away_whole_and_as_it_was_narrowed(as_role: Enter, campus: campuses.Campus) -> None:
    crowd(campus, *(f"Person {number:02}" for number in range(60)))
    answer = as_role("administrator").get(f"/office/{campus.institution.code}/?role=partner&sort=-name&as=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="north-people.csv"'
    rows = file(answer)
    assert rows[0] == ["Name", "E-mail", "Roles"]
    assert [row[0] for row in rows[1:]] == [f"Person {number:02}" for number in reversed(range(60))]


@pytest.mark.parametrize("room", ["office/{}/", "office/{}/audit", "office/{}/jobs", "desk/{}/credentials"])
def test_nobody_takes_away_what_they_may_not_see(as_role: Enter, campus: campuses.Campus, room: str) -> None:
    assert as_role("learner").get(f"/{room.format(campus.institution.code)}?as=csv").status_code == 403


def test_every_table_can_be_taken_away(as_role: Enter, campus: campuses.Campus) -> None:
    offering, code = campus.offer(), campus.institution.code
    campus.graduate(offering, "Noor")
    desk, office = as_role("registrar"), as_role("administrator")
    desk.post(f"/desk/{code}/offerings/{offering}/decide")
    queue = file(desk.get(f"/desk/{code}/offerings/{offering}?verdict=met&as=csv"))
    assert queue[1][:4] == ["Noor", "noor@example.org", "", "Meet the rule"]
    assert queue[1][4].startswith("The total is 90 %")
    log = file(office.get(f"/office/{code}/audit?as=csv"))
    assert log[1][3:5] == ["asked the award rule", "awards.propose"]
    assert file(office.get(f"/office/{code}/jobs?as=csv"))[0][0] == "No."
    assert file(desk.get(f"/desk/{code}/credentials?as=csv"))[0][0] == "Holder"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "=HYPERLINK(0)"])
def test_text_that_a_spreadsheet_would_compute_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Zoë", "a=b", "3+4", "'x", -3, 2.5])
def test_text_that_it_would_not_and_numbers_stay(cell: object) -> None:
    assert harmless(cell) == cell


def test_a_long_table_is_fetched_piece_by_piece_while_it_is_sent() -> None:
    fetched: list[int] = []

    def page(skip: int, limit: int) -> list[int]:
        fetched.append(skip)
        return list(range(skip, min(skip + limit, 2500)))

    answer = download("x", ["n"], page, lambda number: [number])
    assert fetched == [0]
    lines = b"".join(answer.streaming_content).splitlines()  # type: ignore[arg-type] # it is a synchronous one
    assert (len(lines), fetched) == (2501, [0, 1000, 2000])


def test_the_queue_is_searched_and_the_state_of_credentials_narrows(as_role: Enter, campus: campuses.Campus) -> None:
    offering, code = campus.offer(), campus.institution.code
    for name in ("Noor", "Jordi"):
        campus.graduate(offering, name)
    desk = as_role("registrar")
    desk.post(f"/desk/{code}/offerings/{offering}/decide")
    page = desk.get(f"/desk/{code}/offerings/{offering}?text=noo").content.decode()
    assert "Noor" in page
    assert "Jordi" not in page
    assert "Nobody by that name waits here" in desk.get(f"/desk/{code}/offerings/{offering}?text=zz").content.decode()
    assert "None found" in desk.get(f"/desk/{code}/credentials?state=revoked").content.decode()
