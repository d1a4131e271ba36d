"""Your own skill profile: what shows each skill, what you say yourself, and what others see of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from testamur.core.skills.profile import Entry, Shown
from testamur.domain.portfolio import actions, queries
from testamur.domain.portfolio.values import ClaimView, Portfolio, Said
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.shapes import portfolio as shapes
from testamur.interfaces.api.shapes.values import Done
from testamur.interfaces.words import spoken

router = Router(tags=["Skill profile"])


@router.get("/me/skills", response=shapes.SkillProfile)
def skills(request: HttpRequest) -> dict[str, Any]:
    """Return your own skill profile of today, with what you hide and what you object to."""
    on = datetime.now(UTC).date()
    whole = queries.portfolio(acting(request), on=on, languages=[spoken()])
    return {"on": on, "skills": [_skill(one, whole) for one in whole.profile.entries]}


@router.post("/me/skills/claims", response={201: shapes.Claimed})
def claim(request: HttpRequest, response: HttpResponse, given: shapes.NewClaim) -> ClaimView:
    """Say that you have a skill of a framework. It is marked as your own word."""
    said = Said(given.scale, given.level, given.note, given.last_used_on)
    made = actions.claim(acting(request), uri=given.uri, said=said, at=datetime.now(UTC))
    response["Location"] = "/api/v1/me/skills"
    return made


@router.delete("/me/skills/claims/{uuid}", response=Done)
def withdraw_claim(request: HttpRequest, uuid: UUID) -> Done:
    """Take back what you say of a skill."""
    actions.withdraw(acting(request), claim=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/me/skills/hide", response=Done)
def hide(request: HttpRequest, given: shapes.WhichSkill) -> Done:
    """Show a skill to nobody else."""
    actions.hide(acting(request), uri=given.uri, at=datetime.now(UTC))
    return Done()


@router.post("/me/skills/reveal", response=Done)
def reveal(request: HttpRequest, given: shapes.WhichSkill) -> Done:
    """Show a hidden skill again."""
    actions.reveal(acting(request), uri=given.uri, at=datetime.now(UTC))
    return Done()


def _skill(entry: Entry, whole: Portfolio) -> dict[str, Any]:
    return {
        "uri": entry.uri,
        "label": whole.names[entry.uri].label,
        "verified": entry.is_verified,
        "hidden": entry.is_hidden,
        "first_on": entry.first_on,
        "last_on": entry.last_on,
        "levels": [
            {"scale": one.level.scale, "value": one.level.value, "verified": one.is_verified} for one in entry.reached
        ],
        "evidence": [_evidence(one, whole, entry) for one in (*entry.shown, *entry.disputed)],
        "age": _age(entry, whole),
        "claim": next((one.uuid for one in whole.claims if one.uri == entry.uri), None),
    }


def _evidence(one: Shown, whole: Portfolio, entry: Entry) -> dict[str, Any]:
    paper = whole.papers.get(one.evidence.id)
    return {
        "id": one.evidence.id,
        "proof": str(one.evidence.proof),
        "title": one.evidence.title,
        "issuer": one.evidence.issuer,
        "outcome": one.evidence.outcome,
        "on": one.evidence.on,
        "framework_version": one.version,
        "disputed": one in entry.disputed,
        "credential": paper.credential if paper else None,
    }


def _age(entry: Entry, whole: Portfolio) -> dict[str, Any] | None:
    if (age := entry.currency) is None:
        return None
    return {
        "family": age.family.id,
        "half_life_months": age.family.months,
        "source": age.family.source,
        "assumed": age.family.is_assumed,
        "last_on": age.last_on,
        "stale_on": age.stale_on,
        "freshness": str(age.freshness(whole.profile.on)),
    }
