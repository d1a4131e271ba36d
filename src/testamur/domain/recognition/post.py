"""Who is told by mail of what happens to a request: the applicant, and the people at the desk who have to act.

A notice is made in the transaction of what it tells of; a job sends it afterwards. It is sent once, or, where the
machine fails between sending and noting it, once more, under the same number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from testamur.domain.institution.access import Actor, Permission
from testamur.domain.institution.queries import who_may
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition.models import Notice, RecognitionRequest

_APPLICANT = frozenset(
    {"submitted", "asked", "delayed", "decided", "corrected", "fulfilled", "appealed", "appeal-decided", "erased"}
)
# What happened → who at the desk has to do something about it.
_DESK = {
    "submitted": Permission.ASSESS_RECOGNITION,
    "answered": Permission.ASSESS_RECOGNITION,
    "soon": Permission.ASSESS_RECOGNITION,
    "very-soon": Permission.ASSESS_RECOGNITION,
    "overdue": Permission.ASSESS_RECOGNITION,
    "appealed": Permission.DECIDE_RECOGNITION,
}


def announce(actor: Actor, row: RecognitionRequest, kind: str, at: datetime) -> None:
    """Have everyone told who is told of *kind*; nobody is told of what they did themselves at the desk."""
    if row.submitted_at is None:
        return  # A draft is nobody's business but its author's, who has it before their eyes.
    told = [(row.person_id, False)] if kind in _APPLICANT else []
    told += [(number, True) for number in _at_the_desk(row, kind) if number != actor.person_id]
    if not told:
        return
    Notice.objects.bulk_create(
        Notice(
            institution_id=row.institution_id,
            request=row,
            person_id=number,
            kind=kind,
            is_for_desk=is_for_desk,
            made_at=at,
        )
        for number, is_for_desk in told
    )
    once = f"recognition post {row.institution_id} {row.uuid}"
    ledger.enqueue(actor, task="recognition.send", once=once, request=str(row.uuid))


def _at_the_desk(row: RecognitionRequest, kind: str) -> Iterable[int]:
    """Return whose turn it is: whoever has taken the request on, else all who could, but nobody who may not."""
    if kind not in _DESK:
        return ()
    apart = {row.person_id, *row.interests.values_list("person_id", flat=True)}
    able = [one.id for one in who_may(row.institution_id, _DESK[kind]) if one.id not in apart]
    if kind == "appealed":
        pairs = row.decisions.values_list("decided_by_id", "proposed_by_id")
        had_a_say = {number for pair in pairs for number in pair}
        return [one for one in able if one not in had_a_say]
    return [row.assessor_id] if row.assessor_id in able else able
