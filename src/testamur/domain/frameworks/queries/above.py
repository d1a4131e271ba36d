"""What is broader than some concepts, in all that anyone may see: for engines that go by hierarchies."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from testamur.adapters.postgres.scope import within
from testamur.core.skills.hierarchy import FLAT, Hierarchy

_DEEPEST = 20
_ABOVE = """
WITH RECURSIVE up AS (
  SELECT l.source_id, l.target_id, 1 AS depth FROM frameworks_link l
  JOIN frameworks_concept c ON c.id = l.source_id JOIN frameworks_framework f ON f.id = c.framework_id
  WHERE c.uri = ANY(%(uris)s) AND f.is_shared AND l.relation = 'broader'
  UNION
  SELECT l.source_id, l.target_id, up.depth + 1 FROM frameworks_link l JOIN up ON l.source_id = up.target_id
  WHERE l.relation = 'broader' AND up.depth < %(deepest)s
)
SELECT DISTINCT low.uri, high.uri FROM up
JOIN frameworks_concept low ON low.id = up.source_id JOIN frameworks_concept high ON high.id = up.target_id
"""


def hierarchy(uris: Collection[str]) -> Hierarchy:
    """Return all that stands above *uris*, in every version of every shared framework together."""
    if not uris:
        return FLAT
    with within(), connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"uris": list(uris), "deepest": _DEEPEST})
        found: dict[str, list[str]] = {}
        for low, high in cursor.fetchall():
            found.setdefault(low, []).append(high)
    return Hierarchy(found)
