"""All that a verification may ask of the outside."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.ports import DidResolver, StatusSource


@dataclass(frozen=True, slots=True)
class World:
    """The time is not in it: it is an argument of each question."""

    canonicaliser: Canonicaliser
    resolver: DidResolver
    statuses: StatusSource
