"""Badges in pixels, with the credential inside."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from testamur.core.credential.baked import bake_png, extract
from testamur.interfaces.web.images import raster
from testamur.interfaces.web.images.raster import SIZE, badge_png


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGBA").tobytes()


@pytest.mark.parametrize("title", ["Gestió de dades", "数据管理", "<b>&amp;</b>", "x" * 300, ""])
def test_a_badge_is_drawn_whatever_the_title(title: str) -> None:
    image = Image.open(io.BytesIO(badge_png("0197c0de", title=title, level="EQF 6", hue=18)))
    assert (image.format, image.size) == ("PNG", (SIZE, SIZE))
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((SIZE // 2, SIZE // 8))[3] == 255


def test_words_that_the_font_cannot_draw_are_left_out_rather_than_drawn_as_boxes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(raster, "FONTS", ())
    raster.font_of.cache_clear()
    assert pixels(badge_png("one", title="Gestió")) == pixels(badge_png("one", title=""))
    assert pixels(badge_png("one", title="Data")) != pixels(badge_png("one", title=""))
    raster.font_of.cache_clear()


def test_the_same_definition_always_has_the_same_picture_and_others_have_another() -> None:
    assert badge_png("one", title="A") == badge_png("one", title="A")
    assert pixels(badge_png("one", title="A")) != pixels(badge_png("two", title="A"))


def test_a_credential_goes_in_and_comes_out_and_the_picture_stays() -> None:
    picture = badge_png("one", title="A")
    baked = bake_png(picture, b'{"type": "x"}')
    assert extract(baked) == b'{"type": "x"}'
    assert pixels(baked) == pixels(picture)
