"""A request with everything that belongs to it, in the scope that there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from testamur.domain.institution.queries import institution, names
from testamur.domain.recognition import doubts, facts, targets
from testamur.domain.recognition.models import Criteria, RecognitionDecision, RecognitionRequest
from testamur.domain.recognition.values import DecisionView, RequestLine, RequestView


def view(row: RecognitionRequest, on: date, *, with_internal: bool) -> RequestView:
    """Return the request whole; *with_internal*: with what is not the applicant's to read."""
    events = list(row.events.order_by("at", "pk"))
    shown = [one for one in events if with_internal or one.person_id is not None]
    return RequestView(
        uuid=row.uuid,
        institution_id=row.institution_id,
        person_id=row.person_id,
        name=_name(row.person_id),
        state=row.state,
        purpose=row.purpose,
        basis=row.basis,
        language=row.language,
        narrative=row.narrative,
        target=targets.of_request(row),
        opened_at=row.opened_at,
        submitted_at=row.submitted_at,
        complete_at=row.complete_at,
        assessor_id=row.assessor_id,
        clock=facts.clock(row, months(row), events, on),
        evidence=doubts.papers(row),
        events=tuple(facts.event(one) for one in shown),
        decisions=tuple(decisions(row)),
        appeals=tuple(facts.appeal(one) for one in row.appeals.select_related("decision").order_by("pk")),
        named=row.named,
        former_names=doubts.names_before(row),
        erased_at=row.erased_at,
    )


def lines(rows: Iterable[RecognitionRequest]) -> list[RequestLine]:
    """Return requests as lists show them; ``unit`` is loaded with them."""
    asked = list(rows)
    titles, people = targets.titles(asked), names(row.person_id for row in asked)
    outcomes = _outcomes(asked)
    return [
        RequestLine(
            uuid=row.uuid,
            institution_id=row.institution_id,
            person_id=row.person_id,
            name=people[row.person_id].name or people[row.person_id].email,
            state=row.state,
            purpose=row.purpose,
            basis=row.basis,
            target_key=row.target_key,
            target_title=titles[row.pk],
            submitted_at=row.submitted_at,
            due_on=row.due_on,
            delayed_until=row.delayed_until,
            assessor_id=row.assessor_id,
            outcome=outcomes.get(row.pk, ""),
            alert=_alert(row),
        )
        for row in asked
    ]


def decisions(row: RecognitionRequest) -> list[DecisionView]:
    """Return the decisions on a request, the oldest first."""
    rows = row.decisions.select_related("criteria", "request", "supersedes", "superseded_by", "fulfilment")
    return [facts.decision(one) for one in rows.order_by("number")]


def months(row: RecognitionRequest) -> int:
    """Return how long the institution has for a decision, by the criteria of now."""
    found = Criteria.objects.filter(institution_id=row.institution_id).order_by("-number").first()
    return facts.criteria_in_force(found, institution(row.institution_id)).months


def _name(person_id: int) -> str:
    person = names([person_id])[person_id]
    return person.name or person.email


def _outcomes(rows: Iterable[RecognitionRequest]) -> dict[int, str]:
    found = RecognitionDecision.objects.filter(request__in=list(rows), superseded_by__isnull=True)
    return dict(found.values_list("request_id", "outcome"))


def _alert(row: RecognitionRequest) -> str:
    """Return the gravest warning for the day on which the request is due now; ``alerts`` is loaded with it."""
    said = {alert.kind for alert in row.alerts.all() if alert.due_on == row.due_on}
    return next((kind for kind in ("overdue", "very-soon", "soon") if kind in said), "")
