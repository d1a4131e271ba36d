"""What the reader writes down on its way through a file: problems, places and the values that could be built."""

from __future__ import annotations

from dataclasses import dataclass, field

from testamur.core.model.definition.problems import Place, Problem, shorten
from testamur.core.model.definition.tree import ListNode, MapNode, Node, ScalarNode

# More than this nobody mends in one go; the rest is counted.
MOST_PROBLEMS = 100
_WORDS_FOR_NODES = {ListNode: "list", MapNode: "section"}


@dataclass(slots=True)
class Notes:
    """The first problems, how many more there are, and by key path each key's place and value."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    built: dict[str, object] = field(default_factory=dict)
    more: int = 0

    @property
    def is_full(self) -> bool:
        """Whether further problems are counted only, so that nobody need look for a better spelling."""
        return len(self.problems) >= MOST_PROBLEMS

    def refuse(
        self,
        code: str,
        place: Place,
        key: str,
        found: str = "",
        allowed: tuple[str, ...] = (),
        suggestion: str = "",
    ) -> None:
        """Note a problem, or count it where there are enough of them."""
        if self.is_full:
            self.more += 1
            return
        self.problems.append(Problem(code, place.line, place.column, key, shorten(found), allowed, suggestion))

    def refuse_key(
        self, code: str, key: str, found: str = "", allowed: tuple[str, ...] = (), suggestion: str = ""
    ) -> None:
        """Note a problem of a key that has been read, at its place."""
        self.refuse(code, self.places[key], key, found, allowed, suggestion)

    def wrong_node(self, code: str, node: Node, key: str) -> None:
        """Note that a value, a list or a section stands where another of them belongs."""
        found = node.text if isinstance(node, ScalarNode) else _WORDS_FOR_NODES[type(node)]
        self.refuse(code, node.place, key, found)
