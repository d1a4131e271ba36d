"""What a person does to their own profile. Evidence of others is hidden or disputed, never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.profile.levels import SkillLevel
from testamur.core.skills.profile.values import Proof, Shown


@dataclass(frozen=True, slots=True)
class Hide:
    """Show a skill to nobody else."""

    uri: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show a hidden skill again."""

    uri: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Say that evidence is wrong about a skill: it does not count until whoever stands behind it has answered."""

    evidence: str
    uri: str
    says: str


@dataclass(frozen=True, slots=True)
class Settle:
    """The answer to a dispute: the person was right, and it is gone; or not, and it counts again."""

    evidence: str
    uri: str
    is_upheld: bool


@dataclass(frozen=True, slots=True)
class Restate:
    """Give one's own claim another level, or none."""

    evidence: str
    uri: str
    level: SkillLevel | None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take one's own claim back."""

    evidence: str
    uri: str


Edit = Hide | Reveal | Dispute | Settle | Restate | Withdraw


@dataclass(slots=True)
class Edited:
    """What edits have made of evidence so far."""

    shown: list[Shown]
    disputed: list[Shown]
    hidden: set[str]


def edited(shown: Sequence[Shown], edits: Iterable[Edit]) -> Edited:
    """Return evidence after all edits, in their order.

    Raises SkillsError ``unknown-evidence``, ``not-a-claim`` or ``no-reason``.
    """
    found = Edited(list(shown), [], set())
    for edit in edits:
        match edit:
            case Hide(uri):
                found.hidden.add(uri)
            case Reveal(uri):
                found.hidden.discard(uri)
            case Dispute(evidence, uri, says):
                if not says.strip():
                    raise SkillsError("no-reason", evidence=evidence, uri=uri)
                found.disputed.append(_taken(found.shown, evidence, uri))
            case Settle(evidence, uri, is_upheld):
                one = _taken(found.disputed, evidence, uri)
                if not is_upheld:
                    found.shown.append(one)
            case Restate(evidence, uri, level):
                found.shown.append(replace(_claim(found.shown, evidence, uri), level=level))
            case Withdraw(evidence, uri):
                _claim(found.shown, evidence, uri)
    return found


def _claim(shown: list[Shown], evidence: str, uri: str) -> Shown:
    one = _taken(shown, evidence, uri)
    if one.evidence.proof is not Proof.CLAIM:
        raise SkillsError("not-a-claim", evidence=evidence, uri=uri)
    return one


def _taken(shown: list[Shown], evidence: str, uri: str) -> Shown:
    for place, one in enumerate(shown):
        if (one.evidence.id, one.uri) == (evidence, uri):
            return shown.pop(place)
    raise SkillsError("unknown-evidence", evidence=evidence, uri=uri)
