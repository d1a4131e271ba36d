"""A person's learner record (CLR 2.0): their signed credentials from here, and what they add up to on one pathway.

The credentials stand in it byte for byte as they were signed, each to be verified on its own. The record around them is
not signed: it says how they relate, which nobody has to believe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import orjson

from testamur.adapters.environment import environment
from testamur.adapters.postgres.scope import within
from testamur.core.credential.clr import RecordFacts, learner_record
from testamur.core.credential.compose import Publisher
from testamur.core.model.association import Association
from testamur.core.rules.exchange.stacks import stack_associations
from testamur.domain.awards import queries as awards
from testamur.domain.awards.values import StandingView
from testamur.domain.catalogue.queries import pathway
from testamur.domain.catalogue.values import PublishedPathway
from testamur.domain.issuing import addresses
from testamur.domain.issuing.models import Document
from testamur.domain.issuing.queries import own_credentials
from testamur.domain.issuing.values import CredentialView, File
from testamur.refusals import Invalid, NotFound

_FORM = "ob3"


class NothingToRecord(Invalid):
    """A record holds at least one signed credential, and there is none that holds today."""

    code = "nothing-to-record"


def own_record(person_id: int, *, standing: UUID, at: datetime) -> File:
    """Return the record of a person's own standing on a pathway. Raises `NotFound`, `NothingToRecord`.

    Where the pathway is met, its parts are children of what it leads to: of the credential that was awarded for it, or
    of the pathway itself as long as none is signed.
    """
    stand = next((one for one in awards.own_standings(person_id, on=at.date()) if one.uuid == standing), None)
    if stand is None:
        raise NotFound(what="standing", uuid=str(standing))
    held = [one for one in own_credentials(person_id, at=at) if one.state == "valid"]
    signed = list(_signed(person_id, held))
    if not signed:
        raise NothingToRecord
    found = pathway(stand.pathway, on=at.date(), version=stand.version)
    place = found.listing.institution
    facts = RecordFacts(
        id=f"{environment().base_url}/mine/pathways/{standing}",
        name=found.policy.title or found.policy.id,
        valid_from=at,
    )
    publisher = Publisher(addresses.did(place.uuid), place.name, place.url, place.email, place.country)
    record = learner_record(facts, publisher, signed, _associations(stand, found, held))
    return File(orjson.dumps(record), "application/ld+json", f"{found.policy.id}.clr.json", "")


def _signed(person_id: int, held: list[CredentialView]) -> Iterator[dict[str, object]]:
    with within(person_id=person_id):
        rows = Document.objects.filter(credential__in=[one.id for one in held], format=_FORM).order_by("credential_id")
        contents = [bytes(row.content) for row in rows]
    yield from (orjson.loads(content) for content in contents)


def _associations(stand: StandingView, found: PublishedPathway, held: list[CredentialView]) -> list[Association]:
    """Return how the achievements in the record relate, by their addresses; what is not in it is left out."""
    achievements = {str(one.award.uuid): addresses.version(one.version) for one in held}
    goal = achievements.get(str(stand.award), f"{environment().base_url}/id/pathway/{stand.pathway}")
    named = {one.ref: achievements[one.id] for one in stand.holdings if one.id in achievements}
    told = stack_associations(stand.decision, goal, stand.holdings, policy=found.policy)
    named[goal] = goal
    return [
        Association(named[one.source], one.kind, named[one.target])
        for one in told
        if one.source in named and one.target in named and named[one.source] != named[one.target]
    ]
