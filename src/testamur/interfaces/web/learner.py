"""What is a learner's own: held, enrolled in, pending and why; enrolling and leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules import decide_award
from testamur.domain.awards import queries as awards
from testamur.domain.awards.values import AwardView
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Published
from testamur.domain.insight import actions as insight
from testamur.domain.institution import queries as institution
from testamur.domain.issuing import queries as issuing
from testamur.domain.issuing.values import CredentialView
from testamur.domain.learning import actions, queries
from testamur.domain.learning.actions.enrolling import NotOpen
from testamur.domain.learning.values import EnrolmentView, OfferingView, ReadingView
from testamur.domain.recognition import queries as recognition
from testamur.interfaces.web import undo
from testamur.interfaces.web.decisions import Branch, branch
from testamur.interfaces.web.reading.learner import reading_of
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _


@dataclass(frozen=True, slots=True)
class Learning:
    """An enrolment with what is still open in it."""

    enrolment: EnrolmentView
    offering: OfferingView
    published: Published
    tree: Branch
    stops: tuple[dict[str, str], ...]
    reading: ReadingView | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An award with what it was awarded for, its credential once that is signed, and the pages to read again."""

    award: AwardView
    published: Published
    credential: CredentialView | None
    reading: ReadingView | None = None


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the visitor holds and is enrolled in."""
    actor = signed_in(request)
    person = actor.person_id or 0
    now = datetime.now(UTC)
    enrolments = [one for one in queries.own_enrolments(person) if one.withdrawn_at is None]
    held = _held(person, enrolments, now)
    awarded = {one.award.enrolment_id for one in held}
    learning = [_learning(one, now) for one in enrolments if one.id not in awarded]
    context = {
        "person": institution.person(person),
        "standing": [one for one in held if one.award.is_standing],
        "ended": [one for one in held if not one.award.is_standing],
        "learning": learning,
        "has_requests": bool(recognition.own_requests(person)),
        "now": now,
        "section": "mine",
    }
    return render(request, "testamur/mine.html", context)


@require_POST
def enrol(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Enrol the visitor."""
    actor = signed_in(request)
    now = datetime.now(UTC)
    offering = queries.offering(uuid, on=now.date())
    here = institution.actor_for(person=actor.person_id or 0, institution=offering.institution_id)
    try:
        taking = actions.enrol(here, offering=uuid, at=now)
    except NotOpen as refusal:
        if refusal.facts["why"] == "full":
            insight.note_offer(here, what="place", is_given=False, at=now)
        raise
    way_back = reverse("web:leave", args=(taking,))
    undo.done(request, _("You are enrolled. What is open is shown here."), path=way_back, fields={})
    return redirect("web:mine")


@require_POST
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Withdraw the visitor from an offering; results stay."""
    actor = signed_in(request)
    own = next((one for one in queries.own_enrolments(actor.person_id or 0) if one.uuid == uuid), None)
    if own is not None:
        here = institution.actor_for(person=actor.person_id or 0, institution=own.institution_id)
        now = datetime.now(UTC)
        actions.withdraw(here, enrolment=uuid, at=now)
        said = _("You have left. Your results stay, should you come back.")
        if queries.offering(own.offering, on=now.date()).is_open:
            undo.done(request, said, path=reverse("web:enrol", args=(own.offering,)), fields={})
        else:
            messages.success(request, said)
    return redirect("web:mine")


def _learning(enrolment: EnrolmentView, at: datetime) -> Learning:
    offering = queries.offering(enrolment.offering, on=at.date())
    published = catalogue.by_version(offering.version)
    definition = published.definition
    decision = decide_award(definition.award_rule, definition.assessments, enrolment.results, on=at.date())
    reached = {part.facts.get("assessment", "") for part in decision.parts if part}
    done = [item.id in reached for item in definition.assessments]
    tree = branch(decision, definition)
    return Learning(enrolment, offering, published, tree, _stops(definition, done), _reading(enrolment))


def _stops(definition: MicroCredential, done: list[bool]) -> tuple[dict[str, str], ...]:
    """Return the stops of the way: enrolled, each assessment, the award."""
    now = done.index(False) if False in done else len(done)
    states = ["done" if is_done else ("now" if at == now else "next") for at, is_done in enumerate(done)]
    stops = [{"name": _("Enrolled"), "state": "done"}]
    stops += [
        {"name": text(item.title), "state": state} for item, state in zip(definition.assessments, states, strict=True)
    ]
    return (*stops, {"name": _("Awarded"), "state": "now" if now == len(done) else "next"})


def _held(person: int, enrolments: list[EnrolmentView], at: datetime) -> list[Held]:
    found = awards.own_awards(person)
    by_id = {one.id: one for one in enrolments}
    signed = {one.award.id: one for one in issuing.own_credentials(person, at=at)}
    versions = catalogue.version_uuids(one.version_id for one in found)
    published = {version: catalogue.by_version(version) for version in set(versions.values())}
    return [
        Held(one, published[versions[one.version_id]], signed.get(one.id), _reading(by_id.get(one.enrolment_id or 0)))
        for one in found
    ]


def _reading(enrolment: EnrolmentView | None) -> ReadingView | None:
    """Return the pages that came with an enrolment: they stay readable after the award."""
    if enrolment is None:
        return None
    return reading_of(enrolment.person_id, enrolment.institution_id, enrolment.uuid)
