"""Organisations outside, and the links that let their people in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campus import NOW
from studio import Studio
from testamur.domain.catalogue.queries import published
from testamur.domain.design import actions, queries
from testamur.refusals import NotAllowed, NotFound

SOON = NOW + timedelta(days=14)


def test_a_link_lets_one_person_in_who_may_follow_it_again(studio: Studio) -> None:
    design = studio.draft()
    _partnership, secret = studio.invited(design)
    assert actions.join(studio.partner, secret=secret, at=NOW) == design
    assert actions.join(studio.partner, secret=secret, at=SOON) == design
    with pytest.raises(actions.LinkOver) as refusal:
        actions.join(studio.someone("Quentin"), secret=secret, at=NOW)
    assert refusal.value.facts == {"why": "used"}
    assert queries.invitation(secret, at=NOW).standing == "used"
    with pytest.raises(NotFound):
        queries.design(studio.someone("Quentin"), uuid=design)


def test_a_colleague_comes_by_a_link_of_their_own(studio: Studio) -> None:
    design = studio.draft()
    partnership = studio.joined(design)
    [partner] = queries.partners(studio.lecturer, uuid=design, at=NOW)
    secret = actions.link_anew(
        studio.lecturer, organisation=partner.organisation_uuid, partnership=partnership, expires_at=SOON, at=NOW
    )
    quentin = studio.someone("Quentin")
    assert actions.join(quentin, secret=secret, at=NOW) == design
    [known] = queries.organisations(studio.lecturer, at=NOW)
    assert known.people == (studio.partner.me, quentin.me)
    [(_place, mine)] = queries.own_organisations(quentin.me, at=NOW)
    assert mine.name == "Harbour Analytics"


def test_a_link_that_was_withdrawn_opens_nothing(studio: Studio) -> None:
    known, secret = actions.invite_organisation(
        studio.lecturer, organisation="Harbour  Analytics ", expires_at=SOON, at=NOW
    )
    again, _other = actions.invite_organisation(
        studio.lecturer, organisation="harbour analytics", expires_at=SOON, at=NOW
    )
    assert again == known
    first, _second = queries.organisation(studio.lecturer, uuid=known, at=NOW).links
    actions.withdraw_link(studio.lecturer, link=first.uuid, at=NOW)
    with pytest.raises(actions.LinkOver) as refusal:
        actions.join(studio.partner, secret=secret, at=NOW)
    assert refusal.value.facts == {"why": "withdrawn"}
    with pytest.raises(NotFound):
        actions.withdraw_link(studio.lecturer, link=first.uuid, at=NOW)


def test_who_has_left_an_organisation_opens_nothing_of_it(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design)
    [known] = queries.organisations(studio.lecturer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.leave_organisation(studio.someone("Quentin"), organisation=known.uuid, person=studio.partner.me, at=NOW)
    actions.leave_organisation(studio.partner, organisation=known.uuid, person=studio.partner.me, at=NOW)
    for asked in (
        lambda: queries.design(studio.partner, uuid=design),
        lambda: queries.organisation(studio.partner, uuid=known.uuid, at=NOW),
        lambda: actions.propose_brief(studio.partner, organisation=known.uuid, title="A", need="B", at=NOW),
    ):
        with pytest.raises(NotFound):
            asked()


def test_another_partner_sees_nothing_of_it(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design)
    actions.write_brief(studio.partner, design=design, need="Stewards", at=NOW)
    [known] = queries.organisations(studio.lecturer, at=NOW)
    brief = actions.propose_brief(studio.partner, organisation=known.uuid, title="Porters", need="Twelve", at=NOW)
    elsewhere = studio.draft()
    _partnership, secret = actions.invite_partner(
        studio.lecturer, design=elsewhere, organisation="Rival", allows=("brief",), expires_at=SOON, at=NOW
    )
    rival = studio.someone("Rhoda")
    actions.join(rival, secret=secret, at=NOW)
    for asked in (
        lambda: queries.design(rival, uuid=design),
        lambda: queries.briefs(rival, uuid=design),
        lambda: queries.partners(rival, uuid=design, at=NOW),
        lambda: queries.organisation(rival, uuid=known.uuid, at=NOW),
        lambda: queries.briefs_of(rival, organisation=known.uuid),
        lambda: queries.brief(rival, uuid=brief),
        lambda: actions.propose_brief(rival, organisation=known.uuid, title="A", need="B", at=NOW),
    ):
        with pytest.raises(NotFound):
            asked()
    for asked in (
        lambda: queries.organisations(rival, at=NOW),
        lambda: queries.all_briefs(rival),
        lambda: queries.agreements(rival, uuid=elsewhere, on=NOW.date()),
        lambda: actions.start_from_brief(rival, brief=brief, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            asked()


def test_two_partners_in_one_design_do_not_read_each_other(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design)
    _partnership, secret = actions.invite_partner(
        studio.lecturer, design=design, organisation="Rival", allows=("brief",), expires_at=SOON, at=NOW
    )
    rival = studio.someone("Rhoda")
    actions.join(rival, secret=secret, at=NOW)
    actions.write_brief(studio.partner, design=design, need="Stewards", at=NOW)
    assert queries.briefs(rival, uuid=design) == []
    assert [one.organisation for one in queries.partners(rival, uuid=design, at=NOW)] == ["Rival"]
    assert len(queries.briefs(studio.lecturer, uuid=design)) == 1


def test_what_is_published_names_the_organisations_that_spoke(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design, "brief")
    actions.write_brief(studio.partner, design=design, need="Stewards", at=NOW)
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    studio.approved(design)
    uuid = actions.publish(studio.registrar, design=design, at=NOW)
    named = [one for one in published(uuid).definition.contributors if "industry_partner" in one.roles]
    assert [(one.name, one.organisation) for one in named] == [("Harbour Analytics", "Harbour Analytics")]


def test_a_draft_begins_with_a_brief_and_its_organisation_is_in_it(studio: Studio) -> None:
    known, secret = actions.invite_organisation(
        studio.lecturer, organisation="Harbour Analytics", country="AU", expires_at=SOON, at=NOW
    )
    assert actions.join(studio.partner, secret=secret, at=NOW) is None
    said = {"organisation": known, "title": "Data stewards", "need": "Twelve a year", "at": NOW}
    brief = actions.propose_brief(studio.partner, skills=[("data governance", "")], **said)
    actions.propose_brief(studio.partner, brief=brief, skills=[("data quality", "")], **said)
    actions.add_demand(
        studio.partner, brief=brief, kind="advert", title="Steward", source="Seek", seen_on=NOW.date(), at=NOW
    )
    design = actions.start_from_brief(studio.lecturer, brief=brief, at=NOW)
    view = queries.design(studio.partner, uuid=design)
    assert (view.line.title, view.line.origin) == ("Data stewards", "brief")
    [told] = queries.briefs(studio.lecturer, uuid=design)
    assert (told.uuid, told.skills, len(told.evidence)) == (brief, (("data quality", ""),), 1)
    with pytest.raises(NotFound):
        actions.start_from_brief(studio.lecturer, brief=brief, at=NOW)
    with pytest.raises(NotFound):
        actions.propose_brief(studio.partner, brief=brief, **said)
