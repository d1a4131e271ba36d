"""What the reader writes down on its way through a file: problems, places and the values that could be built."""

from __future__ import annotations

from dataclasses import dataclass, field

from testamur.core.model.definition.problems import Place, Problem, shorten
from testamur.core.model.definition.tree import ListNode, MapNode, Node, ScalarNode

_WORDS_FOR_NODES = {ListNode: "list", MapNode: "section"}


@dataclass(slots=True)
class Notes:
    """The problems so far, and by key path the place of each key and each value that was built."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    built: dict[str, object] = field(default_factory=dict)

    def refuse(
        self,
        code: str,
        place: Place,
        key: str,
        found: str = "",
        allowed: tuple[str, ...] = (),
        suggestion: str = "",
    ) -> None:
        """Note a problem."""
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
