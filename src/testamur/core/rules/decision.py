"""The judgement that a rule gives: a verdict, its reason as a code with facts, and the parts that led to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, TypedDict

# A stored decision is a document: the number changes when an old one could no longer be read.
FORMAT = 1
_DEPTH = 32


class RulesError(Exception):
    """A stored decision that cannot be read. The message names the field."""


class Verdict(Enum):
    """The three answers. Unknown is neither yes nor no: something is missing or contradictory."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @classmethod
    def all_of(cls, verdicts: Iterator[Verdict]) -> Verdict:
        """Return unmet where any is unmet, else unknown where any is unknown or there are none (SEM1)."""
        found = set(verdicts)
        if cls.UNMET in found:
            return cls.UNMET
        return cls.MET if found == {cls.MET} else cls.UNKNOWN

    @classmethod
    def any_of(cls, verdicts: Iterator[Verdict]) -> Verdict:
        """Return met where any is met, else unknown where any is unknown or there are none."""
        found = set(verdicts)
        if cls.MET in found:
            return cls.MET
        return cls.UNMET if found == {cls.UNMET} else cls.UNKNOWN


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of a decision: ``because`` is a stable code, ``facts`` plain texts, ``parts`` what it rests on."""

    met: Verdict
    because: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    parts: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return self.met is Verdict.MET

    def reasons(self) -> tuple[Finding, ...]:
        """Return the innermost findings that carry this verdict: what a person needs to be told."""
        carrying = tuple(part for part in self.parts if part.met is self.met)
        if not carrying:
            return (self,)
        return tuple(reason for part in carrying for reason in part.reasons())

    def to_json(self) -> dict[str, object]:
        """Return plain values that ``from_json`` turns back into an equal finding."""
        return {
            "met": self.met.value,
            "because": self.because,
            "facts": dict(self.facts),
            "parts": [part.to_json() for part in self.parts],
        }

    @classmethod
    def from_json(cls, stored: object, *, depth: int = 0) -> Finding:
        """Return the finding that ``to_json`` wrote. Raises `RulesError`."""
        if not isinstance(stored, Mapping) or depth > _DEPTH:
            message = "a finding must be an object, nested at most 32 deep"
            raise RulesError(message)
        facts, parts, because = stored.get("facts"), stored.get("parts"), stored.get("because")
        if not isinstance(facts, Mapping) or not isinstance(parts, list) or not isinstance(because, str):
            message = "a finding needs 'because' (text), 'facts' (object) and 'parts' (list)"
            raise RulesError(message)
        return cls(
            met=_verdict(stored.get("met")),
            because=because,
            facts={str(name): str(value) for name, value in facts.items()},
            parts=tuple(cls.from_json(part, depth=depth + 1) for part in parts),
        )


def _verdict(stored: object) -> Verdict:
    try:
        return Verdict(stored)
    except ValueError:
        message = f"'met' must be met, unmet or unknown, not {stored!r}"
        raise RulesError(message) from None


@dataclass(frozen=True, slots=True)
class Counted:
    """A holding that the decision counts: in which group, and how many credits of it count for certain.

    ``amount`` is text, and empty where the holding has no credits. Not ``is_sure``: it, or more of it, may count.
    """

    holding: str
    amount: str = ""
    group: str = ""
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A holding, or part of it, that is not counted, and why.

    ``because``: a stable code such as ``not-needed``, ``cap``, ``currency``, ``renewal``, ``overlap``.
    ``amount``: the credits that are not counted, as text. ``facts`` names the clause where one cut it.
    """

    holding: str
    because: str
    amount: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. ``kind`` is a stable code (``item``, ``credits``, ``count``, ``outcome``, …)."""

    kind: str
    clause: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Completion:
    """A smallest set of gaps whose closing meets the policy; others may be as good."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule was met on a day, with the tree of findings that says why. Truthy only when met.

    For a policy also: what is ``counted`` and what is ``left_out``; the nearest ``completions`` where it is not met;
    and ``is_proved``: false where the search ended at its limit, and better might be possible.
    """

    finding: Finding
    on: date
    policy: str = ""
    counted: tuple[Counted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    completions: tuple[Completion, ...] = ()
    is_proved: bool = True

    @property
    def verdict(self) -> Verdict:
        """Met, unmet or unknown."""
        return self.finding.met

    @property
    def because(self) -> str:
        """The code of the outermost finding."""
        return self.finding.because

    @property
    def facts(self) -> Mapping[str, str]:
        """The facts of the outermost finding."""
        return self.finding.facts

    @property
    def parts(self) -> tuple[Finding, ...]:
        """The findings that the verdict rests on."""
        return self.finding.parts

    def reasons(self) -> tuple[Finding, ...]:
        """Return the innermost findings that carry the verdict."""
        return self.finding.reasons()

    def __bool__(self) -> bool:
        return bool(self.finding)

    def to_json(self) -> dict[str, object]:
        """Return plain values for storage; exact, because every number is kept as text."""
        told: dict[str, object] = {"format": FORMAT, "on": self.on.isoformat(), **self.finding.to_json()}
        if not self.policy:
            return told
        return told | {
            "policy": self.policy,
            "counted": [[one.holding, one.amount, one.group, one.is_sure] for one in self.counted],
            "left_out": [[one.holding, one.because, one.amount, dict(one.facts)] for one in self.left_out],
            "completions": [[[gap.kind, gap.clause, dict(gap.facts)] for gap in one.gaps] for one in self.completions],
            "is_proved": self.is_proved,
        }

    @classmethod
    def from_json(cls, stored: object) -> Decision:
        """Return the decision that ``to_json`` wrote. Raises `RulesError`."""
        if not isinstance(stored, Mapping) or stored.get("format") != FORMAT:
            message = f"a decision must be an object with 'format' {FORMAT}"
            raise RulesError(message)
        try:
            on = date.fromisoformat(str(stored.get("on")))
        except ValueError:
            message = f"'on' must be a date such as 2026-04-03, not {stored.get('on')!r}"
            raise RulesError(message) from None
        finding = Finding.from_json(stored)
        try:
            return cls(finding, on, **_policy_part(stored))
        except (TypeError, ValueError) as error:
            message = "'counted', 'left_out' and 'completions' must be as they were written"
            raise RulesError(message) from error


def _counted(holding: object, amount: object, group: object, is_sure: object = True) -> Counted:  # noqa: FBT002 - stored
    return Counted(str(holding), str(amount), str(group), is_sure is True)


class _PolicyPart(TypedDict, total=False):
    policy: str
    counted: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]
    completions: tuple[Completion, ...]
    is_proved: bool


def _policy_part(stored: Mapping[str, Any]) -> _PolicyPart:
    """Return what only decisions about policies have. Raises `ValueError`, `TypeError` for another shape."""
    if "policy" not in stored:
        return {}
    return {
        "policy": str(stored["policy"]),
        "counted": tuple(_counted(*one) for one in stored.get("counted", ())),
        "left_out": tuple(
            LeftOut(str(holding), str(because), str(amount), _texts(facts))
            for holding, because, amount, facts in stored.get("left_out", ())
        ),
        "completions": tuple(
            Completion(tuple(Gap(str(kind), str(clause), _texts(facts)) for kind, clause, facts in gaps))
            for gaps in stored.get("completions", ())
        ),
        "is_proved": stored.get("is_proved") is not False,
    }


def _texts(facts: object) -> dict[str, str]:
    if not isinstance(facts, Mapping):
        message = "facts must be an object"
        raise TypeError(message)
    return {str(name): str(value) for name, value in facts.items()}


def stated(*, on: date, by: str) -> Decision:
    """Return the decision of someone who answers for it instead of showing results; the record says so."""
    return Decision(Finding(Verdict.MET, "stated", {"by": by}), on)
