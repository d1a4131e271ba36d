"""Demand for programs: adverts in, decisions, counts and role profiles out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from campus import Campus
from harbour import harbour_bakery
from testamur.domain.institution import actions as institution

pytestmark = pytest.mark.django_db
API = "/api/v1"
BAKE = {"uri": "https://example.org/bake", "label": "bake", "framework": "Own", "version": "1"}


def test_a_partners_program_hands_in_adverts_and_reads_the_demand(campus: Campus) -> None:
    harbour = harbour_bakery(campus)
    secret = institution.make_token(harbour.partner, label="t", scopes=["co-design"], at=datetime.now(UTC))[1]
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    mine = str(harbour.organisation)
    given = {
        "organisation": mine,
        "title": "Baker",
        "text": "Bake bread before the town wakes. Call +34 600 123 456.",
        "seen_on": "2026-01-05",
    }
    made = client.post(f"{API}/adverts", given, content_type="application/json")
    assert made.status_code == 201, made.json()
    address = made["Location"]
    assert client.post(f"{address}/skills", BAKE, content_type="application/json").status_code == 200
    seen = client.get(address).json()
    assert "600" not in seen["text"]
    [skill] = seen["skills"]
    assert client.get(f"{API}/adverts").json()["items"][0]["accepted"] == 1
    unknown = client.post(f"{API}/adverts", {**given, "language": "klingon"}, content_type="application/json")
    assert (unknown.status_code, ", pt," in unknown.content.decode()) == (422, True)
    few = client.post(f"{API}/adverts", {**given, "text": "Bake bread."}, content_type="application/json")
    assert (few.status_code, "fewer than five words" in few.content.decode()) == (422, True)
    corrected = {"title": "Baker", "seen_on": "2026-01-03", "place": "Quay 7"}
    assert client.put(f"{address}/details", corrected, content_type="application/json").status_code == 200
    assert client.get(address).json()["line"]["place"] == "Quay 7"
    [told] = client.get(f"{API}/demand").json()["skills"]
    assert (told["asked"]["adverts"], told["months"][0]["on"]) == (1, "2026-01-01")
    assert "2026-01,1,1" in client.get(f"{API}/demand/table").content.decode()
    assert client.get(f"{API}/demand/balance").json()[0]["label"] == "bake"
    decision = {"skills": [skill["uuid"]], "verdict": "refused"}
    assert client.post(f"{address}/decisions", decision, content_type="application/json").status_code == 200
    role = {"organisation": mine, "title": "Baker", "skills": [{**BAKE, "need": "nice"}]}
    made = client.post(f"{API}/role-profiles", role, content_type="application/json")
    shown = {"is_public": True}
    client.post(f"{made['Location']}/publication", shown, content_type="application/json")
    client.post(f"{made['Location']}/versions", {**role, "title": "Chef"}, content_type="application/json")
    assert Client().get(made["Location"]).json()["title"] == "Baker"
    assert [one["title"] for one in Client().get(f"{API}/role-profiles?text=bak").json()] == ["Baker"]
    assert client.delete(address).status_code == 200
    assert client.get(address).status_code == 404
