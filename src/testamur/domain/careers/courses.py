"""What is offered that teaches some skills, as plans see it: the catalogue with its open offerings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil

from testamur.core.skills.planning import Offering, Shelf, Teaches
from testamur.core.skills.profile import SkillLevel
from testamur.core.timetable.wishes import Run, Wishes
from testamur.domain.awards.offers import fitting, run_of
from testamur.domain.catalogue.queries import teachers
from testamur.domain.catalogue.values import Listing
from testamur.domain.learning.queries import open_now
from testamur.domain.learning.values import OfferingView

# The group that holds for everything: limits on how many, and on credits, speak of it.
ALL = "all"
_ECTS = "ECTS"


@dataclass(frozen=True, slots=True)
class Course:
    """Something that can be taken: as the catalogue has it, with its open offerings, and as plans see it."""

    listing: Listing
    offerings: tuple[OfferingView, ...]
    offering: Offering


def courses(uris: Collection[str], wishes: Wishes, *, on: date) -> dict[str, Course]:
    """Return identifier → what teaches some of *uris*; what nobody can enrol in now is there without a time."""
    found = teachers(uris)
    times = open_now((listing.uuid for listing, _uris in found), on=on)
    made = (_course(listing, taught, tuple(times.get(listing.uuid, ())), wishes, on) for listing, taught in found)
    return {one.offering.id: one for one in made}


def under_way(course: Course, taken: OfferingView, wishes: Wishes, *, on: date) -> Course:
    """Return a course as plans see it for somebody who takes part in it: chosen and paid for, with what is left of it.

    Neither its price, language nor place stands against it any more; it goes on from the first day of the plan.
    """
    first = max(wishes.from_on or on, on)
    starts, ends = max(taken.starts_on or first, first), taken.ends_on
    hours = course.offering.hours
    if hours is not None and taken.starts_on and ends and taken.starts_on < starts:
        whole, left = (ends - taken.starts_on).days + 1, max(0, (ends - starts).days + 1)
        hours = Decimal(ceil(hours * left / whole))
    offering = replace(
        course.offering,
        price=Decimal(0),
        currency=wishes.currency,
        hours=hours,
        runs=(Run(starts, max(starts, ends)) if ends else Run(taken.starts_on and starts),),
        language=next(iter(wishes.languages), course.offering.language),
        mode=next(iter(wishes.modes), course.offering.mode),
    )
    return replace(course, offering=offering)


def shelf(found: Iterable[Course]) -> Shelf:
    """Return courses as the planner reads them. Raises `SkillsError` beyond its limit."""
    return Shelf(one.offering for one in found)


def _course(
    listing: Listing, taught: tuple[str, ...], times: tuple[OfferingView, ...], wishes: Wishes, on: date
) -> Course:
    level = _level(listing.levels)
    price = next((one for one in times if one.price_amount is not None), None)
    offering = Offering(
        id=str(listing.uuid),
        teaches=tuple(Teaches(uri, level) for uri in taught),
        price=price.price_amount if price else listing.price_amount,
        currency=price.price_currency if price else listing.price_currency,
        ects=listing.credit_value if listing.credit_unit == _ECTS else None,
        hours=listing.hours,
        hours_per_week=listing.hours_per_week,
        weeks=_weeks(listing),
        runs=tuple(run_of(one, on) for one in times),
        language=fitting(listing.languages, wishes.languages),
        mode=fitting(listing.modes, wishes.modes),
        groups=(ALL,),
    )
    return Course(listing, times, offering)


def _level(levels: tuple[str, ...]) -> SkillLevel | None:
    """Return the level of what is taught, on the scale of its own framework; of several the first."""
    framework, _space, value = next(iter(levels), "").partition(" ")
    return SkillLevel(framework.lower(), value) if value else None


def _weeks(listing: Listing) -> int | None:
    if not listing.hours or not listing.hours_per_week:
        return None
    return ceil(listing.hours / listing.hours_per_week)
