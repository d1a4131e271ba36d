"""ESCO, the European classification of skills and occupations, in its official CSV download: any version and language.

The files: https://esco.ec.europa.eu/en/use-esco/download (classification, CSV). The release stands only in the name of
the archive, so it is said by whoever brings it, or guessed from there. Reuse: Commission Decision 2011/833/EU.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.genders import both_forms
from testamur.core.exchange.frameworks.source import Asked, Files, Row, rows
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.taxonomy import Edition, NodeKind, Relation

CODE = "esco"
ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
LICENCE = "https://eur-lex.europa.eu/eli/dec/2011/833/oj"
HOMEPAGE = "https://esco.ec.europa.eu"
_GROUPS = "http://data.europa.eu/esco/isco/C"
_FILE = re.compile(r"(?:.*/)?(?P<table>[A-Za-z]+?)(?:_(?P<language>[a-z]{2}))?\.csv")
_RELEASE = re.compile(r"v(\d+(?:\.\d+)+)")
# Labels of one cell stand on lines of their own, in collections between bars.
_APART = re.compile(r"\s*(?:\r?\n|\s\|\s)\s*")
_KINDS = MappingProxyType(
    {"skill/competence": NodeKind.SKILL, "knowledge": NodeKind.KNOWLEDGE, "skill": NodeKind.SKILL}
)
_RELATIONS = MappingProxyType({"essential": Relation.ESSENTIAL, "optional": Relation.OPTIONAL})


def edition(version: str) -> Edition:
    """Return ESCO in a version."""
    return Edition(CODE, "ESCO", version, ATTRIBUTION, LICENCE, HOMEPAGE)


def release(name: str) -> str:
    """Return the release that the name of a download tells, empty where it tells none."""
    found = _RELEASE.search(name)
    return found[1] if found else ""


def is_esco(files: Files) -> bool:
    """Say whether the names are those of the download."""
    return any(_tables(files, "skills", "occupations", "occupationSkillRelations"))


def read(files: Files, asked: Asked) -> Read:
    """Return the version that the files hold, whole or in parts. Raises `ExchangeError`."""
    found = Gathering()
    for table, reader in _READERS.items():
        for name, language in _tables(files, table):
            for row in rows(files.get(name) or b"", name, needed=_NEEDED.get(table, ("conceptUri",))):
                reader(found, row, asked.language or language or "en")
    for name, _language in _collections(files):
        tag = re.sub(r"(?:Skills|Occupations)?Collection.*", "", name.rpartition("/")[2]).casefold()
        for row in rows(files.get(name) or b"", name, needed=("conceptUri",)):
            found.tag(row.get("conceptUri"), tag)
    return found.finished(edition(asked.version or next(filter(None, map(release, files.names)), "")))


def _tables(files: Files, *tables: str) -> Iterator[tuple[str, str]]:
    for name in sorted(files.names):
        told = _FILE.fullmatch(name)
        if told and told["table"] in tables:
            yield name, told["language"] or ""


def _collections(files: Files) -> Iterator[tuple[str, str]]:
    for name in sorted(files.names):
        told = _FILE.fullmatch(name)
        if told and told["table"].endswith("Collection"):
            yield name, told["language"] or ""


def _skill(found: Gathering, row: Row, language: str) -> None:
    kind = _KINDS.get(row.get("skillType"), NodeKind.OTHER)
    _node(found, row, language, kind, tags=row.get("reuseLevel"))


def _skill_group(found: Gathering, row: Row, language: str) -> None:
    _node(found, row, language, NodeKind.SKILL_GROUP)


def _occupation(found: Gathering, row: Row, language: str) -> None:
    _node(found, row, language, NodeKind.OCCUPATION)
    group = row.get("iscoGroup")
    if group:
        found.link(row.get("conceptUri"), Relation.BROADER, f"{_GROUPS}{group}", row.place)


def _occupation_group(found: Gathering, row: Row, language: str) -> None:
    _node(found, row, language, NodeKind.OCCUPATION_GROUP)
    code = row.get("code")
    if len(code) > 1:
        found.link(row.get("conceptUri"), Relation.BROADER, f"{_GROUPS}{code[:-1]}", row.place)


def _node(found: Gathering, row: Row, language: str, kind: NodeKind, tags: str = "") -> None:
    if row.get("status") not in ("released", ""):
        return
    label, others = row.needed("preferredLabel"), _APART.split(row.get("altLabels"))
    if kind is NodeKind.OCCUPATION and language != "en":
        others = [form for each in (label, *others) for form in both_forms(each)]
    said = wording(
        language,
        label,
        row.place,
        alternatives=others,
        description=row.get("description", "definition"),
        note=row.get("scopeNote"),
        hidden=_APART.split(row.get("hiddenLabels")),
    )
    found.node(row.needed("conceptUri"), kind, said, row.place, code=row.get("code"), tags=tags)


def _broader(found: Gathering, row: Row, _language: str) -> None:
    found.link(row.needed("conceptUri"), Relation.BROADER, row.needed("broaderUri"), row.place)


def _needs(found: Gathering, row: Row, _language: str) -> None:
    found.link(row.needed("occupationUri"), _relation(row), row.needed("skillUri"), row.place)


def _goes_with(found: Gathering, row: Row, _language: str) -> None:
    found.link(row.needed("originalSkillUri"), _relation(row), row.needed("relatedSkillUri"), row.place)


def _relation(row: Row) -> Relation:
    told = row.needed("relationType")
    if told not in _RELATIONS:
        raise ExchangeError("not-a-relation", row.place, column="relationType", found=told[:80])
    return _RELATIONS[told]


_READERS: MappingProxyType[str, Callable[[Gathering, Row, str], None]] = MappingProxyType(
    {
        "skillGroups": _skill_group,
        "skills": _skill,
        "ISCOGroups": _occupation_group,
        "occupations": _occupation,
        "broaderRelationsSkillPillar": _broader,
        "broaderRelationsOccPillar": _broader,
        "occupationSkillRelations": _needs,
        "skillSkillRelations": _goes_with,
    }
)
_NEEDED = {
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri"),
    "broaderRelationsOccPillar": ("conceptUri", "broaderUri"),
    "occupationSkillRelations": ("occupationUri", "relationType", "skillUri"),
    "skillSkillRelations": ("originalSkillUri", "relationType", "relatedSkillUri"),
}
