"""Where learners stand on a pathway, by what they hold, and what follows when it is met or an item of it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

import pathways
from campus import NOW, Campus, found
from testamur.core.rules import Wishes
from testamur.domain.awards import actions, deciding, queries
from testamur.domain.awards.values import PlanStep, StandingView
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.catalogue import queries as catalogued
from testamur.domain.institution import queries as institution
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.interfaces.jobs.tasks import TASKS
from testamur.refusals import Invalid, NotAllowed, NotFound

TODAY = NOW.date()


@pytest.fixture
def pathway(campus: Campus) -> UUID:
    return pathways.open_pathway(campus)


@pytest.fixture
def work(campus: Campus) -> Callable[..., list[str]]:
    """Do the work that waits, as the worker would, and return the names of the tasks."""

    def do(at: object = NOW, place: Campus = campus) -> list[str]:
        done = []
        while waiting := institution.jobs(place.system, status="todo"):
            for job in reversed(waiting):
                asked = {name: value for name, value in job.arguments.items() if name != "institution"}
                TASKS[job.task](place.system, at=at, **asked)
                _finish(job.id, place)
                done.append(job.task)
        return done

    return do


def _finish(job: int, place: Campus) -> None:
    from testamur.domain.ledger import actions as ledger

    ledger.finish(job, place.institution.id)


def follow(campus: Campus, pathway: UUID, name: str = "Aisyah") -> UUID:
    return actions.follow(pathways.learner(campus, name), pathway=pathway, at=NOW)


def seen(campus: Campus, standing: UUID) -> StandingView:
    """Return a standing as it is stored."""
    return queries.standing(campus.actor("registrar"), uuid=standing)


def own(campus: Campus, pathway: UUID, name: str = "Aisyah") -> StandingView:
    found_ = queries.own_standing(pathways.learner(campus, name).me, pathway=pathway, on=TODAY)
    assert found_ is not None
    return found_


def test_who_follows_with_nothing_sees_what_is_missing(campus: Campus, pathway: UUID) -> None:
    standing = seen(campus, follow(campus, pathway))
    assert (standing.state, standing.verdict, standing.bound_because) == ("open", "unmet", "followed")
    assert standing.decision.counted == ()


def test_an_award_counts_and_an_enrolment_is_pending(campus: Campus, pathway: UUID) -> None:
    award = pathways.earn(campus, "data-one")
    taking = pathways.take(campus, "data-two")
    follow(campus, pathway)
    standing = own(campus, pathway)
    assert standing.verdict == "unknown"
    assert {one.id: one.state for one in standing.holdings} == {str(award): "confirmed", str(taking): "pending"}


def test_an_enrolment_that_failed_is_pending_no_longer(campus: Campus, pathway: UUID) -> None:
    offering = campus.offer(campus.publish(pathways.definition("data-two", "Data Two")))
    campus.record(campus.enrol(offering), 10)
    follow(campus, pathway)
    assert [one.state for one in own(campus, pathway).holdings] == ["pending"]
    actions.propose(campus.actor("registrar"), offering=offering, at=NOW)
    assert own(campus, pathway).holdings == ()


def test_awards_of_another_university_count_by_their_full_name(campus: Campus) -> None:
    south = found("south")
    south.publish(pathways.definition("data-two", "Data Two"))
    uuid = pathways.open_pathway(campus, pathways.file().replace("data-two", "south.data-two"))
    pathways.earn(campus, "data-one")
    pathways.earn(south, "data-two")
    follow(campus, uuid)
    assert own(campus, uuid).verdict == "met"


def test_another_universitys_unit_of_the_same_code_is_not_ones_own(campus: Campus, pathway: UUID) -> None:
    south = found("south")
    pathways.earn(campus, "data-one")
    pathways.earn(south, "data-two")
    follow(campus, pathway)
    assert own(campus, pathway).verdict == "unmet"


def test_the_last_award_proposes_the_stack_in_the_background(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    pathways.earn(campus, "data-one")
    standing = follow(campus, pathway)
    pathways.earn(campus, "data-two")
    assert seen(campus, standing).state == "open"
    assert "awards.reckon" in work()
    assert (seen(campus, standing).state, seen(campus, standing).verdict) == ("proposed", "met")


def test_a_person_confers_and_the_credential_is_signed(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    items = {str(pathways.earn(campus, code)) for code in ("data-one", "data-two")}
    standing = follow(campus, pathway)
    assert seen(campus, standing).state == "proposed"
    award = actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)
    work()
    assert (seen(campus, standing).state, seen(campus, standing).award) == ("awarded", award)
    stack = queries.award(campus.actor("registrar"), uuid=award)
    assert {one.holding for one in stack.decision.counted} == items
    assert stack.enrolment_id is None
    held = issued.of_award(award, institution_id=campus.institution.id, at=NOW)
    assert held is not None
    assert held.state == "valid"


def test_nothing_is_conferred_that_is_not_met(campus: Campus, pathway: UUID) -> None:
    pathways.earn(campus, "data-one")
    standing = follow(campus, pathway)
    with pytest.raises(actions.NotEligible):
        actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)


def test_a_stack_is_conferred_once(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    standing = follow(campus, pathway)
    actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)
    with pytest.raises(actions.AlreadyConferred):
        actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)


def test_only_who_may_confer_confers(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    standing = follow(campus, pathway)
    for actor in (campus.actor("instructor"), pathways.learner(campus)):
        with pytest.raises(NotAllowed):
            actions.confer_stack(actor, standing=standing, at=NOW)


def test_a_pathway_that_leads_outside_proposes_nothing(campus: Campus) -> None:
    uuid = pathways.open_pathway(campus, pathways.file().replace("awards: open-data-certificate", "awards: Master"))
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    standing = follow(campus, uuid)
    assert (seen(campus, standing).state, seen(campus, standing).verdict) == ("open", "met")
    with pytest.raises(actions.LeadsNowhere):
        actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)


def test_a_revoked_item_puts_the_stack_on_the_list_and_never_revokes_it(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    item = pathways.earn(campus, "data-one")
    pathways.earn(campus, "data-two")
    standing = follow(campus, pathway)
    award = actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)
    work()
    held = issued.of_award(item, institution_id=campus.institution.id, at=NOW)
    assert held is not None
    issuing.revoke(campus.actor("registrar"), credential=held.uuid, reason="An examiner was deceived.", at=NOW)
    work()
    reviewed = seen(campus, standing)
    assert (reviewed.state, reviewed.award, reviewed.lost) == ("review", award, (str(item),))
    assert queries.award(campus.actor("registrar"), uuid=award).is_standing


def test_a_suspended_item_counts_for_nothing_until_it_is_reinstated(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    item = pathways.earn(campus, "data-one")
    pathways.earn(campus, "data-two")
    standing = follow(campus, pathway)
    work()
    held = issued.of_award(item, institution_id=campus.institution.id, at=NOW)
    assert held is not None
    issuing.suspend(campus.actor("registrar"), credential=held.uuid, reason="A mark is looked at again.", at=NOW)
    work()
    assert seen(campus, standing).state == "open"
    issuing.reinstate(campus.actor("registrar"), credential=held.uuid, at=NOW)
    work()
    assert seen(campus, standing).state == "proposed"


def test_a_registrar_may_keep_the_stack_and_is_asked_again_only_when_more_is_lost(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    first, second = pathways.earn(campus, "data-one"), pathways.earn(campus, "data-two")
    standing = follow(campus, pathway)
    registrar = campus.actor("registrar")
    actions.confer_stack(registrar, standing=standing, at=NOW)
    actions.withdraw(registrar, award=first, reason="Made out to another person.", at=NOW)
    work()
    with pytest.raises(Invalid):
        actions.keep_stack(registrar, standing=standing, reason=" ", at=NOW)
    actions.keep_stack(registrar, standing=standing, reason="The same was shown in the capstone.", at=NOW)
    actions.reckon_all(registrar, pathway=pathway, at=NOW + timedelta(hours=1))
    work(NOW + timedelta(hours=2))
    assert seen(campus, standing).state == "awarded"
    actions.withdraw(registrar, award=second, reason="Made out to another person.", at=NOW)
    work()
    assert seen(campus, standing).state == "review"


def test_time_alone_never_calls_an_awarded_stack_into_question(campus: Campus, work: Callable[..., list[str]]) -> None:
    current = pathways.file() + "  - id: fresh\n    rule: currency P1Y at award\n"
    uuid = pathways.open_pathway(campus, current)
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    standing = follow(campus, uuid)
    actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)
    later = NOW + timedelta(days=800)
    actions.reckon_all(campus.actor("registrar"), pathway=uuid, at=later)
    work(later)
    assert seen(campus, standing).state == "awarded"


def test_a_stack_is_none_of_its_own_holdings_and_does_not_use_up_its_own(
    campus: Campus, work: Callable[..., list[str]]
) -> None:
    source = pathways.file() + "  - id: once\n    rule: no_double_count with other_awards\n"
    uuid = pathways.open_pathway(campus, source)
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    standing = follow(campus, uuid)
    actions.confer_stack(campus.actor("registrar"), standing=standing, at=NOW)
    work()
    assert seen(campus, standing).state == "awarded"
    assert len(seen(campus, standing).holdings) == 2


def test_what_a_stack_used_up_does_not_count_again(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    actions.confer_stack(campus.actor("registrar"), standing=follow(campus, pathway), at=NOW)
    other = pathways.file().replace("id: open-data\n", "id: other\n").replace("open-data-certificate", "Master")
    other += "  - id: once\n    rule: no_double_count with other_awards\n"
    second = catalogue.publish_pathway(campus.actor("registrar"), source=other, at=NOW)
    assert seen(campus, follow(campus, second)).verdict == "unmet"


def test_a_learner_is_bound_to_the_version_of_their_first_item(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    stricter = pathways.file("2", "2026-04-01").replace(
        "all(data-one, data-two)", "all(data-one, data-two, data-three)"
    )
    catalogue.publish_pathway(campus.actor("registrar"), source=stricter, at=NOW)
    later = NOW + timedelta(days=60)
    standing = actions.follow(pathways.learner(campus), pathway=pathway, at=later)
    bound = seen(campus, standing)
    assert (bound.version, bound.bound_because, bound.bound_on, bound.verdict) == ("1", "counted", TODAY, "met")


def test_a_learner_moves_by_their_own_act_and_sees_first_what_changes(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    standing = follow(campus, pathway)
    stricter = pathways.file("2", "2026-04-01").replace("all(data-one, data-two)", "all(data-one, data-three)")
    catalogue.publish_pathway(campus.actor("registrar"), source=stricter, at=NOW)
    learner, later = pathways.learner(campus), NOW + timedelta(days=60)
    assert seen(campus, standing).version == "1"
    shown = queries.moving(learner.me, standing=standing, version="2", on=later.date())
    assert (shown.before.verdict.value, shown.after.verdict.value) == ("met", "unmet")
    with pytest.raises(actions.NotNewer):
        actions.move(learner, standing=standing, version="2", at=NOW)
    actions.move(learner, standing=standing, version="2", at=later)
    moved = seen(campus, standing)
    assert (moved.version, moved.bound_because, moved.state) == ("2", "moved", "open")


def test_nobody_moves_another_person(campus: Campus, pathway: UUID) -> None:
    standing = follow(campus, pathway)
    with pytest.raises(NotFound):
        actions.leave(pathways.learner(campus, "Badrul"), standing=standing, at=NOW)


def test_who_leaves_is_seen_no_longer_and_comes_back_to_the_same_standing(campus: Campus, pathway: UUID) -> None:
    standing = follow(campus, pathway)
    actions.leave(pathways.learner(campus), standing=standing, at=NOW)
    with pytest.raises(NotFound):
        seen(campus, standing)
    assert queries.standings(campus.actor("registrar"), pathway=pathway) == []
    assert follow(campus, pathway) == standing
    assert seen(campus, standing).state == "open"


def test_nobody_follows_what_does_not_hold(campus: Campus) -> None:
    uuid = pathways.open_pathway(campus, pathways.file(begins="2027-01-01"))
    with pytest.raises(actions.NotHeld):
        follow(campus, uuid)


def test_a_registrar_waives_a_clause_with_a_reason_and_takes_it_back(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-three"):
        pathways.earn(campus, code)
    standing, registrar = follow(campus, pathway), campus.actor("registrar")
    assert seen(campus, standing).state == "open"
    for clause, reason in (("core", " "), ("nothing", "Because.")):
        with pytest.raises(Invalid):
            actions.waive(registrar, standing=standing, clause=clause, reason=reason, at=NOW)
    waiver = actions.waive(registrar, standing=standing, clause="core", reason="Shown at the workplace.", at=NOW)
    waived = seen(campus, standing)
    assert waived.state == "proposed"
    assert [(one.clause, one.made_by) for one in waived.waivers] == [("core", "Registrar of north")]
    actions.end_waiver(registrar, waiver=waiver, at=NOW)
    assert (seen(campus, standing).state, seen(campus, standing).waivers) == ("open", ())


def test_everyone_on_a_pathway_is_decided_anew_in_chunks_that_may_be_repeated(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    for name in ("Aisyah", "Badrul", "Chen"):
        follow(campus, pathway, name)
    registrar, later = campus.actor("registrar"), NOW + timedelta(hours=1)
    reckoning = actions.reckon_all(registrar, pathway=pathway, at=later)
    assert (queries.reckoning(registrar, uuid=reckoning).done, queries.reckoning(registrar, uuid=reckoning).total) == (
        0,
        3,
    )
    job = institution.jobs(campus.system, status="todo")[0]
    chunk = {name: value for name, value in job.arguments.items() if name != "institution"}
    actions.reckon_chunk(campus.system, at=later, **chunk)
    before = len(institution.audit(campus.system))
    actions.reckon_chunk(campus.system, at=later + timedelta(hours=1), **chunk)
    assert len(institution.audit(campus.system)) == before
    work(later)
    assert queries.reckoning(registrar, uuid=reckoning).is_done


def test_the_registrars_list_is_sought_by_state_and_name(campus: Campus, pathway: UUID) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code, "Badrul")
    follow(campus, pathway, "Aisyah")
    follow(campus, pathway, "Badrul")
    registrar = campus.actor("registrar")
    names = [one.name for one in queries.standings(registrar, pathway=pathway, state="proposed")]
    assert names == ["Badrul"]
    assert queries.standing_count(registrar, pathway=pathway, text="aisy") == 1
    assert queries.pathway_figures(registrar) == {pathway: {"open": 1, "proposed": 1}}
    assert queries.on_pathway(registrar, pathway=pathway) == {"1": 2}


def test_another_university_does_not_see_who_stands_where(campus: Campus, pathway: UUID) -> None:
    south = found("south")
    standing = follow(campus, pathway)
    assert queries.standings(south.actor("registrar"), pathway=pathway) == []
    with pytest.raises(NotFound):
        queries.standing(south.actor("registrar"), uuid=standing)


def test_a_changed_award_asks_for_standings_only_where_somebody_follows(
    campus: Campus, pathway: UUID, work: Callable[..., list[str]]
) -> None:
    del pathway
    pathways.earn(campus, "data-one")
    assert work() == ["issuing.sign"]


def test_a_chunk_that_is_stopped_half_way_leaves_nothing_and_is_done_whole_when_repeated(
    campus: Campus, pathway: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Aisyah", "Badrul", "Chen"):
        follow(campus, pathway, name)
    registrar, later = campus.actor("registrar"), NOW + timedelta(hours=1)
    reckoning = actions.reckon_all(registrar, pathway=pathway, at=later)
    job = institution.jobs(campus.system, status="todo")[0]
    chunk = {name: value for name, value in job.arguments.items() if name != "institution"}
    settled, usual = [], deciding.settle

    def killed(*args: Any, **kwargs: Any) -> bool:
        settled.append(1)
        if len(settled) == 2:
            raise KeyboardInterrupt
        return usual(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.reckon_chunk(campus.system, at=later, **chunk)
    assert queries.reckoning(registrar, uuid=reckoning).done == 0
    actions.reckon_chunk(campus.system, at=later, **chunk)
    assert queries.reckoning(registrar, uuid=reckoning).is_done


def test_a_plan_says_what_to_take_what_nobody_offers_and_follows_what_is_achieved(
    campus: Campus, pathway: UUID
) -> None:
    pathways.earn(campus, "data-one")
    standing, learner = follow(campus, pathway), pathways.learner(campus)
    found_ = catalogued.pathway(pathway, on=TODAY)
    nowhere = queries.plans(learner.me, standing=standing, pathway=found_, wishes=Wishes(), on=TODAY)
    assert nowhere.plans.plans[0].steps == ()
    assert nowhere.plans.plans[0].gaps
    assert {one.because for one in nowhere.plans.left_out} >= {"ended"}
    campus.offer(campus.publish(pathways.definition("data-two", "Data Two")))
    planned = queries.plans(learner.me, standing=standing, pathway=found_, wishes=Wishes(), on=TODAY)
    best = planned.plans.plans[0]
    assert [step.offer for step in best.steps] == ["data-two"]
    assert best.gaps == ()
    poor = queries.plans(
        learner.me, standing=standing, pathway=found_, wishes=Wishes(budget=Decimal(1), currency="EUR"), on=TODAY
    )
    assert {one.holding: one.because for one in poor.plans.left_out}["data-two"] == "budget"
    with pytest.raises(Invalid):
        actions.save_plan(learner, standing=standing, wishes=Wishes(), steps=[], at=NOW)
    wishes = Wishes(aim="fastest", budget=Decimal("400.50"), currency="EUR", modes=("online",))
    actions.save_plan(learner, standing=standing, wishes=wishes, steps=[PlanStep("data-two", "Data Two")], at=NOW)
    kept = queries.own_plan(learner.me, standing=standing)
    assert kept is not None
    assert (kept.wishes, [one.state for one in kept.steps]) == (wishes, ["ahead"])
    taking = pathways.take(campus, "data-two")
    assert [one.state for one in queries.own_plan(learner.me, standing=standing).steps] == ["begun"]
    campus.record(taking, 90)
    actions.confer(campus.actor("registrar"), enrolment=taking, at=NOW)
    assert queries.own_plan(learner.me, standing=standing).done == 1
    actions.forget_plan(learner, standing=standing, at=NOW)
    assert queries.own_plan(learner.me, standing=standing) is None
