"""A person's edits of a narrative as they are kept, and as the engine reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from testamur.core.skills.narrative import LONGEST, Drop, Order, Revision, Rewrite, Told

# A verb, a claim's id (or, of an order, all of them), and words.
Kept = list[str]


# Nobody puts what they lack into a CV unasked: these are told where their person wants them.
QUIET = frozenset({"lacks", "untaught"})


def wanted(kept: Iterable[Kept]) -> frozenset[str]:
    """Return the claims, by id, that are told because their person wants them."""
    return frozenset(one[1] for one in kept if one[0] == "want" and len(one) > 1)


def read(kept: Iterable[Kept]) -> tuple[Revision, ...]:
    """Return edits as the engine reads them; what it cannot read any more is left out."""
    found: list[Revision] = []
    for verb, *rest in kept:
        if verb == "order":
            found.append(Order(tuple(rest)))
        elif verb == "drop" and rest:
            found.append(Drop(rest[0]))
        elif verb == "rewrite" and len(rest) > 1 and 0 < len(rest[1].strip()) <= LONGEST:
            found.append(Rewrite(rest[0], rest[1]))
    # What is dropped keeps its words and its place, for when it is wanted again: dropping comes last.
    places = {Rewrite: 0, Order: 1, Drop: 2}
    return tuple(sorted(found, key=lambda one: places[type(one)]))


def written(every: Sequence[Told], unwanted: Collection[str], before: Iterable[Kept]) -> list[Kept]:
    """Return edits as they are kept: of what can be said today, as it stands; of what cannot, as it was *before*."""
    known = {one.claim.id for one in every}
    return [
        *(one for one in before if one[0] != "order" and one[1] not in known),
        *(["rewrite", one.claim.id, one.words] for one in every if one.words),
        ["order", *(one.claim.id for one in every)],
        *(["drop", one] for one in sorted(unwanted)),
        *(["want", one.claim.id] for one in every if one.claim.code in QUIET and one.claim.id not in unwanted),
    ]
