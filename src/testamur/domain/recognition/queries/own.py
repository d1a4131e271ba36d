"""What a learner may read: their own requests, at all institutions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.rules.recognising import CONDITIONAL, FULL
from testamur.domain.recognition import counted, doubts
from testamur.domain.recognition.models import Evidence, RecognitionRequest
from testamur.domain.recognition.queries import whole
from testamur.domain.recognition.queries.counting import standing
from testamur.domain.recognition.values import EvidenceView, RequestLine, RequestView
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class RecognisedOutcomes:
    """Outcomes of a version of a micro-credential that somebody's learning was recognised as.

    ``outcomes`` has their ids, None all of them; ``learnt_on`` is the day of the learning, as far as it is known.
    """

    request: UUID
    institution_id: int
    version_id: int
    outcomes: tuple[str, ...] | None
    learnt_on: date


def own_requests(person_id: int) -> list[RequestLine]:
    """Return a person's requests at all institutions, the newest first; what the watch says is the desk's."""
    with within(person_id=person_id):
        rows = RecognitionRequest.objects.filter(person_id=person_id).select_related("unit")
        return whole.lines(rows.order_by("-pk"))


def own_request(person_id: int, uuid: UUID, *, on: date) -> RequestView:
    """Return a person's own request. Raises `NotFound`."""
    with within(person_id=person_id):
        rows = RecognitionRequest.objects.filter(person_id=person_id, uuid=uuid)
        row = rows.select_related("unit", "version").first()
        if row is None:
            raise NotFound(what="recognition-request", uuid=str(uuid))
        return whole.view(row, on, with_internal=False)


def own_evidence(person_id: int, uuid: UUID) -> tuple[EvidenceView, bytes]:
    """Return what a person handed in, with its bytes. Raises `NotFound`."""
    with within(person_id=person_id):
        row = Evidence.objects.filter(person_id=person_id, uuid=uuid, request__erased_at__isnull=True).first()
        if row is None:
            raise NotFound(what="evidence", uuid=str(uuid))
        return doubts.paper(row), bytes(row.content)


def own_recognised(person_id: int) -> tuple[RecognisedOutcomes, ...]:
    """Return what stands recognised of a person's learning, outcome by outcome; conditions that are open wait."""
    with within(person_id=person_id):
        return tuple(
            RecognisedOutcomes(
                row.request.uuid,
                row.institution_id,
                row.request.version_id,
                None if row.outcome == FULL else tuple(row.recognised),
                counted.learnt(row.request) or row.decided_at.date(),
            )
            for row in standing([person_id])
            if row.request.version_id and (row.outcome != CONDITIONAL or hasattr(row, "fulfilment"))
        )
