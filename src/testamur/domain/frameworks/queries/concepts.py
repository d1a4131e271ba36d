"""A concept with everything around it: what it is part of, who needs it, what is alike elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Q

from testamur.adapters.postgres.scope import within
from testamur.domain.frameworks.models import Concept, Equivalence, Framework, Link, Wording
from testamur.domain.frameworks.queries.entries import entries
from testamur.domain.frameworks.values import ConceptView, Elsewhere, Entry, FrameworkView
from testamur.refusals import NotFound

_MOST_WAYS = 6
_DEEPEST = 20
_MOST_ELSEWHERE = 60
_UP = """
WITH RECURSIVE up AS (
  SELECT l.source_id, l.target_id, 1 AS depth FROM frameworks_link l
  WHERE l.source_id = %(concept)s AND l.relation = 'broader'
  UNION
  SELECT l.source_id, l.target_id, up.depth + 1 FROM frameworks_link l JOIN up ON l.source_id = up.target_id
  WHERE l.relation = 'broader' AND up.depth < %(deepest)s
)
SELECT DISTINCT source_id, target_id FROM up
"""
_OTHER_WAY = {
    "broad": "narrow",
    "narrow": "broad",
    "replaced-by": "replaces",
}


def concept(of: FrameworkView, key: str, *, languages: Sequence[str] = (), here: int | None = None) -> ConceptView:
    """Return a concept of a version by the key of its page. Raises `NotFound`."""
    return _whole(of, Concept.objects.filter(framework_id=of.id, key=key[:16]).first(), languages, here)


def concept_at(of: FrameworkView, uri: str, *, languages: Sequence[str] = (), here: int | None = None) -> ConceptView:
    """Return a concept of a version by its address. Raises `NotFound`."""
    return _whole(of, Concept.objects.filter(framework_id=of.id, uri=uri).first(), languages, here)


def by_uris(of: FrameworkView, uris: Iterable[str], *, languages: Sequence[str] = ()) -> dict[str, Entry]:
    """Return address → concept, of those that the version has."""
    ids = Concept.objects.filter(framework_id=of.id, uri__in=set(uris)).values_list("pk", flat=True)
    return {one.uri: one for one in entries(ids, [*languages, *of.languages]).values()}


def pages(uris: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Return address → code and version of a framework, and key of the concept's page, of those that anyone may see."""
    with within():
        rows = Concept.objects.filter(uri__in=set(uris), framework__is_shared=True).select_related("framework")
        found = rows.order_by("framework__imported_at")
        return {row.uri: (row.framework.code, row.framework.version, row.key) for row in found}


def _whole(of: FrameworkView, row: Concept | None, languages: Sequence[str], here: int | None) -> ConceptView:
    if row is None:
        raise NotFound(what="concept", code=of.code, version=of.version)
    order = [*languages, *of.languages]
    links = list(Link.objects.filter(Q(source=row) | Q(target=row)).values_list("source_id", "relation", "target_id"))
    up = _up(row.pk)
    ids = {row.pk, *up, *(one for ends in up.values() for one in ends)}
    known = entries(ids | {one for source, _, target in links for one in (source, target)}, order)
    out, inward = _around(row.pk, links, known)
    said = {one.language: one for one in Wording.objects.filter(concept=row)}
    called = said[known[row.pk].language]
    return ConceptView(
        entry=known[row.pk],
        framework=of,
        alternatives=tuple(called.alternatives),
        note=called.note,
        labels=tuple((language, one.label) for language, one in sorted(said.items()) if one is not called),
        ways_up=_ways(row.pk, up, known),
        narrower=inward.pop("broader", ()),
        needs={name: out[name] for name in ("essential", "optional") if name in out},
        needed_by={name: inward[name] for name in ("essential", "optional") if name in inward},
        related=(*out.get("related", ()), *inward.get("related", ())),
        elsewhere=_elsewhere(row.uri, order, here),
        versions=_versions(of, row.uri, here),
    )


def _up(row_id: int) -> dict[int, list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_UP, {"concept": row_id, "deepest": _DEEPEST})
        found: dict[int, list[int]] = defaultdict(list)
        for source, target in cursor.fetchall():
            found[source].append(target)
    return found


def _ways(start: int, up: Mapping[int, Sequence[int]], known: Mapping[int, Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Return a few ways from the widest concept down to just above this one."""
    ended: list[tuple[int, ...]] = []
    open_ways: list[tuple[int, ...]] = [(one,) for one in up.get(start, ())]
    while open_ways and len(ended) < _MOST_WAYS:
        way = open_ways.pop(0)
        above = [one for one in up.get(way[0], ()) if one not in way]
        if above and len(way) < _DEEPEST:
            open_ways += [(one, *way) for one in above]
        else:
            ended.append(way)
    return tuple(tuple(known[one] for one in way) for way in ended)


def _around(
    row_id: int, links: Iterable[tuple[int, str, int]], known: Mapping[int, Entry]
) -> tuple[dict[str, tuple[Entry, ...]], dict[str, tuple[Entry, ...]]]:
    """Return relation → concepts that this one leads to, and relation → concepts that lead here, by label."""
    out: dict[str, list[Entry]] = defaultdict(list)
    inward: dict[str, list[Entry]] = defaultdict(list)
    for source, relation, target in links:
        side, other = (out, target) if source == row_id else (inward, source)
        side[relation].append(known[other])
    return _by_label(out), _by_label(inward)


def _by_label(found: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {
        name: tuple(sorted(listed, key=lambda one: (one.code, one.label.casefold()))) for name, listed in found.items()
    }


def _elsewhere(uri: str, languages: Sequence[str], here: int | None) -> tuple[Elsewhere, ...]:
    with within(here):
        places = {row.pk: row for row in Framework.objects.all()}
    said = Equivalence.objects.filter(framework_id__in=places).filter(Q(source=uri) | Q(target=uri))
    other: dict[str, str] = {}
    for one in said.order_by("match", "pk")[:_MOST_ELSEWHERE]:
        match = one.match if one.source == uri else _OTHER_WAY.get(one.match, one.match)
        other.setdefault(one.target if one.source == uri else one.source, match)
    rows = Concept.objects.filter(uri__in=other, framework_id__in=places).order_by("framework_id")
    where = {row.uri: row for row in rows}
    known = entries([row.pk for row in where.values()], languages)
    return tuple(_alike(match, address, where.get(address), places, known) for address, match in other.items())


def _alike(
    match: str, uri: str, row: Concept | None, places: Mapping[int, Framework], known: Mapping[int, Entry]
) -> Elsewhere:
    if row is None:
        return Elsewhere(match, uri, "", "", None)
    place = places[row.framework_id]
    return Elsewhere(match, uri, place.code, place.version, known.get(row.pk))


def _versions(of: FrameworkView, uri: str, here: int | None) -> tuple[str, ...]:
    with within(here):
        ids = dict(Framework.objects.filter(code=of.code).exclude(pk=of.id).values_list("pk", "version"))
    held = Concept.objects.filter(uri=uri, framework_id__in=ids).values_list("framework_id", flat=True)
    return tuple(sorted({ids[one] for one in held}))
