"""Definitions: looked at before they are published, read with what the guidelines say, told of without names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import campus as campuses
from testamur.domain.catalogue import queries
from testamur.domain.institution import actions as institution

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

HERE = "/design/north"
SOURCE = campuses.example()


def changed(old: str, new: str) -> str:
    assert old in SOURCE
    return SOURCE.replace(old, new)


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("course.yaml", data, "application/yaml")


@pytest.fixture
def partner(campus: campuses.Campus) -> Callable[[str], Client]:
    """Sign in as a partner or reviewer of that name, whom the campus does not have yet."""

    def enter(name: str, role: str = "partner") -> Client:
        from django.contrib.auth import get_user_model

        one = institution.invite(campus.system, email="new@else.example", name=name, roles=[role], at=campuses.NOW)
        client = Client()
        person = get_user_model().objects.get(pk=one.id)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def test_the_design_pages_stay_closed_to_strangers_and_learners(as_role: Enter, client: Client) -> None:
    for path in ("/", "/publish"):
        assert client.get(HERE + path)["Location"].startswith("/accounts/login/")
        assert as_role("learner").get(HERE + path).status_code == 403
    assert as_role("instructor").get(f"{HERE}/publish").status_code == 403
    assert as_role("instructor").post(f"{HERE}/publish/confirm", {"source": SOURCE}).status_code == 403


def test_an_empty_shelf_says_how_to_begin(as_role: Enter) -> None:
    page = as_role("designer").get(f"{HERE}/").content.decode()
    assert "Nothing is published yet" in page
    assert "Begin with an example" in page


def test_every_example_is_a_start_in_the_page_and_as_a_file(as_role: Enter) -> None:
    designer = as_role("designer")
    page = designer.get(f"{HERE}/publish?example=first-aid")
    assert page.context["source"] == campuses.example("first-aid")
    file = designer.get(f"{HERE}/examples/first-aid")
    assert file.content.decode() == campuses.example("first-aid")
    assert 'filename="first-aid.yaml"' in file["Content-Disposition"]
    for path in ("/publish?example=nothing", "/examples/nothing", "/publish?of=nothing"):
        assert designer.get(HERE + path).status_code == 404


def test_looking_publishes_nothing_and_shows_the_page_as_it_will_read(as_role: Enter) -> None:
    answer = as_role("designer").post(f"{HERE}/publish", {"source": SOURCE})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing stands in the way of version 1.0" in page
    assert "Defend decisions about openness" in page
    assert "Quality Unit, Universitat Oberta de la Marina" in page
    assert "The file says that Universitat Oberta de la Marina awards it. You publish it for North University." in page
    assert queries.search().items == ()


def test_without_a_review_it_is_published_by_who_may_with_a_reason_that_everyone_reads(
    as_role: Enter, client: Client
) -> None:
    registrar = as_role("registrar")
    sent = {"source": SOURCE.replace("\n", "\r\n")}  # as browsers send a text
    silent = registrar.post(f"{HERE}/publish/confirm", sent)
    assert (silent.status_code, queries.search().items) == (422, ())
    assert "Say why, in one line" in silent.content.decode()
    sent["because"] = campuses.ELSEWHERE
    page = registrar.post(f"{HERE}/publish/confirm", sent, follow=True).content.decode()
    assert "nobody reviewed it here, and why. It can be offered now." in page
    found = queries.search().items[0]
    assert queries.published(found.uuid).source == SOURCE
    again = registrar.post(f"{HERE}/publish/confirm", sent, follow=True).content.decode()
    assert "word for word. Nothing was changed" in again
    looked_at = registrar.post(f"{HERE}/publish", sent).content.decode()
    assert "This is published already" in looked_at
    assert "Nothing has been published yet" not in looked_at
    public = client.get(f"/id/mc/{found.uuid}").content.decode()
    assert "Not reviewed here" in public
    assert campuses.ELSEWHERE in public
    assert "As the file says; nobody checked it here." in public
    assert "Not reviewed here, and no look planned: 1 of 1" in client.get("/quality/north/outcomes").content.decode()


def test_a_designer_begins_a_draft_with_it_and_cannot_publish_alone(as_role: Enter) -> None:
    designer = as_role("designer")
    page = designer.post(f"{HERE}/publish", {"source": SOURCE}).content.decode()
    assert "A registrar or an administrator can do that, giving the reason." in page
    given = {"source": SOURCE, "because": "I say so."}
    assert designer.post(f"{HERE}/publish/confirm", given).status_code == 403
    begun = designer.post(f"{HERE}/publish/draft", {"source": SOURCE}, follow=True)
    assert begun.redirect_chain[-1][0].startswith(f"{HERE}/drafts/")
    assert "Research Data Stewardship in Practice" in begun.content.decode()
    assert queries.search().items == ()


def test_every_problem_is_told_with_its_line_its_place_and_the_nearest_spelling(as_role: Enter) -> None:
    text = SOURCE.replace("hours: 125", "hours: -125").replace("stackability:", "stackabilty:")
    answer = as_role("designer").post(f"{HERE}/publish", {"source": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 things to put right" in page
    assert "Line 99, column 10" in page
    assert "“-125” is negative; “hours” starts at 0." in page
    assert "Did you mean “stackability”?" in page
    assert answer.context["source"] == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfet\x00", "not in UTF-8 (found UTF-16)"),
        (b"title: caf\xe9", "not in UTF-8 (found 0xE9)"),
        (b"\x89PNG\r\n\x1a\n", "not in UTF-8"),
        (b"a: &a [x,x]\nb: [*a,*a]\n", "marks a part for repetition"),
        (b"x: " + b"[" * 400, "nested too deeply"),
        (b"--- {}\n--- {}\n", "begins a second document"),
        (b"testamur: 1\nx: " + b"y" * 1_000_001, "a definition has up to 1000000"),
        (b"a\x00b", "cannot be printed"),
        (SOURCE.replace("title: Research", "title: <script>alert(1)</script>").encode(), "contains HTML"),
        (SOURCE.replace("5 ECTS", "-5 ECTS").encode(), "“-5 ECTS”"),
        (b"- just\n- a list\n", "This is not a definition"),
    ],
)
def test_rubbish_is_answered_with_advice_and_changes_nothing(
    as_role: Enter, counts: Callable[[], dict[str, int]], data: bytes, says: str
) -> None:
    designer = as_role("designer")
    before = counts()
    answer = designer.post(f"{HERE}/publish", {"file": upload(data), "source": "what was typed before"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "<script>alert" not in page
    assert counts() == before


def test_a_file_that_is_no_text_leaves_what_was_typed(as_role: Enter) -> None:
    answer = as_role("designer").post(f"{HERE}/publish", {"file": upload(b"\xff\xff"), "source": "kept"})
    assert answer.context["source"] == "kept"


def test_nothing_at_all_is_told_to_be_empty(as_role: Enter) -> None:
    assert "The file is empty" in as_role("designer").post(f"{HERE}/publish").content.decode()


def test_a_hard_rule_stands_in_the_way_also_of_who_skips_the_look(as_role: Enter) -> None:
    text = changed("needs: [labour_market, societal]", "")
    for path in ("/publish", "/publish/confirm"):
        answer = as_role("registrar").post(HERE + path, {"source": text, "because": campuses.ELSEWHERE})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Something stands in the way" in page
        assert "2022/C 243/02" in page
        assert "Publish version" not in page
    assert queries.search().items == ()


def test_a_new_version_shows_what_changes_word_by_word(as_role: Enter, campus: campuses.Campus) -> None:
    uuid = campus.publish()
    designer = as_role("designer")
    assert designer.get(f"{HERE}/publish?of={uuid}").context["source"] == SOURCE
    text = changed('version: "1.0"', 'version: "1.1"').replace("weeks: 10", "weeks: 12")
    page = designer.post(f"{HERE}/publish", {"source": text}).content.decode()
    assert "What changes from version 1.0" in page
    assert "<del>10</del><ins>12</ins>" in page
    assert "People in offerings of 1.0 stay with 1.0" in page
    given = {"source": text, "because": campuses.ELSEWHERE}
    told = as_role("registrar").post(f"{HERE}/publish/confirm", given, follow=True).content.decode()
    assert "Offerings of earlier versions stay as they are" in told
    assert "What changed from version 1.0" in told
    earlier = designer.get(f"{HERE}/definitions/{uuid}?version=1.0").content.decode()
    assert "What changed from" not in earlier


def test_another_text_under_a_published_number_is_told_before_it_is_refused(
    as_role: Enter, campus: campuses.Campus
) -> None:
    campus.publish()
    text = changed("weeks: 10", "weeks: 12")
    for path in ("/publish", "/publish/confirm"):
        answer = as_role("registrar").post(HERE + path, {"source": text, "because": campuses.ELSEWHERE})
        assert answer.status_code == 422
        assert "Give this one a new version number, such as “1.1”." in answer.content.decode()


def test_the_text_is_looked_at_while_it_is_typed(as_role: Enter) -> None:
    asked = {"HX-Request": "true"}
    part = as_role("designer").post(f"{HERE}/publish", {"source": "testamur: 1"}, headers=asked)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert "things to put right" in part.content.decode()
    part = as_role("designer").post(f"{HERE}/publish", {"source": SOURCE}, headers=asked)
    assert "Nothing stands in the way" in part.content.decode()


def test_a_reviewer_reads_each_finding_with_its_source_and_may_change_nothing(
    campus: campuses.Campus, partner: Callable[..., Client]
) -> None:
    uuid = campus.publish(changed("hours: 12, outcomes: [LO3, LO4]", "hours: 50, outcomes: [LO3, LO4]"))
    reviewer = partner("Kavitha", "reviewer")
    assert reviewer.get("/welcome")["Location"] == f"{HERE}/"
    shelf = reviewer.get(f"{HERE}/").content.decode()
    assert "1 warning" in shelf
    assert "New version" not in shelf
    page = reviewer.get(f"{HERE}/definitions/{uuid}").content.decode()
    assert "The activities take 163 hours, the stated workload is 125." in page
    assert "Why, and who says so" in page
    assert "A European approach to micro-credentials" in page
    assert "Take it out" not in page
    assert reviewer.post(f"{HERE}/definitions/{uuid}/show", {"retire": "1"}).status_code == 403


def test_a_definition_is_taken_out_of_the_catalogue_and_put_back(as_role: Enter, campus: campuses.Campus) -> None:
    uuid, designer = campus.publish(), as_role("designer")
    path = f"{HERE}/definitions/{uuid}/show"
    assert "out of the catalogue" in designer.post(path, {"retire": "1"}, follow=True).content.decode()
    assert queries.search().items == ()
    assert "Somebody did that already" in designer.post(path, {"retire": "1"}, follow=True).content.decode()
    designer.post(path, {"bring_back": "1"})
    assert len(queries.search().items) == 1


def test_another_university_s_definition_is_not_found_here(as_role: Enter) -> None:
    uuid = campuses.found("south").publish()
    designer = as_role("designer")
    assert designer.get(f"{HERE}/definitions/{uuid}").status_code == 404
    assert designer.get(f"{HERE}/publish?of={uuid}").status_code == 404
    assert designer.post(f"{HERE}/definitions/{uuid}/show", {"retire": "1"}).status_code == 404


def test_the_shelf_is_searched_and_turned_over(as_role: Enter, campus: campuses.Campus) -> None:
    for number in range(27):
        campus.publish(changed("id: data-stewardship", f"id: course-{number:02}"))
    designer = as_role("designer")
    first = designer.get(f"{HERE}/")
    assert "course-24" in first.content.decode()
    assert "course-25" not in first.content.decode()
    assert "course-26" in designer.get(first.context["next"]).content.decode()
    assert "course-11" in designer.get(f"{HERE}/?text=course-11").content.decode()
    assert "None found" in designer.get(f"{HERE}/?text=%25%00").content.decode()


def test_everyone_comes_to_the_page_of_their_role(as_role: Enter, settings: LazySettings) -> None:
    del settings
    homes = {"designer": f"{HERE}/", "registrar": "/desk/north/", "instructor": "/desk/north/"}
    homes |= {"administrator": "/office/north/", "learner": "/mine"}
    for role, home in homes.items():
        assert as_role(role).get("/welcome")["Location"] == home
