"""What several pages of quality show: where they are, and a look at risks in words."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.domain.design.scale_values import RiskView, SignalView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.showing import judges
from testamur.interfaces.words.quality import levels, strata


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an indicator says, in words with a tone and an icon."""

    one: SignalView
    said: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at risks: where to look first, and why; never a verdict."""

    one: RiskView
    said: str
    speaking: tuple[Spoken, ...]
    quiet: tuple[Spoken, ...]
    unknown: tuple[Spoken, ...]


def frame(actor: Actor, place: InstitutionView, page: str) -> dict[str, object]:
    """Return what the head of every page of quality shows; *page* is the one that is open."""
    return {
        "institution": place,
        "room": "quality",
        "page": page,
        "section": "design",
        "may_review": judges(actor),
        "may_approve": may(actor, Permission.APPROVE_DESIGNS),
        "may_design": may(actor, Permission.DESIGN),
        "may_audit": may(actor, Permission.AUDIT_FAIRNESS),
    }


def looked(risk: RiskView) -> Looked:
    """Return a look at risks as pages show it, what speaks first."""
    said = [Spoken(one, *levels()[one.level]) for one in risk.signals]
    return Looked(
        risk,
        strata()[risk.stratum],
        speaking=tuple(sorted((one for one in said if one.one.level in {"high", "medium"}), key=_gravest)),
        quiet=tuple(one for one in said if one.one.level == "quiet"),
        unknown=tuple(one for one in said if one.one.level == "unknown"),
    )


def _gravest(one: Spoken) -> int:
    return ("high", "medium").index(one.one.level)
