"""The whole journey of skills in a process that has no network: `.ci/run` runs it in a namespace of its own.

Run by itself (`./testamur test -m offline`) it refuses every connection but those within this machine's files, loudly.
"""

from __future__ import annotations

import os
import socket
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
from campus import NOW, Campus, example
from studio import Studio
from testamur.adapters.carried import carried_esco
from testamur.adapters.encoders import at_hand
from testamur.core.model.definition import parse
from testamur.core.skills.gap import State
from testamur.core.skills.seeking import Asked, Question
from testamur.domain.awards import actions as awards
from testamur.domain.awards import queries as awarded
from testamur.domain.careers import actions as careers
from testamur.domain.careers import queries as aims
from testamur.domain.careers.queries import plans
from testamur.domain.careers.seeking_values import Choice
from testamur.domain.design import actions as design
from testamur.domain.design import queries as designs
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as skills
from testamur.domain.insight import actions as insight
from testamur.domain.insight import queries as audits
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for
from testamur.domain.learning import queries as enrolled
from testamur.interfaces.jobs import target_reading

pytestmark = [
    pytest.mark.offline,
    pytest.mark.skipif(carried_esco() is None, reason="the package with ESCO's skills is not installed"),
]
ESCO = "http://data.europa.eu/esco/skill/"
RESEARCH_DATA = f"{ESCO}08b04e53-ed25-41a2-9f90-0b9cd939ba3d"
STATISTICS = f"{ESCO}7ee4c2ea-b349-4bd2-81a3-ec31475d4833"
OWN = "framework: institutional, code: DS-01}"
SOURCE = example().replace(OWN, f"framework: ESCO, uri: '{RESEARCH_DATA}', version: 1.2.0}}")
ADVERT = """Data analyst, coastal observatory

- You manage research data from the buoy to the archive.
- You use statistics every day: spread, trend, chance.
Questions: Amelia Thorne, amelia.thorne@observatory.example, +60 4 555 0142.
"""
NAMES = ("Aisyah", "Bruno", "Chen", "Dewi", *(f"Learner {number}" for number in range(18)))


