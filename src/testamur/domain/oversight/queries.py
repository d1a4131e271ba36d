"""What can be read of oversight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, anonymous, require
from testamur.domain.oversight import facts
from testamur.domain.oversight.models import Decision, Switch
from testamur.domain.oversight.register import ModelEntry, register
from testamur.domain.oversight.values import DecisionView, DriftRow, Purpose, SwitchView
from testamur.refusals import Conflict, NotFound

_AT_ONCE = 1_000
# The law asks for six months; the database holds to them.
KEPT_MONTHS_AT_LEAST = 6
KEPT_MONTHS = 24


class TurnedOff(Conflict):
    """The institution has turned this purpose of its models off. ``facts``: purpose, reason."""

    code = "purpose-off"


def answered_between(purposes: Iterable[Purpose], since: datetime, until: datetime) -> list[tuple[int, bool]]:
    """Return who was shown a suggestion, and whether they took it, the earliest first; for rooms, in their scope."""
    rows = Decision.objects.filter(purpose__in=[str(one) for one in purposes], at__gte=since, at__lt=until)
    rows = rows.filter(verdict__in=("accepted", "changed", "refused")).order_by("at", "pk")
    return [(person, verdict != "refused") for person, verdict in rows.values_list("shown_to_id", "verdict")]


def model(code: str) -> ModelEntry:
    """Return one entry of the register; it is public. Raises `NotFound`."""
    found = next((one for one in register() if one.code == code), None)
    if found is None:
        raise NotFound(what="model", code=code)
    return found


def models() -> tuple[ModelEntry, ...]:
    """Return the register of models; it is public."""
    return register()


def purposes() -> tuple[Purpose, ...]:
    """Return for what anything in the register is used; the others are names kept for later."""
    used = {purpose for one in register() for purpose in one.purposes}
    return tuple(one for one in Purpose if one in used)


def is_on(here: Actor | int | None, purpose: str) -> bool:
    """Whether a purpose is on at an institution (an actor's, or one by its inside id); where there is none, it is."""
    where = here.institution_id if isinstance(here, Actor) else here
    return where is None or _standing(anonymous(where), purpose).is_on


def require_on(here: Actor | int | None, purpose: str) -> None:
    """Raise `TurnedOff` where a purpose is off."""
    where = here.institution_id if isinstance(here, Actor) else here
    if where is not None and not (found := _standing(anonymous(where), purpose)).is_on:
        raise TurnedOff(purpose=str(purpose), reason=found.reason)


@scoped
def switches(actor: Actor) -> list[SwitchView]:
    """Return how every purpose in use stands at the actor's institution; it is public."""
    newest = {row.purpose: row for row in Switch.objects.filter(institution_id=actor.here).order_by("pk")}
    return [facts.switch(newest[one]) if one in newest else SwitchView(one, is_on=True) for one in purposes()]


@scoped
def switch_history(actor: Actor) -> list[SwitchView]:
    """Return every turn of a switch at the actor's institution, the newest first."""
    require(actor, Permission.MANAGE_INSTITUTION)
    return [facts.switch(row) for row in Switch.objects.order_by("-pk")]


@scoped
def newest_verdicts(actor: Actor, *, about: str) -> dict[str, tuple[str, DecisionView]]:
    """Return item → the verdict that holds and its record, for what was suggested *about* something.

    It asks for no permission: whoever calls has asked for what it is about.
    """
    del actor
    rows = Decision.objects.filter(about=about).order_by("pk")
    return {row.item: (row.verdict, facts.decision(row)) for row in rows}


@scoped
def decisions(
    actor: Actor, *, purpose: str = "", since: datetime | None = None, until: datetime | None = None
) -> list[DecisionView]:
    """Return the log of decisions, in their order, for an auditor. ``until`` is the first instant not wanted."""
    require(actor, Permission.READ_AUDIT)
    return list(_views(purpose, since, until))


@scoped
def own_decisions(actor: Actor, *, limit: int | None = _AT_ONCE) -> list[DecisionView]:
    """Return what the actor decided on suggestions, here or (without an institution) everywhere, the newest first.

    *limit*: how many at most; None for all.
    """
    require(actor, Permission.READ_OWN)
    rows = Decision.objects.filter(decided_by_id=actor.me).order_by("-pk")
    return [facts.decision(row) for row in rows[:limit]]


@scoped
def drift(actor: Actor, *, since: datetime | None = None, until: datetime | None = None) -> list[DriftRow]:
    """Return how often suggestions were taken, by month, purpose and language, the oldest month first."""
    require(actor, Permission.READ_AUDIT)
    rows = Decision.objects.all()
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    counted = rows.annotate(month=TruncMonth("at")).values_list("month", "purpose", "language", "verdict")
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for month, purpose, language, verdict, number in counted.annotate(number=Count("pk")).order_by():
        found.setdefault((f"{month:%Y-%m}", purpose, language), {})[verdict] = number
    return [
        DriftRow(*key, *(of.get(name, 0) for name in ("accepted", "refused", "changed", "reopened")))
        for key, of in sorted(found.items())
    ]


@scoped
def _standing(actor: Actor, purpose: str) -> SwitchView:
    meant = Purpose(purpose)
    row = Switch.objects.filter(institution_id=actor.here, purpose=meant).order_by("-pk").first()
    return facts.switch(row) if row else SwitchView(meant, is_on=True)


def _views(purpose: str, since: datetime | None, until: datetime | None) -> Iterator[DecisionView]:
    rows = Decision.objects.order_by("pk")
    rows = rows.filter(purpose=purpose) if purpose else rows
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield facts.decision(row)
