"""What an issuer wrote beside a status (Bitstring Status List 1.0, section 2.1, ``statusMessage``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.core.credential.errors import CredentialError

_LONGEST = 300
_MAX_MESSAGES = 256


def message_of(entry: Mapping[str, Any], value: int, size: int) -> str:
    """Return the message for *value*.

    Raises `CredentialError` ``bad-status-message``: entries with more than one bit have a message for every value, and
    none of them twice.
    """
    messages = entry.get("statusMessage", [])
    if not isinstance(messages, list) or len(messages) > _MAX_MESSAGES:
        raise CredentialError("bad-status-message")
    found = {}
    for told in messages:
        if not isinstance(told, dict) or not isinstance(told.get("message"), str):
            raise CredentialError("bad-status-message")
        found[_number(told.get("status"))] = told["message"]
    if len(found) != len(messages) or ((size > 1 or messages) and len(found) != 1 << size):
        raise CredentialError("bad-status-message")
    return str(found.get(value, value))[:_LONGEST]


def _number(text: object) -> int:
    """Return the value that a status is written as: hexadecimal, ``0x1``."""
    if not isinstance(text, str) or not text.startswith("0x"):
        raise CredentialError("bad-status-message")
    try:
        return int(text, 16)
    except ValueError as error:
        raise CredentialError("bad-status-message") from error
