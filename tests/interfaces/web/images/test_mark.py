from __future__ import annotations

from xml.etree import ElementTree as ET

from testamur.interfaces.web.images import favicon, mark, qr


def test_the_mark_has_seven_stars_and_so_has_the_icon() -> None:
    assert mark().count("<circle") == 7
    assert favicon().count("<circle") == 7
    ET.fromstring(favicon())  # noqa: S314 - our own


def test_a_qr_code_is_black_on_white_with_a_quiet_zone() -> None:
    code = qr("https://example.edu/c/abc")
    assert "#fff" in code
    assert "style=" not in code
