"""Files that are none of the kinds read here, told by how they begin: what it is helps more than what it is not."""

from __future__ import annotations

from testamur.core.exchange.archives import is_archive
from testamur.core.rules.exchange import ExchangeError

# https://en.wikipedia.org/wiki/List_of_file_signatures, of what people have at hand.
_BEGINNINGS = {
    "picture": (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00"),
    "recording": (b"ID3", b"\xff\xfb", b"OggS", b"\x1aE\xdf\xa3", b"fLaC"),
    "old-office": (b"\xd0\xcf\x11\xe0",),
    "rich-text": (b"{\\rtf",),
    "web-page": (b"<!doctype html", b"<html"),
}
_BOXED = {b"WEBP": "picture", b"WAVE": "recording", b"AVI ": "recording"}
# What stands in the names of an archive's files, or in the type that it declares first.
_INSIDE = {
    "workbook": (b"xl/workbook", b"opendocument.spreadsheet"),
    "slides": (b"ppt/presentation", b"opendocument.presentation"),
    "writer-document": (b"opendocument.text",),
    "book": (b"application/epub",),
}
_NEAR, _FAR = 20_000, 70_000


def refuse_strangers(data: bytes) -> None:
    """Raise `ExchangeError` for a file whose first bytes say that it is none of those read here."""
    code = _kind(data)
    if code:
        raise ExchangeError(code)


def _kind(data: bytes) -> str:
    if not data[:_FAR].removeprefix(b"\xef\xbb\xbf").strip() and len(data) <= _FAR:
        return "empty-file"
    if data[4:8] == b"ftyp":
        return "picture" if data[8:11] in (b"hei", b"avi", b"mif") else "recording"
    if data.startswith(b"RIFF") and data[8:12] in _BOXED:
        return _BOXED[data[8:12]]
    if is_archive(data):
        seen = data[:_NEAR] + data[-_FAR:]
        return next((code for code, marks in _INSIDE.items() if any(mark in seen for mark in marks)), "")
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for code, beginnings in _BEGINNINGS.items():
        if data.startswith(beginnings) or (code == "web-page" and start.startswith(beginnings)):
            return code
    return ""
