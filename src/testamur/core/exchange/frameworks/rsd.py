"""Rich Skill Descriptors (Open Skills Network): JSON as at their addresses, and the table that their editor exports."""

from __future__ import annotations

import re

from testamur.core.exchange.cursor import Cursor
from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.source import Asked, Row, rows
from testamur.core.rules.exchange import Notice
from testamur.core.skills.taxonomy import Edition, Match, NodeKind, Relation

_APART = re.compile(r"\s*;\s*")
_NAME, _STATEMENT, _ADDRESS = "RSD Name", "Skill Statement", "Canonical URL"
_OUT = frozenset({"archived", "deleted", "draft"})
_LONGEST_TAG = 60
_SLUG = re.compile(r"[^a-z0-9]+")


def is_rsd(told: object) -> bool:
    """Say whether a JSON value is a descriptor, or a list of them, or a collection with some."""
    listed = _listed(told)
    return bool(listed) and all(isinstance(one, dict) and "skillStatement" in one for one in listed[:5])


def is_table(heading: str) -> bool:
    """Say whether the first line of a table is that of an export."""
    return _NAME in heading and _STATEMENT in heading


def read(told: object, asked: Asked, name: str) -> Read:
    """Return the descriptors in a JSON value. Raises `ExchangeError`."""
    found, left_out = Gathering(), 0
    collection = Cursor(told).text("name") if isinstance(told, dict) else ""
    for number, one in enumerate(_listed(told)):
        at = Cursor(one, f"{name}#/{number}")
        if at.text("status").casefold() in _OUT:
            left_out += 1
            continue
        _descriptor(found, at, asked)
    return _finished(found, asked, left_out, collection)


def read_table(data: bytes, asked: Asked, name: str) -> Read:
    """Return the descriptors in an export. Raises `ExchangeError`."""
    found = Gathering()
    for row in rows(data, name, needed=(_NAME, _STATEMENT)):
        _row(found, row, asked)
    return _finished(found, asked, 0, "")


def _listed(told: object) -> list[object]:
    if isinstance(told, dict) and isinstance(told.get("skills"), list):
        return list(told["skills"])
    return list(told) if isinstance(told, list) else [told] if isinstance(told, dict) else []


def _finished(found: Gathering, asked: Asked, left_out: int, name: str) -> Read:
    if left_out:
        found.notices.append(Notice("left-out", "", {"n": str(left_out)}))
    return found.finished(Edition(asked.code, asked.name or name or asked.code, asked.version))


def _descriptor(found: Gathering, told: Cursor, asked: Asked) -> None:
    uuid = told.text("uuid")
    uri = told.text("id") or told.text("@id") or (f"urn:uuid:{uuid}" if uuid else "")
    categories = [one.text() for term in ("categories", "category") for one in told.each(term)]
    said = wording(
        asked.language or "en",
        told.text("skillName"),
        told.place,
        alternatives=[one.text("name") or one.text() for one in told.each("keywords")],
        description=told.text("skillStatement"),
    )
    found.node(uri, NodeKind.SKILL, said, told.place, tags=" ".join(map(_tag, categories)))
    for aligned in told.each("alignments"):
        target = aligned.text("id") or aligned.text("targetUrl")
        if target:
            found.equivalence(uri, Match.CLOSE, target)
    for occupation in told.each("occupations"):
        code = occupation.text("code") or occupation.text("targetCode")
        title = occupation.text("targetNodeName") or occupation.text("name") or code
        _occupation(found, uri, code, title, told.place, asked)


def _row(found: Gathering, row: Row, asked: Asked) -> None:
    name = row.needed(_NAME)
    uri = row.get(_ADDRESS) or f"urn:{asked.code}:{_SLUG.sub('-', name.casefold()).strip('-')}"
    said = wording(
        asked.language or "en",
        name,
        row.place,
        alternatives=_several(row, "Keywords"),
        description=row.needed(_STATEMENT),
    )
    found.node(uri, NodeKind.SKILL, said, row.place, tags=" ".join(map(_tag, _several(row, "Categories", "Category"))))
    for target in _several(row, "Alignment URL"):
        found.equivalence(uri, Match.CLOSE, target)
    for code in _several(row, "O*Net Job Codes", "O*NET Job Codes"):
        _occupation(found, uri, code, code, row.place, asked)


def _occupation(found: Gathering, skill: str, code: str, title: str, place: str, asked: Asked) -> None:
    """Let an occupation's code stand for the occupation; what is essential is not told, so it is optional."""
    if not code:
        return
    uri = f"urn:onet:{'-'.join(code.split())}"
    if uri not in found.met:
        said = wording(asked.language or "en", title, place)
        found.node(uri, NodeKind.OCCUPATION, said, place, code=code)
    found.link(uri, Relation.OPTIONAL, skill, place)


def _several(row: Row, *names: str) -> list[str]:
    return [one for one in _APART.split(row.get(*names)) if one]


def _tag(text: str) -> str:
    return _SLUG.sub("-", text.casefold()).strip("-")[:_LONGEST_TAG]
