"""What a verification says: a value, never an exception.

Three answers. Failed beats unknown beats passed, and no checks at all is indeterminate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from testamur.core.credential.ports import Json


class Outcome(StrEnum):
    """How one check came out."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """The answer as a whole."""

    VALID = "valid"
    INVALID = "invalid"
    INDETERMINATE = "indeterminate"


@dataclass(frozen=True, slots=True)
class Check:
    """One step of the verification.

    ``name`` is what was looked at (``signature``, ``issuer``, ``status`` …), ``because`` a stable code, ``facts`` plain
    values for the sentence, ``spec`` the section that asks for the check.
    """

    name: str
    outcome: Outcome
    because: str
    spec: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trust:
    """What the verifier's own registries say of the issuer. It does not touch whether a credential is valid.

    ``says`` names the registry; ``until`` is when it stops, or stopped, vouching.
    """

    answer: Literal["known", "unknown", "no-longer-trusted"]
    issuer: str
    says: str = ""
    name: str = ""
    homepage: str = ""
    accreditation: str = ""
    until: datetime | None = None

    def as_check(self) -> Check:
        """Return it as a check, for verifiers who accept known issuers only."""
        outcome = {"known": Outcome.PASSED, "unknown": Outcome.UNKNOWN}.get(self.answer, Outcome.FAILED)
        facts = {
            "issuer": self.issuer[:200],
            "says": self.says,
            "name": self.name or self.issuer[:200],
            "homepage": self.homepage,
            "accreditation": self.accreditation,
            "until": self.until,
        }
        return Check("trust", outcome, f"issuer-{self.answer}", facts=facts)


@dataclass(frozen=True, slots=True)
class Report:
    """All checks of one credential, and the credential as far as it could be read.

    ``notices`` are what does not touch the answer, such as evidence that lies elsewhere. ``form`` is how it was
    secured: ``data-integrity``, ``vc-jwt``, ``vc-cose``, ``sd-jwt``, ``sd-jwt-vc``, ``presentation``, ``vp-jwt``,
    ``vp-sd-jwt``, ``vp-cose``, ``open-badges-2`` or empty. Of a presentation, ``parts`` are the reports on what is
    inside, each of which is a check as well, and ``credential`` is the first of them. ``endorsements`` do not count.
    ``trust`` is None where nobody was asked, or where it is not proved who issued it.
    """

    checks: tuple[Check, ...]
    credential: Json | None = None
    form: str = ""
    notices: tuple[Check, ...] = ()
    trust: Trust | None = None
    parts: tuple[Report, ...] = ()
    endorsements: tuple[Report, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The answer as a whole."""
        outcomes = {check.outcome for check in self.checks}
        if Outcome.FAILED in outcomes:
            return Verdict.INVALID
        if Outcome.UNKNOWN in outcomes or not outcomes:
            return Verdict.INDETERMINATE
        return Verdict.VALID

    def __bool__(self) -> bool:
        return self.verdict is Verdict.VALID

    def first(self, outcome: Outcome) -> Check | None:
        """Return the first check with *outcome*: the one to tell about."""
        return next((check for check in self.checks if check.outcome is outcome), None)


def passed(name: str, because: str, spec: str = "", /, **facts: object) -> Check:
    """Return a check that passed."""
    return Check(name, Outcome.PASSED, because, spec, facts)


def failed(name: str, because: str, spec: str = "", /, **facts: object) -> Check:
    """Return a check that failed."""
    return Check(name, Outcome.FAILED, because, spec, facts)


def unknown(name: str, because: str, spec: str = "", /, **facts: object) -> Check:
    """Return a check that could not be made."""
    return Check(name, Outcome.UNKNOWN, because, spec, facts)
