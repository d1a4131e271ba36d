"""What is said of being found: mails tell nothing of anybody, their links lead somewhere, consent says all of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import resolve

from testamur.demo import cast, seeking
from testamur.domain.careers.seeking_values import AVAILABILITY, PURPOSES, SearchNoticeView
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.jobs import search_post
from testamur.interfaces.words.seeking import CONSENT_VERSION, availabilities, consent_text, purposes
from testamur.interfaces.words.seeking_post import search_mail

PLACE = InstitutionView(1, UUID(int=1), "north", "North University", "North University", "IE", "", "", 250, "en")


@pytest.mark.parametrize("kind", search_post._PAGES)  # noqa: SLF001 - the kinds that there are
def test_a_mail_names_no_person_purpose_or_skill_and_leads_to_a_page(kind: str) -> None:
    notice = SearchNoticeView(UUID(int=2), kind, "aisyah@example.org", "en")
    path = search_post._PAGES[kind].format(code="north")  # noqa: SLF001 - as above
    subject, body = search_mail(notice, PLACE, link=f"https://here.example{path}")
    assert subject.startswith("North University: ")
    assert path in body
    said = f"{subject} {body}".casefold()
    assert not any(word in said for word in ("aisyah", "{", *(one.casefold() for one in purposes().values())))
    assert resolve(path).func


def test_every_purpose_and_availability_has_its_words() -> None:
    assert list(purposes()) == list(PURPOSES)
    assert list(availabilities()) == list(AVAILABILITY)


def test_the_demo_agrees_to_what_the_page_says_today() -> None:
    place = next(one for one in cast.PLACES if one.code == cast.CAPE)
    assert consent_text("jobs", institution=place.name, age=16) == seeking._TEXT  # noqa: SLF001 - the demo's own words
    assert CONSENT_VERSION == "2026-11", "another wording is another version: date it, and tell the demo"
