"""From evidence to a profile. Nothing is in it that no evidence shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from testamur.core.skills.profile.ageing import Currency, Family
from testamur.core.skills.profile.edits import Edit, edited
from testamur.core.skills.profile.levels import NO_SCALES, Scales
from testamur.core.skills.profile.values import Entry, Profile, Reached, Shown


def build(
    shown: Iterable[Shown],
    family_of: Callable[[str], Family],
    *,
    on: date,
    scales: Scales = NO_SCALES,
    edits: Iterable[Edit] = (),
) -> Profile:
    """Return the profile of a day: evidence up to it, after the person's *edits*, by skill.

    *family_of* says how a skill ages. Raises SkillsError for edits of what is not there.
    """
    found = edited([one for one in dict.fromkeys(shown) if one.evidence.on <= on], edits)
    uris = sorted({one.uri for one in (*found.shown, *found.disputed)})
    return Profile(
        on,
        tuple(
            _entry(
                uri,
                _newest([one for one in found.shown if one.uri == uri]),
                _newest([one for one in found.disputed if one.uri == uri]),
                family_of(uri),
                scales,
                is_hidden=uri in found.hidden,
            )
            for uri in uris
        ),
    )


def _newest(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(shown, key=lambda one: (-one.evidence.on.toordinal(), one.evidence.id)))


def _entry(
    uri: str,
    shown: tuple[Shown, ...],
    disputed: tuple[Shown, ...],
    family: Family,
    scales: Scales,
    *,
    is_hidden: bool,
) -> Entry:
    verified = [one for one in shown if one.evidence.proof.is_verified]
    newest = next(iter(verified or shown), None)
    sure = scales.best(one.level for one in verified if one.level is not None)
    said = scales.best(one.level for one in shown if one.level is not None and one not in verified)
    return Entry(
        uri,
        shown,
        (
            *(Reached(level, is_verified=True) for level in sure),
            *(Reached(level, is_verified=False) for level in said if level not in sure),
        ),
        None if newest is None else Currency(family, newest.evidence.on),
        disputed,
        is_hidden,
    )
