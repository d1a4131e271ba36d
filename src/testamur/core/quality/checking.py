"""Applies guideline packs to a definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from testamur.core.model.definition import Places, nearest_spelling
from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality import alignment, assurance, completeness, values, wording, workload
from testamur.core.quality.hits import Check, Parameters
from testamur.core.quality.packs import Pack, PackError, Question, Rule, Severity
from testamur.core.quality.parts import part
from testamur.core.quality.report import Finding, Report

# Every check that a pack may name. Explicit, so that a reader finds the code behind a rule in one step.
CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        values.present,
        values.has_no_place,
        values.number_within,
        values.count_within,
        values.credits_within,
        values.credits_in_unit,
        values.any_is,
        values.only_is,
        values.none_is,
        values.matches,
        completeness.issuer_has_country,
        completeness.workload_stated,
        completeness.level_or_reason,
        workload.credits_match_hours,
        workload.credits_in_steps,
        workload.hours_at_least,
        workload.hours_at_most,
        workload.activities_fill_workload,
        workload.outcomes_fit_hours,
        workload.schedule_fits_hours,
        workload.contact_within_hours,
        workload.nominal_hours_within,
        alignment.outcomes_assessed,
        alignment.outcomes_have_criteria,
        alignment.outcomes_have_activities,
        alignment.assessments_have_outcomes,
        alignment.activities_have_outcomes,
        alignment.weights_add_up,
        alignment.thresholds_stated,
        alignment.not_only_of_type,
        alignment.outcomes_observable,
        alignment.assessments_reach_outcomes,
        assurance.quality_current,
        assurance.quality_within,
        assurance.identity_checked,
        assurance.level_in_framework,
        assurance.level_within,
        assurance.roles_filled,
        assurance.reviewers_independent,
        assurance.contributors_identified,
        assurance.skills_linked,
        wording.title_without,
        wording.wording,
        wording.sentences_within,
        wording.outcomes_begin_with,
        wording.languages_complete,
        wording.in_one_language,
    )
}


def check(
    definition: MicroCredential,
    packs: Iterable[Pack],
    *,
    on: date | None = None,
    places: Places | None = None,
    chosen: bool = False,
) -> Report:
    """Return what *packs* have to say about *definition*; only those in force *on* a day, where one is given.

    A pack with countries is applied where an awarding body is established in one of them, one that is on request not at
    all; packs that were *chosen* are all applied, those of a design that began under an earlier version too. With
    *places* (from ``definition.read``) the findings point into the file. Raises `PackError` for a rule that cannot be
    applied.
    """
    applied = list(packs) if chosen else applying(definition, packs, on)
    found = [finding for pack in applied for rule in pack.rules for finding in _findings(definition, rule, places, on)]
    order = list(Severity)
    found.sort(key=lambda finding: order.index(finding.rule.severity))
    return Report(
        findings=tuple(found),
        packs=tuple(pack.id for pack in applied),
        versions=tuple(pack.reference for pack in applied),
        questions=tuple(question for pack in applied for question in _asked(definition, pack)),
    )


def applying(definition: MicroCredential, packs: Iterable[Pack], on: date | None = None) -> list[Pack]:
    """Return those of *packs* that apply to a definition without having been chosen."""
    countries = {body.country for body in definition.awarding_bodies}
    return [pack for pack in packs if not pack.on_request and _applies(pack, countries, on)]


def _applies(pack: Pack, countries: set[str], on: date | None) -> bool:
    return (not pack.countries or bool(countries & set(pack.countries))) and (on is None or pack.holds(on))


def _asked(definition: MicroCredential, pack: Pack) -> Iterator[Question]:
    for question in pack.questions:
        if not question.when or part(question.when, f"question {question.code}").values(definition):
            yield question


def _findings(definition: MicroCredential, rule: Rule, places: Places | None, on: date | None) -> Iterator[Finding]:
    if rule.check not in CHECKS:
        nearest = nearest_spelling(rule.check, CHECKS)
        message = f"rule {rule.code}: there is no check '{rule.check}'; did you mean '{nearest}'?"
        raise PackError(message)
    for hit in CHECKS[rule.check](definition, Parameters(rule.parameters, rule.code, on)):
        yield Finding(rule, hit.key, hit.facts, places.nearest(hit.key) if places else None)
