"""Writing a ruling, seeing what the policy says of it, and taking it: deciding, proposing, correcting, on appeal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from testamur.domain.recognition.remarks import NEED_REASONS, Remark
from testamur.domain.recognition.values import SOURCES, STATEMENTS, Draft, RequestView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import desk, showing
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.remarks import remarked
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
        if not _may_now(actor, found, way):
            # The page of the case says at once why, and who may.
            return redirect("web:recognition-case", code, uuid)
        return _form(request, code, found, way, form, _beginning(request, actor, found, way))
    draft, because = read(request.POST, form, way), _because(form, way)
    if form.errors or "change" in request.POST:
        return _form(request, code, found, way, form, draft)
    try:
        if "sure" in request.POST:
            return _taken(request, actor, found, way, draft, because)
        checked = draft if draft is None else _rehearsed(actor, uuid, draft, because)
    except Refusal as refusal:
        _blame(form, refusal)
        return _form(request, code, found, way, form, draft)
    context = {
        **desk.about(actor, place, found),
        "way": way,
        "draft": checked,
        "answer": words.answers(checked, text(found.target.title), found.purpose) if checked else "",
        "recognised": showing.parts(found, checked.recognised) if checked else [],
        "remarks": _remarks(actor, found, checked) if checked else [],
        "differences": [(words.dimensions()[one.dimension], one) for one in checked.differences] if checked else [],
        "source": words.sources().get(checked.source, checked.source) if checked else "",
        **_limits(actor, found, checked),
        "kept": list(_kept(request.POST)),
        "because": because,
    }
    return render(request, "testamur/recognition/desk/sure.html", context)


@require_POST
def caps(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Return what the policy says of a ruling while it is being written."""
    actor, _place = actor_at(request, code)
    draft = read(request.POST, Form(request.POST), "decide")
    found = queries.request(actor, uuid=uuid, on=_now().date())
    return render(request, "testamur/recognition/desk/caps.html", _limits(actor, found, draft))


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
    if way == "appeal":
        finding = form.choice("appeal_outcome", ("upheld", "dismissed"))
        if finding == "dismissed":
            return None
        if not finding:
            form.errors["appeal_outcome"] = _("Say what you find.")
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


def _may_now(actor: Actor, found: RequestView, way: str) -> bool:
    """Say whether the visitor may rule in this way on this case: not too close to it, and no say in it before."""
    if queries.is_too_close(actor, uuid=found.uuid):
        return False
    if way == "appeal":
        return actor.person_id in {one.id for one in queries.appeal_board(actor, uuid=found.uuid)}
    if way == "correct" and found.decision is not None and queries.criteria(found.institution_id).four_eyes:
        return found.decision.decided_by_id != actor.person_id
    return True


def _because(form: Form, way: str) -> str:
    """Return why a decision is corrected, or what is found on an appeal; empty for another way."""
    if way == "appeal":
        said = _("Say why the appeal is right, or why it is not.")
        return form.needed("appeal_reasons", said, 20_000, has_lines=True)
    return form.needed("because", _("Say why it is corrected."), 500) if way == "correct" else ""


def _rehearsed(actor: Actor, uuid: UUID, draft: Draft, because: str) -> Draft:
    return queries.rehearsed(actor, uuid=uuid, draft=draft, at=_now(), because=because)


def _beginning(request: HttpRequest, actor: Actor, found: RequestView, way: str) -> Draft:
    """Return what a form begins with: a precedent that was chosen, what is at hand already, or what is covered.

    On an appeal, the reasons of the decision appealed against are no reasons of the new one.
    """
    chosen = typed(request.GET, "precedent", 40)
    fitting = queries.fitting_precedents(actor, uuid=found.uuid, on=_now().date()) if chosen else []
    by_rule = next((fit.precedent.draft for fit in fitting if str(fit.precedent.uuid) == chosen), None)
    proposal = queries.proposal(actor, uuid=found.uuid)
    standing = found.decision
    if by_rule:
        return by_rule
    if way == "appeal" and standing:
        before = standing.draft
        return Draft("", before.source, before.credits, before.grade, before.grade_scale, before.recognised)
    if way == "correct" and standing:
        return standing.draft
    return proposal.draft if proposal else queries.first_draft(actor, uuid=found.uuid)


