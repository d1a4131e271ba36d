"""People, roles and tokens over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_a_token_says_who_it_is_and_what_it_may_do(program: Any) -> None:
    told = program("registrar", "confer", "read-own").get("/me").json()
    assert (told["email"], told["institution"]["code"], told["roles"]) == (
        "registrar@north.example",
        "north",
        ["registrar"],
    )
    assert told["permissions"] == ["confer", "read-own", "read-public"]


def test_the_institution_is_renamed_and_keeps_its_addresses(program: Any) -> None:
    administrator = program("administrator")
    before = administrator.get("/institution")
    answer = administrator.send(
        "patch", "/institution", {"name": "University of the North"}, **{"If-Match": before["ETag"]}
    )
    assert answer.status_code == 200, answer.content
    assert answer.json() == {**before.json(), "name": "University of the North"}
    assert program().send("patch", "/institution", {"name": "Mine"}).status_code == 403


def test_a_change_made_upon_an_old_reading_is_not_made(program: Any) -> None:
    administrator = program("administrator")
    tag = administrator.get("/institution")["ETag"]
    administrator.send("patch", "/institution", {"name": "Somebody was quicker"})
    answer = administrator.send("patch", "/institution", {"name": "Too late"}, **{"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (412, "has-changed")
    assert administrator.get("/institution").json()["name"] == "Somebody was quicker"


@pytest.mark.parametrize(
    "change",
    [{"code": "Not A Code"}, {"name": ""}, {"name": "<b>North</b>"}, {"hue": 400}, {"url": "javascript:alert(1)"}],
)
def test_a_name_that_makes_no_sense_is_refused_by_field(program: Any, change: dict[str, object]) -> None:
    answer = program("administrator").send("patch", "/institution", change)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == list(change)


def test_people_are_invited_found_and_change_roles(program: Any) -> None:
    administrator = program("administrator")
    made = administrator.post("/people", {"email": "mei@north.example", "name": "Mei", "roles": ["reviewer"]})
    assert made.status_code == 201, made.content
    uuid = made.json()["uuid"]
    assert [one["uuid"] for one in administrator.get("/people?text=mei").json()["items"]] == [uuid]
    assert administrator.send("put", f"/people/{uuid}/roles/instructor").status_code == 200
    assert administrator.send("delete", f"/people/{uuid}/roles/reviewer").status_code == 200
    (found,) = administrator.get("/people?text=mei").json()["items"]
    assert found["roles"] == ["instructor"]
    assert administrator.send("put", f"/people/{uuid}/roles/emperor").status_code == 422
    assert administrator.get("/people?role=emperor").status_code == 422
    assert program().get("/people").status_code == 403
    last = administrator.get("/me").json()["person"]
    answer = administrator.send("delete", f"/people/{last}/roles/administrator")
    assert (answer.status_code, answer.json()["code"]) == (409, "last-administrator")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "a@b.example", "roles": ["emperor"]}, "role"),
        ({"email": "a@b.example", "name": "<script>alert(1)</script>"}, "name"),
        ({"email": "a@b.example", "name": "x" * 201}, "name"),
        ({"name": "Nobody"}, "email"),
    ],
)
def test_an_invitation_that_makes_no_sense_makes_nobody_known(
    program: Any, counts: Any, given: dict[str, object], field: str
) -> None:
    administrator = program("administrator")
    before = counts()
    answer = administrator.post("/people", given)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field), answer.content
    assert counts() == before


def test_tokens_are_made_shown_once_and_revoked(campus: Campus, program: Any) -> None:
    instructor = program("instructor")
    made = instructor.post("/tokens", {"label": "import", "scopes": ["record-results"]})
    assert made.status_code == 201, made.content
    fresh = type(instructor)(made.json()["secret"])
    assert fresh.get(f"/offerings/{campus.offer()}").status_code == 200
    assert "secret" not in instructor.get("/tokens").json()[0]
    assert instructor.send("delete", f"/tokens/{made.json()['uuid']}").status_code == 200
    answer = fresh.get("/tokens")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-not-good")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert instructor.post("/tokens", {"label": "x", "scopes": ["rule-the-world"]}).status_code == 422
    assert instructor.post("/tokens", {"label": "x", "scopes": ["confer"]}).status_code == 422


def test_a_token_cannot_make_itself_a_mightier_one(program: Any) -> None:
    narrow = program("registrar", "read-awards")
    assert narrow.post("/tokens", {"label": "x", "scopes": ["confer"]}).status_code == 403
    keeper = program("registrar", "manage-own-tokens")
    assert keeper.post("/tokens", {"label": "x", "scopes": ["confer"]}).status_code == 422
    assert keeper.post("/tokens", {"label": "x", "scopes": ["manage-own-tokens"]}).status_code == 201


def test_nobody_revokes_the_token_of_another(program: Any) -> None:
    uuid = program().get("/tokens").json()[0]["uuid"]
    assert program("instructor").send("delete", f"/tokens/{uuid}").status_code == 404


def test_without_a_token_one_is_asked_for(anyone: Any) -> None:
    for path in ("/me", "/people", "/awards", "/credentials", "/jobs", "/audit", "/tokens", "/keys", "/offerings"):
        answer = anyone.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), path
    answer = anyone.get("/me", Authorization="Basic dXNlcjpwYXNz")
    assert (answer.status_code, answer.json()["code"]) == (401, "scheme-not-known")


@pytest.mark.usefixtures("campus")
def test_our_own_pages_use_their_session_and_name_the_institution() -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(
        get_user_model().objects.get(email="registrar@north.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert browser.get("/api/v1/me").json()["institution"] is None
    here = {"Testamur-Institution": "north"}
    assert browser.get("/api/v1/me", headers=here).json()["institution"]["code"] == "north"
    assert browser.get("/api/v1/awards").status_code == 403
    assert browser.get("/api/v1/awards", headers=here).status_code == 200
    answer = browser.post("/api/v1/awards", b"{}", content_type="application/json", headers=here)
    assert (answer.status_code, answer.json()["code"]) == (403, "form-not-ours")
