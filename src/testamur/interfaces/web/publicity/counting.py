"""What a micro-credential counts for: each pathway of this house is asked, as if it were awarded today.

Sure is only what a pathway asks for by name and what its rules count then. That something merely fits, by its level or
its tags, is no promise: a person decides, and it is said who.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.rules import Decision, Holding, Verdict, openings
from testamur.domain.awards.queries import planned_holding
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.catalogue.policies import BETWEEN
from testamur.domain.catalogue.values import Listing, Published
from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import goals
from testamur.interfaces.web.charting.goals import Public
from testamur.interfaces.web.constellation import Goal
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import ngettext
from testamur.interfaces.words.clauses import pool_said

SURE, FITS, OPEN = "sure", "fits", "open"


@dataclass(frozen=True, slots=True)
class Counting:
    """A pathway that it counts for, or may. ``amount``: how much of it counts, as text; empty where not in credits.

    ``how``: `SURE` (named, and it counts), `FITS` (not named, and it fits), `OPEN` (nobody can say yet).
    ``because``: what lets it in where it is not named, as phrases.
    """

    goal: Goal
    holding: Holding
    amount: str
    how: str
    is_named: bool = True
    because: tuple[str, ...] = ()


@require_safe
def towards(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the pathways that a micro-credential counts for, apart from those where it may; or that there are none."""
    found, today = queries.published(uuid), datetime.now(UTC).date()
    asked = goals.published(on=today)
    counting = [one for goal in asked if (one := _counting(found.listing, goal, today))]
    by_how = {how: [one for one in counting if one.how == how] for how in (SURE, FITS, OPEN)}
    named = [one for one in counting if one.is_named]
    context = {
        "published": found,
        "listing": found.listing,
        "mc": found.definition,
        "counting": counting,
        **by_how,
        "answer": _answer({how: len(some) for how, some in by_how.items()}),
        "asked": len(asked),
        "unlisted": _unlisted(found),
        "shown": constellation.shown(_sky(named, typed(request.GET, "goal"), today)) if named else None,
        "section": "catalogue",
    }
    return render(request, "testamur/publicity/towards.html", context)


def _answer(many: dict[str, int]) -> str:
    """Return the page's answer: what is sure first, and what is not as a sentence of its own."""
    sentences = {
        SURE: ngettext(
            "It counts for certain towards {count} pathway that is published here.",
            "It counts for certain towards {count} pathways that are published here.",
            many[SURE],
        ),
        FITS: ngettext(
            "{count} pathway may count it: there, a person decides.",
            "{count} pathways may count it: there, a person decides.",
            many[FITS],
        ),
        OPEN: ngettext(
            "Of {count} pathway it cannot be said yet.", "Of {count} pathways it cannot be said yet.", many[OPEN]
        ),
    }
    return " ".join(sentences[how].format(count=count) for how, count in many.items() if count)


def _counting(listing: Listing, goal: Public, on: date) -> Counting | None:
    ref, is_named = _reference(listing, goal)
    holding = planned_holding(ref, listing, on=on)
    (decided,) = goals.decided([goal], [holding], on=on)
    one = next((each for each in decided.decision.counted if each.holding == holding.id), None)
    if not is_named:
        return _fitting(decided, holding, on) if one else None
    if one is None and not _may_count(decided.decision, holding):
        return None
    amount = f"{one.amount} {goal.policy.unit}".strip() if one and one.amount else ""
    return Counting(decided, holding, amount, SURE if one and one.is_sure else OPEN)


def _fitting(goal: Goal, holding: Holding, on: date) -> Counting:
    """Return how a pathway takes something that it does not name: what surely lets it in comes before what may."""
    (named,) = goal.holdings
    found = openings(goal.policy, named, on=on, knowledge=knowledge())
    fits = [pool for pool, answer in found.items() if answer is Verdict.MET]
    titles = {offer.ref: offer.title for offer in goal.offers}
    said = (pool_said(pool, lambda ref: titles.get(ref, ref)) for pool in fits or found)
    return Counting(goal, holding, "", FITS if fits else OPEN, is_named=False, because=tuple(dict.fromkeys(said)))


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
