"""What an audit is compared with before it is told: every earlier one here that counts people of the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from testamur.core.fairness import Told, do_cross, is_apart, telling, without
from testamur.domain.insight import facts
from testamur.domain.insight.cases import PEOPLE
from testamur.domain.insight.models import Run, Survey
from testamur.refusals import Conflict


class AuditsOverlap(Conflict):
    """The months share some with those of an earlier audit, and each has months of its own. ``facts``: its months."""

    code = "audits-overlap"


def check_months(institution_id: int, what: str, since: date, until: date) -> None:
    """Raise `AuditsOverlap` where the months cross those of an earlier audit of the same people."""
    rows = _of_the_same(institution_id, what).exclude(state="withheld").order_by("-pk")
    for one in rows.only("since", "until"):
        if do_cross((one.since, one.until), (since, until)):
            raise AuditsOverlap(since=f"{one.since:%Y-%m}", until=f"{one.until:%Y-%m}")


def told_apart(row: Run, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of an audit without tables that tell of a few people together with earlier audits."""
    # Two that are counted at the same time must see each other.
    list(Survey.objects.select_for_update().filter(institution_id=row.institution_id).values_list("pk", flat=True))
    earlier = _of_the_same(row.institution_id, row.what).filter(state="done").exclude(pk=row.pk).order_by("pk")
    gone = telling(_told(row, figures), [_told(one, one.figures) for one in earlier], row.cell)
    if not gone:
        return dict(figures)
    kept = {
        kind: [facts.plain(one) for one in without(map(facts.table, figures[kind]), gone)]
        for kind in ("selection", "opportunity")
    }
    return {**figures, **kept, "left_out": sorted(map(list, gone))}


def is_published_beside(row: Run) -> bool:
    """Whether an audit of the same people in any of the same months is public, or was."""
    others = _of_the_same(row.institution_id, row.what).filter(published_at__isnull=False).exclude(pk=row.pk)
    return any(not is_apart((one.since, one.until), (row.since, row.until)) for one in others)


def _of_the_same(institution_id: int, what: str) -> QuerySet[Run]:
    name = PEOPLE[what][0]
    same = [one for one, (its, _depth) in PEOPLE.items() if its == name]
    return Run.objects.filter(institution_id=institution_id, what__in=same)


def _told(row: Run, figures: Mapping[str, Any]) -> Told:
    """Return what an audit tells: the sizes of groups as `facts.run` shows them."""
    tables = facts.tables(row, figures, "selection", figures.get("cases", 0))
    return Told(PEOPLE[row.what][1], (row.since, row.until), figures.get("cases", 0), tables)
