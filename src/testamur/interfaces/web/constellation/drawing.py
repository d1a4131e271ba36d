"""The map as SVG: pure text from values and places. Its colours come from the style sheet, so it follows the theme.

Every word that comes from outside is escaped here. Addresses lead to the list beside the map (``#row-…``), so that the
map answers without a script, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from html import escape
from math import cos, hypot, pi, sin

from testamur.core.rules import Verdict
from testamur.interfaces.web.constellation.geometry import Point
from testamur.interfaces.web.constellation.labels import Label
from testamur.interfaces.web.constellation.layout import Chart, Placed
from testamur.interfaces.web.constellation.lettering import LEADING, NAME
from testamur.interfaces.web.constellation.plate import plate
from testamur.interfaces.web.constellation.values import Figure, Line, Sky, Star
from testamur.interfaces.words import _
from testamur.interfaces.words.constellation import cut_said, figure_said, figure_short, sky_said, star_said

_MARK = 10.0
_AIR = 3.0
_THIN, _THICK, _MANY_CREDITS = 1.1, 4.6, 15.0
_GAP = 5.0  # half of the gap in a line that is cut
_BEND = 0.14
_BRIGHTEST = 4


def drawn(sky: Sky, chart: Chart, out: Collection[str] = ()) -> str:
    """Return the map; *out* are stars that the filters leave out."""
    page = _Page(sky, chart, out)
    body = "".join(
        (
            plate(chart.width, chart.height),
            *(_lines(page, figure) for figure in sky.figures),
            *(_figure(page, figure) for figure in sky.figures),
            _loose(page),
            *(_numbers(page, figure) for figure in sky.figures),
        )
    )
    title = _("Map of micro-credentials")
    chosen = f' data-chosen="{page.keys[sky.focus]}"' if sky.focus in page.keys else ""
    return (
        f'<svg class="sky" viewBox="0 0 {chart.width:g} {chart.height:g}" width="{chart.width:g}"'
        f' height="{chart.height:g}" role="group" aria-labelledby="sky-title" aria-describedby="sky-about"{chosen}>'
        f'<title id="sky-title">{escape(title)}</title>'
        f'<desc id="sky-about">{escape(sky_said(sky))}</desc><g class="all">{body}</g></svg>'
    )


def sample(state: str) -> str:
    """Return a star of a state, for the legend."""
    return (
        '<svg class="sky sample" viewBox="-11 -9 22 18" width="22" height="18" aria-hidden="true" focusable="false">'
        f'<g class="st {state} b4">{shape_of(state, 7)}</g></svg>'
    )


class _Page:
    """What the parts of a map have in common: places, short names, and which line runs where."""

    def __init__(self, sky: Sky, chart: Chart, out: Collection[str]) -> None:
        self.sky, self.chart, self.out = sky, chart, out
        self.keys: Mapping[str, str] = {figure.id: figure.key for figure in sky.figures}
        self.places = {placed.star.id: placed for placed in chart.stars}
        self.numbers = {placed.star.id: at for at, placed in enumerate(chart.stars)}
        self.homes: dict[str, list[Placed]] = {}
        for placed in chart.stars:
            self.homes.setdefault(placed.figure, []).append(placed)
        self.by_star: dict[str, list[Line]] = {}
        self.by_figure: dict[str, dict[str, Line]] = {}
        for line in sky.lines:
            self.by_star.setdefault(line.star, []).append(line)
            self.by_figure.setdefault(line.figure, {})[line.star] = line

    def chosen(self, figure: Figure) -> str:
        return " chosen" if figure.id == self.sky.focus else ""


def _lines(page: _Page, figure: Figure) -> str:
    """Return the figure's lines: along its limbs, and from stars that stand in other figures."""
    found = []
    lines = page.by_figure.get(figure.id, {})
    middle = page.chart.middles[figure.id]
    for limb in figure.limbs:
        before, reach = middle, _MARK
        for star in limb.stars:
            placed, line = page.places.get(star), lines.get(star)
            if placed is None or line is None:
                continue
            if placed.figure == figure.id:
                found.append(joined(line, before, placed.at, reach, placed.radius))
                before, reach = placed.at, placed.radius
            else:
                found.append(_visit(line, placed, middle))
    return f'<g class="lines{page.chosen(figure)}" data-f="{figure.key}" aria-hidden="true">{"".join(found)}</g>'


