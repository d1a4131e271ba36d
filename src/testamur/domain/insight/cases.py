"""Who was offered what, and what came of it: the cases of an audit, each person once, as the rooms below tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter

from testamur.domain.awards import queries as awards
from testamur.domain.careers import queries as careers
from testamur.domain.insight import offers
from testamur.domain.learning import queries as learning
from testamur.domain.oversight import queries as oversight
from testamur.domain.oversight.values import Purpose
from testamur.domain.recognition import queries as recognition

# What is suggested to a learner about themselves.
_OF_PEOPLE = (Purpose.SUGGEST_CLAIMS, Purpose.RECOMMEND)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to a person. ``is_qualified``: whether it should have, where a rule says so."""

    person_id: int
    is_selected: bool
    is_qualified: bool | None = None


def found(what: str, since: date, until: date) -> tuple[Outcome, ...]:
    """Return the outcomes of a period, of each person the last; in the scope that the caller is in."""
    begin = datetime.combine(since, time(), UTC)
    end = datetime.combine(until + timedelta(days=1), time(), UTC)
    last = {one.person_id: one for one in SETS[what](begin, end)}
    return tuple(last[person] for person in sorted(last))


def _staying(since: datetime, until: datetime) -> Iterable[Outcome]:
    return (Outcome(one.person_id, one.withdrawn_at is None) for one in learning.begun_between(since, until))


def _passing(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those about whom the award rule could tell, who met it."""
    begun = learning.begun_between(since, until)
    judged = awards.judged_among(one.id for one in begun)
    for one in begun:
        is_met = judged.get(one.id)
        if is_met is not None:
            yield Outcome(one.person_id, is_met)


def _awarding(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those who began, who holds the award; those who met its rule should."""
    begun = learning.begun_between(since, until)
    judged = awards.judged_among(one.id for one in begun)
    awarded = awards.awarded_among(one.id for one in begun)
    return (Outcome(one.person_id, one.id in awarded, judged.get(one.id)) for one in begun)


def _recognising(since: datetime, until: datetime) -> Iterable[Outcome]:
    return (Outcome(person, is_granted) for person, is_granted in recognition.decided_between(since, until))


def _taking(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those to whom something about themselves was suggested, and who answered, who took any of it."""
    return _any(oversight.answered_between(_OF_PEOPLE, since, until))


def _asking(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those whom an organisation found, whom it asked."""
    return _any(careers.found_between(since, until))


def _recommending(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those who looked for recommendations, who was shown one or more."""
    return _any(offers.seen_between("recommendation", since, until))


def _following(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those who were shown a recommendation, who began a course in the same period."""
    begun = {one.person_id for one in learning.begun_between(since, until)}
    shown = {person for person, is_given in offers.seen_between("recommendation", since, until) if is_given}
    return (Outcome(person, person in begun) for person in shown)


def _suggesting(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those who had a text about themselves read, to whom a skill was suggested."""
    return _any(offers.seen_between("skill", since, until))


def _placing(since: datetime, until: datetime) -> Iterable[Outcome]:
    """Of those who began a course or found every place taken, who began one."""
    begun = [(one.person_id, True) for one in learning.begun_between(since, until)]
    return _any([*offers.seen_between("place", since, until), *begun])


def _any(told: Iterable[tuple[int, bool]]) -> Iterable[Outcome]:
    """Return outcomes so that the last of each person says whether it ever happened."""
    return (Outcome(person, is_selected) for person, is_selected in sorted(told, key=itemgetter(1)))


SETS: dict[str, Callable[[datetime, datetime], Iterable[Outcome]]] = {
    "staying": _staying,
    "passing": _passing,
    "awarding": _awarding,
    "recognition": _recognising,
    "suggestions": _taking,
    "searches": _asking,
    "recommended": _recommending,
    "following": _following,
    "places": _placing,
    "suggested": _suggesting,
}
# Of whom each tells: a name for those who can be counted in one another, and how deep within them it looks. Two of the
# same name and depth count the same people.
PEOPLE: dict[str, tuple[str, int]] = {
    "places": ("learners", 0),
    "staying": ("learners", 1),
    "awarding": ("learners", 1),
    "passing": ("learners", 2),
    "recommended": ("recommendations", 0),
    "following": ("recommendations", 1),
    "suggestions": ("suggestions", 0),
    "suggested": ("own-texts", 0),
    "recognition": ("recognition", 0),
    "searches": ("searches", 0),
}
