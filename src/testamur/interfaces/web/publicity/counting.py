"""What a micro-credential counts for: each pathway of this house is asked, as if it were awarded today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.rules import Decision, Holding
from testamur.domain.awards.queries import planned_holding
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.policies import BETWEEN
from testamur.domain.catalogue.values import Listing, Published
from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import goals
from testamur.interfaces.web.charting.goals import Public
from testamur.interfaces.web.constellation import Goal
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import ngettext


@dataclass(frozen=True, slots=True)
class Counting:
    """A pathway that it counts for. ``amount``: how much of it counts, as text, empty where it is not in credits.

    ``is_named``: the pathway asks for it by name; else it fits what is asked for. ``is_sure``: it counts for certain.
    """

    goal: Goal
    holding: Holding
    amount: str
    is_named: bool
    is_sure: bool


@require_safe
def towards(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the pathways that a micro-credential counts for, as a map and as a list; or say that there are none."""
    found, today = queries.published(uuid), datetime.now(UTC).date()
    asked = goals.published(on=today)
    counting = [one for goal in asked if (one := _counting(found.listing, goal, today))]
    context = {
        "published": found,
        "listing": found.listing,
        "mc": found.definition,
        "counting": sorted(counting, key=lambda one: not one.is_sure),
        "answer": _answer(counting),
        "asked": len(asked),
        "unlisted": _unlisted(found),
        "shown": constellation.shown(_sky(counting, typed(request.GET, "goal"), today)) if counting else None,
        "section": "catalogue",
    }
    return render(request, "testamur/publicity/towards.html", context)


def _answer(counting: list[Counting]) -> str:
    """Return the page's answer in a sentence or two."""
    sure = sum(one.is_sure for one in counting)
    rest = len(counting) - sure
    some = ngettext(
        "It counts towards {count} pathway that is published here.",
        "It counts towards {count} pathways that are published here.",
        sure,
    )
    more = ngettext("It may count towards {count}.", "It may count towards {count}.", rest)
    return " ".join(said.format(count=many) for said, many in ((some, sure), (more, rest)) if many)


def _counting(listing: Listing, goal: Public, on: date) -> Counting | None:
    ref, is_named = _reference(listing, goal)
    holding = planned_holding(ref, listing, on=on)
    (decided,) = goals.decided([goal], [holding], on=on)
    one = next((each for each in decided.decision.counted if each.holding == holding.id), None)
    if one is None and not (is_named and _may_count(decided.decision, holding)):
        return None
    amount = f"{one.amount} {goal.policy.unit}".strip() if one and one.amount else ""
    return Counting(decided, holding, amount, is_named, bool(one and one.is_sure))


def _reference(listing: Listing, goal: Public) -> tuple[str, bool]:
    """Return what a policy calls a micro-credential, and whether it names it."""
    full = f"{listing.institution.code}{BETWEEN}{listing.code}"
    own = (listing.code, full) if goal.place == listing.institution.code else (full,)
    named = {offer.ref for offer in goal.offers}
    return next(((ref, True) for ref in own if ref in named), (own[0], False))


def _may_count(decision: Decision, holding: Holding) -> bool:
    """Return whether only something about the person keeps it from counting, such as a mark that is not known."""
    return not any(one.holding == holding.id and one.because == "currency" for one in decision.left_out)


def _sky(counting: list[Counting], goal: str, on: date) -> constellation.Sky:
    known = {one.goal.policy.id for one in counting}
    focus = goal if goal in known else counting[0].goal.policy.id
    # A policy of another institution knows it by another name: one of them stands for it on the map.
    held = tuple({one.holding.id: one.holding for one in counting}.values())
    return constellation.sky([one.goal for one in counting], held, focus=focus, on=on)


def _unlisted(found: Published) -> tuple[str, ...]:
    """Return what the definition says that it counts towards."""
    stackability = found.definition.stackability
    return stackability.towards if stackability else ()
