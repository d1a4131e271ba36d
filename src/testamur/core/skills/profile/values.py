"""The values of a skill profile: evidence, what it shows, and the entries that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from testamur.core.skills.profile.ageing import Currency
from testamur.core.skills.profile.levels import SkillLevel


class Proof(StrEnum):
    """What stands behind evidence: somebody's award or recognition, or the person's own word."""

    AWARD = "award"
    RECOGNITION = "recognition"
    CLAIM = "claim"

    @property
    def is_verified(self) -> bool:
        """Whether somebody else stands behind it."""
        return self is not Proof.CLAIM


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a skill rests on: an award or recognition by ``issuer``, or a claim. ``id`` names it for edits and links.

    ``title`` as its document has it; ``outcome`` the statement that the skill aligns to, where there is one.
    """

    id: str
    proof: Proof
    title: str
    on: date
    issuer: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One skill that one piece of evidence shows, in the framework's version of its time, at a level if it says one."""

    uri: str
    version: str
    evidence: Evidence
    level: SkillLevel | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """The highest level of a scale, and whether somebody else stands behind it."""

    level: SkillLevel
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One skill of a person. ``shown``: what counts, newest first; ``disputed``: what the person says is wrong.

    ``reached`` has each scale's highest verified level, and a claimed one where it is another. ``currency`` is that of
    the newest evidence that is verified, else of the newest claim; None where nothing counts.
    """

    uri: str
    shown: tuple[Shown, ...]
    reached: tuple[Reached, ...] = ()
    currency: Currency | None = None
    disputed: tuple[Shown, ...] = ()
    is_hidden: bool = False

    @property
    def is_verified(self) -> bool:
        """Whether somebody else stands behind any of it."""
        return any(one.evidence.proof.is_verified for one in self.shown)

    @property
    def versions(self) -> tuple[str, ...]:
        """The framework versions under which it was shown, newest evidence first."""
        return tuple(dict.fromkeys(one.version for one in (*self.shown, *self.disputed)))

    @property
    def first_on(self) -> date | None:
        """The day of the first evidence."""
        return min((one.evidence.on for one in self.shown), default=None)

    @property
    def last_on(self) -> date | None:
        """The day of the last evidence, claims included."""
        return max((one.evidence.on for one in self.shown), default=None)


@dataclass(frozen=True, slots=True)
class Profile:
    """All that a person can show on a day, by skill."""

    on: date
    entries: tuple[Entry, ...]

    def entry(self, uri: str) -> Entry | None:
        """Return the entry of a skill."""
        return next((one for one in self.entries if one.uri == uri), None)

    def public(self) -> Profile:
        """Return what others may see: nothing hidden, nothing disputed, no claim."""
        return Profile(self.on, tuple(self._public()))

    def _public(self) -> Iterator[Entry]:
        for one in self.entries:
            shown = tuple(each for each in one.shown if each.evidence.proof.is_verified)
            if shown and not one.is_hidden:
                reached = tuple(each for each in one.reached if each.is_verified)
                yield Entry(one.uri, shown, reached, one.currency)
