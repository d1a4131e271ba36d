"""Finding concepts by their words, in any language that a version has, and the beginnings of its hierarchies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction

from testamur.adapters.postgres import slips
from testamur.core.skills.taxonomy import NodeKind
from testamur.domain.frameworks.queries.entries import entries
from testamur.domain.frameworks.values import Entry, Found, FrameworkView

PAGE = 30
_LONGEST_TEXT = 200
_LAST = 1_000_000
_OF_A_KIND = "(cardinality(%(kinds)s::varchar[]) = 0 OR c.kind = ANY(%(kinds)s))"
_TAGGED = "(%(tag)s = '' OR c.tags @> ARRAY[%(tag)s]::varchar[])"
_IN_LABEL = "to_tsvector('simple', unaccent(w.label)) @@ %(query)s::tsquery"
# What also may be called so, and what has these very words in a name, before what only begins with them.
_ALSO = "EXISTS (SELECT 1 FROM unnest(w.alternatives) o WHERE lower(unaccent(o)) = lower(unaccent(%(text)s)))"
_WHOLE_WORDS = (
    "to_tsvector('simple', unaccent(w.label || ' ' || array_to_string(w.alternatives, ' ')))"
    " @@ plainto_tsquery('simple', unaccent(%(text)s))"
)
_LABEL_HAS_IT = "to_tsvector('simple', unaccent(w.label)) @@ plainto_tsquery('simple', unaccent(%(text)s))"
# What is called exactly so comes first; then what has all the words in its label, the shortest first; then the rest.
_SEARCH = f"""
SELECT c.id, count(*) OVER () FROM frameworks_wording w JOIN frameworks_concept c ON c.id = w.concept_id
WHERE w.framework_id = %(framework)s AND w.search @@ %(query)s::tsquery AND {_OF_A_KIND} AND {_TAGGED}
GROUP BY c.id
ORDER BY bool_or(lower(unaccent(w.label)) = lower(unaccent(%(text)s))) DESC,
  bool_or({_ALSO}) DESC, bool_or({_WHOLE_WORDS}) DESC,
  min(length(w.label)) FILTER (WHERE {_IN_LABEL}),
  max(ts_rank('{{0.02, 0.1, 0.4, 1}}', w.search, %(query)s::tsquery, 1)) DESC, min(w.label), c.id
LIMIT %(limit)s OFFSET %(after)s
"""  # noqa: S608 - our own conditions
_FROM_A_TO_Z = f"""
SELECT c.id, count(*) OVER () FROM frameworks_wording w JOIN frameworks_concept c ON c.id = w.concept_id
WHERE w.framework_id = %(framework)s AND w.language = %(language)s AND {_OF_A_KIND} AND {_TAGGED}
ORDER BY lower(w.label), c.id LIMIT %(limit)s OFFSET %(after)s
"""  # noqa: S608 - our own conditions
_CALLED = f"""
SELECT DISTINCT c.uri FROM frameworks_wording w JOIN frameworks_concept c ON c.id = w.concept_id
WHERE w.framework_id = %(framework)s AND c.uri = ANY(%(uris)s)
  AND ({_LABEL_HAS_IT} OR {_ALSO})
"""  # noqa: S608 - our own conditions
_TOPS = """
SELECT c.id FROM frameworks_concept c
WHERE c.framework_id = %(framework)s
  AND NOT EXISTS (SELECT 1 FROM frameworks_link l WHERE l.source_id = c.id AND l.relation = 'broader')
  AND EXISTS (SELECT 1 FROM frameworks_link l WHERE l.target_id = c.id AND l.relation = 'broader')
ORDER BY c.code, c.uri LIMIT 200
"""


def search(
    of: FrameworkView,
    *,
    text: str = "",
    languages: Sequence[str] = (),
    kinds: Sequence[NodeKind] = (),
    tag: str = "",
    after: int = 0,
    limit: int = PAGE,
) -> Found:
    """Return concepts whose words begin with those of *text*, small slips put right; without text, all from A to Z.

    *languages*: those in which labels are wanted, the best first. *after*: how many were seen.
    """
    given = " ".join(text.replace("\0", "").split())[:_LONGEST_TEXT]
    order = [*languages, *of.languages]
    with transaction.atomic(), connection.cursor() as cursor:
        query = slips.understood(given, "frameworks_word") if given else ""
        if given and not query:
            return Found((), 0, None)
        spoken = next((one for one in order if one in of.languages), "")
        wanted: dict[str, Any] = {
            "framework": of.id,
            "query": query,
            "text": given,
            "language": spoken,
            "kinds": [kind.value for kind in kinds],
            "tag": tag[:60],
            "limit": limit,
            "after": min(max(after, 0), _LAST),
        }
        cursor.execute(_SEARCH if query else _FROM_A_TO_Z, wanted)
        rows: list[tuple[int, int]] = cursor.fetchall()
    total = rows[0][1] if rows else 0
    seen = wanted["after"] + len(rows)
    return Found(_listed([row_id for row_id, _ in rows], order), total, seen if seen < total else None)


def called(of: FrameworkView, uris: Collection[str], text: str) -> frozenset[str]:
    """Return those of some concepts, by address, whose label has every word of *text*, or that are also called so."""
    wanted: dict[str, Any] = {"framework": of.id, "uris": list(uris), "text": text.replace("\0", "")[:_LONGEST_TEXT]}
    with connection.cursor() as cursor:
        cursor.execute(_CALLED, wanted)
        return frozenset(uri for (uri,) in cursor.fetchall())


def tops(of: FrameworkView, *, languages: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Return what the hierarchies begin with; empty where a version came without any."""
    with connection.cursor() as cursor:
        cursor.execute(_TOPS, {"framework": of.id})
        ids = [row_id for (row_id,) in cursor.fetchall()]
    return _listed(ids, [*languages, *of.languages])


def _listed(ids: Sequence[int], languages: Sequence[str]) -> tuple[Entry, ...]:
    found = entries(ids, languages)
    return tuple(found[row_id] for row_id in ids if row_id in found)
