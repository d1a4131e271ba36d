"""Handing a draft in: what still keeps it, who stands for it, the questions, and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.values import ANSWERS
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.showing import head, opened
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.steps import Step, chosen
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.designing import barriers
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

Given = dict[str, tuple[str, str]]
_EXPERT = "subject_expert"


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what keeps a draft from review, and take one step after the other."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            said = _done(actor, uuid, form)
            if said:
                messages.success(request, said)
                return redirect("web:hand-in", code, uuid)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    view, seen = opened(actor, uuid)
    mine = next((one for one in view.contributors if one.person == actor.person_id and not one.left_at), None)
    kept = next((one.answers for one in queries.reviews(actor, uuid=uuid) if one.kind == "self-check"), {})
    context = {
        **head(actor, place, view, "hand-in"),
        "barriers": [(one, barriers()[one]) for one in view.barriers],
        "people": [one for one in view.contributors if not one.left_at],
        "me": mine,
        "is_expert": mine is not None and _EXPERT in mine.roles,
        "questions": asked(seen.report.questions if seen.report is not None else (), kept, form.given),
        "choices": answers().items(),
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/drafts/hand_in.html", context, status=status)


def answered(form: Form, codes: Iterable[str]) -> Given:
    """Return what was answered to questions, with the reasons; what was left open is left out."""
    said = {code: (form.choice(f"answer-{code}", ANSWERS), form.text(f"note-{code}", 2000)) for code in codes}
    return {code: one for code, one in said.items() if one[0]}


def asked(
    questions: Iterable[object], kept: Mapping[str, Mapping[str, str]], given: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return questions as forms show them, each with what was answered before or has just been typed."""
    listed = []
    for one in questions:
        told_of = one if isinstance(one, Mapping) else {name: getattr(one, name) for name in _SHOWN}
        code = str(told_of["code"])
        before = kept.get(code, {})
        answer = given.get(f"answer-{code}", before.get("answer", ""))
        note = given.get(f"note-{code}", before.get("note", ""))
        listed.append({**{name: told_of[name] for name in _SHOWN}, "answer": answer, "note": note})
    return listed


_SHOWN = ("code", "ask", "why", "source", "about")


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    verbs: dict[str, Step] = {
        "interests": _interests,
        "expert": _expert,
        "myself": _myself,
        "sign-off": _sign_off,
        "hand-in": _hand_in,
        "publish": _publish,
    }
    return chosen(verbs, actor, uuid, form)


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
