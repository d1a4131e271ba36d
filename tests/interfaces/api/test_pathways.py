"""Pathways for programs: the same as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

import campus as campuses
import pathways
from testamur.domain.awards import actions
from testamur.domain.institution import actions as institution

if TYPE_CHECKING:
    from campus import Campus


@pytest.fixture
def pathway(campus: Campus) -> UUID:
    return pathways.open_pathway(campus)


@pytest.fixture
def speaking(anyone: Any) -> Any:
    """Make a program that speaks with a token."""
    return type(anyone)


@pytest.fixture
def aisyah(campus: Campus, speaking: Any) -> Any:
    """A program that speaks for a learner."""
    actor = pathways.learner(campus)
    scopes = sorted(actor.permissions)
    return speaking(institution.make_token(actor, label="tests", scopes=scopes, at=campuses.NOW)[1])


def test_anyone_reads_what_a_pathway_asks(anyone: Any, pathway: UUID) -> None:
    listed = anyone.get("/pathways").json()
    assert [(one["code"], one["version"]["version"]) for one in listed] == [("open-data", "1")]
    whole = anyone.get(f"/pathways/{pathway}").json()
    assert [one["id"] for one in whole["clauses"]] == ["core", "size"]
    assert whole["clauses"][0]["rule"] == "require all(data-one, data-two)"
    assert set(whole["named"]) == {"data-one", "data-two"}
    assert anyone.get(f"/pathways/{pathway}/policy").content.decode() == pathways.file()
    assert anyone.get(f"/pathways/{pathway}?version=9").status_code == 404


def test_a_program_publishes_and_is_told_what_is_wrong(program: Any) -> None:
    registrar = program("registrar")
    wrong = registrar.post("/pathways", {"source": pathways.file().replace("all(", "al(")})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["line"] == 11
    stranger = registrar.post("/pathways", {"source": pathways.file(owners="north, atlantis")})
    assert [one["code"] for one in stranger.json()["errors"]] == ["owner-unknown"]
    made = registrar.post("/pathways", {"source": pathways.file()})
    assert made.status_code == 201
    again = registrar.post("/pathways", {"source": pathways.file().replace("Both", "The")})
    assert (again.status_code, again.json()["code"]) == (409, "policy-version-taken")
    assert program("instructor").post("/pathways", {"source": pathways.file()}).status_code == 403
    assert registrar.post(f"/pathways/{made.json()['uuid']}/retire").status_code == 200
    assert registrar.post(f"/pathways/{made.json()['uuid']}/bring-back").status_code == 200


def test_a_co_owners_program_accepts_and_takes_it_back(campus: Campus, elsewhere: Campus, program: Any) -> None:
    uuid = pathways.open_pathway(campus, pathways.file(owners="north, south"))
    south = program("registrar", at=elsewhere)
    version = south.get(f"/pathways/{uuid}").json()["pathway"]["version"]
    assert version["awaited"] == ["south"]
    assert south.post(f"/policies/{version['uuid']}/accept").status_code == 200
    assert len(south.get("/pathways").json()) == 1
    assert south.post(f"/policies/{version['uuid']}/withdraw-acceptance").status_code == 200
    assert south.get("/pathways").json() == []


def test_a_learners_program_follows_asks_what_if_plans_moves_and_leaves(
    campus: Campus, aisyah: Any, pathway: UUID
) -> None:
    pathways.earn(campus, "data-one")
    made = aisyah.post(f"/pathways/{pathway}/follow")
    assert made.status_code == 201
    standing = made.json()["uuid"]
    own = aisyah.get("/me/standings").json()
    assert [(one["uuid"], one["state"], one["decision"]["verdict"]) for one in own] == [(standing, "open", "unmet")]
    seen = aisyah.post(f"/standings/{standing}/what-if", {"planned": ["data-two"]}).json()
    assert (seen["before"]["verdict"], seen["after"]["verdict"]) == ("unmet", "met")
    planned = aisyah.post(f"/standings/{standing}/plans", {"aim": "fastest"}).json()
    assert planned["plans"][0]["gaps"]
    campus.offer(campus.publish(pathways.definition("data-two", "Data Two")))
    planned = aisyah.post(f"/standings/{standing}/plans", {"aim": "fastest"}).json()
    assert [one["ref"] for one in planned["plans"][0]["steps"]] == ["data-two"]
    assert aisyah.post(f"/standings/{standing}/plans", {"aim": "laziest"}).status_code == 422
    assert aisyah.get(f"/standings/{standing}/move?version=1").status_code == 200
    assert aisyah.post(f"/standings/{standing}/move", {"version": "1"}).json()["code"] == "version-not-newer"
    assert aisyah.post(f"/standings/{standing}/leave").status_code == 200
    assert aisyah.get("/me/standings").json() == []
    assert aisyah.post(f"/standings/{standing}/leave").status_code == 404


def test_a_registrars_program_sees_waives_confers_and_reckons(campus: Campus, program: Any, pathway: UUID) -> None:
    for code in ("data-one", "data-three"):
        pathways.earn(campus, code)
    standing = actions.follow(pathways.learner(campus), pathway=pathway, at=campuses.NOW)
    registrar = program("registrar")
    listed = registrar.get(f"/pathways/{pathway}/standings?state=open").json()
    assert [(one["name"], one["state"]) for one in listed["items"]] == [("Aisyah", "open")]
    refused = registrar.post(f"/standings/{standing}/confer")
    assert (refused.status_code, refused.json()["code"]) == (422, "not-eligible")
    waiver = registrar.post(f"/standings/{standing}/waivers", {"clause": "core", "reason": "Shown at work."}).json()
    assert registrar.get(f"/standings/{standing}").json()["state"] == "proposed"
    assert registrar.post(f"/waivers/{waiver['uuid']}/end").status_code == 200
    assert registrar.get(f"/standings/{standing}").json()["state"] == "open"
    registrar.post(f"/standings/{standing}/waivers", {"clause": "core", "reason": "Shown at work."})
    made = registrar.post(f"/standings/{standing}/confer")
    assert made.status_code == 201
    award = registrar.get(made.headers["Location"].removeprefix("/api/v1")).json()
    assert award["decision"]["verdict"] == "met"
    assert registrar.post(f"/standings/{standing}/keep", {"reason": "Nothing is lost."}).status_code == 404
    reckoning = registrar.post(f"/pathways/{pathway}/reckonings")
    assert reckoning.status_code == 202
    assert registrar.get(f"/reckonings/{reckoning.json()['uuid']}").json()["total"] == 1
    assert program("instructor").post(f"/standings/{standing}/confer").status_code == 403


def test_a_narrow_token_follows_nothing(campus: Campus, speaking: Any, pathway: UUID) -> None:
    actor = pathways.learner(campus)
    narrow = speaking(institution.make_token(actor, label="tests", scopes=["read-own"], at=campuses.NOW)[1])
    assert narrow.post(f"/pathways/{pathway}/follow").status_code == 403
