"""Bytes → JSON, with limits: size, depth, and one meaning only.

Two readers, one answer. The fast one takes what it can show to be plain: written out again it is the same text, so no
name stands twice and no number changed on the way. The exact one reads the rest, and says what is wrong and where.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 40
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{\]}]', re.DOTALL)
# Characters beyond U+FFFF may be written as two escapes; one of them alone is no text that could be written anywhere.
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
_SPACE = b" \t\r\n"
# Indented by two spaces a level, whatever stands this far to the right is (or may be) nested too deep. Only short texts
# are: each number in one that is nested as deep as the reader goes would get some hundred spaces.
_TOO_FAR_RIGHT = b"\n" + b"  " * MAX_DEPTH
_LARGEST_INDENTED = 64 * 1024
_NOT_PLAIN = object()


def read_json(data: bytes) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return the JSON value of *data*.

    Raises `CredentialError`: ``too-large``, ``not-utf8``, ``too-deep``, ``not-json``, ``lone-surrogate``,
    ``repeated-name`` (two members of one name: readers differ in which they believe).
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(data), limit=MAX_BYTES)
    found = _read_plain(data)
    return _read_exactly(data) if found is _NOT_PLAIN else found


def _read_plain(data: bytes) -> Any:  # noqa: ANN401 - as `read_json`
    """Return the value of *data*, or `_NOT_PLAIN` where that takes a closer look.

    Without spaces, a text and its value written out again are equal only if they have the same members and numbers.
    """
    try:
        found = orjson.loads(data)
        again = orjson.dumps(found)
        if again != data and again.translate(None, _SPACE) != data.translate(None, _SPACE):
            return _NOT_PLAIN
        if len(data) > _LARGEST_INDENTED:
            _check_depth(data.decode())
        elif _TOO_FAR_RIGHT in orjson.dumps(found, option=orjson.OPT_INDENT_2):
            return _NOT_PLAIN
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return _NOT_PLAIN
    return found


def _read_exactly(data: bytes) -> Any:  # noqa: ANN401 - as `read_json`
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CredentialError("not-utf8", position=error.start) from error
    _check_depth(text)
    try:
        found = json.loads(text, object_pairs_hook=_one_meaning, parse_constant=_no_constant, parse_float=_finite)
        if _HALF_CHARACTER.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise CredentialError("lone-surrogate", text=ascii(error.object[error.start : error.end])[:80]) from error
    except json.JSONDecodeError as error:
        raise CredentialError("not-json", line=error.lineno, column=error.colno, reason=error.msg) from error
    except ValueError as error:  # a number of thousands of digits
        raise CredentialError("not-json", line=1, column=1, reason="number too long") from error
    return found


def _check_depth(text: str) -> None:
    """Refuse deep nesting before anything recurses into it; brackets inside strings do not count."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise CredentialError("too-deep", limit=MAX_DEPTH)
        elif mark in "]}":
            depth -= 1


def _one_meaning(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CredentialError("repeated-name", name=twice[:100].encode(errors="backslashreplace").decode())
    return found


def _no_constant(name: str) -> None:
    raise CredentialError("not-json", line=1, column=1, reason=f"{name} is not a JSON number")


def _finite(text: str) -> float:
    found = float(text)
    if math.isinf(found):
        raise CredentialError("not-json", line=1, column=1, reason="number too large")
    return found
