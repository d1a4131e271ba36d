"""What every page about one draft shows: its head, its people by name, its places, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import queries
from testamur.domain.design.values import DesignView, EventView, Examined
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.judgement import faults, weights
from testamur.interfaces.web.design.naming import name_of, named, places
from testamur.interfaces.web.design.wishing import Wish, wishes
from testamur.interfaces.words.drafting import stages

__all__ = ["Return", "Stage", "head", "judged", "judges", "name_of", "named", "opened", "places", "returned", "stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a design is, in words. ``tone`` and ``icon`` go with them, never alone."""

    said: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Return:
    """That a draft came back to its makers: when, from whom, and with which words."""

    one: EventView
    by: str


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
        **_asked_of_makers(actor, view),
    }


def returned(actor: Actor, uuids: list[UUID]) -> dict[UUID, Return]:
    """Return those drafts that came back and are worked on again, each with how it came back."""
    found = queries.returned(actor, uuids=uuids)
    known = named(one.by for one in found.values())
    return {uuid: Return(one, name_of(known, one.by)) for uuid, one in found.items()}


def _asked_of_makers(actor: Actor, view: DesignView) -> dict[str, object]:
    """Return, while a draft is worked on, whether it came back, and what is still asked to be changed in it."""
    uuid = view.line.uuid
    if "save" not in view.verbs:
        return {"came_back": None, "asks": []}
    open_ones = queries.changes(actor, uuid=uuid, is_open=True)
    asks: list[Wish] = wishes(actor, uuid, open_ones, view.source) if open_ones else []
    return {"came_back": returned(actor, [uuid]).get(uuid), "asks": asks}


def judges(actor: Actor) -> bool:
    """Whether the actor reviews designs, or approves them."""
    return may(actor, Permission.REVIEW_DESIGNS) or may(actor, Permission.APPROVE_DESIGNS)


def judged(seen: Examined) -> dict[str, object]:
    """Return what is wrong with a text, or what the guidelines find in it."""
    return {
        "source": seen.source,
        "faults": faults(seen.problems, seen.source),
        "weights": weights(seen.report) if seen.report is not None else [],
        "packs": catalogue.guidelines(seen.report) if seen.report is not None else (),
        "has_report": seen.report is not None,
    }


def opened(actor: Actor, uuid: UUID) -> tuple[DesignView, Examined]:
    """Return a design with its newest text held against its guidelines. Raises `NotFound`."""
    return queries.design(actor, uuid=uuid), queries.examined(actor, uuid=uuid)
