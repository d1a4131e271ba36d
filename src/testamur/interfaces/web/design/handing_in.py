"""Handing a draft in: what still keeps it, who stands for it, the questions, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.core.quality import Severity
from testamur.domain.design import actions, queries
from testamur.domain.design.values import Examined
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design import kept
from testamur.interfaces.web.design.details import field_of
from testamur.interfaces.web.design.judgement import remark
from testamur.interfaces.web.design.questioning import Before, answered, topics, wrong
from testamur.interfaces.web.design.showing import head, opened
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.steps import Step, chosen, pressed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.designing import barriers
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_EXPERT = "subject_expert"
# What a button has made something of begins again empty.
_USED_UP = {"interests": ("has_interest", "interest"), "expert": ("email", "name")}
_AT_AN_END = ("hand-in", "publish")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what keeps a draft from review, and take one step after the other."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        kept.keep(request, _PAGE, uuid)
        try:
            said = _done(actor, uuid, form)
            if said:
                _keep(request, uuid, form)
                messages.success(request, said)
                return redirect("web:hand-in", code, uuid)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    given = form.given if request.method == "POST" else kept.kept(request, _PAGE, uuid)
    context = {**_shown(actor, place, uuid, given), "given": given, "errors": form.errors, "wrong": wrong(form.errors)}
    return render(request, "testamur/design/drafts/hand_in.html", context, status=status)


def _shown(actor: Actor, place: InstitutionView, uuid: UUID, given: Mapping[str, str]) -> dict[str, object]:
    """Return what the page shows: who makes it, what keeps it, and the questions with their answers so far."""
    view, seen = opened(actor, uuid)
    here = [one for one in view.contributors if not one.left_at]
    mine = next((one for one in here if one.person == actor.person_id), None)
    before = next((one.answers for one in queries.reviews(actor, uuid=uuid) if one.kind == "self-check"), {})
    questions = seen.report.questions if seen.report is not None else ()
    asked = [{name: getattr(one, name) for name in _SHOWN} for one in questions]
    return {
        **head(actor, place, view, "hand-in"),
        "barriers": [(one, barriers()[one]) for one in view.barriers],
        "obstacles": _obstacles(seen),
        "silent": [one.name or one.email for one in here if one.interest is None],
        "people": here,
        "me": mine,
        "is_expert": mine is not None and _EXPERT in mine.roles,
        "topics": topics(asked, seen.definition, given, Before(kept=before)),
        "choices": answers().items(),
    }


_PAGE = "hand-in"
_SHOWN = ("code", "ask", "why", "source", "about")


def _obstacles(seen: Examined) -> list[tuple[str, str]]:
    """Return what the guidelines do not let through: what is wrong, and the place where it is put right."""
    found = seen.report.of(Severity.HARD) if seen.report is not None else ()
    return [(remark(one).sentence, _page_of(one.key)) for one in found]


def _page_of(key: str) -> str:
    """Return the page on which a place of the definition is written: the board, the details, or the text."""
    if key.partition(".")[0].partition("[")[0] in _ON_THE_BOARD:
        return "web:board"
    return "web:details" if field_of(key) else "web:draft"


_ON_THE_BOARD = ("outcomes", "assessments", "activities", "workload", "award_rule")


def _keep(request: HttpRequest, uuid: UUID, form: Form) -> None:
    """Keep what was typed besides what the button has used up; nothing more is needed once it is handed in."""
    verb = pressed(form)[0]
    if verb in _AT_AN_END:
        kept.forget(request, _PAGE, uuid)
    else:
        kept.keep(request, _PAGE, uuid, without=_USED_UP.get(verb, ()))


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    verbs: dict[str, Step] = {
        "interests": _interests,
        "expert": _expert,
        "myself": _myself,
        "sign-off": _sign_off,
        "hand-in": _hand_in,
        "publish": _publish,
        "keep": _kept,
    }
    return chosen(verbs, actor, uuid, form)


def _kept(actor: Actor, uuid: UUID, form: Form) -> str:
    """Say that what was typed is kept: the page has kept it whichever button was pressed."""
    del actor, uuid, form
    return _("Your answers are kept until you hand it in.")


def _interests(actor: Actor, uuid: UUID, form: Form) -> str:
    has_interest = form.yes_or_no("has_interest")
    if has_interest is None:
        form.errors["has_interest"] = _("Choose one of the two.")
        return ""
    text = form.text("interest", 5000, has_lines=True)
    if has_interest and not text:
        form.errors["interest"] = _("Say which interest it is.")
    if form.errors:
        return ""
    actions.declare_interests(actor, design=uuid, has_interest=has_interest, text=text, at=datetime.now(UTC))
    return _("It is kept with the design.")


def _expert(actor: Actor, uuid: UUID, form: Form) -> str:
    email = form.needed("email", _("Write the e-mail address of the subject expert."))
    name = form.text("name")
    if form.errors:
        return ""
    actions.add_contributor(actor, design=uuid, email=email, name=name, roles=(_EXPERT,), at=datetime.now(UTC))
    return _("{email} has a part in it now. Send them the address of this page.").format(email=email)


def _myself(actor: Actor, uuid: UUID, form: Form) -> str:
    """Make somebody who has a part the subject expert besides."""
    del form
    view = queries.design(actor, uuid=uuid)
    me = next((one for one in view.contributors if one.person == actor.person_id), None)
    if me is None:
        raise actions.NotAMaker(design=str(uuid))
    actions.add_contributor(
        actor,
        design=uuid,
        email=me.email,
        roles=(*me.roles, _EXPERT),
        may_edit=me.may_edit,
        organisation=me.organisation,
        orcid=me.orcid,
        at=datetime.now(UTC),
    )
    return _("You are its subject expert now.")


def _sign_off(actor: Actor, uuid: UUID, form: Form) -> str:
    newest = form.whole("revision") or 0
    actions.sign_off(actor, design=uuid, revision=newest, at=datetime.now(UTC))
    return _("You stand for the content of this text. When it changes, sign it off again.")


def _hand_in(actor: Actor, uuid: UUID, form: Form) -> str:
    """Keep the self-check with its answers; with nothing in the way the draft goes to the reviewers at once."""
    now = datetime.now(UTC)
    view, seen = opened(actor, uuid)
    if view.barriers:
        raise actions.NotReadyForReview(barriers=list(view.barriers))
    codes = [one.code for one in seen.report.questions] if seen.report is not None else []
    said = answered(form, codes)
    if form.errors:
        return ""
    actions.self_check(actor, design=uuid, answers=said, at=now)
    actions.submit_for_review(actor, design=uuid, at=now)
    return _("It is handed in. An independent reviewer is next; you see here what they say.")


def _publish(actor: Actor, uuid: UUID, form: Form) -> str:
    del form
    actions.publish(actor, design=uuid, at=datetime.now(UTC))
    return _("It is published, and names its makers. It can be offered now.")
