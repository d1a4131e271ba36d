"""How many micro-credentials name skills of a version of a framework, retired ones as well: they stay readable."""

from __future__ import annotations

from collections.abc import Collection

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue.models import TaughtSkill


def naming(frameworks: Collection[str], version: str) -> int:
    """Return how many do; *frameworks*: what the framework is called in definitions, in any spelling of its letters."""
    called = {one.casefold() for one in frameworks}
    with within():
        found = TaughtSkill.objects.filter(version=version).values_list("framework", "microcredential_id")
        return len({row_id for name, row_id in found if name.casefold() in called})
