"""What the policy of a programme lets count: its caps, applied to a ruling while it is being written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from testamur.core.model.definition import DefinitionError
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import RulesError
from testamur.core.rules.ceiling import Ceiling
from testamur.domain.catalogue import policies
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.recognition import counted
from testamur.domain.recognition.models import RecognitionRequest
from testamur.domain.recognition.values import Draft, Target
from testamur.refusals import Invalid

_LONGEST_POLICY = 100_000


class BadPolicy(Invalid):
    """The text is no policy that a ruling could be judged by. ``facts``: why, line (0 where there is none)."""

    code = "bad-policy"


@dataclass(frozen=True, slots=True)
class Said:
    """What a policy says of a ruling: how much of what is ``granted`` counts, and why the rest does not (codes).

    ``doubts``: what it demands and cannot tell of this learning, in its own words: a person looks.
    """

    policy: str
    granted: CreditAmount
    counted: CreditAmount
    because: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether less counts than is granted."""
        return self.counted.value < self.granted.value

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {
            "policy": self.policy,
            "granted": str(self.granted),
            "counted": str(self.counted),
            "because": list(self.because),
            "doubts": list(self.doubts),
        }


def checked(policy: str) -> str:
    """Return the text of a policy, if a ruling can be judged by it. Raises `BadPolicy`, `Invalid`."""
    if len(policy) > _LONGEST_POLICY:
        raise Invalid(field="policy", found=len(policy), longest=_LONGEST_POLICY)
    text = policy.strip()
    if not text:
        return ""
    try:
        Ceiling(policies.read(text))
    except DefinitionError as error:
        first = error.problems[0]
        raise BadPolicy(why=first.code, line=first.line) from error
    except RulesError as error:
        raise BadPolicy(why=str(error)[:200], line=0) from error
    return text


def said(row: RecognitionRequest, draft: Draft, target: Target, on: date) -> Said | None:
    """Return what the target's policy says of a ruling; None where there is no policy, or no credits are granted.

    What the same institution has recognised before towards the same target comes first, so that caps add up.
    """
    if not target.policy or draft.credits is None or not draft.credits.value:
        return None
    limit, name = _ceiling(hashlib.sha256(target.policy.encode()).hexdigest(), target.policy)
    reach = limit.reach(counted.towards(row), counted.drafted(row, draft, target, on), on=on)
    worth = CreditAmount(max(reach.counted, Decimal(0)), draft.credits.unit)
    return Said(name, draft.credits, worth, reach.because, tuple(one.note or one.id for one in reach.doubts))


@lru_cache(maxsize=128)
def _ceiling(digest: str, source: str) -> tuple[Ceiling, str]:
    """Return a policy's limits, ready for many rulings, and what it is called; *digest* is the memory's short key."""
    policy = policies.parsed(digest, source)
    name = f"{policy.title} ({policy.version})" if policy.version else policy.title
    return Ceiling(policy, knowledge=knowledge()), name
