"""The nouns of the map: a sky of stars, figures that they belong to, and lines that say what counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from testamur.core.rules import Verdict

# held: earned and current · progress: not decided yet · available: can be taken · resting: in the
# catalogue, and nobody offers it at the moment · wanted: asked for by a figure, and
# nobody here offers it · open: so much more is asked for, whatever it is · planned: a what-if · lapsed: no longer
# current, or withdrawn · unverified: from elsewhere, and not checked.
STATES = ("held", "progress", "available", "resting", "wanted", "open", "planned", "lapsed", "unverified")
EARNED = ("held", "progress", "lapsed", "unverified")
# What kind of thing a figure is, for the sentence that names it.
KINDS = ("pathway", "qualification", "occupation")
DIM_LEVEL = 0.4
# Below this share of what it asks, something counts only in name.
SLIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Offer:
    """Something in a catalogue: what a star shows of it, and what people filter by. ``ref`` is what policies name.

    ``is_open``: one can enrol, now or in what is coming. ``levels``: all of them, ``level`` the one that is shown.
    ``price`` is in ``currency``; None is "not said", never "free". ``family`` and ``tags`` as in `Holding`.
    """

    ref: str
    title: str
    by: str = ""
    credits: str = ""
    hours: Decimal | None = None
    level: str = ""
    price: Decimal | None = None
    currency: str = ""
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    url: str = ""
    family: str = ""
    tags: tuple[str, ...] = ()
    is_open: bool = True
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Star:
    """A micro-credential, whoever awarded it: renewals and versions are one star with a ``count``.

    ``id`` is stable (its family or reference). ``size``: hours of work, for the radius. ``level``: 0 to 1.
    ``awarded``/``until``: ISO dates or empty. ``offer``: how it can be taken, if it can. ``ref``: what a policy calls
    it, where nothing of it is held.
    """

    id: str
    title: str
    state: str
    by: str = ""
    credits: str = ""
    size: float = 0.0
    level: float = DIM_LEVEL
    level_name: str = ""
    count: int = 1
    awarded: str = ""
    until: str = ""
    offer: Offer | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A star counts towards a figure, or would. ``counts``: for certain.

    ``amount``: credits that count of it, or would, as text; empty where it has none. ``weight``: the same as a number.
    ``because``: why some or all of it is cut off (``cap``, ``overlap``, …), with facts; empty where nothing is.
    ``number``: its place in the plan of what is missing, from 1; 0 for no place. ``is_open``: nobody can say yet how
    much of it counts; then ``amount`` is what counts for certain.
    """

    star: str
    figure: str
    amount: str = ""
    weight: float = 0.0
    counts: bool = False
    because: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    number: int = 0
    is_open: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether a cap, an overlap or the like keeps some of it from counting."""
        return bool(self.because)


@dataclass(frozen=True, slots=True)
class Limb:
    """A part of a figure: a group, a list or a pool.

    ``room``: for how many stars a place is kept, so that few move; ``base``: for how many from the beginning.
    """

    id: str
    name: str
    stars: tuple[str, ...]
    room: int
    base: int = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One clause of a figure's rules: its verdict, what it says, and how much of it is there (may be empty)."""

    met: Verdict
    says: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A qualification, pathway or occupation. ``share``: 0 to 1, how much of what it asks is there.

    ``had`` and ``needed`` are credits or counts as text with their unit. ``missing`` are phrases, ``asks`` its rules.
    ``share_url``: a public page about it, without anything personal. ``key`` is its short name in the page. ``whole``:
    the size of the award in a sentence, where its rules ask for a smaller sum.
    """

    id: str
    key: str
    name: str
    kind: str
    verdict: Verdict
    limbs: tuple[Limb, ...]
    by: str = ""
    had: str = ""
    needed: str = ""
    share: float = 0.0
    missing: tuple[str, ...] = ()
    asks: tuple[Asked, ...] = ()
    share_url: str = ""
    is_proved: bool = True
    sources: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Sky:
    """Everything on one map. ``loose``: stars that belong to no figure. ``focus``: the id of the chosen figure.

    ``beyond``: how many more there are than a map can show. ``idle``: figures that are named only;
    ``slight``: those that what is there counts for with next to nothing.
    """

    figures: tuple[Figure, ...]
    stars: Mapping[str, Star] = field(hash=False)
    lines: tuple[Line, ...] = ()
    loose: tuple[str, ...] = ()
    focus: str = ""
    beyond: int = 0
    idle: tuple[Figure, ...] = ()
    slight: tuple[Figure, ...] = ()

    def line(self, figure: str, star: str) -> Line | None:
        """Return the line between a figure and a star."""
        return next((line for line in self.lines if line.figure == figure and line.star == star), None)

    @property
    def chosen(self) -> Figure | None:
        """The figure in focus."""
        return next((figure for figure in self.figures if figure.id == self.focus), None)


def focused(sky: Sky, figure: str) -> Sky:
    """Return the sky with another figure in focus."""
    return replace(sky, focus=figure if any(one.id == figure for one in sky.figures) else "")


def begun(sky: Sky) -> Sky:
    """Return the sky with the figures that something counts for, and the chosen one; the others are named only.

    Where nothing counts for anything, nothing is left out.
    """
    counting = {line.figure for line in sky.lines if line.counts}
    if not counting:
        return sky
    slight = tuple(one for one in sky.figures if one.id in counting and one.id != sky.focus and is_slight(one))
    counting -= {one.id for one in slight}
    kept = tuple(one for one in sky.figures if one.id in counting or one.id == sky.focus)
    placed = {star for figure in kept for limb in figure.limbs for star in limb.stars}
    shown = {figure.id for figure in kept}
    freed = (star for figure in sky.figures for limb in figure.limbs for star in limb.stars)
    loose = (one for one in dict.fromkeys((*sky.loose, *freed)) if one not in placed and sky.stars[one].state in EARNED)
    return replace(
        sky,
        figures=kept,
        lines=tuple(line for line in sky.lines if line.figure in shown),
        stars={name: star for name, star in sky.stars.items() if name in placed or star.state in (*EARNED, "planned")},
        loose=tuple(loose),
        idle=tuple(one for one in sky.figures if one.id not in shown and one not in slight),
        slight=slight,
    )


def is_slight(figure: Figure) -> bool:
    """Say whether so little of what a figure asks is there that nobody would call it a beginning."""
    return figure.verdict is not Verdict.MET and 0 < figure.share < SLIGHT
