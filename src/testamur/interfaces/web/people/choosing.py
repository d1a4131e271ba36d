"""Choosing to be found for one purpose: what is shown, for how long, and exactly what a partner would see."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.adapters.environment import environment
from testamur.domain.careers import actions, queries
from testamur.domain.careers.seeking_values import AVAILABILITY, MONTHS, PURPOSES, Choice
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.people.showing import LANGUAGES, preview, region, skill, tongues, when
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.seeking import CONSENT_VERSION, consent_text, purposes, purposes_explained
from testamur.refusals import NotFound, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """Show what can be chosen; with “look”, oneself as a partner would see one; with “agree”, let oneself be found."""
    actor, place = actor_at(request, code)
    if purpose not in PURPOSES:
        raise NotFound(what="purpose", code=purpose[:40])
    now = datetime.now(UTC)
    form, status, is_look = Form(request.POST), 200, False
    choice, months = _standing(actor, purpose, now)
    if request.method == "POST":
        choice, months = _read(request, form)
        is_look = form.text("verb") == "look"
        try:
            if not is_look and not form.errors:
                _agree(actor, place, purpose, choice, months, form, now)
                messages.success(request, _("You can be found. You can take it back here at any time."))
                return redirect("web:found-at", code)
            status = 422 if form.errors else 200
        except Refusal as refusal:
            _tell(form, refusal)
            if not choice.skills:
                form.errors["skills"] = _no_skill()
            status = status_of(refusal)
    return render(
        request,
        "testamur/people/choose.html",
        {
            **_shown(actor, place, purpose, choice, now),
            "months": [
                (one, ngettext("{count} month", "{count} months", one).format(count=one), one == months)
                for one in MONTHS
            ],
            "is_look": is_look,
            "is_of_age": bool(request.POST.get("of_age")),
            "errors": form.errors,
        },
        status=status,
    )


def _standing(actor: Actor, purpose: str, now: datetime) -> tuple[Choice, int]:
    """Return what is chosen now; at first every skill is ticked off, and nothing else is shown."""
    for one in queries.own_search_consents(actor, at=now):
        if one.purpose == purpose:
            return one.choice, MONTHS[0]
    return Choice(()), MONTHS[0]


def _read(request: HttpRequest, form: Form) -> tuple[Choice, int]:
    """Return the choice as it was sent."""
    months = form.whole("months") or MONTHS[0]
    choice = Choice(
        tuple(request.POST.getlist("skills"))[:200],
        region(form),
        tuple(one for one in request.POST.getlist("languages") if one in LANGUAGES),
        form.choice("availability", AVAILABILITY),
    )
    return choice, months if months in MONTHS else MONTHS[0]


def _agree(
    actor: Actor, place: InstitutionView, purpose: str, choice: Choice, months: int, form: Form, now: datetime
) -> None:
    age = environment().found_from_age
    actions.let_be_found(
        actor,
        purpose=purpose,
        choice=choice,
        months=months,
        text=consent_text(purpose, institution=place.name, age=age),
        text_version=CONSENT_VERSION,
        age=age,
        is_of_age=bool(form.text("of_age")),
        at=now,
    )


def _tell(form: Form, refusal: Refusal) -> None:
    """Put what was refused beside its field."""
    if refusal.code == "too-young-to-be-found":
        form.errors["of_age"] = told(refusal)
    elif refusal.facts.get("field") == "skills":
        form.errors["skills"] = _no_skill()
    else:
        form.errors[str(refusal.facts.get("field", "all"))] = told(refusal)


def _no_skill() -> str:
    return _("Tick at least one skill. Without one nobody can find you.")


def _shown(actor: Actor, place: InstitutionView, purpose: str, choice: Choice, now: datetime) -> dict[str, object]:
    skills = queries.showable_skills(actor, at=now, languages=[spoken()])
    age = environment().found_from_age
    chosen = [one for one in skills if one.uri in choice.skills]
    return {
        "institution": place,
        "purpose": purpose,
        "said": purposes()[purpose],
        "explained": purposes_explained()[purpose],
        "skills": [(skill(one), one.uri in choice.skills) for one in skills],
        "choice": choice,
        "tongues": tongues(choice.languages),
        "availability": when([choice.availability]),
        "text": consent_text(purpose, institution=place.name, age=age),
        "version": CONSENT_VERSION,
        "age": age,
        "seen": preview(chosen, choice.region, choice.languages, choice.availability),
        "section": "mine",
    }
