"""One person on a pathway, as the registrar sees it: why, awarding, waiving a clause, keeping what was awarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testamur.core.rules import Clause
from testamur.domain.awards import actions, queries
from testamur.domain.awards.values import StandingView
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Permission, may, require
from testamur.domain.issuing import queries as issuing
from testamur.interfaces.web import undo
from testamur.interfaces.web.pathways.mine import on_one
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.things import names
from testamur.refusals import Invalid, NotFound

_LONGEST_REASON = 500


@require_safe
def standing(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one person's standing with all that it rests on, and what can be done about it."""
    return _page(request, code, uuid)


@require_POST
def confer(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Award what the pathway leads to."""
    actor, _institution = actor_at(request, code)
    try:
        actions.confer_stack(actor, standing=uuid, at=datetime.now(UTC))
    except (actions.NotEligible, actions.AlreadyConferred):
        messages.warning(request, _("Nothing was awarded: it is not met any more, or was awarded before."))
    else:
        messages.success(request, _("It is awarded. The credential is being signed."))
    return redirect("web:standing-of", code, uuid)


@require_POST
def waive(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Let a clause be met for this person, with a reason."""
    actor, _institution = actor_at(request, code)
    clause, reason = typed(request.POST, "clause", 100), typed(request.POST, "reason", _LONGEST_REASON)
    try:
        made = actions.waive(actor, standing=uuid, clause=clause, reason=reason, at=datetime.now(UTC))
    except Invalid as refusal:
        return _page(request, code, uuid, wrong=str(refusal.facts["field"]), clause=clause, status=422)
    undo.done(
        request, _("The clause counts as met."), path=reverse("web:end-waiver", args=(code, uuid, made)), fields={}
    )
    return redirect("web:standing-of", code, uuid)


@require_POST
def end_waiver(request: HttpRequest, code: str, uuid: UUID, waiver: UUID) -> HttpResponse:
    """Take a waiver back."""
    actor, _institution = actor_at(request, code)
    try:
        actions.end_waiver(actor, waiver=waiver, at=datetime.now(UTC))
    except NotFound:
        messages.warning(request, _("Somebody did that already. Nothing was changed."))
    else:
        messages.success(request, _("The clause is asked for again."))
    return redirect("web:standing-of", code, uuid)


@require_POST
def keep(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Let an award stand though something that it rests on has ended."""
    actor, _institution = actor_at(request, code)
    try:
        actions.keep_stack(
            actor, standing=uuid, reason=typed(request.POST, "because", _LONGEST_REASON), at=datetime.now(UTC)
        )
    except Invalid:
        return _page(request, code, uuid, wrong="because", status=422)
    messages.success(request, _("The award stands, and your reason with it."))
    return redirect("web:standing-of", code, uuid)


def state_said(one: StandingView) -> str:
    """Return where somebody stands, in a phrase."""
    return {
        "proposed": _("met: to be awarded"),
        "review": _("awarded; to be looked at"),
        "awarded": _("awarded"),
    }.get(
        one.state,
        {"met": _("met"), "unmet": _("not met yet")}.get(one.verdict, _("cannot be decided yet")),
    )


def _page(
    request: HttpRequest, code: str, uuid: UUID, *, wrong: str = "", clause: str = "", status: int = 200
) -> HttpResponse:
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_AWARDS)
    now = datetime.now(UTC)
    line = on_one(queries.standing(actor, uuid=uuid), now.date())
    name = names(line.found.policy, line.found.named, line.standing.holdings)
    waived = {one.clause for one in line.standing.waivers}
    award = line.standing.award
    context = {
        "institution": institution,
        "pathway": line.found.listing,
        "line": line,
        "state": state_said(line.standing),
        "may_confer": may(actor, Permission.CONFER),
        "lost": [one for one in line.told.left_out if one.id in line.standing.lost],
        "clauses": [(one.id, clause_said(one, name)) for one in line.found.policy.clauses if one.id not in waived],
        "waived": [(one, _clause(line.found.policy.clauses, one.clause, name)) for one in line.standing.waivers],
        "credential": issuing.of_award(award, institution_id=institution.id, at=now) if award else None,
        "wrong": wrong,
        "reason": typed(request.POST, "reason", _LONGEST_REASON) if wrong else "",
        "chosen": clause,
        "newest": catalogue.pathway(line.standing.pathway, on=now.date()).version,
        "section": "desk",
    }
    return render(request, "testamur/pathways/desk/one.html", context, status=status)


def _clause(clauses: tuple[Clause, ...], wanted: str, name: Callable[[str], str]) -> str:
    return next((clause_said(one, name) for one in clauses if one.id == wanted), wanted)
