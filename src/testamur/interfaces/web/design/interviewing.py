"""The guided interview: ten plain questions, one on a page, that lead to a draft.

What was answered is kept with the visit, whichever button was pressed and whether it can be read or not: back, forward
and another day find it again. Every question may be skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.model.definition import DefinitionError, dump, parse
from testamur.domain.design import actions
from testamur.domain.design.countries import own_framework
from testamur.domain.design.interview import composed
from testamur.domain.design.levels import level_table
from testamur.domain.institution.access import Permission, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.answers import Kept, asked, faults, is_answered, said, taken, told
from testamur.interfaces.web.design.sums import sums
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.interview import Ask, Question
from testamur.interfaces.words.options import Options, options

_KEPT = "interview"
_END = "end"


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of a page with what was answered before, or has just been typed, and what is wrong with it."""

    ask: Ask
    value: str
    ticked: tuple[str, ...]
    options: Options
    error: str


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, step: int) -> HttpResponse:
    """Ask a question; keep the answer and go on, back, or to any other question."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    known = _kept(request, code)
    if not 1 <= step <= len(asked(known, place)):
        return redirect("web:begin-interview", code)
    is_sent = request.method == "POST"
    if is_sent:
        known |= taken(request.POST, asked(known, place)[step - 1], place)
        _keep(request, code, known)
    all_asked = asked(known, place)
    wrong = faults(all_asked[step - 1], known)
    if is_sent and ("to" in request.POST or not wrong):
        return _on(code, request.POST.get("to", str(step + 1)), len(all_asked))
    context = {
        "institution": place,
        "question": all_asked[step - 1],
        "groups": _groups(all_asked[step - 1], known, place, wrong),
        "wrong": len(wrong),
        "step": step,
        "steps": [(number, one, _state(one, known)) for number, one in enumerate(all_asked, start=1)],
        "before": step - 1,
        "after": step + 1 if step < len(all_asked) else _END,
        "table": level_table(own_framework(place.country)),
        "section": "design",
    }
    return render(request, "testamur/design/drafts/interview.html", context, status=422 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was answered and what was left open; make the draft of it."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    known = _kept(request, code)
    source, error = _composed(known, place)
    if request.method == "POST" and source:
        title, now = parse(source).title.original, datetime.now(UTC)
        uuid = actions.start(actor, title=title, source=source, origin="interview", at=now)
        _keep(request, code, {})
        return redirect("web:board", code, uuid)
    everything = told(known, place)
    context = {
        "institution": place,
        "answers": everything,
        "open": sum(not is_answered(one.question, known) for one in everything),
        "wrong": sum(bool(one.faults) for one in everything),
        "sums": sums(parse(source)) if source else [],
        "error": error if request.method == "POST" else "",
        "last": len(everything),
        "section": "design",
    }
    status = 422 if context["error"] else 200
    return render(request, "testamur/design/drafts/interview_end.html", context, status=status)


@require_safe
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Go to the first question that is not answered."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    known = _kept(request, code)
    for number, one in enumerate(asked(known, place), start=1):
        if not is_answered(one, known):
            return redirect("web:interview", code, number)
    return redirect("web:interview-end", code)


def _on(code: str, to: str, last: int) -> HttpResponse:
    """Go to a question by its number; to the end where there is no such question."""
    step = int(to) if to.isascii() and to.isdigit() and len(to) < len("100") else 0
    return redirect("web:interview", code, step) if 1 <= step <= last else redirect("web:interview-end", code)


def _composed(known: Kept, place: InstitutionView) -> tuple[str, str]:
    """Return the text that the answers make, or nothing and what stands in the way."""
    if not known.get("title"):
        return "", _("It needs a title. Everything else can wait.")
    source = dump(composed(said(known), place))
    try:
        parse(source)
    except DefinitionError as refusal:
        return "", " ".join(problem_sentence(one) for one in refusal.problems[:3])
    return source, ""


def _kept(request: HttpRequest, code: str) -> Kept:
    found = request.session.get(_KEPT, {}).get(code, {})
    return {str(name): str(value) for name, value in found.items()}


def _keep(request: HttpRequest, code: str, known: Kept) -> None:
    everywhere = dict(request.session.get(_KEPT, {}))
    request.session[_KEPT] = everywhere | {code: {name: value for name, value in known.items() if value}}


def _groups(one: Question, known: Kept, place: InstitutionView, wrong: dict[str, str]) -> list[list[Shown]]:
    """Return the fields of a question, each main one with those that say more about it."""
    groups: list[list[Shown]] = []
    for ask in one.asks:
        shown = _shown(ask, known, place, wrong.get(ask.name, ""))
        if ask.of and groups and groups[-1][0].ask.name == ask.of:
            groups[-1].append(shown)
        else:
            groups.append([shown])
    return groups


def _shown(ask: Ask, known: Kept, place: InstitutionView, error: str) -> Shown:
    value = known.get(ask.name, "") or ask.usual
    if ask.name == "quality" and not value:
        value = place.name
    return Shown(ask, value, tuple(value.split(",")), options(place.country).get(ask.choices, ()), error)


def _state(one: Question, known: Kept) -> str:
    """Return how far a question is: to be looked at again, answered, or nothing."""
    if faults(one, known):
        return _("look again")
    return _("answered") if is_answered(one, known) else ""
