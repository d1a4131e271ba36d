"""People are found with their consent alone, without names; they read who looked, answer or not, and take it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

import campus as campuses
import snapshots
from campus import NOW, Campus, example
from testamur.adapters.postgres.scope import within
from testamur.core.skills.seeking import Asked, Question
from testamur.domain.awards import actions as awards
from testamur.domain.awards import queries as awarded
from testamur.domain.careers import actions, found_now, queries
from testamur.domain.careers.actions import AskedAlready, MayNotSearch, Reply, RequestOver, TooAlike, TooOften, TooYoung
from testamur.domain.careers.models import PeopleSearch, SearchNotice, ShownSkills
from testamur.domain.careers.seeking_values import (
    QUESTIONS_ALIKE,
    REQUESTS_A_DAY,
    SEARCHES_A_DAY,
    Choice,
    RequestView,
    Result,
)
from testamur.domain.design import actions as design
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.portfolio import actions as portfolio
from testamur.refusals import Invalid, NotAllowed, NotFound

PLANNING = "http://data.europa.eu/esco/skill/d1cdcc2c-d5ae-4f1e-9a1f-2a0e5a1b0001"
SOURCE = example().replace(
    "{name: data management planning, framework: institutional, code: DS-01}",
    f"{{name: data management planning, framework: ESCO, uri: '{PLANNING}', version: 1.2.0}}",
)
ASKED = Question((Asked(PLANNING),))


@dataclass(frozen=True, slots=True)
class World:
    """A university, people who hold an award, and an employer whom it lets look."""

    campus: Campus
    learners: list[Actor]
    employer: Actor
    organisation: UUID
    awards: list[UUID] = field(default_factory=list)

    def consent(self, learner: Actor, months: int = 6, **shown: object) -> None:
        actions.let_be_found(
            learner,
            purpose="jobs",
            choice=Choice((PLANNING,), **shown),
            months=months,
            text="I let myself be found.",
            text_version="2026-11",
            age=16,
            is_of_age=True,
            at=NOW,
        )

    def search(self, question: Question = ASKED, purpose: str = "jobs") -> UUID:
        return actions.search_people(
            self.employer,
            organisation=self.organisation,
            purpose=purpose,
            question=question,
            labels={PLANNING: "data management planning"},
            at=NOW,
        )

    def found(self, search: UUID) -> Result:
        return queries.people_found(self.employer, search=search, at=NOW)

    def requests(self) -> list[RequestView]:
        return queries.requests_made(self.employer, organisation=self.organisation, at=NOW)

    def ask(self, search: UUID) -> int:
        chosen = [one.name for one in self.found(search).people]
        told = {"who": "Ana, of the archive", "what": "A post in records", "contact": "ana@archive.example"}
        return actions.ask_people(self.employer, search=search, chosen=chosen, at=NOW, **told)


@pytest.fixture(scope="module")
def built() -> list[tuple[World, snapshots.Snapshot]]:
    """The world as it was built, for whoever needs it next."""
    return []


@pytest.fixture
def world(
    transactional_db: None,
    built: list[tuple[World, snapshots.Snapshot]],
    superuser: Callable[[], psycopg.Connection],
) -> World:
    """A university with four people who could be found, and an employer."""
    del transactional_db
    with superuser() as server:
        if built:
            snapshots.put_back(server, built[0][1])
            return built[0][0]
    made = _build(campuses.found())
    with superuser() as server:
        built.append((made, snapshots.keep(server)))
    return made


def _build(campus: Campus) -> World:
    microcredential = campus.publish(SOURCE)
    offering = campus.offer(microcredential)
    held = []
    for name in ("Aisyah", "Bruno", "Chen", "Dewi"):
        enrolment = campus.enrol(offering, name)
        campus.record(enrolment, 90, microcredential)
        held.append(awards.confer(campus.actor("registrar"), enrolment=enrolment, at=NOW))
    people = [one.person_id for one in sorted(awarded.awards(campus.actor("registrar")), key=lambda one: one.id)]
    learners = [actor_for(person=one, institution=campus.institution.id) for one in people]
    organisation, secret = design.invite_organisation(
        campus.actor("designer"), organisation="City Archive", expires_at=NOW + timedelta(days=9), at=NOW
    )
    employer = institution.invite(
        system(campus.institution.id), email="ana@archive.example", name="Ana", roles=["learner"], at=NOW
    )
    acting = actor_for(person=employer.id, institution=campus.institution.id)
    design.join(acting, secret=secret, at=NOW)
    actions.open_search(campus.actor("registrar"), organisation=organisation, because="We know it", at=NOW)
    return World(campus, learners, acting, organisation, held)


def test_nobody_is_found_who_has_not_consented_to_this_purpose(world: World) -> None:
    assert world.found(world.search()).total is None
    for one in world.learners:
        world.consent(one)
    # Numbers are told in threes.
    assert world.found(world.search()).total == 3
    assert world.found(world.search(purpose="mentoring")).total is None


def test_people_have_letters_and_skills_and_no_name(world: World) -> None:
    for one in world.learners:
        world.consent(one, region="North", languages=("en",))
    result = world.found(world.search())
    assert sorted(one.letter for one in result.people) == ["A", "B", "C"]
    assert {one.card.skills[0].since for one in result.people} == {(2026, 1)}
    told = str(result)
    assert not any(name in told for name in ("Aisyah", "aisyah", "Data Stewardship"))


def test_of_few_nothing_is_told_and_they_can_still_be_asked_unseen(world: World) -> None:
    for one in world.learners[:2]:
        world.consent(one)
    search = world.search()
    result = world.found(search)
    assert (result.total, result.people, result.search.found) == (None, (), None)
    assert world.ask(search) == 0
    (told,) = queries.requests_made(world.employer, organisation=world.organisation, at=NOW)
    assert (told.is_unseen, told.standing) == (True, "waiting")
    assert world.found(search).few_asked
    assert [len(queries.requests_got(one, at=NOW)) for one in world.learners[:3]] == [1, 1, 0]


def test_few_and_nobody_look_alike_before_and_after_they_are_written_to(world: World) -> None:
    world.consent(world.learners[0], region="North")
    few, nobody = (world.search(Question((Asked(PLANNING),), regions=frozenset({one}))) for one in ("North", "South"))
    seen = [_as_the_asker_sees(world, one) for one in (few, nobody)]
    assert seen[0] == seen[1]
    # The few were asked by another search already, which must not tell that they are the same.
    again = world.search(Question((Asked(PLANNING),), regions=frozenset({"north"})))
    assert _as_the_asker_sees(world, again) == seen[0]
    assert queries.requests_got(world.employer, at=NOW) == []
    assert len(queries.requests_got(world.learners[0], at=NOW)) == 1


def _as_the_asker_sees(world: World, search: UUID) -> list[object]:
    """Write, write again, take back; return all that can be seen of it on the way."""
    mine = {one.uuid for one in world.requests()}
    before, count = world.found(search), world.ask(search)
    with pytest.raises(AskedAlready):
        world.ask(search)
    after = world.found(search)
    (made,) = [one for one in world.requests() if one.uuid not in mine]
    later = queries.request_made(world.employer, request=made.uuid, at=NOW + timedelta(days=40))
    actions.take_back_request(world.employer, request=made.uuid, at=NOW)
    (gone,) = [one for one in world.requests() if one.uuid == made.uuid]
    looks = [replace(one, uuid=UUID(int=0)) for one in (made, later, gone)]
    return [count, *((one.total, one.people, one.rarity, one.few_asked) for one in (before, after)), *looks]


def test_a_card_tells_no_detail_that_a_narrower_search_would_hide(world: World) -> None:
    for one, spoken in zip(world.learners, (("en",), ("en",), ("en", "el"), ("en", "el")), strict=True):
        world.consent(one, region="North", languages=spoken)
    cards = world.found(world.search()).people
    assert {(one.card.region, one.card.languages, one.card.availability) for one in cards} == {("North", ("en",), "")}
    assert world.found(world.search(Question((Asked(PLANNING),), languages=frozenset({"el"})))).total is None


def test_who_was_written_to_unseen_is_not_told_beside_anybody_in_a_wider_search(world: World) -> None:
    for one, spoken in zip(world.learners, (("en",), ("en",), ("en",), ("en", "el")), strict=True):
        world.consent(one, languages=spoken)
    assert world.ask(world.search(Question((Asked(PLANNING),), languages=frozenset({"el"})))) == 0
    assert {one.request for one in world.found(world.search()).people} == {""}


def _written_unseen(world: World) -> UUID:
    """Let the employer write unseen to the last learner, and look for three; return the second search."""
    for one, spoken in zip(world.learners[1:], (("en",), ("en",), ("en", "el")), strict=True):
        world.consent(one, languages=spoken)
    world.ask(world.search(Question((Asked(PLANNING),), languages=frozenset({"el"}))))
    return world.search()


def test_who_was_written_to_unseen_can_be_asked_openly_and_answers_once(world: World) -> None:
    reached = world.learners[3]
    assert world.ask(_written_unseen(world)) == 3
    (story,) = queries.requests_got(reached, at=NOW)
    (earlier,) = story.before
    assert ((story.is_unseen, story.standing), (earlier.is_unseen, earlier.standing)) == (
        (False, "open"),
        (True, "open"),
    )
    assert queries.open_requests(reached.me, at=NOW) == {world.campus.institution.id: 1}
    assert queries.request_got(reached, request=earlier.uuid, at=NOW) == story
    # Whichever of the two is answered, the asker reads of the open one alone.
    actions.accept_request(reached, request=earlier.uuid, reply=Reply("Dewi", "dewi@example.org"), at=NOW)
    assert sorted((one.is_unseen, one.standing) for one in world.requests()) == [
        (False, "waiting"),
        (False, "waiting"),
        (False, "yes"),
        (True, "waiting"),
    ]
    assert sorted(one.standing for one in queries.requests_got(reached, at=NOW)) == ["joined", "yes"]
    with pytest.raises(RequestOver):
        actions.decline_request(reached, request=earlier.uuid, at=NOW)
    # The asker can take the unseen one back, as if it were open.
    (unseen,) = [one for one in world.requests() if one.is_unseen]
    actions.take_back_request(world.employer, request=unseen.uuid, at=NOW)


def test_who_said_no_unseen_is_not_asked_again_and_the_asker_cannot_tell(world: World) -> None:
    wide = _written_unseen(world)
    declined = world.learners[3]
    actions.decline_request(declined, request=queries.requests_got(declined, at=NOW)[0].uuid, at=NOW)
    assert world.ask(wide) == 3
    assert {one.standing for one in queries.requests_got(declined, at=NOW)} == {"no"}
    assert {one.standing for one in world.requests()} == {"waiting"}
    with within(world.campus.institution.id):
        told = SearchNotice.objects.filter(kind="asked").values_list("person_id", flat=True)
        assert sorted(told) == sorted(one.me for one in world.learners[1:])


def test_whoever_leaves_leaves_no_gap_in_the_letters(world: World) -> None:
    for one in world.learners:
        world.consent(one)
    search = world.search()
    with within(world.campus.institution.id):
        row = PeopleSearch.objects.get(uuid=search)
        lots = [found_now.living(world.employer, row, NOW + timedelta(days=day)) for day in range(6)]
    assert len({tuple(one.hits) for one in lots}) > 1
    actions.withdraw_consent(world.learners[0], purpose="jobs", at=NOW)
    assert [one.letter for one in world.found(search).people] == ["A", "B", "C"]


def test_whoever_withdraws_is_gone_from_results_at_once(world: World) -> None:
    for one in world.learners:
        world.consent(one)
    search = world.search()
    actions.withdraw_consent(world.learners[0], purpose="jobs", at=NOW)
    assert world.found(search).total == 3
    assert world.found(world.search()).total == 3
    actions.withdraw_consent(world.learners[1], purpose="jobs", at=NOW)
    assert world.found(search).total is None
    with pytest.raises(NotFound):
        actions.withdraw_consent(world.learners[1], purpose="jobs", at=NOW)


def test_what_no_longer_stands_or_is_hidden_finds_nobody(world: World) -> None:
    for one in world.learners:
        world.consent(one)
    search = world.search()
    portfolio.hide(world.learners[0], uri=PLANNING, at=NOW)
    assert world.found(search).total == 3
    later = NOW + timedelta(days=184)
    assert queries.people_found(world.employer, search=search, at=later).is_over
    with within(world.campus.institution.id):
        assert [one.standing for one in queries.own_search_consents(world.learners[0], at=later)] == ["over"]


def _living(world: World, search: UUID) -> list[str]:
    return list(found_now.living(world.employer, PeopleSearch.objects.get(uuid=search), NOW).hits)


def test_a_search_reads_no_profile_that_has_not_changed_and_finds_nobody_by_what_has(
    world: World, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for one in world.learners:
        world.consent(one)
    search = world.search()
    with django_assert_max_num_queries(20), within(world.campus.institution.id):
        assert len(_living(world, search)) == 4
    awards.withdraw(world.campus.actor("registrar"), award=world.awards[0], reason="A mistake", at=NOW)
    portfolio.hide(world.learners[1], uri=PLANNING, at=NOW)
    with within(world.campus.institution.id):
        assert len(_living(world, search)) == 2
    assert world.found(world.search()).total is None
    actions.withdraw_consent(world.learners[2], purpose="jobs", at=NOW)
    with within(world.campus.institution.id):
        assert {one.person_id for one in ShownSkills.objects.all()} == {
            one.me for one in (world.learners[0], world.learners[1], world.learners[3])
        }


def test_each_search_can_be_read_by_those_it_found_and_by_nobody_else(world: World) -> None:
    for one in world.learners[:3]:
        world.consent(one)
    world.search()
    (look,), total = queries.looks(world.learners[0])
    assert (look.organisation_name, look.purpose, look.asked, total) == (
        "City Archive",
        "jobs",
        ("data management planning",),
        1,
    )
    assert queries.looks(world.learners[3]) == ([], 0)


def test_a_yes_shows_what_is_chosen_and_a_no_reads_like_no_answer(world: World) -> None:
    for one in world.learners[:3]:
        world.consent(one)
    world.ask(world.search())
    issuing.sign(world.campus.system, awards=[str(world.awards[0])], at=NOW)
    yes, no = world.learners[0], world.learners[1]
    (asked,) = queries.requests_got(yes, at=NOW)
    assert (asked.who, asked.contact) == ("Ana, of the archive", "ana@archive.example")
    (credential,) = issued.own_credentials(yes.me, at=NOW)
    reply = Reply("Aisyah", "aisyah@example.org", "Gladly", (credential.uuid,))
    actions.accept_request(yes, request=asked.uuid, reply=reply, at=NOW)
    actions.decline_request(no, request=queries.requests_got(no, at=NOW)[0].uuid, at=NOW)
    told = queries.requests_made(world.employer, organisation=world.organisation, at=NOW)
    assert sorted(one.standing for one in told) == ["waiting", "waiting", "yes"]
    (answered,) = [one for one in told if one.standing == "yes"]
    assert (answered.name, answered.reached_by) == ("Aisyah", "aisyah@example.org")
    assert issued.shown(answered.shown[0].secret, at=NOW).uuid == credential.uuid
    assert all((one.name, one.reached_by, one.ended_at) == ("", "", None) for one in told if one is not answered)
    with pytest.raises(RequestOver):
        actions.accept_request(yes, request=asked.uuid, reply=reply, at=NOW)
    later = queries.requests_made(world.employer, organisation=world.organisation, at=NOW + timedelta(days=31))
    assert sorted(one.standing for one in later) == ["no-answer", "no-answer", "yes"]
    _take_back(world, yes, asked.uuid, answered)


def _take_back(world: World, person: Actor, request: UUID, answered: RequestView) -> None:
    """Take the consent back, which leaves the answer, and then the answer, which leaves nothing."""
    actions.withdraw_consent(person, purpose="jobs", at=NOW)
    assert queries.request_made(world.employer, request=request, at=NOW).name == "Aisyah"
    actions.take_back_answer(person, request=request, at=NOW)
    told = queries.request_made(world.employer, request=request, at=NOW)
    assert (told.standing, told.name, told.reached_by, told.said, told.shown) == ("withdrawn", "", "", "", ())
    with pytest.raises(NotFound):
        issued.shown(answered.shown[0].secret, at=NOW)
    with pytest.raises(RequestOver):
        actions.take_back_answer(person, request=request, at=NOW)
    with pytest.raises(NotFound):
        actions.take_back_answer(world.learners[3], request=request, at=NOW)


def test_what_somebody_is_called_holds_for_one_look_of_one_asker(world: World) -> None:
    for one in world.learners:
        world.consent(one)
    search, other = world.search(), world.search()
    looks = [{one.name for one in world.found(each).people} for each in (search, search, other)]
    assert [len(one) for one in looks] == [3, 3, 3]
    assert len(set.union(*looks)) == 9
    told = {"who": "Ana", "what": "A post", "contact": "ana@archive.example"}
    for chosen, at in ((looks[2], NOW), (looks[0], NOW + timedelta(hours=13)), ({"none", ""}, NOW)):
        with pytest.raises(Invalid):
            actions.ask_people(world.employer, search=search, chosen=sorted(chosen), at=at, **told)
    again = queries.people_found(world.employer, search=search, at=NOW, chosen=sorted(looks[0] | looks[2]))
    assert [one.is_chosen for one in again.people] == [True, True, True]
    # Names of a look hold for it after somebody has left, and whoever has left is not asked.
    actions.withdraw_consent(world.learners[0], purpose="jobs", at=NOW)
    assert actions.ask_people(world.employer, search=search, chosen=sorted(looks[0]), at=NOW, **told) in {2, 3}


def test_nobody_is_asked_twice_and_a_request_can_be_taken_back(world: World) -> None:
    for one in world.learners[:3]:
        world.consent(one)
    search = world.search()
    world.ask(search)
    with pytest.raises(AskedAlready):
        world.ask(search)
    first = queries.requests_made(world.employer, organisation=world.organisation, at=NOW)[0]
    actions.take_back_request(world.employer, request=first.uuid, at=NOW)
    standings = [queries.requests_got(one, at=NOW)[0].standing for one in world.learners[:3]]
    assert sorted(standings) == ["open", "open", "taken-back"]


def test_an_organisation_that_is_kept_away_finds_and_asks_no_more(world: World) -> None:
    for one in world.learners:
        world.consent(one)
    search = world.search()
    world.ask(search)
    first = next(one for one in world.learners if queries.requests_got(one, at=NOW))
    actions.block_organisation(first, organisation=world.organisation, at=NOW)
    assert world.found(search).total == 3
    assert queries.requests_got(first, at=NOW)[0].standing == "no"
    with within(world.campus.institution.id):
        assert len(_living(world, search)) == 3
    actions.unblock_organisation(first, organisation=world.organisation, at=NOW)
    with within(world.campus.institution.id):
        assert len(_living(world, search)) == 4
    with pytest.raises(NotFound):
        actions.block_organisation(first, organisation=UUID(int=1), at=NOW)


def test_a_report_goes_to_the_house_which_can_close_the_search(world: World) -> None:
    for one in world.learners[:3]:
        world.consent(one)
    search = world.search()
    world.ask(search)
    me, registrar = world.learners[0], world.campus.actor("registrar")
    actions.report_request(me, request=queries.requests_got(me, at=NOW)[0].uuid, text="They want money", at=NOW)
    totals = queries.search_totals(registrar, at=NOW)
    assert (totals.seekers[0].reports, totals.reports[0].text, totals.consents[0]) == (
        1,
        "They want money",
        ("jobs", 3),
    )
    actions.answer_report(registrar, report=totals.reports[0].uuid, answer="We closed it", at=NOW)
    actions.close_search(registrar, organisation=world.organisation, at=NOW)
    assert queries.own_reports(me)[0].answer == "We closed it"
    with pytest.raises(MayNotSearch):
        world.found(search)
    with pytest.raises(MayNotSearch):
        world.search()
    with pytest.raises(NotAllowed):
        queries.search_totals(me, at=NOW)


def test_nobody_looks_for_an_organisation_that_is_not_theirs(world: World) -> None:
    search = world.search()
    outsider = world.learners[0]
    with pytest.raises(NotFound):
        queries.people_found(outsider, search=search, at=NOW)
    with pytest.raises(NotFound):
        actions.search_people(
            outsider, organisation=world.organisation, purpose="jobs", question=ASKED, labels={}, at=NOW
        )


def test_how_often_an_organisation_looks_and_asks_has_a_limit(world: World) -> None:
    for one in world.learners[:3]:
        world.consent(one)
    search = world.search()
    with within(world.campus.institution.id):
        row = PeopleSearch.objects.get(uuid=search)
        kept = {name: getattr(row, name) for name in ("institution_id", "organisation_id", "by_id", "purpose", "asked")}
        more = (PeopleSearch(**kept, how={}, found=0, at=NOW) for _one in range(SEARCHES_A_DAY))
        PeopleSearch.objects.bulk_create(more)
    with pytest.raises(TooOften):
        world.search()
    with within(world.campus.institution.id):
        PeopleSearch.objects.all().delete()
    for number in range(QUESTIONS_ALIKE + 1):
        world.search(Question((Asked(PLANNING),), regions=frozenset({str(min(number, QUESTIONS_ALIKE - 1))})))
    with pytest.raises(TooAlike):
        world.search()
    world.search(Question((Asked(PLANNING),), regions=frozenset({"0"})))
    assert REQUESTS_A_DAY < SEARCHES_A_DAY


def test_a_consent_that_cannot_be_is_refused(world: World) -> None:
    for wrong in ("skills", "age", "months", "availability", "region"):
        _refused(world, wrong)
    assert queries.own_search_consents(world.learners[0], at=NOW) == []


def _refused(world: World, wrong: str) -> None:
    choice = Choice(
        ("http://example.org/another",) if wrong == "skills" else (PLANNING,),
        availability="always" if wrong == "availability" else "",
        region="<b>North</b>" if wrong == "region" else "",
    )
    with pytest.raises(TooYoung if wrong == "age" else Invalid):
        actions.let_be_found(
            world.learners[0],
            purpose="jobs",
            choice=choice,
            months=13 if wrong == "months" else 6,
            text="I let myself be found.",
            text_version="1",
            age=16,
            is_of_age=wrong != "age",
            at=NOW,
        )


def test_another_choice_replaces_the_old_and_both_are_kept_word_by_word(world: World) -> None:
    me = world.learners[0]
    world.consent(me)
    world.consent(me, months=12, region="South")
    newest, oldest = queries.own_search_consents(me, at=NOW)
    assert (newest.standing, newest.choice.region, oldest.standing) == ("given", "South", "replaced")
    assert oldest.text == newest.text == "I let myself be found."
    assert newest.expires_at == NOW.replace(year=2027)


def test_the_morning_round_reminds_ends_and_forgets(world: World) -> None:
    for one in world.learners[:3]:
        world.consent(one)
    world.ask(world.search())
    here = world.campus.system
    actions.watch_search(here, at=NOW + timedelta(days=175))
    with within(world.campus.institution.id):
        kinds = list(SearchNotice.objects.values_list("kind", flat=True))
    assert (kinds.count("asked"), kinds.count("ending")) == (3, 3)
    actions.watch_search(here, at=NOW + timedelta(days=400))
    assert [one.standing for one in queries.own_search_consents(world.learners[0], at=NOW)] == ["over"]
    assert queries.looks(world.learners[0]) == ([], 0)
    assert queries.requests_got(world.learners[0], at=NOW)[0].standing == "over"


def test_another_university_knows_nothing_of_it(world: World) -> None:
    world.consent(world.learners[0])
    other = campuses.found("south")
    there = actor_for(person=world.learners[0].me, institution=other.institution.id)
    assert queries.own_search_consents(there, at=NOW) == []
    assert queries.own_purposes(world.learners[0].me, at=NOW) == {world.campus.institution.id: ["jobs"]}