def test_from_a_framework_to_a_report_nothing_asks_the_network(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del transactional_db
    assert_cut_off(monkeypatch)
    campus = campuses.found()
    framework_from_the_package(campus)
    learners = graduates(campus)
    suggestion_in_the_studio(campus)
    assert advert_to_plan(learners[0])[RESEARCH_DATA] is State.HAVE
    assert advert_to_plan(campus.actor("learner"))[RESEARCH_DATA] is State.MISSING
    search_for_people(campus, learners)
    fairness_report(campus, learners)


def assert_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse what Python would connect to; where the process was promised no network, look that it has none."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        assert self.family == socket.AF_UNIX, f"somebody asks the network: {address}"
        connect(self, address)  # type: ignore[arg-type] # as it came

    def lookup(*asked: object, **_settings: object) -> list[object]:
        pytest.fail(f"somebody looks up a name: {asked}")

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    if os.environ.get("TESTAMUR_NO_NETWORK"):
        told = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()[2:]
        assert [line.partition(":")[0].strip() for line in told] == ["lo"]


def framework_from_the_package(campus: Campus) -> None:
    brought = frameworks.bring_in_carried(campus.system, at=NOW)
    assert brought.framework.counts["skill"] > 10_000
    of = skills.to_read_against(here=campus.institution.id)
    assert of is not None
    assert at_hand.ready(skills.reading(of, "en")).ranker is not None


def graduates(campus: Campus) -> list[Actor]:
    """Let four hold an award that shows a skill of ESCO's, and others be enrolled; return all."""
    microcredential = campus.publish(SOURCE)
    offering = campus.offer(microcredential)
    taking = [campus.enrol(offering, name) for name in NAMES]
    for enrolment in taking[:4]:
        campus.record(enrolment, 90, microcredential)
        awards.confer(campus.actor("registrar"), enrolment=enrolment, at=NOW)
    people = {one.uuid: one.person_id for one in enrolled.enrolments(campus.system, offering=offering, limit=50)}
    assert len(awarded.awards(campus.actor("registrar"))) == 4
    return [actor_for(person=people[one], institution=campus.institution.id) for one in taking]


def suggestion_in_the_studio(campus: Campus) -> None:
    """Let a lecturer see suggestions for an outcome on the studio's page, and take the first."""
    draft = Studio(campus).draft()
    lecturer, page = signed_in(campus.people["instructor"].id), f"/design/north/drafts/{draft}/skills"
    said = lecturer.get(f"{page}?outcome=LO1").content.decode()
    offered = said.partition('name="uri" value="')[2].partition('"')[0]
    assert offered.startswith(ESCO)
    lecturer.post(page, {"outcome": "LO1", "uri": offered, "verdict": "accepted"})
    written = parse(designs.design(campus.actor("instructor"), uuid=draft).source)
    assert offered in [one.uri for one in written.outcomes[0].skills]


def advert_to_plan(learner: Actor) -> dict[str, State]:
    """Let a learner hand in an advert, have it read, accept what it asks for, and see the gap, which is returned."""
    target = careers.hand_in_advert(learner, text=ADVERT, language="en", at=NOW)
    home = aims.target(learner, target).institution_id
    target_reading.read(system(home), target=str(target), at=NOW)
    seen = {one.uri: one.uuid for one in aims.target(learner, target).skills}
    assert {RESEARCH_DATA, STATISTICS} <= set(seen)
    careers.decide_target(
        learner, target=target, skills=[seen[RESEARCH_DATA], seen[STATISTICS]], verdict="accepted", at=NOW
    )
    found = aims.gap(learner, target, on=NOW.date()).gap
    states = {one.asked.uri: one.state for one in found.answers}
    assert states[STATISTICS] is State.UNTAUGHT
    planned = plans.plan(learner, target, plans.Question(), on=NOW.date(), is_brief=True)
    assert bool(planned.best.steps) is (states[RESEARCH_DATA] is State.MISSING)
    return states


def search_for_people(campus: Campus, learners: list[Actor]) -> None:
    """Let four consent to be found, and an employer find them without a name."""
    for one in learners[:4]:
        careers.let_be_found(
            one,
            purpose="jobs",
            choice=Choice((RESEARCH_DATA,)),
            months=6,
            text="I let myself be found.",
            text_version="2026-11",
            age=16,
            is_of_age=True,
            at=NOW,
        )
    organisation, secret = design.invite_organisation(
        campus.actor("designer"), organisation="City Archive", expires_at=NOW + timedelta(days=9), at=NOW
    )
    invited = institution.invite(campus.system, email="ana@archive.example", name="Ana", roles=["learner"], at=NOW)
    employer = actor_for(person=invited.id, institution=campus.institution.id)
    design.join(employer, secret=secret, at=NOW)
    careers.open_search(campus.actor("registrar"), organisation=organisation, because="We know it", at=NOW)
    search = careers.search_people(
        employer,
        organisation=organisation,
        purpose="jobs",
        question=Question((Asked(RESEARCH_DATA),)),
        labels={RESEARCH_DATA: "manage research data"},
        at=NOW,
    )
    assert aims.people_found(employer, search=search, at=NOW).total == 3  # told in threes


def fairness_report(campus: Campus, learners: list[Actor]) -> None:
    """Let people tell of themselves, a registrar audit, and take the report away."""
    basis = {"basis": "consent", "reference": "DPIA 2026/4", "assessed_on": NOW.date()}
    insight.begin_survey(campus.actor("administrator"), questions=("sex",), at=NOW, **basis)
    for number, one in enumerate(learners):
        insight.answer(one, answers={"sex": ("woman", "man")[number % 2]}, at=NOW)
    registrar = campus.actor("registrar")
    run = insight.ask(registrar, what="awarding", since=date(2026, 1, 1), until=date(2026, 12, 31), at=NOW)
    rows = audits.run(registrar, uuid=run).selection[0].rows
    assert [(row.group, row.assessed, row.selected) for row in rows if row.is_shown] == [
        (("man",), 11, 2),
        (("woman",), 11, 2),
    ]
    report = signed_in(campus.people["registrar"].id).get(f"/quality/north/fairness/{run}.pdf")
    assert report.content.startswith(b"%PDF")


def signed_in(person: int) -> Client:
    client = Client()
    client.force_login(
        get_user_model().objects.get(pk=person), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
