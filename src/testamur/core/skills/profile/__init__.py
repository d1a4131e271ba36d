"""What a person can show: skills made only of evidence, with their levels and their age."""

from testamur.core.skills.profile.ageing import Currency, Families, Family, Freshness
from testamur.core.skills.profile.building import build
from testamur.core.skills.profile.edits import Dispute, Edit, Hide, Restate, Reveal, Settle, Withdraw
from testamur.core.skills.profile.export import exported
from testamur.core.skills.profile.files import parse_families, parse_scales
from testamur.core.skills.profile.levels import Scale, Scales, SkillLevel
from testamur.core.skills.profile.refreshing import Refresh, Suggestion, refreshes
from testamur.core.skills.profile.values import Entry, Evidence, Profile, Proof, Reached, Shown

__all__ = [
    "Currency",
    "Dispute",
    "Edit",
    "Entry",
    "Evidence",
    "Families",
    "Family",
    "Freshness",
    "Hide",
    "Profile",
    "Proof",
    "Reached",
    "Refresh",
    "Restate",
    "Reveal",
    "Scale",
    "Scales",
    "Settle",
    "Shown",
    "SkillLevel",
    "Suggestion",
    "Withdraw",
    "build",
    "exported",
    "parse_families",
    "parse_scales",
    "refreshes",
]
