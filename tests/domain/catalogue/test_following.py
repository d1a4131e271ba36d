"""Whoever keeps a copy misses nothing and reads nothing twice; codes that were given up lead where they led."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from campus import ELSEWHERE, NOW, Campus, example, found
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.values import Change, Filters
from testamur.domain.institution.access import anonymous
from testamur.refusals import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def read_all(since: str = "", *, limit: int = 2) -> tuple[list[Change], str]:
    found: list[Change] = []
    while True:
        part = queries.changes(until=LATER + timedelta(days=9), since=since, limit=limit)
        found += part.items
        since = part.since
        if not part.has_more:
            return found, since


@pytest.fixture
def three(campus: Campus) -> list[UUID]:
    return [campus.publish(example(name)) for name in ("data-stewardship", "first-aid", "robot-welding")]


def test_reading_in_parts_gives_everything_once_though_all_changed_in_the_same_instant(three: list[UUID]) -> None:
    found, _since = read_all()
    assert [one.listing.uuid for one in found] == three
    assert all(one.definition and one.version for one in found)


def test_what_was_read_does_not_come_again_and_what_changed_comes_last(campus: Campus, three: list[UUID]) -> None:
    _found, since = read_all()
    assert read_all(since) == ([], since)
    newer = example().replace('version: "1.0"', 'version: "1.1"')
    actions.publish(campus.actor("registrar"), source=newer, because=ELSEWHERE, at=LATER)
    found, after = read_all(since)
    assert [(one.listing.uuid, one.version and one.version.version) for one in found] == [(three[0], "1.1")]
    assert read_all(after)[0] == []


def test_what_is_retired_stays_in_the_list_as_gone_with_what_took_its_place(campus: Campus, three: list[UUID]) -> None:
    _found, since = read_all()
    actions.retire(campus.actor("designer"), microcredential=three[0], at=LATER, replaced_by=three[1])
    ((gone,), _after) = read_all(since)
    assert (gone.definition, gone.version, gone.replaced_by) == (None, None, three[1])
    actions.bring_back(campus.actor("designer"), microcredential=three[0], at=LATER + timedelta(hours=1))
    found, _after = read_all(since)
    assert [(one.definition is not None, one.replaced_by) for one in found] == [(True, None)]


def test_what_is_changing_at_this_moment_is_left_for_the_next_time(three: list[UUID]) -> None:
    assert queries.changes(until=NOW - timedelta(seconds=1), limit=9).items == ()
    assert len(queries.changes(until=NOW, limit=9).items) == len(three)


def test_a_day_is_a_place_to_begin_at_and_one_institution_can_be_read_alone(campus: Campus, three: list[UUID]) -> None:
    other = found("south")
    other.publish(example("ai-ethics"))
    assert queries.changes(until=LATER, since="2026-03-03", limit=9).items == ()
    assert len(queries.changes(until=LATER, since="2026-03-02", limit=9).items) == len(three) + 1
    assert len(queries.changes(until=LATER, institution=campus.institution.code, limit=9).items) == len(three)


def test_a_place_that_is_none_is_refused(campus: Campus) -> None:
    del campus
    for written in ["x", "1", "-1-1", "9" * 19 + "-1", "2026-02-31", "1-2-3", "\x00"]:
        with pytest.raises(Invalid):
            queries.changes(until=LATER, since=written, limit=9)


def test_a_code_that_was_given_up_leads_to_it_for_good(campus: Campus, three: list[UUID]) -> None:
    designer, here = campus.actor("designer"), campus.institution.code
    actions.rename(designer, microcredential=three[0], code="stewardship", at=LATER)
    now, then = queries.whereabouts(here, "stewardship"), queries.whereabouts(here, "data-stewardship")
    assert now.listing == then.listing
    assert now.listing.uuid == three[0]
    assert (now.is_current, then.is_current) == (True, False)
    with pytest.raises(Conflict):
        actions.rename(designer, microcredential=three[1], code="data-stewardship", at=LATER)
    with pytest.raises(NotFound):
        queries.whereabouts(here, "nothing")


def test_a_code_can_be_taken_up_again_by_what_had_it(campus: Campus, three: list[UUID]) -> None:
    designer, here = campus.actor("designer"), campus.institution.code
    for code in ("stewardship", "data-stewardship", "data-stewardship"):
        actions.rename(designer, microcredential=three[0], code=code, at=LATER)
    assert queries.whereabouts(here, "data-stewardship").is_current
    assert not queries.whereabouts(here, "stewardship").is_current


def test_a_file_under_the_former_code_is_a_next_version_of_the_same(campus: Campus, three: list[UUID]) -> None:
    actions.rename(campus.actor("designer"), microcredential=three[0], code="stewardship", at=LATER)
    assert campus.publish() == three[0]
    assert campus.publish(example().replace('version: "1.0"', 'version: "1.1"')) == three[0]
    assert queries.published(three[0]).listing.code == "stewardship"


def test_policies_that_name_a_former_code_still_mean_it(campus: Campus, three: list[UUID]) -> None:
    actions.rename(campus.actor("designer"), microcredential=three[0], code="stewardship", at=LATER)
    resolved = queries.resolved(
        ["data-stewardship", "stewardship", "north.data-stewardship"], home=campus.institution.id
    )
    assert {one.uuid for one in resolved.values()} == {three[0]}
    assert len(resolved) == 3


def test_a_code_that_could_not_stand_in_an_address_is_refused(campus: Campus, three: list[UUID]) -> None:
    for code in ["", "a b", "../x", "x" * 101, "é", "-a"]:
        with pytest.raises(Invalid):
            actions.rename(campus.actor("designer"), microcredential=three[0], code=code, at=LATER)


def test_renaming_and_replacing_ask_for_the_right_to_publish(campus: Campus, three: list[UUID]) -> None:
    for actor in (anonymous(), campus.actor("learner")):
        with pytest.raises(NotAllowed):
            actions.rename(actor, microcredential=three[0], code="mine", at=LATER)
    with pytest.raises(Invalid):
        actions.retire(campus.actor("designer"), microcredential=three[0], replaced_by=three[0], at=LATER)
    with pytest.raises(NotFound):
        actions.rename(found("south").actor("designer"), microcredential=three[0], code="mine", at=LATER)


def test_what_has_no_live_sessions_fits_every_time_of_day(campus: Campus) -> None:
    campus.publish()
    campus.publish(
        re.sub("live_sessions: yes.*}", "live_sessions: yes, times: [evening, weekend]}", example("first-aid"))
    )
    campus.publish(re.sub("live_sessions: yes.*}", "live_sessions: yes}", example("robot-welding")))
    found = {time: {one.code for one in queries.search(Filters(time=time)).items} for time in ("morning", "evening")}
    assert found == {"morning": {"data-stewardship"}, "evening": {"data-stewardship", "workplace-first-aid"}}
    assert queries.facets(Filters()).counts["time"] == {"morning": 1, "afternoon": 1, "evening": 2, "weekend": 2}


def test_what_carries_no_credits_can_be_asked_for(campus: Campus) -> None:
    campus.publish()
    campus.publish(example("ai-ethics"))
    assert [one.code for one in queries.search(Filters(credit_unit="none")).items] == ["ai-ethics-professionals"]
    assert queries.facets(Filters(credit_unit="none")).counts["credit_unit"] == {"none": 1, "ECTS": 1}
