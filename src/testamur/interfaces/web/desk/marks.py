"""One learner's results: each sitting, what was corrected in it, and a form with the right fields for the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.core.model.microcredential import Assessment, MicroCredential
from testamur.core.model.quantity import plain
from testamur.core.model.result import AssessmentResult
from testamur.core.rules import decide_award
from testamur.domain.awards import queries as awards
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import actions, queries
from testamur.domain.learning.values import EnrolmentView, OfferingView, RecordedView
from testamur.interfaces.web.decisions import branch
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Learner:
    """Who looks, at whose results, of what."""

    actor: Actor
    institution: InstitutionView
    enrolment: EnrolmentView
    offering: OfferingView
    definition: MicroCredential


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields a sitting has beside mark and day: what its design asks for, and what is recorded already."""

    passed: bool
    supervised: bool
    identity: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as it counts now, and what stood there before each correction, the latest first."""

    attempt: int
    now: RecordedView
    before: tuple[RecordedView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An assessment with its sittings and the fields of the next."""

    assessment: Assessment
    sittings: tuple[Sitting, ...]
    fields: Fields
    given: dict[str, str]
    errors: dict[str, str]


@require_safe
def marks(request: HttpRequest, code: str, enrolment: UUID) -> HttpResponse:
    """Show a learner's results, with a form for each assessment."""
    return _page(request, _learner(request, code, enrolment), "", Form({}))


@require_POST
def record(request: HttpRequest, code: str, enrolment: UUID, assessment: str) -> HttpResponse:
    """Record a sitting."""
    learner = _learner(request, code, enrolment)
    require(learner.actor, Permission.RECORD_RESULTS)
    design = _design(learner.definition, assessment)
    form = Form(request.POST)
    result = _result(form, design, fields_of(design, learner.definition), attempt=0)
    if not form.errors:
        try:
            actions.record_result(learner.actor, enrolment=enrolment, result=result, at=datetime.now(UTC))
        except Refusal as refusal:
            form.errors["form"] = told(refusal)
    if form.errors:
        return _page(request, learner, assessment, form)
    messages.success(request, _("Recorded: {title}.").format(title=text(design.title)))
    return redirect(f"{reverse('web:marks', args=(code, enrolment))}#{assessment}")


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, enrolment: UUID, assessment: str, attempt: int) -> HttpResponse:
    """Put another result in the place of a recorded one; what stood there is kept, with the reason."""
    learner = _learner(request, code, enrolment)
    require(learner.actor, Permission.RECORD_RESULTS)
    design = _design(learner.definition, assessment)
    sittings = _sittings(queries.history(learner.actor, enrolment=enrolment), assessment)
    sitting = next((one for one in sittings if one.attempt == attempt), None)
    if sitting is None:
        raise NotFound(what="result", assessment=assessment, attempt=attempt)
    recorded = sitting.now.result
    wanted = fields_of(design, learner.definition, recorded)
    form = Form(request.POST if request.method == "POST" else as_given(recorded))
    if request.method == "POST":
        result = _result(form, design, wanted, attempt=attempt)
        reason = form.needed(
            "reason", _("Say why. It is kept with the result, beside what stood there."), 500, has_lines=True
        )
        if not form.errors and result == recorded:
            form.errors["form"] = _("That is what is recorded already.")
        if not form.errors:
            now = datetime.now(UTC)
            actions.correct_result(learner.actor, enrolment=enrolment, result=result, reason=reason, at=now)
            messages.success(request, _("Corrected: {title}.").format(title=text(design.title)))
            return redirect(f"{reverse('web:marks', args=(code, enrolment))}#{assessment}")
    context = {
        **_around(learner),
        "part": Part(design, (sitting,), wanted, dict(form.given.items()), form.errors),
        "sitting": sitting,
    }
    return render(request, "testamur/desk/correct.html", context, status=422 if form.errors else 200)


def fields_of(design: Assessment, definition: MicroCredential, recorded: AssessmentResult | None = None) -> Fields:
    """Return the fields. Where a mark counts in a total, passed or not says nothing; conduct is asked as designed."""
    has_weights = any(one.weight for one in definition.assessments)
    is_added_up = definition.award_rule.overall is not None and bool(design.weight or not has_weights)
    known = recorded or AssessmentResult(design.id)
    return Fields(
        passed=not is_added_up or known.passed is not None,
        supervised=design.supervised != "no" or known.supervised is not None,
        identity=design.identity_checked or known.identity_checked is not None,
    )


