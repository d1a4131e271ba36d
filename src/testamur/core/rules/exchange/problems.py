"""What keeps a document from being taken over, and what was noticed while it was: codes, places and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from testamur.core.rules.decision import RulesError


class ExchangeError(RulesError):
    """A document that cannot be taken over. ``place`` is a JSON Pointer (RFC 6901), or ``line:column``."""

    def __init__(self, code: str, place: str = "", **facts: object) -> None:
        self.code = code
        self.place = place
        self.facts = {name: str(value) for name, value in facts.items()}
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        super().__init__(f"{place or '/'}: {code}" + (f" ({told})" if told else ""))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that an import did not take over as it stands, or took over in another way."""

    code: str
    place: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
