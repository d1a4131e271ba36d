"""What is wrong with a policy, in sentences: problems of reading it, and remarks about what it says."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.rules.checking import Remark
from testamur.interfaces.words.translation import _


def problems_of_policies() -> dict[str, str]:
    """Return code → sentence for files about policies, beside those that all files share."""
    return {**_of_files(), **_of_rules(), **_of_values()}


def _of_files() -> dict[str, str]:
    return {
        "empty-policy": _("The file is empty. A policy begins with “testamur: policy-1”, or with the word “pathway”."),
        "not-a-policy": _("This is not a policy: it should begin with “testamur: policy-1” and be made of keys."),
        "not-json": _("This is not JSON: {found}."),
        "not-an-object": _("The JSON should be an object that begins with “testamur”."),
        "unknown-group": _("There is no group “{found}” in this policy."),
        "ends-before-it-begins": _("“{name}” lies before the day on which it begins."),
    }


def _of_rules() -> dict[str, str]:
    return {
        "rule-unfinished": _("The rule ends too early."),
        "rule-unexpected": _("“{found}” cannot stand here."),
        "rule-character": _("“{found}” means nothing in a rule. Put names with unusual characters in quotes."),
        "rule-open-text": _("The quotes that open here are not closed on this line."),
        "rule-too-deep": _("The rule is nested too deeply; {limit} levels are enough for any."),
        "rule-too-many-joined": _("More than {limit} are joined here."),
        "percent-over-100": _("{found} % is more than everything."),
        "not-a-whole-number": _("“{found}” is not a whole number."),
        "not-a-duration": _("“{found}” is not calendar time such as P5Y, P18M or P90D."),
        "unknown-framework": _("“{found}” names no qualifications framework that is known here."),
    }


def _of_values() -> dict[str, str]:
    return {
        "not-a-grade": _("“{found}” is not a grade with its grading scheme, such as “B us-letter”."),
        "not-a-mark": _("“{found}” is not an outcome with its marks, such as “CLO1 80%”."),
        "not-a-count": _("“{found}” is not a number and a reason, such as “1 cap”."),
        "not-a-price": _("“{found}” is not a price with its currency, such as “120 EUR”."),
        "not-weeks": _("“{found}” is not a whole number of weeks, 1 or more."),
        "not-a-pair": _("“{found}” is not a pair of grades such as “B = 3”."),
        "no-factor": _("A conversion needs a “factor”, or a “low” and a “high” that is not below it."),
        "points-do-not-fit": _("There must be as many points as grades."),
    }


def remark_sentence(remark: Remark) -> str:
    """Return what a remark says, and what to do about it."""
    said = {**_mistakes(), **_doubts(), **_together()}.get(remark.code, remark.code)
    sentence = said.format_map(defaultdict(lambda: "–", remark.facts))
    if remark.facts.get("nearest"):
        sentence += " " + _("Did you mean “{suggestion}”?").format(suggestion=remark.facts["nearest"])
    return sentence


def _mistakes() -> dict[str, str]:
    return {
        "cannot-be-judged": _("Nobody can be judged by this policy: {why}."),
        "contradiction": _(
            "Even somebody who has everything cannot meet these clauses together: {clauses}. Loosen one of them."
        ),
        "unreachable": _("Choice {choice} can be taken by nobody, whatever they hold. Take it out, or mend it."),
        "more-than-there-are": _("{needed} of {of} are asked for. Ask for 1 to {of}."),
        "capstone-before-itself": _("“{ref}” is to come after itself. Take it out of what goes before."),
        "overlap-with-itself": _("“{ref}” overlaps itself. Name two that share content."),
        "more-than-the-award": _("{asked} are asked for, and the award has {size}."),
        "cap-below-share": _(
            "At least {share} of {pool} is asked for, and “{other}” lets at most {limit} count. Change one of them."
        ),
        "required-and-excluded": _("“{ref}” must not be held, and “{other}” cannot be met without it."),
        "unknown-scale": _("The grading scheme “{scale}” is not known here. Known: {known}."),
        "grade-not-on-scale": _("“{grade}” is no grade of {scale}. It has {known}."),
    }


def _doubts() -> dict[str, str]:
    return {
        "limit-never-binds": _("A limit of {limit} of the award limits nothing."),
        "share-of-nothing": _("At least {share} is nothing, so the clause is always met."),
        "said-twice": _("The same stands in “{other}”."),
        "item-twice": _("“{ref}” stands here twice."),
        "no-level-map": _(
            "No map compares {framework} with another framework: levels of others stay open and a person decides."
        ),
        "grades-without-scale": _("The policy names no scale, so only grades of the same scheme can be compared."),
        "path-without-choice": _("The path “{path}” is no choice between ways; its clauses can stand by themselves."),
        "not-tried": _(
            "Whether anybody can meet it was not tried: it compares what is held with a number, or has too many kinds."
        ),
    }


def _together() -> dict[str, str]:
    return {
        "versions-overlap": _("Versions {version} and {other} of “{policy}” hold on the same day ({on})."),
        "circular": _("These need each other in a circle, so that nobody can begin: {policies}."),
    }
