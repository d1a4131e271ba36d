"""Paths of a definition's keys, such as ``outcomes[0].text.en``: read, held against the format, followed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from testamur.core.exchange.tree import Tree
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Scalar, Section, Words
from testamur.core.model.definition.scalars import is_language_tag

Step = str | int

MOST_ENTRIES = 500
_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,4})\]")


def steps_of(key: str) -> list[Step]:
    """Return the steps of a path written with brackets."""
    return [name or int(number) for name, number in _STEP.findall(key)]


def key_of(steps: list[Step]) -> str:
    """Return the path of *steps*: the inverse of `steps_of`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def known_steps(told: list[Step], language: str) -> list[Step] | None:
    """Return the steps that lead to one value of a definition, completed, or None where there is no such key.

    An entry without a number is the first, a text without a language is in *language*.
    """
    kind: Kind = MICROCREDENTIAL
    found: list[Step] = []
    waiting = list(told)
    while waiting or not isinstance(kind, Scalar):
        if isinstance(kind, Words):
            tag = str(waiting.pop(0)) if waiting else language
            return [*found, tag] if not waiting and is_language_tag(tag) else None
        step = waiting.pop(0) if waiting else None
        if isinstance(kind, Many):
            if not isinstance(step, int):
                waiting = [*([] if step is None else [step]), *waiting]
                step = 0
            if step >= MOST_ENTRIES:
                return None
            found, kind = [*found, step], kind.of
        elif isinstance(kind, Section):
            inner = next((field.kind for field in kind.fields if field.key == step), None)
            if inner is None and step is None and kind.shorthand:
                step, inner = kind.shorthand, next(one.kind for one in kind.fields if one.key == kind.shorthand)
            if inner is None:
                return None
            found, kind = [*found, str(step)], inner
        else:
            return None
    return found


def put(tree: Tree, steps: list[Step], value: str) -> None:
    """Keep a value where *steps* lead; lists grow as far as that needs."""
    held: Any = tree
    for step, after in pairwise(steps):
        fresh: Any = [] if isinstance(after, int) else {}
        if isinstance(step, int):
            while len(held) <= step:
                held.append(type(fresh)())
            held = held[step]
        else:
            held = held.setdefault(step, fresh)
    last = steps[-1]
    if isinstance(last, int):
        while len(held) <= last:
            held.append("")
    held[last] = value


def in_order(tree: Tree, languages: list[str]) -> Tree:
    """Return a tree whose texts have their languages in the order of *languages*, and any others after them."""
    place = {tag: number for number, tag in enumerate(languages)}
    section: Kind = MICROCREDENTIAL
    found: Tree = _in_order(section, tree, place)
    return found


def _in_order(kind: Kind, told: Any, place: dict[str, int]) -> Any:  # noqa: ANN401 - a text, a list or a tree
    match kind:
        case Words() if isinstance(told, dict):
            return dict(sorted(told.items(), key=lambda one: place.get(one[0], len(place))))
        case Many() if isinstance(told, list):
            return [_in_order(kind.of, one, place) for one in told]
        case Section() if isinstance(told, dict):
            inner = {field.key: field.kind for field in kind.fields}
            return {name: _in_order(inner[name], one, place) if name in inner else one for name, one in told.items()}
    return told


def closed(told: Any) -> Any:  # noqa: ANN401 - a text, a list or a tree
    """Return a tree without the gaps that lists have where an entry in between was left out."""
    if isinstance(told, dict):
        return {name: closed(one) for name, one in told.items() if one not in ("", {}, [])}
    if isinstance(told, list):
        return [closed(one) for one in told if one not in ("", {}, [])]
    return told
