from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from testamur.interfaces.web.images import badge
from testamur.interfaces.web.images.badge import figure
from testamur.interfaces.web.images.colour import oklch

TITLES = [
    "First Aid",
    "Research Data Stewardship in Practice",
    "The Very Long Title of a Micro-credential About Everything That Can Possibly Happen at Sea",
    "Donaudampfschifffahrtsgesellschaftskapitänspatent",
    "数据管理实践与研究伦理学导论以及更长的标题示例",
    "إدارة البيانات",
    "",
]


@pytest.mark.parametrize("title", TITLES)
def test_every_title_gives_a_picture_that_can_be_read_as_xml(title: str) -> None:
    root = ET.fromstring(badge("one", title=title, level="EQF 6", hue=200))  # noqa: S314 - our own
    assert root.tag.endswith("svg")


@pytest.mark.parametrize("title", TITLES)
def test_no_title_takes_more_than_three_lines(title: str) -> None:
    assert badge("one", title=title).count("<text") <= 3


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert "…</text>" in badge("one", title=TITLES[2])
    assert "…" not in re.sub(r'aria-label="[^"]*"', "", badge("one", title=TITLES[1]))


def test_the_same_definition_always_has_the_same_figure_and_another_has_another() -> None:
    assert badge("one", title="A") == badge("one", title="A")
    figures = {tuple(figure(str(number))) for number in range(500)}
    assert len(figures) == 500


def test_every_star_lies_within_the_disc() -> None:
    for number in range(500):
        for dot in figure(str(number)):
            assert (dot.x - 96) ** 2 + (dot.y - 96) ** 2 < 94**2


def test_markup_in_a_title_is_text() -> None:
    made = badge("one", title='<script>"&', level="<b>")
    assert "<script" not in made
    assert "<b>" not in made


def test_the_words_stand_out_from_every_hue_by_seven_to_one() -> None:
    for hue in range(360):
        assert contrast("#fdfbf5", oklch(0.3, 0.085, hue)) >= 7


def test_grey_has_no_hue() -> None:
    assert oklch(1, 0, 0) == "#ffffff"
    assert oklch(0, 0, 120) == "#000000"
    assert len({oklch(0.5, 0, hue) for hue in range(0, 360, 30)}) == 1


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
