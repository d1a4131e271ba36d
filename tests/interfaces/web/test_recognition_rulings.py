"""The form of a ruling: nothing is chosen for who compared nothing, and on an appeal nobody reads the old reasons."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.auth import get_user_model
from django.test import Client

from campus import Campus
from recognition_office import badge, report
from testamur.core.model.quantity import CreditAmount
from testamur.domain.awards import actions as awards
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Draft, Match, TargetOutcome

Enter = Callable[[str], Client]
OLD = "Half of it is missing."


def now() -> datetime:
    return datetime.now(UTC)


def publish(campus: Campus, **said: object) -> UUID:
    told = {
        "code": "STAT101",
        "kind": "unit",
        "title": "Data and statistics",
        "worth": CreditAmount(Decimal(6), "ECTS"),
    }
    outcomes = tuple(TargetOutcome(one, {"und": one.title()}) for one in ("data", "stat"))
    return actions.publish_unit(campus.actor("registrar"), **{**told, "outcomes": outcomes, **said}, at=now())


def asked(campus: Campus, unit: UUID, *, purpose: str = "credit", role: str = "learner") -> UUID:
    """Return a request with a credential of six credits that is being assessed."""
    learner, registrar = campus.actor(role), campus.actor("registrar")
    request = actions.open_request(learner, purpose=purpose, basis="micro_credential", unit=unit, at=now())
    said = report(badge(holder=f"{role.title()} of north"))
    actions.add_credential(learner, request=request, content=b"{}", report=said, at=now(), name="Mine")
    actions.submit(learner, request=request, at=now())
    actions.accept(registrar, request=request, at=now())
    actions.begin(registrar, request=request, at=now())
    return request


def test_a_title_that_nobody_compared_is_granted_with_a_reason_alone(campus: Campus, as_role: Enter) -> None:
    degree = publish(
        campus,
        code="BSC-1",
        kind="programme",
        title="Bachelor of Data",
        worth=CreditAmount(Decimal(120), "ECTS"),
        outcomes=(),
    )
    request, registrar = asked(campus, degree, purpose="title"), as_role("registrar")
    address = f"/desk/north/recognition/{request}/ruling/decide"
    form = registrar.get(address).content.decode()
    assert not re.search(r'name="outcome" value="[a-z]+" checked', form)
    assert "It states no outcomes, so nothing was compared." in form
    assert "are worth 6 of 120 ECTS" in form
    assert "What the policy says" not in form
    assert "Outcome by outcome" not in form
    ruling = {"outcome": "full", "source": "credit_transfer"}
    refused = registrar.post(address, ruling)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert re.search(r'<textarea id="reasons"[^>]*aria-invalid="true"', page)
    looked = registrar.post(address, {**ruling, "reasons": "She teaches it."}).content.decode()
    assert 'Bachelor of Data <span class="small muted">BSC-1</span>' in looked
    assert "are worth 6 of 120 ECTS" in looked


def appealed(campus: Campus) -> UUID:
    request = asked(campus, publish(campus))
    draft = Draft("partial", "rpl", CreditAmount(Decimal(3), "ECTS"), recognised=("data",), reasons=OLD)
    actions.decide(campus.actor("registrar"), request=request, draft=draft, at=now())
    actions.appeal(campus.actor("learner"), request=request, grounds="Look again.", at=now())
    return request


def test_who_decided_is_told_at_once_who_decides_the_appeal(campus: Campus, as_role: Enter) -> None:
    request, registrar = appealed(campus), as_role("registrar")
    case = f"/desk/north/recognition/{request}"
    page = registrar.get(case).content.decode()
    assert f"{case}/ruling/appeal" not in page
    assert "You had a part in what is appealed against, so somebody else decides on the appeal." in page
    assert "Nobody here may yet" in page
    institution.invite(
        system(campus.institution.id), email="olga@north.example", name="Olga", roles=["registrar"], at=now()
    )
    assert "Who may: Olga." in registrar.get(case).content.decode()
    assert registrar.get(f"{case}/ruling/appeal")["Location"] == case


def test_an_appeal_begins_without_the_reasons_of_the_decision_and_is_the_last_word(
    campus: Campus, as_role: Enter
) -> None:
    request, other = appealed(campus), campus.people["instructor"]
    institution.grant(system(campus.institution.id), person=other.uuid, role="registrar", at=now())
    board, case = as_role("instructor"), f"/desk/north/recognition/{request}"
    assert f"{case}/ruling/appeal" in board.get(case).content.decode()
    form = board.get(f"{case}/ruling/appeal").content.decode()
    assert OLD not in re.sub(r"<aside.*?</aside>", "", form, flags=re.DOTALL)
    assert OLD in form
    assert "Reasons of the new ruling" in form
    ruling = {"outcome": "full", "source": "rpl", "credits": "6", "unit": "ECTS", "recognised": ["data", "stat"]}
    silent = board.post(f"{case}/ruling/appeal", {**ruling, "appeal_outcome": "upheld"})
    assert (silent.status_code, "Say why the appeal is right" in silent.content.decode()) == (422, True)
    ruling |= {"appeal_outcome": "upheld", "appeal_reasons": "It is in chapter 4.", "sure": "1"}
    assert board.post(f"{case}/ruling/appeal", ruling).status_code == 302
    page = as_role("learner").get(f"/mine/recognition/{request}").content.decode()
    assert "Why the appeal was right" in page
    assert "Why it was corrected" not in page
    assert not re.search(r"to North University, until", page)


def test_a_precedent_that_is_followed_leaves_its_trace(campus: Campus, as_role: Enter) -> None:
    unit, registrar = publish(campus), campus.actor("registrar")
    first = asked(campus, unit)
    case = f"/desk/north/recognition/{first}"
    draft = Draft("full", "rpl", reasons="Seen.")
    actions.decide(registrar, request=first, draft=draft, at=now())
    desk = as_role("registrar")
    assert "Whoever follows it takes over what nobody has judged." in desk.get(case).content.decode()
    (paper,) = queries.request(registrar, uuid=first, on=now().date()).evidence
    actions.set_precedent(registrar, request=first, evidence=paper.uuid, at=now())
    assert "Precedent 1<" in desk.get("/desk/north/recognition/precedents").content.decode()
    second = asked(campus, unit, role="instructor")
    actions.compare(registrar, request=second, matches=[Match("stat", "missing")], checklist={}, at=now())
    case = f"/desk/north/recognition/{second}"
    assert "Your comparison says that this is not covered, which the precedent recognises:" in (
        desk.get(case).content.decode()
    )
    otherwise = {"outcome": "partial", "source": "rpl", "credits": "3", "unit": "ECTS", "recognised": ["data"]}
    looked = desk.post(f"{case}/ruling/decide", {**otherwise, "reasons": "No."}).content.decode()
    assert "This is not what precedent 1 of" in looked
    like = {"outcome": "full", "source": "rpl", "credits": "6", "unit": "ECTS", "recognised": ["data", "stat"]}
    assert desk.post(f"{case}/ruling/decide", {**like, "sure": "1"}).status_code == 302
    page = desk.get(case).content.decode()
    assert "It was decided. It follows precedent 1 of" in page
    assert "Taken from precedent 1 of" in page
    own = as_role("instructor").get(f"/mine/recognition/{second}").content.decode()
    assert "precedent 1 of" in own


def test_a_changed_file_does_not_hide_ones_own_credential(campus: Campus) -> None:
    award = awards.confer(campus.actor("registrar"), enrolment=campus.graduate(campus.offer()), at=now())
    issuing.sign(campus.system, awards=[str(award)], at=now())
    person = get_user_model().objects.get(email="aisyah@example.org")
    learner = Client()
    learner.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    (held,) = issued.own_credentials(person.pk, at=now())
    genuine = issued.document(
        actor_for(person=person.pk, institution=held.institution_id), credential=held.uuid, form="ob3"
    )
    chosen = {"target": f"unit:{publish(campus)}", "purpose": "credit", "basis": "micro_credential"}
    place = learner.post("/recognition/at/north", chosen)["Location"]
    button = f'name="held" value="{held.uuid}"'
    changed = json.loads(genuine.content)
    changed["credentialSubject"]["achievement"]["description"] = "Far more."
    page = learner.post(place, {"text": json.dumps(changed), "add": "1"}, follow=True).content.decode()
    assert "not valid, as of now" in page
    assert button in page
    page = learner.post(place, {"held": str(held.uuid), "add": "1"}, follow=True).content.decode()
    assert "genuine, as of now" in page
    assert button not in page
