"""What doors get to see of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request that may be repeated. ``asked`` is the digest of the request."""

    asked: str
    status: int
    headers: Mapping[str, str]
    body: bytes
