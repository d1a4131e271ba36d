"""What a credential is of: the specification that it names, in which version, and the outcomes that it states in words.

A precedent is found by this. Nothing here is checked; it is the issuer's word, as far as the signature carries it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from testamur.core.credential.achieved import achieved
from testamur.core.credential.ports import Json
from testamur.core.credential.shape import items

_LONGEST_KEY = 300
_LONGEST_VERSION = 60
_MOST_OUTCOMES = 60
_LONGEST_OUTCOME = 500
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+(?P<text>\S.{10,})$", re.MULTILINE)
_OUTCOME = "ext:LearningOutcome"


@dataclass(frozen=True, slots=True)
class Provenance:
    """``key``: the same for all versions of a specification; empty where the credential names no issuer."""

    key: str = ""
    version: str = ""
    outcomes: tuple[str, ...] = ()


def provenance(credential: Json | None) -> Provenance:
    """Return what *credential* (Open Badges 3.0, or alike) is of.

    The issuer's code for the achievement comes first, because its address may change with each version. The issuer is
    always in the key: anybody may name somebody else's achievement, but nobody can sign for somebody else.
    """
    found = achieved(credential)
    if found is None or not found.issuer:
        return Provenance()
    key = f"{found.issuer}#{found.code or found.ref}"
    return Provenance(key[:_LONGEST_KEY], found.version[:_LONGEST_VERSION], _outcomes(credential or {}))


def _outcomes(document: Json) -> tuple[str, ...]:
    """Return outcomes stated as such, else what it is aligned to, else the lines of a list in its criteria."""
    subject = _node(document.get("credentialSubject"))
    badge = _node(subject.get("achievement")) or _node(document.get("badge"))
    aligned = [_node(item) for item in items(badge.get("alignment"))]
    stated = [_text(item.get("targetName")) for item in aligned if item.get("targetType") == _OUTCOME]
    others = [_text(item.get("targetName")) for item in aligned if "Level" not in _text(item.get("targetType"))]
    told = _text(_node(badge.get("criteria")).get("narrative"))
    listed = [match["text"] for match in _BULLET.finditer(told)]
    stated = next((texts for texts in (stated, others, listed) if any(texts)), [])
    unique = dict.fromkeys(text.strip()[:_LONGEST_OUTCOME] for text in stated if text.strip())
    return tuple(unique)[:_MOST_OUTCOMES]


def _node(value: object) -> Json:
    return next((item for item in items(value) if isinstance(item, dict)), {})


def _text(value: Any) -> str:  # noqa: ANN401 - JSON of any kind
    return value if isinstance(value, str) else ""
