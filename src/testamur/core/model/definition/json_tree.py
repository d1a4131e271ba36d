"""JSON text → the same tree of nodes that YAML grows into, so that one table of keys reads both. With limits."""

from __future__ import annotations

import json

from testamur.core.model.definition.problems import DefinitionError, Place, Problem, shorten
from testamur.core.model.definition.tree import ListNode, MapNode, Node, ScalarNode

MAX_BYTES = 20_000_000
MAX_NODES = 400_000
MAX_DEPTH = 32
# Values of JSON have no place of their own; their path says where they are.
NOWHERE = Place(0, 0)


def build_json(source: str | bytes) -> MapNode:
    """Return the object in *source*; members without a value (null) are as if they were not there.

    Raises `DefinitionError` with the one problem that stopped the reading.
    """
    if len(source) > MAX_BYTES:
        raise _stop("too-large", Place(1, 1), str(len(source)))
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        value = json.loads(
            text, object_pairs_hook=_Members, parse_float=_Number, parse_int=_Number, parse_constant=_Number
        )
    except UnicodeDecodeError as error:
        raise _stop("not-utf-8", Place(1, 1), f"0x{error.object[error.start]:02X}") from error
    except json.JSONDecodeError as error:
        raise _stop("not-json", Place(error.lineno, error.colno), error.msg) from error
    except RecursionError as error:
        raise _stop("too-deep", Place(1, 1)) from error
    grown = _Grown().grow(value, 0)
    if not isinstance(grown, MapNode):
        raise _stop("not-an-object", Place(1, 1))
    return grown


class _Number(str):
    """A number as it is written, so that no digit is lost."""

    __slots__ = ()


class _Members(list[tuple[str, object]]):
    """The members of an object in their order, those that stand there twice included."""


class _Grown:
    def __init__(self) -> None:
        self.nodes = 0

    def grow(self, value: object, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _stop("too-many-values", NOWHERE)
        if depth > MAX_DEPTH:
            raise _stop("too-deep", NOWHERE)
        match value:
            case _Members():
                kept = [(name, item) for name, item in value if item is not None]
                return MapNode([(_text(name), self.grow(item, depth + 1)) for name, item in kept], NOWHERE)
            case list():
                return ListNode([self.grow(item, depth + 1) for item in value], NOWHERE)
            case bool():
                return ScalarNode("yes" if value else "no", quoted=False, place=NOWHERE)
            case _:
                return ScalarNode(str(value or ""), quoted=not isinstance(value, _Number), place=NOWHERE)


def _text(name: str) -> ScalarNode:
    return ScalarNode(name, quoted=True, place=NOWHERE)


def _stop(code: str, place: Place, found: str = "") -> DefinitionError:
    return DefinitionError([Problem(code, place.line, place.column, "", shorten(found))])
