"""Credentials inside badge images (Open Badges 3.0, section 5.3, "Baked Badges").

A PNG carries one in an ``iTXt`` chunk, an SVG in an element; the picture stays as it is, pixel for pixel.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from html import escape  # XML's five entities, without the HTTP client that xml.sax brings along
from xml.parsers import expat

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.reading import MAX_BYTES

_PNG = b"\x89PNG\r\n\x1a\n"
# Open Badges 3.0 and 2.0 name the chunk differently; both are found, so that the reader can say which it is.
_KEYWORDS = (b"openbadgecredential", b"openbadges")
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_SVG_ELEMENT = f"{_NAMESPACE} credential"
_MAX_CHUNKS = 5_000


def is_image(data: bytes) -> bool:
    """Say whether *data* looks like a PNG or SVG image."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return data.startswith(_PNG) or head.startswith((b"<svg", b"<?xml", b"<!--"))


def extract(data: bytes) -> bytes:
    """Return the credential inside an image.

    Raises `CredentialError`: ``too-large``, ``bad-image``, ``nothing-baked`` (a picture of a badge is not a badge).
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(data), limit=MAX_BYTES)
    found = _from_png(data) if data.startswith(_PNG) else _from_svg(data)
    if not found:
        raise CredentialError("nothing-baked")
    return found


def bake_png(image: bytes, credential: bytes) -> bytes:
    """Return the PNG *image* with *credential* (JSON or compact JWT) inside. Raises `CredentialError` ``bad-image``."""
    kept = [(kind, body) for kind, body in _chunks(image) if not _is_badge(kind, body)]
    if not image.startswith(_PNG) or not kept:
        raise CredentialError("bad-image", reason="no PNG")
    baked = _KEYWORDS[0] + b"\0" + b"\0\0" + b"\0\0" + credential
    chunks = [kept[0], (b"iTXt", baked), *kept[1:]]
    return _PNG + b"".join(_chunk(kind, body) for kind, body in chunks)


def bake_svg(image: str, credential: str) -> str:
    """Return the SVG *image* with *credential* inside, as the first thing in its root. Raises `CredentialError`."""
    start = image.find("<svg")
    end = image.find(">", start)
    if start < 0 or end < 0:
        raise CredentialError("bad-image", reason="no svg element")
    is_jwt = not credential.lstrip().startswith("{")
    attribute = f' verify="{escape(credential)}"' if is_jwt else ""
    body = "" if is_jwt else escape(credential, quote=False)
    element = f'<openbadges:credential xmlns:openbadges="{_NAMESPACE}"{attribute}>{body}</openbadges:credential>'
    return image[: end + 1] + element + image[end + 1 :]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG)
    for _ in range(_MAX_CHUNKS):
        if position + 8 > len(data):
            return
        size, kind = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + size]
        if len(body) != size:
            raise CredentialError("bad-image", reason="cut off")
        yield kind, body
        position += size + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _is_badge(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.partition(b"\0")[0] in _KEYWORDS


def _from_png(data: bytes) -> bytes:
    for kind, body in _chunks(data):
        if _is_badge(kind, body):
            rest = body.partition(b"\0")[2]
            flags, rest = rest[:2], rest[2:]
            text = rest.partition(b"\0")[2].partition(b"\0")[2]  # past the language and the translated keyword
            return _inflate(text) if flags[:1] == b"\1" else text
    return b""


def _inflate(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MAX_BYTES)
    except zlib.error as error:
        raise CredentialError("bad-image", reason=str(error)) from error
    if unpacker.unconsumed_tail:
        raise CredentialError("too-large", bytes=len(text), limit=MAX_BYTES)
    return text


class _Badge:
    """Listens to an SVG being read, and remembers what the credential element says."""

    def __init__(self) -> None:
        self.depth = 0
        self.verify = ""
        self.text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _SVG_ELEMENT:
            self.depth += 1
            self.verify = attributes.get("verify", "")

    def end(self, name: str) -> None:
        self.depth -= name == _SVG_ELEMENT

    def characters(self, text: str) -> None:
        if self.depth:
            self.text.append(text)

    @staticmethod
    def no_doctype(*_: object) -> None:
        # Entities are how a small file becomes a large one, or reads other files.
        raise CredentialError("bad-image", reason="it has a document type declaration")


def _from_svg(data: bytes) -> bytes:
    badge = _Badge()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = badge.no_doctype
    parser.StartElementHandler = badge.start
    parser.EndElementHandler = badge.end
    parser.CharacterDataHandler = badge.characters
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature: this is the last part
    except expat.ExpatError as error:
        raise CredentialError("bad-image", reason=str(error)) from error
    return (badge.verify or "".join(badge.text)).strip().encode()
