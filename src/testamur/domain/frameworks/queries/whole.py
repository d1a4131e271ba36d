"""A whole version as its publisher gave it out, for exports."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.skills import taxonomy as said
from testamur.domain.frameworks.models import Concept, Equivalence, Link, Wording
from testamur.domain.frameworks.values import FrameworkView


def whole(of: FrameworkView) -> said.Taxonomy:
    """Return all nodes of a version in all languages, with their relations."""
    wordings: dict[int, list[said.Wording]] = defaultdict(list)
    order = {language: at for at, language in enumerate(of.languages)}
    for row in sorted(Wording.objects.filter(framework_id=of.id).iterator(), key=lambda one: order[one.language]):
        wordings[row.concept_id].append(_wording(row))
    rows = list(Concept.objects.filter(framework_id=of.id).order_by("uri"))
    uris = {row.pk: row.uri for row in rows}
    nodes = tuple(
        said.Node(row.uri, said.NodeKind(row.kind), tuple(wordings[row.pk]), row.code, tuple(row.tags)) for row in rows
    )
    links = Link.objects.filter(framework_id=of.id).order_by("pk").values_list("source_id", "relation", "target_id")
    same = Equivalence.objects.filter(framework_id=of.id).order_by("pk").values_list("source", "match", "target")
    return said.Taxonomy(
        said.Edition(of.code, of.name, of.version, of.attribution, of.licence, of.homepage),
        nodes,
        tuple(said.Link(uris[source], said.Relation(kind), uris[target]) for source, kind, target in links),
        tuple(said.Equivalence(source, said.Match(match), target) for source, match, target in same),
    )


def _wording(row: Wording) -> said.Wording:
    return said.Wording(row.language, row.label, tuple(row.alternatives), row.description, row.note, tuple(row.hidden))
