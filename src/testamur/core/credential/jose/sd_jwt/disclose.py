"""Claims with digests and some disclosures → the claims that are shown (RFC 9901, section 7.1, step 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.sd_jwt.conceal import Path
from testamur.core.credential.jose.sd_jwt.disclosure import (
    DIGEST,
    DIGESTS,
    HASH_NAME,
    RESERVED,
    Disclosure,
    may_name_digests,
)
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import MAX_DEPTH

# Most of a credential hides nothing. Its text shows that faster than a walk, if it is not asked again at every depth.
_LOOKED_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Discloser:
    """Puts disclosures where their digests stand. ``places`` says afterwards what was disclosed where, outer first."""

    by_digest: Mapping[str, Disclosure]
    places: dict[Path, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def disclose(self, payload: Json) -> Json:
        """Return *payload* with all that is disclosed, and no digests.

        Raises `CredentialError`: ``malformed-digest``, ``repeated-digest``, ``wrong-disclosure`` (a member where an
        element belongs, or the other way round), ``reserved-name``, ``overridden-claim``, ``unreferenced-disclosure``,
        ``too-deep``.
        """
        claims = self._members({name: value for name, value in payload.items() if name != HASH_NAME}, (), 1)
        if len(self.places) != len(self.by_digest):
            unused = set(self.by_digest) - self._seen
            raise CredentialError("unreferenced-disclosure", digest=min(unused))
        return claims

    def _inside(self, value: Any, path: Path, depth: int) -> Any:  # noqa: ANN401 - JSON is any of its kinds
        if depth > MAX_DEPTH:
            raise CredentialError("too-deep", limit=MAX_DEPTH)
        if depth <= _LOOKED_AHEAD and _is_plain(value):
            return value
        if isinstance(value, dict):
            return self._members(value, path, depth)
        if isinstance(value, list):
            return self._elements(value, path, depth)
        return value

    def _members(self, value: Json, path: Path, depth: int) -> Json:
        if DIGEST in value or HASH_NAME in value:
            raise CredentialError("reserved-name", name=DIGEST if DIGEST in value else HASH_NAME)
        shown = {
            name: self._inside(member, (*path, name), depth + 1) if isinstance(member, dict | list) else member
            for name, member in value.items()
            if name != DIGESTS
        }
        digests = value.get(DIGESTS, [])
        if not isinstance(digests, list):
            raise CredentialError("malformed-digest", digest=str(digests)[:60])
        for found in digests:
            disclosure = self._find(found)
            if disclosure is None:
                continue
            name = disclosure.name
            if name is None:
                raise CredentialError("wrong-disclosure", digest=found)
            if name in RESERVED:
                raise CredentialError("reserved-name", name=name)
            if name in shown:
                raise CredentialError("overridden-claim", name=name[:100])
            self.places[*path, name] = disclosure.text
            shown[name] = self._inside(disclosure.value, (*path, name), depth + 1)
        return shown

    def _elements(self, value: list[Any], path: Path, depth: int) -> list[Any]:
        shown: list[Any] = []
        for element in value:
            place = (*path, len(shown))
            if not isinstance(element, dict) or DIGEST not in element:
                shown.append(self._inside(element, place, depth + 1))
                continue
            if len(element) > 1:
                raise CredentialError("reserved-name", name=DIGEST)
            disclosure = self._find(element[DIGEST])
            if disclosure is None:
                continue
            if disclosure.name is not None:
                raise CredentialError("wrong-disclosure", digest=element[DIGEST])
            self.places[place] = disclosure.text
            shown.append(self._inside(disclosure.value, place, depth + 1))
        return shown

    def _find(self, found: object) -> Disclosure | None:
        """Return what is disclosed of a digest; each may stand once in all that was signed (step 4)."""
        if not isinstance(found, str):
            raise CredentialError("malformed-digest", digest=str(found)[:60])
        if found in self._seen:
            raise CredentialError("repeated-digest", digest=found[:60])
        self._seen.add(found)
        return self.by_digest.get(found)


def _is_plain(value: Any) -> bool:  # noqa: ANN401 - JSON is any of its kinds
    try:
        return not may_name_digests(orjson.dumps(value))
    except orjson.JSONEncodeError:  # a number, or a text, that only the exact reader takes
        return False
