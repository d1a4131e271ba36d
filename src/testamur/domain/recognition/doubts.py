"""Evidence held against the applicant: what was not found valid, and what is made out to another person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from testamur.core.credential.holders import OTHER, compared
from testamur.domain.institution.queries import former_names, names
from testamur.domain.institution.values import FormerNameView
from testamur.domain.recognition import facts
from testamur.domain.recognition.models import Evidence, RecognitionRequest
from testamur.domain.recognition.values import EvidenceView


@dataclass(frozen=True, slots=True)
class _Applicant:
    """By what evidence is held against a person: the name on the day of submission, the address, names before it."""

    name: str
    email: str
    former: tuple[FormerNameView, ...]


def papers(row: RecognitionRequest) -> tuple[EvidenceView, ...]:
    """Return the evidence of a request in the order it came, each credential with whether it is the applicant's."""
    rows = list(row.evidence.defer("content").order_by("pk"))
    applicant = _applicant(row) if any(one.kind == "credential" for one in rows) else None
    return tuple(_paper(one, applicant) for one in rows)


def paper(row: Evidence) -> EvidenceView:
    """Return one piece of evidence likewise."""
    return _paper(row, _applicant(row.request) if row.kind == "credential" else None)


def doubtful(row: RecognitionRequest) -> tuple[EvidenceView, ...]:
    """Return the credentials that nothing should be granted on without somebody saying why."""
    return tuple(one for one in papers(row) if one.is_doubtful)


def names_before(row: RecognitionRequest) -> tuple[FormerNameView, ...]:
    """Return the names that the applicant had while the request was there, and the one before it."""
    former = former_names(row.person_id)
    return (*[one for one in former if one.until < row.opened_at][-1:], *_since(former, row.opened_at))


def _applicant(row: RecognitionRequest) -> _Applicant:
    person = names([row.person_id])[row.person_id]
    until = row.submitted_at
    former = [one for one in names_before(row) if one.name and (until is None or one.until <= until)]
    return _Applicant(row.named or person.name, person.email, tuple(former))


def _paper(row: Evidence, applicant: _Applicant | None) -> EvidenceView:
    view = facts.evidence(row)
    if applicant is None or view.kind != "credential" or (view.erased_at and not view.source.identities):
        return view
    said = view.source.identities
    now = compared(said, name=applicant.name, email=applicant.email)
    if now == OTHER:
        return replace(view, held_by=now)
    before = [one.until for one in applicant.former if compared(said, name=one.name, email=applicant.email) == OTHER]
    return replace(view, held_by=now, fits_since=before[-1] if before else None)


def _since(former: Iterable[FormerNameView], at: datetime) -> list[FormerNameView]:
    return [one for one in former if one.until >= at]
