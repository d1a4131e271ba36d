"""A learner record: credentials as they were signed, and how they relate on one pathway."""

from __future__ import annotations

import json

import pytest

import pathways
from campus import NOW, Campus
from testamur.core.credential.clr import read_record
from testamur.core.model.association import PARENT
from testamur.domain.awards import actions as awards
from testamur.domain.issuing import actions, addresses, queries
from testamur.domain.issuing.records import NothingToRecord, own_record
from testamur.refusals import NotFound


def test_a_record_holds_what_was_signed_and_what_it_adds_up_to(campus: Campus) -> None:
    pathway = pathways.open_pathway(campus)
    earned = [pathways.earn(campus, code) for code in ("data-one", "data-two")]
    learner = pathways.learner(campus, "Aisyah")
    standing = awards.follow(learner, pathway=pathway, at=NOW)
    with pytest.raises(NothingToRecord):
        own_record(learner.me, standing=standing, at=NOW)
    actions.sign(campus.system, awards=[str(one) for one in earned], at=NOW)
    file = own_record(learner.me, standing=standing, at=NOW)
    record = read_record(json.loads(file.content))
    held = queries.own_credentials(learner.me, at=NOW)
    signed = [json.loads(queries.document(learner, credential=one.uuid, form="ob3").content) for one in held]
    assert sorted(record.credentials, key=str) == sorted(signed, key=str)
    goal = {one.source for one in record.associations if one.kind == PARENT}
    assert {address.rsplit("/", 1)[1] for address in goal} == {str(pathway)}
    assert {one.target for one in record.associations} == {addresses.version(one.version) for one in held}


def test_a_record_is_ones_own(campus: Campus) -> None:
    standing = awards.follow(pathways.learner(campus, "Aisyah"), pathway=pathways.open_pathway(campus), at=NOW)
    with pytest.raises(NotFound):
        own_record(pathways.learner(campus, "Ben").me, standing=standing, at=NOW)
