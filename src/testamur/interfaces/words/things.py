"""What policies, catalogues and holdings call things: one name for people, whatever a rule writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from testamur.core.model.language import LanguageMap
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Holding, Policy
from testamur.core.rules.holding import OPEN_STATES
from testamur.domain.catalogue.values import Listing
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.missing import Lookup, Thing
from testamur.interfaces.words.translation import spoken

Name = Callable[[str], str]


def names(policy: Policy, named: Mapping[str, Listing], holdings: Iterable[Holding] = ()) -> Name:
    """Return how a reference is called: by its title in the catalogue, or on what is held, else as it is written."""
    held = tuple(holdings)
    titles = {one.ref: one.title for one in policy.titles}
    titles |= {name: one.title for one in held if one.title for name in (one.ref, one.id)}
    titles |= {ref: title_said(one) for ref, one in named.items()}
    titles |= {one.id: titles[name] for one in held for name in (one.ref, *one.stands_for) if name in named}
    titles.setdefault(policy.id, policy.title)
    return lambda ref: titles.get(ref, ref)


def lookup(
    name: Name, named: Mapping[str, Listing], held: Mapping[str, Holding], open_now: Collection[UUID] | None = None
) -> Lookup:
    """Return what is known of each reference, and of each thing that is held: all names of one thing lead to it.

    *open_now*: the micro-credentials that one can enrol in; None where that does not matter.
    """
    keys = {ref: str(one.uuid) for ref, one in named.items()}
    begun = {ref: one.state for one in held.values() if one.state in OPEN_STATES for ref in (one.ref, *one.stands_for)}

    def look(wanted: str) -> Thing:
        found = held.get(wanted)
        if found is not None:
            key = next((keys[ref] for ref in (found.ref, *found.stands_for) if ref in keys), found.ref)
            return Thing(key, name(wanted), found.state)
        listing = named.get(wanted)
        if listing is None:
            return Thing(wanted, name(wanted), begun.get(wanted, ""))
        value, unit = listing.credit_value, listing.credit_unit
        return Thing(
            keys[wanted],
            name(wanted),
            begun.get(wanted, ""),
            credits=CreditAmount(value, unit) if value is not None and unit else None,
            levels=listing.levels,
            tags=listing.tags,
            names=(wanted,),
            is_resting=open_now is not None and listing.uuid not in open_now,
        )

    return look


def brought_lookup(name: Name, holdings: Iterable[Holding], offered: Iterable[Holding] = ()) -> Lookup:
    """Return what is known of references and holdings where there is no catalogue: from what is held and offered."""
    held = tuple(holdings)
    known = {one.ref: one for one in offered}
    begun = {ref: one for one in held if one.state in OPEN_STATES for ref in (one.ref, *one.stands_for)}
    by_id = {one.id: one for one in held}

    def look(wanted: str) -> Thing:
        found = by_id.get(wanted)
        if found is not None:
            return Thing(found.ref, name(wanted), found.state)
        state = begun[wanted].state if wanted in begun else ""
        one = known.get(wanted)
        if one is None:
            return Thing(wanted, name(wanted), state)
        return Thing(one.ref, name(wanted), state, one.credits, tuple(map(str, one.levels)), one.tags, (wanted,))

    return look


def title_said(listing: Listing) -> str:
    """Return what is called so in the catalogue, in the reader's language, else in the original."""
    return LanguageMap(tuple(listing.title.items())).best([spoken()])


def clauses_said(policy: Policy, name: Name) -> dict[str, str]:
    """Return id → words of the clauses of a policy."""
    return {one.id: clause_said(one, name) for one in policy.clauses if one.id}
