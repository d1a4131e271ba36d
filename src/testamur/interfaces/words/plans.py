"""What a plan comes to, why each step is in it, and what a person's wishes rule out."""

from __future__ import annotations

from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from testamur.core.rules import Totals
from testamur.core.rules.decision import LeftOut
from testamur.interfaces.words.translation import _, formats, ngettext


def total_said(totals: Totals, currency: str, price: str = "") -> str:
    """Return what a plan comes to, in a sentence; *price*: in words, where that is no single sum."""
    parts = [ngettext("{n} micro-credential", "{n} micro-credentials", totals.offers).format(n=totals.offers)]
    parts.append(price or _price(totals, currency))
    if totals.hours:
        parts.append(_("{hours} hours of work").format(hours=_number(totals.hours)))
    if totals.ends_on:
        parts.append(_("done by {on}").format(on=format_date(totals.ends_on, "long", locale=formats())))
    return ", ".join(parts) + "."


def without_said(totals: Totals, without: Totals | None, currency: str) -> str:
    """Return why a step is in the plan: what the plan would come to without it."""
    if without is None:
        return _("There is no other way: nothing else that is offered brings you as near to the end.")
    differences = []
    if without.price != totals.price:
        more = _("{amount} more") if without.price > totals.price else _("{amount} less")
        differences.append(more.format(amount=money_said(abs(without.price - totals.price), currency)))
    if without.hours != totals.hours:
        more = _("{hours} hours more") if without.hours > totals.hours else _("{hours} hours less")
        differences.append(more.format(hours=_number(abs(without.hours - totals.hours))))
    if without.ends_on and totals.ends_on and without.ends_on != totals.ends_on:
        days = (without.ends_on - totals.ends_on).days
        more = (
            ngettext("{n} day later", "{n} days later", days)
            if days > 0
            else ngettext("{n} day earlier", "{n} days earlier", -days)
        )
        differences.append(more.format(n=abs(days)))
    if not differences:
        return _("Another way without it is just as good.")
    return _("The best way without it: {differences}.").format(differences=", ".join(differences))


# What rules an offer out because of a person's wishes, and not because nobody offers it.
WISHED = frozenset({"language", "mode", "avoided", "currency", "budget", "deadline", "not-before", "hours-a-week"})


def left_out_of_plan(left: LeftOut) -> str:
    """Return why something is not in any plan."""
    return {
        "language": _("not taught in the language that you wish"),
        "mode": _("not held where you wish"),
        "avoided": _("you asked to do without it"),
        "currency": _("priced in another currency than your budget"),
        "budget": _("it alone costs more than your budget"),
        "ended": _("nobody offers it at the moment"),
        "deadline": _("it ends after your last day"),
        "not-before": _("it begins before your first day"),
        "hours-a-week": _("it takes more hours a week than you have"),
        "prerequisites": _("what must come before it cannot be had"),
    }.get(left.because, left.because)


def _price(totals: Totals, currency: str) -> str:
    if not totals.price and totals.unknown_prices:
        return _("at a price that is not stated")
    if not totals.price:
        return _("free")
    said = money_said(totals.price, currency)
    if totals.unknown_prices:
        return _("{price} and what is not stated").format(price=said)
    return said


def money_said(amount: Decimal, currency: str) -> str:
    """Return an amount of money as the reader writes it."""
    if not currency:
        return _number(amount)
    whole = amount == amount.to_integral_value()
    pattern = "¤¤ #,##0" if whole else "¤¤ #,##0.00"
    return str(format_currency(amount, currency, locale=formats(), currency_digits=False, format=pattern))


def _number(value: Decimal) -> str:
    return str(format_decimal(value, locale=formats()))
