"""What is taught beside what is asked for, skill by skill or by the groups of their frameworks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from testamur.adapters.postgres.scope import scoped
from testamur.core.skills.hierarchy import Hierarchy
from testamur.domain.catalogue.queries import taught_here
from testamur.domain.catalogue.values import Taught
from testamur.domain.demand.queries.counting import demand
from testamur.domain.demand.values import Asked, Balance, Group, Sought
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.institution.access import Actor, Permission, require


@scoped
def balance(actor: Actor, *, sought: Sought | None = None, languages: Sequence[str] = ()) -> list[Balance]:
    """Return every skill that is taught here or asked for: what is asked most and taught least comes first."""
    require(actor, Permission.CO_DESIGN)
    asked = {one.uri: one for one in demand(actor, sought=sought).asked}
    taught: dict[str, list[Taught]] = defaultdict(list)
    for one in taught_here(actor.here):
        taught[one.uri].append(one)
    named = frameworks.named({*asked, *taught}, languages=languages, here=actor.here)
    found = []
    for uri in {*asked, *taught}:
        known, wanted = named.get(uri), asked.get(uri)
        entry, of = known or (None, None)
        label = entry.label if entry else wanted.label if wanted else ""
        page = (of.code, entry.key) if entry and of else None
        found.append(Balance(uri, label or uri, page, tuple(taught[uri]) if uri in taught else (), wanted))
    return sorted(found, key=_wanting)


@scoped
def grouped(actor: Actor, *, lines: Sequence[Balance], languages: Sequence[str] = ()) -> list[Group]:
    """Return *lines* by the widest concepts above them, the most asked for first; those with none above stay out."""
    require(actor, Permission.CO_DESIGN)
    tree = frameworks.hierarchy([one.uri for one in lines])
    held: dict[str, list[Balance]] = defaultdict(list)
    for one in lines:
        for top in _tops(one.uri, tree):
            held[top].append(one)
    named = frameworks.named(held, languages=languages, here=actor.here)
    found = [
        Group(uri, named[uri][0].label if uri in named else uri, len(_courses(below)), _asking(below), tuple(below))
        for uri, below in held.items()
    ]
    return sorted(found, key=lambda one: (-one.asked, one.taught, one.label.casefold()))


def credits_of(taught: Iterable[Taught]) -> dict[str, Decimal]:
    """Return unit → credits of micro-credentials, each counted once."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in {one.microcredential: one for one in taught}.values():
        if one.credits is not None:
            found[one.unit] += one.credits
    return dict(found)


def _wanting(one: Balance) -> tuple[bool, int, int, int, str]:
    asked = one.asked or Asked("", "", "", "", 0, 0, (), None)
    return (bool(one.taught), -asked.adverts, -asked.roles, -asked.learners, one.label.casefold())


def _tops(uri: str, tree: Hierarchy) -> list[str]:
    """Return the widest concepts above one; in a circle nothing is widest, and the farthest stands for it."""
    above = tree.above(uri)
    widest = [one for one in above if not tree.above(one)]
    return widest or list(above)[-1:]


def _courses(lines: Iterable[Balance]) -> set[object]:
    return {one.microcredential for line in lines for one in line.taught}


def _asking(lines: Iterable[Balance]) -> int:
    return sum(one.asked.adverts + one.asked.roles for one in lines if one.asked)
