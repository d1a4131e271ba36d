"""Briefs: what an organisation needs, with evidence, before a draft and in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.partner_values import BriefView
from testamur.domain.design.values import DEMAND_KINDS
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.asked import asked_needs, untaught
from testamur.interfaces.web.partners.showing import about, identifier
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.partnering import demand_kinds
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_LONGEST = 5000


class Need(TypedDict):
    """What a brief says, as the verbs take it."""

    title: str
    need: str
    audience: str
    occupations: list[tuple[str, str, str]]
    skills: list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Take a brief of an organisation, before anybody designs anything."""
    actor, place = actor_at(request, code)
    view = queries.organisation(actor, uuid=uuid, at=datetime.now(UTC))

    def write(said: Need) -> HttpResponse:
        made = actions.propose_brief(actor, organisation=uuid, at=datetime.now(UTC), **said)
        return redirect("web:brief", code, made)

    return _written(request, actor, place, write, view.name)


@require_http_methods(["GET", "HEAD", "POST"])
def in_draft(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Take one's brief in a draft, as a partner or as a maker."""
    actor, place = actor_at(request, code)
    line = queries.design(actor, uuid=uuid).line

    def write(said: Need) -> HttpResponse:
        made = actions.write_brief(actor, design=uuid, at=datetime.now(UTC), **said)
        return redirect("web:brief", code, made)

    return _written(request, actor, place, write, line.title)


@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show a brief with its evidence; take evidence, or begin a draft that answers it."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            done = _done(request, actor, code, uuid, form)
            if done is not None:
                return done
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    view = queries.brief(actor, uuid=uuid)
    said, is_own = demand_kinds(), _is_own(actor, view)
    context = {
        **about(actor, place, "brief"),
        "brief": view,
        "evidence": [(one, said[one.kind]) for one in view.evidence],
        "kinds": said.items(),
        "may_write": is_own,
        "asked": untaught(actor, view) if is_own else [],
        "given": form.given,
        "errors": form.errors,
        "today": datetime.now(UTC).date().isoformat(),
    }
    return render(request, "testamur/partners/brief.html", context, status=status)


def _is_own(actor: Actor, view: BriefView) -> bool:
    if view.organisation_uuid is None:
        return view.design is not None and queries.design(actor, uuid=view.design).may_edit
    mine = {one.uuid for _place, one in queries.own_organisations(actor.me, at=datetime.now(UTC))}
    return view.organisation_uuid in mine


def _written(
    request: HttpRequest,
    actor: Actor,
    place: InstitutionView,
    write: Callable[[Need], HttpResponse],
    of: str,
) -> HttpResponse:
    """Show the form of a brief, *of* an organisation or a draft, and write what was sent."""
    form, status = Form(request.POST), 200
    if request.method == "POST":
        said = _said(form)
        status = 422
        if not form.errors:
            try:
                return write(said)
            except Refusal as refusal:
                form.errors["all"], status = told(refusal), status_of(refusal)
    shown = {**about(actor, place, "brief"), "of": of, "given": form.given, "errors": form.errors}
    return render(request, "testamur/partners/brief_form.html", shown, status=status)


def _said(form: Form) -> Need:
    return Need(
        title=form.needed("title", _("Give it a title: the work, in a few words.")),
        need=form.needed("need", _("Say what people must be able to do."), _LONGEST, has_lines=True),
        audience=form.text("audience", _LONGEST, has_lines=True),
        occupations=[(name, uri, "") for name, uri in _named(form, "occupations")],
        skills=_named(form, "skills"),
    )


def _named(form: Form, name: str) -> list[tuple[str, str]]:
    """Return what stands on each line: a name, and after it an address, if there is one."""
    found = []
    for line in form.text(name, _LONGEST, has_lines=True).splitlines():
        head, _space, last = line.strip().rpartition(" ")
        if head and last.startswith(("http://", "https://")):
            found.append((head.strip(), last))
        elif line.strip():
            found.append((line.strip(), ""))
    return found


def _done(request: HttpRequest, actor: Actor, code: str, uuid: UUID, form: Form) -> HttpResponse | None:
    """Do what the form asks, and lead on; None where something in it is wrong."""
    now = datetime.now(UTC)
    verb = form.choice("verb", ("start", "evidence", "take-back", "asked"))
    if verb == "start":
        made = actions.start_from_brief(actor, brief=uuid, at=now)
        messages.success(request, _("The draft is begun, and its partner is in it. Write its text next."))
        return redirect("web:draft", code, made)
    if verb == "asked":
        chosen = set(request.POST.getlist("skill"))
        many = actions.take_in_asked(actor, brief=uuid, needs=asked_needs(actor, code, chosen), at=now)
        said = ngettext("{n} skill was taken in, with its count.", "{n} skills were taken in, with their counts.", many)
        messages.success(request, said.format(n=many))
        return redirect("web:brief", code, uuid)
    demand = identifier(form, "demand")
    if verb == "take-back" and demand is not None:
        actions.withdraw_demand(actor, brief=uuid, demand=demand, at=now)
    elif verb == "evidence":
        _add(actor, uuid, form, now)
    return None if form.errors else redirect("web:brief", code, uuid)


def _add(actor: Actor, uuid: UUID, form: Form, now: datetime) -> None:
    title = form.needed("title", _("Say what it is, in a few words."))
    source = form.needed("source", _("Name the source: without one, nobody can look it up."))
    seen = form.day("seen_on")
    figure = form.amount("figure")
    kind = form.choice("kind", DEMAND_KINDS) or DEMAND_KINDS[0]
    if form.errors:
        return
    actions.add_demand(
        actor,
        brief=uuid,
        kind=kind,
        title=title,
        source=source,
        seen_on=seen or now.date(),
        figure=figure,
        unit=form.text("unit", 60),
        address=form.text("address", 480),
        text=form.text("text", _LONGEST, has_lines=True),
        at=now,
    )
