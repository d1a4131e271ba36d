"""Programs follow the catalogue: everything once, what changed again, what is gone as gone, in five forms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.test import Client

from campus import ELSEWHERE, NOW, Campus, example, found
from testamur.domain.catalogue import actions
from testamur.interfaces.protocols import feeds, manners

pytestmark = pytest.mark.django_db
FORMS = ("definition", "schema-org", "ctdl", "elm", "open-badges")


@pytest.fixture
def campus() -> Campus:
    return found()


@pytest.fixture
def two(campus: Campus) -> list[UUID]:
    return [campus.publish(example(name)) for name in ("data-stewardship", "first-aid")]


def read(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = orjson.loads(answer.content)
    return told


def test_following_next_reads_everything_once_and_then_nothing_in_every_form(client: Client, two: list[UUID]) -> None:
    for form in FORMS:
        told = read(client, f"/feeds/{form}?limit=1")
        seen = [one["uuid"] for one in told["items"]]
        assert told["more"]
        told = read(client, told["next"])
        seen += [one["uuid"] for one in told["items"]]
        assert (told["more"], seen) == (False, [str(one) for one in two])
        assert all(one["state"] == "offered" and one["data"] for one in told["items"])
        again = read(client, told["next"])
        assert (again["items"], again["since"]) == ([], told["since"])


def test_what_is_retired_comes_as_gone_and_names_what_took_its_place(
    client: Client, campus: Campus, two: list[UUID]
) -> None:
    before = read(client, "/feeds/definition")
    actions.retire(
        campus.actor("designer"), microcredential=two[0], at=datetime(2026, 4, 1, tzinfo=UTC), replaced_by=two[1]
    )
    (gone,) = read(client, before["next"])["items"]
    assert (gone["state"], gone["uuid"]) == ("retired", str(two[0]))
    assert gone["replaced_by"].endswith(f"/id/mc/{two[1]}")
    assert "data" not in gone


def test_what_changed_this_instant_is_left_for_the_next_time(client: Client, campus: Campus) -> None:
    actions.publish(campus.actor("registrar"), source=example(), because=ELSEWHERE, at=datetime.now(UTC))
    told = read(client, "/feeds/definition?institution=north&limit=7")
    assert told["items"] == []
    assert told["next"].endswith("/feeds/definition?institution=north&limit=7")


def test_an_answer_that_did_not_change_is_not_sent_again(client: Client, two: list[UUID]) -> None:
    del two
    first = client.get("/feeds/ctdl", headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert (first["Access-Control-Allow-Origin"], first["Cache-Control"]) == ("*", "public, max-age=60")
    assert "Set-Cookie" not in first.headers
    again = client.get("/feeds/ctdl", headers={"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"})
    assert again.status_code == 304


def test_what_makes_no_sense_is_answered_with_what_would(client: Client) -> None:
    for asked in ("since=x", "since=2026-02-31", "limit=0", "limit=101", "limit=²", "limit=-1", "limit="):
        answer = client.get(f"/feeds/definition?{asked}")
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert answer.json()["detail"]


def test_what_is_not_there_is_not_found(client: Client, two: list[UUID]) -> None:
    for path in (
        "/feeds/rss",
        "/feeds/ctdl?institution=nobody",
        f"/id/mc/{two[0]}/as/rss",
        f"/id/mc/{UUID(int=0)}/as/elm",
    ):
        answer = client.get(path, headers={"Accept": "application/json"})
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_who_asks_too_often_is_asked_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "UNITS_A_MINUTE", 9)
    monkeypatch.setattr("testamur.adapters.pace.time.time", lambda: 1_800_000_030.0)
    assert client.get("/feeds/definition").status_code == 200
    answer = client.get("/feeds/definition")
    assert (answer.status_code, answer["Retry-After"]) == (429, "31")


def test_the_list_of_feeds_names_every_form(client: Client) -> None:
    told = read(client, "/feeds")["feeds"]
    assert tuple(one["form"] for one in told) == FORMS
    assert feeds.MOST == 100


def test_each_form_of_one_definition_has_an_address(client: Client, two: list[UUID]) -> None:
    told = {form: read(client, f"/id/mc/{two[0]}/as/{form}") for form in FORMS}
    assert told["definition"]["id"] == "data-stewardship"
    assert told["schema-org"]["@type"] == "Course"
    assert told["ctdl"]["@graph"][0]["@type"] == "ceterms:MicroCredential"
    assert told["elm"]["type"] == "LearningOpportunity"
    assert told["open-badges"]["type"] == ["Achievement"]
    assert told["open-badges"]["creator"]["name"] == "North University"


def test_an_earlier_version_can_be_asked_for(client: Client, campus: Campus, two: list[UUID]) -> None:
    newer = example().replace('version: "1.0"', 'version: "1.1"')
    actions.publish(campus.actor("registrar"), source=newer, because=ELSEWHERE, at=NOW)
    assert read(client, f"/id/mc/{two[0]}/as/definition?version=1.0")["version"] == "1.0"
    assert read(client, f"/id/mc/{two[0]}/as/definition")["version"] == "1.1"
    assert client.get(f"/id/mc/{two[0]}/as/definition?version=9").status_code == 404


LED = {
    "application/ld+json": "/as/schema-org",
    'application/ld+json; profile="https://purl.org/ctdl/terms/"': "/as/ctdl",
    'application/ld+json;profile="https://purl.imsglobal.org/spec/ob/v3p0/"': "/as/open-badges",
    'application/ld+json; profile="http://data.europa.eu/snb/model/elm/"': "/as/elm",
    "application/json": "/as/definition",
    "application/yaml": "/definition.yaml",
    "application/yaml, text/html;q=0.5": "/definition.yaml",
}
PEOPLE = ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", "image/png")


def test_the_page_leads_programs_to_the_form_that_they_read_and_people_get_it(client: Client, two: list[UUID]) -> None:
    for accept, leads_to in LED.items():
        answer = client.get(f"/id/mc/{two[0]}", headers={"Accept": accept})
        assert (answer.status_code, answer["Location"]) == (303, f"/id/mc/{two[0]}{leads_to}")
        assert "Accept" in answer["Vary"]
        assert client.get(answer["Location"]).status_code == 200
    for accept in PEOPLE:
        assert client.get(f"/id/mc/{two[0]}", headers={"Accept": accept}).status_code == 200