def joined(line: Line, start: Point, end: Point, reach: float, radius: float) -> str:
    """Return one line, which stops short of its stars."""
    long = hypot(end.x - start.x, end.y - start.y) or 1.0
    x, y = (end.x - start.x) / long, (end.y - start.y) / long
    a = start.moved(x * (reach + _AIR), y * (reach + _AIR))
    b = end.moved(-x * (radius + _AIR), -y * (radius + _AIR))
    if long < reach + radius + 2 * _AIR + 2:
        a, b = start, end
    if not line.is_cut:
        return f'<path class="{_kind(line)}"{_thickness(line)} d="M{_at(a)}L{_at(b)}"/>'
    middle = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    before, after = middle.moved(-x * _GAP, -y * _GAP), middle.moved(x * _GAP, y * _GAP)
    ticks = "".join(
        f"M{_at(point.moved(-y * 4.5 - x * 2, x * 4.5 - y * 2))}L{_at(point.moved(y * 4.5 + x * 2, -x * 4.5 + y * 2))}"
        for point in (before, after)
    )
    return (
        f"<g><title>{escape(cut_said(line))}</title>"
        f'<path class="{_kind(line)}"{_thickness(line)} d="M{_at(a)}L{_at(before)}M{_at(after)}L{_at(b)}"/>'
        f'<path class="tick" d="{ticks}"/><path class="touch" d="M{_at(a)}L{_at(b)}"/></g>'
    )


def _visit(line: Line, placed: Placed, middle: Point) -> str:
    """Return a line from a star that stands in another figure: bent, so that it does not hide a straight one."""
    x, y = middle.x - placed.at.x, middle.y - placed.at.y
    bow = Point((placed.at.x + middle.x) / 2 - y * _BEND, (placed.at.y + middle.y) / 2 + x * _BEND)
    cut = " cut" if line.is_cut else ""
    return f'<path class="{_kind(line)} visit{cut}"{_thickness(line)} d="M{_at(placed.at)}Q{_at(bow)} {_at(middle)}"/>'


def _kind(line: Line) -> str:
    if line.counts:
        return "ln on"
    return "ln may" if line.amount else "ln"


def _thickness(line: Line) -> str:
    if not line.counts:
        return ""
    share = min(line.weight, _MANY_CREDITS) / _MANY_CREDITS
    return f' stroke-width="{_THIN + (_THICK - _THIN) * share:.1f}"'


def _figure(page: _Page, figure: Figure) -> str:
    """Return the figure's mark, name and stars, in reading order."""
    stars = "".join(_star(page, placed) for placed in page.homes.get(figure.id, ()))
    return f'<g class="fig{page.chosen(figure)}" data-f="{figure.key}">{_goal(page, figure)}{stars}</g>'


def _goal(page: _Page, figure: Figure) -> str:
    at, name = page.chart.middles[figure.id], page.chart.names[figure.id]
    field = page.chart.fields[figure.id]
    box = f"{field.left:.0f} {field.top:.0f} {field.right:.0f} {field.bottom:.0f}"
    current = ' aria-current="true"' if page.chosen(figure) else ""
    return (
        f'<a class="goal {figure.verdict.value}" id="goal-{figure.key}" href="#fig-{figure.key}"'
        f' data-goal="{figure.key}" data-box="{box}"{current}><title>{escape(figure_said(figure))}</title>'
        f'<circle class="reach" cx="{at.x:.1f}" cy="{at.y:.1f}" r="22"/>'
        f"{mark_of(figure, at)}{_words(name, 'name', leading=NAME * 1.15)}"
        f'<text class="had" aria-hidden="true" x="{name.x:g}" y="{name.box.bottom + 11:.1f}">'
        f"{escape(figure_short(figure))}</text></a>"
    )


def mark_of(figure: Figure, at: Point) -> str:
    """Return a figure's own mark: a ring that fills as the figure does."""
    return f'<g {_moved(at)}><circle class="ring" r="{_MARK:g}"/>{_arc(figure)}{_heart(figure)}</g>'


def _arc(figure: Figure) -> str:
    """Return the part of the ring that is there."""
    share = 1.0 if figure.verdict is Verdict.MET else min(figure.share, 0.985)
    if share <= 0:
        return ""
    if share >= 1:
        return f'<circle class="arc" r="{_MARK:g}"/>'
    turn = share * 2 * pi
    large = 1 if share > 0.5 else 0  # noqa: PLR2004 - half a circle
    end = _spoke(_MARK, turn)
    return f'<path class="arc" d="M0 {-_MARK:g}A{_MARK:g} {_MARK:g} 0 {large} 1 {_at(end)}"/>'


def _heart(figure: Figure) -> str:
    """Return what stands in the ring: a star when it is met, an open dot when nobody can tell, a dot until then."""
    if figure.verdict is Verdict.MET:
        points = [_spoke(7.2 if turn % 2 == 0 else 2.4, turn * pi / 4) for turn in range(8)]
        return f'<path class="heart" d="M{"L".join(_at(point) for point in points)}Z"/>'
    return '<circle class="heart" r="2.6"/>'


def _spoke(reach: float, turn: float) -> Point:
    return Point(reach * sin(turn), -reach * cos(turn))


