"""The demo's world is the same each time, shows every kind of result, and what it signed verifies."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from demo_facts import ALL, NOW, Small, credentials, reasons
from testamur.adapters.world import outside
from testamur.core.credential import Verdict, verify
from testamur.core.rules import decide
from testamur.demo import cast
from testamur.demo.world import build
from testamur.domain.awards import queries as awards
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import system
from testamur.domain.issuing import queries as issuing
from testamur.domain.learning import queries as learning
from testamur.domain.recognition import queries as recognition

pytestmark = pytest.mark.xdist_group("demo")


def test_two_builds_give_the_same_world(small: Small) -> None:
    assert small.first == small.second


def test_building_where_there_is_a_world_changes_nothing(small: Small) -> None:
    again = build(at=NOW, base_url="http://testserver")
    assert not again.is_new
    assert again.people == small.world.people
    assert again.things == small.world.things


def test_every_university_publishes_and_the_three_large_ones_have_someone_in_every_role(small: Small) -> None:
    published = Counter(item.institution.code for item in catalogue.search(limit=100).items)
    assert set(published) == {place.code for place in cast.PLACES}
    assert published.total() == 22
    for place in (cast.SELAT, cast.MARINA, cast.CAPE):
        known = {person.role for person in small.world.people if person.place == named(place)}
        assert known == {"learner", "registrar", "instructor", "designer", "reviewer", "partner", "administrator"}


def test_only_the_work_that_is_still_to_be_done_waits_in_the_queue(small: Small) -> None:
    del small
    waiting = [job for place in institution.institutions() for job in institution.jobs(system(place.id), status="todo")]
    expected = {"awards.confer_chunk", "recognition.watch", "recognition.send", "design.send", "design.watch"} | {
        "careers.read_target",
        "careers.send",
        "careers.watch_search",
        "demand.read_advert",
        "portfolio.send_answer",
    }
    assert {job.task for job in waiting} == expected


def named(code: str) -> str:
    return next(place.name for place in cast.PLACES if place.code == code)


def test_four_pathways_of_three_countries_have_learners_at_every_stage(small: Small) -> None:
    del small
    found = catalogue.pathways(on=NOW.date())
    assert len(found) >= 4
    assert {owner.country for one in found for owner in one.version.owners} >= {"MY", "ES", "AU", "IE"}
    stages = set()
    for one in found:
        for who in awards.standings(system(one.institution.id), pathway=one.uuid, limit=ALL):
            stages.add((who.state, who.verdict))
            stages |= {left.because for left in who.decision.left_out}
    for stage in [("proposed", "met"), ("awarded", "met"), ("review", "unmet"), ("open", "unmet"), ("open", "unknown")]:
        assert stage in stages
    assert "ended" in stages


def test_everyone_whom_one_can_be_has_their_role(small: Small) -> None:
    for person in small.world.people:
        place = next(one for one in institution.institutions() if one.name == person.place)
        found = institution.people(system(place.id), text=person.email)
        assert [(one.name, person.role in one.roles) for one in found] == [(person.name, True)]


def test_every_kind_of_result_is_there(small: Small) -> None:
    del small
    verdicts, because = set(), set()
    for place in institution.institutions():
        actor = system(place.id)
        for offering in learning.offerings(actor, on=NOW.date()):
            for proposal in awards.proposals(actor, offering=offering.uuid, limit=ALL):
                verdicts.add(proposal.verdict)
                because |= reasons(proposal.decision.finding)
    assert verdicts == {"met", "unmet", "unknown"}
    assert {"below-threshold", "result-pending", "mark-contradicts-declaration", "supervision-missing"} <= because


def test_credentials_are_valid_expired_suspended_and_revoked_and_awards_renewed_and_replaced(small: Small) -> None:
    del small
    states, ended = set(), set()
    for place in institution.institutions():
        states |= {held.state for held in credentials(place.id)}
        ended |= {award.ended_because for award in awards.awards(system(place.id), limit=ALL)}
    assert states == {"valid", "expired", "suspended", "revoked"}
    assert ended == {"", "renewed", "replaced", "withdrawn"}


def test_what_was_signed_verifies_exactly_where_it_still_holds(small: Small) -> None:
    del small
    world = outside(documents=issuing.OwnDocuments(), lists=issuing.OwnLists())
    checked = 0
    for place in institution.institutions():
        for held in credentials(place.id):
            for form in held.formats:
                file = issuing.document(system(place.id), credential=held.uuid, form=form)
                expected = Verdict.VALID if held.state == "valid" else Verdict.INVALID
                report = verify(file.content, world=world, at=NOW)
                assert report.verdict is expected, (held.award.name, held.state, report.checks)
                checked += 1
    assert checked > 60


def test_names_come_in_many_scripts_and_in_shapes_that_break_software(small: Small) -> None:
    del small
    known = [person for place in cast.PLACES for person in everyone(place.code)]
    scripts = {unicodedata.name(letter).split()[0] for name in known for letter in name if letter.isalpha()}
    assert {"LATIN", "ARABIC", "TAMIL", "CJK", "THAI", "CYRILLIC", "GREEK", "HEBREW"} <= scripts
    assert max(len(name) for name in known) > 140
    assert any(" " not in name and name.isascii() for name in known)
    assert any("'" in name for name in known)
    assert any(name.startswith("=") for name in known)
    assert any("<b>" in name for name in known)


def everyone(code: str) -> list[str]:
    actor = system(institution.by_code(code).id)
    offered = learning.offerings(actor, on=NOW.date())
    return [one.name for offering in offered for one in learning.enrolments(actor, offering=offering.uuid, limit=ALL)]


def test_farah_holds_two_credentials_of_two_universities_and_waits_for_a_third(small: Small) -> None:
    del small
    selat = institution.by_code(cast.SELAT)
    [farah] = institution.people(system(selat.id), text=cast.FARAH.email)
    held = issuing.own_credentials(farah.id, at=NOW)
    assert {one.state for one in held} == {"valid"}
    assert len({one.institution_id for one in held}) == len(held) == 2
    assert len(learning.own_enrolments(farah.id)) == 4


def test_the_link_that_the_visitor_is_given_opens(small: Small) -> None:
    shared = next(thing for thing in small.world.things if thing.what == "open-a-shared-credential")
    shown = issuing.shown(shared.path.removeprefix("/c/"), at=NOW)
    assert (shown.award.name, shown.state) == (cast.FARAH.name, "valid")


def test_every_audit_chain_is_whole_and_runs_forward_in_time(small: Small) -> None:
    del small
    for place in institution.institutions():
        actor = system(place.id)
        assert institution.audit_chain(actor)
        times = [entry.at for entry in institution.audit(actor)]
        assert times == sorted(times, reverse=True)
        assert times[0] <= NOW


def test_work_is_left_for_the_worker_and_for_the_registrar(small: Small) -> None:
    del small
    selat = system(institution.by_code(cast.SELAT).id)
    assert any(job.task == "awards.confer_chunk" for job in institution.jobs(selat, status="todo"))
    queues = [
        awards.proposals(selat, offering=one.uuid, verdict="met", waiting=True)
        for one in learning.offerings(selat, on=NOW.date())
    ]
    assert any(queues)


def test_recognition_has_a_precedent_and_what_fits_it_something_overdue_and_an_appeal(small: Small) -> None:
    del small
    selat = next(one for one in institution.institutions() if one.code == cast.SELAT)
    registrar, today = system(selat.id), NOW.date()
    waiting = recognition.desk(registrar, on=today)
    fitting = [one for one in waiting if recognition.fitting_precedents(registrar, uuid=one.uuid, on=today)]
    assert [one.state for one in fitting] == ["submitted"]
    assert {one.state for one in waiting} == {"submitted", "incomplete", "under_assessment", "appealed"}
    assert [one.alert for one in waiting if one.alert] == ["overdue"]
    assert [line.institution_id for line in recognition.register(on=today)] == [selat.id]


def test_at_least_three_pathways_can_be_walked_to_their_end_with_what_is_offered(small: Small) -> None:
    del small
    walkable = 0
    for one in catalogue.pathways(on=NOW.date()):
        found = catalogue.pathway(one.uuid, on=NOW.date())
        offered = learning.offered_now((listing.uuid for listing in found.named.values()), on=NOW.date())
        ways = decide(found.policy, (), on=NOW.date(), knowledge=knowledge()).completions
        refs = ({gap.facts["ref"] for gap in way.gaps if "ref" in gap.facts} for way in ways)
        walkable += any(all(found.named[ref].uuid in offered for ref in way) for way in refs)
    assert walkable >= 3
