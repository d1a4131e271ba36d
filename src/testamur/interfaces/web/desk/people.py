"""Who is in an offering: enrolling one person, taking one out, and the way to each one's results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import actions, queries
from testamur.domain.learning.values import EnrolmentView, OfferingView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid, NotFound, Refusal

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody who is or was in the offering, and how many of its assessments have a result."""

    enrolment: EnrolmentView
    recorded: int


@require_safe
def people(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Show who is in an offering."""
    return _page(request, code, offering, Form({}))


@require_POST
def enrol(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Enrol one person by e-mail address."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.ENROL)
    _here(institution, offering)
    form = Form(request.POST)
    email = form.needed("email", _("Write an e-mail address such as name@example.edu."), 254)
    name, identifier = form.text("name"), form.text("identifier", 60)
    if form.errors:
        return _page(request, code, offering, form)
    try:
        taking = actions.enrol(
            actor, offering=offering, email=email, name=name, identifier=identifier, at=datetime.now(UTC)
        )
    except Refusal as refusal:
        _blame(form, refusal)
        return _page(request, code, offering, form)
    # Whoever has an account keeps the name in it, whatever was typed.
    enrolled = queries.enrolment(actor, uuid=taking)
    messages.success(request, _("{person} is enrolled.").format(person=enrolled.name or enrolled.email))
    return redirect("web:people", code, offering)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, code: str, enrolment: UUID) -> HttpResponse:
    """Say what taking somebody out means, and do it for who means it."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.ENROL)
    found = queries.enrolment(actor, uuid=enrolment)
    if request.method != "POST":
        context = {
            "institution": institution,
            "one": found,
            "offering": _here(institution, found.offering),
            "section": "desk",
        }
        return render(request, "testamur/desk/leave.html", context)
    try:
        actions.withdraw(actor, enrolment=enrolment, at=datetime.now(UTC))
        messages.success(request, _("{person} is out of this offering.").format(person=found.name or found.email))
    except NotFound:
        messages.warning(request, _("Somebody did that already. Nothing was changed."))
    return redirect("web:people", code, found.offering)


def _blame(form: Form, refusal: Refusal) -> None:
    """Put the refusal beside the field that it is about."""
    if isinstance(refusal, actions.AlreadyEnrolled):
        form.errors["identifier" if form.given.get("identifier") else "email"] = told(refusal)
    elif isinstance(refusal, Invalid) and refusal.facts.get("field") in {"email", "name"}:
        said = {
            "email": _("Write an e-mail address such as name@example.edu."),
            "name": _("Write the name in one line, without characters that cannot be seen."),
        }
        form.errors[str(refusal.facts["field"])] = said[str(refusal.facts["field"])]
    else:
        form.errors["form"] = told(refusal)


def _here(institution: InstitutionView, offering: UUID) -> OfferingView:
    """Return an offering of this institution. Raises `NotFound` for another's, too."""
    found = queries.offering(offering, on=datetime.now(UTC).date())
    if found.institution_id != institution.id:
        raise NotFound(what="offering", uuid=str(offering))
    return found


def _page(request: HttpRequest, code: str, offering: UUID, form: Form) -> HttpResponse:
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_LEARNERS)
    found = _here(institution, offering)
    definition = catalogue.by_version(found.version).definition
    text, after = typed(request.GET, "text"), number(request.GET, "after") or 0
    rows = queries.enrolments(actor, offering=offering, text=text, after=after, limit=_PAGE + 1)
    here = reverse("web:people", args=(code, offering))
    asked: dict[str, str | int] = {"text": text} if text else {}
    places = [Place(one, len({result.assessment_id for result in one.results})) for one in rows[:_PAGE]]
    context = {
        "institution": institution,
        "offering": found,
        "definition": definition,
        "present": [one for one in places if one.enrolment.withdrawn_at is None],
        "gone": [one for one in places if one.enrolment.withdrawn_at is not None],
        "text": text,
        "is_searched": bool(text or after),
        "given": form.given,
        "errors": form.errors,
        "next": f"{here}?{urlencode({**asked, 'after': rows[_PAGE - 1].id})}" if len(rows) > _PAGE else "",
        "first": f"{here}?{urlencode(asked)}" if after else "",
        **_rights(actor),
        "section": "desk",
    }
    return render(request, "testamur/desk/people.html", context, status=422 if form.errors else 200)


def _rights(actor: Actor) -> dict[str, bool]:
    wanted = {
        "may_enrol": Permission.ENROL,
        "may_offer": Permission.OFFER,
        "may_record": Permission.RECORD_RESULTS,
    }
    return {name: may(actor, permission) for name, permission in wanted.items()}
