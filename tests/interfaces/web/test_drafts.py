"""Drafts: begun, written by two without lost work, brought back, talked about, handed in, reviewed, published."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
from studio import Studio
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import queries
from testamur.domain.institution.access import Actor

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

HERE = "/design/north"
SOURCE = campuses.example()
WEIGHED = {"level": "EQF 6", "credit_value": "5 ECTS", "has_interest": "no"}


@pytest.fixture
def studio(campus: campuses.Campus) -> Studio:
    """A design studio with nothing on its desk."""
    return Studio(campus)


def as_actor(actor: Actor) -> Client:
    """Return a visitor who has signed in as *actor*."""
    client = Client()
    person = get_user_model().objects.get(pk=actor.me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(design: UUID, page: str = "") -> str:
    return f"{HERE}/drafts/{design}" + (f"/{page}" if page else "")


def begun(client: Client, **given: str) -> UUID:
    where = client.post(f"{HERE}/drafts/begin", given)["Location"]
    return UUID(where.rpartition("/")[2])


def longer(weeks: int = 20) -> str:
    assert "weeks: 10" in SOURCE
    return SOURCE.replace("weeks: 10", f"weeks: {weeks}")


def questions(studio: Studio, design: UUID) -> dict[str, str]:
    return {f"answer-{code}": answer for code, (answer, _) in studio.answers(design).items()}


def test_an_empty_list_of_drafts_says_how_it_goes_on(as_role: Enter) -> None:
    page = as_role("instructor").get(f"{HERE}/drafts").content.decode()
    assert "Nothing is in the making" in page
    assert "Begin a draft" in page


def test_strangers_are_asked_to_sign_in_and_learners_may_not_begin(as_role: Enter, client: Client) -> None:
    for path in ("drafts", "drafts/begin", "reviews"):
        assert client.get(f"{HERE}/{path}")["Location"].startswith("/accounts/login/")
    for path in ("drafts/begin", "reviews"):
        assert as_role("learner").get(f"{HERE}/{path}").status_code == 403


def test_a_draft_begins_with_an_example_a_published_definition_or_a_pasted_text(
    as_role: Enter, campus: campuses.Campus
) -> None:
    lecturer, published = as_role("instructor"), campus.publish()
    assert begun(lecturer, example="first-aid")
    begun(lecturer, published=str(published))
    begun(lecturer, source=SOURCE.replace("title: R", "title: My own r"))
    page = lecturer.get(f"{HERE}/drafts").content.decode()
    assert "Workplace First Aid" in page
    assert "My own r" in page
    assert page.count('class="desk-line"') == 3


def test_a_draft_without_title_and_text_is_not_begun(as_role: Enter) -> None:
    answer = as_role("instructor").post(f"{HERE}/drafts/begin", {"title": " ", "source": ""})
    assert answer.status_code == 422
    assert "Give it a title" in answer.content.decode()


def test_a_text_that_cannot_be_read_is_saved_and_what_is_wrong_stands_beside_it(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    broken = SOURCE.replace("hours: 125", "hours: -125").replace("\n", "\r\n")
    page = lecturer.post(at(design, "save"), {"source": broken, "based_on": "1"}, follow=True).content.decode()
    assert "It cannot be read yet" in page
    assert "hours: -125" in page
    assert "thing to put right" in page
    assert "cannot be read yet" in lecturer.get(f"{HERE}/drafts").content.decode()
    assert "It cannot be read yet" in lecturer.get(at(design, "preview")).content.decode()


def test_looking_at_a_text_while_it_is_typed_saves_nothing(as_role: Enter, studio: Studio) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    told = lecturer.post(at(design, "look"), {"source": "testamur: 1\nid: x\n"}).content.decode()
    assert "put right" in told
    assert "<html" not in told
    assert queries.design(studio.lecturer, uuid=design).line.revision == 1


def test_a_save_that_comes_too_late_shows_both_texts_and_a_proposal_and_loses_nothing(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    lecturer.post(at(design, "save"), {"source": longer(), "based_on": "1"})
    late = SOURCE.replace("hours_per_week: 12.5", "hours_per_week: 6")
    assert late != SOURCE
    answer = lecturer.post(at(design, "save"), {"source": late, "based_on": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved while you were writing" in page
    proposal = answer.context["offer"].proposal.text
    assert "weeks: 20" in proposal
    assert "hours_per_week: 6" in proposal
    assert answer.context["offer"].yours == late
    lecturer.post(at(design, "save"), {"source": proposal, "based_on": "2"})
    assert lecturer.get(at(design)).context["source"] == proposal


def test_where_both_changed_the_same_the_place_is_named(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    lecturer.post(at(design, "save"), {"source": longer(20), "based_on": "1"})
    page = lecturer.post(at(design, "save"), {"source": longer(30), "based_on": "1"}).content.decode()
    assert "Where both changed the same" in page
    assert "weeks: 30" in page
    assert "weeks: 20" in page


def test_what_is_typed_is_kept_and_the_script_is_told_when_somebody_else_saved(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    kept = lecturer.post(at(design, "keep"), {"source": longer(), "based_on": "1"})
    assert kept.json()["revision"] == 2
    late = lecturer.post(at(design, "keep"), {"source": longer(30), "based_on": "1"})
    assert late.status_code == 409
    assert "Nothing is lost" in late.json()["said"]


def test_saving_what_was_kept_already_writes_what_was_changed_into_the_history(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    lecturer.post(at(design, "keep"), {"source": longer(), "based_on": "1"})
    lecturer.post(at(design, "save"), {"source": longer(), "based_on": "2", "message": "Slower"})
    assert "Slower" in lecturer.get(at(design, "history")).content.decode()
    again = lecturer.post(at(design, "save"), {"source": longer(), "based_on": "3"}, follow=True)
    assert "This text was saved already." in again.content.decode()


def test_somebody_without_a_part_reads_but_does_not_save(as_role: Enter) -> None:
    design = begun(as_role("instructor"), source=SOURCE)
    other = as_role("designer")
    assert "Only those who make it may change it" in other.get(at(design)).content.decode()
    answer = other.post(at(design, "save"), {"source": longer(), "based_on": "1"})
    assert answer.status_code == 403
    assert "Only those with a part in this design" in answer.content.decode()
    assert "weeks: 20" in answer.content.decode()
    assert as_role("learner").get(at(design)).status_code == 404


def test_an_earlier_text_is_compared_and_brought_back(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    lecturer.post(at(design, "save"), {"source": longer(), "based_on": "1", "message": "Slower"})
    page = lecturer.get(at(design, "history?since=1")).content.decode()
    assert "Slower" in page
    assert "<del>10</del>" in page
    assert "<ins>20</ins>" in page
    lecturer.post(at(design, "restore"), {"revision": "1"})
    assert lecturer.get(at(design)).context["source"] == SOURCE
    assert "Brought back" in lecturer.get(at(design, "history")).content.decode()
    assert lecturer.get(at(design, f"history?since={10**16}")).status_code == 404
    assert lecturer.post(at(design, "restore"), {"revision": "x"}).status_code == 404


def test_a_comment_on_a_place_is_answered_and_settled(as_role: Enter, studio: Studio) -> None:
    lecturer, other = as_role("instructor"), as_role("designer")
    design = begun(lecturer, source=SOURCE)
    other.post(at(design, "talk"), {"verb": "comment", "text": "Too short?", "place": "schedule.weeks"})
    said = queries.comments(studio.lecturer, uuid=design)[0]
    assert said.place == "schedule.weeks"
    lecturer.post(at(design, "talk"), {"verb": "comment", "text": "No.", "thread": str(said.uuid)})
    lecturer.post(at(design, "talk"), {"verb": "settle", "comment": str(said.uuid)})
    page = lecturer.get(at(design, "talk")).content.decode()
    assert "Too short?" in page
    assert "No." in page
    assert "settled" in page
    empty = lecturer.post(at(design, "talk"), {"verb": "comment", "text": " "})
    assert empty.status_code == 422
    assert "Write what you want to say." in empty.content.decode()
    for nonsense in ({"verb": "settle", "comment": "x"}, {"verb": "fly"}, {}):
        assert lecturer.post(at(design, "talk"), nonsense).status_code in {302, 422}


def test_what_keeps_a_draft_is_said_and_it_is_not_handed_in_before(as_role: Enter, studio: Studio) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE)
    page = lecturer.get(at(design, "hand-in")).content.decode()
    assert "no subject expert has signed this text off" in page
    answer = lecturer.post(at(design, "hand-in"), {"verb": "hand-in"})
    assert answer.status_code == 409
    assert "It cannot go on yet" in answer.content.decode()
    assert queries.design(studio.lecturer, uuid=design).line.state == "draft"


def test_every_line_of_what_keeps_a_draft_leads_to_its_place_and_no_button_loses_an_answer(as_role: Enter) -> None:
    lecturer = as_role("instructor")
    design = begun(lecturer, source=SOURCE.replace("weight: 40", "weight: 30"))
    here = at(design, "hand-in")
    page = lecturer.get(here).content.decode()
    for link in ('href="#expert"', 'href="#interests"', f'href="{at(design, "board")}"'):
        assert link in page, link
    assert page.index('value="sign-off"' if 'value="sign-off"' in page else 'value="myself"') < page.index(
        '<button class="button" name="verb" value="hand-in"'
    )
    code = lecturer.get(here).context["topics"][0].asked[0].code
    typed = {f"answer-{code}": "partly", f"note-{code}": "In part two."}
    for step in ({"verb": "keep"}, {"verb": "myself"}, {"verb": "sign-off", "revision": "1"}, {"verb": "interests"}):
        answer = lecturer.post(here, {**typed, **step})
        assert "In part two." in (answer if answer.status_code == 422 else lecturer.get(here)).content.decode(), step
    silent = lecturer.post(here, {**typed, "verb": "interests"}).content.decode()
    assert '<a href="#has_interest">Your interest: choose one of the two.</a>' in silent


def handed_in(lecturer: Client, studio: Studio) -> UUID:
    """Bring a draft to the reviewers by pressing every button that there is to press."""
    design = begun(lecturer, source=SOURCE)
    for step in (
        {"verb": "interests", "has_interest": "no"},
        {"verb": "myself"},
        {"verb": "sign-off", "revision": "1"},
        {"verb": "hand-in"},
    ):
        assert lecturer.post(at(design, "hand-in"), step).status_code == 302
    assert queries.design(studio.lecturer, uuid=design).line.state == "peer_review"
    return design


def test_a_lecturer_a_reviewer_and_a_registrar_bring_a_draft_into_the_catalogue(as_role: Enter, studio: Studio) -> None:
    lecturer, reviewer, registrar = as_role("instructor"), as_actor(studio.reviewer), as_role("registrar")
    design = handed_in(lecturer, studio)
    desk = reviewer.get(f"{HERE}/reviews").content.decode()
    assert "waits since today" in desk
    assert "Review it" in desk
    review = f"{HERE}/reviews/{design}"
    page = reviewer.get(review).content.decode()
    assert "What no program can judge" in page
    _before, _nav, contents = page.partition('<nav class="contents')
    places = re.findall(r'href="#([^"]+)"', contents.partition("</nav>")[0])
    assert "verdict" in places
    assert all(page.count(f'id="{place}"') == 1 for place in places)
    reviewer.post(review, {"verb": "request", "text": "Name the week of the examination.", "place": "schedule"})
    blocked = reviewer.post(review, {"verb": "request", "text": "Must change.", "blocking": "1"})
    assert blocked.status_code == 302
    lecturer_page = lecturer.get(at(design, "talk")).content.decode()
    assert "Name the week of the examination." in lecturer_page
    change = next(one for one in queries.changes(studio.lecturer, uuid=design) if one.is_blocking)
    lecturer.post(at(design, "talk"), {"verb": "answer", "change": str(change.uuid), "answer": "It is week ten."})
    silent = reviewer.post(review, {"verb": "pass", **WEIGHED, **questions(studio, design)} | {"has_interest": ""})
    assert silent.status_code == 422
    assert "Your interest: choose one of the two." in silent.content.decode()
    refused = reviewer.post(review, {"verb": "pass", "minutes": "40", **WEIGHED, **questions(studio, design)})
    assert refused.status_code == 409
    assert "Changes that were asked for are not resolved: 1" in refused.content.decode()
    assert "It is week ten." in refused.content.decode()
    reviewer.post(review, {"verb": "resolve", "change": str(change.uuid)})
    misread = {"verb": "pass", **WEIGHED, "level": "EQF 5", **questions(studio, design)}
    assert "You weigh it as “EQF 5”; the text says otherwise." in reviewer.post(review, misread).content.decode()
    passed = reviewer.post(review, {"verb": "pass", "minutes": "40", **WEIGHED, **questions(studio, design)})
    assert passed["Location"] == f"{HERE}/reviews"
    wrong = registrar.post(review, {"verb": "approve", **WEIGHED, "level": "EQF 7"})
    assert wrong.status_code == 422
    assert "EQF 6" in wrong.content.decode()
    registrar.post(review, {"verb": "approve", **WEIGHED, "minutes": "10"})
    registrar.post(at(design, "hand-in"), {"verb": "publish"})
    listed = catalogue.search().items
    assert len(listed) == 1
    named = {one.name for one in catalogue.published(listed[0].uuid).definition.contributors}
    assert {"Instructor of north", "Ravi"} <= named
    assert "Its public page" in lecturer.get(at(design, "hand-in")).content.decode()


def test_nobody_judges_what_they_made_and_the_page_says_so(as_role: Enter, studio: Studio) -> None:
    registrar = as_role("registrar")
    design = begun(registrar, source=SOURCE)
    for step in (
        {"verb": "interests", "has_interest": "no"},
        {"verb": "myself"},
        {"verb": "sign-off", "revision": "1"},
        {"verb": "hand-in"},
    ):
        registrar.post(at(design, "hand-in"), step)
    review = f"{HERE}/reviews/{design}"
    assert "not for you" in registrar.get(f"{HERE}/reviews").content.decode()
    page = registrar.get(review).content.decode()
    assert "you had a part in making it" in page
    assert 'value="pass"' not in page
    refused = registrar.post(review, {"verb": "pass", **questions(studio, design)})
    assert refused.status_code == 409
    assert "you had a part in making it" in refused.content.decode()


def test_whoever_reviewed_does_not_approve(as_role: Enter, studio: Studio) -> None:
    lecturer, registrar = as_role("instructor"), as_role("registrar")
    design = handed_in(lecturer, studio)
    review = f"{HERE}/reviews/{design}"
    registrar.post(review, {"verb": "pass", **WEIGHED, **questions(studio, design)})
    answer = registrar.post(review, {"verb": "approve", **WEIGHED})
    assert answer.status_code == 409
    assert "approval needs other eyes" in answer.content.decode()


def test_what_goes_back_comes_again_with_what_changed(as_role: Enter, studio: Studio) -> None:
    lecturer, reviewer = as_role("instructor"), as_actor(studio.reviewer)
    design = handed_in(lecturer, studio)
    review = f"{HERE}/reviews/{design}"
    answered = questions(studio, design)
    code = next(
        name.removeprefix("answer-")
        for topic in reviewer.get(review).context["topics"]
        for name in (f"answer-{topic.asked[0].code}",)
        if topic.about == "workload"
    )
    typed = {**answered, f"note-{code}": "Ten weeks?", "review": str(reviewer.get(review).context["task"].review.uuid)}
    request = {"verb": "request", "text": "Ten weeks are few.", "place": "schedule.weeks", "blocking": "1"}
    reviewer.post(review, {**typed, **request})
    assert reviewer.get(review).context["given"][f"note-{code}"] == "Ten weeks?"
    silent = reviewer.post(review, {**typed, "verb": "changes"})
    assert silent.status_code == 422
    assert '<a href="#note">Say what is to be changed, and why.</a>' in silent.content.decode()
    assert '<a href="#has_interest">' in silent.content.decode()
    open_one = reviewer.post(review, {**typed, "verb": "pass", **WEIGHED, f"answer-{code}": ""})
    assert open_one.status_code == 422
    lacking = {name: "no" if name == f"answer-{code}" else said for name, said in answered.items()}
    change = queries.changes(studio.lecturer, uuid=design)[0]
    reviewer.post(review, {**typed, "verb": f"withdraw:{change.uuid}"})
    unfounded = reviewer.post(review, {"verb": "pass", **WEIGHED, **lacking}).content.decode()
    assert f'<a href="#note-{code}">' in unfounded
    assert f'aria-invalid="true" aria-describedby="note-{code}-error"' in unfounded
    reviewer.post(review, {**typed, **request})
    reviewer.post(review, {**typed, "verb": "changes", "note": "Ten weeks are too few."})
    assert "Nothing waits" in reviewer.get(f"{HERE}/reviews").content.decode()
    for page in (at(design), at(design, "board"), at(design, "details")):
        assert "Ten weeks are too few." in lecturer.get(page).content.decode(), page
    assert "came back on" in lecturer.get(f"{HERE}/drafts").content.decode()
    beside = lecturer.get(at(design, "details")).context["asked"]["weeks"]
    assert [one.quote.then for one in beside] == ["10"]
    lecturer.post(at(design, "save"), {"source": longer(), "based_on": "1"})
    talk = lecturer.get(at(design, "talk")).content.decode()
    assert "Schedule: weeks" in talk
    assert talk.index("It said then") < talk.index("It says now") < talk.index(">20<")
    asked_again = queries.changes(studio.lecturer, uuid=design, is_open=True)[0]
    lecturer.post(at(design, "talk"), {"verb": "answer", "change": str(asked_again.uuid), "answer": "Twenty now."})
    lecturer.post(at(design, "hand-in"), {"verb": "sign-off", "revision": "2"})
    assert lecturer.post(at(design, "hand-in"), {"verb": "hand-in"}).status_code == 302
    page = reviewer.get(review).content.decode()
    assert "What changed since text 1" in page
    assert "<ins>20</ins>" in page
    second = reviewer.get(review).context
    assert [one.about for one in second["topics"]] == ["workload"]
    assert len(second["settled"]) > 3
    assert {one.note for one in second["topics"][0].asked if one.code == code} == {"Ten weeks?"}
    assert {one.answer for topic in second["settled"] for one in topic.asked} == {"yes"}
