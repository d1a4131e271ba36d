"""What shows skills: awards, recognitions and claims, each with the paper that it is here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential, Outcome, Skill
from testamur.core.skills.profile import Evidence, Proof, Shown, SkillLevel
from testamur.domain.awards import queries as awards
from testamur.domain.awards.values import AwardView
from testamur.domain.catalogue.queries import editions
from testamur.domain.catalogue.values import Edition
from testamur.domain.institution.queries import directory
from testamur.domain.issuing import queries as issuing
from testamur.domain.portfolio.values import UNFRAMED, ClaimView, Paper, SkillName
from testamur.domain.recognition import queries as recognition
from testamur.domain.recognition.queries import RecognisedOutcomes

# Awards that ended in these ways are evidence no longer; a renewed one stays the evidence of its day.
_GONE = ("withdrawn", "replaced")
_UNSURE = ("revoked", "suspended")


@dataclass(slots=True)
class Gathered:
    """Evidence of one person. ``names``: what a skill was called where it was shown."""

    shown: list[Shown] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)
    names: dict[str, SkillName] = field(default_factory=dict)

    def add(self, evidence: Evidence, edition: Edition, outcomes: Iterable[Outcome]) -> None:
        """Add what *outcomes* of a definition show; a skill that several of them name is shown once, with all."""
        texts: dict[str, list[str]] = {}
        named: dict[str, Skill] = {}
        for outcome in outcomes:
            for skill in outcome.skills:
                uri = skill.uri or f"{UNFRAMED}{skill.name.casefold()}"
                texts.setdefault(uri, []).append(_said(outcome.text))
                named.setdefault(uri, skill)
        for uri, skill in named.items():
            self.names.setdefault(uri, SkillName(uri, skill.name, framework=skill.framework, version=skill.version))
            told = Evidence(
                evidence.id,
                evidence.proof,
                evidence.title,
                evidence.on,
                evidence.issuer,
                "; ".join(dict.fromkeys(texts[uri])),
            )
            self.shown.append(Shown(uri, skill.version, told, _level(edition.definition)))


def gathered(person_id: int, claims: Iterable[ClaimView], *, at: datetime) -> Gathered:
    """Return all evidence of a person's skills, from all institutions."""
    held = [one for one in awards.own_awards(person_id) if one.ended_because not in _GONE]
    signed = {one.award.id: one for one in issuing.own_credentials(person_id, at=at)}
    held = [one for one in held if one.id not in signed or signed[one.id].state not in _UNSURE or one.ended_at]
    recognised = recognition.own_recognised(person_id)
    known = editions([*(one.version_id for one in held), *(one.version_id for one in recognised)])
    places = directory({*(one.institution_id for one in held), *(one.institution_id for one in recognised)})
    found = Gathered()
    for one in held:
        edition, document = known[one.version_id], signed.get(one.id)
        evidence = _of_award(one, edition, places[one.institution_id].name)
        state = "signing" if document is None else "valid" if one.ended_at else document.state
        found.papers[evidence.id] = Paper(
            evidence.id,
            one.institution_id,
            state,
            credential=document.uuid if document else None,
            version=edition.uuid,
            was_renewed=one.ended_at is not None,
        )
        found.add(evidence, edition, edition.definition.outcomes)
    for each in recognised:
        edition = known[each.version_id]
        evidence = _of_recognition(each, edition, places[each.institution_id].name)
        found.papers[evidence.id] = Paper(evidence.id, each.institution_id, request=each.request, version=edition.uuid)
        wanted = edition.definition.outcomes
        found.add(evidence, edition, [one for one in wanted if each.outcomes is None or one.id in each.outcomes])
    for claim in claims:
        found.shown.append(_claimed(claim))
        found.names.setdefault(
            claim.uri, SkillName(claim.uri, claim.label, framework=claim.framework, version=claim.version)
        )
    return found


def _of_award(one: AwardView, edition: Edition, issuer: str) -> Evidence:
    return Evidence(f"award:{one.uuid}", Proof.AWARD, _said(edition.definition.title), one.awarded_at.date(), issuer)


def _of_recognition(one: RecognisedOutcomes, edition: Edition, issuer: str) -> Evidence:
    title, on = _said(edition.definition.title), one.learnt_on
    return Evidence(f"recognition:{one.request}", Proof.RECOGNITION, title, on, issuer)


def _claimed(one: ClaimView) -> Shown:
    on: date = one.last_used_on
    level = SkillLevel(one.scale, one.level) if one.scale and one.level else None
    return Shown(one.uri, one.version, Evidence(one.id, Proof.CLAIM, one.label, on, outcome=one.note), level)


def _level(course: MicroCredential) -> SkillLevel | None:
    """Return the level of the award that showed it, on the scale of its own framework."""
    return SkillLevel(course.level.framework.lower(), course.level.value) if course.level else None


def _said(text: LanguageMap) -> str:
    return text.original
