"""Whether a credential holds on a given day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, failed, passed

TIME_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#validity-period"

# Two honest clocks may differ a little.
LEEWAY = timedelta(seconds=60)


def check_time(credential: Json, at: datetime, leeway: timedelta = LEEWAY) -> list[Check]:
    """Return the check of the validity period; the older 1.1 model names its start ``issuanceDate``."""
    try:
        starts = [read(credential[name]) for name, read in _STARTS if name in credential]
        ends = [read(credential[name]) for name, read in _ENDS if name in credential]
    except CredentialError as error:
        return [failed("time", error.code, TIME_SPEC, **error.facts)]
    if starts and max(starts) > at + leeway:
        return [failed("time", "not-yet-valid", TIME_SPEC, since=max(starts))]
    if ends and min(ends) < at - leeway:
        return [failed("time", "expired", TIME_SPEC, until=min(ends))]
    return [passed("time", "within-its-time", TIME_SPEC, at=at)]


def numeric_date(value: object) -> datetime:
    """Return the moment of a JWT NumericDate (RFC 7519, section 2). Raises `CredentialError`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CredentialError("bad-instant", found=str(value)[:60])
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise CredentialError("bad-instant", found=str(value)[:60]) from error


# Where each data model, and JWT, write the two ends.
_STARTS = (("validFrom", instant), ("issuanceDate", instant), ("nbf", numeric_date))
_ENDS = (("validUntil", instant), ("expirationDate", instant), ("exp", numeric_date))
