"""Points in time as credentials write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from testamur.core.credential.errors import CredentialError

# VC Data Model 2.0, section 4.9: XML Schema dateTimeStamp, so always with a zone.
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
_MICROSECONDS = re.compile(r"(\.\d{1,6})\d*")


@lru_cache(maxsize=1_024)
def stamp(at: datetime) -> str:
    """Return *at* in UTC to the second, e.g. ``2026-05-03T09:00:00Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: object) -> datetime:
    """Return the point in time that *text* names. Raises `CredentialError` ``bad-instant``."""
    if not isinstance(text, str):
        raise CredentialError("bad-instant", found=str(text)[:60])
    return _instant(text)


# The same days stand in all credentials of a run, and each is read more than once.
@lru_cache(maxsize=4096)
def _instant(text: str) -> datetime:
    if not _STAMP.fullmatch(text):
        raise CredentialError("bad-instant", found=text[:60])
    try:
        return datetime.fromisoformat(_MICROSECONDS.sub(r"\1", text)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise CredentialError("bad-instant", found=text) from error
