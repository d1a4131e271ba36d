"""What the text of a policy says: read, checked, and the micro-credentials that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache

from testamur.core.rules import Decider, RulesError
from testamur.core.rules.language import parse_policy
from testamur.core.rules.policy import Antirequisite, Capstone, Currency, Item, Overlap, Policy
from testamur.core.rules.pools import Listed
from testamur.domain.catalogue.values import Flaw

# A code of the publisher's own catalogue stands alone; another institution's follows its code and this.
BETWEEN = "."


def read(source: str) -> Policy:
    """Return the policy in *source*, a policy file or the text form. Raises `DefinitionError`."""
    return parse_policy(source)


def flaws(policy: Policy) -> tuple[Flaw, ...]:
    """Return what can be said against a policy as a whole: that nobody could be judged by it."""
    try:
        Decider(policy)
    except RulesError as error:
        return (Flaw("policy-cannot-be-judged", "", {"why": str(error)}),)
    return ()


@lru_cache(maxsize=256)
def parsed(digest: str, source: str) -> Policy:
    """Return the policy in *source*; *digest* makes the memory's key short work to compare."""
    del digest
    return read(source)


def references(policy: Policy) -> tuple[str, ...]:
    """Return every specification that a policy names, in the order in which it names them."""
    return tuple(dict.fromkeys(_named(policy)))


@dataclass(frozen=True, slots=True)
class Reference:
    """A specification as a policy names it: ``place`` is an institution's code, empty for the publisher's own."""

    place: str
    code: str

    @classmethod
    def of(cls, written: str) -> Reference:
        """Return what *written* names."""
        place, between, code = written.partition(BETWEEN)
        return cls(place, code) if between else cls("", written)

    def within(self, places: Mapping[str, int], home: int) -> tuple[int, str]:
        """Return the inside id of the institution that is meant, and its code for it; a code may have a dot in it."""
        if not self.place:
            return home, self.code
        return (places[self.place], self.code) if self.place in places else (home, f"{self.place}{BETWEEN}{self.code}")


def _named(part: object) -> Iterator[str]:
    match part:
        case Item(ref) | Capstone(ref=ref):
            yield ref
        case Listed(refs) | Antirequisite(refs):
            yield from refs
        case Overlap(first, second):
            yield from (first, second)
        case Currency(refreshed_by=ref) if ref:
            yield ref
    if isinstance(part, tuple):
        for one in part:
            yield from _named(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _named(getattr(part, field.name))
