"""Laws of the layout: the same for everybody, no word on another, and another credential moves little."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from skies import BANK, CHAIN, held, over
from testamur.core.rules import Verdict
from testamur.interfaces.web.constellation import Figure, Limb, Line, Sky, Star, charted
from testamur.interfaces.web.constellation.geometry import Box, around
from testamur.interfaces.web.constellation.layout import Chart

TITLES = st.text("abcdefg ilmnoprstuvw WM-", min_size=1, max_size=60)
STATES = st.sampled_from(["held", "progress", "available", "lapsed", "open"])


@st.composite
def skies(draw: st.DrawFn) -> Sky:
    stars: dict[str, Star] = {}
    figures = []
    for at in range(draw(st.integers(1, 6))):
        limbs = []
        for limb in range(draw(st.integers(1, 4))):
            names = [f"{at}-{limb}-{one}" for one in range(draw(st.integers(0, 9)))]
            for name in names:
                size = draw(st.floats(0, 600))
                stars[name] = Star(name, draw(TITLES), draw(STATES), size=size, count=draw(st.integers(1, 3)))
            base = draw(st.integers(1, 6))
            limbs.append(Limb(str(limb), "", tuple(names), max(len(names), base), base))
        name = draw(TITLES)
        figures.append(Figure(f"policy {at}", str(at), name, "pathway", Verdict.UNMET, tuple(limbs)))
    loose = tuple(f"loose {one}" for one in range(draw(st.integers(0, 20))))
    stars |= {name: Star(name, draw(TITLES), "held") for name in loose}
    lines = tuple(Line(star, figure.id) for figure in figures for limb in figure.limbs for star in limb.stars)
    return Sky(tuple(figures), stars, lines, loose)


def taken(chart: Chart) -> list[Box]:
    boxes = [around(one.at, one.radius) for one in chart.stars]
    boxes += [one.label.box for one in chart.stars if one.label]
    boxes += [around(middle, 10) for middle in chart.middles.values()]
    return [*boxes, *(name.box for name in chart.names.values())]


@settings(max_examples=60, deadline=None)
@given(skies())
def test_no_star_and_no_word_stands_on_another(sky: Sky) -> None:
    chart = charted(sky)
    for one, other in combinations(taken(chart), 2):
        assert not one.meets(other), (one, other)


@settings(max_examples=40, deadline=None)
@given(skies())
def test_everything_lies_on_the_sheet(sky: Sky) -> None:
    chart = charted(sky)
    sheet = Box(0, 0, chart.width, chart.height)
    for box in taken(chart):
        assert sheet.left <= box.left
        assert box.right <= sheet.right
        assert sheet.top <= box.top
        assert box.bottom <= sheet.bottom


@settings(max_examples=20, deadline=None)
@given(skies())
def test_the_layout_follows_from_the_sky_alone(sky: Sky) -> None:
    assert charted(sky) == charted(sky)


@settings(max_examples=40, deadline=None)
@given(skies())
def test_nearly_every_star_has_its_words(sky: Sky) -> None:
    chart = charted(sky)
    without = sum(1 for one in chart.stars if one.label is None)
    assert without <= len(chart.stars) * 0.05


def test_another_credential_moves_no_star_that_was_there() -> None:
    before = charted(over(BANK, CHAIN, holdings=(held("x", days=30), held("y", days=20))))
    after = charted(over(BANK, CHAIN, holdings=(held("x", days=30), held("y", days=20), held("z", days=10))))
    for name in ("x", "y", "chain:A1", "chain:A9"):
        assert after.at(name) == before.at(name)


def test_a_figure_that_outgrows_its_room_keeps_its_shape() -> None:
    def shape(count: int) -> dict[str, tuple[float, float]]:
        chart = charted(over(BANK, holdings=tuple(held(f"c{at}", 1, days=100 - at) for at in range(count))))
        middle = chart.middles["bank"]
        held_ones = [one for one in chart.stars if one.star.state == "held"]
        return {one.star.id: (round(one.at.x - middle.x, 6), round(one.at.y - middle.y, 6)) for one in held_ones}

    small, large = shape(5), shape(14)
    assert {name: large[name] for name in small} == small


def test_a_star_that_counts_for_certain_stands_where_it_counts() -> None:
    doubtful = "pathway doubt awards D version 1\n  require credits >= 6 ECTS from any\n"
    chart = charted(over(doubtful, BANK, holdings=(held("x"),)))
    assert next(one.figure for one in chart.stars if one.star.id == "x") == "bank"


def test_an_empty_sky_is_a_sheet() -> None:
    chart = charted(Sky((), {}))
    assert chart.width > 300
    assert chart.stars == ()
