"""Bytes → JSON, with limits: size, depth, and one meaning only."""

from __future__ import annotations

import json
import re
from typing import Any

from testamur.core.credential.errors import CredentialError

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 40
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{\]}]', re.DOTALL)


def read_json(data: bytes) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return the JSON value of *data*.

    Raises `CredentialError`: ``too-large``, ``not-utf8``, ``too-deep``, ``not-json``, ``repeated-name`` (two members of
    one name: readers differ in which they believe).
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("too-large", bytes=len(data), limit=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CredentialError("not-utf8", position=error.start) from error
    _check_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_one_meaning, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise CredentialError("not-json", line=error.lineno, column=error.colno, reason=error.msg) from error
    except ValueError as error:  # a number of thousands of digits
        raise CredentialError("not-json", line=1, column=1, reason="number too long") from error


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
        raise CredentialError("repeated-name", name=next(name for name in names if names.count(name) > 1)[:100])
    return found


def _no_constant(name: str) -> None:
    raise CredentialError("not-json", line=1, column=1, reason=f"{name} is not a JSON number")
