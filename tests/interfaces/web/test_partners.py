"""Partners in the browser: invited by a link, with a brief, a word on relevance, an endorsement, and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from campus import Campus
from studio import Studio
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor
from testamur.domain.issuing import queries as issuing
from testamur.domain.learning import queries as learning

pytestmark = pytest.mark.django_db
HERE = "/partners/north"
Enter = Callable[[Actor], Client]


@pytest.fixture
def studio(campus: Campus) -> Studio:
    return Studio(campus)


@pytest.fixture
def enter() -> Enter:
    def signed_in(actor: Actor) -> Client:
        client = Client()
        person = get_user_model().objects.get(pk=actor.me)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def invited(studio: Studio, design: UUID, *allows: str) -> str:
    """Return the address of a link that is good today."""
    now = timezone.now()
    _made, secret = actions.invite_partner(
        studio.lecturer,
        design=design,
        organisation="Harbour Analytics",
        allows=allows or ("comment", "brief", "review", "endorse"),
        expires_at=now + timedelta(days=14),
        at=now,
    )
    return f"/partners/come/{secret}"


def test_an_invitation_is_shown_to_anyone_and_taken_with_an_account(studio: Studio, enter: Enter) -> None:
    design = studio.draft()
    address = invited(studio, design)
    stranger = Client().get(address)
    page = stranger.content.decode()
    assert "Harbour Analytics is invited" in page
    assert f"/accounts/signup/?next={address.replace('/', '%2F')}" in page
    assert (stranger["Referrer-Policy"], stranger["Cache-Control"]) == ("same-origin", "private, no-store")
    partner = enter(studio.partner)
    assert partner.post(address)["Location"] == f"{HERE}/drafts/{design}"
    assert partner.get("/welcome")["Location"] == f"{HERE}/"
    assert "Research Data Stewardship" in partner.get(f"{HERE}/").content.decode()
    assert partner.get(address).status_code == 200
    late = enter(studio.someone("Quentin")).post(address)
    assert late.status_code == 410
    assert "Somebody has come in by this link" in late.content.decode()


def test_a_link_that_leads_nowhere_says_kindly_what_to_do(studio: Studio, enter: Enter) -> None:
    design = studio.draft()
    address = invited(studio, design)
    [partner] = queries.partners(studio.lecturer, uuid=design, at=timezone.now())
    lecturer = enter(studio.lecturer)
    room = f"{HERE}/drafts/{design}/invited"
    assert lecturer.post(room, {"verb": "withdraw", "link": str(partner.links[0].uuid)}).status_code == 302
    gone = Client().get(address)
    assert (gone.status_code, "This invitation was withdrawn" in gone.content.decode()) == (410, True)
    never = Client().get("/partners/come/nothing-like-it")
    assert (never.status_code, "cut off at its end" in never.content.decode()) == (404, True)
    _made, secret = studio.invited(design)
    old = Client().get(f"/partners/come/{secret}")
    assert (old.status_code, "too old" in old.content.decode()) == (410, True)


def test_the_house_invites_and_sees_the_link_once(studio: Studio, enter: Enter) -> None:
    design = studio.draft()
    lecturer = enter(studio.lecturer)
    room = f"{HERE}/drafts/{design}/invited"
    sent = {"verb": "invite", "organisation": "Harbour Analytics", "allows": ["review", "nonsense"], "days": "7"}
    page = lecturer.post(room, sent).content.decode()
    assert "http://testserver/partners/come/" in page
    assert "/partners/come/" not in lecturer.get(room).content.decode()
    assert queries.partners(studio.lecturer, uuid=design, at=timezone.now())[0].allows == ("read", "review")
    assert lecturer.post(room, {"verb": "invite"}).status_code == 422
    assert lecturer.post(f"{HERE}/", {"organisation": "Chamber", "days": "999"}).status_code == 200
    assert [one.name for one in queries.organisations(studio.lecturer, at=timezone.now())] == [
        "Chamber",
        "Harbour Analytics",
    ]


def test_a_brief_gathers_evidence_and_a_draft_begins_with_it(studio: Studio, enter: Enter) -> None:
    now = timezone.now()
    known, secret = actions.invite_organisation(
        studio.lecturer, organisation="Harbour Analytics", expires_at=now + timedelta(days=1), at=now
    )
    partner, lecturer = enter(studio.partner), enter(studio.lecturer)
    assert partner.post(f"/partners/come/{secret}")["Location"] == f"{HERE}/organisations/{known}"
    form = f"{HERE}/organisations/{known}/brief"
    assert partner.post(form, {"title": "", "need": ""}).status_code == 422
    sent = {
        "title": "Data stewards",
        "need": "Twelve a year",
        "skills": "data governance https://example.org/skill/1\ncarving",
        "occupations": "Data steward",
    }
    brief = partner.post(form, sent)["Location"]
    evidence = {"verb": "evidence", "kind": "figure", "title": "Open posts", "figure": "312", "unit": "adverts"}
    assert partner.post(brief, evidence).status_code == 422
    assert partner.post(brief, {**evidence, "source": "Job board", "seen_on": "2026-02-01"}).status_code == 302
    page = partner.get(brief).content.decode()
    assert ("312 adverts" in page, "https://example.org/skill/1" in page) == (True, True)
    assert "Begin a draft" not in page
    assert partner.post(brief, {"verb": "start"}).status_code == 403
    draft = lecturer.post(brief, {"verb": "start"})["Location"]
    assert draft.startswith("/design/north/drafts/")
    room = f"{HERE}/drafts/{draft.rsplit('/', 1)[1]}"
    assert partner.get(room).status_code == 200
    studio.campus.publish()
    needs = lecturer.get(f"{HERE}/needs").content.decode()
    assert ("carving" in needs, "nothing found" in needs, "Harbour Analytics" in needs) == (True, True, True)
    assert "Research Data Stewardship" in lecturer.get(f"{HERE}/practice").content.decode()


def test_another_partner_is_told_that_there_is_nothing(studio: Studio, enter: Enter) -> None:
    design, other = studio.draft(), studio.draft()
    partner, rival = enter(studio.partner), enter(studio.someone("Rhoda"))
    partner.post(invited(studio, design))
    now = timezone.now()
    _made, secret = actions.invite_partner(
        studio.lecturer, design=other, organisation="Rival", allows=("brief",), expires_at=now + timedelta(1), at=now
    )
    rival.post(f"/partners/come/{secret}")
    partner.post(f"{HERE}/drafts/{design}/brief", {"title": "Stewards", "need": "Many", "skills": "carving"})
    [brief] = queries.briefs(studio.lecturer, uuid=design)
    known = brief.organisation_uuid
    closed = (f"drafts/{design}", f"drafts/{design}/brief", f"briefs/{brief.uuid}", f"organisations/{known}")
    for path in (*closed, f"organisations/{known}/brief"):
        assert rival.get(f"{HERE}/{path}").status_code == 404, path
    for path in (f"drafts/{other}/invited", f"drafts/{other}/agreements"):
        assert rival.get(f"{HERE}/{path}").status_code == 403, path
    assert rival.post(f"{HERE}/drafts/{design}", {"verb": "comment", "text": "Hello"}).status_code == 404
    assert "carving" not in rival.get(f"{HERE}/needs").content.decode()
    assert "Harbour" not in rival.get(f"{HERE}/").content.decode()
    for path in ("", "needs", *closed):
        assert Client().get(f"{HERE}/{path}").status_code == 302, path
    assert enter(studio.someone("Nobody")).get(f"{HERE}/drafts/{design}").status_code == 404


def test_a_partner_judges_when_it_is_their_turn(studio: Studio, enter: Enter) -> None:
    design = studio.draft()
    partner = enter(studio.partner)
    partner.post(invited(studio, design))
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    room = f"{HERE}/drafts/{design}"
    assert "Does it serve the need?" in partner.get(room).content.decode()
    assert "In full" in partner.get(room).content.decode()
    typed = {"q-work": "partly", "why": "No ladders.", "verdict": "with-changes"}
    partner.post(room, {**typed, "verb": "comment", "text": "Look at this.", "place": "outcomes[0].kind"})
    kept = partner.get(room).content.decode()
    assert "Outcome 1: kind" in kept
    assert "No ladders." in kept
    assert 'name="q-work" value="partly" checked' in kept
    unsaid = partner.post(room, {"verb": "judge", "verdict": "not-relevant", "q-work": "no"})
    assert unsaid.status_code == 422
    assert 'href="#why"' in unsaid.content.decode()
    assert 'name="q-work" value="no" checked' in unsaid.content.decode()
    said = {"verb": "judge", "verdict": "relevant", "q-work": "yes", "q-level": "partly", "minutes": "20"}
    assert partner.post(room, said).status_code == 302
    assert queries.design(studio.lecturer, uuid=design).line.state == "approval"
    approver = enter(studio.registrar).get(f"/design/north/reviews/{design}").content.decode()
    for word in ("What partners say", "It serves the need", "Is it as demanding as the work is?", "has no interest"):
        assert word in approver, word
    assert "Ravi</bdi>: <strong>Yes" in approver
    seen = enter(studio.lecturer).get(f"{room}/invited").content.decode()
    assert "It serves the need" in seen
    assert "Is it as demanding as the work is?" in seen


def test_an_endorsement_waits_for_publication_and_then_stands_on_the_page(studio: Studio, enter: Enter) -> None:
    design = studio.draft()
    partner = enter(studio.partner)
    partner.post(invited(studio, design, "endorse"))
    room = f"{HERE}/drafts/{design}"
    partner.post(room, {"verb": "endorse", "about": "definition", "claim": "We hire by it."})
    assert "To be signed here when the text is published." in partner.get(room).content.decode()
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    studio.approved(design)
    actions.publish(studio.registrar, design=design, at=timezone.now())
    [partnership] = queries.partners(studio.partner, uuid=design, at=timezone.now())
    meant = partnership.endorsements[0].uuid
    assert partner.post(room, {"verb": "sign", "endorsement": str(meant)}).status_code == 302
    published = queries.design(studio.lecturer, uuid=design).microcredential
    public = Client().get(f"/id/mc/{published}").content.decode()
    assert ("Who endorses it" in public, "We hire by it." in public) == (True, True)
    found = catalogue.published(published)
    [signed] = issuing.endorsements(found.listing.institution.id, version=found.version.uuid)
    endorsement = f"/endorsements/{signed.uuid}"
    assert Client().get(endorsement)["Content-Type"].startswith("application/vc")
    browser = {"headers": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, "follow": True}
    verdict = Client().get(endorsement, **browser).content.decode()
    assert ("It stands" in verdict, "We hire by it." in verdict) == (True, True)
    assert "Harbour Analytics stands by “" in verdict
    assert Client().get(f"{endorsement}?as=signed", **browser)["Content-Type"].startswith("application/vc")
    keys = f"{HERE}/organisations/{signed.organisation_uuid}"
    assert partner.post(keys, {"verb": "renew-key"}).status_code == 422
    assert partner.post(keys, {"verb": "renew-key", "sure": "1"}).status_code == 302
    assert "signs no more" in partner.get(keys).content.decode()
    wrong = partner.post(keys, {"verb": "revoke-key", "key": str(uuid4())})
    assert wrong.status_code == 422
    taken = {"verb": "take-back", "endorsement": str(meant), "signed": str(signed.uuid)}
    assert partner.post(room, taken).status_code == 422
    assert partner.post(room, {**taken, "reason": "The field moved on."}).status_code == 302
    assert "We hire by it." not in Client().get(f"/id/mc/{published}").content.decode()
    assert "The field moved on." in Client().get(endorsement, **browser).content.decode()


def test_an_agreement_is_put_on_record_with_a_document_of_a_kind_that_is_kept(studio: Studio, enter: Enter) -> None:
    design = studio.draft()
    lecturer = enter(studio.lecturer)
    room = f"{HERE}/drafts/{design}/agreements"
    today = timezone.now().date()
    said = {
        "organisation": "Harbour Analytics",
        "covers": ["ip", "seats"],
        "terms": "The text stays ours.",
        "valid_from": (today - timedelta(days=1)).isoformat(),
        "valid_until": (today + timedelta(days=20)).isoformat(),
        "seats": "20",
    }
    fake = SimpleUploadedFile("agreement.pdf", b"MZ\x90 not a document")
    refused = lecturer.post(room, {**said, "file": fake})
    assert refused.status_code == 422
    assert "whatever its name says" in refused.content.decode()
    assert lecturer.post(room, {**said, "covers": []}).status_code == 422
    kept = SimpleUploadedFile("../../agreement.pdf", b"%PDF-1.7 hello")
    assert lecturer.post(room, {**said, "file": kept}).status_code == 302
    [view] = queries.agreements(studio.lecturer, uuid=design, on=today)
    assert (view.name, view.seats) == ("agreement.pdf", 20)
    file = lecturer.get(f"{room}/{view.uuid}")
    assert (file.content, file["X-Content-Type-Options"]) == (b"%PDF-1.7 hello", "nosniff")
    assert file["Content-Disposition"].startswith("attachment")
    assert "runs out on" in lecturer.get(f"{HERE}/").content.decode()
    partner = enter(studio.partner)
    partner.post(invited(studio, design))
    assert partner.get(f"{room}/{view.uuid}").status_code == 403
    assert lecturer.post(room, {"verb": "end", "agreement": str(view.uuid)}).status_code == 302
    assert queries.agreements(studio.lecturer, uuid=design, on=today)[0].standing == "over"


def test_a_maker_is_put_forward_for_a_credential_of_the_house(studio: Studio, enter: Enter) -> None:
    studio.published()
    published = queries.makers(studio.lecturer)[0].parts[0].microcredential
    offering = studio.campus.offer(microcredential=published)
    registrar = enter(studio.registrar)
    page = registrar.get(f"{HERE}/makers").content.decode()
    assert "Ekwueme" in page
    maker = next(one for one in queries.makers(studio.lecturer) if one.name == "Ekwueme")
    assert registrar.post(f"{HERE}/makers", {"person": "x", "offering": "y"}).status_code == 422
    sent = {"person": str(maker.person), "offering": str(offering)}
    assert registrar.post(f"{HERE}/makers", sent).status_code == 302
    assert [one.email for one in learning.enrolments(studio.registrar, offering=offering)] == [maker.email]
    assert registrar.post(f"{HERE}/makers", sent).status_code == 409
    assert enter(studio.partner).get(f"{HERE}/makers").status_code == 403
