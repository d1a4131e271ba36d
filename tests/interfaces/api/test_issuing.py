"""Credentials, links and keys over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_a_credential_is_found_and_its_bytes_are_those_that_were_signed(
    campus: Campus, program: Any, issue: Any
) -> None:
    from testamur.domain.issuing import queries

    view, registrar = issue(), program()
    (found,) = registrar.get("/credentials?text=aisy").json()["items"]
    assert (found["uuid"], found["state"], found["documents"]) == (str(view.uuid), "valid", ["ob3", "vc-jwt"])
    assert found["id"] == f"http://testserver/credentials/{view.uuid}"
    assert registrar.get("/credentials?text=nobody").json()["items"] == []
    for form, kind in (("ob3", "application/vc+ld+json"), ("vc-jwt", "application/vc+jwt")):
        answer = registrar.get(f"/credentials/{view.uuid}/documents/{form}")
        kept = queries.document(campus.actor("registrar"), credential=view.uuid, form=form)
        assert (answer.content, answer["Content-Type"]) == (kept.content, kind)
    answer = registrar.get(f"/credentials/{view.uuid}/documents/pdf")
    assert (answer.status_code, answer.json()["facts"]["allowed"]) == (422, ["ob3", "vc-jwt"])


def test_suspending_reinstating_and_revoking_show_at_once(program: Any, anyone: Any, issue: Any) -> None:
    view, registrar = issue(), program()
    here = f"/credentials/{view.uuid}"

    def state() -> str:
        return str(anyone.get(f"{here}/standing").json()["state"])

    assert state() == "valid"
    assert registrar.post(f"{here}/suspend", {"reason": "under review"}).status_code == 200
    assert state() == "suspended"
    assert registrar.post(f"{here}/reinstate").status_code == 200
    assert state() == "valid"
    assert registrar.post(f"{here}/revoke", {"reason": ""}).status_code == 422
    assert state() == "valid"
    assert registrar.post(f"{here}/revoke", {"reason": "plagiarism"}).status_code == 200
    assert state() == "revoked"
    answer = registrar.post(f"{here}/suspend", {"reason": "again"})
    assert (answer.status_code, answer.json()["code"]) == (409, "credential-revoked")


def test_a_wrong_name_is_superseded(program: Any, issue: Any) -> None:
    view, registrar = issue(), program()
    wanted = {"name": "Aisyah binti Ali", "reason": "name"}
    answer = registrar.post(f"/credentials/{view.uuid}/supersede", wanted)
    assert answer.status_code == 201, answer.content
    assert registrar.get(answer["Location"].removeprefix("/api/v1")).json()["name"] == "Aisyah binti Ali"
    assert registrar.get(f"/credentials/{view.uuid}").json()["state"] == "revoked"


def test_a_link_shows_ends_and_is_withdrawn(program: Any, issue: Any, anyone: Any) -> None:
    view, registrar = issue(), program()
    made = registrar.post(f"/credentials/{view.uuid}/links", {"label": "CV", "expires_at": "2099-01-01T00:00:00Z"})
    assert made.status_code == 201, made.content
    address = made.json()["address"].removeprefix("http://testserver")
    assert anyone.client.get(f"{address}/vc-jwt").status_code == 200
    assert [one["label"] for one in registrar.get(f"/credentials/{view.uuid}/links").json()] == ["CV"]
    assert registrar.send("delete", f"/links/{made.json()['uuid']}").status_code == 200
    assert anyone.client.get(f"{address}/vc-jwt").status_code == 404
    for bad in ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00", "9999-12-31T23:59:59-12:00", 5):
        answer = registrar.post(f"/credentials/{view.uuid}/links", {"expires_at": bad})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "expires_at"), bad


def test_a_holder_s_links_are_told_to_nobody_else(campus: Campus, program: Any, issue: Any) -> None:
    from testamur.domain.institution.queries import actor_for
    from testamur.domain.issuing import actions, queries

    view, registrar = issue(), program()
    holder = actor_for(person=view.award.person_id, institution=campus.institution.id)
    private = actions.make_link(holder, credential=view.uuid, at=view.issued_at, label="For a rival")
    registrar.post(f"/credentials/{view.uuid}/links", {"label": "By post"})
    told = registrar.get(f"/credentials/{view.uuid}/links")
    assert [one["label"] for one in told.json()] == ["By post"]
    assert private.secret not in told.content.decode()
    assert registrar.send("delete", f"/links/{private.uuid}").status_code == 404
    assert {one.label for one in queries.links(holder, credential=view.uuid)} == {"For a rival", "By post"}


def test_the_administrator_rotates_keys(program: Any, issue: Any) -> None:
    issue()
    administrator = program("administrator")
    (old,) = administrator.get("/keys").json()
    made = administrator.post("/keys")
    assert made.status_code == 201, made.content
    assert [one["retired_at"] is None for one in administrator.get("/keys").json()] == [True, False]
    assert made.json()["uuid"] != old["uuid"]
    assert program().post("/keys").status_code == 403
    assert program().get("/keys").status_code == 403


def test_what_others_hold_is_not_there(elsewhere: Campus, program: Any, issue: Any) -> None:
    view = issue()
    for stranger in (program("learner"), program(at=elsewhere)):
        assert stranger.get(f"/credentials/{view.uuid}").status_code == 404
        assert stranger.get(f"/credentials/{view.uuid}/documents/ob3").status_code == 404
        assert stranger.get(f"/credentials/{view.uuid}/links").status_code == 404
        assert stranger.post(f"/credentials/{view.uuid}/links", {}).status_code == 404
        assert stranger.get("/me/credentials").json() == []
    why = {"reason": "x"}
    assert program("learner").post(f"/credentials/{view.uuid}/revoke", why).status_code == 403
    for verb in ("revoke", "suspend"):
        assert program(at=elsewhere).post(f"/credentials/{view.uuid}/{verb}", why).status_code == 404
    assert program(at=elsewhere).get("/credentials").json()["items"] == []
