"""Plans to learn what is missing, in words: what they come to, why each step is in them, what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from testamur.core.rules import Totals as Sums
from testamur.core.skills.planning import Change, Plan, RuledOut, Short, Totals, Uncovered
from testamur.core.timetable.wishes import Wishes
from testamur.interfaces.words.plans import money_said, total_said, without_said
from testamur.interfaces.words.translation import _, formats, ngettext

# Turns the address of a skill, or the identifier of a course, into what it is called.
Namer = Callable[[str], str]
_WEEK = 7
NOTHING: Mapping[str, Decimal | None] = MappingProxyType({})


def plan_in_a_sentence(plan: Plan, prices: Mapping[str, Decimal]) -> str:
    """Return what a plan comes to. *prices*: currency → sum; sums in two currencies stand beside each other."""
    currency = next(iter(prices)) if len(prices) == 1 else ""
    said = " + ".join(money_said(amount, code) for code, amount in sorted(prices.items()))
    return total_said(_sums(plan.totals), currency, said if len(prices) > 1 else "")


def why_not_without(plan: Plan, without: Plan | None, currency: str, name: Namer) -> str:
    """Return the answer to "why this one?": what the best plan without it would be, or would leave open."""
    if without is None:
        return _("There was no time to work out the best plan without it.")
    still = {one.uri for one in plan.uncovered}
    lost = [name(one.uri) for one in without.uncovered if one.uri not in still]
    if lost:
        return _("Without it, nothing would teach: {skills}.").format(skills=", ".join(lost))
    own, other = _sums(plan.totals), _sums(without.totals)
    # In two currencies there is no difference that could be told.
    return without_said(own, other if currency else replace(other, price=own.price), currency)


def uncovered_said(
    one: Uncovered, name: Namer, limits: Sequence[str] = (), weekly: Mapping[str, Decimal | None] = NOTHING
) -> str:
    """Return why a plan does not give a skill.

    *limits*: the wishes that leave no room, in words (see `limits_said`); *weekly*: course → hours a week it takes.
    """
    told = [f"{name(course)}: {reason_said(because, weekly.get(course))}" for course, because in one.offerings.items()]
    match one.because:
        case "not-taught":
            return _("Nothing in the catalogue here teaches it.")
        case "level-lower":
            return _("It is taught only below the level that is asked for: {courses}.").format(
                courses=", ".join(name(course) for course in one.offerings)
            )
        case "no-room":
            within = format_list(list(limits), locale=formats())
            return (
                _("There is no room for it within {wishes}.").format(wishes=within)
                if limits
                else _("There is no room for it.")
            )
        case _:
            return _("Your wishes rule out what teaches it: {courses}.").format(courses="; ".join(told))


def limits_said(wishes: Wishes, most: int | None) -> list[str]:
    """Return the wishes that can leave no room for a course, in words; those that were not made are not named."""
    return [
        said
        for is_made, said in (
            (wishes.budget is not None, _("your budget")),
            (most is not None, _("your number of courses")),
            (wishes.hours_a_week is not None, _("your hours a week")),
            (wishes.from_on is not None, _("your first day")),
            (wishes.deadline is not None, _("your last day")),
        )
        if is_made
    ]


def reason_said(because: str, weekly: Decimal | None = None) -> str:
    """Return why something that teaches what is wanted is not in a plan. *weekly*: how many hours a week it takes."""
    if because == "hours-a-week" and weekly is not None:
        said = ngettext(
            "it takes {hours} hour a week, more than you have",
            "it takes {hours} hours a week, more than you have",
            weekly,
        )
        return said.format(hours=format_decimal(weekly, locale=formats()))
    return {
        "language": _("not taught in the language that you wish"),
        "mode": _("not held where you wish"),
        "avoided": _("you asked to do without it"),
        "currency": _("priced in another currency than your budget"),
        "budget": _("it alone costs more than your budget"),
        "ended": _("one cannot enrol in it at the moment"),
        "deadline": _("it ends after your last day"),
        "not-before": _("it begins before your first day"),
        "hours-a-week": _("it takes more hours a week than you have"),
        "prerequisites": _("what must come before it cannot be had"),
        "excluded": _("it does not count together with something that you hold"),
        "held": _("you hold it already"),
        "level": _("it ends below the level that is asked for"),
        "no-room": _("there is no room for it"),
    }.get(because, because)


def short_said(one: Short) -> str:
    """Return how far a floor is missed."""
    amount = str(format_decimal(one.wanting, locale=formats()))
    said = _("What teaches something of this has {amount} credits (ECTS) too few for your minimum.")
    return said.format(amount=amount)


def ruled_out_said(one: RuledOut, name: Namer, weekly: Decimal | None = None) -> str:
    """Return what is in no plan, and why."""
    return f"{name(one.offering)}: {reason_said(one.because, weekly)}"


def change_said(change: Change, currency: str, name: Namer) -> str:
    """Return what is gained where one wish gives way a little."""
    whole = {
        "hours-a-week": _("One hour more a week {gains}."),
        "budget": _("A tenth more money {gains}."),
        "deadline": _("Four weeks more {gains}."),
        "language": _("Any language {gains}."),
        "mode": _("Any place, online or not, {gains}."),
    }.get(change.wish, "{gains}.")
    gains = []
    if change.covered:
        gains.append(_("would also teach {skills}").format(skills=_listed([name(uri) for uri in change.covered])))
    if change.days > 0:
        gains.append(_saved(change.days))
    if change.price > 0 and currency:
        gains.append(_("saves {amount}").format(amount=money_said(change.price, currency)))
    told = _listed(gains)
    if change.price < 0 and currency:
        amount = money_said(-change.price, currency)
        told = _("{gains}, though it costs {amount} more").format(gains=told, amount=amount)
    if change.days < 0:
        told = _("{gains}, though it ends on {on}").format(gains=told, on=_day(change.plan))
    return whole.format(gains=told)


def _listed(parts: list[str]) -> str:
    return format_list(parts, locale=formats())


def _saved(days: int) -> str:
    if days % _WEEK == 0 or days > 3 * _WEEK:
        weeks = round(days / _WEEK)
        return ngettext("saves {n} week", "saves {n} weeks", weeks).format(n=weeks)
    return ngettext("saves {n} day", "saves {n} days", days).format(n=days)


def _day(plan: Plan) -> str:
    ends = plan.totals.ends_on
    return str(format_date(ends, "long", locale=formats())) if ends else "–"


def _sums(totals: Totals) -> Sums:
    """Return totals as pathways tell them: they come to the same things."""
    return Sums(
        price=totals.price,
        hours=totals.hours,
        offers=totals.offerings,
        ends_on=totals.ends_on,
        unknown_prices=totals.unknown_prices,
    )


def way_words() -> dict[str, str]:
    """Return what a plan makes small → words."""
    return {
        "cheapest": _("The cheapest way"),
        "fastest": _("The fastest way"),
        "fewest": _("As few courses as can be"),
        "lightest": _("The least work"),
    }
