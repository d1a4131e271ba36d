"""What a verifier asked for, and whether an answer is one to that: for this verifier, and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from testamur.core.credential.errors import CredentialError

# The end of the year 9999; what is beyond is no date, and may be too long to reckon with.
_LAST_SECOND = 253_402_300_800


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verifier asked for when it asked for a presentation.

    Without ``audience`` and ``nonce`` nobody asked, and an answer only shows that the holder once presented it to
    somebody. ``window`` is how old an answer may be, ``leeway`` how far two honest clocks may differ.
    """

    audience: str = ""
    nonce: str = ""
    window: timedelta = timedelta(minutes=10)
    leeway: timedelta = timedelta(seconds=60)

    def __bool__(self) -> bool:
        return bool(self.audience or self.nonce)

    def check(self, claims: Mapping[str, Any], at: datetime) -> None:
        """Refuse the claims of an answer to another, or of another time.

        Raises `CredentialError`: ``other-audience``, ``other-nonce``, ``not-fresh``, ``expired``, ``not-yet-valid``,
        ``bad-instant``.
        """
        audiences = claims.get("aud", [])
        listed = audiences if isinstance(audiences, list) else [audiences]
        if self.audience and self.audience not in listed:
            raise CredentialError("other-audience", audience=", ".join(map(str, listed))[:200])
        if self.nonce and claims.get("nonce") != self.nonce:
            raise CredentialError("other-nonce")
        self._check_times(claims, at)
        made = moment(claims.get("iat"))
        if made is None:
            return
        age = at.timestamp() - made
        is_too_old = bool(self) and age > self.window.total_seconds()
        if is_too_old or age < -self.leeway.total_seconds():
            raise CredentialError("not-fresh", age=round(age))

    def _check_times(self, claims: Mapping[str, Any], at: datetime) -> None:
        """Refuse what is over, or has not begun (RFC 7519, sections 4.1.4 and 4.1.5)."""
        for name in ("exp", "nbf"):
            if name not in claims:
                continue
            seconds = moment(claims[name])
            if seconds is None:
                raise CredentialError("bad-instant", found=str(claims[name])[:60])
            if name == "exp" and seconds < (at - self.leeway).timestamp():
                raise CredentialError("expired", until=_instant(seconds))
            if name == "nbf" and seconds > (at + self.leeway).timestamp():
                raise CredentialError("not-yet-valid", since=_instant(seconds))


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def moment(value: object) -> float | None:
    """Return the seconds of a NumericDate (RFC 7519, section 2), or None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LAST_SECOND:
        return None
    return float(value)
