"""The comparison itself. Every "partly" says why, and nothing is inferred that no evidence shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from testamur.core.skills.gap.targets import Asked, Target
from testamur.core.skills.gap.values import Answer, Because, Gap, State
from testamur.core.skills.hierarchy import FLAT, Hierarchy
from testamur.core.skills.profile.ageing import Freshness
from testamur.core.skills.profile.levels import NO_SCALES, Scales
from testamur.core.skills.profile.values import Entry, Profile, Shown

Value = TypeVar("Value")


def compare(
    profile: Profile,
    target: Target,
    taught: Mapping[str, Sequence[str]],
    *,
    hierarchy: Hierarchy = FLAT,
    scales: Scales = NO_SCALES,
) -> Gap:
    """Return for each skill of *target* whether *profile* shows it. *taught*: what teaches each skill, by URI.

    Concepts that were replaced are compared as what they became, on both sides. A narrower skill (Python, where
    programming is asked for) or a broader one answers partly, never wholly. A claim of one's own does so, too.
    """
    comparison = _Comparison(profile, taught, hierarchy, scales)
    return Gap(target, profile.on, tuple(comparison.answer(asked) for asked in target.asked))


class _Comparison:
    """One profile, ready to be asked."""

    def __init__(
        self, profile: Profile, taught: Mapping[str, Sequence[str]], hierarchy: Hierarchy, scales: Scales
    ) -> None:
        self._on, self._hierarchy, self._scales = profile.on, hierarchy, scales
        self._entries = _gathered((hierarchy.current(one.uri), one) for one in profile.entries)
        self._taught = _gathered(
            (hierarchy.current(uri), offering) for uri, offerings in taught.items() for offering in offerings
        )

    def answer(self, asked: Asked) -> Answer:
        uri = self._hierarchy.current(asked.uri)
        taught_by = tuple(dict.fromkeys(self._taught.get(uri, ())))
        entries = [entry for entry in self._entries.get(uri, ()) if entry.shown]
        if entries:
            because = tuple(self._short(entries, asked))
            return Answer(asked, State.PARTLY if because else State.HAVE, _held(entries), because, taught_by)
        because = tuple(self._related(uri))
        if because:
            near = [entry for one in because for entry in self._entries[str(one.facts["uri"])]]
            return Answer(asked, State.PARTLY, _held(near), because, taught_by)
        disputed = tuple(one for entry in self._entries.get(uri, ()) for one in entry.disputed)
        state = State.MISSING if taught_by else State.UNTAUGHT
        return Answer(asked, state, disputed, (Because("disputed"),) if disputed else (), taught_by)

    def _short(self, entries: Sequence[Entry], asked: Asked) -> Iterator[Because]:
        """Yield what is wanting in evidence of the very skill."""
        verified = [entry for entry in entries if entry.is_verified]
        if not verified:
            yield Because("claimed-only")
        yield from self._level(verified or entries, asked)
        currencies = [entry.currency for entry in verified or entries if entry.currency is not None]
        newest = max(currencies, key=lambda one: (one.stale_on, one.family.id))
        if newest.freshness(self._on) is Freshness.STALE:
            family = newest.family
            yield Because(
                "stale",
                {
                    "last_on": newest.last_on,
                    "stale_on": newest.stale_on,
                    "months": family.months,
                    "family": family.id,
                    "is_assumed": family.is_assumed,
                },
            )

    def _level(self, entries: Sequence[Entry], asked: Asked) -> Iterator[Because]:
        if not asked.levels:
            return
        own = [one.level for entry in entries for one in entry.reached if one.is_verified or not entry.is_verified]
        answers = [(one, wanted, self._scales.reaches(one, wanted)) for one in own for wanted in asked.levels]
        if any(reached for _, _, reached in answers):
            return
        lower = [(one, wanted) for one, wanted, reached in answers if reached is False]
        if lower:
            one, wanted = lower[0]
            yield Because("level-lower", {"scale": wanted.scale, "has": one.value, "asked": wanted.value})
        elif own:
            scales = tuple(dict.fromkeys(wanted.scale for wanted in asked.levels))
            yield Because("other-scale", {"has": tuple((one.scale, one.value) for one in own), "asked": scales})
        else:
            yield Because("level-unknown", {"asked": tuple((one.scale, one.value) for one in asked.levels)})

    def _related(self, uri: str) -> Iterator[Because]:
        for code, found in (("narrower", self._hierarchy.below(uri)), ("broader", self._hierarchy.above(uri))):
            for near, steps in found.items():
                if any(entry.shown for entry in self._entries.get(near, ())):
                    yield Because(code, {"uri": near, "steps": steps})


def _held(entries: Iterable[Entry]) -> tuple[Shown, ...]:
    """Return what stands behind an answer: what is verified first, then the newest first."""
    found = [one for entry in entries for one in entry.shown]
    found.sort(key=lambda one: (not one.evidence.proof.is_verified, -one.evidence.on.toordinal(), one.evidence.id))
    return tuple(dict.fromkeys(found))


def _gathered(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
