"""What concepts are called, whatever version they are of: for people's profiles, which span versions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from testamur.adapters.postgres.scope import within
from testamur.domain.frameworks import facts
from testamur.domain.frameworks.models import Concept, Framework
from testamur.domain.frameworks.queries.entries import entries
from testamur.domain.frameworks.values import Entry, FrameworkView


def named(
    uris: Collection[str], *, languages: Sequence[str] = (), here: int | None = None
) -> dict[str, tuple[Entry, FrameworkView]]:
    """Return address → concept in the version that was brought in last, called as the reader calls it."""
    with within(here):
        frameworks = {row.pk: facts.view(row) for row in Framework.objects.all()}
        rows = Concept.objects.filter(uri__in=set(uris), framework_id__in=frameworks).order_by("framework__imported_at")
        newest = {uri: (row_id, of) for row_id, uri, of in rows.values_list("pk", "uri", "framework_id")}
        lines = entries([row_id for row_id, _of in newest.values()], languages)
    return {uri: (lines[row_id], frameworks[of]) for uri, (row_id, of) in newest.items() if row_id in lines}
