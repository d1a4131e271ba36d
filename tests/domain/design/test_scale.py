"""Many small things assured well: families, samples, risks, readiness, and bodies outside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from campus import NOW
from studio import Studio
from testamur.adapters.postgres.scope import within
from testamur.domain.design import actions, house, queries, readiness
from testamur.domain.design.models import HousePolicy
from testamur.refusals import Invalid, NotAllowed, NotFound


def test_a_family_is_approved_when_its_sample_is(studio: Studio) -> None:
    family = actions.make_family(studio.lecturer, name="Laboratory basics", at=NOW)
    design = studio.draft()
    actions.put_in_family(studio.lecturer, design=design, family=family, at=NOW)
    with pytest.raises(NotFound):
        actions.approve_family(studio.registrar, family=family, at=NOW)
    actions.draw_sample(studio.registrar, seed="board 2026-03", family=family, at=NOW)
    with pytest.raises(actions.SampleNotReviewed):
        actions.approve_family(studio.registrar, family=family, at=NOW)
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    studio.approved(design)
    actions.approve_family(studio.registrar, family=family, at=NOW)
    [view] = queries.families(studio.lecturer)
    assert (view.designs, view.chosen, view.approved_by) == ((design,), (design,), studio.registrar.me)


def test_a_sample_is_recorded_with_all_that_is_needed_to_draw_it_again(studio: Studio) -> None:
    design = studio.published()
    actions.draw_sample(studio.registrar, seed="lot 7", at=NOW)
    [sample] = queries.samples(studio.reviewer)
    assert (sample.seed, sample.population, sample.chosen) == ("lot 7", {str(design): "high"}, (design,))
    with pytest.raises(NotAllowed):
        actions.draw_sample(studio.lecturer, seed="mine", at=NOW)
    with pytest.raises(Invalid):
        actions.draw_sample(studio.registrar, seed="x", rates={}, at=NOW)


def test_risks_are_told_with_figures_and_makers_answer_once(studio: Studio) -> None:
    design = studio.published()
    snapshot = actions.assess_risk(studio.reviewer, design=design, figures={"started": 40, "completed": 4}, at=NOW)
    assert queries.design(studio.lecturer, uuid=design).line.state == "monitoring"
    [risk] = queries.risks(studio.lecturer, uuid=design)
    said = {one.code: one for one in risk.signals}
    assert (said["completion"].level, said["completion"].value, said["completion"].whole) == ("high", "10.0", "40")
    assert said["coverage"].level == "quiet"
    assert said["appeals"].level == "unknown"
    actions.respond(studio.lecturer, design=design, snapshot=snapshot, text="The first cohort still runs.", at=NOW)
    with pytest.raises(actions.RespondedBefore):
        actions.respond(studio.lecturer, design=design, snapshot=snapshot, text="Again.", at=NOW)
    with pytest.raises(actions.NotAMaker):
        actions.respond(studio.registrar, design=design, snapshot=snapshot, text="I?", at=NOW)


def test_readiness_is_audited_in_rounds_that_keep_their_answers(studio: Studio) -> None:
    admin = studio.campus.actor("administrator")
    first = actions.begin_audit(admin, at=NOW)
    with pytest.raises(actions.AuditOpen):
        actions.begin_audit(admin, at=NOW)
    with pytest.raises(Invalid):
        actions.answer_audit(admin, audit=first, question="R-POLICY", standing="in-place", at=NOW)
    with pytest.raises(Invalid):
        actions.close_audit(admin, audit=first, at=NOW)
    for one in readiness.questions().questions:
        actions.answer_audit(admin, audit=first, question=one.code, standing="planned", owner="Registry", at=NOW)
    actions.close_audit(admin, audit=first, at=NOW)
    second = actions.begin_audit(admin, at=NOW + timedelta(days=365))
    actions.answer_audit(
        admin, audit=second, question="R-POLICY", standing="in-place", evidence="Senate 12/2026", at=NOW
    )
    newest, oldest = queries.audits(admin)
    assert newest.counts["in-place"] == 1
    assert oldest.counts == {"planned": len(readiness.questions().questions)}
    with pytest.raises(NotFound):
        actions.answer_audit(admin, audit=first, question="R-POLICY", standing="absent", at=NOW)


def test_a_dossier_goes_stage_by_stage_to_a_decision_with_conditions(studio: Studio) -> None:
    admin = studio.campus.actor("administrator")
    dossier = actions.open_dossier(admin, agency="AQU Catalunya", scope="Micro-credentials in data", at=NOW)
    with pytest.raises(actions.DossierIncomplete) as refusal:
        actions.move_dossier(admin, dossier=dossier, at=NOW)
    assert refusal.value.facts["lacking"][0] == "provider"
    for part in ("provider", "cohort", "assessments", "records", "credential", "workload"):
        actions.fill_dossier(admin, dossier=dossier, part=part, text="See annex.", at=NOW)
    assert actions.move_dossier(admin, dossier=dossier, at=NOW) == "complete"
    actions.move_dossier(admin, dossier=dossier, at=NOW)
    actions.fill_dossier(admin, dossier=dossier, panel=[("Prof. One", "South", "peer")], at=NOW)
    with pytest.raises(actions.DossierIncomplete):
        actions.move_dossier(admin, dossier=dossier, at=NOW)
    panel = [("Prof. One", "South", "peer"), ("Nur", "Union", "student")]
    actions.fill_dossier(admin, dossier=dossier, panel=panel, at=NOW)
    actions.move_dossier(admin, dossier=dossier, at=NOW)
    actions.move_dossier(admin, dossier=dossier, at=NOW)
    actions.fill_dossier(admin, dossier=dossier, part="report", text="Strong.", at=NOW)
    assert actions.move_dossier(admin, dossier=dossier, at=NOW) == "factual_check"
    decided = {"dossier": dossier, "decided_on": date(2026, 3, 1), "at": NOW, "valid_until": date(2031, 3, 1)}
    with pytest.raises(actions.WrongDossierStage):
        actions.record_decision(admin, decision="granted", **decided)
    actions.fill_dossier(admin, dossier=dossier, part="factual", text="Two dates corrected.", at=NOW)
    with pytest.raises(Invalid):
        actions.record_decision(admin, decision="conditional", **decided)
    actions.record_decision(
        admin, decision="conditional", conditions=[("Publish pass rates", date(2026, 9, 1))],
        deqar_report_id="12345", **decided,
    )  # fmt: skip
    actions.meet_condition(admin, dossier=dossier, number=1, at=NOW)
    with pytest.raises(NotFound):
        actions.meet_condition(admin, dossier=dossier, number=1, at=NOW)
    [view] = queries.dossiers(admin)
    assert (view.state, view.decision, view.deqar_report_id) == ("decided", "conditional", "12345")
    assert view.conditions == (("Publish pass rates", "2026-09-01", "2026-03-02"),)
    with pytest.raises(actions.WrongDossierStage):
        actions.fill_dossier(admin, dossier=dossier, part="report", text="Later.", at=NOW)


def test_every_default_policy_answers_questions_that_are_asked_and_leaves_something_to_decide() -> None:
    asked = {one.code for one in readiness.questions().questions}
    assert set(house.defaults()) == {"recognition", "appeals", "assessment", "privacy", "naming"}
    for one in house.defaults().values():
        assert set(one.questions) <= asked
        assert one.holes
        assert one.text.count("[") == one.text.count("]")
        assert one.source


def test_a_policy_in_force_is_never_rewritten(studio: Studio) -> None:
    admin = studio.campus.actor("administrator")
    told = {"name": "naming", "title": "Names", "holds_from": NOW.date(), "at": NOW}
    with pytest.raises(actions.HolesLeft) as refusal:
        actions.adopt_policy(admin, text=house.defaults()["naming"].text, **told)
    assert refusal.value.facts["holes"] == ["the country", "unit of credit"]
    for text in ("First.", "Second."):
        actions.adopt_policy(admin, text=text, **told)
    here = studio.campus.institution.id
    newest, before = queries.house_policy(here, name="naming")
    assert (newest.number, newest.text, before.text) == (2, "Second.", "First.")
    with pytest.raises(NotAllowed):
        actions.adopt_policy(studio.lecturer, text="Mine.", **told)
    with pytest.raises(DatabaseError, match="written once"), within(here):
        HousePolicy.objects.update(text="Otherwise.")
