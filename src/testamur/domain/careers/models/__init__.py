"""What the careers room stores."""

from testamur.domain.careers.models.advising import Advice, Narration, NotForMe
from testamur.domain.careers.models.aiming import Target, TargetSkill
from testamur.domain.careers.models.approaching import REACHED, Approach, Block, SearchNotice, SearchReport
from testamur.domain.careers.models.seeking import PeopleSearch, SearchConsent, SearchGrant, SearchHit, ShownSkills

__all__ = [
    "REACHED",
    "Advice",
    "Approach",
    "Block",
    "Narration",
    "NotForMe",
    "PeopleSearch",
    "SearchConsent",
    "SearchGrant",
    "SearchHit",
    "SearchNotice",
    "SearchReport",
    "ShownSkills",
    "Target",
    "TargetSkill",
]
