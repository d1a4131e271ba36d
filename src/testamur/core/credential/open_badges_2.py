"""Open Badges 2.0: read, and told to be what cannot be proved from the file alone.

A hosted assertion is as good as the page it came from, and the standard has no issuer's key to hold it against; a
signed one names its key at an address that the issuer controls. Both are told as "cannot tell", with what they say.
"""

from __future__ import annotations

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.ports import Json
from testamur.core.credential.question import Question
from testamur.core.credential.report import Check, Report, failed, unknown

BADGES_2_SPEC = "https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#badge-verification"


def judge_badge(assertion: Json, question: Question) -> Report:
    """Return what can be said of an assertion without asking its host: at best, nothing against it."""
    checks: list[Check] = [unknown("form", "open-badges-2", BADGES_2_SPEC, url=str(assertion.get("id", ""))[:200])]
    if assertion.get("revoked") is True:
        checks.append(failed("status", "revoked", BADGES_2_SPEC, purpose="revocation"))
    try:
        if "expires" in assertion and instant(assertion["expires"]) < question.at - question.policy.leeway:
            checks.append(failed("time", "expired", BADGES_2_SPEC, until=instant(assertion["expires"])))
    except CredentialError as error:
        checks.append(unknown("time", error.code, BADGES_2_SPEC, **error.facts))
    return Report(tuple(checks), assertion, "open-badges-2")
