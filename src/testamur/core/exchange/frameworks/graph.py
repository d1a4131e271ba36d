"""Frameworks as graphs in JSON-LD: CTDL-ASN (Credential Engine), and SKOS, in which DigComp and others are given out.

Terms are known by their last part, so that it does not matter which prefix a file has for a vocabulary. Nothing is
fetched: a context by address is not looked up, and what it alone would explain is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from testamur.core.exchange.cursor import Cursor
from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.taxonomy import Edition, Match, NodeKind, Relation

_FRAMEWORKS = frozenset({"CompetencyFramework", "ConceptScheme", "DefinedTermSet"})
_NODES = MappingProxyType(
    {
        "Competency": NodeKind.OTHER,
        "Concept": NodeKind.OTHER,
        "DefinedTerm": NodeKind.OTHER,
        "Skill": NodeKind.SKILL,
        "KnowledgeSkillCompetence": NodeKind.SKILL,
        "Occupation": NodeKind.OCCUPATION,
        "SkillGroup": NodeKind.SKILL_GROUP,
    }
)
_LABEL = ("prefLabel", "competencyLabel", "name", "label", "title", "termName")
_STATEMENT = ("competencyText", "definition", "description", "scopeNote")
_OTHERS = ("altLabel", "alternateName", "conceptKeyword")
_HIDDEN = ("hiddenLabel",)
_CODE = ("notation", "codedNotation", "termCode", "identifier")
_UP = ("broader", "isChildOf", "broaderTransitive", "isPartOf")
_DOWN = ("narrower", "hasChild", "hasPart")
_ALIKE = MappingProxyType(
    {
        "exactMatch": Match.EXACT,
        "exactAlignment": Match.EXACT,
        "closeMatch": Match.CLOSE,
        "majorAlignment": Match.CLOSE,
        "broadMatch": Match.BROAD,
        "broadAlignment": Match.BROAD,
        "narrowMatch": Match.NARROW,
        "narrowAlignment": Match.NARROW,
        "relatedMatch": Match.RELATED,
        "minorAlignment": Match.RELATED,
        "isReplacedBy": Match.REPLACED_BY,
        "supersededBy": Match.REPLACED_BY,
    }
)
_LONGEST_CODE = 100
_REGION = 2
_KEYWORDS = frozenset({"@id", "@type", "@graph"})


def is_graph(told: object) -> bool:
    """Say whether a JSON value is a graph that has concepts."""
    return any(_kind(node) is not None for node in _nodes(Cursor(_shortened(told))))


def read(told: object, asked: Asked, name: str) -> Read:
    """Return the framework of a graph. Raises `ExchangeError`."""
    nodes = list(_nodes(Cursor(_shortened(told), f"{name}#")))
    heads = [node for node in nodes if _FRAMEWORKS.intersection(node.kinds())]
    if len(heads) > 1:
        raise ExchangeError("many-frameworks", name, found=len(heads))
    head = heads[0] if heads else Cursor({})
    language = asked.language or _tag(head.text("inLanguage")) or "en"
    found = Gathering()
    concepts = [(node, kind) for node in nodes if (kind := _kind(node)) is not None]
    for node, kind in concepts:
        _concept(found, node, kind, language)
    above = {_address(head)}
    for node, _kind_of in concepts:
        _around(found, node, above)
    return found.finished(_edition(head, asked, language))


def _edition(head: Cursor, asked: Asked, language: str) -> Edition:
    titles = next((said for term in _LABEL if (said := head.words(term))), {})
    title = titles.get(language) or next(iter(titles.values()), "")
    version = next((told for term in ("version", "versionInfo", "versionIdentifier") if (told := head.text(term))), "")
    return Edition(
        asked.code,
        asked.name or title or asked.code,
        asked.version or "-".join(version.split()) or head.text("dateModified")[:10],
        head.text("attributionName") or head.text("publisherName"),
        head.text("license"),
        _address(head),
    )


def _nodes(top: Cursor) -> Iterator[Cursor]:
    """Yield the nodes of a graph, wherever it has them: in a list, in ``graph``, or one in another."""
    waiting = [Cursor(one, f"{top.place}/{at}") for at, one in enumerate(top.value)] if _is_list(top) else [top]
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node.value, dict):
            continue
        if node.kinds():
            yield node
        waiting += [one for term in ("graph", *_DOWN, "hasTopConcept", "hasDefinedTerm") for one in node.each(term)]


def _is_list(top: Cursor) -> bool:
    return isinstance(top.value, list)


def _kind(node: Cursor) -> NodeKind | None:
    return next((_NODES[kind] for kind in node.kinds() if kind in _NODES), None)


def _address(node: Cursor) -> str:
    return node.text("id") or node.text("uri")


def _concept(found: Gathering, node: Cursor, kind: NodeKind, language: str) -> None:
    uri = _address(node)
    if not uri:
        raise ExchangeError("cell-empty", node.place, column="@id")
    labels, statements = _texts(node, _LABEL, language), _texts(node, _STATEMENT, language)
    others, hidden = _lists(node, _OTHERS, language), _lists(node, _HIDDEN, language)
    code = next((told for term in _CODE if (told := node.text(term))), "")[:_LONGEST_CODE]
    for tag in labels or statements:
        said = wording(
            tag,
            labels.get(tag) or statements[tag],
            node.place,
            alternatives=others.get(tag, ()),
            description=statements.get(tag, "") if tag in labels else "",
            hidden=hidden.get(tag, ()),
        )
        found.node(uri, kind, said, node.place, code=code)
    if not labels and not statements:
        raise ExchangeError("cell-empty", node.place, column="prefLabel")


def _texts(node: Cursor, terms: Iterable[str], language: str) -> dict[str, str]:
    """Return language → text, of the first of the terms that has any."""
    for term in terms:
        told = {_tag(tag) or language: text for tag, text in node.words(term).items()}
        if told:
            return told
    return {}


def _lists(node: Cursor, terms: Iterable[str], language: str) -> dict[str, list[str]]:
    """Return language → all texts of the terms."""
    told: dict[str, list[str]] = {}
    for one in (one for term in terms for one in node.each(term)):
        if isinstance(one.value, dict) and "@value" not in one.value:
            for tag, texts in one.value.items():
                told.setdefault(_tag(str(tag)) or language, []).extend(_plain(texts))
        else:
            own = _tag(str(one.value.get("@language", ""))) if isinstance(one.value, dict) else ""
            value = one.value.get("@value", "") if isinstance(one.value, dict) else one.value
            told.setdefault(own or language, []).extend(_plain(value))
    return told


def _plain(value: object) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _around(found: Gathering, node: Cursor, above: set[str]) -> None:
    uri = _address(node)
    for target in _targets(node, _UP):
        if target not in above:
            found.link(uri, Relation.BROADER, target, node.place)
    for target in _targets(node, _DOWN):
        found.link(target, Relation.BROADER, uri, node.place)
    for target in _targets(node, ("related",)):
        if target in found.met:
            found.link(uri, Relation.RELATED, target, node.place)
    for term, match in _ALIKE.items():
        for target in _targets(node, (term,)):
            found.equivalence(uri, match, target)


def _targets(node: Cursor, terms: Iterable[str]) -> list[str]:
    return [told for term in terms for one in node.each(term) if (told := _address(one) or one.text())]


def _tag(told: str) -> str:
    """Return a language tag as one writes it (RFC 5646, section 2.1.1), empty where it is none."""
    first, *rest = told.replace("_", "-").split("-")
    tag = "-".join([first.lower(), *(part.upper() if len(part) == _REGION else part.title() for part in rest)])
    return tag if is_language_tag(tag) else ""


def _shortened(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a JSON-LD value whose terms are their last parts; ``@context`` is left out."""
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {_short(name): _shortened(one) for name, one in value.items() if name != "@context"}


def _short(name: str) -> str:
    if name in _KEYWORDS:
        return name.removeprefix("@")
    last = name.rpartition("#")[2].rpartition("/")[2]
    return last.rpartition(":")[2] if not is_language_tag(last) else last
