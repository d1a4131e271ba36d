"""A whole framework as its publisher gives it out: concepts in all languages, how they belong together, what is alike.

`concepts.Framework` is what an engine reads a text against: one version, one language, skills alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from testamur.core.skills.concepts import Concept, Framework, Kind


class NodeKind(StrEnum):
    """What a node of a framework is. The first three are what somebody can learn."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    OTHER = "other"
    SKILL_GROUP = "skill-group"
    OCCUPATION = "occupation"
    OCCUPATION_GROUP = "occupation-group"


LEARNABLE = (NodeKind.SKILL, NodeKind.KNOWLEDGE, NodeKind.OTHER)
WORK = (NodeKind.OCCUPATION, NodeKind.OCCUPATION_GROUP)


class Relation(StrEnum):
    """How one node belongs to another: ``broader`` leads up; the next two from who needs a skill to the skill."""

    BROADER = "broader"
    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    RELATED = "related"


class Match(StrEnum):
    """How alike two concepts of different frameworks or versions are (SKOS, section 10); or what took whose place."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"
    REPLACED_BY = "replaced-by"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a node is called in one language. ``hidden``: what people type and nobody should be shown."""

    language: str
    label: str
    alternatives: tuple[str, ...] = ()
    description: str = ""
    note: str = ""
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A skill, a field of knowledge, an occupation, or a group of them. ``tags``: what its publisher files it under."""

    uri: str
    kind: NodeKind
    wordings: tuple[Wording, ...]
    code: str = ""
    tags: tuple[str, ...] = ()

    def wording(self, language: str) -> Wording:
        """Return what it is called in a language, else in the first that there is."""
        return next((one for one in self.wordings if one.language == language), self.wordings[0])


class Link(NamedTuple):
    """A relation between two nodes of the same framework, by their addresses."""

    source: str
    relation: Relation
    target: str


class Equivalence(NamedTuple):
    """What a publisher says of a concept here and one elsewhere, by their addresses: ``source`` is ``match`` of it."""

    source: str
    match: Match
    target: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Which framework this is, and in which version. ``code`` is short, for addresses: ``esco``."""

    code: str
    name: str
    version: str
    attribution: str = ""
    licence: str = ""
    homepage: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One version of a framework, or a part of it, such as one language."""

    edition: Edition
    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that any node has, in the order in which they come first."""
        return tuple(dict.fromkeys(one.language for node in self.nodes for one in node.wordings))

    def skills(self, language: str) -> Framework:
        """Return what can be learned, as the engine reads it. Raises `SkillsError` where there is nothing."""
        concepts = tuple(
            _concept(node, node.wording(language)) for node in self.nodes if node.kind in LEARNABLE and node.wordings
        )
        edition = self.edition
        return Framework(edition.name, edition.version, language, concepts, edition.attribution)


def _concept(node: Node, said: Wording) -> Concept:
    return Concept(node.uri, said.label, said.alternatives, said.description, Kind(node.kind.value))


@dataclass(slots=True)
class _Walk:
    """Where a walk upwards has been: nodes that are done, and the way to the one it stands on."""

    up: Mapping[str, Sequence[str]]
    done: set[str] = field(default_factory=set)

    def circle_from(self, start: str) -> tuple[str, ...]:
        """Return a way that comes back to where it began, or nothing; without recursion, for ways can be long."""
        way, waiting = [start], [iter(self.up.get(start, ()))]
        on_the_way = {start}
        while waiting:
            above = next(waiting[-1], None)
            if above is None:
                waiting.pop()
                left = way.pop()
                on_the_way.discard(left)
                self.done.add(left)
            elif above in on_the_way:
                return (*way[way.index(above) :], above)
            elif above not in self.done:
                way.append(above)
                on_the_way.add(above)
                waiting.append(iter(self.up.get(above, ())))
        return ()


def circle(links: Sequence[Link]) -> tuple[str, ...]:
    """Return a way up that leads back to its own beginning, the beginning at both ends; empty where there is none."""
    up: dict[str, list[str]] = {}
    for one in links:
        if one.relation is Relation.BROADER:
            up.setdefault(one.source, []).append(one.target)
    walk = _Walk(up)
    return next((found for start in up if start not in walk.done and (found := walk.circle_from(start))), ())
