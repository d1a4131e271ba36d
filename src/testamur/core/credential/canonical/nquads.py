"""N-Quads → quads, strictly (https://www.w3.org/TR/n-quads/): for datasets that come from others, not from JSON-LD.

Each term is written again as canonical N-Quads has it, so that two spellings of the same term are the same text.
"""

from __future__ import annotations

import re

from testamur.core.credential.canonical.rdfc import Quad
from testamur.core.credential.canonical.terms import iri, literal
from testamur.core.credential.errors import CredentialError

MAX_BYTES = 4 * 2**20
MAX_QUADS = 50_000

# Grammar of section 6: PN_CHARS_BASE, without the underscore and digits that may stand in some places.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INSIDE = f"{_LETTERS}_:0-9\\-\u00b7\u0300-\u036f\u203f-\u2040"
_CODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IRI = rf'<((?:[^\x00-\x20<>"{{}}|^`\\]|{_CODE})*)>'
_BLANK = rf"(_:[{_LETTERS}_:0-9](?:[{_INSIDE}.]*[{_INSIDE}])?)"
_TEXT = rf'"((?:[^"\\\n\r]|\\[tbnrf"\'\\]|{_CODE})*)"'
_LITERAL = rf"{_TEXT}(?:\^\^{_IRI}|@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?"
_GAP = r"[ \t]*"
_QUAD = re.compile(
    rf"{_GAP}(?:{_IRI}|{_BLANK}){_GAP}{_IRI}{_GAP}(?:{_IRI}|{_BLANK}|{_LITERAL})"
    rf"{_GAP}(?:{_IRI}|{_BLANK})?{_GAP}\.{_GAP}(?:#[^\n\r]*)?"
)
_NOTHING = re.compile(r"[ \t]*(?:#[^\n\r]*)?")
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def read_nquads(data: bytes) -> list[Quad]:
    """Return the quads of an N-Quads document.

    Raises `CredentialError`: ``too-large``, ``too-many-statements``, ``not-utf8``, ``not-nquads`` with the line, and
    all of `iri` and `literal`.
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(data), limit=MAX_BYTES)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise CredentialError("not-utf8", position=error.start) from error
    found: list[Quad] = []
    for number, line in enumerate(_END_OF_LINE.split(text), 1):
        match = _QUAD.fullmatch(line)
        if match:
            found.append(_quad(match, number))
        elif not _NOTHING.fullmatch(line):
            raise CredentialError("not-nquads", line=number, text=line[:80])
        if len(found) > MAX_QUADS:
            raise CredentialError("too-many-statements", count=len(found), limit=MAX_QUADS)
    return found


def _quad(match: re.Match[str], line: int) -> Quad:
    subject, blank, predicate, value, value_blank, text, datatype, language, graph, graph_blank = match.groups()
    if text is None:
        term = value_blank or iri(_plain(value, line))
    else:
        term = literal(_plain(text, line), iri(_plain(datatype, line))[1:-1] if datatype is not None else "", language)
    in_graph = graph_blank or (iri(_plain(graph, line)) if graph is not None else "")
    return blank or iri(_plain(subject, line)), iri(_plain(predicate, line)), term, in_graph


def _plain(text: str, line: int) -> str:
    """Return *text* without escapes. Raises `CredentialError` ``not-nquads`` for a code that is no character."""
    if "\\" not in text:
        return text
    try:
        found = _ESCAPE.sub(_character, text)
        found.encode()
    except ValueError as error:  # beyond U+10FFFF, or half a pair
        raise CredentialError("not-nquads", line=line, text=text[:80]) from error
    return found


def _character(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" else _SHORT[code]
