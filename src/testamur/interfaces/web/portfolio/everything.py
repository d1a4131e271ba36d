"""Everything of a person in the rooms for skills and careers, by the name of its file (GDPR, articles 15 and 20).

Inside numbers and the secrets of links are left out: they tell the person nothing, and open doors to others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from uuid import UUID

from testamur.domain.careers import queries as careers
from testamur.domain.careers.seeking_values import Look
from testamur.domain.demand.queries import own_wishes
from testamur.domain.insight.queries import own_answers
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning.queries import own_enrolments
from testamur.domain.oversight.queries import own_decisions
from testamur.domain.portfolio import queries
from testamur.domain.recognition.queries import own_requests

_INSIDE = frozenset({"institution_id", "person", "decided_by", "shown_to", "secret"})


def everything(actor: Actor, *, at: datetime) -> dict[str, bytes]:
    """Return file name → its JSON, of all that is kept of a person and that they put in."""
    person = actor.me
    places = institution.directory(_where(person)).values()
    return {
        "links.json": _json(queries.links(actor)),
        "targets.json": _json(_targets(actor)),
        "wishes.json": _json({"recommendations": careers.advice(actor), "teaching": _by_place(actor, places, _wishes)}),
        "being-found.json": _json(_by_place(actor, places, lambda here: _being_found(here, at))),
        "answers.json": _json(_by_place(actor, places, lambda here: own_answers(here).answers)),
        "decisions.json": _json(own_decisions(institution.actor_for(person=person), limit=None)),
    }


def _where(person: int) -> set[int]:
    """Return the institutions (inside ids) where a person learns, is found, or asks for recognition."""
    takes = {one.institution_id for one in own_enrolments(person)}
    asks = {one.institution_id for one in own_requests(person)}
    roles = {one.institution.id for one in institution.own_roles(person)}
    return {*takes, *asks, *roles, *careers.own_places(person)}


def _by_place(actor: Actor, places: Iterable[InstitutionView], told: Callable[[Actor], object]) -> dict[str, object]:
    """Return name of an institution → what is told there, where there is something."""
    found = {one.name: told(institution.actor_for(person=actor.me, institution=one.id)) for one in places}
    return {name: one for name, one in found.items() if one}


def _targets(actor: Actor) -> list[dict[str, object]]:
    edits = careers.own_narrations(actor)
    return [
        {"target": careers.target(actor, one.uuid), "edits_of_its_narrative": edits.get(one.uuid, [])}
        for one in careers.targets(actor)
    ]


def _wishes(here: Actor) -> dict[str, bool]:
    return own_wishes(here, institution=here.here)


def _being_found(here: Actor, at: datetime) -> dict[str, object]:
    found = {
        "consents": careers.own_search_consents(here, at=at),
        "looks": list(_looks(here)),
        "requests": careers.requests_got(here, at=at),
        "kept_away": careers.blocked(here),
        "reports": careers.own_reports(here),
    }
    return found if any(found.values()) else {}


def _looks(here: Actor) -> Iterator[Look]:
    seen, total = 0, 1
    while seen < total:
        page, total = careers.looks(here, after=seen)
        yield from page
        seen += max(len(page), 1)


def _json(told: object) -> bytes:
    return json.dumps(_plain(told), ensure_ascii=False, indent=2).encode()


def _plain(value: object) -> object:
    """Return a value as JSON has it, without what is inside."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name not in _INSIDE}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(one) for one in value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
