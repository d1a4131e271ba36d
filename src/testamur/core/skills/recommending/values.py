"""The values of recommendations. A candidate has no price, so that none can be hidden by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from testamur.core.skills.profile.values import Profile
from testamur.core.skills.recommending.motives import Motive


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something on offer. ``fields``: broad fields of study; ``figures``: the larger awards that it counts towards.

    ``after``: what leads on to it, as the constellation has it.
    """

    id: str
    skills: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    has_credential: bool = True
    is_with_others: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a person lets be used: their profile, what they hold (by id), their motives, and what they said of work.

    ``figures``: for each larger award what of it is held; ``occupation``: the skills of their present work; ``sought``:
    those of each occupation they name; ``demand``: in how many adverts each skill is asked for.
    """

    profile: Profile
    held: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    motives: frozenset[Motive] = frozenset()
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    occupation: frozenset[str] = frozenset()
    sought: Mapping[str, frozenset[str]] = field(default_factory=dict)
    demand: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is recommended.

    ``code``: ``follows``, ``completes``, ``related``, ``refreshes``, ``confirms``, ``in-occupation``, ``sought``,
    ``asked-for``, ``new-field``, ``with-others`` or ``counts-towards``. ``motives``: those stated that it speaks to.
    """

    code: str
    facts: Mapping[str, object]
    motives: tuple[Motive, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One candidate with all its reasons. ``like``: the one further up that it resembles most, if any does."""

    candidate: str
    reasons: tuple[Reason, ...]
    like: str = ""
