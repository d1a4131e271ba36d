"""A partner endorses in its own name, under its own key, and can take it back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import orjson
import pytest
from django.test import Client

from campus import NOW, Campus
from studio import Studio
from testamur.adapters.world import outside
from testamur.core import credential as engine
from testamur.core.credential import Verdict
from testamur.core.model.result import AssessmentResult
from testamur.domain.awards import actions as awards
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import actions as design
from testamur.domain.design import queries as designs
from testamur.domain.institution.steps import AddressUnconfirmed
from testamur.domain.issuing import actions, queries
from testamur.domain.learning import actions as learning
from testamur.refusals import Invalid, NotFound

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)
CLAIM = "We hire by it."


@pytest.fixture
def studio(campus: Campus) -> Studio:
    return Studio(campus)


def check(content: bytes | str) -> engine.Report:
    data = content.encode() if isinstance(content, str) else content
    return engine.verify(data, world=outside(documents=queries.OwnDocuments(), lists=queries.OwnLists()), at=LATER)


def endorsed(studio: Studio, wanted: UUID, about: str = "definition") -> UUID:
    meant = design.intend_endorsement(studio.partner, design=wanted, about=about, claim=CLAIM, at=NOW)
    return actions.endorse(studio.partner, endorsement=meant, at=NOW)


def with_partner(studio: Studio) -> UUID:
    wanted = studio.draft()
    studio.joined(wanted, "endorse")
    studio.staffed(wanted)
    studio.handed_in(wanted)
    studio.passed(wanted)
    studio.approved(wanted)
    design.publish(studio.registrar, design=wanted, at=NOW)
    return wanted


def test_what_a_partner_endorses_verifies_under_its_own_name(studio: Studio) -> None:
    uuid = endorsed(studio, with_partner(studio))
    view, file = queries.endorsement(uuid)
    report = check(file.content)
    assert report.verdict is Verdict.VALID, report.checks
    told = orjson.loads(file.content)
    assert told["issuer"]["name"] == view.organisation == "Harbour Analytics"
    assert ":organisations:" in told["issuer"]["id"]
    assert told["credentialSubject"]["endorsementComment"] == CLAIM
    assert check(file.content.replace(b"hire", b"fire")).verdict is Verdict.INVALID


def test_an_endorsement_taken_back_is_told_by_its_status(studio: Studio) -> None:
    uuid = endorsed(studio, with_partner(studio))
    for asked, refused in (
        (
            lambda: actions.take_endorsement_back(studio.lecturer, endorsement=uuid, reason="No", at=LATER),
            design.NotInvited,
        ),
        (lambda: actions.take_endorsement_back(studio.partner, endorsement=uuid, reason=" ", at=LATER), Invalid),
    ):
        with pytest.raises(refused):
            asked()
    actions.take_endorsement_back(studio.partner, endorsement=uuid, reason="The field moved on.", at=LATER)
    view, file = queries.endorsement(uuid)
    assert check(file.content).verdict is Verdict.INVALID
    assert (view.because, view.withdrawn_at) == ("The field moved on.", LATER)
    assert queries.endorsements(studio.campus.institution.id) == []
    with pytest.raises(NotFound):
        actions.take_endorsement_back(studio.partner, endorsement=uuid, reason="Again", at=LATER)


def test_credentials_carry_who_stands_by_definition_and_issuer(studio: Studio) -> None:
    wanted = with_partner(studio)
    both = endorsed(studio, wanted), endorsed(studio, wanted, "issuer")
    version = queries.endorsements(studio.campus.institution.id)[0]
    assert version.about == "issuer"
    campus = studio.campus
    offered = campus.offer(microcredential=_microcredential(studio, wanted))
    award = awards.confer(campus.actor("registrar"), enrolment=_graduate(studio, offered, wanted), at=NOW)
    actions.sign(campus.system, awards=[str(award)], at=NOW)
    held = queries.of_award(award, institution_id=campus.institution.id, at=NOW)
    assert held is not None
    for form in ("ob3", "vc-jwt"):
        file = queries.document(campus.actor("registrar"), credential=held.uuid, form=form)
        report = check(file.content)
        assert report.verdict is Verdict.VALID
        assert {(one.because, one.facts["about"]) for one in report.notices if one.name == "endorsement"} == {
            ("endorsed", "issuer"),
            ("endorsed", "achievement"),
        }
    actions.take_endorsement_back(studio.partner, endorsement=both[0], reason="Moved on", at=LATER)
    again = check(queries.document(campus.actor("registrar"), credential=held.uuid, form="ob3").content)
    assert again.verdict is Verdict.VALID
    assert "endorsement-does-not-hold" in {one.because for one in again.notices}


def test_a_draft_is_meant_to_be_endorsed_and_signed_when_it_is_out(studio: Studio) -> None:
    wanted = studio.draft()
    studio.joined(wanted, "endorse")
    meant = design.intend_endorsement(studio.partner, design=wanted, about="definition", claim=CLAIM, at=NOW)
    with pytest.raises(actions.NotPublished):
        actions.endorse(studio.partner, endorsement=meant, at=NOW)
    with pytest.raises(design.NotInvited):
        actions.endorse(studio.lecturer, endorsement=meant, at=NOW)


def test_signing_twice_is_signing_once(studio: Studio) -> None:
    wanted = with_partner(studio)
    meant = design.intend_endorsement(studio.partner, design=wanted, about="issuer", claim=CLAIM, at=NOW)
    first = actions.endorse(studio.partner, endorsement=meant, at=NOW)
    assert actions.endorse(studio.partner, endorsement=meant, at=LATER) == first
    published = catalogue.published(_microcredential(studio, wanted))
    assert len(queries.endorsements(studio.campus.institution.id, version=published.version.uuid)) == 1
    assert queries.endorsed(studio.campus.institution.id, version=published.version.uuid) == ()
    told = Client().get(f"/issuers/{studio.campus.institution.uuid}", headers={"accept": "application/ld+json"}).json()
    assert check(told["endorsementJwt"][0]).verdict is Verdict.VALID


def test_everything_a_verifier_asks_for_is_at_its_address(studio: Studio, client: Client) -> None:
    uuid = endorsed(studio, with_partner(studio))
    view, file = queries.endorsement(uuid)
    answer = client.get(f"/endorsements/{uuid}")
    assert (answer.status_code, answer.content) == (200, file.content)
    told = client.get(f"/organisations/{view.organisation_uuid}/did.json").json()
    assert told["id"] == orjson.loads(file.content)["issuer"]["id"]
    assert client.get(f"/organisations/{view.organisation_uuid}").json()["name"] == "Harbour Analytics"
    assert client.get(f"/organisations/{uuid}").status_code == 404
    assert client.get(f"/endorsements/{view.organisation_uuid}").status_code == 404


def _microcredential(studio: Studio, wanted: UUID) -> UUID:
    found = designs.design(studio.lecturer, uuid=wanted).microcredential
    assert found is not None
    return found


def _graduate(studio: Studio, offering: UUID, wanted: UUID) -> UUID:
    enrolment = studio.campus.enrol(offering)
    for one in catalogue.published(_microcredential(studio, wanted)).definition.assessments:
        result = AssessmentResult(
            one.id, percent=Decimal(90), taken_on=NOW.date(), supervised=True, identity_checked=True
        )
        learning.record_result(studio.campus.actor("instructor"), enrolment=enrolment, result=result, at=NOW)
    return enrolment


def keys_of(studio: Studio, uuid: UUID) -> list[queries.KeyView]:
    by = queries.endorsement(uuid)[0].organisation_uuid
    return queries.partner_keys(studio.partner, organisation=by, at=LATER)


def test_a_renewed_key_signs_and_the_one_before_still_proves_what_it_signed(studio: Studio) -> None:
    wanted = with_partner(studio)
    first = endorsed(studio, wanted)
    by = queries.endorsement(first)[0].organisation_uuid
    with pytest.raises(NotFound):
        actions.renew_partner_key(studio.lecturer, organisation=by, at=LATER)
    actions.renew_partner_key(studio.partner, organisation=by, at=LATER)
    second = endorsed(studio, wanted, "issuer")
    assert [key.retired_at for key in keys_of(studio, first)] == [None, LATER]
    signed = [queries.endorsement(one)[1].content for one in (first, second)]
    assert [check(one).verdict for one in signed] == [Verdict.VALID, Verdict.VALID]
    used = {orjson.loads(one)["proof"]["verificationMethod"] for one in signed}
    assert used == {key.name for key in keys_of(studio, first)}


def test_a_leaked_key_is_revoked_with_a_reason_and_the_same_words_are_signed_again(studio: Studio) -> None:
    wanted = with_partner(studio)
    first = endorsed(studio, wanted)
    by, [key] = queries.endorsement(first)[0].organisation_uuid, keys_of(studio, first)
    for reason, which, refused in ((" ", key.uuid, Invalid), ("Lost.", by, NotFound)):
        with pytest.raises(refused):
            actions.revoke_partner_key(studio.partner, organisation=by, key=which, reason=reason, at=LATER)
    said = "A laptop was stolen."
    admin = studio.campus.actor("administrator")
    assert actions.revoke_partner_key(admin, organisation=by, key=key.uuid, reason=said, at=LATER) == 1
    view, file = queries.endorsement(first)
    assert (view.because, view.withdrawn_at, check(file.content).verdict) == (said, LATER, Verdict.INVALID)
    document = queries.organisation_did_document(by)
    assert key.name not in [method["id"] for method in document["verificationMethod"]]
    [partnership] = designs.partners(studio.partner, uuid=wanted, at=LATER)
    [meant] = partnership.endorsements
    again = actions.endorse(studio.partner, endorsement=meant.uuid, at=LATER)
    assert (again != first, meant.claim) == (True, CLAIM)
    assert check(queries.endorsement(again)[1].content).verdict is Verdict.VALID


def test_nobody_signs_for_an_organisation_with_an_address_that_may_not_be_theirs(studio: Studio) -> None:
    from allauth.account.models import EmailAddress

    wanted = with_partner(studio)
    typed = EmailAddress.objects.create(user_id=studio.partner.me, email="ana@harbour.example", primary=True)
    with pytest.raises(AddressUnconfirmed):
        endorsed(studio, wanted)
    EmailAddress.objects.filter(pk=typed.pk).update(verified=True)
    assert endorsed(studio, wanted)
