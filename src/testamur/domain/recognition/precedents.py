"""Precedents: found for a request, and ended when what they rest on has changed.

Called by this room's actions and queries, in the scope that they are in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from testamur.core.rules.clock import add_months
from testamur.domain.catalogue.queries import published
from testamur.domain.recognition import facts, targets
from testamur.domain.recognition.models import EquivalenceRule, Evidence, RecognitionRequest
from testamur.refusals import NotFound


def in_force(institution_id: int, on: date) -> QuerySet[EquivalenceRule]:
    """Return the precedents that hold on a day."""
    rows = EquivalenceRule.objects.filter(institution_id=institution_id, ended_at__isnull=True, valid_from__lte=on)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))


def for_request(row: RecognitionRequest, on: date) -> list[tuple[EquivalenceRule, Evidence]]:
    """Return the precedents that fit a request, each with the evidence by which it does.

    The same source specification with the same outcomes, level and credits, whatever its version is called; the same
    target likewise; a credential that the verifier found valid; and no older than the precedent allows. One that rests
    on several credentials fits where all of them are there. A decision is no precedent for itself.
    """
    papers = {paper.source_key: paper for paper in row.evidence.all() if paper.source_key and paper.verdict == "valid"}
    essence = targets.of_request(row).essence
    rows = in_force(row.institution_id, on).exclude(decision__request=row)
    fitting = [
        rule
        for rule in rows
        if rule.target_key == row.target_key and rule.purpose == row.purpose and rule.target_essence == essence
    ]
    return [(rule, papers[rule.source_key]) for rule in fitting if _fits(rule, papers, on)]


def end_outdated(institution_id: int, at: datetime) -> int:
    """End the precedents that have lapsed, or whose target or source is no longer what was compared; say how many."""
    ended = 0
    for rule in EquivalenceRule.objects.filter(institution_id=institution_id, ended_at__isnull=True):
        because = _outdated(rule, at.date())
        if because:
            same = EquivalenceRule.objects.filter(pk=rule.pk, ended_at__isnull=True)
            ended += same.update(ended_at=at, ended_because=because)
    return ended


def end_contradicted(paper: Evidence, at: datetime) -> int:
    """End precedents for the source of a credential that states other outcomes, level or credits than was compared."""
    if not paper.source_key or paper.verdict != "valid":
        return 0
    rules = EquivalenceRule.objects.filter(
        institution_id=paper.institution_id, source_key=paper.source_key, ended_at__isnull=True
    ).exclude(source_essence=paper.essence)
    newer = [rule for rule in rules if _is_newer(paper, rule)]
    same = EquivalenceRule.objects.filter(pk__in=[rule.pk for rule in newer])
    return same.update(ended_at=at, ended_because="source-changed")


def _fits(rule: EquivalenceRule, papers: Mapping[str, Evidence], on: date) -> bool:
    """Say whether everything that the precedent rests on is there, says the same, and is not too old."""
    asked = {rule.source_key: rule.source_essence}
    asked |= {one["key"]: one["essence"] for one in rule.ruling.get("together", ())}
    if any(key not in papers or papers[key].essence != essence for key, essence in asked.items()):
        return False
    if rule.max_age_months is None:
        return True
    awarded = [facts.source(papers[key].source).awarded_on for key in asked]
    return all(day is not None and add_months(day, rule.max_age_months) >= on for day in awarded)


def _is_newer(paper: Evidence, rule: EquivalenceRule) -> bool:
    """Say whether the credential was awarded after the comparison: an older one speaks of what was before."""
    awarded = facts.source(paper.source).awarded_on
    return awarded is not None and awarded >= rule.valid_from


def _outdated(rule: EquivalenceRule, on: date) -> str:
    if rule.valid_until and rule.valid_until < on:
        return "lapsed"
    return "target-changed" if _current_essence(rule) != rule.target_essence else ""


def _current_essence(rule: EquivalenceRule) -> str | None:
    kind, _, name = rule.target_key.partition(":")
    if kind == "unit":
        return targets.current_essence(rule.target_key, rule.institution_id)
    try:
        return facts.course_essence(published(targets.uuid_of(name)).definition)
    except NotFound:
        return None
