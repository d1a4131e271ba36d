"""Bytes to lines of text: finds out how a spreadsheet saved the file, within limits on size and line length."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from testamur.core.assessment.intake.values import FILE_LIMIT, LINE_LIMIT, IntakeError, Source

_CHUNK = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FOREIGN = (
    (b"PK\x03\x04", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "compressed"),
    (codecs.BOM_UTF32_LE, "utf-32"),
)


def recognise(source: Source, *, limit: int = FILE_LIMIT) -> str:
    """Return the codec that reads the whole file: UTF-8, UTF-16 or, where it is neither, Windows-1252.

    Raises `IntakeError`: ``empty-file``, ``file-too-large``, ``not-text``, ``encoding-unknown``.
    """
    with source() as stream:
        head = stream.read(4096)
    if not head.strip():
        raise IntakeError("empty-file")
    for magic, kind in _FOREIGN:
        if head.startswith(magic):
            raise IntakeError("not-text", kind=kind)
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), "")
    candidates = [marked] if marked else _unmarked(head)
    for codec in candidates:
        if _reads(source, codec, limit):
            return codec
    raise IntakeError("encoding-unknown", tried=", ".join(candidates))


def _unmarked(head: bytes) -> list[str]:
    """Return the codecs worth trying for a file without a byte-order mark."""
    if b"\0" not in head:
        return ["utf-8", "cp1252"]
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.6:
        return ["utf-16-le"]
    if head[::2].count(0) > half * 0.6:
        return ["utf-16-be"]
    raise IntakeError("not-text", kind="binary")


def _reads(source: Source, codec: str, limit: int) -> bool:
    """Say whether *codec* reads every byte of the file. Raises `IntakeError` for size and for NUL characters."""
    decoder = codecs.getincrementaldecoder(codec)()
    size = 0
    with source() as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise IntakeError("file-too-large", limit=limit)
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError:
                return False
            if "\0" in text:
                raise IntakeError("not-text", kind="binary")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def lines(source: Source, codec: str) -> Iterator[tuple[int, str | None]]:
    """Yield line number from 1 and text without its end; None in place of a line beyond `LINE_LIMIT`."""
    with source() as stream, io.TextIOWrapper(stream, encoding=codec, newline=None) as text:
        number = 0
        while line := text.readline(LINE_LIMIT):
            number += 1
            if line.endswith("\n"):
                yield number, line[:-1]
            elif len(line) < LINE_LIMIT:
                yield number, line
            else:
                yield number, None
                while (rest := text.readline(LINE_LIMIT)) and not rest.endswith("\n"):
                    pass
