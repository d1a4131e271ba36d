"""CASE, Competencies and Academic Standards Exchange 1.0 and 1.1 (1EdTech): a package of document, items, associations.

The names are those of the REST binding's ``CFPackage``. What a framework says beyond it, such as other labels, is
carried in ``extensions`` of an item, which 1.1 allows; readers of 1.0 pass over it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha1
from types import MappingProxyType
from typing import Any

from testamur.core.exchange.cursor import Cursor
from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.taxonomy import Edition, Match, Node, NodeKind, Relation, Taxonomy

_KINDS = MappingProxyType(
    {
        "knowledge": NodeKind.KNOWLEDGE,
        "skill": NodeKind.SKILL,
        "competency": NodeKind.OTHER,
        "cluster": NodeKind.SKILL_GROUP,
        "domain": NodeKind.SKILL_GROUP,
        "strand": NodeKind.SKILL_GROUP,
        "skill group": NodeKind.SKILL_GROUP,
        "occupation": NodeKind.OCCUPATION,
        "occupation group": NodeKind.OCCUPATION_GROUP,
    }
)
_TYPES = MappingProxyType({kind: name.capitalize() for name, kind in reversed(list(_KINDS.items()))})
_UP = frozenset({"isChildOf", "isPartOf"})
_ALIKE = MappingProxyType(
    {"exactMatchOf": Match.EXACT, "isTranslationOf": Match.EXACT, "replacedBy": Match.REPLACED_BY}
)
# The name space of addresses (RFC 9562, section 6.6).
_URLS = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")
_BESIDE = frozenset({"isRelatedTo", "isPeerOf"})


def is_case(told: object) -> bool:
    """Say whether a JSON value is a CASE package."""
    return isinstance(told, dict) and "CFDocument" in told and "CFItems" in told


def read(told: object, asked: Asked, name: str) -> Read:
    """Return the framework of a package. Raises `ExchangeError`."""
    package = Cursor(told, f"{name}#")
    document = package.get("CFDocument")
    if document is None:
        raise ExchangeError("no-framework", name, expected="CFDocument")
    found, language = Gathering(), _language(document, asked)
    names: dict[str, str] = {}
    for item in package.each("CFItems"):
        _item(found, item, language, names)
    for association in package.each("CFAssociations"):
        _association(found, association, names, document.text("identifier"))
    return found.finished(
        Edition(
            asked.code,
            asked.name or document.text("title") or asked.code,
            asked.version or "-".join(document.text("version").split()) or document.text("lastChangeDateTime")[:10],
            document.text("creator"),
            document.text("licenseURI", "uri") or document.text("licenseURI"),
            document.text("officialSourceURL") or document.text("uri"),
        )
    )


def _language(told: Cursor, asked: Asked) -> str:
    own = told.text("language").replace("_", "-")
    return asked.language or (own if is_language_tag(own) else "en")


def _item(found: Gathering, item: Cursor, language: str, names: dict[str, str]) -> None:
    identifier = item.text("identifier")
    uri = item.text("uri") or (f"urn:uuid:{identifier}" if identifier else "")
    if not uri:
        raise ExchangeError("cell-empty", item.place, column="identifier")
    names[identifier] = names[uri] = uri
    statement, short = item.text("fullStatement"), item.text("abbreviatedStatement")
    extensions = item.get("extensions")
    others = [one.text() for one in extensions.each("alternatives")] if extensions else []
    said = wording(
        _language(item, Asked(language="")) if item.text("language") else language,
        short or statement,
        item.place,
        alternatives=[*others, *([one.text() for one in item.each("conceptKeywords")])],
        description=(extensions.text("description") if extensions else "") or (statement if short else ""),
        note=item.text("notes"),
    )
    kind = _KINDS.get(item.text("CFItemType").casefold(), NodeKind.OTHER)
    found.node(uri, kind, said, item.place, code=item.text("humanCodingScheme"))


def _association(found: Gathering, told: Cursor, names: dict[str, str], document: str) -> None:
    kind = told.text("associationType")
    origin, target = (_end(told.get(name), names) for name in ("originNodeURI", "destinationNodeURI"))
    if not origin or not target:
        raise ExchangeError("cell-empty", told.place, column="originNodeURI")
    if kind in _UP:
        # What stands at the top is the child of the document itself.
        if target in found.met or document not in target:
            found.link(origin, Relation.BROADER, target, told.place)
    elif kind in _ALIKE:
        found.equivalence(origin, _ALIKE[kind], target)
    elif kind in _BESIDE and target in found.met:
        group = told.text("CFAssociationGroupingURI", "title").casefold()
        relation = next((one for one in Relation if one.value == group), Relation.RELATED)
        found.link(origin, relation, target, told.place)
    elif kind in _BESIDE:
        found.equivalence(origin, Match.RELATED, target)


def _end(told: Cursor | None, names: dict[str, str]) -> str:
    """Return the address of an association's end: an object in both versions, a bare address in some files."""
    if told is None:
        return ""
    uri, identifier = told.text("uri") or told.text(), told.text("identifier")
    return names.get(identifier) or names.get(uri) or uri or (f"urn:uuid:{identifier}" if identifier else "")


