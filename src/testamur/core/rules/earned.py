"""Credentials → holdings: what a person brings from anywhere, as the engine counts it."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.core.model.achieved import Achieved
from testamur.core.rules.holding import Grade, Holding

# What a verification answers (valid, indeterminate, invalid) → the state of the holding. What is not proved may still
# turn out to count (SEM1); what is proved wrong, or withdrawn, counts for nothing.
STATES_BY_VERDICT = {"valid": "confirmed", "indeterminate": "unverified", "invalid": "ended", "refuted": "refuted"}
_OUTSIDE = "credential"
_PERCENT = "percent"
# Open Badges 3.0, AchievementType: what is not a degree, a diploma or a licence. Most issuers leave it out.
_SMALL = (
    "",
    "MicroCredential",
    "Badge",
    "Certificate",
    "CertificateOfCompletion",
    "Course",
    "Competency",
    "Assessment",
)


def holding_of(
    achieved: Achieved,
    *,
    verdict: str = "indeterminate",
    known: Mapping[str, str] | None = None,
    source: str = _OUTSIDE,
    by_code: bool = False,
) -> Holding:
    """Return what a credential brings to a policy.

    *verdict* is the verification's, or ``refuted`` where the issuer may never have said it; anything but these and
    ``valid`` or ``invalid`` leaves the holding unverified. *known* says
    which of the caller's own specifications stands behind an achievement's address. With *by_code* the issuer's own
    code and name stand for it as well: only where the caller trusts the issuers, because neither is unique or proved.
    The family is the code with its issuer, so that nobody's credential passes for a renewal of somebody else's.
    """
    ours = (known or {}).get(achieved.ref, "")
    code = achieved.code if by_code else ""
    return Holding(
        id=achieved.id,
        ref=achieved.ref,
        title=achieved.title,
        credits=achieved.credits,
        awarded_on=achieved.awarded_on,
        valid_until=achieved.valid_until,
        state=STATES_BY_VERDICT.get(verdict, "unverified"),
        source=source,
        family=f"{achieved.issuer}#{achieved.code}" if achieved.issuer and achieved.code else "",
        stands_for=tuple(dict.fromkeys(filter(None, (ours, code)))),
        levels=achieved.levels,
        bodies=tuple(dict.fromkeys(filter(None, (achieved.issuer, achieved.issuer_name if by_code else "")))),
        tags=achieved.tags,
        outcomes=(*achieved.outcomes, *(address for _name, address in achieved.skills)),
        grade=Grade(str(achieved.overall), _PERCENT) if achieved.overall is not None else None,
        passed=True,
        is_micro=achieved.kind in _SMALL,
    )
