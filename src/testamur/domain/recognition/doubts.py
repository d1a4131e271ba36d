"""Evidence held against the applicant: what was not found valid, and what is made out to another person."""

from __future__ import annotations

from dataclasses import replace

from testamur.core.credential.holders import compared
from testamur.domain.institution.queries import names
from testamur.domain.recognition import facts
from testamur.domain.recognition.models import Evidence, RecognitionRequest
from testamur.domain.recognition.values import EvidenceView


def papers(row: RecognitionRequest) -> tuple[EvidenceView, ...]:
    """Return the evidence of a request in the order it came, each credential with whether it is the applicant's."""
    return tuple(paper(one) for one in row.evidence.defer("content").order_by("pk"))


def paper(row: Evidence) -> EvidenceView:
    """Return one piece of evidence likewise."""
    view = facts.evidence(row)
    if view.kind != "credential":
        return view
    person = names([row.person_id])[row.person_id]
    return replace(view, held_by=compared(view.source.identities, name=person.name, email=person.email))


def doubtful(row: RecognitionRequest) -> tuple[EvidenceView, ...]:
    """Return the credentials that nothing should be granted on without somebody saying why."""
    return tuple(one for one in papers(row) if one.is_doubtful)
