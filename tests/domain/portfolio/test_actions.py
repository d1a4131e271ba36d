"""Claims, objections, links and erasing: what a person makes of their own profile."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import resolve

from campus import NOW, Campus, found
from skilled import PLANNING, graduate
from taxonomies import HARBOUR, uri
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for
from testamur.domain.portfolio import actions, queries
from testamur.domain.portfolio.actions import AlreadyClaimed, AnsweredBefore, DisputedBefore
from testamur.domain.portfolio.values import Said
from testamur.interfaces.jobs.portfolio_post import PAGE
from testamur.interfaces.jobs.tasks import TASKS
from testamur.refusals import Invalid, NotAllowed, NotFound

TODAY = NOW.date()
KNOTS = uri("knots")


@pytest.fixture
def learner(campus: Campus) -> Actor:
    frameworks.bring_in(system(campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    return graduate(campus)


def evidence(learner: Actor) -> str:
    entry = queries.profile(learner, on=TODAY).entry(PLANNING)
    assert entry is not None
    return (*entry.shown, *entry.disputed)[0].evidence.id


def test_a_claim_is_marked_as_such_changed_taken_back_and_said_again(learner: Actor) -> None:
    used = date(2024, 5, 1)
    said = actions.claim(learner, uri=KNOTS, said=Said("dreyfus", "competent", "On my boat.", used), at=NOW)
    entry = queries.profile(learner, on=TODAY).entry(KNOTS)
    assert entry is not None
    assert not entry.is_verified
    assert [(one.level.value, one.is_verified) for one in entry.reached] == [("competent", False)]
    assert entry.last_on == used
    with pytest.raises(AlreadyClaimed):
        actions.claim(learner, uri=KNOTS, said=Said(), at=NOW)
    actions.restate(learner, claim=said.uuid, said=Said(), at=NOW)
    assert queries.portfolio(learner, on=TODAY).claims[0].level == ""
    actions.withdraw(learner, claim=said.uuid, at=NOW)
    assert queries.profile(learner, on=TODAY).entry(KNOTS) is None
    actions.say_again(learner, claim=said.uuid, at=NOW)
    assert queries.portfolio(learner, on=TODAY).names[KNOTS].label == "tie knots"
    assert queries.profile_of(learner.me, on=TODAY).entry(KNOTS) is None


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (uri("docker"), Said()),
        ("http://example.org/none", Said()),
        (KNOTS, Said("dreyfus", "")),
        (KNOTS, Said("dreyfus", "B2")),
        (KNOTS, Said(last_used_on=TODAY + timedelta(days=1))),
    ],
)
def test_what_cannot_be_claimed_is_refused(learner: Actor, wanted: str, said: Said) -> None:
    with pytest.raises(Invalid):
        actions.claim(learner, uri=wanted, said=said, at=NOW)


def test_an_objection_stops_the_evidence_from_counting_until_the_registrar_answers(
    campus: Campus, learner: Actor
) -> None:
    about = evidence(learner)
    asked = actions.dispute(learner, evidence=about, uri=PLANNING, says="I never wrote one.", at=NOW)
    assert queries.profile_of(learner.me, on=TODAY).entry(PLANNING) is None
    with pytest.raises(DisputedBefore):
        actions.dispute(learner, evidence=about, uri=PLANNING, says="Again.", at=NOW)
    with pytest.raises(NotAllowed):
        actions.settle(campus.actor("instructor"), dispute=asked, is_upheld=True, answer="Yes.", at=NOW)
    registrar = campus.actor("registrar")
    assert queries.waiting_disputes(registrar) == 1
    assert queries.disputes(found("south").actor("registrar")) == []
    with pytest.raises(Invalid):
        actions.settle(registrar, dispute=asked, is_upheld=False, answer=" ", at=NOW)
    actions.settle(registrar, dispute=asked, is_upheld=False, answer="The panel saw your plan.", at=NOW)
    address = get_user_model().objects.get(pk=learner.me).email
    for _once_more in range(2):
        TASKS["portfolio.send_answer"](campus.actor("registrar"), dispute=str(asked), at=NOW)
    [sent] = mail.outbox
    assert (sent.to, resolve(PAGE).url_name) == ([address], "my-skills")
    assert PAGE in sent.body
    told = f"{sent.subject} {sent.body}".casefold()
    assert not any(word in told for word in ("plan", "panel", address, "{"))
    assert queries.profile_of(learner.me, on=TODAY).entry(PLANNING) is not None
    assert queries.portfolio(learner, on=TODAY).disputes[0].answer == "The panel saw your plan."
    with pytest.raises(AnsweredBefore):
        actions.settle(registrar, dispute=asked, is_upheld=True, answer="No.", at=NOW)
    assert queries.waiting_disputes(registrar) == 0


def test_what_was_upheld_stays_gone_even_when_the_person_erases_what_they_wrote(campus: Campus, learner: Actor) -> None:
    asked = actions.dispute(learner, evidence=evidence(learner), uri=PLANNING, says="It was not me.", at=NOW)
    actions.settle(campus.actor("registrar"), dispute=asked, is_upheld=True, answer="Right.", at=NOW)
    actions.claim(learner, uri=KNOTS, said=Said(), at=NOW)
    link = actions.publish(learner, at=NOW)
    actions.erase(learner, at=NOW)
    assert queries.profile(learner, on=TODAY).entry(PLANNING) is None
    assert queries.portfolio(learner, on=TODAY).claims == ()
    with pytest.raises(NotFound):
        queries.published(link.secret, at=NOW)


def test_an_objection_that_nobody_answered_can_be_taken_back(learner: Actor) -> None:
    asked = actions.dispute(learner, evidence=evidence(learner), uri=PLANNING, says="Hm.", at=NOW)
    actions.take_back(learner, dispute=asked, at=NOW)
    assert queries.profile_of(learner.me, on=TODAY).entry(PLANNING) is not None


def test_a_link_shows_what_is_not_hidden_and_claims_only_where_they_are_wanted(learner: Actor) -> None:
    actions.claim(learner, uri=KNOTS, said=Said(), at=NOW)
    plain = actions.publish(learner, label="A harbour", at=NOW, expires_at=NOW + timedelta(days=30))
    told = actions.publish(learner, with_claims=True, at=NOW)
    shown = queries.published(plain.secret, at=NOW)
    assert shown.name == "Aisyah"
    verified = {one.uri for one in shown.portfolio.profile.entries}
    assert PLANNING in verified
    assert KNOTS not in verified
    assert {one.uri for one in queries.published(told.secret, at=NOW).portfolio.profile.entries} == verified | {KNOTS}
    assert {one.label: one.opened for one in queries.links(learner)} == {"A harbour": 1, "": 1}
    actions.hide(learner, uri=PLANNING, at=NOW)
    assert queries.published(plain.secret, at=NOW).portfolio.profile.entry(PLANNING) is None
    with pytest.raises(NotFound):
        queries.published(plain.secret, at=NOW + timedelta(days=31))
    actions.withdraw_link(learner, link=told.uuid, at=NOW)
    with pytest.raises(NotFound):
        queries.published(told.secret, at=NOW)


def test_somebody_elses_portfolio_cannot_be_changed(campus: Campus, learner: Actor) -> None:
    said = actions.claim(learner, uri=KNOTS, said=Said(), at=NOW)
    link = actions.publish(learner, at=NOW)
    other = actor_for(person=campus.people["registrar"].id, institution=campus.institution.id)
    with pytest.raises(NotFound):
        actions.withdraw(other, claim=said.uuid, at=NOW)
    with pytest.raises(NotFound):
        actions.withdraw_link(other, link=link.uuid, at=NOW)
    assert queries.profile(other, on=TODAY).entries == ()
