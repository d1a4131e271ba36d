"""The catalogue's pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.test import Client

import campus as campuses
from testamur.core.model import definition
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import AwardRule
from testamur.domain.catalogue import queries as catalogue
from testamur.interfaces.web import linked_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(campus: campuses.Campus) -> UUID:
    return campus.publish()


def read(client: Client, path: str, **given: str) -> str:
    return client.get(path, given).content.decode()


@pytest.mark.usefixtures("published")
def test_a_search_forgives_accents_and_slips(client: Client) -> None:
    assert "Research Data Stewardship in Practice" in read(client, "/catalogue", text="stewardshp")


@pytest.mark.usefixtures("published")
def test_an_empty_result_says_what_to_do_and_shows_something_else(client: Client) -> None:
    page = read(client, "/catalogue", text="zzzz")
    assert "Nothing fits all of that" in page
    assert "Research Data Stewardship in Practice" in page


@pytest.mark.usefixtures("published")
def test_each_filter_can_be_taken_away_on_its_own(client: Client) -> None:
    page = read(client, "/catalogue", text="data", max_hours="200")
    assert 'href="/catalogue?max_hours=200"' in page
    assert 'href="/catalogue?text=data"' in page


@pytest.mark.usefixtures("published")
def test_q_is_read_as_the_text_and_what_no_filter_is_called_stands_in_no_chip(client: Client) -> None:
    assert client.get("/catalogue", {"q": "dta stewrdship"})["Location"] == "/catalogue?text=dta+stewrdship"
    assert client.get("/catalogue", {"q": "law", "text": "data"})["Location"] == "/catalogue?text=data"
    found = client.get("/catalogue", {"utm_source": "letter", "text": "data"}).context
    assert [address for _said, address in found["ticked"]] == ["/catalogue"]
    assert "utm_source" not in "".join(turned for _listing, turned, _is_picked in found["entries"])


@pytest.mark.usefixtures("published")
def test_with_htmx_only_the_results_are_sent(client: Client) -> None:
    page = client.get("/catalogue", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Research Data Stewardship" in page


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("value", ["\x00", "x" * 5000, "-1", "1e999", "<script>alert(1)</script>", "' OR 1=1 --"])
@pytest.mark.parametrize("name", ["text", "max_hours", "mode", "level", "language", "max_price", "pace"])
def test_no_filter_breaks_the_page(client: Client, name: str, value: str) -> None:
    answer = client.get("/catalogue", {name: value})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_made_up_place_in_the_list_is_refused(client: Client) -> None:
    assert client.get("/catalogue", {"after": "nonsense"}).status_code == 422


def test_the_page_of_one_shows_every_element(client: Client, published: UUID) -> None:
    page = read(client, f"/id/mc/{published}")
    for said in (
        "Universitat Oberta de la Marina",
        "Spain",
        "Write a data management plan",
        "125 hours in all",
        "5 ECTS",
        "EQF 6",
        "Best fit, declared by the awarding body",
        "Marked assignment",
        "Online, identity checked",
        "Internal quality policy",
        "Access to a research data set",
        "Postgraduate Certificate in Open Science",
        "ten working days",
        "EUR 390",
        "EUR 78 a credit",
        "12.5",
    ):
        assert said in page, said


def test_an_organisation_that_had_a_part_is_not_named_twice(campus: campuses.Campus, client: Client) -> None:
    maker = "contributors:\n  - {name: Riverwatch, roles: [industry_partner], organisation: Riverwatch}\n"
    text = re.sub(r"^contributors:\n(?:  .*\n)+", maker, campuses.example(), flags=re.MULTILINE)
    page = read(client, f"/id/mc/{campus.publish(text)}")
    assert "Riverwatch" in page
    assert "(Riverwatch)" not in page


def test_machines_read_the_page_as_a_course(client: Client, published: UUID) -> None:
    answer = client.get(f"/id/mc/{published}")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode())
    assert block
    told = json.loads(block[1])
    assert told["@type"] == "Course"
    assert told["numberOfCredits"] == {"@type": "StructuredValue", "value": 5, "unitText": "ECTS"}
    assert told["offers"]["price"] == "390"
    assert "'sha256-" in answer["Content-Security-Policy"]


def test_a_title_cannot_end_the_block_that_machines_read(published: UUID) -> None:
    found = catalogue.published(published)
    evil = replace(found.definition, title=LanguageMap.of(en="</script><script>alert(1)</script>&"))
    block = linked_data.course(replace(found, definition=evil), "https://example.edu/")
    assert "<" not in block
    assert json.loads(block)["name"] == "</script><script>alert(1)</script>&"


def test_an_earlier_version_stays_readable_and_says_that_it_is_one(campus: campuses.Campus, client: Client) -> None:
    first = campus.publish()
    campus.publish(campuses.example().replace('version: "1.0"', 'version: "1.1"'))
    assert "an earlier one" in read(client, f"/id/mc/{first}", version="1.0")
    assert "an earlier one" not in read(client, f"/id/mc/{first}")


def test_the_badge_and_the_definition_have_addresses_of_their_own(client: Client, published: UUID) -> None:
    assert client.get(f"/id/mc/{published}/badge.svg")["Content-Type"] == "image/svg+xml"
    assert client.get(f"/id/mc/{published}/definition.yaml").content.decode() == campuses.example()


def test_an_unknown_one_is_answered_with_404(client: Client) -> None:
    assert client.get("/id/mc/00000000-0000-0000-0000-000000000000").status_code == 404


@pytest.mark.usefixtures("published")
def test_each_choice_says_how_many_it_would_leave(client: Client) -> None:
    page = read(client, "/catalogue", text="data")
    assert "Online (1)" in page
    assert "EQF 6 (1)" in page
    assert "1 fits." in page


@pytest.mark.usefixtures("published")
def test_an_empty_result_names_the_filter_that_stands_in_the_way(client: Client) -> None:
    page = read(client, "/catalogue", text="data", max_hours="2")
    assert "Without one of these, something fits" in page
    assert 'href="/catalogue?text=data">without up to 2 hours</a>: 1' in page


def test_what_begins_soon_is_found_and_what_begins_later_is_not(campus: campuses.Campus, client: Client) -> None:
    today = datetime.now(UTC).date()
    campus.offer(starts_on=today + timedelta(days=60))
    title = "Research Data Stewardship in Practice"
    assert title in read(client, "/catalogue", start="quarter")
    assert "Nothing fits" in read(client, "/catalogue", start="month")


@pytest.mark.usefixtures("published")
def test_with_htmx_the_counts_beside_the_results_come_with_them(client: Client) -> None:
    page = client.get("/catalogue?text=data", headers={"HX-Request": "true"}).content.decode()
    assert 'id="narrow" hx-swap-oob="true"' in page


def test_two_stand_side_by_side_with_what_differs_first(campus: campuses.Campus, client: Client) -> None:
    one, other = campus.publish(), campus.publish(campuses.example("first-aid"))
    page = read(client, "/catalogue/compare", **{"with": f"{one},{other}"})
    assert "EUR 390" in page
    assert page.index("Different") < page.index("Hours in all") < page.index("The same")
    assert f'href="/catalogue/compare?with={other}"' in page


def test_what_is_picked_stays_in_every_address_of_the_list(campus: campuses.Campus, client: Client) -> None:
    one, other = campus.publish(), campus.publish(campuses.example("first-aid"))
    page = read(client, "/catalogue", **{"with": str(one)})
    assert f"/catalogue?with={one}%2C{other}#e-{other}" in page
    assert "Pick another to compare" in page


@pytest.mark.parametrize("written", ["", "nonsense", "00000000-0000-0000-0000-000000000000," * 9, "\x00"])
def test_nothing_to_compare_says_how_to_begin(client: Client, db: None, written: str) -> None:
    del db
    assert "Nothing to compare yet" in read(client, "/catalogue/compare", **{"with": written})


@pytest.mark.parametrize(
    ("rule", "threshold", "said"),
    [
        (AwardRule(overall=Decimal(50)), None, "50 % overall. A stronger assessment makes up for a weaker one."),
        (AwardRule(overall=Decimal(50)), Decimal(40), "Each assessment that has a threshold must reach it as well."),
        (AwardRule(), Decimal(40), "Each assessment must reach its own threshold; none makes up for another."),
    ],
)
def test_the_page_says_what_the_award_rule_asks(rule: AwardRule, threshold: Decimal | None, said: str) -> None:
    course = definition.parse(campuses.example())
    assessments = tuple(replace(one, threshold=threshold) for one in course.assessments)
    course = replace(course, award_rule=rule, assessments=assessments)
    assert said in render_to_string("testamur/microcredential_learning.html", {"mc": course})
