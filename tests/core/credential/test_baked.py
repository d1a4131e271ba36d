"""Badge images carry a credential, and nothing dangerous comes out of an image."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from testamur.core.credential import CredentialError, SigningKey, Verdict, jwt
from testamur.core.credential.baked import bake_png, bake_svg, extract

SVG = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A &amp; B</title></svg>'
)


@pytest.fixture
def png() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (3, 2), (10, 20, 30)).save(image, "PNG")
    return image.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_what_is_baked_is_found_and_valid(
    png: bytes,
    unsigned: Callable[..., dict[str, Any]],
    sign: Callable[[dict[str, Any]], bytes],
    judge: Callable[..., Any],
    key: SigningKey,
) -> None:
    for credential in (sign(unsigned(name="Ann <Bell> & Söhne")), jwt(unsigned(), key).encode()):
        for image in (bake_png(png, credential), bake_svg(SVG, credential.decode()).encode()):
            assert extract(image) == credential
            assert judge(image).verdict is Verdict.VALID


def test_the_picture_stays_as_it_is(png: bytes) -> None:
    baked = Image.open(io.BytesIO(bake_png(png, b"{}")))
    assert list(baked.get_flattened_data()) == [(10, 20, 30)] * 6


def test_baking_again_replaces_what_was_inside(png: bytes) -> None:
    assert extract(bake_png(bake_png(png, b"old"), b"new")) == b"new"


def test_a_compressed_text_is_read_too(png: bytes) -> None:
    text = chunk(b"iTXt", b"openbadgecredential\0\1\0en\0\0" + zlib.compress(b'{"a": 1}'))
    assert extract(png[:33] + text + png[33:]) == b'{"a": 1}'


def test_images_that_hold_nothing_or_harm_are_refused(png: bytes) -> None:
    bomb = chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(20_000_000)))
    entities = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'
    for image, code in (
        (png, "nothing-baked"),
        (SVG.encode(), "nothing-baked"),
        (png[:-20], "bad-image"),
        (png[:33] + bomb + png[33:], "too-large"),
        (entities.encode(), "bad-image"),
        (png[:33] + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0not packed") + png[33:], "bad-image"),
        (b"<svg><unclosed></svg>", "bad-image"),
        (png + bytes(5_000_000), "too-large"),
    ):
        with pytest.raises(CredentialError, match=code):
            extract(image)


def test_an_svg_without_its_element_is_refused() -> None:
    with pytest.raises(CredentialError, match="bad-image"):
        bake_svg("<html></html>", "{}")


@pytest.mark.parametrize("image", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_nothing_is_baked_into_what_is_no_picture(image: bytes) -> None:
    with pytest.raises(CredentialError, match="bad-image"):
        bake_png(image, b"{}")
