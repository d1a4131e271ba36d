"""Writing a ruling, seeing what the policy says of it, and taking it: deciding, proposing, correcting, on appeal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from testamur.core.model.errors import ModelError
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount, plain
from testamur.core.rules.recognising import DIMENSIONS, OUTCOMES, Difference
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import SOURCES, STATEMENTS, Draft, RequestView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import desk
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotAllowed, NotFound, Refusal

# How many differences and conditions one form has room for.
_ROOM = 4
WAYS = ("decide", "propose", "correct", "appeal")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str, uuid: UUID, way: str) -> HttpResponse:
    """Show the form of a ruling, look at what was written, and take it once somebody is sure."""
    actor, place = actor_at(request, code)
    found = queries.request(actor, uuid=uuid, on=_now().date())
    _check_way(actor, way)
    form = Form(request.POST)
    if request.method != "POST":
        return _form(request, code, found, way, form, _beginning(request, actor, found, way))
    draft = read(request.POST, form, way)
    if form.errors or "change" in request.POST:
        return _form(request, code, found, way, form, draft)
    try:
        if "sure" in request.POST:
            return _taken(request, actor, found, way, draft)
        checked = draft if draft is None else queries.rehearsed(actor, uuid=uuid, draft=draft, at=_now())
    except Refusal as refusal:
        _blame(form, refusal)
        return _form(request, code, found, way, form, draft)
    context = {
        **desk.about(actor, place, found),
        "way": way,
        "draft": checked,
        "answer": words.answers(checked, text(found.target.title), found.purpose) if checked else "",
        "recognised": _recognised(found, checked),
        "lacking": _recognised(found, checked, only=_lacking(actor, found)),
        "differences": [(words.dimensions()[one.dimension], one) for one in checked.differences] if checked else [],
        "source": words.sources().get(checked.source, checked.source) if checked else "",
        "said": queries.caps(actor, uuid=uuid, draft=checked, on=_now().date()) if checked else None,
        "kept": list(_kept(request.POST)),
        "reasons": form.text("appeal_reasons", 20_000, has_lines=True),
    }
    return render(request, "testamur/recognition/desk/sure.html", context)


@require_POST
def caps(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Return what the policy says of a ruling while it is being written."""
    actor, _place = actor_at(request, code)
    draft = read(request.POST, Form(request.POST), "decide")
    found = queries.request(actor, uuid=uuid, on=_now().date())
    said = queries.caps(actor, uuid=uuid, draft=draft, on=_now().date()) if draft else None
    context = {
        "said": said,
        "because_cut": words.cut(said.because) if said else "",
        "has_policy": bool(found.target.policy),
    }
    return render(request, "testamur/recognition/desk/caps.html", context)


