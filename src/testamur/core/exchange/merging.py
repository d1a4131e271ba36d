"""Our own file inside somebody's document, and what the document says by now: put together, key by key.

A document that carries our file also says most of it in its own terms. Where those still say what we would write, the
file counts, for it knows more; where somebody changed them, the document counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_NAMES = ("id", "name", "body", "framework")


class _Nothing:
    pass


NOTHING = _Nothing()


def merged(own: Any, base: Any, now: Any, key: str = "") -> tuple[Any, list[tuple[str, str]]]:  # noqa: ANN401 - trees
    """Return *own* with what changed from *base* to *now*, and what that was: pairs of code and key.

    *own*: the file; *base*: what the document would say of it; *now*: what it does say. The codes are ``added``,
    ``removed`` and ``changed``.
    """
    if now == base:
        return own, []
    if isinstance(now, dict) and isinstance(base, dict) and isinstance(own, dict):
        return _dicts(own, base, now, key)
    if isinstance(now, list) and isinstance(base, list) and isinstance(own, list):
        aligned = _lists(own, base, now, key)
        if aligned is not None:
            return aligned
    code = "added" if base is NOTHING else "removed" if now is NOTHING else "changed"
    return now, [(code, key)]


def _dicts(
    own: dict[str, Any], base: dict[str, Any], now: dict[str, Any], key: str
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    result, told = dict(own), []
    for name in [*now, *(name for name in base if name not in now)]:
        inner = f"{key}.{name}" if key else name
        value, changes = merged(
            own.get(name, NOTHING), base.get(name, NOTHING), now.get(name, NOTHING), inner
        )  # fmt: skip
        told += changes
        if value is NOTHING:
            result.pop(name, None)
        else:
            result[name] = value
    return result, told


def _lists(own: list[Any], base: list[Any], now: list[Any], key: str) -> tuple[list[Any], list[tuple[str, str]]] | None:
    """Return the lists put together by the names of their entries, or by place where as many are in each."""
    names = next((name for name in _NAMES if all(map(lambda part: _named(part, name), (own, base, now)))), "")  # noqa: C417 - three lists, one name
    if not names:
        if not len(own) == len(base) == len(now):
            return None
        pairs = [merged(*three, f"{key}[{number}]") for number, three in enumerate(zip(own, base, now, strict=True))]
        return [value for value, _told in pairs], [change for _value, told in pairs for change in told]
    mine, before = ({entry[names]: entry for entry in part} for part in (own, base))
    result, told = [], []
    for number, entry in enumerate(now):
        name = entry[names]
        inner = f"{key}[{number}]"
        value, changes = merged(mine.get(name, NOTHING), before.get(name, NOTHING), entry, inner)
        result.append(value)
        told += changes
    gone = [name for name in before if name not in {entry[names] for entry in now}]
    # What the format could never show is not gone because it is not there.
    result += [entry for name, entry in mine.items() if name not in before]
    told += [("removed", f"{key}[{list(mine).index(name)}]") for name in gone if name in mine]
    return result, told


def _named(part: list[Any], name: str) -> bool:
    """Say whether all entries have a name of their own."""
    names = list(_names(part, name))
    return len(names) == len(part) == len(set(names))


def _names(part: list[Any], name: str) -> Iterator[str]:
    return (entry[name] for entry in part if isinstance(entry, dict) and isinstance(entry.get(name), str))
