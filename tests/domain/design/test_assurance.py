"""From self-check to publication: every stage in its turn, and nobody judges their own work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError

from campus import NOW, example
from studio import Studio
from testamur.adapters.postgres.scope import within
from testamur.domain.design import actions, queries
from testamur.domain.design.models import Approval, Design, Event, Review, Revision
from testamur.domain.institution.queries import person
from testamur.refusals import Invalid, NotAllowed, NotFound


def state(studio: Studio, design: object) -> str:
    return queries.design(studio.lecturer, uuid=design).line.state


def test_a_check_with_hard_findings_is_kept_and_leaves_a_draft(studio: Studio) -> None:
    design = studio.draft(_without_assessments())
    actions.self_check(studio.lecturer, design=design, at=NOW)
    assert state(studio, design) == "draft"
    [review] = queries.reviews(studio.lecturer, uuid=design)
    assert (review.kind, review.outcome) == ("self-check", "changes")
    assert {one["severity"] for one in review.report["findings"]} >= {"HARD"}


def test_a_save_after_the_check_asks_for_another(studio: Studio) -> None:
    design = studio.draft()
    actions.self_check(studio.lecturer, design=design, at=NOW)
    assert state(studio, design) == "self_checked"
    studio.save(design, example() + "# more\n", is_auto=True)
    assert state(studio, design) == "draft"
    with pytest.raises(actions.WrongStage):
        actions.submit_for_review(studio.lecturer, design=design, at=NOW)


def test_what_still_keeps_a_design_from_review_is_told(studio: Studio) -> None:
    design = studio.draft()
    actions.self_check(studio.lecturer, design=design, at=NOW)
    with pytest.raises(actions.NotReadyForReview) as refusal:
        actions.submit_for_review(studio.lecturer, design=design, at=NOW)
    assert refusal.value.facts["barriers"] == ["subject-expert", "interests"]
    studio.staffed(design)
    assert queries.design(studio.lecturer, uuid=design).barriers == ()


def test_a_sign_off_is_for_one_text(studio: Studio) -> None:
    design = studio.draft()
    studio.staffed(design)
    studio.save(design, example() + "# more\n")
    assert queries.design(studio.lecturer, uuid=design).barriers == ("subject-expert",)
    with pytest.raises(Invalid):
        actions.sign_off(studio.expert, design=design, revision=1, at=NOW)
    with pytest.raises(actions.NotAMaker):
        actions.sign_off(studio.lecturer, design=design, revision=2, at=NOW)


def test_under_review_nobody_changes_the_text(studio: Studio) -> None:
    design = studio.submitted()
    with pytest.raises(actions.WrongStage):
        actions.save(studio.lecturer, design=design, source="x", based_on=1, at=NOW)


def test_nobody_reviews_what_they_made(studio: Studio) -> None:
    design = studio.draft()
    email = person(studio.reviewer.me).email
    actions.add_contributor(studio.lecturer, design=design, email=email, roles=("author",), at=NOW)
    studio.staffed(design)
    actions.declare_interests(studio.reviewer, design=design, has_interest=False, at=NOW)
    studio.handed_in(design)
    with pytest.raises(actions.NotIndependent) as refusal:
        actions.take_review(studio.reviewer, design=design, at=NOW)
    assert refusal.value.facts == {"why": "author"}
    actions.remove_contributor(studio.lecturer, design=design, person=person(studio.reviewer.me).uuid, at=NOW)
    with pytest.raises(actions.NotIndependent):
        actions.assign_reviewer(studio.registrar, design=design, email=email, at=NOW)


def test_nobody_reviews_what_they_have_an_interest_in(studio: Studio) -> None:
    design = studio.submitted()
    actions.declare_interests(studio.reviewer, design=design, has_interest=True, text="My sister wrote it.", at=NOW)
    with pytest.raises(actions.NotIndependent) as refusal:
        actions.take_review(studio.reviewer, design=design, at=NOW)
    assert refusal.value.facts == {"why": "interest"}


def test_the_database_keeps_authors_from_reviewing_and_reviewers_from_writing(studio: Studio) -> None:
    design = studio.submitted()
    actions.take_review(studio.reviewer, design=design, at=NOW)
    here = studio.campus.institution.id
    with pytest.raises(DatabaseError, match="nobody reviews what they made"), within(here):
        Review.objects.filter(kind="peer").update(reviewer_id=studio.lecturer.me)
    with within(here):
        text = Revision.objects.get()
    text.pk, text.number, text.saved_by_id = None, 2, studio.reviewer.me
    with pytest.raises(DatabaseError, match="a reviewer does not write"), within(here):
        text.save(force_insert=True)
    email = person(studio.reviewer.me).email
    with pytest.raises(actions.HasReviewed):
        actions.add_contributor(studio.lecturer, design=design, email=email, roles=("author",), at=NOW)


def test_the_database_keeps_authors_from_approving_and_what_is_written_once(studio: Studio) -> None:
    design = studio.submitted()
    studio.passed(design)
    studio.approved(design)
    here = studio.campus.institution.id
    with within(here):
        row = Approval.objects.get()
    row.pk, row.approved_by_id, row.review_id = None, studio.lecturer.me, 0
    with pytest.raises(DatabaseError, match="nobody approves what they made"), within(here):
        row.save(force_insert=True)
    for change in (
        lambda: Approval.objects.update(level="EQF 8"),
        lambda: Event.objects.all().delete(),
        lambda: Revision.objects.update(source="other"),
        lambda: Revision.objects.all().delete(),
        lambda: Review.objects.filter(kind="peer").update(outcome="refused"),
    ):
        with pytest.raises(DatabaseError), within(here):
            change()


def test_passing_needs_every_answer_and_the_reason_of_a_no(studio: Studio) -> None:
    design = studio.submitted()
    answers = studio.answers(design)
    assert answers
    with pytest.raises(actions.OpenQuestions):
        studio.content(studio.reviewer, design, {})
    first = next(iter(answers))
    without_reason = {**answers, first: ("no", "")}
    with pytest.raises(actions.OpenQuestions) as refusal:
        studio.content(studio.reviewer, design, without_reason)
    assert refusal.value.facts["questions"] == [first]
    actions.keep_answers(studio.reviewer, design=design, answers={first: ("yes", "Seen.")}, minutes=5, at=NOW)
    kept = queries.task(studio.reviewer, uuid=design).review
    assert (kept.answers[first], kept.minutes) == ({"answer": "yes", "note": "Seen."}, 5)
    with pytest.raises(Invalid):
        actions.keep_answers(studio.reviewer, design=design, answers={"X": ("yes", "")}, minutes=5, at=NOW)


def test_a_blocking_change_request_keeps_a_design_until_it_is_resolved(studio: Studio) -> None:
    design = studio.submitted()
    answers = studio.answers(design)
    change = actions.request_change(studio.reviewer, design=design, place="workload", text="Add hours.", at=NOW)
    with pytest.raises(actions.Unresolved):
        studio.content(studio.reviewer, design, answers)
    actions.finish_review(
        studio.reviewer, design=design, outcome="changes", answers={}, minutes=5, note="Hours are missing.", at=NOW
    )
    assert state(studio, design) == "draft"
    studio.save(design, example() + "# hours\n")
    studio.signed(design)
    actions.self_check(studio.lecturer, design=design, at=NOW)
    with pytest.raises(actions.NotReadyForReview):
        actions.submit_for_review(studio.lecturer, design=design, at=NOW)
    actions.answer_change(studio.lecturer, design=design, change=change, text="Added.", at=NOW)
    actions.submit_for_review(studio.lecturer, design=design, at=NOW)
    task = queries.task(studio.reviewer, uuid=design)
    assert task.since is not None
    assert task.since.number == 1
    assert [one.answer for one in task.open_changes] == ["Added."]
    with pytest.raises(actions.NotIndependent):
        actions.resolve_change(studio.lecturer, design=design, change=change, at=NOW)
    actions.resolve_change(studio.reviewer, design=design, change=change, at=NOW)
    studio.passed(design)
    assert state(studio, design) == "approval"


def test_somebody_elses_review_is_left_to_them(studio: Studio) -> None:
    design = studio.submitted()
    actions.take_review(studio.reviewer, design=design, at=NOW)
    with pytest.raises(actions.SomebodyElses):
        actions.take_review(studio.someone("Rosa", "reviewer"), design=design, at=NOW)
    with pytest.raises(Invalid):
        actions.assign_reviewer(studio.registrar, design=design, email="petra@example.org", at=NOW)


def test_level_and_credits_are_named_again_by_whoever_approves(studio: Studio) -> None:
    design = studio.submitted()
    studio.passed(design)
    with pytest.raises(actions.NotAsWeighed) as refusal:
        actions.approve(studio.registrar, design=design, level="EQF 7", credit_value="5 ECTS", at=NOW)
    assert refusal.value.facts == {"field": "level", "found": "EQF 7", "written": "EQF 6"}
    actions.approve(studio.registrar, design=design, level="eqf 6", credit_value="5 ects", at=NOW)
    [approval] = queries.approvals(studio.lecturer, uuid=design)
    assert (approval.level, approval.credits, approval.approved_by) == ("EQF 6", "5 ECTS", studio.registrar.me)


def test_who_passed_it_as_a_peer_does_not_approve_it_too(studio: Studio) -> None:
    design = studio.submitted()
    answers = studio.answers(design)
    studio.content(studio.registrar, design, answers)
    with pytest.raises(actions.NotIndependent) as refusal:
        actions.approve(studio.registrar, design=design, level="EQF 6", credit_value="5 ECTS", at=NOW)
    assert refusal.value.facts == {"why": "reviewed"}


def test_an_author_approves_nothing_of_theirs(studio: Studio) -> None:
    mine = actions.start(studio.registrar, title="Mine", source=example(), at=NOW)
    actions.declare_interests(studio.registrar, design=mine, has_interest=False, at=NOW)
    email = person(studio.expert.me).email
    actions.add_contributor(studio.registrar, design=mine, email=email, roles=("subject_expert",), at=NOW)
    actions.declare_interests(studio.expert, design=mine, has_interest=False, at=NOW)
    actions.sign_off(studio.expert, design=mine, revision=1, at=NOW)
    actions.self_check(studio.registrar, design=mine, at=NOW)
    actions.submit_for_review(studio.registrar, design=mine, at=NOW)
    actions.declare_interests(studio.reviewer, design=mine, has_interest=False, at=NOW)
    studio.passed(mine)
    with pytest.raises(actions.NotIndependent):
        actions.approve(studio.registrar, design=mine, level="EQF 6", credit_value="5 ECTS", at=NOW)


def test_what_is_sent_back_is_a_draft_again(studio: Studio) -> None:
    design = studio.submitted()
    studio.passed(design)
    actions.send_back(studio.registrar, design=design, note="The price is missing.", at=NOW)
    assert state(studio, design) == "draft"
    assert {one.outcome for one in queries.reviews(studio.lecturer, uuid=design)} == {"passed", "changes"}
    with pytest.raises(actions.WrongStage):
        actions.publish(studio.registrar, design=design, at=NOW)
    with pytest.raises(NotAllowed):
        actions.send_back(studio.reviewer, design=design, note="No.", at=NOW)


def test_the_desk_shows_what_waits_how_long_and_for_whom(studio: Studio) -> None:
    design = studio.submitted()
    from datetime import timedelta

    [line] = queries.review_desk(studio.reviewer, at=NOW + timedelta(days=20))
    assert (line.design.uuid, line.kind, line.waiting_days, line.is_overdue) == (design, "peer", 20, True)
    assert line.may_take
    studio.passed(design)
    [line] = queries.review_desk(studio.reviewer, at=NOW + timedelta(days=2))
    assert (line.kind, line.may_take) == ("approval", False)
    assert queries.review_desk(studio.registrar, at=NOW)[0].may_take
    with pytest.raises(NotAllowed):
        queries.review_desk(studio.lecturer, at=NOW)


def test_a_revision_replaces_what_is_out_when_it_is_published(studio: Studio) -> None:
    first = studio.published()
    second = actions.revise(studio.lecturer, design=first, at=NOW)
    with pytest.raises(actions.BeingRevised):
        actions.revise(studio.lecturer, design=first, at=NOW)
    studio.save(second, queries.design(studio.lecturer, uuid=second).source.replace('version: "1.0"', 'version: "1.1"'))
    studio.staffed(second)
    studio.handed_in(second)
    studio.passed(second)
    studio.approved(second)
    assert state(studio, first) == "published"
    actions.publish(studio.registrar, design=second, at=NOW)
    assert (state(studio, first), state(studio, second)) == ("revised", "published")


def test_what_is_retired_leaves_the_catalogue_and_stays_readable(studio: Studio) -> None:
    design = studio.published()
    actions.retire(studio.registrar, design=design, reason="Nobody came.", at=NOW)
    assert state(studio, design) == "retired"
    with pytest.raises(actions.WrongStage):
        actions.revise(studio.lecturer, design=design, at=NOW)


def test_every_table_is_walled_in(studio: Studio) -> None:
    studio.published()
    with within(0):
        assert not Design.objects.exists()


def test_there_is_nothing_to_take_where_nothing_waits(studio: Studio) -> None:
    design = studio.draft()
    with pytest.raises(actions.WrongStage):
        actions.take_review(studio.reviewer, design=design, at=NOW)
    with pytest.raises(NotFound):
        queries.task(studio.reviewer, uuid=design)


def _without_assessments() -> str:
    lines = example().split("\n")
    begins = lines.index("assessments:")
    ends = next(at for at in range(begins + 1, len(lines)) if lines[at] and not lines[at].startswith((" ", "-", "#")))
    return "\n".join([*lines[:begins], *lines[ends:]])


def test_nobody_judges_before_they_have_spoken_of_their_interests(studio: Studio) -> None:
    design = studio.submitted()
    other = studio.someone("Rosa", "reviewer")
    with pytest.raises(actions.InterestNotStated):
        studio.content(other, design, studio.answers(design))
    actions.declare_interests(other, design=design, has_interest=False, at=NOW)
    studio.content(other, design, studio.answers(design))
    actions.declare_interests(studio.registrar, design=design, has_interest=True, text="My sister wrote it.", at=NOW)
    with pytest.raises(actions.NotIndependent) as refusal:
        studio.approved(design)
    assert refusal.value.facts == {"why": "interest"}


def test_sending_back_is_judging_too_and_asks_first_for_interests(studio: Studio) -> None:
    design, newcomer = studio.submitted(), studio.someone("Rosa", "reviewer")
    told = {"outcome": "changes", "answers": {}, "minutes": 5, "note": "Hours are missing."}
    with pytest.raises(actions.InterestNotStated):
        actions.finish_review(newcomer, design=design, at=NOW, **told)
    registrar = studio.someone("Tess", "registrar")
    with pytest.raises(actions.InterestNotStated):
        actions.send_back(registrar, design=design, note="The price is missing.", at=NOW)
    actions.declare_interests(registrar, design=design, has_interest=False, at=NOW)
    actions.send_back(registrar, design=design, note="The price is missing.", at=NOW)
    assert state(studio, design) == "draft"


def test_reviewer_and_approver_weigh_each_alone_and_the_database_counts_them(studio: Studio) -> None:
    design = studio.submitted()
    answers = studio.answers(design)
    with pytest.raises(actions.NotAsWeighed):
        actions.finish_review(
            studio.reviewer, design=design, outcome="passed", answers=answers, minutes=5, level="EQF 5", at=NOW
        )
    studio.passed(design)
    studio.approved(design)
    peer = next(one for one in queries.reviews(studio.lecturer, uuid=design) if one.kind == "peer")
    assert (peer.level, peer.credits) == ("EQF 6", "5 ECTS")
    here = studio.campus.institution.id
    with within(here):
        row = Approval.objects.get()
    row.pk, row.uuid, row.weighed_by_id = None, design, row.approved_by_id
    with pytest.raises(DatabaseError, match="two people weigh level and credits"), within(here):
        row.save(force_insert=True)


def test_what_is_out_says_why_it_is_looked_at_again(studio: Studio) -> None:
    design = studio.published()
    assert [one.reasons for one in queries.cycle(studio.reviewer, on=NOW.date())] == [("unlooked",)]
    later = NOW + timedelta(days=3 * 365)
    figures = {"started": 40, "completed": 4}
    actions.assess_risk(studio.reviewer, design=design, figures=figures, at=NOW)
    actions.draw_sample(studio.registrar, seed="lot 7", at=NOW)
    assert queries.cycle(studio.registrar, on=later.date())[0].reasons == ("soon", "risk", "sampled")
    with pytest.raises(NotAllowed):
        queries.cycle(studio.lecturer, on=NOW.date())


def test_a_revision_is_compared_with_what_is_published(studio: Studio) -> None:
    published = studio.published()
    design = actions.revise(studio.registrar, design=published, at=NOW)
    text = example().replace("weeks: 10", "weeks: 20")
    actions.save(studio.registrar, design=design, source=text, based_on=1, at=NOW)
    email = person(studio.expert.me).email
    actions.add_contributor(studio.registrar, design=design, email=email, roles=("subject_expert",), at=NOW)
    for one in (studio.registrar, studio.expert):
        actions.declare_interests(one, design=design, has_interest=False, at=NOW)
    actions.sign_off(studio.expert, design=design, revision=2, at=NOW)
    actions.self_check(studio.registrar, design=design, at=NOW)
    actions.submit_for_review(studio.registrar, design=design, at=NOW)
    task = queries.task(studio.reviewer, uuid=design)
    assert [one.key for one in task.changes if one.key.startswith("schedule")] == ["schedule.weeks"]
    assert task.weighty == ()
