"""What a framework of skills says: concepts with their labels, as the framework's publisher wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class SkillsError(Exception):
    """What the skills engine was given cannot be used. ``code`` says what, ``facts`` where and how much."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class Kind(StrEnum):
    """Whether a concept is something one does, something one knows, or of neither kind."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Concept:
    """One skill of a framework, in one language.

    ``uri`` names it for ever, in every language and version; ``alternatives`` are its other labels; ``description``
    may be empty.
    """

    uri: str
    label: str
    alternatives: tuple[str, ...] = ()
    description: str = ""
    kind: Kind = Kind.SKILL

    @property
    def labels(self) -> tuple[str, ...]:
        """The preferred label, then the others."""
        return (self.label, *self.alternatives)

    @property
    def described(self) -> str:
        """The preferred label and what it stands for, as one text."""
        return f"{self.label}: {self.description}"

    def texts(self) -> Iterator[str]:
        """Yield all that is written about it, labels first."""
        yield from self.labels
        if self.description:
            yield self.described


@dataclass(frozen=True, slots=True)
class Framework:
    """A published set of concepts in one language; ``attribution`` is the sentence that its publisher asks for."""

    name: str
    version: str
    language: str
    concepts: tuple[Concept, ...]
    attribution: str = ""

    def __post_init__(self) -> None:
        if not self.concepts:
            raise SkillsError("framework-is-empty", name=self.name, version=self.version)
