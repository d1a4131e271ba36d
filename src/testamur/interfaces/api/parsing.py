"""Reading what was sent: size, encoding, depth, one meaning, and no characters that cannot be seen."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.reading import read_json
from testamur.interfaces.api.problems import Slip

MAX_REQUEST = 12 * 2**20
MAX_JSON = 2 * 2**20
# C0 and C1 controls but for tab and line ends, half characters, and marks that turn the direction of reading.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class JsonBody(Parser):
    """The body of every operation that takes JSON."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 - JSON is any of its kinds
        """Return the body. Raises `Slip`."""
        kind = (request.content_type or "").lower()
        if not request.body.strip():
            raise Slip(400, "empty-body")
        if kind != "application/json" and not kind.endswith("+json"):
            raise Slip(415, "media-type-not-taken", found=kind[:80], allowed="application/json")
        return json_of(request.body)


def json_of(body: bytes) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return the JSON value of *body*. Raises `Slip`."""
    if len(body) > MAX_JSON:
        raise Slip(413, "too-large", limit=MAX_JSON)
    try:
        found = read_json(body)
    except CredentialError as error:
        raise Slip(400, error.code, headers=None, **error.facts) from error
    check_characters(found)
    return found


def check_size(request: HttpRequest) -> None:
    """Refuse what is too large before a byte of it is read. Raises `Slip`."""
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        raise Slip(411, "length-needed")
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    # A number of a thousand digits is no length either.
    if not given.isascii() or not given.isdigit() or len(given.lstrip("0")) > len(str(MAX_REQUEST)):
        raise Slip(413, "too-large", limit=MAX_REQUEST)
    if int(given) > MAX_REQUEST:
        raise Slip(413, "too-large", limit=MAX_REQUEST)


def check_characters(value: object, where: str = "body") -> None:
    """Look at every text inside *value*, and at every name. Raises `Slip`."""
    waiting: list[tuple[str, object]] = [(where, value)]
    while waiting:
        path, found = waiting.pop()
        if isinstance(found, str):
            _check_text(path, found)
        elif isinstance(found, dict):
            for name, inner in found.items():
                _check_text(path, name)
                waiting.append((f"{path}.{name}", inner))
        elif isinstance(found, list):
            waiting += [(f"{path}[{at}]", inner) for at, inner in enumerate(found)]


def check_address(request: HttpRequest) -> None:
    """Look at the path and the query. Raises `Slip`."""
    _check_text("path", request.path)
    for name, values in request.GET.lists():
        _check_text("query", name)
        for value in values:
            _check_text(name, value)


def _check_text(path: str, text: str) -> None:
    unseen = _UNSEEN.search(text)
    if unseen:
        seen = "".join(letter for letter in path[:120] if letter.isprintable())
        raise Slip(422, "unprintable", field=seen.removeprefix("body."), character=f"U+{ord(unseen[0]):04X}")
