"""What goes back: a status and a body, and every "no" in one form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from testamur.core.credential import CredentialError
from testamur.core.credential.report import Check, Outcome, Report, failed
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.verdicts import sentence
from testamur.refusals import Refusal

# VC Data Model 2.0, section 7.2; VC Data Integrity 1.0, section 4.7; Bitstring Status List 1.0, section 3.5.
_DATA_MODEL = "https://www.w3.org/TR/vc-data-model#"
_INTEGRITY = "https://w3id.org/security#"
_STATUS_LIST = "https://www.w3.org/ns/credentials/status-list#"
_PARSING = {"not-json", "not-utf8", "too-deep", "too-large", "repeated-name", "empty", "not-an-object"}
_RANGE = {"index-outside-list", "ends-before-it-begins", "unsafe-number"}
_LIST_UNREADABLE = {"list-not-trustworthy", "list-of-another-issuer", "list-of-another-address", "bad-status-list"}
_LIST_UNREACHABLE = {"offline", "no-list-address", "no-answer", "no-such-host", "not-there", "not-https", "moved"}


_WHO = 401


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and a body: JSON, or bytes that were signed and stay as they are."""

    status: int
    body: dict[str, Any] | bytes = field(default_factory=dict)
    media_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> bytes:
        """The body as it goes out."""
        if isinstance(self.body, bytes):
            return self.body
        try:
            return orjson.dumps(self.body)
        except TypeError:  # a stranger's document may hold numbers of any length, and halves of characters
            return json.dumps(self.body).encode()


class Slip(Exception):  # noqa: N818 - a mistake in the request, before any engine was asked
    """A request that cannot be taken: HTTP status, stable code, facts, and headers for the answer."""

    def __init__(self, code: str, *, status: int = 400, allow: str = "", **facts: object) -> None:
        self.code = code
        self.status = status
        self.headers = (("Allow", allow),) if allow else (("WWW-Authenticate", "Bearer"),) if status == _WHO else ()
        self.facts = {**facts, "allowed": allow}
        super().__init__(code, facts)


def slipped(slip: Slip) -> Answer:
    """Answer a mistake in the request."""
    detail = _slips()[slip.code].format_map(slip.facts)
    error = {"type": f"{_DATA_MODEL}MALFORMED_VALUE_ERROR", "code": slip.code, "detail": detail}
    return Answer(slip.status, {"verified": False, "errors": [error]}, headers=slip.headers)


def _slips() -> dict[str, str]:
    return {
        "too-large": _("The request has more than {limit} bytes. No credential needs so many."),
        "member-missing": _("The request needs a member “{name}” that is {kind}."),
        "bad-option": _("The option “{name}” has to be {kind}."),
        "unsupported-format": _("“{found}” is no format that can be issued. Known are: {known}."),
        "not-signed-in": _("Send a token: Authorization: Bearer tst_… An administrator makes one: testamur tokens new"),
        "token-not-good": _("This token is unknown, has expired or was revoked. Make a new one."),
        "no-such-address": _("There is nothing at {path}."),
        "method-not-allowed": _("Use one of these methods: {allowed}."),
    }


def refused(error: CredentialError, *, kind: str = "") -> Answer:
    """Answer what the engine refused; *kind* is the type of error where nothing closer is known."""
    check = failed("form", error.code, **error.facts)
    return Answer(400, {"verified": False, "errors": [_problem(check, kind or _type(check))]})


def not_issued(error: CredentialError) -> Answer:
    """Answer a credential that was not signed."""
    return refused(error, kind=f"{_INTEGRITY}PROOF_GENERATION_ERROR")


def turned_down(refusal: Refusal, *, status: int = 400) -> Answer:
    """Answer a refusal of an adapter."""
    return Answer(
        status, {"verified": False, "errors": [{"type": "about:blank", "code": refusal.code, "detail": told(refusal)}]}
    )


def judged(report: Report) -> Answer:
    """Answer a verification: 200 for what is wholly good, 400 with every reason for anything else."""
    looked_at = list(dict.fromkeys(check.name for check in report.checks))
    warnings = [_problem(notice, "about:blank") for notice in report.notices]
    if report:
        said = {"verified": True, "checks": looked_at, "warnings": warnings, "credential": report.credential}
        return Answer(200, said)
    errors = [_problem(check, _type(check)) for check in _doubtful(report)]
    return Answer(400, {"verified": False, "checks": looked_at, "errors": errors, "warnings": warnings})


def _doubtful(report: Report) -> Sequence[Check]:
    """Return what failed, then what could not be told; nothing looked at is told as that."""
    order = (Outcome.FAILED, Outcome.UNKNOWN)
    found = [check for outcome in order for check in report.checks if check.outcome is outcome]
    return found or [failed("form", "no-checks")]


def _problem(check: Check, kind: str) -> dict[str, Any]:
    """Return a check as problem details (RFC 9457), with the code and the section that asks for it."""
    named = {"type": kind, "code": check.because, "title": check.name, "detail": sentence(check)}
    return {**named, "spec": check.spec} if check.spec else named


def _type(check: Check) -> str:
    if check.because in _PARSING:
        return f"{_DATA_MODEL}PARSING_ERROR"
    if check.name == "status":
        return _STATUS_LIST + _of_list(check.because)
    if check.because in _RANGE:
        return f"{_DATA_MODEL}RANGE_ERROR"
    if check.name in {"signature", "issuer", "holder"}:
        return f"{_INTEGRITY}PROOF_VERIFICATION_ERROR"
    return f"{_DATA_MODEL}MALFORMED_VALUE_ERROR"


def _of_list(code: str) -> str:
    if code == "list-too-short":
        return "STATUS_LIST_LENGTH_ERROR"
    if code in _LIST_UNREACHABLE:
        return "STATUS_RETRIEVAL_ERROR"
    if code == "index-outside-list":
        return "RANGE_ERROR"
    return "STATUS_VERIFICATION_ERROR" if code in _LIST_UNREADABLE else "MALFORMED_VALUE_ERROR"
