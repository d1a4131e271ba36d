"""What if: what somebody ticks or types as planned, as holdings, and what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from testamur.core.model.errors import ModelError
from testamur.core.model.level import FRAMEWORKS, Level
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.core.rules import Holding, Verdict
from testamur.interfaces.web.constellation import Figure, Offer
from testamur.interfaces.web.typed import tidy
from testamur.interfaces.words import _
from testamur.interfaces.words.constellation import figure_short, verdict_said

_MOST = 60
_PREFIX = "planned:"


@dataclass(frozen=True, slots=True)
class Typed:
    """Something typed by hand: a title, credits with their unit, a level, and the kind that policies ask for."""

    title: str = ""
    amount: str = ""
    unit: str = ""
    level: str = ""
    tag: str = ""
    problem: str = ""


def ticked(given: QueryDict) -> tuple[str, ...]:
    """Return the references that are ticked."""
    return tuple(dict.fromkeys(tidy(one) for one in given.getlist("plan")[:_MOST] if one.strip()))


def typed(given: QueryDict) -> Typed:
    """Return what was typed, with what is wrong with it."""
    found = {name: tidy(given.get(f"typed_{name}", "")) for name in ("title", "amount", "unit", "level", "tag")}
    if not any(found[name] for name in ("title", "amount")):
        return Typed()
    return Typed(**found, problem=_problem(found["title"], found["amount"], found["unit"]))


def _problem(title: str, amount: str, unit: str) -> str:
    if not title:
        return _("Write what it is called.")
    if not amount:
        return ""
    try:
        CreditAmount(Decimal(amount.replace(",", ".")), unit)
    except (InvalidOperation, ModelError):
        return _("Write the credits as a number such as 5 or 2.5, and choose their unit.")
    return ""


def planned(
    refs: Iterable[str], one: Typed, offers: Sequence[Offer], names: Iterable[str], *, on: date
) -> tuple[Holding, ...]:
    """Return what is planned as holdings, as if it were done on a day, supervised and with the identity checked.

    *names* are what policies call things, for what is typed by its name. Grades are not assumed.
    """
    by_ref = {offer.ref: offer for offer in offers}
    found = [_of_offer(ref, by_ref.get(ref)) for ref in refs]
    if one.title and not one.problem:
        named = next((name for name in names if name.casefold() == one.title.casefold()), "")
        found.append(
            Holding(
                id=f"{_PREFIX}typed",
                ref=named or f"{_PREFIX}{one.title}",
                title=one.title,
                credits=CreditAmount(Decimal(one.amount.replace(",", ".")), one.unit) if one.amount else None,
                state="planned",
                levels=_levels(one.level),
                tags=(one.tag,) if one.tag else (),
            )
        )
    return tuple(replace(each, awarded_on=on, passed=True, supervised=True, id_verified=True) for each in found)


def _of_offer(ref: str, offer: Offer | None) -> Holding:
    amount = _credits(offer.credits) if offer else None
    return Holding(
        id=f"{_PREFIX}{ref}",
        ref=ref,
        title=offer.title if offer else ref,
        credits=amount,
        state="planned",
        levels=_levels(offer.level) if offer else (),
        bodies=(offer.by,) if offer and offer.by else (),
    )


def _credits(text: str) -> CreditAmount | None:
    value, _space, unit = text.partition(" ")
    try:
        return CreditAmount(Decimal(value), unit)
    except (InvalidOperation, ModelError):
        return None


def _levels(text: str) -> tuple[Level, ...]:
    framework, _space, value = text.partition(" ")
    try:
        return (Level(framework, value, "best_fit_self_declared"),) if framework else ()
    except ModelError:
        return ()


def changes(before: Sequence[Figure], after: Sequence[Figure]) -> list[str]:
    """Return what the plan would change, a sentence for each figure that changes."""
    was = {figure.id: figure for figure in before}
    said = _("{name}: today {now}; with this, {then}.")
    short = _("{name}: today {now}; with this, {then}. Not met yet all the same: {missing}.")
    found = []
    for figure in after:
        old = was[figure.id]
        if figure.verdict is not old.verdict:
            now, then = verdict_said(old.verdict), verdict_said(figure.verdict)
        elif figure.had != old.had and figure.verdict is not Verdict.MET:
            now, then = figure_short(old), figure_short(figure)
        else:
            continue
        is_short = figure.share >= 1 and figure.verdict is not Verdict.MET
        missing = "; ".join(_unmet(figure)) if is_short else ""
        found.append((short if missing else said).format(name=figure.name, now=now, then=then, missing=missing))
    return found


def _unmet(figure: Figure) -> tuple[str, ...]:
    """Return what is missing beside the amount, else the rules that are not met."""
    return figure.missing or tuple(one.says.rstrip(".") for one in figure.asks if one.met is not Verdict.MET)


def units() -> tuple[str, ...]:
    """Return the credit units that can be chosen."""
    return tuple(CREDIT_UNITS)


def levels() -> tuple[str, ...]:
    """Return the levels that can be chosen."""
    return tuple(f"{framework} {at}" for framework, (low, high) in FRAMEWORKS.items() for at in range(low, high + 1))
