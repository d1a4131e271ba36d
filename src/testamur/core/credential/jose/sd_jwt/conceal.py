"""Claims → claims with digests, and the disclosures of what is hidden (RFC 9901, sections 4.2 and 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.sd_jwt.disclosure import (
    DEFAULT_HASH,
    DIGEST,
    DIGESTS,
    HASH_NAME,
    RESERVED,
    digest,
    may_name_digests,
    write_disclosure,
)
from testamur.core.credential.ports import Json

# The way to a claim, as wallets write it: names, positions, and None for every element (SD-JWT VC, section 4.6.1).
Path = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is hidden at one place, and below it."""

    is_hidden: bool
    below: Mapping[str | int | None, Choice]


@lru_cache(maxsize=256)
def choices(paths: tuple[Path, ...]) -> Choice:
    """Return *paths* as a tree: one kind of credential has the same for everybody, so it is remembered."""
    steps = dict.fromkeys(path[0] for path in paths if path)
    below = {
        # What holds for every element holds for the one that is named, too.
        step: choices(tuple(path[1:] for path in paths if path and path[0] in _same(step)))
        for step in steps
    }
    return Choice(any(not path for path in paths), below)


def _same(step: str | int | None) -> tuple[str | int | None, ...]:
    return (step, None) if isinstance(step, int) else (step,)


@dataclass(frozen=True, slots=True)
class Concealer:
    """Hides claims. ``salts`` yields as many as are asked for, each new and of 128 bits of chance or more.

    ``decoys`` digests of nothing are added wherever something is hidden, so that nobody can count.
    """

    salts: Iterator[str]
    decoys: int = 0
    hash_name: str = DEFAULT_HASH
    disclosures: list[str] = field(default_factory=list)

    def conceal(self, claims: Json, paths: tuple[Path, ...]) -> Json:
        """Return *claims* without what *paths* lead to; `disclosures` then holds that.

        Raises `CredentialError`: ``reserved-name``, ``no-such-claim`` (a path leads nowhere: what was to be hidden
        would be open), ``hash-not-supported``, ``no-salt``, ``not-json``.
        """
        refuse_reserved(claims)
        hidden: Json = self._inside(claims, choices(paths), ())
        return {**hidden, HASH_NAME: self.hash_name} if self.disclosures else hidden

    def _inside(self, value: Any, choice: Choice, path: Path) -> Any:  # noqa: ANN401 - JSON is any of its kinds
        if not choice.below:
            return value
        if isinstance(value, dict):
            return self._members(value, choice, path)
        if isinstance(value, list):
            return self._elements(value, choice, path)
        raise CredentialError("no-such-claim", path=spelled(path))

    def _members(self, value: Json, choice: Choice, path: Path) -> Json:
        kept, digests = dict(value), []
        for name, below in choice.below.items():
            if not isinstance(name, str) or name not in kept:
                raise CredentialError("no-such-claim", path=spelled((*path, name)))
            inside = self._inside(kept[name], below, (*path, name))
            if below.is_hidden:
                del kept[name]
                digests.append(self._hide(name, inside))
            else:
                kept[name] = inside
        if digests:
            # Sorted, the order tells nothing about what is behind (section 4.2.4.1).
            kept[DIGESTS] = sorted([*digests, *(self._decoy() for _ in range(self.decoys))])
        return kept

    def _elements(self, value: list[Any], choice: Choice, path: Path) -> list[Any]:
        kept, has_hidden = list(value), False
        every = choice.below.get(None)
        chosen: dict[str | int | None, Choice] = dict.fromkeys(range(len(kept)), every) if every else {}
        chosen |= {step: below for step, below in choice.below.items() if step is not None}
        for position, below in chosen.items():
            if not isinstance(position, int) or not 0 <= position < len(kept):
                raise CredentialError("no-such-claim", path=spelled((*path, position)))
            inside = self._inside(kept[position], below, (*path, position))
            kept[position] = {DIGEST: self._hide(inside)} if below.is_hidden else inside
            has_hidden = has_hidden or below.is_hidden
        for _ in range(self.decoys if has_hidden else 0):
            decoy = self._decoy()
            # Chance comes with the salts only, so where a decoy stands follows from its digest.
            kept.insert(int.from_bytes(decoy.encode()) % (len(kept) + 1), {DIGEST: decoy})
        return kept

    def _hide(self, *claim: object) -> str:
        text = write_disclosure((self._salt(), *claim))
        self.disclosures.append(text)
        return digest(text, self.hash_name)

    def _decoy(self) -> str:
        return digest(self._salt(), self.hash_name)

    def _salt(self) -> str:
        found = next(self.salts, "")
        if not found:
            raise CredentialError("no-salt")
        return found


def spelled(path: Path) -> str:
    """Return *path* in a form for people, e.g. ``credentialSubject.results[0]``."""
    text = "".join(f"[{'' if step is None else step}]" if not isinstance(step, str) else f".{step}" for step in path)
    return text.removeprefix(".")[:200]


def refuse_reserved(claims: Json) -> None:
    """Refuse claims by the names of digests. Raises `CredentialError`: ``reserved-name``, ``not-json``."""
    try:
        written = orjson.dumps(claims)
    except TypeError as error:
        raise CredentialError("not-json", line=1, column=1, reason=str(error)[:100]) from error
    # A value that only looks like a name costs a walk.
    remaining: list[Any] = [claims] if may_name_digests(written) else []
    while remaining:
        value = remaining.pop()
        if isinstance(value, dict):
            for name in RESERVED & value.keys():
                raise CredentialError("reserved-name", name=name)
            remaining.extend(value.values())
        elif isinstance(value, list):
            remaining.extend(value)
