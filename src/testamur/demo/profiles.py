"""Skill profiles in the demo: one that is shown, with a claim and something hidden; and two objections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.portfolio import actions, queries
from testamur.domain.portfolio.values import Said

_ESCO = "http://data.europa.eu/esco/skill/"
_STATISTICS = f"{_ESCO}7ee4c2ea-b349-4bd2-81a3-ec31475d4833"
_PROTECTION = f"{_ESCO}a4346013-a967-4a58-a533-6b32ad1364c5"
_BUILDINGS = f"{_ESCO}4e09e2d2-e317-47d2-bf5e-1d6c66be3efc"
_SOLAR = f"{_ESCO}9cf2856d-0375-4ec3-a51f-7f9c82119859"
_USED_AGO = timedelta(days=700)
_YEAR = timedelta(days=365)


def profiles() -> Iterator[Event]:
    """Yield what Farah makes of her profile, and what Suresh objects to; those who are not there do nothing."""
    yield 33, _shown
    yield 21, partial(_objected, uri=_SOLAR, says="The rescue plan was done by my partner; I only held the rope.")
    yield 19, _answered
    yield 3, partial(_objected, uri=_BUILDINGS, says="The figures for the second building were not mine.")


def _shown(campus: Campus, at: datetime) -> None:
    """Let Farah name a skill, hide one, and send a link to an employer."""
    learner = _holder(campus, "data-new", cast.MARINA, cast.FARAH)
    if learner is None:
        return
    said = Said("dreyfus", "competent", "Tables and charts for the allotment club.", (at - _USED_AGO).date())
    actions.claim(learner, uri=_STATISTICS, said=said, at=at)
    actions.hide(learner, uri=_PROTECTION, at=at)
    actions.publish(learner, label="Agensi Pekerjaan", with_claims=True, expires_at=at + _YEAR, at=at)


def _objected(campus: Campus, at: datetime, *, uri: str, says: str) -> None:
    learner = _holder(campus, "energy", cast.SELAT, cast.RENEWER)
    entry = queries.profile(learner, on=at.date()).entry(uri) if learner else None
    if learner is not None and entry is not None and entry.shown:
        actions.dispute(learner, evidence=entry.shown[0].evidence.id, uri=uri, says=says, at=at)


def _answered(campus: Campus, at: datetime) -> None:
    registrar = campus.actor(cast.SELAT, "registrar")
    answer = "The examiner's record names you for strings and inverter. That part is yours, so the skill stands."
    for one in queries.disputes(registrar):
        actions.settle(registrar, dispute=one.uuid, is_upheld=False, answer=answer, at=at)


def _holder(campus: Campus, key: str, place: str, who: cast.Person) -> Actor | None:
    held = campus.credential(key, place, who)
    return actor_for(person=held.award.person_id) if held else None
