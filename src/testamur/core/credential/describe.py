"""What a credential claims, for people to read: nothing here is checked, and no shape is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from testamur.core.credential.ports import Json

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims that people ask for first, empty where the credential does not say; ``credits`` come without unit."""

    title: str = ""
    description: str = ""
    holder: str = ""
    issuer: str = ""
    issuer_id: str = ""
    awarded: str = ""
    valid_until: str = ""
    criteria: str = ""
    credits: str = ""
    levels: tuple[str, ...] = ()
    skills: tuple[tuple[str, str], ...] = ()
    results: tuple[tuple[str, str], ...] = ()


def describe(credential: Json | None) -> Claims:
    """Return the claims of an Open Badges 3.0 (or alike) credential of any shape, however strange."""
    document = credential or {}
    if "badge" in document and "credentialSubject" not in document:
        return _of_version_2(document)
    subject = _node(document.get("credentialSubject"))
    achievement = _node(subject.get("achievement"))
    issuer = document.get("issuer")
    aligned = [_node(item) for item in _items(achievement.get("alignment"))]
    return Claims(
        title=_text(achievement.get("name")) or _text(document.get("name")),
        description=_text(achievement.get("description")) or _text(document.get("description")),
        holder=_holder(subject),
        issuer=_text(_node(issuer).get("name")) or _text(_node(issuer).get("id")) or _text(issuer),
        issuer_id=_text(_node(issuer).get("id")) or _text(issuer),
        awarded=_text(document.get("awardedDate")) or _text(document.get("validFrom") or document.get("issuanceDate")),
        valid_until=_text(document.get("validUntil") or document.get("expirationDate")),
        criteria=_text(_node(achievement.get("criteria")).get("narrative")),
        credits=_text(subject.get("creditsEarned")) or _text(achievement.get("creditsAvailable")),
        levels=tuple(_text(item.get("targetName")) for item in aligned if _is_level(item)),
        skills=tuple(
            (_text(item.get("targetName")), _text(item.get("targetUrl"))) for item in aligned if not _is_level(item)
        ),
        results=tuple(_results(subject, achievement)),
    )


def _of_version_2(assertion: Json) -> Claims:
    """Return the claims of an Open Badges 2.0 assertion; its badge and issuer may be no more than their addresses."""
    badge, recipient = _node(assertion.get("badge")), _node(assertion.get("recipient"))
    issuer = badge.get("issuer")
    aligned = [_node(item) for item in _items(badge.get("alignment"))]
    return Claims(
        title=_text(badge.get("name")) or _text(assertion.get("badge")),
        description=_text(badge.get("description")),
        holder="" if recipient.get("hashed") else _text(recipient.get("identity")),
        issuer=_text(_node(issuer).get("name")) or _text(issuer),
        issuer_id=_text(_node(issuer).get("id")) or _text(issuer),
        awarded=_text(assertion.get("issuedOn")),
        valid_until=_text(assertion.get("expires")),
        criteria=_text(_node(badge.get("criteria")).get("narrative")),
        skills=tuple((_text(item.get("targetName")), _text(item.get("targetUrl"))) for item in aligned),
    )


def _results(subject: Json, achievement: Json) -> Iterator[tuple[str, str]]:
    described = {_text(_node(item).get("id")): _node(item) for item in _items(achievement.get("resultDescription"))}
    for item in _items(subject.get("result")):
        result = _node(item)
        value = _text(result.get("value")) or _text(result.get("status")) or _text(result.get("achievedLevel"))
        about = described.get(_text(result.get("resultDescription")), {})
        if value:
            unit = " %" if about.get("resultType") == "Percent" else ""
            yield _text(about.get("name")), f"{value}{unit}"


def _holder(subject: Json) -> str:
    """Return the name of whom it is about, else whatever identifies the person."""
    identities = [_node(item) for item in _items(subject.get("identifier"))]
    by_kind = {
        _text(item.get("identityType")): _text(item.get("identityHash"))
        for item in identities
        if not item.get("hashed")
    }
    named = by_kind.get("name") or _text(subject.get("name"))
    return named or by_kind.get("emailAddress") or by_kind.get("studentId") or _text(subject.get("id"))


def _is_level(alignment: Json) -> bool:
    return _text(alignment.get("targetType")) in {"ext:EQFLevel", "ext:FrameworkLevel"}


def _items(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _node(value: object) -> Json:
    """Return the first object of *value*, or an empty one."""
    return next((item for item in _items(value) if isinstance(item, dict)), {})


def _text(value: object) -> str:
    """Return a text or number; of a language map the first text."""
    if isinstance(value, dict):
        value = value.get("@value") or next(iter(value.values()), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)[:_LONGEST]
