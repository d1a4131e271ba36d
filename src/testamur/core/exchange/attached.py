"""A PDF dossier that carries its definition: the attachment is found and read, the pages are not.

The stream of an embedded file is an object of its own in every PDF that is not encrypted (ISO 32000-2, 7.5.7 and
7.11.4), so that it can be found without following the file's tables. Nothing in the document is run.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import orjson

from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.values import Options
from testamur.core.rules.exchange import ExchangeError

MEDIA_TYPE = "application/pdf"
ATTACHMENT = "definition.json"
MAX_BYTES = 20_000_000
_LONGEST = 2_000_000
_MOST = 50
_KEY = "testamur_definition"
_OBJECT = re.compile(rb"\bobj\b(.{0,2000}?)\bstream\r?\n", re.DOTALL)
_ENCRYPTED = re.compile(rb"/Encrypt\b")


def attachment(source: str) -> bytes:
    """Return what a dossier carries: JSON with the definition's own file in it."""
    return orjson.dumps({_KEY: source})


def read_dossier(data: bytes, options: Options) -> list[Gathered]:
    """Return the definition that a PDF carries. Raises `ExchangeError` ``too-large``, ``nothing-attached``."""
    del options
    if len(data) > MAX_BYTES:
        raise ExchangeError("too-large", bytes=len(data), limit=MAX_BYTES)
    for held in _embedded(data):
        try:
            found = orjson.loads(held)
        except orjson.JSONDecodeError:
            continue
        if isinstance(found, dict) and isinstance(found.get(_KEY), str):
            return [Gathered(carried=found[_KEY], place=ATTACHMENT)]
    raise ExchangeError("nothing-attached", encrypted=bool(_ENCRYPTED.search(data[-4096:])))


def _embedded(data: bytes) -> Iterator[bytes]:
    """Yield the first embedded files, unpacked up to the limit."""
    looked = 0
    for match in _OBJECT.finditer(data):
        if b"/EmbeddedFile" not in match[1]:
            continue
        looked += 1
        if looked > _MOST:
            return
        end = data.find(b"endstream", match.end())
        held = data[match.end() : end if end >= 0 else len(data)]
        if b"/FlateDecode" not in match[1]:
            yield held.strip()[:_LONGEST]
            continue
        unpacker = zlib.decompressobj()
        try:
            yield unpacker.decompress(held, _LONGEST)
        except zlib.error:
            continue
