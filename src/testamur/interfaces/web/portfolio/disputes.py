"""Objecting to what an award or a recognition shows of oneself, and the desk where it is answered."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.domain.issuing.queries import of_award
from testamur.domain.portfolio import actions, queries
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.portfolio.lines import anchor
from testamur.interfaces.web.portfolio.page import LONGEST_URI
from testamur.interfaces.web.steps import chosen, pressed, tried
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at, signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.refusals import told
from testamur.refusals import Conflict, NotFound

_LONGEST = 2000
_LONGEST_EVIDENCE = 80


@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with evidence, to whoever stands behind it."""
    actor = signed_in(request)
    now = datetime.now(UTC)
    asked = request.POST if request.method == "POST" else request.GET
    uri, about = typed(asked, "uri", LONGEST_URI), typed(asked, "evidence", _LONGEST_EVIDENCE)
    whole = queries.portfolio(actor, on=now.date(), languages=[spoken()])
    entry = whole.profile.entry(uri)
    shown = next((one for one in (entry.shown if entry else ()) if one.evidence.id == about), None)
    if shown is None or about not in whole.papers:
        raise NotFound(what="evidence-of-skill")
    form = Form({"says": request.POST.get("says", "")})
    if request.method == "POST":
        says = form.needed("says", _("Say what is wrong."), _LONGEST, has_lines=True)
        if not form.errors and _objected(actor, about, uri, says, form):
            said = _("Your objection is with {issuer}. Until they answer, nobody else sees the skill from this.")
            messages.success(request, said.format(issuer=shown.evidence.issuer))
            return redirect(f"{reverse('web:my-skills')}#{anchor(uri)}")
    context = {"uri": uri, "shown": shown, "name": whole.names[uri], "given": form.given, "errors": form.errors}
    status = 422 if form.errors else 200
    return render(request, "testamur/portfolio/dispute.html", {**context, "section": "mine"}, status=status)


@require_POST
def take_back(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """Take an objection back that nobody has answered."""
    actions.take_back(signed_in(request), dispute=dispute, at=datetime.now(UTC))
    messages.success(request, _("Your objection is taken back. The skill counts again."))
    return redirect("web:my-skills")


@require_http_methods(["GET", "HEAD", "POST"])
def objections(request: HttpRequest, code: str) -> HttpResponse:
    """Show what learners object to, and answer one."""
    actor, place = actor_at(request, code)
    form, status = Form({name: str(value) for name, value in request.POST.items()}), 200
    which = ""
    if request.method == "POST":
        which = pressed(form)[1]
        said, status = tried(_answered, actor, _asked(which), form)
        if said:
            messages.success(request, said)
            return redirect("web:objections", code)
    found = queries.disputes(actor)
    context = {
        "institution": place,
        "open": [(one, _paper(place, one.evidence)) for one in found if one.settled_at is None],
        "answered": [one for one in found if one.settled_at is not None],
        "which": which,
        "given": form.given,
        "errors": form.errors,
        "section": "desk",
        "here": _("Objections to skills"),
    }
    return render(request, "testamur/portfolio/objections.html", context, status=status)


def _paper(place: InstitutionView, evidence: str) -> str:
    """Return where a registrar looks at what an objection is about; empty where there is nothing to look at."""
    kind, _colon, which = evidence.partition(":")
    if kind == "recognition":
        return reverse("web:recognition-case", args=[place.code, which])
    held = of_award(UUID(which), institution_id=place.id, at=datetime.now(UTC)) if kind == "award" else None
    return reverse("web:credential", args=[place.code, held.uuid]) if held else ""


def _objected(actor: Actor, about: str, uri: str, says: str, form: Form) -> bool:
    try:
        actions.dispute(actor, evidence=about, uri=uri, says=says, at=datetime.now(UTC))
    except Conflict as refusal:
        form.errors["says"] = told(refusal)
        return False
    return True


def _answered(actor: Actor, uuid: UUID, form: Form) -> str:
    return chosen({"uphold": _upheld, "dismiss": _dismissed}, actor, uuid, form)


def _upheld(actor: Actor, uuid: UUID, form: Form) -> str:
    return _settled(actor, uuid, form, is_upheld=True)


def _dismissed(actor: Actor, uuid: UUID, form: Form) -> str:
    return _settled(actor, uuid, form, is_upheld=False)


def _settled(actor: Actor, uuid: UUID, form: Form, *, is_upheld: bool) -> str:
    answer = form.needed("answer", _("Say why. The learner reads it."), _LONGEST, has_lines=True)
    if form.errors:
        return ""
    actions.settle(actor, dispute=uuid, is_upheld=is_upheld, answer=answer, at=datetime.now(UTC))
    if is_upheld:
        return _("Answered. The evidence no longer counts for this skill; the award itself stands as it was.")
    return _("Answered. The evidence counts for this skill again.")


def _asked(which: str) -> UUID:
    try:
        return UUID(which)
    except ValueError as error:
        raise NotFound(what="dispute") from error
