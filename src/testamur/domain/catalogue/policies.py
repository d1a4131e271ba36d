"""What the text of a policy says: read, checked, and the micro-credentials that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from testamur.core.rules.checking import remarks
from testamur.core.rules.language import parse_policy
from testamur.core.rules.language.walking import clauses_in, pools_in, refs_in, terms_in
from testamur.core.rules.policy import Policy
from testamur.core.rules.pools import Tagged
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.catalogue.values import Flaw

# A code of the publisher's own catalogue stands alone; another institution's follows its code and this.
BETWEEN = "."


def read(source: str) -> Policy:
    """Return the policy in *source*, a policy file or the text form. Raises `DefinitionError`."""
    return parse_policy(source)


def flaws(policy: Policy) -> tuple[Flaw, ...]:
    """Return what can be said against a policy as a whole: mistakes, contradictions, what nobody could meet."""
    found = remarks(policy, knowledge=knowledge())
    return tuple(Flaw(one.code, one.clause, one.facts, one.is_error) for one in found)


@lru_cache(maxsize=256)
def parsed(digest: str, source: str) -> Policy:
    """Return the policy in *source*; *digest* makes the memory's key short work to compare."""
    del digest
    return read(source)


def references(policy: Policy) -> tuple[str, ...]:
    """Return every specification that a policy names, in the order in which it names them."""
    return tuple(dict.fromkeys(ref for clause in clauses_in(policy.clauses) for ref in refs_in(clause.rule)))


def counts_by_tags(policy: Policy) -> bool:
    """Say whether any clause asks for, or limits, what carries a tag."""
    pools = (pool for clause in clauses_in(policy.clauses) for pool in pools_in(clause.rule))
    return any(isinstance(term, Tagged) for pool in pools for term in terms_in(pool))


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
