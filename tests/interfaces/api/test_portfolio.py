"""One's own skill profile for programs: read, claimed, hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from campus import NOW, Campus
from skilled import PLANNING, graduate
from taxonomies import HARBOUR, uri
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import actor_for

pytestmark = pytest.mark.django_db
SKILLS = "/api/v1/me/skills"


def test_a_program_reads_claims_and_hides_for_its_person(campus: Campus) -> None:
    frameworks.bring_in(system(campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    me = actor_for(person=graduate(campus).me, institution=campus.institution.id)
    scopes = ["read-own", "share-own"]
    secret = institution.make_token(me, label="t", scopes=scopes, at=datetime.now(UTC))[1]
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    read = {one["uri"]: one for one in client.get(SKILLS).json()["skills"]}
    assert read[PLANNING]["verified"]
    assert read[PLANNING]["evidence"][0]["proof"] == "award"
    given = {"uri": uri("knots"), "scale": "dreyfus", "level": "expert"}
    made = client.post(f"{SKILLS}/claims", given, content_type="application/json")
    assert made.status_code == 201
    again = client.post(f"{SKILLS}/claims", given, content_type="application/json")
    assert again.json()["code"] == "already-claimed"
    client.post(f"{SKILLS}/hide", {"uri": PLANNING}, content_type="application/json")
    read = {one["uri"]: one for one in client.get(SKILLS).json()["skills"]}
    assert read[PLANNING]["hidden"]
    assert not read[uri("knots")]["verified"]
    assert client.post(f"{SKILLS}/reveal", {"uri": PLANNING}, content_type="application/json").status_code == 200
    assert client.delete(f"{SKILLS}/claims/{made.json()['uuid']}").status_code == 200
    assert client.delete(f"{SKILLS}/claims/{made.json()['uuid']}").status_code == 404
    assert Client().get(SKILLS).status_code == 401
