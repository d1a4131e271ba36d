"""Permanent addresses: what is signed names them, and they answer after keys, codes and names have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
import pytest
from django.test import Client

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
NOBODY = "0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01"


def path_of(address: str) -> str:
    return urlsplit(address).path


@pytest.fixture
def signed(campus: Campus, issue: Any) -> dict[str, Any]:
    """A signed credential, as anyone may hold it."""
    from testamur.domain.issuing import queries

    content = queries.document(campus.actor("registrar"), credential=issue().uuid, form="ob3").content
    found: dict[str, Any] = orjson.loads(content)
    return found


@pytest.fixture
def web(client: Client) -> Client:
    return client


def test_a_stranger_verifies_with_nothing_but_what_lies_at_the_addresses(
    campus: Campus, signed: dict[str, Any], web: Client
) -> None:
    from campus import NOW
    from testamur.adapters.world import outside
    from testamur.core import credential as engine
    from testamur.domain.institution import actions as institution
    from testamur.domain.issuing import actions

    actions.rotate_key(campus.actor("administrator"), at=NOW)
    institution.rename(campus.actor("administrator"), name="University of the North", code="uon", at=NOW)
    issuer = signed["issuer"]["id"]
    keys = web.get(f"/issuers/{issuer.rpartition(':')[2]}/did.json")
    lists = [entry["statusListCredential"] for entry in signed["credentialStatus"]]
    world = outside(
        documents={issuer: orjson.loads(keys.content)}, lists={one: web.get(path_of(one)).content for one in lists}
    )
    assert engine.verify(orjson.dumps(signed), world=world, at=NOW).verdict is engine.Verdict.VALID


def test_a_did_document_lists_every_key_that_ever_signed(campus: Campus, signed: dict[str, Any], web: Client) -> None:
    from campus import NOW
    from testamur.domain.issuing import actions

    path = f"/issuers/{campus.institution.uuid}/did.json"
    before = web.get(path)
    actions.rotate_key(campus.actor("administrator"), at=NOW)
    after = web.get(path)
    assert after["Content-Type"] == "application/did+ld+json"
    assert after["ETag"] != before["ETag"]
    assert after.json()["id"] == signed["issuer"]["id"]
    assert set(before.json()["assertionMethod"]) < set(after.json()["assertionMethod"])
    assert signed["proof"]["verificationMethod"] in after.json()["assertionMethod"]


def test_a_status_list_is_served_byte_for_byte_and_changes_when_a_bit_does(
    campus: Campus, signed: dict[str, Any], web: Client
) -> None:
    from uuid import UUID

    from campus import NOW
    from testamur.domain.issuing import actions, queries

    (revocation,) = (one for one in signed["credentialStatus"] if one["statusPurpose"] == "revocation")
    path = path_of(revocation["statusListCredential"])
    first = web.get(path)
    assert first.content == queries.status_list(UUID(path.rpartition("/")[2]))[0]
    assert (first["Content-Type"], first["Cache-Control"]) == ("application/vc", "public, max-age=60")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert web.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    credential = UUID(signed["id"].rpartition("/")[2])
    actions.revoke(campus.actor("registrar"), credential=credential, reason="error", at=NOW)
    second = web.get(path, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content != first.content) == (200, True)


def test_an_achievement_is_data_for_programs_and_a_page_for_people(signed: dict[str, Any], web: Client) -> None:
    inside = signed["credentialSubject"]["achievement"]
    path = path_of(inside["id"])
    for kind in ("application/ld+json", "application/json", "application/json, text/plain;q=0.5"):
        told = web.get(path, headers={"Accept": kind})
        assert told["Content-Type"] == "application/ld+json"
        assert {name: told.json()[name] for name in inside} == inside
        assert told.json()["creator"]["id"] == signed["issuer"]["id"]
        assert "Accept" in told["Vary"]
    for kind in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*"):
        page = web.get(path, headers={"Accept": kind})
        assert page.status_code == 303
        assert web.get(page["Location"]).status_code == 200


def test_an_issuer_is_data_for_programs_and_a_page_for_people(campus: Campus, web: Client) -> None:
    from campus import NOW
    from testamur.domain.institution import actions

    path = f"/issuers/{campus.institution.uuid}"
    actions.rename(campus.actor("administrator"), name="University of the North", code="uon", at=NOW)
    told = web.get(path, headers={"Accept": "application/ld+json"}).json()
    assert (told["name"], told["type"]) == ("University of the North", ["Profile"])
    page = web.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page["Location"]) == (303, "/catalogue?institution=uon")


@pytest.mark.parametrize("path", ["issuers/{}/did.json", "issuers/{}", "status-lists/{}", "versions/{}"])
def test_what_never_was_is_404_in_the_askers_own_form(web: Client, path: str) -> None:
    program = web.get(f"/{path.format(NOBODY)}", headers={"Accept": "application/json"})
    assert (program.status_code, program["Content-Type"]) == (404, "application/problem+json")
    assert program.json()["code"] == "not-found"
    page = web.get(f"/{path.format(NOBODY)}", headers={"Accept": "text/html"})
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["issuers/{}/did.json", "status-lists/{}", "versions/{}"])
def test_nobody_writes_to_a_permanent_address(web: Client, path: str) -> None:
    for method in (web.post, web.put, web.delete):
        assert method(f"/{path.format(NOBODY)}").status_code == 405


def test_the_address_of_one_kind_does_not_open_another(campus: Campus, signed: dict[str, Any], web: Client) -> None:
    credential = signed["id"].rpartition("/")[2]
    for kind in ("status-lists", "versions", "issuers"):
        assert web.get(f"/{kind}/{credential}", headers={"Accept": "application/json"}).status_code == 404
    assert web.get(f"/status-lists/{campus.institution.uuid}").status_code == 404
