"""Credentials are signed once, verify for anyone, and can be withdrawn."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from campus import NOW, Campus
from testamur.adapters.world import outside
from testamur.core import credential as engine
from testamur.core.credential import Verdict
from testamur.domain.awards import actions as awards
from testamur.domain.institution import actions as institution
from testamur.domain.institution import queries as people
from testamur.domain.issuing import actions, addresses, queries
from testamur.domain.issuing.models import Document, SigningKey
from testamur.domain.issuing.values import FORMATS, CredentialView
from testamur.refusals import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def issue(campus: Campus, name: str = "Aisyah") -> CredentialView:
    award = awards.confer(campus.actor("registrar"), enrolment=campus.graduate(campus.offer(), name), at=NOW)
    actions.sign(campus.system, awards=[str(award)], at=NOW)
    view = queries.of_award(award, institution_id=campus.institution.id, at=NOW)
    assert view is not None
    return view


def check(campus: Campus, view: CredentialView, form: str = "ob3") -> engine.Report:
    file = queries.document(campus.actor("registrar"), credential=view.uuid, form=form)
    world = outside(documents=queries.OwnDocuments(), lists=queries.OwnLists())
    return engine.verify(file.content, world=world, at=LATER)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_signed_verifies_without_asking_anyone(campus: Campus, form: str) -> None:
    report = check(campus, issue(campus), form)
    assert report.verdict is Verdict.VALID, report.checks


def test_a_flipped_byte_does_not_verify(campus: Campus) -> None:
    view = issue(campus)
    content = queries.document(campus.actor("registrar"), credential=view.uuid, form="ob3").content
    world = outside(documents=queries.OwnDocuments(), lists=queries.OwnLists())
    forged = content.replace(b"Aisyah", b"Aisyan")
    assert engine.verify(forged, world=world, at=LATER).verdict is Verdict.INVALID


def test_signing_again_changes_nothing(campus: Campus) -> None:
    view = issue(campus)
    before = queries.document(campus.actor("registrar"), credential=view.uuid, form="ob3")
    actions.sign(campus.system, awards=[str(view.award.uuid)], at=LATER)
    assert queries.document(campus.actor("registrar"), credential=view.uuid, form="ob3") == before


def test_a_revoked_credential_is_invalid_and_can_be_awarded_again(campus: Campus) -> None:
    view = issue(campus)
    actions.revoke(campus.actor("registrar"), credential=view.uuid, reason="plagiarism", at=LATER)
    assert check(campus, view).verdict is Verdict.INVALID
    assert queries.standing(view.uuid, at=LATER).state == "revoked"
    enrolment = campus_enrolment(view, campus)
    again = awards.confer(campus.actor("registrar"), enrolment=enrolment, at=LATER)
    actions.sign(campus.system, awards=[str(again)], at=LATER)
    fresh = queries.of_award(again, institution_id=campus.institution.id, at=LATER)
    assert fresh is not None
    assert fresh.award.replaces == view.award.id
    assert check(campus, fresh).verdict is Verdict.VALID


def campus_enrolment(view: CredentialView, campus: Campus) -> object:
    from testamur.adapters.postgres.scope import within
    from testamur.domain.learning.queries import by_id

    with within(campus.institution.id):
        return by_id([view.award.enrolment_id])[0].uuid


def test_revoking_is_for_good(campus: Campus) -> None:
    view = issue(campus)
    registrar = campus.actor("registrar")
    actions.revoke(registrar, credential=view.uuid, reason="error", at=NOW)
    for verb in (actions.revoke, actions.suspend):
        with pytest.raises(actions.Revoked):
            verb(registrar, credential=view.uuid, reason="again", at=NOW)
    with pytest.raises(actions.Revoked):
        actions.reinstate(registrar, credential=view.uuid, at=NOW)


def test_a_suspension_ends(campus: Campus) -> None:
    view = issue(campus)
    registrar = campus.actor("registrar")
    actions.suspend(registrar, credential=view.uuid, reason="under review", at=NOW)
    assert check(campus, view).verdict is Verdict.INVALID
    actions.reinstate(registrar, credential=view.uuid, at=NOW)
    assert check(campus, view).verdict is Verdict.VALID


def test_a_reason_is_asked_for(campus: Campus) -> None:
    view = issue(campus)
    with pytest.raises(Invalid):
        actions.revoke(campus.actor("registrar"), credential=view.uuid, reason=" ", at=NOW)


def test_a_wrong_name_is_superseded_and_the_date_stays(campus: Campus) -> None:
    view = issue(campus)
    registrar = campus.actor("registrar")
    award = actions.supersede(registrar, credential=view.uuid, name="Aisyah binti Ali", reason="name", at=LATER)
    actions.sign(campus.system, awards=[str(award)], at=LATER)
    fresh = queries.of_award(award, institution_id=campus.institution.id, at=LATER)
    assert fresh is not None
    assert (fresh.award.name, fresh.award.awarded_at) == ("Aisyah binti Ali", view.award.awarded_at)
    assert check(campus, view).verdict is Verdict.INVALID


def test_after_a_rotation_and_a_rename_old_credentials_still_verify(campus: Campus) -> None:
    view = issue(campus)
    actions.rotate_key(campus.actor("administrator"), at=LATER)
    institution.rename(campus.actor("administrator"), name="University of the North", code="uon", at=LATER)
    assert check(campus, view).verdict is Verdict.VALID
    document = queries.did_document(campus.institution.uuid)
    assert len(document["verificationMethod"]) == 2
    assert people.by_code("north").code == "uon"


def test_a_private_key_is_not_in_the_database(campus: Campus) -> None:
    issue(campus)
    from testamur.adapters.postgres.scope import within

    with within(campus.institution.id):
        row = SigningKey.objects.get()
        assert len(bytes(row.sealed)) > 32
        assert bytes(row.public_key) not in bytes(row.sealed)


def test_a_credential_has_a_random_place_in_both_lists(campus: Campus) -> None:
    view = issue(campus)
    content = orjson.loads(queries.document(campus.actor("registrar"), credential=view.uuid, form="ob3").content)
    purposes = {entry["statusPurpose"]: entry for entry in content["credentialStatus"]}
    assert set(purposes) == {"revocation", "suspension"}
    assert all(0 <= int(entry["statusListIndex"]) < 131_072 for entry in purposes.values())
    for entry in purposes.values():
        assert addresses.uuid_in(entry["statusListCredential"], "status-lists")


def test_a_link_shows_counts_ends_and_is_withdrawn(campus: Campus) -> None:
    view = issue(campus)
    holder = people.actor_for(person=view.award.person_id, institution=view.institution_id)
    link = actions.make_link(holder, credential=view.uuid, at=NOW, expires_at=LATER)
    assert queries.shown(link.secret, at=NOW).uuid == view.uuid
    assert queries.shown_document(link.secret, form="vc-jwt", at=NOW).media_type == "application/vc+jwt"
    assert queries.links(holder, credential=view.uuid)[0].opened == 1
    with pytest.raises(NotFound):
        queries.shown(link.secret, at=LATER)
    with pytest.raises(NotFound):
        queries.shown(link.secret[:-1], at=NOW)
    actions.withdraw_link(holder, link=link.uuid, at=NOW)
    with pytest.raises(NotFound):
        queries.shown(link.secret, at=NOW)


def test_nobody_makes_links_to_other_peoples_credentials(campus: Campus) -> None:
    view = issue(campus)
    with pytest.raises(NotFound):
        actions.make_link(campus.actor("learner"), credential=view.uuid, at=NOW)


def test_only_who_may_revoke_revokes(campus: Campus) -> None:
    view = issue(campus)
    for role in ("learner", "instructor", "designer", "administrator"):
        with pytest.raises(NotAllowed):
            actions.revoke(campus.actor(role), credential=view.uuid, reason="x", at=NOW)


def test_the_holder_sees_it_from_home(campus: Campus) -> None:
    view = issue(campus)
    mine = queries.own_credentials(view.award.person_id, at=NOW)
    assert [(one.uuid, one.state, one.formats) for one in mine] == [(view.uuid, "valid", ("ob3", "vc-jwt"))]


def test_signed_bytes_are_written_once(campus: Campus) -> None:
    from django.db import DatabaseError

    from testamur.adapters.postgres.scope import within

    issue(campus)
    with pytest.raises(DatabaseError, match="written once"), within(campus.institution.id):
        Document.objects.update(content=b"")
