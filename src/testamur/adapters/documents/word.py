"""A document of a word processor (DOCX, ECMA-376) → its words. Macros, links and embedded objects are not opened."""

from __future__ import annotations

from testamur.adapters.documents.values import BadDocument, Limits, Note
from testamur.core.exchange.archives import Limits as ArchiveLimits
from testamur.core.exchange.archives import unpacked
from testamur.core.exchange.markup import Element, elements
from testamur.core.rules.exchange import ExchangeError

_DOCUMENT = "word/document.xml"
_CODES = {
    "too-large": "too-large",
    "archive-too-large": "unpacks-too-large",
    "member-too-large": "unpacks-too-large",
    "shrunk-too-well": "unpacks-too-large",
    "too-many-members": "too-costly",
    "too-many-elements": "too-costly",
    "too-deep": "too-costly",
}
# ``Fallback`` says once more, for old programs, what ``Choice`` says; deleted words stand in ``delText``.
_LEFT_OUT = frozenset({"Fallback", "instrText", "delText", "pPr", "rPr"})
_BREAKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "tc": "\n"}


def read(data: bytes, limits: Limits) -> tuple[str, int, tuple[Note, ...]]:
    """Return the words of a document; it has no pages until it is set. Raises `BadDocument`."""
    try:
        archive = unpacked(data, ArchiveLimits(limits.bytes, limits.unpacked, limits.unpacked))
        held = archive.get(_DOCUMENT)
        if held is None:
            raise BadDocument("archive")
        return "".join(_words(elements(held, _DOCUMENT))), 0, ()
    except ExchangeError as error:
        raise BadDocument(_CODES.get(error.code, "unreadable")) from error


def _words(top: Element) -> list[str]:
    found: list[str] = []
    waiting: list[Element | str] = [top]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            found.append(here)
            continue
        if here.name in _LEFT_OUT:
            continue
        if here.name == "t":
            found.append(here.text)
        if here.name == "numPr":
            found.append("- ")
        after = _BREAKS.get(here.name, "")
        waiting += [after, *reversed(here.children)]
    return found
