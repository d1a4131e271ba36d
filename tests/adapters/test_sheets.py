"""Posters keep to the standards of letters, print what was handed in, and fit on their sheet."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime

import pytest

from testamur.adapters import sheets

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STARS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="2"/></svg>'


def told(**changes: object) -> dict[str, object]:
    return {
        "language": "ca",
        "paper": "a4",
        "title": "Gestió de dades",
        "size": 34,
        "by": "Universitat Oberta de la Marina",
        "lead": "Planificar, descriure i compartir.",
        "facts": [["125", "hores"], ["5", "crèdits"]],
        "outcomes_heading": "Què sabreu fer",
        "outcomes": ["Escriure un pla."],
        "more": "",
        "call": "Escanegeu-lo",
        "address": "https://example.edu/at/marina/dades",
        "as_of": "2 de març del 2026",
        "qr": STARS,
        "qr_alt": "Codi QR",
        "figure": STARS,
        "figure_alt": "Estrelles",
        "hue": "#204060",
        **changes,
    }


def streams(content: bytes) -> bytes:
    found = re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return b"".join(plain for one in found if (plain := unpacked(one[1])))


def unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b(?!s)", content + streams(content)))


def test_a_poster_is_archivable_and_accessible() -> None:
    content = sheets.poster(told(), at=AT)
    plain = content + streams(content)
    assert b"<pdfaid:part>3</pdfaid:part>" in plain
    assert b"<pdfuaid:part>1</pdfuaid:part>" in plain
    assert content == sheets.poster(told(), at=AT)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_the_longest_texts_that_are_handed_in_fit_on_one_sheet(paper: str) -> None:
    longest = told(
        paper=paper,
        title="Wide Words " * 10,
        size=24,
        lead="Some words " * 24,
        facts=[["12,345.5", "hours of learning for all"]] * 5,
        outcomes=["Many words " * 15] * 4,
        more="and 14 more",
        as_of="Where and when it holds. " * 9,
    )
    assert pages(sheets.poster(longest, at=AT)) == 1


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    sheets.poster(told(title='#read("/etc/passwd") *x*', lead="#panic()", outcomes=["$x$ @y"]), at=AT)


def test_a_card_is_a_picture_and_its_texts_are_no_markup() -> None:
    card = {
        "language": "en",
        "title": '#read("x")',
        "by": "N",
        "facts": ["1 h"],
        "place": "x",
        "sky": "#123",
        "figure": STARS,
    }
    assert sheets.card(card).startswith(b"\x89PNG")
