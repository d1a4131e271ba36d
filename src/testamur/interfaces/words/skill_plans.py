"""Plans to learn what is missing, in words: what they come to, why each step is in them, what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from testamur.core.rules import Totals as Sums
from testamur.core.skills.planning import Change, Plan, RuledOut, Short, Totals, Uncovered
from testamur.core.timetable.obstacles import Obstacle
from testamur.core.timetable.wishes import Wishes
from testamur.interfaces.words.plans import money_said, total_said, without_said
from testamur.interfaces.words.translation import _, formats, ngettext

# Turns the address of a skill, or the identifier of a course, into what it is called.
Namer = Callable[[str], str]
_WEEK = 7


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


def taught_said(plan: Plan, wanted: int) -> str:
    """Return how much of what is wanted a plan teaches; empty where it is all of it."""
    if not plan.uncovered:
        return ""
    nowhere = sum(one.because == "not-taught" for one in plan.uncovered)
    left = len(plan.uncovered) - nowhere
    parts = []
    if left:
        parts.append(ngettext("{n} is left open", "{n} are left open", left).format(n=left))
    if nowhere:
        parts.append(ngettext("{n} is taught nowhere here", "{n} are taught nowhere here", nowhere).format(n=nowhere))
    said = _("It teaches {n} of the {total} skills that you still need: {rest}.")
    return said.format(n=wanted - len(plan.uncovered), total=wanted, rest=", ".join(parts))


def uncovered_said(one: Uncovered, name: Namer, limits: Sequence[str], out: Iterable[RuledOut]) -> str:
    """Return why a plan does not give a skill, in one line. *limits*: what leaves no room, in words (`limits_said`)."""
    lead, courses = left_open_said(one, name, limits, out)
    told = "; ".join(f"{course} ({'; '.join(reasons)})" for course, reasons in courses)
    return f"{lead} {told}." if told else lead


def left_open_said(
    one: Uncovered, name: Namer, limits: Sequence[str], out: Iterable[RuledOut]
) -> tuple[str, list[tuple[str, list[str]]]]:
    """Return why a plan does not give a skill, and where that is for its courses, all that stands against each."""
    match one.because:
        case "not-taught":
            return _("Nothing in the catalogue here teaches it."), []
        case "level-lower":
            courses = ", ".join(name(course) for course in one.offerings)
            return _("It is taught only below the level that is asked for: {courses}.").format(courses=courses), []
        case "no-room" if limits:
            within = format_list(list(limits), locale=formats())
            return _("There is no room for it within {wishes}.").format(wishes=within), []
        case "no-room":
            return _("There is no room for it."), []
    stands = {each.offering: each.obstacles for each in out}
    return _("What teaches it cannot be taken:"), [
        (name(course), [reason_said(each) for each in stands.get(course) or (Obstacle(because),)])
        for course, because in one.offerings.items()
    ]


def limits_said(wishes: Wishes, most: int | None, binding: Collection[str] = ()) -> list[str]:
    """Return the wishes that can leave no room for a course, in words; those that were not made are not named.

    *binding*: those alone, where any one of them would make room; else it takes several.
    """
    every = {
        "budget": (wishes.budget is not None, _("your budget")),
        "most-courses": (most is not None, _("your number of courses")),
        "hours-a-week": (wishes.hours_a_week is not None, _("your hours a week")),
        "not-before": (wishes.from_on is not None, _("your first day")),
        "deadline": (wishes.deadline is not None, _("your last day")),
    }
    return [said for code, (is_made, said) in every.items() if is_made and (not binding or code in binding)]


def reason_said(one: Obstacle) -> str:
    """Return what stands against something that teaches what is wanted, with its figure."""
    has, needs = one.has or Decimal(0), one.needs
    if one.because == "hours-a-week" and isinstance(needs, Decimal):
        said = ngettext(
            "it takes {hours} hour a week, and you have {has}",
            "it takes {hours} hours a week, and you have {has}",
            needs,
        )
        return said.format(hours=_number(needs), has=_number(has))
    if one.because == "budget" and isinstance(needs, Decimal):
        said = _("it costs {price}, and you have {has}")
        return said.format(price=money_said(needs, one.currency), has=money_said(has, one.currency))
    if one.because == "not-before" and isinstance(needs, date):
        return _("it has to be begun by {on}, before your first day").format(on=_date(needs))
    if one.because == "deadline" and isinstance(needs, date):
        if one.pace:
            said = ngettext(
                "with {hours} hour a week it ends on {on}, after your last day",
                "with {hours} hours a week it ends on {on}, after your last day",
                one.pace,
            )
            return said.format(hours=_number(one.pace), on=_date(needs))
        return _("it ends on {on}, after your last day").format(on=_date(needs))
    return {
        "language": _("not taught in the language that you wish"),
        "mode": _("not held where you wish"),
        "avoided": _("you asked to do without it"),
        "currency": _("priced in another currency than your budget"),
        "ended": _("one cannot enrol in it at the moment"),
        "prerequisites": _("what must come before it cannot be had"),
        "excluded": _("it does not count together with something that you hold"),
        "held": _("you hold it already"),
        "level": _("it ends below the level that is asked for"),
        "no-room": _("there is no room for it"),
    }.get(one.because, one.because)


def short_said(one: Short) -> str:
    """Return how far a floor is missed."""
    amount = _number(one.wanting)
    said = _("What teaches something of this has {amount} credits (ECTS) too few for your minimum.")
    return said.format(amount=amount)


def ruled_out_said(one: RuledOut) -> str:
    """Return why something is in no plan: all that stands against it."""
    return "; ".join(reason_said(each) for each in one.obstacles or (Obstacle(one.because),))


def change_said(change: Change, currency: str, name: Namer) -> str:
    """Return what is gained where one wish gives way a little."""
    if not change:
        return _("One hour more a week brings nothing.")
    whole = _eased(change, currency)
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


def _eased(change: Change, currency: str) -> str:
    """Return the sentence of a wish that gives way, with a place for what is gained."""
    if change.to is None:
        return {
            "hours-a-week": _("One hour more a week {gains}."),
            "budget": _("A tenth more money {gains}."),
            "deadline": _("Four weeks more {gains}."),
            "not-before": _("To begin as early as today {gains}."),
            "language": _("Any language {gains}."),
            "mode": _("Any place, online or not, {gains}."),
        }.get(change.wish, "{gains}.")
    if isinstance(change.to, date):
        return _("Four weeks more bring nothing; time until {on} {gains}.").replace("{on}", _date(change.to))
    if change.wish == "budget":
        said = _("A tenth more money brings nothing; {amount} {gains}.")
        return said.replace("{amount}", money_said(change.to, currency))
    said = _("One hour more a week brings nothing; {hours} hours a week {gains}.")
    return said.replace("{hours}", _number(change.to))


def _number(value: Decimal) -> str:
    return str(format_decimal(value, locale=formats()))


def _date(day: date) -> str:
    return str(format_date(day, "long", locale=formats()))


def _listed(parts: list[str]) -> str:
    return format_list(parts, locale=formats())


def _saved(days: int) -> str:
    if days % _WEEK == 0 or days > 3 * _WEEK:
        weeks = round(days / _WEEK)
        return ngettext("saves {n} week", "saves {n} weeks", weeks).format(n=weeks)
    return ngettext("saves {n} day", "saves {n} days", days).format(n=days)


def _day(plan: Plan) -> str:
    ends = plan.totals.ends_on
    return _date(ends) if ends else "–"


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
