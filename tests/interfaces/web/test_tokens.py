"""A person's own API tokens: chosen, shown once, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

import campus as campuses
from testamur.domain.institution import queries

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def number(client: Client) -> str:
    found = re.search(r'name="number" value="([^"]+)"', client.get("/mine/tokens").content.decode())
    assert found
    return found[1]


def form(client: Client, **fields: object) -> dict[str, object]:
    given = {"label": "marks", "scopes": ["record-results"], "days": "30", "at": "north", "number": number(client)}
    return given | fields


def secret(page: str) -> str:
    found = re.search(r'id="secret" value="(tst_[^"]+)"', page)
    assert found, page
    return found[1]


def test_a_token_is_made_shown_once_used_and_withdrawn(as_role: Enter, campus: campuses.Campus) -> None:
    instructor = as_role("instructor")
    given = form(instructor)
    made = instructor.post("/mine/tokens/make", given)
    assert "no-store" in made["Cache-Control"]
    shown = secret(made.content.decode())
    now = datetime.now(UTC)
    assert queries.actor_by_token(shown, at=now + timedelta(days=31)) is None
    acting = queries.actor_by_token(shown, at=now)
    assert acting
    assert {str(one) for one in acting.permissions} == {"record-results", "read-public"}
    page = instructor.get("/mine/tokens").content.decode()
    assert shown not in page
    assert "recording results" in page
    assert '<span class="muted">never</span>' not in page
    token = queries.own_tokens(campus.people["instructor"].id)[0]
    page = instructor.post(f"/mine/tokens/{token.uuid}/withdraw", follow=True).content.decode()
    assert "“marks” is withdrawn" in page.replace("&quot;", '"')
    assert queries.actor_by_token(shown, at=now) is None
    assert "withdrawn already" in instructor.post(f"/mine/tokens/{token.uuid}/withdraw", follow=True).content.decode()


def test_the_same_form_sent_twice_makes_one_token(as_role: Enter, campus: campuses.Campus) -> None:
    instructor = as_role("instructor")
    given = form(instructor)
    instructor.post("/mine/tokens/make", given)
    again = instructor.post("/mine/tokens/make", given, follow=True).content.decode()
    assert "made already" in again
    assert "tst_" not in again
    assert len(queries.own_tokens(campus.people["instructor"].id)) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"label": " "}, "Say what the token is for"),
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["confer"]}, "no more than you may yourself"),
    ],
)
def test_a_token_that_cannot_be_made_says_why_beside_the_field(
    as_role: Enter, campus: campuses.Campus, fields: dict[str, object], says: str
) -> None:
    instructor = as_role("instructor")
    answer = instructor.post("/mine/tokens/make", form(instructor, **fields))
    assert answer.status_code == 422
    assert says in answer.content.decode().split('class="error"')[1]
    assert queries.own_tokens(campus.people["instructor"].id) == []


def test_only_what_one_may_do_is_offered(as_role: Enter) -> None:
    offered = set(re.findall(r'name="scopes" value="([^"]+)"', as_role("learner").get("/mine/tokens").content.decode()))
    assert {"read-own", "share-own", "enrol-self"} <= offered
    assert not {"confer", "revoke", "manage-people", "record-results"} & offered


def test_nobody_withdraws_the_token_of_another_and_strangers_sign_in_first(
    as_role: Enter, campus: campuses.Campus, client: Client
) -> None:
    instructor = as_role("instructor")
    shown = secret(instructor.post("/mine/tokens/make", form(instructor)).content.decode())
    token = queries.own_tokens(campus.people["instructor"].id)[0]
    as_role("registrar").post(f"/mine/tokens/{token.uuid}/withdraw")
    assert queries.actor_by_token(shown, at=datetime.now(UTC)) is not None
    assert client.get("/mine/tokens")["Location"].startswith("/accounts/login/")
