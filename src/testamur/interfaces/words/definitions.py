"""What is wrong in a definition file, in sentences: problems of reading it and findings of the quality check."""

from __future__ import annotations

from testamur.core.model.definition import MAX_BYTES, Problem
from testamur.interfaces.words.findings import finding_sentence
from testamur.interfaces.words.policy_problems import problems_of_policies
from testamur.interfaces.words.translation import _, ngettext

__all__ = ["finding_sentence", "more_problems", "problem_sentence"]

# More than this many allowed values are not read by anybody; the nearest spelling is given instead.
_LISTED = 12
_SAYING_WHAT_MAY_STAND = ("rule-unexpected", "rule-unfinished")


def problem_sentence(problem: Problem) -> str:
    """Return what stands in the way of reading the file, what is allowed, and the nearest valid spelling."""
    sentences = {**_of_the_file(), **_of_the_shape(), **_of_values(), **_of_references(), **problems_of_policies()}
    name = problem.key.rpartition(".")[2]
    facts = {"key": problem.key, "name": name, "found": problem.found, "limit": ", ".join(problem.allowed)}
    parts = [sentences.get(problem.code, problem.code).format(**facts)]
    if problem.suggestion:
        parts.append(_("Did you mean “{suggestion}”?").format(suggestion=problem.suggestion))
    if problem.code in _SAYING_WHAT_MAY_STAND:
        parts.append(_("Here may stand: {allowed}.").format(allowed=", ".join(problem.allowed)))
    elif 1 < len(problem.allowed) <= _LISTED or (
        problem.allowed and not problem.suggestion and len(problem.allowed) > 1
    ):
        listed = ", ".join(problem.allowed[:_LISTED]) + (", …" if len(problem.allowed) > _LISTED else "")
        parts.append(_("Allowed: {allowed}.").format(allowed=listed))
    return " ".join(parts)


def more_problems(count: int) -> str:
    """Return how many problems are not listed."""
    return ngettext("… and {count} more problem.", "… and {count} more problems.", count).format(count=count)


def _of_the_file() -> dict[str, str]:
    return {
        "too-large": _("The file has {found} bytes; a definition has up to %d.") % MAX_BYTES,
        "empty": _("The file is empty. A definition begins with “testamur: 1”."),
        "not-a-definition": _("This is not a definition: it should begin with “testamur: 1” and be made of keys."),
        "not-utf-8": _("The text is not in UTF-8 (found {found}). Save the file as UTF-8."),
        "unprintable": _("There is a character that cannot be printed ({found}). Delete it."),
        "not-yaml": _("This is not YAML: {found}."),
        "too-deep": _("The file is nested too deeply; a definition needs no more than a handful of levels."),
        "too-many-values": _("The file has more values than any definition needs."),
        "alias": _("“{found}” repeats another part; write it out, so that a reader sees it here."),
        "anchor": _("“{found}” marks a part for repetition; leave the mark out and write the part where it belongs."),
        "tag": _("“{found}” is a YAML type tag; leave it out, the format knows its types."),
        "merge-key": _("“<<” merges another part; write the keys out."),
        "key-not-text": _("A key must be a plain word."),
        "many-documents": _("“---” begins a second document; put each definition in a file of its own."),
        "unknown-guideline": _("There is no guideline “{found}”."),
        "unknown-format": _("Format version “{found}” is not known here; this program reads version {limit}."),
    }


def _of_the_shape() -> dict[str, str]:
    return {
        "unknown-key": _("There is no key “{found}” here."),
        "duplicate-key": _("The key “{found}” stands here twice; keep one."),
        "missing-key": _("The key “{name}” is missing."),
        "nothing": _("“{name}” is empty. Fill it in, or take it out."),
        "not-a-value": _("“{name}” takes one value, not a {found}."),
        "not-a-text": _("“{name}” takes a text, not a {found}."),
        "not-a-list": _("“{name}” takes a list; put “- ” before each entry."),
        "not-a-section": _("“{name}” takes keys of its own, not “{found}”."),
        "language-missing": _("In which language is “{found}”? Add “language: en”, or another tag, to the top."),
    }


def _of_values() -> dict[str, str]:
    return {
        "blank": _("“{name}” is blank."),
        "too-long": _("The text is too long; up to {limit} characters fit."),
        "markup": _("“{found}” contains HTML. Write plain text."),
        "control-character": _("“{found}” contains a character that cannot be seen or a line break. Write it again."),
        "not-a-choice": _("“{found}” is not a value of “{name}”."),
        "not-a-number": _("“{found}” is not a plain number such as 5 or 2.5."),
        "negative": _("“{found}” is negative; “{name}” starts at 0."),
        "too-high": _("“{found}” is too high; “{name}” ends at {limit}."),
        "not-whole": _("“{found}” is not a whole number of months, 1 or more."),
        "not-hours": _(
            "“{found}” is not hours. Write 60 or PT60H; days, weeks and months are calendar time, not work."
        ),
        "not-credits": _("“{found}” is not credits with their unit, such as “5 ECTS”."),
        "unknown-unit": _("The unit in “{found}” is not known."),
        "not-a-date": _("“{found}” is not a date such as 2026-09-30."),
        "no-such-date": _("There is no day {found}."),
        "not-yes-or-no": _("“{found}” is neither yes nor no."),
        "not-an-address": _("“{found}” is not a web address that begins with https:// or http://."),
        "not-a-language": _("“{found}” is not a language tag such as en, ms or zh-Hant."),
        "not-an-orcid": _("“{found}” is not an ORCID iD, or a digit is wrong."),
        "not-a-licence": _("“{found}” is not a licence such as CC-BY-4.0; for your own terms write LicenseRef-NAME."),
        "not-an-identifier": _("“{found}” is not an identifier: letters, digits, “-”, “_” and “.”, up to 64."),
        "not-an-email": _("“{found}” is not an e-mail address."),
        "not-a-currency": _("“{found}” is not a currency code such as EUR or MYR."),
        "no-such-level": _("The framework has no level “{found}”."),
    }


def _of_references() -> dict[str, str]:
    return {
        "duplicate-id": _("The id “{found}” is taken; every one needs its own."),
        "unknown-outcome": _("There is no outcome “{found}”."),
        "mandate-missing": _("“{found}” issues for another body; name the “mandate” that lets it."),
        "level-and-reason": _("There is a level and a reason for having none; keep one of them."),
    }
