"""A framework that a house keeps to itself: opened, exported, chosen and taken out by its people, by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from campus import NOW, Campus
from framework_downloads import Held
from harbour import harbour_bakery
from taxonomies import HARBOUR, uri
from testamur.core.exchange.frameworks.forms import read
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.skills.taxonomy import Node, NodeKind, Taxonomy, Wording
from testamur.domain.demand import actions as demand
from testamur.domain.frameworks import actions, queries
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import system

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


@pytest.fixture
def own(campus: Campus) -> FrameworkView:
    machine = system(campus.institution.id)
    esco = replace(HARBOUR, edition=replace(HARBOUR.edition, code="esco", name="ESCO"))
    actions.bring_in(machine, taxonomy=esco, digest="b" * 64, at=NOW)
    return actions.bring_in(machine, taxonomy=HARBOUR, digest="a" * 64, at=NOW, is_shared=False).framework


def test_people_of_the_house_open_what_it_keeps_to_itself_and_nobody_else_does(
    campus: Campus, own: FrameworkView, as_role: Enter
) -> None:
    key = queries.concept_at(own, uri("knots"), here=campus.institution.id).entry.key
    addresses = ["", key, "versions/changes", "versions/export.json", "versions/export.csv"]
    designer, learner = as_role("designer"), as_role("learner")
    row = designer.get("/frameworks/north").content.decode()
    assert 'href="/skills/harbour/?version=1.0"' in row
    assert "/skills/harbour/versions/export.csv?version=1.0" in row
    for address in addresses:
        answer = designer.get(f"/skills/harbour/{address}")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store"), address
        assert Client().get(f"/skills/harbour/{address}").status_code == 404, address
        assert learner.get(f"/skills/harbour/{address}").status_code == 404, address
    assert "1 found" in designer.get("/skills/harbour/?text=stevedor").content.decode()
    start = designer.get("/skills/")
    assert "Harbour skills" in start.content.decode()
    assert start["Cache-Control"] == "private, no-store"
    assert "no-store" not in designer.get("/skills/esco/").headers.get("Cache-Control", "")


def test_adverts_and_role_profiles_look_in_the_framework_that_was_chosen(own: FrameworkView, as_role: Enter) -> None:
    assert [one.code for one in queries.to_choose_from(here=own.institution_id)] == ["esco", "harbour"]
    assert [one.code for one in queries.to_choose_from()] == ["esco"]
    form = {"verb": "find", "find": "knots", "framework": "harbour"}
    page = as_role("administrator").post("/partners/north/roles/new", form).content.decode()
    assert '<option value="harbour" selected>Harbour skills</option>' in page
    assert 'value="add:' in page


def test_an_advert_is_read_against_the_framework_that_was_chosen(campus: Campus, own: FrameworkView) -> None:
    partner = harbour_bakery(campus)
    advert = partner.asking("Tie knots.", "https://example.org/knots")
    demand.read_again(partner.partner, advert=advert, framework=own.code, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'framework' FROM procrastinate_jobs WHERE task_name = 'demand.read_advert'")
        assert (own.code,) in cursor.fetchall()


def test_who_designs_takes_out_what_the_house_keeps_to_itself(own: FrameworkView, as_role: Enter) -> None:
    designer = as_role("designer")
    path = f"/frameworks/north/versions/{own.uuid}/take-out"
    assert path in designer.get("/frameworks/north").content.decode()
    shared = queries.framework("esco")
    assert designer.post(f"/frameworks/north/versions/{shared.uuid}/take-out").status_code == 403
    assert designer.post(path).status_code == 302
    assert queries.frameworks(here=own.institution_id, code="harbour") == []


def test_the_list_from_a_to_z_ends_with_its_last_concept(campus: Campus) -> None:
    many = tuple(Node(uri(f"n{n}"), NodeKind.SKILL, (Wording("en", f"skill {n:05}"),)) for n in range(40))
    flat = Taxonomy(replace(HARBOUR.edition, code="flat"), many)
    of = actions.bring_in(system(campus.institution.id), taxonomy=flat, digest="c" * 64, at=NOW).framework
    assert queries.search(of, after=39).next is None
    assert "after=30" in Client().get("/skills/flat/").content.decode()
    beyond = Client().get("/skills/flat/?after=99999999")
    assert beyond.status_code == 200
    assert "The list ends before this place" in beyond.content.decode()


def test_a_table_of_ones_own_has_an_example_and_is_told_all_its_faults(campus: Campus, as_role: Enter) -> None:
    designer = as_role("designer")
    page = designer.get("/frameworks/north").content.decode()
    assert "/frameworks/example.csv" in page
    example = designer.get("/frameworks/example.csv").content
    assert len(read(Held({"a.csv": example}), Asked("quay", "", "1")).taxonomy.nodes) == 3
    data = b"id,name\nA,\n,b\n"
    made = actions.hand_in(campus.actor("designer"), data=data, name="quay.csv", is_shared=False, at=NOW)
    actions.read_file(system(campus.institution.id), file=str(made), at=NOW)
    told = designer.get(f"/frameworks/north/files/{made}").content.decode()
    assert "“name” is empty here" in told
    assert "“id” is empty here" in told
    assert "The file does not say which version it is." in told
