"""Whether a credential stands on a given day: its time, and what its issuer has said since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.ports import Json, Unreachable
from testamur.core.credential.report import Check, Outcome, Report, failed, passed, unknown
from testamur.core.credential.status import StatusList
from testamur.core.credential.world import World

TIME_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#validity-period"
STATUS_SPEC = "https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm"

# Two honest clocks may differ a little.
_LEEWAY = timedelta(seconds=60)
_MAX_ENTRIES = 8
# A message or refresh bit tells something; it does not take the credential away.
_WITHDRAWING = {"revocation": "revoked", "suspension": "suspended"}

VerifyList = Callable[[bytes], Report]


def check_time(credential: Json, at: datetime) -> list[Check]:
    """Return the check of the validity period; the older 1.1 model names its start ``issuanceDate``."""
    try:
        starts = [instant(credential[name]) for name in ("validFrom", "issuanceDate") if name in credential]
        starts += [_numeric_date(credential["nbf"])] if "nbf" in credential else []
        ends = [instant(credential[name]) for name in ("validUntil", "expirationDate") if name in credential]
        ends += [_numeric_date(credential["exp"])] if "exp" in credential else []
    except CredentialError as error:
        return [failed("time", error.code, TIME_SPEC, **error.facts)]
    if starts and max(starts) > at + _LEEWAY:
        return [failed("time", "not-yet-valid", TIME_SPEC, since=max(starts))]
    if ends and min(ends) < at - _LEEWAY:
        return [failed("time", "expired", TIME_SPEC, until=min(ends))]
    return [passed("time", "within-its-time", TIME_SPEC, at=at)]


def check_status(credential: Json, world: World, verify_list: VerifyList) -> list[Check]:
    """Return one check for each status entry; *verify_list* judges the list's own signature and time."""
    entries = credential.get("credentialStatus", [])
    listed = entries if isinstance(entries, list) else [entries]
    if len(listed) > _MAX_ENTRIES:
        return [unknown("status", "too-many-statuses", STATUS_SPEC, count=len(listed), limit=_MAX_ENTRIES)]
    return [_check_entry(entry, credential, world, verify_list) for entry in listed]


def _check_entry(entry: object, credential: Json, world: World, verify_list: VerifyList) -> Check:
    if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry":
        kind = str(entry.get("type") if isinstance(entry, dict) else entry)[:60]
        return unknown("status", "status-not-supported", STATUS_SPEC, type=kind)
    address, purpose = str(entry.get("statusListCredential", "")), str(entry.get("statusPurpose", ""))[:60]
    about = {"list": address[:200], "purpose": purpose}
    try:
        report = verify_list(world.statuses.fetch(address))
    except Unreachable as reason:
        return unknown("status", reason.code, STATUS_SPEC, **{**about, **reason.facts})
    if not report:
        cause = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
        because = cause.because if cause else "no-checks"
        return unknown("status", "list-not-trustworthy", STATUS_SPEC, **about, cause=because)
    listed = report.credential or {}
    if issuer_of(listed) != issuer_of(credential):
        return unknown("status", "list-of-another-issuer", STATUS_SPEC, **about, issuer=issuer_of(listed)[:200])
    return _read_bit(entry, listed, about)


def _read_bit(entry: Json, listed: Json, about: dict[str, str]) -> Check:
    subject, purpose = listed.get("credentialSubject"), about["purpose"]
    if not isinstance(subject, dict) or purpose not in _purposes(subject):
        return unknown("status", "list-of-another-purpose", STATUS_SPEC, **about)
    if entry.get("statusSize", 1) != 1:
        return unknown("status", "status-not-supported", STATUS_SPEC, **about, type="statusSize")
    try:
        index = int(str(entry.get("statusListIndex", "")))
        is_set = StatusList.decode(str(subject.get("encodedList", ""))).get(index)
    except ValueError:
        return failed("status", "bad-index", STATUS_SPEC, **about, index=str(entry.get("statusListIndex"))[:40])
    except CredentialError as error:
        return unknown("status", error.code, STATUS_SPEC, **{**about, **error.facts})
    if is_set and purpose in _WITHDRAWING:
        return failed("status", _WITHDRAWING[purpose], STATUS_SPEC, **about)
    return passed("status", f"not-{_WITHDRAWING.get(purpose, 'withdrawing')}", STATUS_SPEC, **about)


def _purposes(subject: Json) -> list[Any]:
    found = subject.get("statusPurpose", [])
    return found if isinstance(found, list) else [found]


def _numeric_date(value: object) -> datetime:
    """Return the moment of a JWT NumericDate (RFC 7519, section 2). Raises `CredentialError`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CredentialError("bad-instant", found=str(value)[:60])
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise CredentialError("bad-instant", found=str(value)[:60]) from error
