"""A profile as pages show it: skills with their words, evidence with where it leads, grouped by how they age."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from testamur.core.skills.profile import Entry, Evidence, Freshness, Proof, Shown
from testamur.domain.portfolio.values import ClaimView, DisputeView, Paper, Portfolio, SkillName
from testamur.interfaces.web.portfolio.curves import Curve, curve
from testamur.interfaces.words.portfolio import family_words, freshness_words, level_words, proof_words

_TONES = {Freshness.FRESH: ("valid", "met"), Freshness.AGEING: ("unknown", "waiting"), Freshness.STALE: ("", "waiting")}
# Where a paper can be looked at, by those who see the page; empty where it cannot.
Lead = Callable[[Paper], str]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What shows a skill. ``state``: of an award; ``dispute``: what its person objected, and what became of it."""

    evidence: Evidence
    version: str
    proof: str
    is_verified: bool
    href: str
    state: str
    was_renewed: bool
    dispute: DisputeView | None
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill of a profile. ``id`` is for links within the page; ``levels``: words, and whether others stand behind."""

    id: str
    entry: Entry
    name: SkillName
    href: str
    levels: tuple[tuple[str, bool], ...]
    age: str
    tone: str
    icon: str
    curve: Curve | None
    evidence: tuple[EvidenceLine, ...]
    claim: ClaimView | None


@dataclass(frozen=True, slots=True)
class Group:
    """Skills that age alike."""

    title: str
    lines: tuple[SkillLine, ...]


def anchor(uri: str) -> str:
    """Return what a skill is called within a page."""
    return f"s-{hashlib.sha256(uri.encode()).hexdigest()[:10]}"


def skill_lines(whole: Portfolio, lead: Lead, *, on: date, with_age: bool = True) -> list[SkillLine]:
    """Return the skills of a profile, by name; how fresh each is only *with_age*."""
    found = [_line(whole, entry, lead, on) for entry in whole.profile.entries]
    if not with_age:
        found = [replace(one, age="", tone="", icon="waiting", curve=None) for one in found]
    return sorted(found, key=lambda one: one.name.label.casefold())


def groups(lines: Iterable[SkillLine]) -> list[Group]:
    """Return skills by the family in which they age, the family of all others last."""
    named, found = family_words(), dict[str, list[SkillLine]]()
    for one in lines:
        family = one.entry.currency.family.id if one.entry.currency else "general"
        found.setdefault(family, []).append(one)
    order = sorted(found, key=lambda family: (family == "general", named.get(family, family)))
    return [Group(named.get(family, family), tuple(found[family])) for family in order]


def _line(whole: Portfolio, entry: Entry, lead: Lead, on: date) -> SkillLine:
    name = whole.names[entry.uri]
    freshness = entry.currency.freshness(on) if entry.currency else None
    tone, icon = _TONES[freshness] if freshness else ("", "waiting")
    href = reverse("web:concept", args=[name.framework_code, name.key]) if name.key else ""
    claim = next((one for one in whole.claims if one.uri == entry.uri), None)
    every = [*((one, False) for one in entry.shown), *((one, True) for one in entry.disputed)]
    return SkillLine(
        anchor(entry.uri),
        entry,
        name,
        href,
        tuple((level_words(one.level), one.is_verified) for one in entry.reached),
        freshness_words()[freshness] if freshness else "",
        tone,
        icon,
        curve(entry.currency, on) if entry.currency else None,
        tuple(_evidence(whole, one, lead, is_disputed=is_disputed) for one, is_disputed in every),
        claim,
    )


def _evidence(whole: Portfolio, one: Shown, lead: Lead, *, is_disputed: bool) -> EvidenceLine:
    paper = whole.papers.get(one.evidence.id)
    about = (one.evidence.id, one.uri)
    return EvidenceLine(
        one.evidence,
        one.version,
        proof_words()[one.evidence.proof],
        one.evidence.proof is not Proof.CLAIM,
        lead(paper) if paper else "",
        paper.state if paper else "",
        bool(paper and paper.was_renewed),
        next((each for each in whole.disputes if (each.evidence, each.uri) == about), None),
        is_disputed,
    )
