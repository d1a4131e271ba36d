from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from testamur.interfaces.web.images import Constellation, Star, favicon, mark, qr, star_map


def sky(count: int, stars: int = 5) -> list[Constellation]:
    return [
        Constellation(f"University {at} <&>", tuple(Star(str(one), one * 30.0) for one in range(stars)), f"/?a={at}&b")
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [1, 2, 7, 25])
def test_every_sky_can_be_read_as_xml(count: int) -> None:
    root = ET.fromstring(star_map(sky(count), label="A sky & more"))  # noqa: S314 - our own
    assert len(root.findall(".//a")) == count


def test_no_style_is_written_into_the_picture() -> None:
    assert "style=" not in star_map(sky(3), label="")


def test_the_layout_does_not_change_from_one_look_to_the_next() -> None:
    assert star_map(sky(4), label="") == star_map(sky(4), label="")


def test_a_constellation_shows_no_more_stars_than_can_be_told_apart() -> None:
    assert star_map(sky(1, stars=60), label="").count('class="star"') == 9


def test_all_stars_lie_within_the_sky() -> None:
    drawn = star_map(sky(7), label="")
    for x, y in re.findall(r'class="star" cx="([\d.-]+)" cy="([\d.-]+)"', drawn):
        assert (float(x) - 320) ** 2 + (float(y) - 320) ** 2 < 314**2


def test_the_mark_has_seven_stars_and_so_has_the_icon() -> None:
    assert mark().count("<circle") == 7
    assert favicon().count("<circle") == 7
    ET.fromstring(favicon())  # noqa: S314 - our own


def test_a_qr_code_is_black_on_white_with_a_quiet_zone() -> None:
    code = qr("https://example.edu/c/abc")
    assert "#fff" in code
    assert "style=" not in code
