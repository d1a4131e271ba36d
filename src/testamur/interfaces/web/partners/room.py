"""A draft as a partner sees it: the text, its brief, whether it serves the need, comments, and an endorsement."""

from __future__ import annotations

from collections.abc import Mapping
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
from testamur.domain.institution.queries import unconfirmed_address
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.issuing.values import EndorsementView as Signed
from testamur.interfaces.web.catalogue import worked_out
from testamur.interfaces.web.design import kept
from testamur.interfaces.web.design.questioning import wrong
from testamur.interfaces.web.design.quoting import choices
from testamur.interfaces.web.design.showing import opened, places, stage
from testamur.interfaces.web.design.talking import threads
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.partners.showing import about, identifier
from testamur.interfaces.web.steps import Step, chosen, pressed, tried
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.partnering import questions, roles, verdicts

_LONGEST = 5000
_PAGE = "room"


@dataclass(frozen=True, slots=True)
class Standing:
    """What one's organisation means to endorse, and what is signed of it."""

    meant: EndorsementView
    signed: Signed | None
    reason: str
    error: str


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show a draft to somebody of a partner, and take what they say of it."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        kept.keep(request, _PAGE, uuid)
        said, status = tried(_done, actor, uuid, form)
        if said:
            kept.keep(request, _PAGE, uuid, without=_used_up(form))
            messages.success(request, said)
            return redirect("web:partner-room", code, uuid)
    given = form.given if request.method == "POST" else kept.kept(request, _PAGE, uuid)
    context = {
        **about(actor, place, "room"),
        **_seen(actor, uuid, given, form.errors),
        "given": given,
        "errors": form.errors,
        "wrong": wrong(form.errors),
    }
    return render(request, "testamur/partners/room.html", context, status=status)


def _used_up(form: Form) -> tuple[str, ...]:
    """Return the fields of which the button that was pressed has made something: they begin again empty."""
    verb, which = pressed(form)
    return {
        "comment": ("text", "place"),
        "judge": ("verdict", "why", "minutes", *(f"q-{code}" for code in RELEVANCE_QUESTIONS)),
        "endorse": ("about", "claim"),
        "take-back": (f"reason-{which}",),
    }.get(verb, ())


def _seen(actor: Actor, uuid: UUID, given: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, object]:
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
        "places": choices(view.source, where),
        "may_judge": "review" in allows and "review_relevance" in view.verbs,
        "questions": [(code, asked, given.get(f"q-{code}", "")) for code, asked in questions().items()],
        "answers": answers().items(),
        "verdicts": verdicts().items(),
        "reviews": [(one, verdicts()[one.verdict]) for one in (mine.reviews if mine else ())],
        "endorsements": _standing(actor, mine, given, errors) if mine else [],
        "to_endorse": [one for one in ENDORSED if mine and one not in {meant.about for meant in mine.endorsements}],
        "is_out": view.microcredential is not None,
        "unconfirmed": unconfirmed_address(actor) if "endorse" in allows else "",
    }


def _own(actor: Actor, uuid: UUID) -> PartnerView | None:
    """Return the partnership by which the actor is here; a maker has none."""
    found = queries.partners(actor, uuid=uuid, at=datetime.now(UTC))
    return next((one for one in found if actor.person_id in one.members and one.standing == "joined"), None)


def _standing(actor: Actor, mine: PartnerView, given: Mapping[str, str], errors: Mapping[str, str]) -> list[Standing]:
    signed = issued.endorsements_by(actor, organisation=mine.organisation_uuid, at=datetime.now(UTC))
    by_intent = {one.intent: one for one in signed if one.withdrawn_at is None}
    return [
        Standing(
            one, by_intent.get(one.uuid), given.get(f"reason-{one.uuid}", ""), errors.get(f"reason-{one.uuid}", "")
        )
        for one in mine.endorsements
    ]


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks, and say what was done; empty where something in it is wrong."""
    verbs: dict[str, Step] = {
        "comment": _comment,
        "judge": _judge,
        "endorse": _endorse,
        "sign": _sign,
        "take-back": _take_back,
        "keep": _keep,
    }
    return chosen(verbs, actor, uuid, form)


def _keep(actor: Actor, uuid: UUID, form: Form) -> str:
    """Say that what was typed is kept: the page has kept it whichever button was pressed."""
    del actor, uuid, form
    return _("It is kept, and waits for you here.")


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
    meant = _which(form)
    if meant is None:
        return ""
    issuing.endorse(actor, endorsement=meant, at=datetime.now(UTC))
    return _signed()


def _take_back(actor: Actor, uuid: UUID, form: Form) -> str:
    """Take back what was meant, or withdraw what was signed, with the reason."""
    meant = _which(form)
    signed = identifier(form, "signed") or identifier(form, f"signed-{meant}")
    if signed is not None:
        field = "reason" if "reason" in form.given else f"reason-{meant}"
        reason = form.needed(field, _("Give the reason. Whoever asks is told."), 500)
        if form.errors:
            return ""
        issuing.take_endorsement_back(actor, endorsement=signed, reason=reason, at=datetime.now(UTC))
    elif meant is not None:
        actions.withdraw_endorsement(actor, design=uuid, endorsement=meant, at=datetime.now(UTC))
    return _("It is taken back. Whoever checks it from now on is told so.")


def _which(form: Form) -> UUID | None:
    """Return the endorsement that the button is about, or the form names."""
    try:
        return UUID(pressed(form)[1] or form.text("endorsement", 40))
    except ValueError:
        return None


def _signed() -> str:
    return _("It is signed in your organisation’s name. It stands on the public page, and anyone can check it.")
