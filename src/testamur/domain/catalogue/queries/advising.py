"""What is offered, as whoever recommends something looks at it: its skills and fields. Its price is not looked at."""

from __future__ import annotations

from testamur.adapters.postgres.scope import within
from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.models import MicroCredential
from testamur.domain.catalogue.values import Advisable
from testamur.domain.institution.queries import directory

# Compared with a person at once, the newest first.
MOST_COMPARED = 400
_TOGETHER = frozenset({"peer_review", "peer_assessment", "group_performance"})


def advisable(*, limit: int = MOST_COMPARED) -> list[Advisable]:
    """Return what is offered now, the newest first, with what recommendations go by."""
    with within():
        rows = list(
            MicroCredential.objects.filter(retired_at__isnull=True)
            .select_related("current")
            .order_by("-published_at", "-pk")[:limit]
        )
        places = directory({row.institution_id for row in rows})
        found = []
        for row in rows:
            course = facts.version_definition(row.current) if row.current else None
            if course is not None:
                listing = facts.listing(row, places[row.institution_id])
                found.append(
                    Advisable(listing, _called(course), broad_fields(course), is_with_others=_together(course))
                )
        return found


def broad_fields(course: Definition) -> tuple[str, ...]:
    """Return the broad field of study as two digits (ISCED-F 2013, UNESCO), where the definition gives a code."""
    digits = course.field_of_study.strip()[:4]
    return (digits[:2],) if len(digits) == 4 and digits.isascii() and digits.isdigit() else ()  # noqa: PLR2004 - ISCED


def _called(course: Definition) -> dict[str, str]:
    return {skill.uri: skill.name for outcome in course.outcomes for skill in outcome.skills if skill.uri}


def _together(course: Definition) -> bool:
    """Whether one meets other learners: in a cohort, live, at a place, or by assessing each other."""
    plan = course.schedule
    is_met = plan is not None and (plan.live_sessions or plan.pace == "cohort")
    return is_met or any(one.type in _TOGETHER for one in course.assessments)
