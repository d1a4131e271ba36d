"""A smaller demo world, built twice: the first is told and undone, the second stays while these tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from testamur.core.rules import Finding
from testamur.demo.world import World, build
from testamur.domain.awards import queries as awards
from testamur.domain.awards.values import AwardView
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import system
from testamur.domain.issuing import queries as issuing
from testamur.domain.issuing.values import CredentialView
from testamur.domain.learning import queries as learning

NOW = datetime(2026, 11, 22, 3, 10, tzinfo=UTC)
ALL = 10_000


@dataclass(frozen=True, slots=True)
class Small:
    """The world that stays, and what was told of both."""

    world: World
    first: dict[str, object]
    second: dict[str, object]


@pytest.fixture(scope="session")
def small(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Small]:
    """Two builds, one after the other; nothing of them is left behind."""
    del django_db_setup
    with django_db_blocker.unblock():
        with transaction.atomic():
            _build()
            first = public_facts()
            transaction.set_rollback(True)
        with transaction.atomic():
            yield Small(_build(), first, public_facts())
            transaction.set_rollback(True)


def credentials(place_id: int) -> list[CredentialView]:
    return issuing.credentials(system(place_id), at=NOW, limit=ALL)


def reasons(finding: Finding) -> set[str]:
    return {finding.because}.union(*(reasons(part) for part in finding.parts))


def public_facts() -> dict[str, object]:
    """Everything but identifiers, keys and places in lists, which are made by chance and must be."""
    return {place.code: _facts(place.id) for place in institution.institutions()}


def _build() -> World:
    return build(at=NOW, base_url="http://testserver", scale=0.05)


def _decided(award: AwardView) -> object:
    """A stack's decision names its items by their identifiers, which are made by chance."""
    return (award.decision.because, len(award.decision.counted)) if award.standing_id else award.decision


def _facts(place_id: int) -> object:
    actor = system(place_id)
    offered = learning.offerings(actor, on=NOW.date())
    return {
        "offerings": [(one.code, one.label, one.starts_on, one.ends_on, one.places_left) for one in offered],
        "classes": [
            [
                (who.name, who.email, who.identifier, who.enrolled_at, who.withdrawn_at, who.results)
                for who in learning.enrolments(actor, offering=one.uuid, limit=ALL)
            ]
            for one in offered
        ],
        "awards": [
            (one.name, one.identifier, _decided(one), one.awarded_at, one.valid_until, one.ended_because, one.reason)
            for one in awards.awards(actor, limit=ALL)
        ],
        "credentials": [
            (one.award.name, one.title, one.issued_at, one.state, one.because) for one in credentials(place_id)
        ],
        "standings": [
            [(one.name, one.version, one.state, one.verdict, one.bound_because, one.followed_at) for one in found]
            for found in (
                awards.standings(actor, pathway=one.uuid, limit=ALL)
                for one in catalogue.pathways(on=NOW.date(), institution_id=place_id)
            )
        ],
        "audit": [(one.verb, one.at) for one in institution.audit(actor)],
        "jobs": institution.job_counts(actor),
    }
