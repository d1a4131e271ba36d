"""The house oversees the search for people: which organisations may look, what they looked for, and reports."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.careers import actions, queries
from testamur.domain.careers.seeking_values import FEWEST
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.partners.showing import people
from testamur.interfaces.web.steps import pressed, tried
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.seeking import purposes
from testamur.refusals import NotFound


@require_http_methods(["GET", "HEAD", "POST"])
def oversee(request: HttpRequest, code: str) -> HttpResponse:
    """Show totals, organisations, searches and reports; open or close the search, answer a report."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    form, status = Form(request.POST), 200
    verb, which = pressed(form)
    if request.method == "POST":
        said, status = tried(lambda who, about, sent: _done(who, about, sent, verb, now), actor, _uuid(which), form)
        if said:
            messages.success(request, said)
            return redirect("web:people-oversight", code)
    totals = queries.search_totals(actor, at=now)
    names = purposes()
    reporters = people(one.person for one in totals.reports)
    context = {
        "institution": place,
        "consents": [(names[code_], count) for code_, count in totals.consents],
        "seekers": totals.seekers,
        "searches": [(one, names[one.purpose], ", ".join(each.label for each in one.asked)) for one in totals.searches],
        "reports": [(one, reporters.get(one.person, "")) for one in totals.reports],
        "fewest": FEWEST,
        "about": which,
        "given": form.given if form.errors else {},
        "errors": form.errors,
        "section": "desk",
    }
    return render(request, "testamur/people/oversight.html", context, status=status)


def _done(actor: Actor, uuid: UUID, form: Form, verb: str, now: datetime) -> str:
    if verb == "open":
        because = form.needed("because", _("Say how you know who they are. It is kept with the permission."), 500)
        if form.errors:
            return ""
        actions.open_search(actor, organisation=uuid, because=because, at=now)
        return _("This organisation can look for people who consented.")
    if verb == "close":
        actions.close_search(actor, organisation=uuid, at=now)
        return _("This organisation cannot look for people any more, nor read what it found.")
    answer = form.needed("answer", _("Say what came of it. Whoever reported reads it."), 4000, has_lines=True)
    if form.errors or verb != "answer":
        return ""
    actions.answer_report(actor, report=uuid, answer=answer, at=now)
    return _("Your answer is sent.")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(what="search-report", uuid=text[:40]) from None
