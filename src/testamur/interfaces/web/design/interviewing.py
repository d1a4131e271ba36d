"""The guided interview: ten plain questions, one on a page, that lead to a draft.

What was answered is kept with the visit: back, forward and another day find it again. Every question may be skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.model.definition import DefinitionError, dump, parse
from testamur.core.model.level import Level
from testamur.core.model.microcredential import Schedule
from testamur.core.model.quantity import CreditAmount
from testamur.domain.design import actions
from testamur.domain.design.interview import Answers, composed
from testamur.domain.design.levels import level_table
from testamur.domain.institution.access import Permission, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.interview import ANY, LINE, NUMBER, ONE, OUTCOMES, TASKS, TEXT, Ask, Question, questions
from testamur.interfaces.words.options import Options, options, own_framework

_KEPT = "interview"
_LONGEST = {LINE: 200, TEXT: 2000, NUMBER: 12}
Kept = dict[str, str]


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
    """Ask a question; keep the answer and go on, or skip it."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    asked = questions()
    if not 1 <= step <= len(asked):
        return redirect("web:begin-interview", code)
    known, form = _kept(request, code), Form({})
    if request.method == "POST":
        if "skip" in request.POST:
            return _on(code, step, len(asked))
        form = Form(request.POST)
        said = {ask.name: _answer(request, form, ask, place) for ask in asked[step - 1].asks}
        if not form.errors:
            _keep(request, code, known | said)
            return _on(code, step, len(asked))
        known |= said
    context = {
        "institution": place,
        "question": asked[step - 1],
        "fields": [_shown(ask, known, place, form) for ask in asked[step - 1].asks],
        "step": step,
        "steps": [(number, one.title, bool(_is_answered(one, known))) for number, one in enumerate(asked, start=1)],
        "before": step - 1,
        "table": level_table(own_framework(place.country)),
        "section": "design",
    }
    return render(request, "testamur/design/drafts/interview.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was answered and what was left open; make the draft of it."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    known, error = _kept(request, code), ""
    if request.method == "POST":
        if known.get("title"):
            source = dump(composed(_said(known), place))
            try:
                course = parse(source)
            except DefinitionError as refusal:
                error = " ".join(str(one) for one in refusal.problems[:3])
            else:
                title, now = course.title.original, datetime.now(UTC)
                uuid = actions.start(actor, title=title, source=source, origin="interview", at=now)
                _keep(request, code, {})
                return redirect("web:board", code, uuid)
        else:
            error = _("It needs a title. Everything else can wait.")
    asked = questions()
    context = {
        "institution": place,
        "answers": [(number, one, _is_answered(one, known)) for number, one in enumerate(asked, start=1)],
        "open": sum(not _is_answered(one, known) for one in asked),
        "error": error,
        "last": len(asked),
        "section": "design",
    }
    return render(request, "testamur/design/drafts/interview_end.html", context, status=422 if error else 200)


@require_safe
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Go to the first question that is not answered."""
    actor_at(request, code)
    known = _kept(request, code)
    first = next((number for number, one in enumerate(questions(), start=1) if not _is_answered(one, known)), 0)
    return redirect("web:interview", code, first) if first else redirect("web:interview-end", code)


def _on(code: str, step: int, last: int) -> HttpResponse:
    return redirect("web:interview", code, step + 1) if step < last else redirect("web:interview-end", code)


def _kept(request: HttpRequest, code: str) -> Kept:
    found = request.session.get(_KEPT, {}).get(code, {})
    return {str(name): str(value) for name, value in found.items()}


def _keep(request: HttpRequest, code: str, said: Kept) -> None:
    everywhere = dict(request.session.get(_KEPT, {}))
    request.session[_KEPT] = everywhere | {code: {name: value for name, value in said.items() if value}}


def _answer(request: HttpRequest, form: Form, ask: Ask, place: InstitutionView) -> str:
    """Return an answer as text; several choices with commas between them."""
    if ask.kind == ANY:
        allowed = dict(options(place.country)[ask.choices])
        return ",".join(one for one in request.POST.getlist(ask.name) if one in allowed)
    if ask.kind == ONE:
        return form.choice(ask.name, dict(options(place.country)[ask.choices]))
    found = form.text(ask.name, _LONGEST[ask.kind], has_lines=ask.kind == TEXT)
    if ask.kind == NUMBER:
        form.amount(ask.name)
    return found


def _shown(ask: Ask, known: Kept, place: InstitutionView, form: Form) -> Shown:
    value = known.get(ask.name, "")
    choices = options(place.country).get(ask.choices, ())
    if ask.name == "quality" and not value:
        value = place.name
    return Shown(ask, value, tuple(value.split(",")), choices, form.errors.get(ask.name, ""))


def _is_answered(one: Question, known: Mapping[str, str]) -> str:
    """Return what was answered to a question, on one line; choices that stand by themselves are no answer."""
    told = [known[ask.name] for ask in one.asks if ask.kind in {LINE, TEXT, ANY} and known.get(ask.name)]
    chosen = [known[ask.name] for ask in one.asks if ask.name in {"level", "weeks"} and known.get(ask.name)]
    return "; ".join([*told, *chosen])


def _said(known: Kept) -> Answers:
    numbered = range(1, OUTCOMES + 1)
    outcomes = [number for number in numbered if known.get(f"outcome-{number}")]
    amount = _number(known, "credits")
    framework, _space, value = known.get("level", "").partition(" ")
    return Answers(
        title=known["title"],
        language=known.get("language", spoken()),
        description=known.get("description", ""),
        prerequisites=known.get("prerequisites", ""),
        needs=_several(known, "needs"),
        need_evidence=known.get("need_evidence", ""),
        outcomes=tuple((known.get(f"kind-{number}", "skill"), known[f"outcome-{number}"]) for number in outcomes),
        criteria=tuple(_lines(known.get(f"criteria-{number}", "")) for number in outcomes),
        assessments=tuple(
            (known.get(f"type-{number}", "marked_assignment"), known[f"assessment-{number}"])
            for number in range(1, OUTCOMES)
            if known.get(f"assessment-{number}")
        ),
        activities=tuple(
            (known[f"activity-{number}"], _number(known, f"hours-{number}") or Decimal(0))
            for number in range(1, TASKS + 1)
            if known.get(f"activity-{number}")
        ),
        participation=_several(known, "participation"),
        schedule=_schedule(known),
        level=Level(framework, value, "best_fit_self_declared") if value else None,
        no_level_because=known.get("no_level_because", ""),
        credits=CreditAmount(amount, known.get("unit", "ECTS")) if amount else None,
        quality=known.get("quality", ""),
        stackability=known.get("stackability", ""),
        licence=known.get("licence", ""),
        tags=tuple(one.strip() for one in known.get("tags", "").split(",") if one.strip()),
    )


def _schedule(known: Kept) -> Schedule | None:
    weeks, hours = _number(known, "weeks"), _number(known, "hours_per_week")
    pace, live = known.get("pace", ""), known.get("live_sessions", "") == "yes"
    return Schedule(weeks, hours, pace, live) if weeks or hours or pace or live else None


def _several(known: Kept, name: str) -> tuple[str, ...]:
    return tuple(one for one in known.get(name, "").split(",") if one)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _number(known: Kept, name: str) -> Decimal | None:
    return Form(known).amount(name)
