"""The text of a design: every save is kept, two people at once lose nothing, guidelines stay as they were."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campus import NOW, example, found
from studio import Studio
from testamur.domain.catalogue.queries import published
from testamur.domain.design import actions, queries
from testamur.domain.institution.queries import person
from testamur.refusals import Invalid, NotAllowed, NotFound

OTHER = example().replace("Research Data Stewardship", "Data Stewardship")


def test_a_design_begins_with_its_guidelines_frozen_by_version(studio: Studio) -> None:
    view = queries.design(studio.lecturer, uuid=studio.draft())
    assert view.line.state == "draft"
    assert "eu-2022" in {one.partition("@")[0] for one in view.guidelines}
    assert all("@" in one for one in view.guidelines)
    assert view.newer_guidelines == ()


def test_a_blank_design_begins_under_what_applies_to_its_house(studio: Studio) -> None:
    design = actions.start(studio.lecturer, title="Knots", at=NOW)
    view = queries.design(studio.lecturer, uuid=design)
    assert view.source == ""
    assert view.guidelines
    assert "unreadable" in view.barriers


def test_an_unknown_guideline_is_refused_with_those_that_there_are(studio: Studio) -> None:
    with pytest.raises(Invalid) as refusal:
        studio.draft(guidelines_wanted=["eu-2022", "moon-1969"])
    assert refusal.value.facts["field"] == "guidelines"
    assert refusal.value.facts["found"] != ""


def test_moving_to_other_guidelines_shows_first_what_it_changes(studio: Studio) -> None:
    design = studio.draft(guidelines_wanted=["eu-2022"])
    before = queries.design(studio.lecturer, uuid=design).guidelines
    wanted = ["eu-2022", "plain-language"]
    told = actions.move_guidelines(studio.lecturer, design=design, wanted=wanted, at=NOW, rehearse=True)
    assert told.move is not None
    assert queries.design(studio.lecturer, uuid=design).guidelines == before
    actions.move_guidelines(studio.lecturer, design=design, wanted=wanted, at=NOW)
    assert queries.design(studio.lecturer, uuid=design).guidelines == told.after


def test_every_save_is_a_revision_and_the_same_text_is_none(studio: Studio) -> None:
    design = studio.draft()
    saved = actions.save(studio.lecturer, design=design, source=OTHER, based_on=1, at=NOW, message="Shorter title")
    assert (saved.revision, saved.is_new) == (2, True)
    assert not actions.save(studio.lecturer, design=design, source=OTHER, based_on=1, at=NOW)
    history = queries.history(studio.lecturer, uuid=design)
    assert [(one.number, one.kind, one.message) for one in history] == [(2, "save", "Shorter title"), (1, "start", "")]
    told = queries.difference(studio.lecturer, uuid=design, before=1)
    assert [one.key for one in told.changes if one.key.startswith("title")] == ["title.en"]
    assert queries.design(studio.lecturer, uuid=design).line.title.startswith("Data Stewardship")


def test_a_text_that_cannot_be_read_is_kept_with_its_problems(studio: Studio) -> None:
    design = studio.draft()
    saved = actions.save(studio.lecturer, design=design, source="title: [", based_on=1, at=NOW)
    assert saved.problems
    assert queries.design(studio.lecturer, uuid=design).source == "title: ["
    assert queries.examined(studio.lecturer, uuid=design).report is None


@pytest.mark.parametrize("source", ["a\x00b", "a\ud800b", "x" * 1_000_001])
def test_what_cannot_be_stored_is_refused(studio: Studio, source: str) -> None:
    with pytest.raises(Invalid):
        actions.save(studio.lecturer, design=studio.draft(), source=source, based_on=1, at=NOW)


def test_a_save_on_an_older_text_is_refused_with_both_and_a_merge(studio: Studio) -> None:
    design = studio.draft()
    studio.staffed(design)
    email = person(studio.expert.me).email
    actions.add_contributor(
        studio.lecturer, design=design, email=email, roles=("subject_expert",), may_edit=True, at=NOW
    )
    actions.save(studio.expert, design=design, source=OTHER, based_on=1, at=NOW)
    mine = example().replace("price:", "# our price\nprice:")
    with pytest.raises(actions.StaleRevision) as refusal:
        actions.save(studio.lecturer, design=design, source=mine, based_on=1, at=NOW)
    offer = refusal.value.offer
    assert (offer.yours, offer.theirs, offer.theirs_by) == (mine, OTHER, studio.expert.me)
    assert offer.proposal
    assert offer.proposal.text == OTHER.replace("price:", "# our price\nprice:")
    merged = offer.proposal.text
    saved = actions.save(studio.lecturer, design=design, source=merged, based_on=offer.revision, at=NOW)
    assert saved.revision == 3


def test_autosaves_of_one_person_within_minutes_are_one_entry_of_the_history(studio: Studio) -> None:
    design = studio.draft()
    for minute in range(3):
        source = example() + f"# {minute}\n"
        studio.save(design, source, at=NOW + timedelta(minutes=minute), is_auto=True)
    assert [one.number for one in queries.history(studio.lecturer, uuid=design)] == [4, 1]
    studio.save(design, example() + "# later\n", at=NOW + timedelta(minutes=30), is_auto=True)
    assert [one.number for one in queries.history(studio.lecturer, uuid=design)] == [5, 4, 1]


@pytest.mark.parametrize("cited", ["checked", "spoken of", "cloned"])
def test_a_text_that_somebody_has_looked_at_is_not_folded_away(studio: Studio, cited: str) -> None:
    design = studio.draft()
    kept = studio.save(design, example() + "# one\n", at=NOW, is_auto=True)
    if cited == "checked":
        actions.self_check(studio.lecturer, design=design, at=NOW)
    elif cited == "spoken of":
        actions.comment(studio.lecturer, design=design, text="Why?", at=NOW)
    else:
        actions.clone(studio.lecturer, design=design, at=NOW)
    studio.save(design, example() + "# two\n", at=NOW + timedelta(seconds=20), is_auto=True)
    last = studio.save(design, example() + "# three\n", at=NOW + timedelta(seconds=40), is_auto=True)
    assert [one.number for one in queries.history(studio.lecturer, uuid=design)] == [last, kept, 1]
    later = NOW + timedelta(days=3)
    studio.save(design, example() + "# four\n", at=later)
    assert queries.revision(studio.lecturer, uuid=design, number=kept)[1].endswith("# one\n")


def test_a_folded_text_is_still_the_base_of_a_merge(studio: Studio) -> None:
    design = studio.draft()
    studio.save(design, f"# one\n{example()}", is_auto=True)
    studio.save(design, f"# one\n# two\n{example()}", is_auto=True)
    with pytest.raises(actions.StaleRevision) as refusal:
        actions.save(studio.lecturer, design=design, source=f"# one\n{example()}# end\n", based_on=2, at=NOW)
    assert refusal.value.offer.proposal.text == f"# one\n# two\n{example()}# end\n"


def test_an_earlier_text_is_restored_and_nothing_is_lost(studio: Studio) -> None:
    design = studio.draft()
    studio.save(design, OTHER)
    saved = actions.restore(studio.lecturer, design=design, revision=1, at=NOW)
    assert saved.revision == 3
    assert queries.design(studio.lecturer, uuid=design).source == example()
    assert queries.revision(studio.lecturer, uuid=design, number=2)[1] == OTHER
    with pytest.raises(NotFound):
        actions.restore(studio.lecturer, design=design, revision=9, at=NOW)


def test_nobody_without_a_part_in_it_saves(studio: Studio) -> None:
    design = studio.draft()
    for actor in (studio.registrar, studio.reviewer, studio.campus.actor("designer")):
        with pytest.raises(actions.NotAMaker):
            actions.save(actor, design=design, source=OTHER, based_on=1, at=NOW)
    with pytest.raises(NotAllowed):
        actions.start(studio.reviewer, title="Mine", at=NOW)


def test_a_stranger_does_not_learn_that_there_is_a_design(studio: Studio) -> None:
    design = studio.draft()
    with pytest.raises(NotFound):
        queries.design(studio.partner, uuid=design)
    elsewhere = Studio(found("south"))
    with pytest.raises(NotFound):
        queries.design(elsewhere.lecturer, uuid=design)
    with pytest.raises(NotFound):
        actions.save(elsewhere.lecturer, design=design, source=OTHER, based_on=1, at=NOW)


def test_a_clone_knows_what_it_was_made_from(studio: Studio) -> None:
    model = studio.draft()
    copy = queries.design(studio.lecturer, uuid=actions.clone(studio.lecturer, design=model, at=NOW))
    assert (copy.from_design, copy.source) == (model, example())
    version = published(studio.campus.publish()).version.uuid
    again = actions.clone_published(studio.lecturer, version=version, at=NOW)
    assert queries.design(studio.lecturer, uuid=again).from_version == version


def test_what_is_given_up_stays_readable_and_is_not_changed(studio: Studio) -> None:
    design = studio.draft()
    actions.abandon(studio.lecturer, design=design, reason="The partner has left.", at=NOW)
    assert queries.design(studio.lecturer, uuid=design).line.state == "abandoned"
    with pytest.raises(actions.WrongStage):
        actions.save(studio.lecturer, design=design, source=OTHER, based_on=1, at=NOW)
    assert queries.desk_counts(studio.lecturer)["closed"] == 1


def test_comments_point_at_a_place_and_are_settled(studio: Studio) -> None:
    design = studio.draft()
    first = actions.comment(studio.reviewer, design=design, text="Too broad?", place="outcomes[0].text", at=NOW)
    actions.comment(studio.lecturer, design=design, text="Narrower now.", thread=first, at=NOW)
    [thread] = queries.comments(studio.lecturer, uuid=design, place="outcomes")
    assert (thread.text, [one.text for one in thread.answers]) == ("Too broad?", ["Narrower now."])
    actions.settle(studio.lecturer, design=design, comment=first, at=NOW)
    assert queries.comments(studio.lecturer, uuid=design, settled=False) == []
    actions.settle(studio.lecturer, design=design, comment=first, at=NOW, is_open=True)
    assert len(queries.comments(studio.lecturer, uuid=design, settled=False)) == 1
    with pytest.raises(NotFound):
        actions.settle(studio.lecturer, design=design, comment=first, at=NOW, is_open=True)
