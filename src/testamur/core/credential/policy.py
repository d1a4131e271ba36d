"""What a verifier asks of a credential, beyond that it is genuine: a value, so that two askers can compare theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from testamur.core.credential.errors import CredentialError

# What is looked at; see `verify`. `proof` is the first three steps: can it be read, is it a credential, who signed it.
EVERYTHING = ("proof", "vocabulary", "time", "status", "schema", "related", "endorsement")
PROOF_ONLY = ("proof",)

_SLOWEST_CLOCK = timedelta(hours=1)
_STATUS = ("required", "if-present", "not-asked")
_SCHEMA = ("required", "if-known", "not-asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked. As it comes, everything is looked at, and nothing is taken for good that could not be.

    ``checks``: `EVERYTHING`, or ``("proof",)``, which is the only way to get less.
    ``leeway``: how far two honest clocks may differ.
    ``status``: with ``required``, a credential that could not be withdrawn is not accepted; with ``not-asked``, one
    that was withdrawn is.
    ``schema``: with ``required``, one without a schema that is at hand is not accepted.
    ``issuers``, ``types``: who may have issued it, and all that it has to be; empty for anybody and anything.
    ``audience``, ``nonce``, ``domain``: what a holder was asked to sign; ``nonce`` is the challenge of a presentation.
    ``key_binding``: the holder has to show that it is theirs. ``is_trusted``: a registry has to know the issuer.
    """

    checks: tuple[str, ...] = EVERYTHING
    leeway: timedelta = timedelta(seconds=60)
    status: Literal["required", "if-present", "not-asked"] = "if-present"
    schema: Literal["required", "if-known", "not-asked"] = "if-known"
    issuers: frozenset[str] = frozenset()
    types: tuple[str, ...] = ()
    audience: str = ""
    nonce: str = ""
    domain: str = ""
    key_binding: bool = False
    is_trusted: bool = False

    def __post_init__(self) -> None:
        """Refuse what would be understood as less than it says. Raises `CredentialError` ``bad-policy``."""
        if self.checks not in (EVERYTHING, PROOF_ONLY):
            raise CredentialError("bad-policy", name="checks", found=", ".join(map(str, self.checks))[:100])
        if self.status not in _STATUS:
            raise CredentialError("bad-policy", name="status", found=str(self.status)[:100])
        if self.schema not in _SCHEMA:
            raise CredentialError("bad-policy", name="schema", found=str(self.schema)[:100])
        if not timedelta() <= self.leeway <= _SLOWEST_CLOCK:
            raise CredentialError("bad-policy", name="leeway", found=str(self.leeway))

    def asks(self, check: str) -> bool:
        """Say whether *check*, one of `EVERYTHING`, is looked at."""
        return check in self.checks