def _star(page: _Page, placed: Placed) -> str:
    star = placed.star
    key = page.numbers[star.id]
    inside = page.by_star.get(star.id, [])
    belongs = " ".join(page.keys[line.figure] for line in inside if line.figure in page.keys)
    lit = " lit" if any(line.figure == page.sky.focus for line in inside) else ""
    away = " out" if star.id in page.out else ""
    words = _words(placed.label, "", leading=LEADING, origin=placed.at) if placed.label else ""
    count = ""
    if star.count > 1:
        away_by = placed.radius * 0.7
        count = f'<text class="times" aria-hidden="true" x="{away_by + 2:.1f}" y="{-away_by:.1f}">×{star.count}</text>'
    return (
        f'<a class="st {star.state} b{_brightness(star.level)}{lit}{away}" id="st-{key}" href="#row-{key}"'
        f' data-s="{key}" data-in="{belongs}"{_filters(placed)} {_moved(placed.at)}>'
        f'<title>{escape(star_said(star))}</title><circle class="reach" r="{max(placed.radius + 6, 14):g}"/>'
        f"{rays(star, placed.radius)}{shape_of(star.state, placed.radius)}{count}{words}</a>"
    )


def rays(star: Star, radius: float) -> str:
    """Return the rays of a star at (0, 0) that is held and as bright as they come."""
    if star.state != "held" or _brightness(star.level) < _BRIGHTEST:
        return ""
    long = radius + 5.5
    return f'<path class="rays" d="M{-long:g} 0h{2 * long:g}M0 {-long:g}v{2 * long:g}"/>'


def _filters(placed: Placed) -> str:
    """Return what the filters look at; only what can be taken is filtered."""
    offer = placed.star.offer
    if offer is None:
        return ""
    said = {
        "h": "" if offer.hours is None else f"{offer.hours:f}",
        "p": "" if offer.price is None else f"{offer.price:f}",
        "c": offer.currency,
        "m": " ".join(offer.modes),
        "l": " ".join(offer.languages),
    }
    return "".join(f' data-{name}="{escape(value)}"' for name, value in said.items() if value)


def shape_of(state: str, radius: float) -> str:
    """Return the shape of a star at (0, 0), which says its state without a colour."""
    return "".join(_disc(state, radius))


def _disc(state: str, radius: float) -> Iterator[str]:
    yield f'<circle class="d" r="{radius:g}"/>'
    if state == "progress":
        yield f'<path class="half" d="M0 {-radius:g}A{radius:g} {radius:g} 0 0 0 0 {radius:g}Z"/>'
    elif state == "planned":
        yield f'<circle class="half" r="{radius * 0.45:.1f}"/>'
    elif state == "unverified":
        yield f'<circle class="half" r="{radius * 0.36:.1f}"/>'
    elif state == "resting":
        yield f'<path class="bar" d="M{-radius * 0.45:.1f} 0h{radius * 0.9:.1f}"/>'
    elif state == "lapsed":
        yield f'<path class="bar" d="M{-radius - 3:g} 0h{2 * radius + 6:g}"/>'


def _brightness(level: float) -> int:
    return 1 + min(int(level * 4), 3)


def _loose(page: _Page) -> str:
    stars = "".join(_star(page, placed) for placed in page.homes.get("", ()))
    at = page.chart.loose_name
    if not stars or at is None:
        return ""
    said = escape(_("Not part of any figure here"))
    return f'<g class="fig loose" data-f="">{stars}<text class="name" x="{at.x:.1f}" y="{at.y:.1f}">{said}</text></g>'


def _numbers(page: _Page, figure: Figure) -> str:
    """Return the plan's numbers, which show while the figure is chosen."""
    texts = "".join(
        f'<text x="{page.places[line.star].at.x:.1f}" y="{page.places[line.star].at.y + 4:.1f}">{line.number}</text>'
        for line in page.by_figure.get(figure.id, {}).values()
        if line.number and line.star in page.places
    )
    if not texts:
        return ""
    return f'<g class="plan{page.chosen(figure)}" data-f="{figure.key}" aria-hidden="true">{texts}</g>'


def _words(label: Label, name: str, *, leading: float, origin: Point = Point(0, 0)) -> str:  # noqa: B008 - frozen
    shape = f' class="{name}"' if name else ""
    anchor = "" if label.anchor == "middle" else f' text-anchor="{label.anchor}"'
    x, y = label.x - origin.x, label.y - origin.y
    spans = "".join(
        f'<tspan x="{x:.4g}" y="{y + at * leading:.4g}">{escape(line)}</tspan>' for at, line in enumerate(label.lines)
    )
    return f'<text{shape}{anchor} aria-hidden="true">{spans}</text>'


def _moved(point: Point) -> str:
    return f'transform="translate({point.x:g} {point.y:g})"'


def _at(point: Point) -> str:
    return f"{point.x:.1f} {point.y:.1f}"
