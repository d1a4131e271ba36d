"""Skills for the outcomes of a draft: what is suggested, and what a person decides on it, kept as the page keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from testamur.core.model.microcredential import Outcome
from testamur.domain.design import actions, queries
from testamur.domain.design.offering import ASKED_FOR, Offering, offerings, shown
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor
from testamur.domain.oversight import queries as oversight
from testamur.domain.oversight.values import Purpose
from testamur.interfaces.api import pace
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.problems import Slip
from testamur.interfaces.api.shapes import suggestions as shapes
from testamur.interfaces.api.shapes.values import Done
from testamur.interfaces.api.suggestions import UNITS, ready
from testamur.refusals import NotFound

if TYPE_CHECKING:
    from testamur.adapters.encoders.at_hand import Reader
    from testamur.core.skills.ranking import Ranker

router = Router(tags=["Suggestions"])


@router.get("/designs/{uuid}/suggestions", response=shapes.OutcomeSuggestions)
def suggestions(request: HttpRequest, uuid: UUID, asked: Query[shapes.OutcomeAsked]) -> dict[str, Any]:
    """Return skills that an outcome of a draft may speak of, or with `like` more like one, and what was refused."""
    actor = acting(request)
    outcome, of, reader, ranker = _read_against(request, actor, uuid, asked.outcome, asked.framework)
    refused = queries.refused_skills(actor, design=uuid, outcome=outcome.id)
    hidden = frozenset(refused) | {one.uri for one in outcome.skills}
    found = _offered(outcome, of, ranker, frozenset(refused), asked.like)
    return {
        "text": outcome.text.original,
        "framework": {name: getattr(of, name) for name in ("code", "name", "version", "attribution")},
        "language": _language(outcome, of),
        "lane": ranker.lane.value,
        "model": ranker.encoder.name if ranker.encoder else "",
        "is_waiting": reader.is_waiting,
        "skills": [_skill(one) for one in shown(found, ranker, hidden, is_like=bool(asked.like))],
        "refused": [{"uri": uri, "label": label} for uri, label in refused.items()],
    }


@router.post("/designs/{uuid}/suggestions/decisions", response=Done)
def decide(request: HttpRequest, uuid: UUID, given: shapes.OutcomeDecision) -> Done:
    """Accept a suggested skill into an outcome, which saves the draft; refuse it; or let it be suggested again.

    What is decided on is the suggestion as it is made here now, whatever a program says of it: the log keeps the model,
    the words and the place in the list, as it does for decisions on the page.
    """
    actor = acting(request)
    outcome, of, _reader, ranker = _read_against(request, actor, uuid, given.outcome, given.framework)
    refused = frozenset(queries.refused_skills(actor, design=uuid, outcome=outcome.id))
    found = _offered(outcome, of, ranker, refused - {given.uri}, given.like)
    offer = next((one.offer for one in found if one.offer.uri == given.uri), None)
    if offer is None:
        raise Slip(409, "suggestion-gone")
    actions.decide_skill(
        actor, design=uuid, outcome=outcome.id, offer=offer, verdict=given.verdict.value, at=datetime.now(UTC)
    )
    return Done()


def _read_against(
    request: HttpRequest, actor: Actor, uuid: UUID, wanted: str, code: str
) -> tuple[Outcome, FrameworkView, Reader, Ranker]:
    """Return an outcome, and what reads it. Raises `NotFound`, `TurnedOff`, `Slip`."""
    course = queries.examined(actor, uuid=uuid).definition
    outcome = next((one for one in course.outcomes if one.id == wanted), None) if course else None
    if outcome is None:
        raise NotFound(what="outcome", id=wanted)
    oversight.require_on(actor, Purpose.SUGGEST_OUTCOME_SKILLS)
    pace.spend(request, UNITS)
    of = frameworks.to_read_against(here=actor.here, code=code)
    if of is None or (code and of.code != code):
        raise NotFound(what="framework", code=code or "–", version="")
    reader = ready(actor, of, next(iter(outcome.text)))
    if reader.ranker is None:
        raise Slip(409, "framework-not-ready", name=of.name, done=reader.done, total=reader.total)
    return outcome, of, reader, reader.ranker


def _offered(outcome: Outcome, of: FrameworkView, ranker: Ranker, refused: frozenset[str], like: str) -> list[Offering]:
    from testamur.core.skills.steering import Steering  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.suggesting import suggest  # noqa: PLC0415 - as above

    text = outcome.text.original
    steering = Steering(refused, frozenset({like} - {""})) if refused or like else None
    found = suggest(ranker, text, top=ASKED_FOR, sure=0.0, steering=steering).found
    return offerings(text, of, _language(outcome, of), ranker, found)


def _language(outcome: Outcome, of: FrameworkView) -> str:
    return frameworks.language_of(of, next(iter(outcome.text)))


def _skill(one: Offering) -> dict[str, Any]:
    offer = one.offer
    return {
        "rank": offer.rank,
        "uri": offer.uri,
        "label": offer.label,
        "description": one.description,
        "confidence": None if offer.confidence is None else round(offer.confidence, 4),
        "score": round(offer.score, 3),
        "words": {"start": offer.start, "end": offer.end, "words": offer.words},
        "parts": {name: round(part, 3) for name, part in offer.parts.items()},
    }
