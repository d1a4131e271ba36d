"""What a publisher files its concepts under: reuse level, collections, categories."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from testamur.domain.frameworks.values import FrameworkView

_TAGS = """
SELECT tag, count(*) FROM frameworks_concept, unnest(tags) AS tag WHERE framework_id = %s
GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 40
"""


def tags(of: FrameworkView) -> Mapping[str, int]:
    """Return word → how many concepts are filed under it, the most first, forty at most."""
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, [of.id])
        return dict(cursor.fetchall())
