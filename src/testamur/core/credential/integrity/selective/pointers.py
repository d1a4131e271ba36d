"""JSON Pointers (RFC 6901), and the part of a document that they select (vc-di-ecdsa, section 3.4.13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Json

_MAX_POINTERS = 1_000
_LONGEST = 1_000
_POINTER = re.compile(r"(/([^~/]|~[01])*)*")
_INDEX = re.compile(r"0|[1-9][0-9]{0,5}")

# A node is recognised by these, whatever else of it is shown.
_ALWAYS = ("id", "@id", "type", "@type")

# Which steps lead on to what is selected; empty: everything below.
_Steps = dict[str, "_Steps"]


def select(document: Json, pointers: Sequence[str]) -> Json:
    """Return the part of *document* that *pointers* lead to, with what names the nodes on the way.

    Raises `CredentialError`: ``bad-pointer``, ``nothing-there``.
    """
    if len(pointers) > _MAX_POINTERS:
        raise CredentialError("bad-pointer", pointer=pointers[_MAX_POINTERS][:200])
    steps: _Steps = {}
    everything = False
    for pointer in pointers:
        path = _path(pointer)
        _follow(document, path, pointer)
        everything = everything or not path
        _add(steps, path)
    if everything:
        return document
    found: Json = {"@context": document["@context"]} if "@context" in document else {}
    return found | _part(document, steps)


def _path(pointer: str) -> list[str]:
    if len(pointer) > _LONGEST or not _POINTER.fullmatch(pointer):
        raise CredentialError("bad-pointer", pointer=pointer[:200])
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _follow(value: Any, path: Iterable[str], pointer: str) -> None:  # noqa: ANN401 - JSON is any of its kinds
    """Refuse a pointer that leads nowhere: a member that was meant to be mandatory would silently not be."""
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and _INDEX.fullmatch(step) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise CredentialError("nothing-there", pointer=pointer[:200])


def _add(steps: _Steps, path: Sequence[str]) -> None:
    """Add a path; one that ends above another swallows it."""
    for step in path[:-1]:
        if step in steps and not steps[step]:
            return
        steps = steps.setdefault(step, {})
    if path:
        steps[path[-1]] = {}


def _part(value: Json, steps: _Steps) -> Json:
    names = [name for name in value if name in steps or name in _ALWAYS]
    # What names a node decides what its members mean: it is shown whole, whichever part of it was asked for.
    return {name: value[name] if name in _ALWAYS else _below(value[name], steps[name]) for name in names}


def _below(value: Any, steps: _Steps) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    if not steps:
        return value
    if isinstance(value, dict):
        return _part(value, steps)
    return [_below(value[index], steps[str(index)]) for index in sorted(map(int, steps))]
