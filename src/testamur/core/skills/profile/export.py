"""A profile as plain values, for a person to take away: everything, with what is hidden and disputed."""

from __future__ import annotations

from testamur.core.skills.profile.levels import SkillLevel
from testamur.core.skills.profile.values import Entry, Profile, Shown

FORMAT = "skill-profile-1"


def exported(profile: Profile) -> dict[str, object]:
    """Return the profile as maps, lists, texts and truth values; days as ``2026-11-22``."""
    return {
        "testamur": FORMAT,
        "on": profile.on.isoformat(),
        "skills": [_entry(entry, profile) for entry in profile.entries],
    }


def _entry(entry: Entry, profile: Profile) -> dict[str, object]:
    told: dict[str, object] = {
        "uri": entry.uri,
        "verified": entry.is_verified,
        "hidden": entry.is_hidden,
        "levels": [{**_level(one.level), "verified": one.is_verified} for one in entry.reached],
        "evidence": [_shown(one) for one in entry.shown],
        "disputed": [_shown(one) for one in entry.disputed],
    }
    if entry.currency is not None:
        family = entry.currency.family
        told["currency"] = {
            "family": family.id,
            "half_life_months": family.months,
            "source": family.source,
            "assumed": family.is_assumed,
            "last_on": entry.currency.last_on.isoformat(),
            "stale_on": entry.currency.stale_on.isoformat(),
            "freshness": str(entry.currency.freshness(profile.on)),
        }
    return told


def _shown(shown: Shown) -> dict[str, object]:
    evidence = shown.evidence
    return {
        "id": evidence.id,
        "proof": str(evidence.proof),
        "title": evidence.title,
        "on": evidence.on.isoformat(),
        "issuer": evidence.issuer,
        "outcome": evidence.outcome,
        "framework_version": shown.version,
        "level": None if shown.level is None else _level(shown.level),
    }


def _level(level: SkillLevel) -> dict[str, str]:
    return {"scale": level.scale, "value": level.value}
