"""Letters keep to PDF/A-3a and PDF/UA-1, say what was handed in and no more, and come out the same twice."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime

import pytest

from testamur.adapters import typesetting

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def told(**changes: object) -> dict[str, object]:
    return {
        "language": "ca",
        "letterhead": ["Universitat Oberta de la Marina"],
        "recipient": ["Zoë Martínez-Křížová"],
        "date": "2 de març del 2026",
        "title": "Decisió",
        "answer": "Reconeixem una part.",
        "facts": [["Crèdits", "3 ECTS"]],
        "sections": [{"heading": "Raons", "paragraphs": ["Perquè sí."], "items": [["Nivell", "EQF 6"]]}],
        "closing": [],
        "footer": "1",
        "keywords": ["x"],
        "attached": {"name": "decision.json", "description": "La decisió"},
        **changes,
    }


def test_a_letter_is_archivable_accessible_and_carries_its_decision() -> None:
    content = typesetting.letter(told(), attached=b'{"a": 1}', at=AT)
    assert content.startswith(b"%PDF-")
    plain = content + b"".join(_streams(content))
    assert b"<pdfaid:part>3</pdfaid:part>" in plain
    assert b"<pdfuaid:part>1</pdfuaid:part>" in plain
    assert b"decision.json" in plain
    assert b'{"a": 1}' in plain
    assert b"(ca)" in plain


def test_the_same_letter_is_the_same_bytes() -> None:
    assert typesetting.letter(told(), at=AT) == typesetting.letter(told(), at=AT)


@pytest.mark.parametrize(
    "name",
    ['#read("/etc/passwd")', "$ sum_1^n $", "*bold* _it_ `raw` #set page(width: 1cm)", "\\ \\u{41} ] } ) #import", ""],
)
def test_what_people_wrote_is_text_and_never_markup(name: str) -> None:
    content = typesetting.letter(told(recipient=[name], title=name or "x"), at=AT)
    assert content.startswith(b"%PDF-")
    assert b"root:" not in content + b"".join(_streams(content))


def test_a_letter_that_no_font_can_set_is_set_without_the_standards() -> None:
    content = typesetting.letter(told(recipient=["\U00013000\U00013001"]), at=AT)
    assert content.startswith(b"%PDF-")
    assert b"pdfaid" not in content + b"".join(_streams(content))
    assert b"pdfaid" in typesetting.letter(told(), at=AT)


def _streams(content: bytes) -> list[bytes]:
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return found
