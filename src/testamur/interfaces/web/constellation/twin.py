"""The list beside the map: the same facts in words, the chosen figure first. Tests hold the two to each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from testamur.core.rules import Verdict
from testamur.interfaces.web.constellation.layout import Chart
from testamur.interfaces.web.constellation.values import Figure, Line, Sky, Star
from testamur.interfaces.words import ngettext
from testamur.interfaces.words.constellation import figure_short, line_said, state_said, verdict_said

TONES = {Verdict.MET: "valid", Verdict.UNMET: "", Verdict.UNKNOWN: "unknown"}

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A star in the list. ``key`` is its name in the page; ``is_home``: the map's star leads to this row.

    ``facts``: who, credits, level, hours, price. ``said``: how it counts here. ``also``: other figures it belongs to.
    ``code``: what rules call it, where nobody here offers it and its title says something else.
    """

    key: str
    title: str
    state: str
    state_word: str
    facts: tuple[str, ...]
    said: str
    number: int
    is_home: bool
    url: str
    also: tuple[str, ...] = ()
    is_out: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A figure in the list. ``asks``: for each rule its verdict, tone, sentence and measure."""

    id: str
    key: str
    name: str
    by: str
    met: str
    tone: str
    word: str
    far: str
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    asks: tuple[tuple[str, str, str, str], ...]
    uncertain: tuple[str, ...]
    share_url: str
    is_chosen: bool
    is_proved: bool
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """The whole list. ``beyond``: how many more stars there are than were drawn.

    ``idle``: id, name and owner of each figure that nothing counts for yet; ``slight``: and
    how far, of those that next to nothing counts for.
    """

    sections: tuple[Section, ...]
    loose: tuple[Row, ...]
    beyond: int = 0
    idle: tuple[tuple[str, str, str], ...] = ()
    slight: tuple[tuple[str, str, str], ...] = ()


def listed(sky: Sky, chart: Chart, out: Collection[str] = ()) -> Listed:
    """Return the list for *sky* as *chart* places it; *out* are the stars that the filters leave out."""
    keys = {placed.star.id: str(at) for at, placed in enumerate(chart.stars)}
    homes = {placed.star.id: placed.figure for placed in chart.stars}
    names = {figure.id: figure.name for figure in sky.figures}
    belongs: dict[str, list[str]] = {}
    for line in sky.lines:
        belongs.setdefault(line.star, []).append(line.figure)
    lines = {(line.figure, line.star): line for line in sky.lines}

    def row(star: Star, line: Line | None, figure: str) -> Row:
        return Row(
            key=keys[star.id],
            title=star.title,
            state=star.state,
            state_word=state_said(star.state),
            facts=_facts(star),
            said=line_said(line, star) if line else "",
            number=line.number if line else 0,
            is_home=homes[star.id] == figure,
            url=star.offer.url if star.offer else "",
            also=_few([names[other] for other in belongs.get(star.id, ()) if other != figure]),
            is_out=star.id in out,
            code=star.ref if star.state == "wanted" and star.ref != star.title else "",
        )

    sections = tuple(
        _section(
            sky,
            figure,
            tuple(
                row(sky.stars[star], lines.get((figure.id, star)), figure.id)
                for limb in figure.limbs
                for star in limb.stars
                if star in keys
            ),
        )
        for figure in sky.figures
    )
    shares = {figure.id: figure.share for figure in sky.figures}
    first = tuple(sorted(sections, key=lambda one: (not one.is_chosen, -shares[one.id])))
    return Listed(
        sections=first,
        loose=tuple(row(sky.stars[star], None, "") for star in sky.loose if star in keys),
        beyond=sky.beyond,
        idle=tuple((one.id, one.name, one.by) for one in sky.idle),
        slight=tuple((one.id, one.name, figure_short(one)) for one in sky.slight),
    )


def _section(sky: Sky, figure: Figure, rows: tuple[Row, ...]) -> Section:
    return Section(
        id=figure.id,
        key=figure.key,
        name=figure.name,
        by=figure.by,
        met=figure.verdict.value,
        tone=TONES[figure.verdict],
        word=verdict_said(figure.verdict),
        far="" if figure.verdict is Verdict.MET else figure_short(figure),
        rows=rows,
        missing=figure.missing,
        asks=tuple((one.met.value, TONES[one.met], one.says, one.measure) for one in figure.asks),
        uncertain=figure.uncertain,
        share_url=figure.share_url,
        is_chosen=figure.id == sky.focus,
        is_proved=figure.is_proved,
        whole=figure.whole,
    )


def _few(names: list[str]) -> tuple[str, ...]:
    """Return a few names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    if more <= 1:
        return tuple(names)
    return (*names[:_MOST_NAMES], ngettext("{count} more", "{count} more", more).format(count=more))


def _facts(star: Star) -> tuple[str, ...]:
    level = star.level_name or (star.offer.level if star.offer else "")
    return tuple(filter(None, (star.by, star.credits, level)))
