"""What was recognised, as holdings: for the rooms above, which count it with its source and a policy's caps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from testamur.adapters.postgres.scope import within
from testamur.core.rules.holding import Holding
from testamur.core.rules.recognising import REFUSED
from testamur.domain.catalogue.policies import BETWEEN
from testamur.domain.institution.queries import directory
from testamur.domain.recognition import counted
from testamur.domain.recognition.models import RecognitionDecision
from testamur.domain.recognition.values import UNCOUNTED


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
    """Return what all institutions have recognised of one person's learning; a refusal or a statement is none."""
    with within(person_id=person_id):
        return _recognised(standing([person_id]))


def holdings_here(people: Collection[int]) -> tuple[Recognised, ...]:
    """Return what was recognised of these people's learning; for rooms, in the scope that they are in."""
    return _recognised(standing(people))


def decided_between(since: datetime, until: datetime) -> list[tuple[int, bool]]:
    """Return who was answered, the earliest first, and whether anything was recognised; for rooms, in their scope.

    Of a decision that was corrected or appealed against, the last word counts.
    """
    rows = RecognitionDecision.objects.filter(decided_at__gte=since, decided_at__lt=until, superseded_by__isnull=True)
    rows = rows.exclude(request__purpose__in=UNCOUNTED).order_by("decided_at", "pk")
    return [(person, outcome != REFUSED) for person, outcome in rows.values_list("person_id", "outcome")]


def standing(people: Collection[int]) -> list[RecognitionDecision]:
    """Return the decisions that recognise something and that no other has replaced; for this room, in its scope."""
    rows = RecognitionDecision.objects.filter(person_id__in=people, superseded_by__isnull=True)
    rows = rows.exclude(outcome=REFUSED).exclude(request__purpose__in=UNCOUNTED)
    loaded = rows.select_related("request__unit", "request__version", "fulfilment", "criteria")
    return list(loaded.prefetch_related("request__evidence").order_by("pk"))


def _recognised(rows: Iterable[RecognitionDecision]) -> tuple[Recognised, ...]:
    decided = list(rows)
    places = directory(row.institution_id for row in decided)
    return tuple(
        Recognised(row.person_id, places[row.institution_id].code, one)
        for row in decided
        for one in counted.of_decision(row)
    )
