"""Sentences for verification reports: the answer, each check, and what a check means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from testamur.core.credential.describe import describe
from testamur.core.credential.report import Check, Outcome, Report, Verdict
from testamur.interfaces.words.facts import fact_in_words
from testamur.interfaces.words.reasons import meanings, reasons
from testamur.interfaces.words.translation import _, formats

_NOT_IN_FORCE = frozenset({"revoked", "suspended", "expired", "not-yet-valid"})


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
    return template.format_map(_Gaps({name: _told(name, value) for name, value in check.facts.items()}))


def _told(name: str, value: object) -> str:
    """Return a fact of a check in words; why a status list cannot be relied on is itself a reason."""
    if name == "cause":
        why = reasons().get(str(value), "")
        return "" if "{" in why else why
    return fact_in_words(name, value) if isinstance(value, str) else in_words(value)


def verdict_word(report: Report) -> str:
    """Return the answer in a word or two. A key that proves nobody makes a signature fit, and nothing genuine."""
    if report.verdict is Verdict.VALID and not signer(report):
        return _("Signature fits")
    return {
        Verdict.VALID: _("Genuine"),
        Verdict.INVALID: _("Not valid"),
        Verdict.INDETERMINATE: _("Cannot tell"),
    }[report.verdict]


def signer(report: Report) -> str:
    """Return the web address whose key signed it, or nothing where the key stands for itself (did:key).

    Anybody can make a did:key and write a university's name beside it; a did:web is bound to whoever runs the site.
    """
    found = next((check for check in report.checks if check.because == "key-is-the-issuers"), None)
    if report.parts:
        hosts = [signer(part) for part in report.parts]
        return ", ".join(dict.fromkeys(hosts)) if all(hosts) else ""
    did = str(found.facts.get("issuer", "")) if found else ""
    return unquote(did.removeprefix("did:web:").partition(":")[0]) if did.startswith("did:web:") else ""


def headline(report: Report, *, house: str = "") -> str:
    """Return the answer in one to three sentences, the most telling check first.

    *house* is the host of this server, whose issuers may be called by their names: elsewhere a name is only claimed.
    """
    if report.verdict is Verdict.VALID:
        return f"{_signed(report, house)} {_standing(report)}".strip()
    gone = next((check for check in report.checks if check.because in _NOT_IN_FORCE), None)
    if gone and all(check.outcome is not Outcome.FAILED or check is gone for check in report.checks):
        return _genuine_but(gone.because, is_proved=bool(signer(report))).format(why=sentence(gone))
    telling = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
    why = sentence(telling) if telling else ""
    if report.verdict is Verdict.INVALID:
        return _("Do not rely on this. {why}").format(why=why)
    return _("We cannot tell whether this holds. {why}").format(why=why)


def _genuine_but(because: str, *, is_proved: bool) -> str:
    """Return the answer for something genuine that is not in force; *is_proved*: whether who signed it is, too."""
    if because == "suspended":
        proved = _("This credential is genuine, but it does not hold at present. {why}")
        return proved if is_proved else _("The signature fits, but it does not hold at present. {why}")
    if because == "not-yet-valid":
        proved = _("This credential is genuine, but it does not hold yet. {why}")
        return proved if is_proved else _("The signature fits, but it does not hold yet. {why}")
    proved = _("This credential is genuine, but it no longer holds. {why}")
    return proved if is_proved else _("The signature fits, but it no longer holds. {why}")


def _signed(report: Report, house: str) -> str:
    if report.parts:
        return _("Its holder signed it, and every credential in it is valid.")
    host = signer(report)
    if host and host == house and report.credential is not None and (name := describe(report.credential).issuer):
        host = f"{name} ({host})"
    if host:
        return _("This credential is genuine: {host} signed it, and nothing in it was changed.").format(host=host)
    return _(
        "Nothing in it was changed since it was signed. Who signed it is not proved: the issuer’s name is only claimed,"
        " and anyone can make a key like this one."
    )


def _standing(report: Report) -> str:
    if report.parts:
        return ""
    if any(check.name == "status" for check in report.checks):
        return _("It has not been withdrawn.")
    return _("Its issuer keeps no list of what was withdrawn, so a withdrawal would not show.")


def in_words(value: object) -> str:
    """Return a fact as people write it in the language spoken now: dates in words, numbers with their signs."""
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) == (0, 0, 0):
            return str(format_date(value.date(), "long", locale=formats()))
        return instant_in_words(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(format_decimal(value, locale=formats()))
    return str(value)


def instant_in_words(value: datetime) -> str:
    """Return a moment as people write it: the date in words, the time of day with its zone."""
    return f"{format_date(value.date(), 'long', locale=formats())}, {format_time(value, 'HH:mm z', locale=formats())}"


class _Gaps(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def _title(check: Check) -> str:
    if check.name == "status" and check.facts.get("purpose") == "suspension":
        return _("Is it in force?")
    return {
        "form": _("Can it be read?"),
        "shape": _("Is it a credential?"),
        "issuer": _("Is the key the issuer’s?"),
        "signature": _("Does the signature fit?"),
        "time": _("Is it within its time?"),
        "status": _("Does it still stand?"),
        "schema": _("Has it the form that it promises?"),
        "holder": _("Who shows it?"),
        "credential": _("Does what is inside hold?"),
        "accepted": _("Is it what was asked for?"),
        "trust": _("Who is the issuer?"),
        "evidence": _("Its evidence"),
        "endorsement": _("An endorsement"),
        "termsOfUse": _("Its terms of use"),
        "refreshService": _("A newer copy"),
        "relatedResource": _("Related files"),
    }.get(check.name, check.name)


def _meaning(check: Check) -> str:
    found = meanings()
    return found.get(check.because) or found.get(f"{check.name}:{check.outcome.value}", "")
