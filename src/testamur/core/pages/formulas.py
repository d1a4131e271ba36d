"""Formulas: LaTeX into MathML as plain values, with nothing in it that could act or lead anywhere.

MathML Core (W3C) is what browsers read without a script. What a library makes is not trusted: only known elements and
attributes are taken over, and whoever writes them out escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

MAX_FORMULA: Final = 2000
_DEEPEST: Final = 40
_ELEMENTS: Final = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mtable", "mtr"}
    | {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "mtd", "mpadded"}
    | {"mphantom", "menclose"}
)
_ATTRIBUTES: Final = frozenset(
    {"accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "displaystyle", "fence", "form"}
    | {"height", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation"}
    | {"rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width"}
)
# What the library raises of itself, and what it stumbles over in formulas that it does not expect.
_FAULTS: Final[tuple[type[Exception], ...]] = (
    *(one for one in vars(exceptions).values() if isinstance(one, type) and issubclass(one, Exception)),
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Node:
    """An element of MathML: its name, its attributes, its text, and what is inside it."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    text: str
    inside: tuple[Node, ...]


@lru_cache(maxsize=512)
def formula(latex: str) -> Node | None:
    """Return a formula as MathML; None where it cannot be read."""
    text = latex.strip()
    if not text or len(text) > MAX_FORMULA or _depth(text) is None:
        return None
    try:
        made: Element = convert_to_element(text)
    except _FAULTS:
        return None
    return None if _is_strange(made) else _node(made)


def _depth(text: str) -> int | None:
    """Return how deep the braces of a formula go; None where they do not match or go too deep."""
    depth = deepest = 0
    for at, letter in enumerate(text):
        if letter in "{}" and text[at - 1 : at] != "\\":
            depth += 1 if letter == "{" else -1
            deepest = max(deepest, depth)
        if depth < 0 or depth > _DEEPEST:
            return None
    return deepest if depth == 0 else None


def _is_strange(made: Element) -> bool:
    """Whether a command was not understood: the library leaves it as a name with its backslash."""
    return any(
        (one.text or "").startswith("\\") and len(unescape(one.text or "")) > 1
        for one in made.iter()
        if one.tag != "mtext"
    )


def _node(made: Element) -> Node:
    # The library writes signs as references, such as &#x0003D;; here they are signs, and whoever writes them escapes.
    attributes = tuple((key, value) for key, value in made.attrib.items() if key in _ATTRIBUTES)
    name = made.tag if made.tag in _ELEMENTS else "mrow"
    return Node(name, attributes, unescape(made.text or ""), tuple(_node(one) for one in made))