def _taken(
    request: HttpRequest, actor: Actor, found: RequestView, way: str, draft: Draft | None, because: str
) -> HttpResponse:
    """Take the ruling. Raises what the room refuses."""
    if way == "appeal":
        outcome = "dismissed" if draft is None else "upheld"
        actions.decide_appeal(actor, request=found.uuid, outcome=outcome, reasons=because, draft=draft, at=_now())
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
        listed = refusal.facts["flaws"]
        form.errors["form"] = " ".join(words.flaws(listed))
        for one in listed if isinstance(listed, list) else []:
            form.errors.setdefault(_field(str(one["field"])), words.flaw(one))
    elif isinstance(refusal, actions.BeyondPolicy):
        facts = {**refusal.facts, "because": words.cut(refusal.facts["because"])}
        form.errors["beyond_policy"] = _(
            "Of {granted}, the policy counts {counted}: {because}. Grant that much, or say here why more is right."
        ).format(**facts)
    elif isinstance(refusal, actions.DoubtfulEvidence):
        form.errors["despite_doubts"] = _("Say why it can be granted all the same.")
    else:
        form.errors["form"] = told(refusal)


def _field(blamed: str) -> str:
    """Return the field of the form for one of a ruling, such as ``obstacle-1`` for ``differences[1].why_obstacle``."""
    name, _between, rest = blamed.partition("[")
    if name == "conditions":
        return "condition-0"
    if name != "differences":
        return blamed
    number, _between, part = rest.partition("].")
    asked = {"evidence": "evidence", "why_obstacle": "obstacle"}.get(part, "dimension")
    return f"{asked}-{number or 0}"


def _form(
    request: HttpRequest, code: str, found: RequestView, way: str, form: Form, draft: Draft | None
) -> HttpResponse:
    actor, place = actor_at(request, code)
    written = draft or _beginning(request, actor, found, way)
    units = [(one.code, f"{one.code} {one.title}") for one in queries.units(place.id) if one.kind == "unit"]
    listed = list(_listed(actor, found))
    given, remarks = request.POST, queries.remarks(actor, uuid=found.uuid, draft=written, on=_now().date())
    context = {
        **desk.about(actor, place, found),
        "way": way,
        "draft": written,
        "outcomes": _outcomes(found),
        "source_names": [(one, words.sources()[one]) for one in SOURCES],
        "units_of_credit": list(CREDIT_UNITS),
        "credits": plain(written.credits.value) if written.credits else "",
        "unit": written.credits.unit
        if written.credits
        else (found.target.credits.unit if found.target.credits else ""),
        "recognisable": [*listed, *units] if found.target.kind == "programme" else listed,
        "dimensions": words.dimensions().items(),
        "differences": [(n, one, _errors_of(form, n)) for n, one in _slots(written)],
        "conditions": [(n, written.conditions[n] if n < len(written.conditions) else "") for n in range(_ROOM)],
        "condition_error": form.errors.get("condition-0", ""),
        "are_differences_wrong": any(name.startswith(("dimension-", "evidence-", "obstacle-")) for name in form.errors),
        "remarks": _sentences(found, remarks),
        "needs_reasons": any(one.code in NEED_REASONS for one in remarks),
        "is_likewise": bool(typed(request.GET, "precedent", 40)),
        **_limits(actor, found, written),
        "because": given.get("because", ""),
        "appeal_outcome": given.get("appeal_outcome", ""),
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


def _errors_of(form: Form, number: int) -> dict[str, str]:
    """Return what is wrong with one difference, by its part."""
    return {name: form.errors.get(f"{name}-{number}", "") for name in ("dimension", "evidence", "obstacle")}


def _listed(actor: Actor, found: RequestView) -> Iterator[tuple[str, str]]:
    """Yield the outcomes that can be recognised, each with what the comparison says of it, unless it is covered."""
    judged = {one.outcome: one.judged for one in queries.comparison(actor, uuid=found.uuid).matches}
    said = words.matches()
    for one in found.target.outcomes:
        stands = judged.get(one.id, "open")
        yield one.id, text(one.text) if stands == "same" else f"{text(one.text)} ({said[stands]})"


def _limits(actor: Actor, found: RequestView, draft: Draft | None) -> dict[str, object]:
    """Return what the box with the policy says of a ruling."""
    said = queries.caps(actor, uuid=found.uuid, draft=draft, on=_now().date()) if draft else None
    return {
        "said": said,
        "because_cut": words.cut(said.because) if said else "",
        "has_policy": bool(found.target.policy),
        "is_statement": found.purpose in STATEMENTS,
    }


def _remarks(actor: Actor, found: RequestView, draft: Draft) -> list[str]:
    return _sentences(found, queries.remarks(actor, uuid=found.uuid, draft=draft, on=_now().date()))


def _sentences(found: RequestView, remarks: Iterable[Remark]) -> list[str]:
    names = {outcome.id: text(outcome.text) for outcome in found.target.outcomes}
    return [remarked(one, names) for one in remarks]


def _kept(given: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield everything that was written, for the page that asks whether it is meant."""
    for name, values in given.lists():
        if name not in {"csrfmiddlewaretoken", "sure", "change"}:
            yield from ((name, value) for value in values)


def _now() -> datetime:
    return datetime.now(UTC)
