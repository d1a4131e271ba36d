"""Every single value of a definition: where it stands, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Scalar, Section, Words
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential

# Stands for an entry of a list better than its number: an entry put in between renames none of its neighbours.
_NAMES = ("id", "name", "body", "title", "type", "framework")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Value:
    """One value. ``place``: its path by numbers from 0, ``outcomes[0].text.en``; ``key``: by names, ``outcomes[LO1]…``.

    A place is what a finding or a comment points at; a key stays the same where an entry moves.
    """

    place: str
    key: str
    text: str


def values(course: MicroCredential) -> tuple[Value, ...]:
    """Return every value that there is, in the order of the format."""
    return tuple(_flat(MICROCREDENTIAL, course, "", ""))


def at_place(found: Iterable[Value], place: str) -> tuple[Value, ...]:
    """Return the values at a *place* and inside it.

    A list of one may be written without its number; an entry of a list that is kept as one value is the whole list.
    """
    every = tuple(found)
    exact = tuple(one for one in every if _is_in(one.place, place))
    exact = exact or tuple(one for one in every if _is_in(one.place.replace("[0]", ""), place))
    if exact or not place.endswith("]"):
        return exact
    return tuple(one for one in every if one.place == place.rpartition("[")[0])


def where_now(before: Iterable[Value], after: Iterable[Value], place: str) -> tuple[Value, ...]:
    """Return what stands in a later text where *place* was in an earlier one, though a list was put in another order.

    Empty where it was taken out.
    """
    earlier, later = tuple(before), tuple(after)
    then = at_place(earlier, place)
    if not then or "[" not in place:
        return at_place(later, place)
    stem = _stem(then[0].key, place)
    found = tuple(one for one in later if _is_in(one.key, stem))
    # An entry may be known by what was just changed in it: a list of the same length has it at the same number.
    head = place.partition("[")[0]
    is_same_length = _entries_of(earlier, head) == _entries_of(later, head)
    return found or (at_place(later, place) if is_same_length else ())


def _stem(key: str, place: str) -> str:
    """Return the part of a *key* that stands for *place*: as many of its steps as the place has."""
    steps = _steps(key)[: len(_steps(place))]
    last = steps[-1] if place.endswith("]") else steps[-1].partition("[")[0]
    return ".".join([*steps[:-1], last])


def _steps(path: str) -> list[str]:
    """Return the steps of a path; a point inside brackets is part of a name."""
    found: list[str] = []
    depth, step = 0, ""
    for letter in path:
        depth += (letter == "[") - (letter == "]")
        if letter == "." and not depth:
            found.append(step)
            step = ""
        else:
            step += letter
    return [*found, step]


def _entries_of(found: Iterable[Value], head: str) -> int:
    return len({one.place.partition("]")[0] for one in found if one.place.startswith(f"{head}[")})


def _is_in(path: str, whole: str) -> bool:
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


def _flat(kind: Kind, value: object, place: str, key: str) -> Iterator[Value]:
    """Yield every single value inside *value*."""
    match kind:
        case Scalar():
            yield Value(place, key, kind.write(value))
        case Words():
            texts = value if isinstance(value, LanguageMap) else LanguageMap.of(en=str(value))
            yield from (Value(f"{place}.{tag}", f"{key}.{tag}", text) for tag, text in texts.items())
        case Many():
            yield from _entries(kind, value if isinstance(value, tuple) else (), place, key)
        case Section():
            for field in kind.fields:
                held = _held(value, field.name)
                if held is not None and held not in ("", ()):
                    inner = f".{field.key}" if key else field.key
                    yield from _flat(field.kind, held, place + inner, key + inner)


def _entries(kind: Many, found: tuple[object, ...], place: str, key: str) -> Iterator[Value]:
    if isinstance(kind.of, Scalar):
        yield Value(place, key, ", ".join(kind.of.write(value) for value in found))
        return
    taken: set[str] = set()
    for number, value in enumerate(found):
        name = _name(kind.of, value)
        name = str(number + 1) if not name or name in taken else name
        taken.add(name)
        yield from _flat(kind.of, value, f"{place}[{number}]", f"{key}[{name}]")


def _name(kind: Section, value: object) -> str:
    found = {field.key: text for field in kind.fields for text in _single(field.kind, value, field.name)}
    named = next((found[key] for key in _NAMES if found.get(key)), "")
    return named if len(named) <= _LONGEST_NAME else named[: _LONGEST_NAME - 1] + "…"


def _single(kind: Kind, value: object, name: str) -> Iterator[str]:
    held = _held(value, name)
    if isinstance(kind, Scalar | Words) and held:
        yield from [one.text for one in _flat(kind, held, name, name)][:1]


def _held(value: object, name: str) -> object:
    """Return the attribute; what the format keeps and the value does not (its version, the language) is nobody's."""
    if name == "levels" and isinstance(value, MicroCredential):
        return () if value.level is None else (value.level, *value.other_levels)
    return getattr(value, name, None)
