"""Sentences for verification reports: the answer, each check, and what a check means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from testamur.core.credential.report import Check, Outcome, Report, Verdict
from testamur.interfaces.words.reasons import meanings, reasons
from testamur.interfaces.words.translation import _, formats


@dataclass(frozen=True, slots=True)
class Told:
    """One check in words: what was looked at, how it came out, why, and what that means."""

    name: str
    title: str
    outcome: str
    sentence: str
    meaning: str
    spec: str


def tell(check: Check) -> Told:
    """Return *check* in the language spoken now."""
    return Told(check.name, _title(check), check.outcome.value, sentence(check), _meaning(check), check.spec)


def sentence(check: Check) -> str:
    """Return why the check came out as it did. A code without words of its own is shown as it is, never hidden."""
    template = reasons().get(check.because)
    if template is None:
        return _("The check said “{code}”.").format(code=check.because)
    return template.format_map(_Gaps({name: in_words(value) for name, value in check.facts.items()}))


def verdict_word(verdict: Verdict) -> str:
    """Return the answer in a word or two."""
    return {
        Verdict.VALID: _("Genuine"),
        Verdict.INVALID: _("Not valid"),
        Verdict.INDETERMINATE: _("Cannot tell"),
    }[verdict]


def headline(report: Report) -> str:
    """Return the answer in one or two sentences, the most telling check first."""
    withdrawn = next((check for check in report.checks if check.because in {"revoked", "suspended", "expired"}), None)
    if report.verdict is Verdict.VALID:
        return _("This credential is genuine, and it holds today: its issuer signed it and has not withdrawn it.")
    if withdrawn and all(check.outcome is not Outcome.FAILED or check is withdrawn for check in report.checks):
        return _("This credential is genuine, but it no longer holds. {why}").format(why=sentence(withdrawn))
    telling = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
    why = sentence(telling) if telling else ""
    if report.verdict is Verdict.INVALID:
        return _("Do not rely on this. {why}").format(why=why)
    return _("We cannot tell whether this holds. {why}").format(why=why)


def in_words(value: object) -> str:
    """Return a fact as people write it in the language spoken now: dates in words, numbers with their signs."""
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) == (0, 0, 0):
            return str(format_date(value.date(), "long", locale=formats()))
        return str(format_datetime(value, "d MMMM y, HH:mm z", locale=formats()))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(format_decimal(value, locale=formats()))
    return str(value)


class _Gaps(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def _title(check: Check) -> str:
    if check.name == "status" and check.facts.get("purpose") == "suspension":
        return _("Has it been set aside?")
    return {
        "form": _("Can it be read?"),
        "shape": _("Is it a credential?"),
        "issuer": _("Whose key is it?"),
        "signature": _("Does the signature fit?"),
        "time": _("Is it within its time?"),
        "status": _("Has it been withdrawn?"),
        "credentialSchema": _("Its schema"),
        "evidence": _("Its evidence"),
        "endorsement": _("Its endorsements"),
        "termsOfUse": _("Its terms of use"),
        "refreshService": _("A newer copy"),
        "relatedResource": _("Related files"),
    }.get(check.name, check.name)


def _meaning(check: Check) -> str:
    found = meanings()
    return found.get(check.because) or found.get(f"{check.name}:{check.outcome.value}", "")
