"""Skills for an outcome of a draft: suggested, taken, refused; by spelling alone, for no model is asked for here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

import campus as campuses
from campus import NOW
from simulators.encoders import Words
from studio import Studio
from taxonomies import HARBOUR, uri
from testamur.adapters.encoders import at_hand, choosing
from testamur.core.model.definition import parse
from testamur.core.model.microcredential import Skill
from testamur.domain.design import queries
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.institution.access import system
from testamur.domain.oversight import actions as oversight

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


@pytest.fixture
def studio(campus: campuses.Campus) -> Studio:
    return Studio(campus)


@pytest.fixture
def design(studio: Studio) -> UUID:
    course = parse(campuses.example())
    said = course.outcomes[0].text.original
    return studio.draft(campuses.example().replace(said, "Tie knots that hold a boat."))


@pytest.fixture
def harbour(studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frameworks.bring_in(system(studio.campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))


def page(design: UUID) -> str:
    return f"/design/north/drafts/{design}/skills"


def seen(client: Client, design: UUID, **asked: str) -> str:
    return client.get(f"{page(design)}?{urlencode({'outcome': 'LO1', **asked})}").content.decode()


def decide(client: Client, design: UUID, verdict: str, skill: str = "knots") -> str:
    sent = {"outcome": "LO1", "uri": uri(skill), "verdict": verdict}
    return client.post(page(design), sent, follow=True).content.decode()


def skills(studio: Studio, design: UUID) -> tuple[Skill, ...]:
    return parse(queries.design(studio.lecturer, uuid=design).source).outcomes[0].skills


def test_without_a_framework_it_says_how_one_is_had(design: UUID, as_role: Enter) -> None:
    assert "testamur frameworks import esco" in seen(as_role("instructor"), design)


@pytest.mark.usefixtures("harbour")
def test_a_skill_is_shown_with_the_words_that_speak_for_it_and_taken(
    studio: Studio, design: UUID, as_role: Enter
) -> None:
    lecturer = as_role("instructor")
    before, said = skills(studio, design), seen(lecturer, design)
    assert "<strong>Tie knots</strong>" in said
    assert "not measured" in said
    assert 'data-key="a" autofocus' in seen(lecturer, design, at="0")
    assert said.count("&amp;at=0") > 1
    assert "These are neighbours" in seen(lecturer, design, like=uri("knots"), at="0")
    assert skills(studio, design) == before
    assert "is a skill of this outcome now" in decide(lecturer, design, "accepted")
    assert skills(studio, design) == (*before, Skill("tie knots", uri("knots"), "Harbour skills", version="1.0"))
    decide(lecturer, design, "accepted")
    assert len(skills(studio, design)) == len(before) + 1


@pytest.mark.usefixtures("harbour")
def test_among_several_frameworks_one_is_chosen(studio: Studio, design: UUID, as_role: Enter) -> None:
    assert "<select" not in seen(as_role("instructor"), design)
    own = replace(HARBOUR, edition=replace(HARBOUR.edition, code="quay", name="Quay"))
    house = system(studio.campus.institution.id)
    of = frameworks.bring_in(house, taxonomy=own, digest="b" * 64, at=NOW, is_shared=False).framework
    at_hand.ready(taught.reading(of, "en"))
    page = seen(as_role("instructor"), design, framework="quay")
    assert '<option value="quay" selected>Quay</option>' in page
    assert "Quay 1.0" in page


@pytest.mark.usefixtures("harbour")
def test_what_was_refused_stays_away_until_somebody_wants_to_see_it_again(
    studio: Studio, design: UUID, as_role: Enter
) -> None:
    lecturer = as_role("instructor")
    decide(lecturer, design, "refused")
    assert f'value="{uri("knots")}"' not in seen(lecturer, design).partition("<details")[0].rpartition("<ol")[2]
    decide(lecturer, design, "reopened")
    assert "<strong>Tie knots</strong>" in seen(lecturer, design)
    log = queries.skill_decisions(system(studio.campus.institution.id))
    assert [one.verdict for one in log] == ["refused", "reopened"]
    offer = log[0].offer
    assert (offer.words, offer.rank, offer.version, offer.model, log[0].revision) == ("Tie knots", 1, "1.0", "", 1)


@pytest.mark.usefixtures("harbour")
def test_what_is_not_offered_cannot_be_taken(studio: Studio, design: UUID, as_role: Enter) -> None:
    before = skills(studio, design)
    assert "not suggested any more" in decide(as_role("instructor"), design, "accepted", "nowhere")
    assert skills(studio, design) == before
    assert queries.skill_decisions(system(studio.campus.institution.id)) == []


@pytest.mark.usefixtures("harbour")
def test_where_suggestions_are_off_the_page_says_so_and_what_still_works(
    studio: Studio, design: UUID, as_role: Enter
) -> None:
    lecturer, before = as_role("instructor"), skills(studio, design)
    head = studio.campus.actor("administrator")
    oversight.turn(head, purpose="suggest-outcome-skills", on=False, reason="The works council asked.", at=NOW)
    said = seen(lecturer, design)
    assert "The works council asked." in said
    assert "looked up in a framework" in said
    assert "<strong>Tie knots</strong>" not in said
    assert "turned off here" in decide(lecturer, design, "accepted")
    assert skills(studio, design) == before


@pytest.fixture
def unready(studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    frameworks.bring_in(system(studio.campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    encoder = Words()
    chosen = choosing.Choice(encoder.name, encoder.dimension, None, lambda: encoder)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: chosen)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    return encoder


def test_looking_asks_for_nothing_and_a_button_gets_the_framework_ready(
    unready: Words, design: UUID, as_role: Enter
) -> None:
    lecturer = as_role("instructor")
    said = seen(lecturer, design)
    assert "Get it ready" in said
    assert "hx-get" not in said.partition('id="how-far"')[2].partition("</div>")[0]
    assert (waiting(), unready.asked) == ([], [])
    said = lecturer.post(page(design), {"outcome": "LO1", "verdict": "prepare"}, follow=True).content.decode()
    assert "It is being got ready now" in said
    assert "0 of" in said
    assert "Look again" in said
    assert waiting() == ["frameworks.get_ready"]
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    assert "<strong>Tie knots</strong>" in seen(lecturer, design)
    polled = lecturer.get(f"{page(design)}?outcome=LO1", headers={"HX-Request": "true"}).content.decode()
    assert "It is ready." in polled


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")
        return [name for (name,) in cursor.fetchall()]
