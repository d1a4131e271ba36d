"""Skills of a draft that come from an older version of a framework: what the newer one offers, taken one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.core.skills.moving import CERTAIN, VANISHED, Move
from testamur.domain.design import actions, queries
from testamur.domain.design.queries import Upgrade
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import ngettext
from testamur.interfaces.words.frameworks import move_words
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_TONES = {
    "stays": ("valid", "valid"),
    "renamed": ("valid", "valid"),
    "superseded": ("unknown", "note"),
    "alike": ("unknown", "waiting"),
    "vanished": ("invalid", "invalid"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A skill of the draft. ``at``: names its fields in the form; ``is_ticked``: what is certain is, at first."""

    at: int
    move: Move
    said: str
    tone: str
    icon: str
    is_ticked: bool
    may_take: bool


@require_http_methods(["GET", "HEAD", "POST"])
def upgrading(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what became of each skill; take what is ticked, or all that is certain."""
    actor, place = actor_at(request, code)
    view = queries.design(actor, uuid=uuid)
    offered = queries.skill_upgrades(actor, design=uuid)
    error, status = "", 200
    if request.method == "POST":
        try:
            wanted = UUID(typed(request.POST, "framework", 40))
        except ValueError as problem:
            raise NotFound(what="framework-upgrade") from problem
        before = typed(request.POST, "before", 40)
        meant = next((one for one in offered if (one.after.uuid, one.before_version) == (wanted, before)), None)
        choices = _choices(request, meant) if meant else {}
        try:
            done = actions.upgrade_skills(actor, design=uuid, framework=wanted, choices=choices, at=datetime.now(UTC))
        except NotFound:
            raise
        except Refusal as refusal:
            error, status = told(refusal), status_of(refusal)
        else:
            said = ngettext("{n} skill is of the newer version now.", "{n} skills are of the newer version now.", done)
            messages.success(request, said.format(n=done))
            return redirect("web:upgrade-skills", code, uuid)
    context = {
        **head(actor, place, view, "board"),
        "upgrades": [(one, _lines(one)) for one in offered],
        "error": error,
    }
    return render(request, "testamur/design/drafts/upgrade.html", context, status=status)


def _choices(request: HttpRequest, meant: Upgrade) -> dict[str, str]:
    """Return address → address, of what was ticked, or of all that is certain where that button was pressed."""
    takes_all = request.POST.get("verb") == "certain"
    found = {}
    for at, move in enumerate(meant.moves):
        if not move.to:
            continue
        if takes_all and move.how in CERTAIN:
            found[move.skill.uri] = move.to[0][0]
        elif not takes_all and f"take-{at}" in request.POST:
            found[move.skill.uri] = typed(request.POST, f"to-{at}", 500) or move.to[0][0]
    return found


def _lines(of: Upgrade) -> list[Line]:
    words = move_words()
    return [
        Line(at, one, words[one.how], *_TONES[one.how], is_ticked=one.how in CERTAIN, may_take=one.how != VANISHED)
        for at, one in enumerate(of.moves)
    ]
