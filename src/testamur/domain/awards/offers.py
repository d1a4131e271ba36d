"""What can still be taken towards a pathway, as plans see it: what it names, and what its owners offer besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from testamur.core.rules import Offer, Run, Wishes
from testamur.domain.awards import holdings
from testamur.domain.catalogue.policies import BETWEEN
from testamur.domain.catalogue.queries import editions, of_institution
from testamur.domain.catalogue.values import Edition, Listing, PublishedPathway
from testamur.domain.learning.queries import offerings_of
from testamur.domain.learning.values import OfferingView

# Beyond so many, somebody plans a catalogue and not a pathway.
MOST = 120


@dataclass(frozen=True, slots=True)
class Course:
    """Something that can be taken: as the catalogue has it, with its open offerings, and as plans see it."""

    listing: Listing
    offerings: tuple[OfferingView, ...]
    offer: Offer


def courses(found: PublishedPathway, wishes: Wishes, *, on: date) -> dict[str, Course]:
    """Return reference in the policy → what can be taken; what nobody offers now is there without a time."""
    named = _candidates(found)
    known = editions(listing.version_id for listing in named.values())
    return {ref: _course(ref, one, known[one.version_id], wishes, on) for ref, one in named.items()}


def _candidates(found: PublishedPathway) -> Mapping[str, Listing]:
    """Return what the policy names, then what its owners have in the catalogue, under the name it would have there."""
    home, leads_to = found.listing.institution, found.listing.leads_to
    named = dict(found.named)
    taken = {one.uuid for one in named.values()} | ({leads_to.uuid} if leads_to else set())
    for owner in found.version.owners:
        for one in of_institution(owner.id):
            if one.uuid not in taken and one.retired_at is None and len(named) < MOST:
                ref = one.code if owner.id == home.id else f"{owner.code}{BETWEEN}{one.code}"
                named.setdefault(ref, one)
    return {ref: one for ref, one in named.items() if one.retired_at is None and one.version_id}


def _course(ref: str, listing: Listing, edition: Edition, wishes: Wishes, on: date) -> Course:
    definition = edition.definition
    open_now = tuple(offerings_of(listing.uuid, on=on))
    price = next((one for one in open_now if one.price_amount is not None), None)
    stated = definition.price
    schedule = definition.schedule
    offer = Offer(
        id=ref,
        earns=holdings.planned(ref, edition, on),
        price=price.price_amount if price else stated.amount if stated else None,
        currency=price.price_currency if price else stated.currency if stated else "",
        hours=definition.workload.hours,
        hours_per_week=listing.hours_per_week,
        weeks=ceil(schedule.weeks) if schedule and schedule.weeks else None,
        runs=tuple(run_of(one, on) for one in open_now),
        language=fitting(definition.language_of_instruction, wishes.languages),
        mode=fitting(definition.participation, wishes.modes),
    )
    return Course(listing, open_now, offer)


def run_of(one: OfferingView, on: date) -> Run:
    """Return when an offering is taken; one that has begun and still takes people in can be begun at any time."""
    if one.starts_on is None or one.starts_on < on:
        return Run(None, one.ends_on)
    return Run(one.starts_on, one.ends_on)


def fitting(there: Iterable[str], wished: Iterable[str]) -> str:
    """Return what is wished for where it is there, else the first that there is."""
    known = tuple(there)
    return next((one for one in known if one in tuple(wished)), known[0] if known else "")
