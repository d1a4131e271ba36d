"""The assessor's work: source against target, the seven points, and a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.rules.recognising import CHECKLIST
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import facts, targets
from testamur.domain.recognition.actions import rows, ruling
from testamur.domain.recognition.models import Comparison, Proposal, RecognitionRequest
from testamur.domain.recognition.values import ANSWERS, MATCHES, Draft, Match
from testamur.refusals import Conflict, Invalid

_LONGEST_NOTE = 2000


class NothingProposed(Conflict):
    """No proposal waits."""

    code = "nothing-proposed"


@scoped
def compare(
    actor: Actor,
    *,
    request: UUID,
    matches: Sequence[Match],
    checklist: Mapping[str, tuple[str, str]],
    at: datetime,
) -> None:
    """Keep the comparison so far; it may be incomplete. Raises `NotFound`, `WrongState`, `Invalid`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.judged(actor, request, "compare")
    content = {"matches": _matches(row, matches), "checklist": _checklist(checklist)}
    Comparison.objects.update_or_create(
        institution_id=actor.here,
        request=row,
        defaults={"content": content, "saved_at": at, "saved_by_id": actor.person_id},
    )
    ledger.record(actor, verb="recognition.compare", subject=f"recognition:{request}", at=at)


@scoped
def propose(actor: Actor, *, request: UUID, draft: Draft, at: datetime) -> UUID:
    """Propose a ruling, in the place of an earlier proposal. Raises `NotFound`, `WrongState`, `NotValid`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = rows.judged(actor, request, "propose")
    checked = ruling.checked(row, draft, at)
    row.proposals.filter(ended_at__isnull=True).update(ended_at=at, ended_because="replaced")
    made = Proposal.objects.create(
        institution_id=actor.here,
        request=row,
        ruling=facts.draft_json(checked),
        proposed_at=at,
        proposed_by_id=actor.me,
    )
    rows.tell(actor, row, "proposed", at, is_internal=True)
    ledger.record(actor, verb="recognition.propose", subject=f"recognition:{request}", at=at, proposal=str(made.uuid))
    return made.uuid


@scoped
def send_back(actor: Actor, *, request: UUID, note: str, at: datetime) -> None:
    """Give a proposal back to whoever made it. Raises `NotFound`, `NothingProposed`, `Invalid`."""
    require(actor, Permission.DECIDE_RECOGNITION)
    row = rows.judged(actor, request, "send_back")
    said = prose("note", note, longest=_LONGEST_NOTE)
    if not row.proposals.filter(ended_at__isnull=True).update(ended_at=at, ended_because="sent-back"):
        raise NothingProposed
    rows.tell(actor, row, "sent-back", at, note=said, is_internal=True)
    ledger.record(actor, verb="recognition.send_back", subject=f"recognition:{request}", at=at)


def _matches(row: RecognitionRequest, matches: Sequence[Match]) -> list[dict[str, object]]:
    known = [outcome.id for outcome in targets.of_request(row).outcomes]
    kept: dict[str, dict[str, object]] = {}
    for one in matches:
        if one.outcome not in known:
            raise Invalid(field="matches.outcome", found=one.outcome[:80], allowed=known)
        if one.judged not in MATCHES:
            raise Invalid(field="matches.judged", found=one.judged[:40], allowed=list(MATCHES))
        kept[one.outcome] = {
            "outcome": one.outcome,
            "judged": one.judged,
            "by": prose("matches.by", one.by, needed=False, longest=_LONGEST_NOTE),
            "note": prose("matches.note", one.note, needed=False, longest=_LONGEST_NOTE),
        }
    return [kept[outcome] for outcome in known if outcome in kept]


def _checklist(answers: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    kept = {}
    for point, (answer, note) in answers.items():
        if point not in CHECKLIST:
            raise Invalid(field="checklist", found=point[:40], allowed=list(CHECKLIST))
        if answer not in ANSWERS:
            raise Invalid(field=f"checklist.{point}", found=answer[:40], allowed=list(ANSWERS))
        kept[point] = [answer, prose(f"checklist.{point}", note, needed=False, longest=_LONGEST_NOTE)]
    return kept