def as_given(result: AssessmentResult) -> dict[str, str]:
    """Return a result as its form would be sent."""
    answers = {True: "yes", False: "no", None: ""}
    return {
        "percent": "" if result.percent is None else plain(result.percent),
        "passed": answers[result.passed],
        "taken_on": result.taken_on.isoformat() if result.taken_on else "",
        "supervised": answers[result.supervised],
        "identity": answers[result.identity_checked],
    }


def _result(form: Form, design: Assessment, wanted: Fields, *, attempt: int) -> AssessmentResult:
    result = AssessmentResult(
        design.id,
        percent=form.amount("percent", _WHOLE),
        passed=form.yes_or_no("passed") if wanted.passed else None,
        taken_on=form.day("taken_on"),
        supervised=form.yes_or_no("supervised") if wanted.supervised else None,
        identity_checked=form.yes_or_no("identity") if wanted.identity else None,
        attempt=attempt,
    )
    if result.taken_on and result.taken_on > datetime.now(UTC).date():
        form.errors["taken_on"] = _("That day has not come yet.")
    if result.percent is None and result.passed is None and not form.errors.keys() & {"percent", "passed"}:
        both = _("Write the mark in percent, or say whether it was passed.")
        form.errors["percent"] = both if wanted.passed else _("Write the mark in percent, such as 78.5.")
    if None not in {design.threshold, result.percent, result.passed}:
        _compare(form, design, result)
    return result


def _compare(form: Form, design: Assessment, result: AssessmentResult) -> None:
    """Tell a mark that its own declaration contradicts: the award rule could make nothing of the two."""
    least, percent = design.threshold or Decimal(0), result.percent or Decimal(0)
    if result.passed and percent < least:
        form.errors["passed"] = _("The mark is below {least} %, so it is not passed.").format(least=plain(least))
    elif not result.passed and percent >= least:
        form.errors["passed"] = _("The mark reaches {least} %, so it is passed.").format(least=plain(least))


def _learner(request: HttpRequest, code: str, enrolment: UUID) -> Learner:
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_LEARNERS)
    found = queries.enrolment(actor, uuid=enrolment)
    offering = queries.offering(found.offering, on=datetime.now(UTC).date())
    return Learner(actor, institution, found, offering, catalogue.by_version(offering.version).definition)


def _design(definition: MicroCredential, assessment: str) -> Assessment:
    found = next((one for one in definition.assessments if one.id == assessment), None)
    if found is None:
        raise NotFound(what="result", assessment=assessment[:80])
    return found


def _sittings(history: list[RecordedView], assessment: str) -> tuple[Sitting, ...]:
    rows: dict[int, list[RecordedView]] = {}
    for one in history:
        if one.result.assessment_id == assessment:
            rows.setdefault(one.result.attempt, []).append(one)
    return tuple(Sitting(attempt, found[-1], tuple(reversed(found[:-1]))) for attempt, found in sorted(rows.items()))


def _page(request: HttpRequest, learner: Learner, assessment: str, form: Form) -> HttpResponse:
    history = queries.history(learner.actor, enrolment=learner.enrolment.uuid)
    decision = decide_award(
        learner.definition.award_rule,
        learner.definition.assessments,
        learner.enrolment.results,
        on=datetime.now(UTC).date(),
    )
    parts = [
        Part(
            one,
            _sittings(history, one.id),
            fields_of(one, learner.definition),
            dict(form.given.items()) if one.id == assessment else {},
            form.errors if one.id == assessment else {},
        )
        for one in learner.definition.assessments
    ]
    context = {
        **_around(learner),
        "parts": parts,
        "tree": branch(decision, learner.definition),
        "award": awards.of_enrolment(learner.actor, enrolment=learner.enrolment.uuid),
        "may_record": may(learner.actor, Permission.RECORD_RESULTS),
        "may_enrol": may(learner.actor, Permission.ENROL),
    }
    return render(request, "testamur/desk/marks.html", context, status=422 if form.errors else 200)


def _around(learner: Learner) -> dict[str, object]:
    return {
        "institution": learner.institution,
        "offering": learner.offering,
        "one": learner.enrolment,
        "mc": learner.definition,
        "section": "desk",
    }
