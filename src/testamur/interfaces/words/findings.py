"""What a rule found in a definition, in sentences. Why it matters and what to do stand in the rule."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.quality import Finding
from testamur.interfaces.words.translation import _


def finding_sentence(finding: Finding) -> str:
    """Return what a rule found in this definition; why it matters and what to do stand in the rule."""
    check = finding.rule.check
    for family in (_of_parts, _of_size, _of_alignment, _of_writing, _of_assurance):
        said = family().get(check)
        if said:
            facts = {"better": "", **finding.facts, "key": finding.key}
            return said.format_map(defaultdict(lambda: "…", facts))
    return check


def _of_parts() -> dict[str, str]:
    return {
        "present": _("“{key}” is missing."),
        "has_no_place": _("“{key}” has no place of its own there."),
        "number_within": _("“{key}” is {value}, not {allowed}."),
        "count_within": _("“{key}” has {value} entries, not {allowed}."),
        "any_is": _("“{key}” has none of: {allowed}."),
        "only_is": _("“{key}” is nothing but {value}."),
        "none_is": _("“{value}” stands under “{key}”."),
        "matches": _("“{value}” under “{key}” is not {allowed}."),
        "issuer_has_country": _("{name} has no country."),
        "workload_stated": _("Neither hours nor credits are stated."),
        "level_or_reason": _("There is neither a level nor the reason why there is none."),
    }


def _of_size() -> dict[str, str]:
    return {
        "credits_match_hours": _("{hours} hours do not fit {credits}; they would be {allowed} hours."),
        "credits_in_steps": _("{hours} hours earn {allowed} credits, not {credits}."),
        "credits_within": _("{credits} are not {allowed}."),
        "credits_in_unit": _("The workload is not given in {allowed}."),
        "hours_at_least": _("{hours} hours are fewer than {allowed}."),
        "hours_at_most": _("{hours} hours are more than {allowed}."),
        "activities_fill_workload": _("The activities take {planned} hours, the stated workload is {hours}."),
        "outcomes_fit_hours": _("{outcomes} outcomes in {hours} hours are many."),
        "contact_within_hours": _("{value} contact hours are more than the {hours} hours of all work."),
        "nominal_hours_within": _("It comes to {value} hours, not {allowed}."),
        "schedule_fits_hours": _("The schedule comes to {planned} hours, the stated workload is {hours}."),
    }


def _of_alignment() -> dict[str, str]:
    return {
        "outcomes_assessed": _("No assessment covers the outcome {outcome}."),
        "outcomes_have_criteria": _("The outcome {outcome} has no criterion."),
        "outcomes_have_activities": _("No activity leads to the outcome {outcome}."),
        "assessments_have_outcomes": _("The assessment {assessment} assesses no outcome."),
        "activities_have_outcomes": _("The activity “{activity}” leads to no outcome."),
        "weights_add_up": _("The weights add up to {total}, not {allowed}, or one is missing."),
        "thresholds_stated": _("Nothing says what it takes to pass here."),
        "not_only_of_type": _("Every assessment is of the type {type}."),
        "outcomes_observable": _("The outcome {outcome} begins with “{verb}”."),
        "assessments_reach_outcomes": _("The outcome {outcome} promises more than a {type} can show."),
    }


def _of_writing() -> dict[str, str]:
    return {
        "title_without": _("The title contains “{found}”."),
        "wording": _("“{found}” is better said as “{better}”."),
        "sentences_within": _("A sentence has {value} words; up to {allowed} are read with ease."),
        "outcomes_begin_with": _("The outcome {outcome} begins with “{verb}”, not with a verb that one can observe."),
        "languages_complete": _("“{key}” is not written in: {language}."),
        "in_one_language": _("It is also written in: {language}."),
    }


def _of_assurance() -> dict[str, str]:
    return {
        "quality_current": _("The quality assurance by {name} ended on {day}."),
        "quality_within": _("The quality assurance by {name} holds until {day}, more than {allowed} months ahead."),
        "identity_checked": _("No assessment checks who is being assessed."),
        "level_in_framework": _("No level of {allowed} is given."),
        "level_within": _("{level} is not {allowed}."),
        "roles_filled": _("Nobody has the role {role}."),
        "reviewers_independent": _("{name} reviews what they made as {role}."),
        "contributors_identified": _("{name} has no identifier of their own."),
        "skills_linked": _("The outcome {outcome} is linked to no skill with an address."),
    }
