"""A definition where others see it: cards, posters, widgets, addresses that lead on, and what it counts for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

import campus as campuses
from testamur.domain.catalogue import actions

pytestmark = pytest.mark.django_db
LATER = campuses.NOW + timedelta(days=1)
NAMES_IT = """\
testamur: policy-1
id: open-science
version: "1"
title: Certificate in Open Science
awards: open-science
owners: north
sources: Regulations of 1 January 2026
effective: {from: 2026-01-01}
clauses:
  - id: unit
    rule: require all(data-stewardship)
"""


@pytest.fixture
def published(campus: campuses.Campus) -> UUID:
    return campus.publish()


def read(client: Client, path: str, **given: str) -> str:
    return client.get(path, given).content.decode()


def card_of(client: Client, uuid: UUID) -> str:
    found = re.search(r'property="og:image" content="[^"]*?(/id/[^"]+)"', read(client, f"/id/mc/{uuid}"))
    assert found
    return found[1].replace("&amp;", "&")


def test_a_link_to_it_comes_with_a_picture_of_the_size_that_is_said(client: Client, published: UUID) -> None:
    page = read(client, f"/id/mc/{published}")
    answer = client.get(card_of(client, published))
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    for name in ("og:title", "og:description", "og:url", "og:image:alt", "og:image:width", "twitter:card"):
        assert f'"{name}" content=' in page


def test_the_picture_is_kept_for_ever_only_under_the_address_that_names_what_is_on_it(
    client: Client, campus: campuses.Campus, published: UUID
) -> None:
    before = card_of(client, published)
    answer = client.get(before.replace("v=", "v=0"))
    assert "immutable" not in answer["Cache-Control"]
    assert client.get(before, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    changed = campuses.example().replace('version: "1.0"', 'version: "1.1"').replace("hours: 125", "hours: 130")
    actions.publish(campus.actor("registrar"), source=changed, because=campuses.ELSEWHERE, at=LATER)
    assert card_of(client, published) != before


def test_a_title_without_letters_for_it_gives_way_to_one_that_can_be_read(
    client: Client, campus: campuses.Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from testamur.adapters import typesetting
    from testamur.domain.catalogue import queries
    from testamur.interfaces.web.publicity.cards import title_to_set

    listing = queries.published(campus.publish()).listing
    first = next(iter(listing.title.values()))
    monkeypatch.setattr(typesetting, "unprintable", lambda text: text == first)
    assert title_to_set(listing) not in {first, ""}
    monkeypatch.setattr(typesetting, "unprintable", lambda _text: True)
    assert title_to_set(listing) == listing.code
    del client


def test_the_poster_is_made_on_both_papers_in_each_language_and_sent_again_only_when_it_changed(
    client: Client, published: UUID
) -> None:
    path = f"/id/mc/{published}/poster.pdf"
    for given in ({"paper": paper, "lang": lang} for paper in ("a4", "a3") for lang in ("en", "ms", "es", "ca")):
        answer = client.get(path, given)
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
        name = f"data-stewardship-{given['paper']}-{given['lang']}.pdf"
        assert answer["Content-Disposition"] == f'inline; filename="{name}"'
        assert client.get(path, given, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    for strange in ({"paper": "a0"}, {"lang": "xx"}, {"paper": "\x00"}, {"paper": "<script>"}):
        assert client.get(path, strange).status_code == 200


def test_a_frame_may_stand_on_any_page_and_can_do_nothing_there(client: Client, published: UUID) -> None:
    answer = client.get(f"/embed/mc/{published}", {"lang": "es", "theme": "dark"})
    rules = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in rules
    assert "default-src 'none'" in rules
    assert "script-src" not in rules
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    page = answer.content.decode()
    assert "<script" not in page
    assert 'lang="es"' in page
    assert 'data-theme="dark"' in page
    assert "125 horas" in page


def test_every_other_page_still_refuses_to_be_framed(client: Client, published: UUID) -> None:
    for path in (f"/id/mc/{published}", f"/id/mc/{published}/towards", "/catalogue"):
        answer = client.get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_element_has_its_words_from_an_address_that_any_page_may_read(client: Client, published: UUID) -> None:
    answer = client.get(f"/embed/mc/{published}.json", {"lang": "ca"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    told = answer.json()
    assert told["facts"][0] == "125 hores"
    assert told["url"].endswith(f"/id/mc/{published}")
    script = client.get("/embed/testamur.js")
    assert script["Content-Type"].startswith("text/javascript")
    for banned in (b"innerHTML", b"document.cookie", b"localStorage", b"sendBeacon", b"eval("):
        assert banned not in script.content


def test_a_title_cannot_leave_what_is_copied_into_other_pages(campus: campuses.Campus) -> None:
    from testamur.domain.catalogue import queries
    from testamur.interfaces.web.publicity.widget import snippets

    evil = replace(queries.published(campus.publish()).listing, title={"en": '"><script>alert(1)</script>&'})
    for copied in snippets(evil).values():
        assert "<script>alert" not in copied
        assert copied.count('"') % 2 == 0


def test_an_address_by_code_leads_to_the_page_and_a_former_one_leads_on(
    campus: campuses.Campus, client: Client, published: UUID
) -> None:
    assert client.get("/at/north/data-stewardship")["Location"] == f"/id/mc/{published}"
    actions.rename(campus.actor("designer"), microcredential=published, code="stewardship", at=LATER)
    moved = client.get("/at/north/data-stewardship")
    assert (moved.status_code, moved["Location"]) == (301, "/at/north/stewardship")
    assert client.get(moved["Location"])["Location"] == f"/id/mc/{published}"
    assert client.get("/at/north/nothing").status_code == 404
    assert client.get("/at/nowhere/stewardship").status_code == 404


def test_what_is_gone_says_so_and_what_took_its_place(campus: campuses.Campus, client: Client, published: UUID) -> None:
    other = campus.publish(campuses.example("first-aid"))
    actions.retire(campus.actor("designer"), microcredential=published, at=LATER, replaced_by=other)
    answer = client.get("/at/north/data-stewardship")
    assert answer.status_code == 410
    for path in (f"/id/mc/{published}", "/at/north/data-stewardship"):
        page = read(client, path)
        assert "No longer offered since 3 March 2026" in page
        assert f'href="/id/mc/{other}"' in page
    assert "No longer offered since" in read(client, f"/embed/mc/{published}", lang="en")


def test_what_counts_nowhere_says_so_honestly(client: Client, published: UUID) -> None:
    page = read(client, f"/id/mc/{published}/towards")
    assert "None of the pathways published here counts it." in page
    assert "No pathway is published here yet." in page
    assert "Postgraduate Certificate in Open Science" in page


def test_what_a_pathway_asks_for_by_name_is_shown_with_the_map(
    campus: campuses.Campus, client: Client, published: UUID
) -> None:
    actions.publish_pathway(campus.actor("designer"), source=NAMES_IT, at=campuses.NOW)
    page = read(client, f"/id/mc/{published}/towards")
    assert "It counts for certain towards 1 pathway that is published here." in page
    assert "Counts for certain" in page
    assert "May count" not in page
    assert '<svg class="sky"' in page
    other = campus.publish(campuses.example("robot-welding"))
    assert "1 pathway was asked." in read(client, f"/id/mc/{other}/towards")


def test_what_merely_fits_is_no_promise_and_says_who_decides(campus: campuses.Campus, client: Client) -> None:
    """A stranger was promised credit by every pathway that took any unit of a level or a tag."""
    first_aid = campus.publish(campuses.example("first-aid"))
    fits = NAMES_IT.replace("all(data-stewardship)", 'credits >= 5 MQF from any_micro & tag("first aid")')
    unknown = fits.replace("id: open-science", "id: other").replace('any_micro & tag("first aid")', "level >= NZQCF5")
    for source in (fits, unknown.replace("Open Science", "Levels")):
        actions.publish_pathway(campus.actor("designer"), source=source, at=campuses.NOW)
    page = read(client, f"/id/mc/{first_aid}/towards")

    assert "for certain" not in page
    assert "may count it: there, a person decides." in page
    assert "Who decides, for each person who applies: " in page
    assert "Cannot be said yet" in page
    assert "no table here can tell" in page
    assert '<svg class="sky"' not in page
    assert "It stands alone" not in page


def test_a_designer_gives_another_code_and_names_what_takes_the_place(
    campus: campuses.Campus, as_role: Callable[[str], Client], published: UUID
) -> None:
    designer, other = as_role("designer"), campus.publish(campuses.example("first-aid"))
    path = f"/design/north/definitions/{published}/show"

    def press(**given: str) -> str:
        return designer.post(path, given, follow=True).content.decode()

    assert "It has the new code." in press(rename="1", code="stewardship")
    assert "cannot be" in press(rename="1", code="no good")
    assert "or had it. Choose another." in press(rename="1", code="workplace-first-aid")
    assert "Nothing here has the code “nothing”." in press(retire="1", instead="nothing")
    assert "out of the catalogue" in press(retire="1", instead="workplace-first-aid")
    assert f'href="/id/mc/{other}"' in read(Client(), "/at/north/stewardship")


def test_programs_give_another_code_too(
    campus: campuses.Campus, published: UUID, as_role: Callable[[str], Client]
) -> None:
    del campus
    reader = as_role("learner")
    answer = reader.post(f"/api/v1/catalogue/{published}/rename", {"code": "x"}, content_type="application/json")
    assert answer.status_code in {401, 403}