@require_POST
def confirm(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Decide as somebody else proposed."""
    actor, _place = actor_at(request, code)
    form = Form(request.POST)
    if "sure" not in request.POST:
        form.errors["confirm"] = _("Read the proposal first, and tick that you mean it.")
        return desk.page(request, code, uuid, form)
    try:
        actions.decide(actor, request=uuid, at=_now())
    except Refusal as refusal:
        form.errors["confirm"] = told(refusal)
        return desk.page(request, code, uuid, form)
    messages.success(request, _("It is decided. The applicant can read it now, and has a letter."))
    return redirect("web:recognition-case", code, uuid)


def read(given: QueryDict, form: Form, way: str) -> Draft | None:
    """Return the ruling that a form describes; None where an appeal is dismissed, and nothing has to be ruled anew."""
    if way == "appeal" and form.choice("appeal_outcome", ("upheld", "dismissed")) == "dismissed":
        return None
    value, unit = form.amount("credits"), form.choice("unit", tuple(CREDIT_UNITS))
    try:
        worth = CreditAmount(value, unit) if value is not None and unit else None
    except ModelError:
        form.errors["credits"], worth = _("Write a number such as 3 or 2.5."), None
    if value is not None and not unit:
        form.errors["credits"] = _("Choose the unit of the credits.")
    return Draft(
        outcome=form.choice("outcome", OUTCOMES),
        source=form.text("source", 30),
        credits=worth,
        grade=form.text("grade", 20),
        grade_scale=form.text("grade_scale", 40),
        recognised=tuple(one[:100] for one in given.getlist("recognised"))[:100],
        differences=tuple(_differences(form)),
        conditions=tuple(filter(None, (form.text(f"condition-{n}", 2000, has_lines=True) for n in range(_ROOM)))),
        reasons=form.text("reasons", 20_000, has_lines=True),
        beyond_policy=form.text("beyond_policy", 2000, has_lines=True),
        despite_doubts=form.text("despite_doubts", 2000, has_lines=True),
    )


def _differences(form: Form) -> Iterator[Difference]:
    for n in range(_ROOM):
        dimension = form.choice(f"dimension-{n}", DIMENSIONS)
        evidence = form.text(f"evidence-{n}", 5000, has_lines=True)
        obstacle = form.text(f"obstacle-{n}", 5000, has_lines=True)
        if dimension or evidence or obstacle:
            yield Difference(dimension, evidence, obstacle)


def _check_way(actor: Actor, way: str) -> None:
    if way not in WAYS:
        raise NotFound(what="recognition-request", way=way)
    needed = Permission.ASSESS_RECOGNITION if way == "propose" else Permission.DECIDE_RECOGNITION
    if not may(actor, needed):
        raise NotAllowed(permission=str(needed))


def _beginning(request: HttpRequest, actor: Actor, found: RequestView, way: str) -> Draft:
    """Return what a form begins with: a precedent that was chosen, the proposal or decision at hand, or all granted."""
    chosen = typed(request.GET, "precedent", 40)
    fitting = queries.fitting_precedents(actor, uuid=found.uuid, on=_now().date()) if chosen else []
    by_rule = next((fit.precedent.draft for fit in fitting if str(fit.precedent.uuid) == chosen), None)
    proposal = queries.proposal(actor, uuid=found.uuid)
    standing = found.decision
    if by_rule:
        return by_rule
    if way in {"correct", "appeal"} and standing:
        return standing.draft
    return proposal.draft if proposal else queries.first_draft(actor, uuid=found.uuid)


def _taken(request: HttpRequest, actor: Actor, found: RequestView, way: str, draft: Draft | None) -> HttpResponse:
    """Take the ruling. Raises what the room refuses."""
    form = Form(request.POST)
    because = form.text("because", 500)
    if way == "appeal":
        reasons = form.text("appeal_reasons", 20_000, has_lines=True)
        outcome = "dismissed" if draft is None else "upheld"
        actions.decide_appeal(actor, request=found.uuid, outcome=outcome, reasons=reasons, draft=draft, at=_now())
        said = _("The appeal is decided. The applicant can read it now.")
    elif draft is None:
        raise NotFound(what="recognition-request", uuid=str(found.uuid))
    elif way == "propose":
        actions.propose(actor, request=found.uuid, draft=draft, at=_now())
        said = _("It is proposed. Somebody else decides.")
    elif way == "correct":
        actions.correct(actor, request=found.uuid, draft=draft, because=because, at=_now())
        said = _("The correction stands in the place of the decision. Both can be read.")
    else:
        actions.decide(actor, request=found.uuid, draft=draft, at=_now())
        said = _("It is decided. The applicant can read it now, and has a letter.")
    messages.success(request, said)
    return redirect("web:recognition-case", request.resolver_match.kwargs["code"], found.uuid)  # type: ignore[union-attr] # every view has one


def _blame(form: Form, refusal: Refusal) -> None:
    """Put what is wrong where it can be put right."""
    if isinstance(refusal, actions.NotValid):
        form.errors["form"] = " ".join(words.flaws(refusal.facts["flaws"]))
    elif isinstance(refusal, actions.BeyondPolicy):
        facts = {**refusal.facts, "because": words.cut(refusal.facts["because"])}
        form.errors["beyond_policy"] = _(
            "Of {granted}, the policy counts {counted}: {because}. Grant that much, or say here why more is right."
        ).format(**facts)
    elif isinstance(refusal, actions.DoubtfulEvidence):
        form.errors["despite_doubts"] = _("Say why it can be granted all the same.")
    else:
        form.errors["form"] = told(refusal)


def _form(
    request: HttpRequest, code: str, found: RequestView, way: str, form: Form, draft: Draft | None
) -> HttpResponse:
    actor, place = actor_at(request, code)
    shown = draft or found.decision.draft if found.decision else draft
    written = shown or queries.first_draft(actor, uuid=found.uuid)
    said = queries.caps(actor, uuid=found.uuid, draft=written, on=_now().date())
    units = [(one.code, f"{one.code} {one.title}") for one in queries.units(place.id) if one.kind == "unit"]
    lacking, not_covered = _lacking(actor, found), words.matches()["missing"]
    listed = [
        (one.id, f"{text(one.text)} ({not_covered})" if one.id in lacking else text(one.text))
        for one in found.target.outcomes
    ]
    given = request.POST
    context = {
        **desk.about(actor, place, found),
        "way": way,
        "draft": written,
        "outcomes": _outcomes(found),
        "is_statement": found.purpose in STATEMENTS,
        "source_names": [(one, words.sources()[one]) for one in SOURCES],
        "units_of_credit": list(CREDIT_UNITS),
        "credits": plain(written.credits.value) if written.credits else "",
        "unit": written.credits.unit
        if written.credits
        else (found.target.credits.unit if found.target.credits else ""),
        "recognisable": [*listed, *units] if found.target.kind == "programme" else listed,
        "dimensions": words.dimensions().items(),
        "differences": _slots(written),
        "conditions": [(n, written.conditions[n] if n < len(written.conditions) else "") for n in range(_ROOM)],
        "said": said,
        "because_cut": words.cut(said.because) if said else "",
        "has_policy": bool(found.target.policy),
        "because": given.get("because", ""),
        "appeal_outcome": given.get("appeal_outcome", "upheld"),
        "appeal_reasons": given.get("appeal_reasons", ""),
        "errors": form.errors,
    }
    status = 422 if form.errors else 200
    return render(request, "testamur/recognition/desk/ruling.html", context, status=status)


def _outcomes(found: RequestView) -> list[tuple[str, str]]:
    """Return what can be decided: a title is not used in part."""
    return [(one, said) for one, said in words.outcomes().items() if one != "partial" or found.purpose != "title"]


def _slots(draft: Draft) -> list[tuple[int, Difference]]:
    empty = Difference("", "", "")
    return [(n, draft.differences[n] if n < len(draft.differences) else empty) for n in range(_ROOM)]


def _recognised(found: RequestView, draft: Draft | None, only: frozenset[str] | None = None) -> list[str]:
    """Return what a ruling recognises, in words; *only*: of these outcomes."""
    known = {outcome.id: text(outcome.text) for outcome in found.target.outcomes}
    return [known.get(one, one) for one in draft.recognised if only is None or one in only] if draft else []


def _lacking(actor: Actor, found: RequestView) -> frozenset[str]:
    """Return the outcomes that the comparison judged not to be covered."""
    matches = queries.comparison(actor, uuid=found.uuid).matches
    return frozenset(one.outcome for one in matches if one.judged == "missing")


def _kept(given: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield everything that was written, for the page that asks whether it is meant."""
    for name, values in given.lists():
        if name not in {"csrfmiddlewaretoken", "sure", "change"}:
            yield from ((name, value) for value in values)


def _now() -> datetime:
    return datetime.now(UTC)
