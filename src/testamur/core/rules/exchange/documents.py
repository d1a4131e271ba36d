"""Bytes of strangers → JSON, with limits: size, depth, one meaning only. Numbers stay exact."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from testamur.core.rules.exchange.problems import ExchangeError

MAX_BYTES = 2_000_000
MAX_DEPTH = 100
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{\]}]', re.DOTALL)


def read_document(data: bytes | str, *, most: int = MAX_BYTES) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return the JSON value of *data*, which may have *most* bytes.

    Raises `ExchangeError`: ``too-large``, ``not-utf-8``, ``too-deep``, ``not-json`` (place: line and column),
    ``repeated-name``, ``half-character``.
    """
    if len(data) > most:
        raise ExchangeError("too-large", bytes=len(data), limit=most)
    text = _decoded(data).removeprefix("\ufeff")
    _check_depth(text)
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_one_meaning, strict=True
        )
        json.dumps(found, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        raise ExchangeError("not-json", f"{error.lineno}:{error.colno}", reason=error.msg) from error
    except UnicodeEncodeError as error:
        raise ExchangeError("half-character", text=ascii(error.object[error.start : error.end])[:80]) from error
    except ValueError as error:  # a number of thousands of digits
        raise ExchangeError("not-json", reason="number too long") from error
    return found


def _decoded(data: bytes | str) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ExchangeError("not-utf-8", position=error.start) from error


def _check_depth(text: str) -> None:
    """Refuse deep nesting before anything recurses into it; brackets inside strings do not count."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                before = text[: match.start()]
                place = f"{before.count(chr(10)) + 1}:{match.start() - before.rfind(chr(10))}"
                raise ExchangeError("too-deep", place, limit=MAX_DEPTH)
        elif match[0] in "]}":
            depth -= 1


def _one_meaning(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ExchangeError("repeated-name", name=twice[:80])
    return found


def _no_constant(word: str) -> NoReturn:
    raise ExchangeError("not-json", reason=word)
