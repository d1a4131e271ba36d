"""JSON Canonicalization Scheme (RFC 8785): the one way to write a JSON value.

orjson with sorted names writes the same bytes wherever no number is a float and every name is ASCII, which is all that
credentials usually hold; whatever is different goes to the exact implementation, five times slower.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
import rfc8785

from testamur.core.credential.errors import CredentialError

# RFC 8785, section 3.2.2.3: numbers are IEEE 754 doubles, and beyond this not every integer is one.
_LARGEST_INTEGER = 2**53
_MAX_DEPTH = 100


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 - JSON is any of its kinds
    """Return the canonical UTF-8 bytes of a JSON value.

    Raises `CredentialError`: ``unsafe-number``, ``lone-surrogate``, ``too-deep``, ``not-json`` (a value or a name of
    a kind that JSON has not).
    """
    try:
        if _is_plain(value, _MAX_DEPTH):
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        return rfc8785.dumps(value)
    except (rfc8785.FloatDomainError, rfc8785.IntegerDomainError) as error:
        raise CredentialError("unsafe-number", reason=str(error)[:80]) from error
    except (rfc8785.CanonicalizationError, orjson.JSONEncodeError, UnicodeEncodeError) as error:
        is_text = isinstance(error, UnicodeEncodeError) or "UTF-8" in str(error)
        raise CredentialError("lone-surrogate" if is_text else "not-json", reason=str(error)[:80]) from error


def _is_plain(value: object, depth: int) -> bool:
    """Say whether the two ways of writing *value* cannot differ. Raises `CredentialError` ``too-deep``."""
    if isinstance(value, str | bool) or value is None:
        return True
    if isinstance(value, int):
        return -_LARGEST_INTEGER < value < _LARGEST_INTEGER
    if depth == 0:
        raise CredentialError("too-deep", limit=_MAX_DEPTH)
    plain = isinstance(value, dict | list)
    members: Iterable[object] = ()
    if isinstance(value, dict):
        plain = all(isinstance(name, str) and name.isascii() for name in value)
        members = value.values()
    elif isinstance(value, list):
        members = value
    for member in members:  # all of them, so that depth is judged before anything recurses in C
        if not isinstance(member, str) and not _is_plain(member, depth - 1):
            plain = False
    return plain
