"""Pages and addresses of skills and occupations."""

from __future__ import annotations

import pytest
from django.test import Client

from campus import NOW
from taxonomies import HARBOUR, NEXT, uri
from testamur.domain.frameworks import actions, queries
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> None:
    place = institution.found(system(), code="north", name="North", country="IE", at=NOW)
    for at, taxonomy in enumerate((HARBOUR, NEXT)):
        actions.bring_in(system(place.id), taxonomy=taxonomy, digest=str(at) * 64, at=NOW)


def key(name: str) -> str:
    return queries.concept_at(queries.framework("harbour", "1.0"), uri(name)).entry.key


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_where_there_is_nothing_yet_the_page_says_what_to_do() -> None:
    assert "testamur frameworks import esco" in page("/skills/")


@pytest.mark.usefixtures("harbour")
def test_skills_are_found_and_lead_to_the_work_that_needs_them() -> None:
    assert Client().get("/skills/").headers["Location"] == "/skills/harbour/"
    assert "work on the quay" in page("/skills/harbour/?version=1.0"), "hierarchies begin here"
    assert "From A to Z" in page("/skills/harbour/"), "a version without a hierarchy"
    assert "1 found" in page("/skills/harbour/?version=1.0&text=stevedor")
    assert "Nothing is called so" in page("/skills/harbour/?text=zzzzz")
    skill = page(f"/skills/harbour/{key('knots')}?version=1.0")
    assert "Essential for" in skill
    assert f"/skills/harbour/{key('docker')}?version=1.0" in skill
    assert "Made for tests." in skill, "the attribution"
    assert "1 essential skill" in page(f"/skills/harbour/{key('docker')}?version=1.0")
    assert "does not have it any more" in page(f"/skills/harbour/{key('splice')}?version=1.0")
    assert Client().get("/skills/harbour/0000").status_code == 404
    assert Client().get("/skills/nothing/").status_code == 404


@pytest.mark.usefixtures("harbour")
def test_programs_read_the_same() -> None:
    versions = Client().get("/api/v1/frameworks").json()
    assert [one["version"] for one in versions] == ["1.10", "1.0"]
    first = Client().get("/api/v1/frameworks/harbour/concepts?version=1.0&limit=4").json()
    rest = Client().get(first["next"]).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (4, 2, None)
    whole = Client().get(f"/api/v1/frameworks/harbour/concepts/{key('docker')}?version=1.0").json()
    assert [one["label"] for one in whole["needs"]["essential"]] == ["tie knots"]
    changes = Client().get("/api/v1/frameworks/harbour/changes?before=1.0&after=1.10").json()
    assert [one["because"] for one in changes["gone"][0]["successors"]] == ["same-label"]
