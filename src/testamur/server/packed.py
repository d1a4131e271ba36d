"""Style sheets, scripts and pictures, packed once and served from memory: what a browser waits for on a slow line.

The web server's own way with files on the disk packs nothing, and says of a name with a digest that it may change.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/static/"
_PACKED = (".css", ".js", ".svg", ".json", ".txt", ".map")
_TEXTS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
# A name with a digest never means another content (Django's ManifestStaticFilesStorage writes twelve of its digits).
_FOR_GOOD = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
_YEAR, _DAY = "public, max-age=31536000, immutable", "public, max-age=86400"
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
_MOST_NAMES = 2_000


@dataclass(frozen=True, slots=True)
class Packed:
    """One file as it travels. ``small`` is its content packed; empty where packing would not make it smaller."""

    content: bytes
    small: bytes
    kind: str
    cached: str
    digest: str

    @classmethod
    def of(cls, path: Path) -> Packed:
        """Return the file at *path*, packed."""
        content = path.read_bytes()
        small = gzip.compress(content, 9, mtime=0) if path.suffix in _PACKED else b""
        kind = _TEXTS.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
        cached = _YEAR if _FOR_GOOD.search(path.name) else _DAY
        return cls(content, small if len(small) < len(content) else b"", kind, cached, sha256(content).hexdigest()[:16])


class ServesPackedFiles:
    """A WSGI application that answers for the collected files, and hands everything else on."""

    def __init__(self, application: WSGIApplication, root: Path) -> None:
        self._application = application
        self._root = root
        self._known: dict[str, Packed] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Return a file, or what the application answers."""
        path = str(environ.get("PATH_INFO", ""))
        if not path.startswith(PREFIX):
            return self._application(environ, start_response)
        method, found = environ.get("REQUEST_METHOD"), self._found(path.removeprefix(PREFIX))
        if method not in {"GET", "HEAD"}:
            return _refused(start_response, HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "GET, HEAD")])
        if found is None:
            return _refused(start_response, HTTPStatus.NOT_FOUND, [])
        is_small = bool(found.small) and _takes_gzip(str(environ.get("HTTP_ACCEPT_ENCODING", "")))
        tag = f'"{found.digest}{"-gzip" if is_small else ""}"'
        headers = [("Cache-Control", found.cached), ("ETag", tag), ("X-Content-Type-Options", "nosniff")]
        if found.small:
            headers.append(("Vary", "Accept-Encoding"))
        if tag in str(environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 Not Modified", headers)
            return [b""]
        body = found.small if is_small else found.content
        headers += [("Content-Type", found.kind), ("Content-Length", str(len(body)))]
        if is_small:
            headers.append(("Content-Encoding", "gzip"))
        start_response("200 OK", headers)
        return [b"" if method == "HEAD" else body]

    def _found(self, name: str) -> Packed | None:
        """Return the file of that name; a name that could lead out of the folder, or to a hidden file, has none."""
        if name in self._known:
            return self._known[name]
        if _NAME.fullmatch(name) is None:
            return None
        try:
            found = Packed.of(self._root / name)
        except OSError:
            return None
        if len(self._known) < _MOST_NAMES:
            self._known[name] = found
        return found


def _takes_gzip(accepted: str) -> bool:
    """Say whether an ``Accept-Encoding`` takes gzip (RFC 9110, 12.5.3); one that weighs it with nothing does not."""
    for one in accepted.lower().split(","):
        coding, _semicolon, weight = one.replace(" ", "").partition(";")
        if coding in {"gzip", "x-gzip", "*"}:
            return re.fullmatch(r"q=0(\.0*)?", weight) is None
    return False


def _refused(start_response: StartResponse, status: HTTPStatus, headers: list[tuple[str, str]]) -> list[bytes]:
    body = status.phrase.encode()
    told = [*headers, ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", told)
    return [body]