def write(taxonomy: Taxonomy, *, language: str, at: datetime) -> dict[str, Any]:
    """Return the framework in one language as a CASE 1.1 package; identifiers are made from addresses, for good."""
    edition, changed = taxonomy.edition, at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    uri = edition.homepage or f"urn:{edition.code}:{edition.version}"
    document = {
        "identifier": _identifier(f"{uri}#{edition.version}"),
        "uri": uri,
        "creator": edition.attribution or edition.name,
        "title": edition.name,
        "version": edition.version,
        "language": language,
        "lastChangeDateTime": changed,
    }
    itself = {"title": edition.name, "identifier": document["identifier"], "uri": uri}
    labels = {node.uri: node.wording(language).label for node in taxonomy.nodes if node.wordings}
    items = [_written(node, language, itself, changed) for node in taxonomy.nodes if node.wordings]
    associations = [_linked(one.source, *_KIND_OF[one.relation], one.target, labels, changed) for one in taxonomy.links]
    associations += [
        _linked(one.source, _MATCHED[one.match], "", one.target, labels, changed)
        for one in taxonomy.equivalences
        if one.match in _MATCHED
    ]
    return {"CFDocument": document, "CFItems": items, "CFAssociations": associations}


_KIND_OF = MappingProxyType(
    {
        Relation.BROADER: ("isChildOf", ""),
        Relation.ESSENTIAL: ("isRelatedTo", "essential"),
        Relation.OPTIONAL: ("isRelatedTo", "optional"),
        Relation.RELATED: ("isRelatedTo", ""),
    }
)
_MATCHED = MappingProxyType(
    {
        Match.EXACT: "exactMatchOf",
        Match.REPLACED_BY: "replacedBy",
        Match.CLOSE: "isRelatedTo",
        Match.RELATED: "isRelatedTo",
    }
)


def _written(node: Node, language: str, document: dict[str, str], changed: str) -> dict[str, Any]:
    said = node.wording(language)
    told: dict[str, Any] = {
        "identifier": _identifier(node.uri),
        "uri": node.uri,
        "CFDocumentURI": document,
        "fullStatement": said.label,
        "CFItemType": _TYPES[node.kind],
        "language": said.language,
        "lastChangeDateTime": changed,
    }
    if node.code:
        told["humanCodingScheme"] = node.code
    if said.note:
        told["notes"] = said.note
    beyond = {"alternatives": list(said.alternatives), "description": said.description}
    if any(beyond.values()):
        told["extensions"] = {name: value for name, value in beyond.items() if value}
    return told


def _linked(source: str, kind: str, grouping: str, target: str, labels: dict[str, str], changed: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "identifier": _identifier(f"{source} {kind} {grouping} {target}"),
        "associationType": kind,
        "originNodeURI": _node(source, labels),
        "destinationNodeURI": _node(target, labels),
        "lastChangeDateTime": changed,
    }
    told["uri"] = f"urn:uuid:{told['identifier']}"
    if grouping:
        own = _identifier(f"grouping {grouping}")
        told["CFAssociationGroupingURI"] = {"title": grouping, "identifier": own, "uri": f"urn:uuid:{own}"}
    return told


def _node(uri: str, labels: dict[str, str]) -> dict[str, str]:
    return {"title": labels.get(uri, uri), "identifier": _identifier(uri), "uri": uri}


def _identifier(name: str) -> str:
    """Return the UUID that stands for an address: its own, else one made from it (RFC 9562, section 5.5)."""
    if name.startswith("urn:uuid:"):
        return name.removeprefix("urn:uuid:")
    digest = bytearray(sha1(_URLS + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    told = digest.hex()
    return "-".join((told[:8], told[8:12], told[12:16], told[16:20], told[20:]))
