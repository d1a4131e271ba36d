"""Default policies of a house, as data that comes with this version: to be taken over, changed, and put into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from testamur import packs


@dataclass(frozen=True, slots=True)
class DefaultPolicy:
    """A policy that a house may take over. ``holes``: what the house fills in, as it stands in the text."""

    name: str
    version: str
    title: str
    source: str
    effective: date
    questions: tuple[str, ...]
    text: str

    @property
    def reference(self) -> str:
        """Name and version, such as ``appeals@1.0``."""
        return f"{self.name}@{self.version}"

    @property
    def holes(self) -> tuple[str, ...]:
        """What stands in square brackets: the house decides it."""
        return tuple(dict.fromkeys(piece.partition("]")[0] for piece in self.text.split("[")[1:]))


@cache
def defaults() -> dict[str, DefaultPolicy]:
    """Return name → default policy, read once."""
    return {name: _read(name, text) for name, text in packs.house_policies().items()}


def _read(name: str, text: str) -> DefaultPolicy:
    found = yaml.safe_load(text)
    return DefaultPolicy(
        name=name,
        version=str(found["version"]),
        title=str(found["title"]),
        source=str(found["source"]),
        effective=found["effective"],
        questions=tuple(found["answers"]),
        text=str(found["text"]).strip(),
    )
