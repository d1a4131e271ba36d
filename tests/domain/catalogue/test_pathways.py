"""A pathway is a policy in dated versions that never overlap and never change, and all its owners stand behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

import pathways
from campus import NOW, Campus, found
from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.models import PolicyVersion
from testamur.domain.institution import queries as institution
from testamur.refusals import NotAllowed, NotFound

TODAY = NOW.date()


def publish(campus: Campus, source: str) -> None:
    actions.publish_pathway(campus.actor("registrar"), source=source, at=NOW)


def test_a_published_pathway_is_listed_with_what_it_leads_to_and_what_it_names(campus: Campus) -> None:
    uuid = pathways.open_pathway(campus)
    listed = queries.pathways(on=TODAY)
    assert [(one.title, one.version.version) for one in listed] == [("Certificate in Open Data", "1")]
    whole = queries.pathway(uuid, on=TODAY)
    assert whole.listing.leads_to is not None
    assert whole.listing.leads_to.code == "open-data-certificate"
    assert set(whole.named) == {"data-one", "data-two"}
    assert whole.source == pathways.file()


def test_publishing_the_same_text_twice_is_one_publication(campus: Campus) -> None:
    first = pathways.open_pathway(campus)
    assert actions.publish_pathway(campus.actor("registrar"), source=pathways.file(), at=NOW) == first
    assert len(queries.pathway(first, on=TODAY).versions) == 1


def test_another_text_under_the_same_version_is_refused(campus: Campus) -> None:
    pathways.open_pathway(campus)
    with pytest.raises(actions.PolicyVersionTaken):
        publish(campus, pathways.file().replace("Both parts", "The two parts"))


@pytest.mark.parametrize("begins", ["2025-01-01", "2024-06-01"])
def test_a_version_that_would_hold_beside_another_is_refused(campus: Campus, begins: str) -> None:
    pathways.open_pathway(campus)
    with pytest.raises(actions.OverlappingVersions) as refusal:
        publish(campus, pathways.file("2", begins))
    assert refusal.value.facts["other"] == "1"


def test_a_version_that_begins_before_the_stated_end_of_another_is_refused(campus: Campus) -> None:
    ending = pathways.file().replace("from: 2025-01-01}", "from: 2025-01-01, until: 2026-06-30}")
    pathways.open_pathway(campus, ending)
    with pytest.raises(actions.OverlappingVersions):
        publish(campus, pathways.file("2", "2026-06-30"))
    publish(campus, pathways.file("2", "2026-07-01"))


def test_each_version_holds_until_the_day_before_the_next_begins(campus: Campus) -> None:
    uuid = pathways.open_pathway(campus)
    publish(campus, pathways.file("2", "2026-04-01"))
    assert queries.pathway(uuid, on=date(2026, 3, 31)).version.version == "1"
    assert queries.pathway(uuid, on=date(2026, 4, 1)).version.version == "2"
    assert queries.pathway(uuid, on=date(2026, 3, 31)).version.until == date(2026, 3, 31)
    assert queries.pathway(uuid, on=date(2026, 4, 1), version="1").version.version == "1"


def test_a_published_version_cannot_be_changed_by_anyone(campus: Campus) -> None:
    pathways.open_pathway(campus)
    with pytest.raises(DatabaseError, match="written once"), within(campus.institution.id):
        PolicyVersion.objects.update(source="another")


def test_a_version_does_not_hold_until_the_other_owner_accepts_it(campus: Campus) -> None:
    south = found("south")
    uuid = pathways.open_pathway(campus, pathways.file(owners="north, south"))
    assert queries.pathways(on=TODAY) == []
    waiting = queries.to_accept(south.actor("registrar"), on=TODAY)
    assert [one.uuid for one in waiting] == [uuid]
    assert [one.code for one in waiting[0].version.awaited] == ["south"]
    version = waiting[0].version.uuid
    actions.accept(south.actor("registrar"), version=version, at=NOW)
    assert [one.uuid for one in queries.pathways(on=TODAY)] == [uuid]
    assert [one.code for one in queries.pathway(uuid, on=TODAY).version.owners] == ["north", "south"]
    actions.withdraw_acceptance(south.actor("registrar"), version=version, at=NOW)
    assert queries.pathways(on=TODAY) == []


def test_nobody_accepts_a_version_that_they_do_not_own(campus: Campus) -> None:
    south = found("south")
    uuid = pathways.open_pathway(campus)
    version = queries.pathway(uuid, on=TODAY).version.uuid
    for stranger in (south, campus):
        with pytest.raises(NotFound):
            actions.accept(stranger.actor("registrar"), version=version, at=NOW)


def test_an_unaccepted_version_leaves_the_one_before_in_force(campus: Campus) -> None:
    found("south")
    uuid = pathways.open_pathway(campus)
    publish(campus, pathways.file("2", "2026-02-01", owners="north, south"))
    assert queries.pathway(uuid, on=TODAY).version.version == "1"


def test_owners_that_are_no_institution_here_are_refused(campus: Campus) -> None:
    with pytest.raises(actions.PolicyNotReady) as refusal:
        publish(campus, pathways.file(owners="north, atlantis"))
    assert [(one.code, one.facts) for one in refusal.value.facts["faults"]] == [
        ("owner-unknown", {"owner": "atlantis"})
    ]


def test_a_policy_that_does_not_name_its_publisher_is_refused(campus: Campus) -> None:
    found("south")
    with pytest.raises(actions.PolicyNotReady):
        publish(campus, pathways.file(owners="south"))


def test_a_text_that_is_no_policy_is_refused_with_its_places(campus: Campus) -> None:
    with pytest.raises(actions.PolicyUnreadable) as refusal:
        publish(campus, pathways.file().replace("require all(", "require al("))
    assert refusal.value.facts["problems"]


def test_only_who_may_publish_publishes(campus: Campus) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_pathway(campus.actor("instructor"), source=pathways.file(), at=NOW)


def test_a_retired_pathway_leaves_the_list_and_keeps_its_page(campus: Campus) -> None:
    uuid = pathways.open_pathway(campus)
    actions.retire_pathway(campus.actor("registrar"), pathway=uuid, at=NOW)
    assert queries.pathways(on=TODAY) == []
    assert queries.pathway(uuid, on=TODAY).listing.retired_at == NOW
    actions.bring_pathway_back(campus.actor("registrar"), pathway=uuid, at=NOW)
    assert [one.uuid for one in queries.pathways(on=TODAY)] == [uuid]


def test_a_pathway_that_begins_tomorrow_is_not_listed_today(campus: Campus) -> None:
    tomorrow = TODAY + timedelta(days=1)
    uuid = pathways.open_pathway(campus, pathways.file(begins=tomorrow.isoformat()))
    assert queries.pathways(on=TODAY) == []
    assert queries.pathway(uuid, on=TODAY).version.effective_from == tomorrow
    own = queries.pathways(on=TODAY, institution_id=campus.institution.id, all_of_them=True)
    assert [one.uuid for one in own] == [uuid]


def test_a_pathway_names_micro_credentials_of_other_institutions_by_their_code(campus: Campus) -> None:
    south = found("south")
    south.publish(pathways.definition("water", "Water"))
    source = pathways.file().replace("all(data-one, data-two)", "all(data-one, south.water, south.fire, west.water)")
    uuid = pathways.open_pathway(campus, source)
    named = queries.pathway(uuid, on=TODAY).named
    assert {written: one.institution.code for written, one in named.items()} == {
        "data-one": "north",
        "south.water": "south",
    }


def test_a_rehearsal_says_what_publishing_would_do_and_does_none_of_it(campus: Campus) -> None:
    pathways.open_pathway(campus)
    actor = campus.actor("registrar")
    outcomes = {
        queries.pathway_rehearsal(actor, source=source, on=TODAY).outcome
        for source in (
            pathways.file(),
            pathways.file().replace("Both", "Two"),
            pathways.file("2", "2024-01-01"),
            pathways.file("3", "2027-01-01"),
        )
    }
    assert outcomes == {"same", "taken", "overlaps", "next"}
    other = pathways.file().replace("id: open-data", "id: other").replace("data-two", "nowhere")
    found_ = queries.pathway_rehearsal(actor, source=other, on=TODAY)
    assert (found_.outcome, found_.unnamed) == ("first", ("nowhere",))
    assert len(queries.pathways(on=TODAY)) == 1


def test_one_institution_does_not_see_into_the_publishing_of_another(campus: Campus) -> None:
    south = found("south")
    pathways.open_pathway(campus)
    assert queries.to_accept(south.actor("registrar"), on=TODAY) == []
    with pytest.raises(NotFound):
        actions.retire_pathway(south.actor("registrar"), pathway=queries.pathways(on=TODAY)[0].uuid, at=NOW)
    assert institution.by_code("south").id != campus.institution.id
