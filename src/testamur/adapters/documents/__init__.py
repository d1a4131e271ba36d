"""Documents of strangers → their words: PDF, DOCX, web pages and plain text, within limits.

What needs a parser is read in a process of its own; nothing in a document is run, fetched or kept but its words.
"""

from __future__ import annotations

import re

from testamur.adapters.documents import apart, plain
from testamur.adapters.documents.values import BadDocument, Limits, Note, Read
from testamur.core.exchange.archives import is_archive
from testamur.core.exchange.strangers import refuse_strangers
from testamur.core.rules.exchange import ExchangeError

__all__ = ["ACCEPTED", "BadDocument", "Limits", "Note", "Read", "pasted", "text_of"]

ACCEPTED = ".pdf,.docx,.txt,.md,.html,.htm"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")
_USUAL = Limits()
# A closing tag, a line break or a named sign: what somebody copied out of the source of a page.
_MARKED_UP = re.compile(
    r"</[a-z][a-z0-9]*\s*>|<(?:br|p|li|div|h[1-6])\b[^<>]*>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE
)


def text_of(data: bytes, name: str = "", *, limits: Limits = _USUAL) -> Read:
    """Return the words of a document; what it is, its bytes say, and *name* only where they are plain text.

    Raises `BadDocument`.
    """
    if len(data) > limits.bytes:
        raise BadDocument("too-large", found=len(data), limit=limits.bytes)
    kind = _kind(data, name)
    read = _plain(data) if kind == "text" else apart.read(data, kind, limits)
    text = plain.tidied(read.text, wrapped=kind in ("pdf", "text"))
    if len(text) > limits.characters:
        raise BadDocument("too-much-text", found=len(text), limit=limits.characters)
    if not plain.letters(text):
        raise BadDocument("no-words")
    said = name.lower().rpartition(".")[2]
    is_another = kind == "text" and said in ("pdf", "docx")
    return Read(text, kind, read.pages, (*read.notes, *([Note("name-says-more", said.upper())] if is_another else [])))


def pasted(text: str, *, limits: Limits = _USUAL) -> Read:
    """Return pasted words as they are; those of a web page are read as a file of one. Raises `BadDocument`."""
    if not _MARKED_UP.search(text):
        return Read(text, "pasted")
    found = apart.read(text.encode("utf-8", "replace"), "html", limits)
    words = plain.tidied(found.text)
    if not plain.letters(words):
        raise BadDocument("no-words")
    return Read(words, "pasted", 0, found.notes)


def _kind(data: bytes, name: str) -> str:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    try:
        refuse_strangers(data)
    except ExchangeError as error:
        if error.code == "web-page":
            return "html"
        is_locked = error.code == "old-office" and _LOCKED in data
        raise BadDocument("encrypted" if is_locked else error.code.replace("empty-file", "empty")) from error
    if is_archive(data):
        return "docx"
    starts_as_page = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGE)
    return "html" if starts_as_page or name.lower().endswith((".html", ".htm", ".xhtml")) else "text"


def _plain(data: bytes) -> Read:
    text, notes = plain.decoded(data)
    return Read(text, "text", 0, notes)
