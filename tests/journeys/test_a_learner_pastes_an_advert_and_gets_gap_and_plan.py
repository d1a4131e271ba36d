"""One story through all floors: an advert is read by spelling, decided on, compared, and a plan to learn it is made."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
from campus import NOW
from skilled import SOURCE, graduate
from taxonomies import HARBOUR, uri
from testamur.adapters.encoders import at_hand, choosing
from testamur.domain.careers import actions, queries
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import jobs
from testamur.domain.oversight import queries as oversight
from testamur.interfaces.jobs import target_reading

ADVERT = """Hand on the quay

- You tie knots in the dark.
- You know the tides.
- You like people.
Call Amelia Thorne, +44 20 7946 0123.
"""
TEACHING = SOURCE.replace("data management planning", "tie knots").replace("id: data-stewardship", "id: knots", 1)


@pytest.fixture
def campus(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> campuses.Campus:
    del db
    made = campuses.found()
    frameworks.bring_in(system(made.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    return made


def asked(me: Actor, target: UUID, name: str, verdict: str) -> UUID:
    found = queries.target(me, target).skills
    return next(one.uuid for one in found if (one.uri, one.verdict) == (uri(name), verdict))


def a_plan_within_tight_wishes_says_what_stands_in_the_way(learner: Client, page: str) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=8)
    tight = learner.get(f"{page}/plan?hours_a_week=1&deadline={soon}&anew=1").content.decode()
    assert "What teaches it cannot be taken:" in tight
    assert re.search(r"with 1 hour a week it ends on [^<]+, after your last day<", tight)
    assert "One hour more a week brings nothing" in tight


def what_is_undecided_is_said_not_to_count(learner: Client, page: str) -> None:
    undecided = "1 suggested skill waits for your decision and does not count here yet."
    assert all(undecided in learner.get(f"{page}/{what}").content.decode() for what in ("missing", "plan?anew=1"))
    assert "1 suggested skill to decide on" in learner.get("/mine/targets").content.decode()


def test_a_learner_pastes_an_advert_and_gets_gap_and_plan(campus: campuses.Campus) -> None:
    me = graduate(campus)
    teaching = re.sub(r"uri: '[^']*'", f"uri: '{uri('knots')}'", TEACHING)
    campus.offer(campus.publish(teaching))
    learner = Client()
    person = get_user_model().objects.get(pk=me.me)
    learner.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    sent = learner.post("/mine/targets/new", {"verb": "advert", "text": ADVERT, "language": "en"})
    page = sent.headers["Location"]
    assert "is being read now" in learner.get(page).content.decode()
    target = queries.targets(me)[0].uuid
    assert "Amelia" not in queries.target(me, target).text
    assert "7946" not in queries.target(me, target).text

    [job] = [one for one in jobs(campus.system, status="todo") if one.task == "careers.read_target"]
    told = {name: value for name, value in job.arguments.items() if name != "institution"}
    target_reading.read(campus.system, at=NOW, **told)
    said = learner.get(page).content.decode()
    assert "<mark>tie knots</mark>" in said.replace("\n", "")
    assert "You like people." in said

    for name, verdict in (("knots", "accepted"), ("tides", "accepted"), ("splice", "refused")):
        found = next((one for one in queries.target(me, target).skills if one.uri == uri(name)), None)
        if found is not None:
            learner.post(page, {"verb": verdict, "skill": str(found.uuid)})
    assert {one.uri for one in queries.target(me, target).accepted} == {uri("knots"), uri("tides")}
    assert [one.verdict for one in oversight.own_decisions(me) if one.offered.item == uri("knots")] == ["accepted"]

    gap = learner.get(f"{page}/missing").content.decode()
    assert "1 is missing, 1 is taught nowhere here" in gap
    assert "<mark>tides</mark>" in gap

    plan = learner.get(f"{page}/plan?hours_a_week=200").content.decode()
    assert "Write a number above 0 and up to 168, such as 6." in plan
    assert "This day is over" in learner.get(f"{page}/plan?deadline=2020-01-01").content.decode()
    late = learner.get(f"{page}/plan?from_on=2100-02-01&deadline=2100-01-01").content.decode()
    assert "before the first day that you wish" in late
    plan = learner.get(f"{page}/plan?hours_a_week=8&aim=fastest").content.decode()
    assert "Only this one in the plan teaches:" in plan
    assert "What nobody here teaches" in plan
    assert "It teaches 1 of the 2 skills that you still need: 1 is taught nowhere here." in plan
    assert learner.get(f"{page}/plan").headers["Location"].endswith("?hours_a_week=8&aim=fastest")
    a_plan_within_tight_wishes_says_what_stands_in_the_way(learner, page)
    assert "Nothing can be said yet" in learner.get(f"{page}/narrative").content.decode()

    knots = asked(me, target, "knots", "accepted")
    actions.decide_target(me, target=target, skills=[knots], verdict="reopened", at=NOW)
    what_is_undecided_is_said_not_to_count(learner, page)
    refused = learner.post(page, {"verb": "rest"}, follow=True).content.decode()
    assert asked(me, target, "knots", "refused") == knots
    sent = re.search(r'name="skills" value="([0-9a-f ]+)"', refused)
    assert sent
    learner.post(page, {"verb": "rest-back", "skills": sent[1]})
    assert asked(me, target, "knots", "") == knots

    learner.post(page, {"verb": "forget"})
    assert queries.targets(me) == []
