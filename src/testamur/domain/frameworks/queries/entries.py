"""Concepts as lines of lists, called as the reader calls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from testamur.domain.frameworks.values import Entry

_ENTRIES = """
SELECT DISTINCT ON (c.id) c.id, c.key, c.uri, c.kind, w.label, w.language, w.description, c.code, c.tags,
  (SELECT count(*) FROM frameworks_link l WHERE l.target_id = c.id AND l.relation = 'broader')
FROM frameworks_concept c JOIN frameworks_wording w ON w.concept_id = c.id
WHERE c.id = ANY(%(ids)s)
ORDER BY c.id, array_position(%(languages)s::varchar[], w.language), w.language
"""


def entries(ids: Iterable[int], languages: Sequence[str]) -> dict[int, Entry]:
    """Return inside id → line, in the first of *languages* that a concept is called by, else in any."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, {"ids": list(ids), "languages": list(languages)})
        return {row[0]: _entry(row[1:]) for row in cursor.fetchall()}


def _entry(row: Sequence[object]) -> Entry:
    key, uri, kind, label, language, description, code, tags, narrower = row
    return Entry(
        key=str(key),
        uri=str(uri),
        kind=str(kind),
        label=str(label),
        language=str(language),
        description=str(description),
        code=str(code),
        tags=tuple(tags) if isinstance(tags, list) else (),
        narrower=narrower if isinstance(narrower, int) else 0,
    )
