"""What changed between two definitions: by key of the file, whatever their layout and comments look like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Scalar, Section, Words
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential

# Stands for an entry of a list better than its number: an entry put in between renames none of its neighbours.
_NAMES = ("id", "name", "body", "title", "type", "framework")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs. ``key`` is its path in the file, such as ``outcomes[LO1].text.en``.

    ``before`` or ``after`` is empty where there is no such value.
    """

    key: str
    before: str
    after: str


def changes(before: MicroCredential, after: MicroCredential) -> tuple[Change, ...]:
    """Return every value that differs, in the order of the format."""
    old, new = (dict(_flat(MICROCREDENTIAL, one, "")) for one in (before, after))
    order = [field.key for field in MICROCREDENTIAL.fields]
    keys = sorted({**old, **new}, key=lambda key: order.index(key.partition(".")[0].partition("[")[0]))
    return tuple(
        Change(key, old.get(key, ""), new.get(key, "")) for key in keys if old.get(key, "") != new.get(key, "")
    )


def _flat(kind: Kind, value: object, key: str) -> Iterator[tuple[str, str]]:
    """Yield key and text of every single value inside *value*."""
    match kind:
        case Scalar():
            yield key, kind.write(value)
        case Words():
            texts = value if isinstance(value, LanguageMap) else LanguageMap.of(en=str(value))
            yield from ((f"{key}.{tag}", text) for tag, text in texts.items())
        case Many():
            yield from _entries(kind, value if isinstance(value, tuple) else (), key)
        case Section():
            for field in kind.fields:
                held = _held(value, field.name)
                if held is not None and held not in ("", ()):
                    yield from _flat(field.kind, held, f"{key}.{field.key}" if key else field.key)


def _entries(kind: Many, values: tuple[object, ...], key: str) -> Iterator[tuple[str, str]]:
    if isinstance(kind.of, Scalar):
        yield key, ", ".join(kind.of.write(value) for value in values)
        return
    taken: set[str] = set()
    for number, value in enumerate(values, 1):
        name = _name(kind.of, value)
        name = str(number) if not name or name in taken else name
        taken.add(name)
        yield from _flat(kind.of, value, f"{key}[{name}]")


def _name(kind: Section, value: object) -> str:
    found = {field.key: text for field in kind.fields for _key, text in _single(field.kind, value, field.name)}
    named = next((found[key] for key in _NAMES if found.get(key)), "")
    return named if len(named) <= _LONGEST_NAME else named[: _LONGEST_NAME - 1] + "…"


def _single(kind: Kind, value: object, name: str) -> Iterator[tuple[str, str]]:
    held = _held(value, name)
    if isinstance(kind, Scalar | Words) and held:
        yield from list(_flat(kind, held, name))[:1]


def _held(value: object, name: str) -> object:
    """Return the attribute; what the format keeps and the value does not (its version, the language) is nobody's."""
    if name == "levels" and isinstance(value, MicroCredential):
        return () if value.level is None else (value.level, *value.other_levels)
    return getattr(value, name, None)
