"""Who can be found, as the engine reads them, and questions as they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from testamur.core.skills.profile import SkillLevel
from testamur.core.skills.seeking import Asked, Findable, Order, Question
from testamur.domain.careers import evidence
from testamur.domain.careers.models import Block, SearchConsent
from testamur.domain.careers.seeking_values import MOST_LOOKED_AT, AskedSkill
from testamur.domain.institution.access import Actor
from testamur.refusals import Conflict


class TooManyToLookAt(Conflict):
    """More people show something of it than are looked at for one search. ``facts``: limit."""

    code = "too-many-to-look-at"


def consents(
    actor: Actor, *, organisation: int, purpose: str, question: Question, at: datetime, wants_some: bool = False
) -> list[SearchConsent]:
    """Return the consents that stand for *purpose* and could answer *question*, of people who do not block the asker.

    *wants_some*: those, too, that show only some of what is asked. Raises `TooManyToLookAt`.
    """
    uris = [one.uri for one in question.skills]
    apart = Block.objects.filter(institution_id=actor.here, organisation_id=organisation).values("person_id")
    found = SearchConsent.objects.filter(
        institution_id=actor.here, purpose=purpose, ended_at__isnull=True, expires_at__gt=at, person__is_active=True
    ).exclude(person_id__in=apart)
    narrowed = found.filter(
        **{"skills__contains" if question.wants_all and not wants_some else "skills__overlap": uris}
    )
    # Nobody finds themselves: their own log would tell them of their own search.
    listed = list(narrowed.exclude(person_id=actor.me).defer("text").order_by("pk")[: MOST_LOOKED_AT + 1])
    if len(listed) > MOST_LOOKED_AT:
        raise TooManyToLookAt(limit=MOST_LOOKED_AT)
    return listed


def people(rows: Iterable[SearchConsent], *, on: date, keeps: bool = False) -> list[Findable]:
    """Return people as they let others see them: chosen skills that evidence still shows, and chosen details.

    *keeps*: what is read of them is kept for the next search.
    """
    listed = list(rows)
    theirs = evidence.shown(listed, on=on, keeps=keeps)
    return [
        Findable(str(one.pk), theirs[one.pk], one.region, frozenset(one.languages), one.availability) for one in listed
    ]


def asked_as_kept(question: Question, labels: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what was asked as a search keeps it."""
    return [
        {"uri": one.uri, "label": labels.get(one.uri, one.uri)[:500]}
        | ({"scale": one.level.scale, "level": one.level.value} if one.level else {})
        for one in question.skills
    ]


def how_as_kept(question: Question) -> dict[str, object]:
    """Return the rest of a question as a search keeps it."""
    return {
        "all": question.wants_all,
        "fresh": question.only_fresh,
        "regions": sorted(question.regions),
        "languages": sorted(question.languages),
        "availability": sorted(question.availability),
    }


def asked(kept: Sequence[Mapping[str, str]]) -> tuple[AskedSkill, ...]:
    """Return what was asked, in words."""
    return tuple(AskedSkill(one["uri"], one["label"], _level(one)) for one in kept)


def question(kept: Sequence[Mapping[str, str]], how: Mapping[str, object]) -> Question:
    """Return a question that was kept."""

    def listed(name: str) -> frozenset[str]:
        found = how.get(name)
        return frozenset(str(one) for one in found) if isinstance(found, list) else frozenset()

    return Question(
        tuple(Asked(one["uri"], _level(one)) for one in kept),
        wants_all=bool(how.get("all", True)),
        only_fresh=bool(how.get("fresh")),
        regions=listed("regions"),
        languages=listed("languages"),
        availability=listed("availability"),
    )


def order(how: Mapping[str, object]) -> Order:
    """Return the order that was asked for."""
    return Order(str(how.get("order", Order.LOT.value)))


def letter(place: int) -> str:
    """Return the letter of a place from 0: A to Z, then AA."""
    found, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _level(kept: Mapping[str, str]) -> SkillLevel | None:
    return SkillLevel(kept["scale"], kept["level"]) if kept.get("level") else None
