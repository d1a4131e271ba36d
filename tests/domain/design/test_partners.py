"""Designing together: by a link, with evidence, and no further than the invitation goes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from campus import NOW
from studio import Studio
from testamur.adapters.postgres.scope import within
from testamur.domain.design import actions, queries
from testamur.domain.design.models import Partnership
from testamur.refusals import Invalid, NotFound

LATER = NOW + timedelta(days=60)


def test_a_link_opens_one_design_and_is_kept_as_a_digest_only(studio: Studio) -> None:
    design = studio.draft()
    partnership, secret = studio.invited(design)
    opened = queries.invitation(secret, at=NOW)
    assert (opened.design, opened.organisation, opened.standing) == (design, "Harbour Analytics", "invited")
    with within(studio.campus.institution.id):
        assert secret not in str(Partnership.objects.values().get())
    assert actions.join(studio.partner, secret=secret, at=NOW) == design
    [line] = queries.own_invitations(studio.partner.me)
    assert (line.design, line.standing) == (design, "joined")
    assert queries.design(studio.partner, uuid=design).line.uuid == design
    [partner] = queries.partners(studio.lecturer, uuid=design, at=NOW)
    assert (partner.uuid, partner.members) == (partnership, (studio.partner.me,))


def test_a_link_that_is_over_lets_nobody_new_in(studio: Studio) -> None:
    design = studio.draft()
    _partnership, secret = studio.invited(design)
    with pytest.raises(actions.LinkOver) as refusal:
        actions.join(studio.partner, secret=secret, at=LATER)
    assert refusal.value.facts == {"why": "expired"}
    with pytest.raises(NotFound):
        queries.invitation("not-a-secret", at=NOW)
    with pytest.raises(Invalid):
        actions.invite_partner(
            studio.lecturer, design=design, organisation="X", allows=("read",), expires_at=NOW, at=NOW
        )


def test_a_withdrawn_invitation_opens_nothing_any_more(studio: Studio) -> None:
    design = studio.draft()
    partnership, secret = studio.invited(design)
    actions.join(studio.partner, secret=secret, at=NOW)
    actions.withdraw_invitation(studio.lecturer, design=design, partnership=partnership, at=NOW)
    with pytest.raises(NotFound):
        queries.design(studio.partner, uuid=design)
    with pytest.raises(actions.LinkOver):
        actions.join(studio.partner, secret=secret, at=NOW)


def test_a_partner_does_what_the_invitation_allows_and_no_more(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design, "read")
    for forbidden in (
        lambda: actions.comment(studio.partner, design=design, text="Hello", at=NOW),
        lambda: actions.write_brief(studio.partner, design=design, need="People", at=NOW),
        lambda: actions.intend_endorsement(studio.partner, design=design, about="definition", claim="Good", at=NOW),
    ):
        with pytest.raises(actions.NotInvited):
            forbidden()
    with pytest.raises(actions.NotAMaker):
        actions.save(studio.partner, design=design, source="x", based_on=1, at=NOW)


def test_a_brief_has_evidence_with_sources(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design)
    actions.write_brief(
        studio.partner, design=design, need="Stewards", occupations=[("Data steward", "", "ESCO")], at=NOW
    )
    settings = {"design": design, "kind": "figure", "title": "Open posts", "seen_on": date(2026, 2, 1), "at": NOW}
    with pytest.raises(Invalid):
        actions.add_demand(studio.partner, source=" ", **settings)
    demand = actions.add_demand(
        studio.partner,
        source="Job board",
        figure=Decimal(312),
        unit="adverts",
        address="https://example.org",
        **settings,
    )
    [brief] = queries.briefs(studio.lecturer, uuid=design)
    assert (brief.organisation, brief.occupations) == ("Harbour Analytics", (("Data steward", "", "ESCO"),))
    assert [(one.figure, one.source) for one in brief.evidence] == [(Decimal(312), "Job board")]
    with pytest.raises(NotFound):
        actions.withdraw_demand(studio.lecturer, design=design, demand=demand, at=NOW)
    actions.withdraw_demand(studio.partner, design=design, demand=demand, at=NOW)
    assert queries.briefs(studio.lecturer, uuid=design)[0].evidence == ()


def _with_partner(studio: Studio) -> object:
    design = studio.draft()
    studio.joined(design)
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    return design


def test_a_partner_who_reviews_is_asked_before_approval(studio: Studio) -> None:
    design = _with_partner(studio)
    assert queries.design(studio.lecturer, uuid=design).line.state == "partner_review"
    with pytest.raises(Invalid):
        actions.review_relevance(studio.partner, design=design, verdict="with-changes", at=NOW)
    actions.review_relevance(studio.partner, design=design, verdict="relevant", minutes=15, at=NOW)
    assert queries.design(studio.lecturer, uuid=design).line.state == "approval"
    [partner] = queries.partners(studio.lecturer, uuid=design, at=NOW)
    assert [(one.verdict, one.minutes) for one in partner.reviews] == [("relevant", 15)]


@pytest.mark.parametrize("verdict", ["with-changes", "not-relevant"])
def test_what_does_not_serve_the_need_goes_back(studio: Studio, verdict: str) -> None:
    design = _with_partner(studio)
    actions.review_relevance(studio.partner, design=design, verdict=verdict, text="No metadata.", at=NOW)
    assert queries.design(studio.lecturer, uuid=design).line.state == "draft"


def test_a_silent_partner_does_not_stop_it_for_ever(studio: Studio) -> None:
    design = _with_partner(studio)
    actions.go_on_without_partner(studio.registrar, design=design, reason="Four weeks of silence.", at=NOW)
    assert queries.design(studio.lecturer, uuid=design).line.state == "approval"


def test_an_endorsement_is_meant_once_and_can_be_taken_back(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design)
    settings = {"design": design, "about": "definition", "claim": "We hire by it.", "at": NOW}
    endorsement = actions.intend_endorsement(studio.partner, **settings)
    with pytest.raises(actions.EndorsedBefore):
        actions.intend_endorsement(studio.partner, **settings)
    actions.withdraw_endorsement(studio.partner, design=design, endorsement=endorsement, at=NOW)
    assert queries.partners(studio.lecturer, uuid=design, at=NOW)[0].endorsements == ()


def test_an_agreement_is_kept_with_its_document(studio: Studio) -> None:
    design = studio.draft()
    settings = {
        "design": design,
        "organisation": "Harbour Analytics",
        "covers": ("seats", "ip"),
        "terms": "Twenty seats; the text stays ours.",
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
        "at": NOW,
    }
    agreement = actions.record_agreement(
        studio.lecturer, document=b"%PDF-1.7 x", name="seats.pdf", media_type="application/pdf", seats=20, **settings
    )
    [view] = queries.agreements(studio.lecturer, uuid=design, on=NOW.date())
    assert (view.covers, view.seats, view.standing) == (("ip", "seats"), 20, "in-force")
    content = queries.agreement_document(studio.lecturer, uuid=design, agreement=agreement, on=NOW.date())[1]
    assert content == b"%PDF-1.7 x"
    actions.end_agreement(studio.lecturer, design=design, agreement=agreement, at=NOW)
    assert queries.agreements(studio.lecturer, uuid=design, on=NOW.date())[0].standing == "over"
    for wrong in (
        {"document": b"MZ", "name": "a", "media_type": "application/pdf"},
        {"document": b"%PDF-" + b"x" * actions.MAX_DOCUMENT, "name": "a", "media_type": "application/pdf"},
        {"amount": Decimal(5)},
        {"seats": 0},
        {"valid_until": date(2025, 1, 1)},
    ):
        with pytest.raises(Invalid):
            actions.record_agreement(studio.lecturer, **{**settings, **wrong})


def test_everything_that_is_used_has_an_owner_and_a_licence(studio: Studio) -> None:
    design = studio.draft()
    settings = {"design": design, "name": "Map", "kind": "image", "at": NOW}
    with pytest.raises(Invalid):
        actions.record_asset(studio.lecturer, owner="", licence="CC-BY-4.0", **settings)
    with pytest.raises(Invalid):
        actions.record_asset(
            studio.lecturer, owner="North", licence="CC0-1.0", address="javascript:alert(1)", **settings
        )
    asset = actions.record_asset(studio.lecturer, owner="North", licence="CC-BY-4.0", **settings)
    assert [one.licence for one in queries.assets(studio.lecturer, uuid=design)] == ["CC-BY-4.0"]
    actions.withdraw_asset(studio.lecturer, design=design, asset=asset, at=NOW)
    assert queries.assets(studio.lecturer, uuid=design) == []


def test_somebody_is_left_who_may_edit(studio: Studio) -> None:
    design = studio.draft()
    me = queries.design(studio.lecturer, uuid=design).contributors[0].uuid
    with pytest.raises(actions.LastEditor):
        actions.remove_contributor(studio.lecturer, design=design, person=me, at=NOW)
    with pytest.raises(Invalid):
        actions.add_contributor(studio.lecturer, design=design, email="x@example.org", roles=("king",), at=NOW)
    with pytest.raises(Invalid):
        actions.add_contributor(
            studio.lecturer, design=design, email="x@example.org", roles=("editor",), orcid="12", at=NOW
        )
