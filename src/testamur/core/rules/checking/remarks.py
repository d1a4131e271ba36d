"""What can be said against a policy before anybody is judged by it: codes and facts; doors make the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """One mistake or doubt. ``clause`` is the clause's id, empty for the whole; an error means it cannot be right.

    ``facts`` are texts for the sentence.
    """

    code: str
    clause: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_error: bool = True


def doubt(code: str, clause: str = "", **facts: str) -> Remark:
    """Return a remark that need not be a mistake."""
    return Remark(code, clause, facts, is_error=False)


def mistake(code: str, clause: str = "", **facts: str) -> Remark:
    """Return a remark that is a mistake."""
    return Remark(code, clause, facts)
