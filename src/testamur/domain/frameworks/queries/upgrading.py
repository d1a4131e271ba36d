"""What changed from one version to another, for whoever named skills of the older one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from testamur.core.skills.taxonomy import Match
from testamur.core.skills.upgrading import Difference, difference
from testamur.domain.frameworks.models import Equivalence
from testamur.domain.frameworks.queries.versions import skills
from testamur.domain.frameworks.values import FrameworkView


def changed(
    before: FrameworkView, after: FrameworkView, *, language: str = "", only: Collection[str] | None = None
) -> Difference:
    """Return what is gone, called anew and new among skills, in a language of both. Raises `NotFound` (language)."""
    shared = [one for one in before.languages if one in after.languages]
    spoken = language or next(iter(shared), "")
    said: dict[str, list[str]] = defaultdict(list)
    for one in Equivalence.objects.filter(
        framework_id__in=[before.id, after.id], match=Match.REPLACED_BY.value
    ).order_by("pk"):
        said[one.source].append(one.target)
    return difference(skills(before, spoken), skills(after, spoken), said=said, only=only)
