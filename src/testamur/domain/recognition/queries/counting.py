"""What was recognised, as holdings: for the rooms above, which count it with its source and a policy's caps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from testamur.adapters.postgres.scope import within
from testamur.core.rules.holding import Grade, Holding
from testamur.core.rules.recognising import CONDITIONAL, FULL, REFUSED
from testamur.domain.catalogue.policies import BETWEEN
from testamur.domain.institution.queries import directory
from testamur.domain.recognition import facts, targets
from testamur.domain.recognition.models import RecognitionDecision
from testamur.domain.recognition.values import Target


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognition as a holding. ``place``: the code of the institution that recognised it.

    The holding's ``ref`` and ``stands_for`` are codes of that institution's own; `on` names them for any publisher.
    """

    person_id: int
    place: str
    holding: Holding

    def on(self, place: str) -> Holding:
        """Return the holding as a policy of *place* names it: another institution's codes follow its own."""
        whole = tuple(f"{self.place}{BETWEEN}{code}" for code in (self.holding.ref, *self.holding.stands_for))
        if place == self.place:
            return replace(self.holding, stands_for=(*self.holding.stands_for, *whole))
        return replace(self.holding, ref=whole[0], family=whole[0], stands_for=whole[1:])


def holdings_of(person_id: int) -> tuple[Recognised, ...]:
    """Return what all institutions have recognised of one person's learning; refused and admissions are none."""
    with within(person_id=person_id):
        return _recognised(_standing([person_id]))


def holdings_here(people: Collection[int]) -> tuple[Recognised, ...]:
    """Return what was recognised of these people's learning; for rooms, in the scope that they are in."""
    return _recognised(_standing(people))


def _standing(people: Collection[int]) -> list[RecognitionDecision]:
    rows = RecognitionDecision.objects.filter(person_id__in=people, superseded_by__isnull=True)
    rows = rows.exclude(outcome=REFUSED).exclude(request__purpose="admission")
    loaded = rows.select_related("request__unit", "request__version", "fulfilment", "criteria")
    return list(loaded.prefetch_related("request__evidence").order_by("pk"))


def _recognised(rows: Iterable[RecognitionDecision]) -> tuple[Recognised, ...]:
    decided = list(rows)
    places = directory(row.institution_id for row in decided)
    return tuple(
        Recognised(row.person_id, places[row.institution_id].code, _holding(row, targets.of_request(row.request)))
        for row in decided
    )


def _holding(row: RecognitionDecision, target: Target) -> Holding:
    """Return the decision as a holding. The currency clock is that of the learning, not of the decision."""
    is_open = row.outcome == CONDITIONAL and not hasattr(row, "fulfilment")
    is_whole = row.outcome == FULL or (row.outcome == CONDITIONAL and _covers(row, target))
    papers = [facts.source(one.source) for one in row.request.evidence.all() if one.kind == "credential"]
    days = [paper.awarded_on for paper in papers if paper.awarded_on]
    units = tuple(code for code in row.recognised if target.kind == "programme" and code != target.code)
    title = next(iter(target.title.values()), target.code)
    # In part, it is a piece of learning of its own, which covers outcomes and stands for single units only.
    ref = target.code if is_whole and target.kind != "programme" else f"{target.code}~{row.request.uuid}"
    return Holding(
        id=f"recognition:{row.request.uuid}",
        ref=ref,
        title=title,
        credits=facts.amount(row.credit_value, row.credit_unit),
        awarded_on=max(days) if days else row.decided_at.date(),
        state="pending" if is_open else "confirmed",
        source=row.source,
        family=ref,
        stands_for=units,
        levels=facts.levels(target.levels),
        outcomes=tuple(f"{target.code}#{one}" for one in row.recognised if target.kind != "programme"),
        grade=Grade(row.grade, row.grade_scale) if row.grade and row.grade_scale else None,
        passed=True,
        is_micro=target.kind == "micro_credential",
        match=facts.match_share(row),
    )


def _covers(row: RecognitionDecision, target: Target) -> bool:
    return set(row.recognised) >= {outcome.id for outcome in target.outcomes}
