"""What every page about one draft shows: its head, its people by name, its places, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import queries
from testamur.domain.design.values import DesignView, Examined, ReviewView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.queries import names
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.judgement import faults, weights
from testamur.interfaces.words.drafting import nobody, stages

# Deeper than this a place is no help to a person who looks for it.
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a design is, in words. ``tone`` and ``icon`` go with them, never alone."""

    said: str
    tone: str
    icon: str


def stage(state: str) -> Stage:
    """Return a state of a design as pages show it."""
    return Stage(*stages()[state])


def head(actor: Actor, place: InstitutionView, view: DesignView, room: str) -> dict[str, object]:
    """Return what the head of every page about a draft shows; *room* is the page that is open."""
    return {
        "institution": place,
        "draft": view,
        "line": view.line,
        "stage": stage(view.line.state),
        "may_review": judges(actor),
        "may_publish": may(actor, Permission.PUBLISH) and view.line.state == "approved",
        "may_write": view.may_edit and "save" in view.verbs,
        "room": room,
        "section": "design",
    }


def judges(actor: Actor) -> bool:
    """Whether the actor reviews designs, or approves them."""
    return may(actor, Permission.REVIEW_DESIGNS) or may(actor, Permission.APPROVE_DESIGNS)


def came_back(view: DesignView, looks: list[ReviewView]) -> ReviewView | None:
    """Return the look after which a design came back to its makers, while they work on it again."""
    last = next((one for one in looks if one.kind != "self-check"), None)
    is_back = last is not None and last.outcome == "changes" and "save" in view.verbs
    return last if is_back else None


def judged(seen: Examined) -> dict[str, object]:
    """Return what is wrong with a text, or what the guidelines find in it."""
    return {
        "source": seen.source,
        "faults": faults(seen.problems, seen.source),
        "weights": weights(seen.report) if seen.report is not None else [],
        "packs": catalogue.guidelines(seen.report) if seen.report is not None else (),
        "has_report": seen.report is not None,
    }


def named(ids: Iterable[int | None]) -> dict[int, str]:
    """Return inside id → name, for everyone who has one to show."""
    found = names({one for one in ids if one is not None})
    return {number: person.name or person.email.partition("@")[0] for number, person in found.items()}


def name_of(known: dict[int, str], number: int | None) -> str:
    """Return a name of those that `named` gave."""
    return known.get(number or 0) or nobody()


def places(source: str) -> dict[str, int]:
    """Return place in the definition → its line, for what a person can point at; nothing while it cannot be read."""
    try:
        found = definition.read(source).places.by_key
    except DefinitionError:
        return {}
    near = {key: place.line for key, place in found.items() if key.count(".") + key.count("[") < _DEPTH}
    return dict(sorted(near.items(), key=lambda one: one[1]))


def opened(actor: Actor, uuid: UUID) -> tuple[DesignView, Examined]:
    """Return a design with its newest text held against its guidelines. Raises `NotFound`."""
    return queries.design(actor, uuid=uuid), queries.examined(actor, uuid=uuid)
