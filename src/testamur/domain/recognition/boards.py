"""Who may decide an appeal: everybody who decides on recognition, and had no part in what is appealed against."""

from __future__ import annotations

from testamur.domain.institution.access import Permission
from testamur.domain.institution.queries import who_may
from testamur.domain.institution.values import PersonView
from testamur.domain.recognition.models import Appeal, RecognitionRequest


def had_a_say(appeal: Appeal) -> frozenset[int]:
    """Return who decided or proposed what is appealed against (inside ids)."""
    return frozenset(one for one in (appeal.first_decided_by_id, appeal.first_proposed_by_id) if one is not None)


def board(row: RecognitionRequest) -> tuple[PersonView, ...]:
    """Return the people who may decide the appeal that waits; nobody where none does."""
    waiting = row.appeals.filter(decided_at__isnull=True).first()
    if waiting is None:
        return ()
    apart = {row.person_id, *had_a_say(waiting), *row.interests.values_list("person_id", flat=True)}
    able = who_may(row.institution_id, Permission.DECIDE_RECOGNITION)
    return tuple(one for one in able if one.id not in apart)
