"""What policies say of people on pathways, and what follows from it; used by several actions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from testamur.core.rules import Decider, Decision, Holding, Override, Verdict
from testamur.domain.awards import holdings
from testamur.domain.awards.holdings import Dossier
from testamur.domain.awards.models import Award, Standing
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.catalogue.queries import policies_of
from testamur.domain.institution.queries import institution

OPEN, PROPOSED, AWARDED, REVIEW = "open", "proposed", "awarded", "review"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a policy says of a standing's person on a day, and the digest of what was weighed."""

    decision: Decision
    holdings: tuple[Holding, ...]
    digest: str


def decide(
    decider: Decider,
    dossier: Dossier,
    *,
    place: str,
    on: date,
    row: Standing | None = None,
    award: Award | None = None,
    extra: Sequence[Holding] = (),
) -> Decided:
    """Return what a policy says of a dossier.

    Somebody who has been awarded the stack is judged as of that day: what has since lapsed was good then, and what was
    withdrawn since counts no more (SEM15). *extra*: what is supposed to be held as well.
    """
    found = (*dossier.on(place, standing_id=row.pk if row else None), *extra)
    day = award.awarded_at.date() if award else on
    anchors, overrides = circumstances(row, day)
    decision = decider.decide(found, on=day, anchors=anchors, overrides=overrides)
    return Decided(decision, found, holdings.digest((*found, *overrides)))


def circumstances(row: Standing | None, day: date) -> tuple[dict[str, date], tuple[Override, ...]]:
    """Return the days that clauses look at, and the clauses that a registrar waives for somebody."""
    anchors = {"application": day, "award": day, "admission": row.bound_on if row else day}
    return anchors, _overrides(row) if row else ()


def decide_all(rows: Sequence[Standing], *, on: date) -> Iterator[tuple[Standing, Decided, Award | None]]:
    """Yield what the policies say of standings of one institution, each policy read once."""
    if not rows:
        return
    place = institution(rows[0].institution_id).code
    ready = deciders({row.version_id for row in rows})
    people = {row.person_id for row in rows}
    dossiers = holdings.of_many(people)
    awards = standing_awards(rows)
    for row in rows:
        award = awards.get(row.pk)
        dossier = dossiers[row.person_id]
        yield row, decide(ready[row.version_id], dossier, place=place, on=on, row=row, award=award), award


def deciders(versions: Collection[int]) -> dict[int, Decider]:
    """Return inside id of a version → its policy, ready to judge many people."""
    return {key: Decider(policy, knowledge=knowledge()) for key, policy in policies_of(versions).items()}


def standing_awards(rows: Collection[Standing]) -> dict[int, Award]:
    """Return inside id of a standing → the award that it has led to and that stands."""
    found = Award.objects.filter(standing__in=rows, ended_at__isnull=True)
    return {row.standing_id: row for row in found if row.standing_id}


def settle(row: Standing, decided: Decided, award: Award | None, *, may_be_awarded: bool, at: datetime) -> bool:
    """Write into *row* what was decided and what follows, without saving; say whether anything people see changed."""
    before = (row.state, row.verdict)
    row.verdict, row.decision = decided.decision.verdict.value, decided.decision.to_json()
    row.digest, row.decided_at = decided.digest, at
    if award:
        row.state = _awarded_state(row, decided, award)
    else:
        is_due = may_be_awarded and decided.decision.verdict is Verdict.MET
        row.state, row.lost, row.settled_because = (PROPOSED if is_due else OPEN), [], ""
    if (row.state, row.verdict) != before:
        row.changed_at = at
        return True
    return False


def _awarded_state(row: Standing, decided: Decided, award: Award) -> str:
    """Return review where what the stack rests on no longer carries it, and a person has not yet looked at that."""
    if decided.decision:
        row.lost, row.settled_because = [], ""
        return AWARDED
    good = {one.id for one in decided.holdings if one.state == "confirmed"}
    lost = sorted(one.holding for one in Decision.from_json(award.decision).counted if one.holding not in good)
    if row.settled_because and set(lost) <= set(row.lost):
        return AWARDED
    row.lost, row.settled_because = lost, ""
    return REVIEW


def _overrides(row: Standing) -> tuple[Override, ...]:
    return tuple(
        Override(one.clause, one.made_by, one.reason, one.made_at.date())
        for one in row.waivers.all()
        if one.withdrawn_at is None
    )
