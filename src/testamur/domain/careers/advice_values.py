"""What doors get to see of recommendations and of narratives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from testamur.core.skills.recommending import Motive, Recommendation
from testamur.domain.catalogue.values import Listing, PathwayListing
from testamur.domain.portfolio.values import SkillName

# What a table of rules is called in the log of decisions; the number grows when the rules change.
RULES = "recommending-rules 1"


@dataclass(frozen=True, slots=True)
class AdviceView:
    """What a person lets recommendations go by. ``work``: the target that is the work they do now, by uuid."""

    motives: frozenset[Motive] = frozenset()
    work: UUID | None = None
    is_off: bool = False
    dismissed: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Advised:
    """What is recommended, in order, and what the reasons speak of by id.

    ``skills``: address → name; ``listings``: uuid as text → line of the catalogue, of all that is spoken of;
    ``pathways``: uuid as text → pathway; ``dismissed``: what the person does not want to see. ``looked_at``: how many
    entries of the catalogue were compared. ``is_off_here``: the institution has turned recommendations off.
    """

    advice: AdviceView
    recommendations: tuple[Recommendation, ...] = ()
    skills: Mapping[str, SkillName] = field(default_factory=dict)
    listings: Mapping[str, Listing] = field(default_factory=dict)
    pathways: Mapping[str, PathwayListing] = field(default_factory=dict)
    dismissed: tuple[Listing, ...] = ()
    looked_at: int = 0
    has_profile: bool = False
    is_off_here: bool = False
