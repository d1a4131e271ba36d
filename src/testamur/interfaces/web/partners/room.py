"""A draft as a partner sees it: the text, its brief, whether it serves the need, comments, and an endorsement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.partner_values import RELEVANCE_QUESTIONS, EndorsementView, PartnerView
from testamur.domain.design.values import ANSWERS, ENDORSED, RELEVANCE
from testamur.domain.institution.access import Actor
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.issuing.values import EndorsementView as Signed
from testamur.interfaces.web.catalogue import worked_out
from testamur.interfaces.web.design.showing import opened, places, stage
from testamur.interfaces.web.design.talking import threads
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.partners.showing import about, identifier
from testamur.interfaces.web.steps import Step, chosen, tried
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.partnering import questions, roles, verdicts

_LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Standing:
    """What one's organisation means to endorse, and what is signed of it."""

    meant: EndorsementView
    signed: Signed | None


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show a draft to somebody of a partner, and take what they say of it."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        said, status = tried(_done, actor, uuid, form)
        if said:
            messages.success(request, said)
            return redirect("web:partner-room", code, uuid)
    context = {**about(actor, place, "room"), **_seen(actor, uuid), "given": form.given, "errors": form.errors}
    return render(request, "testamur/partners/room.html", context, status=status)


def _seen(actor: Actor, uuid: UUID) -> dict[str, object]:
    view, seen = opened(actor, uuid)
    mine = _own(actor, uuid)
    where = places(view.source)
    allows = mine.allows if mine else ()
    return {
        "draft": view,
        "line": view.line,
        "stage": stage(view.line.state),
        "mc": seen.definition,
        **(worked_out(seen.definition) if seen.definition else {}),
        "mine": mine,
        "allows": allows,
        "roles": [said for one, said in roles().items() if one in allows],
        "briefs": [one for one in queries.briefs(actor, uuid=uuid) if mine and one.partnership == mine.uuid],
        "threads": threads(queries.comments(actor, uuid=uuid), where),
        "places": list(where),
        "may_judge": "review" in allows and "review_relevance" in view.verbs,
        "questions": questions().items(),
        "answers": answers().items(),
        "verdicts": verdicts().items(),
        "reviews": [(one, verdicts()[one.verdict]) for one in (mine.reviews if mine else ())],
        "endorsements": _standing(actor, mine) if mine else [],
        "to_endorse": [one for one in ENDORSED if mine and one not in {meant.about for meant in mine.endorsements}],
        "is_out": view.microcredential is not None,
    }


def _own(actor: Actor, uuid: UUID) -> PartnerView | None:
    """Return the partnership by which the actor is here; a maker has none."""
    found = queries.partners(actor, uuid=uuid, at=datetime.now(UTC))
    return next((one for one in found if actor.person_id in one.members and one.standing == "joined"), None)


def _standing(actor: Actor, mine: PartnerView) -> list[Standing]:
    signed = issued.endorsements_by(actor, organisation=mine.organisation_uuid, at=datetime.now(UTC))
    by_intent = {one.intent: one for one in signed if one.withdrawn_at is None}
    return [Standing(one, by_intent.get(one.uuid)) for one in mine.endorsements]


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks, and say what was done; empty where something in it is wrong."""
    verbs: dict[str, Step] = {
        "comment": _comment,
        "judge": _judge,
        "endorse": _endorse,
        "sign": _sign,
        "take-back": _take_back,
    }
    return chosen(verbs, actor, uuid, form)


def _comment(actor: Actor, uuid: UUID, form: Form) -> str:
    text = form.needed("text", _("Write what you want to say."), _LONGEST, has_lines=True)
    if form.errors:
        return ""
    actions.comment(actor, design=uuid, text=text, place=form.text("place"), at=datetime.now(UTC))
    return _("It is kept with the draft.")


def _judge(actor: Actor, uuid: UUID, form: Form) -> str:
    verdict = form.choice("verdict", RELEVANCE)
    said = {code: form.choice(f"q-{code}", ANSWERS) for code in RELEVANCE_QUESTIONS}
    text = form.text("why", _LONGEST, has_lines=True)
    minutes = form.whole("minutes") or 0
    if not verdict:
        form.errors["verdict"] = _("Choose one of the three.")
    elif verdict != "relevant" and not text:
        form.errors["why"] = _("Say what is missing, so that it can be put right.")
    if form.errors:
        return ""
    given = {code: one for code, one in said.items() if one}
    actions.review_relevance(
        actor, design=uuid, verdict=verdict, answers=given, text=text, minutes=minutes, at=datetime.now(UTC)
    )
    return _("Thank you. Its makers read what you said.")


def _endorse(actor: Actor, uuid: UUID, form: Form) -> str:
    about_what = form.choice("about", ENDORSED) or ENDORSED[0]
    claim = form.needed("claim", _("Say what you stand for, in your own words."), _LONGEST, has_lines=True)
    if form.errors:
        return ""
    meant = actions.intend_endorsement(actor, design=uuid, about=about_what, claim=claim, at=datetime.now(UTC))
    try:
        issuing.endorse(actor, endorsement=meant, at=datetime.now(UTC))
    except issuing.NotPublished:
        return _("Your words are kept. When the text is published, you sign them here.")
    return _signed()


def _sign(actor: Actor, uuid: UUID, form: Form) -> str:
    del uuid
    meant = identifier(form, "endorsement")
    if meant is None:
        return ""
    issuing.endorse(actor, endorsement=meant, at=datetime.now(UTC))
    return _signed()


def _take_back(actor: Actor, uuid: UUID, form: Form) -> str:
    """Take back what was meant, or withdraw what was signed, with the reason."""
    meant, signed = identifier(form, "endorsement"), identifier(form, "signed")
    if signed is not None:
        reason = form.needed("reason", _("Give the reason. Whoever asks is told."), 500)
        if form.errors:
            return ""
        issuing.take_endorsement_back(actor, endorsement=signed, reason=reason, at=datetime.now(UTC))
    elif meant is not None:
        actions.withdraw_endorsement(actor, design=uuid, endorsement=meant, at=datetime.now(UTC))
    return _("It is taken back. Whoever checks it from now on is told so.")


def _signed() -> str:
    return _("It is signed in your organisation’s name. It stands on the public page, and anyone can check it.")
