"""What Farah says moves her, so that what she could learn next is told with her own motives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.careers import actions
from testamur.domain.institution.queries import actor_for


def advice() -> Iterator[Event]:
    """Yield what Farah says; where she is not there, nothing happens."""
    yield 10, _said


def _said(campus: Campus, at: datetime) -> None:
    held = campus.credential("data-new", cast.MARINA, cast.FARAH)
    if held is not None:
        learner = actor_for(person=held.award.person_id)
        actions.say_motives(learner, motives=("keep-up", "explore", "visible"), at=at)
