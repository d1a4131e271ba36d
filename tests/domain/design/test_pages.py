"""Pages of a design: saved without loss, put out with the version, copied, and their files."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from PIL import Image

from campus import NOW
from studio import Studio
from testamur.adapters import pictures
from testamur.domain.design import actions, queries
from testamur.domain.design.page_values import NewFile, NewPage
from testamur.domain.learning import actions as learning
from testamur.domain.learning import queries as taking
from testamur.refusals import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20), **settings: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **settings)
    return out.getvalue()


def handed_in(studio: Studio, design: object, name: str, content: bytes, **settings: object) -> str:
    told = {"owner": "North", "licence": "CC-BY-4.0", "note": "A red field", **settings}
    return actions.hand_in_file(studio.lecturer, design=design, name=name, content=content, at=NOW, **told)


def test_a_page_is_saved_without_losing_what_anybody_wrote(studio: Studio) -> None:
    design = studio.draft()
    page = actions.add_page(studio.lecturer, design=design, title="The heart", place="LO1", at=NOW)
    saves = {"page": page, "title": "The heart", "place": "LO1"}
    for minute in range(3):
        at = NOW + timedelta(minutes=minute)
        text = f"Text {minute}"
        actions.save_page(studio.lecturer, **saves, text=text, based_on=minute + 1, at=at, is_auto=True)
    kept = queries.page_history(studio.lecturer, design=design, uuid=page)
    assert [(one.number, one.kind) for one in kept] == [(4, "autosave"), (1, "start")]
    assert actions.save_page(studio.lecturer, **saves, text="Text 2", based_on=4, at=NOW)
    assert not actions.save_page(studio.lecturer, **saves, text="Text 2", based_on=5, at=NOW)
    with pytest.raises(actions.StalePage) as stale:
        actions.save_page(studio.lecturer, **saves, text="Old", based_on=4, at=NOW)
    assert stale.value.facts == {"based_on": 4, "current": 5}
    changed = queries.page_difference(studio.lecturer, design=design, uuid=page, before=1)
    assert changed.lines[-2:] == ("-", "+Text 2")
    actions.restore_page(studio.lecturer, page=page, revision=1, at=NOW)
    assert queries.page(studio.lecturer, design=design, uuid=page).text == ""


def test_pages_are_put_in_order_taken_out_and_put_back(studio: Studio) -> None:
    design = studio.draft()
    one, two, three = (
        actions.add_page(studio.lecturer, design=design, title=title, at=NOW) for title in ("One", "Two", "Three")
    )
    actions.move_page(studio.lecturer, page=three, by=-1, at=NOW)
    actions.move_page(studio.lecturer, page=one, by=-1, at=NOW)
    actions.remove_page(studio.lecturer, page=two, at=NOW)
    assert [found.line.title for found in queries.pages(studio.lecturer, design=design)] == ["One", "Three"]
    assert [found.title for found in queries.removed_pages(studio.lecturer, design=design)] == ["Two"]
    actions.remove_page(studio.lecturer, page=two, at=NOW, is_back=True)
    assert [found.line.title for found in queries.pages(studio.lecturer, design=design)] == ["One", "Three", "Two"]
    with pytest.raises(Invalid):
        actions.move_page(studio.lecturer, page=one, by=2, at=NOW)


def test_only_makers_change_pages_and_only_in_words_that_fit(studio: Studio) -> None:
    design = studio.draft()
    page = actions.add_page(studio.lecturer, design=design, title="One", at=NOW)
    for stranger in (studio.reviewer, studio.partner):
        with pytest.raises(NotAllowed):
            actions.save_page(stranger, page=page, title="One", text="", based_on=1, at=NOW)
    with pytest.raises(NotFound):
        queries.pages(studio.partner, design=design)
    for text in ("a" * 60_001, "a\x00"):
        with pytest.raises(Invalid):
            actions.save_page(studio.lecturer, page=page, title="One", text=text, based_on=1, at=NOW)
    with pytest.raises(Invalid):
        actions.save_page(studio.lecturer, page=page, title=" ", text="", based_on=1, at=NOW)


def test_a_picture_is_made_anew_and_listed_among_the_materials(studio: Studio) -> None:
    design = studio.draft()
    camera = Image.Exif()
    camera[0x010F] = "Secret Camera"
    sent = picture("JPEG", (3000, 20), exif=camera)
    assert b"Secret Camera" in sent
    name = handed_in(studio, design, "C:\\My Pictures\\Häart 1.JPG", sent)
    assert name == "h-art-1.jpg"
    seen, content = queries.file(studio.lecturer, design=design, name=name)
    assert b"Secret Camera" not in content
    assert (seen.width, seen.height, seen.media_type) == (2000, 13, "image/jpeg")
    (asset,) = queries.assets(studio.lecturer, uuid=design)
    assert (asset.file_name, asset.owner, asset.licence) == (name, "North", "CC-BY-4.0")
    known = queries.nameable(studio.lecturer, design=design, hosts=frozenset())
    assert (known.files, known.noted) == ({name: True}, {name})
    with pytest.raises(actions.FileNameTaken):
        handed_in(studio, design, name, picture("JPEG"))
    actions.withdraw_asset(studio.lecturer, design=design, asset=asset.uuid, at=NOW)
    with pytest.raises(NotFound):
        queries.file(studio.lecturer, design=design, name=name)


def test_files_that_are_not_what_they_say_are_not_kept(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    design = studio.draft()
    macros = io.BytesIO()
    with zipfile.ZipFile(macros, "w") as made:
        made.writestr("word/document.xml", "<a/>")
        made.writestr("word/vbaProject.bin", b"x")
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1000)
    for name, content in (
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
        (".png", picture()),
        ("a.png", b"%PDF-"),
        ("a.png", picture(size=(100, 11))),
        ("a.pdf", b"<html>"),
        ("a.docx", b"PK\x03\x04 no archive"),
        ("a.docx", macros.getvalue()),
        ("a.txt", b"\xff\xfe\x00"),
        ("a.csv", b""),
        ("a.txt", b"a" * 10_000_001),
    ):
        with pytest.raises(Invalid):
            handed_in(studio, design, name, content)
    assert queries.files(studio.lecturer, design=design) == []
    with pytest.raises(Invalid):
        handed_in(studio, design, "a.txt", b"words", licence=" ")


def test_pages_go_out_with_the_version_and_stay_as_they_were(studio: Studio) -> None:
    design = studio.draft()
    page = actions.add_page(studio.lecturer, design=design, title="The heart", text="First", at=NOW)
    handed_in(studio, design, "heart.png", picture())
    studio.staffed(design)
    actions.save_page(studio.lecturer, page=page, title="The heart", text="Second", based_on=1, at=NOW)
    assert "subject-expert" in queries.design(studio.lecturer, uuid=design).barriers
    studio.signed(design)
    studio.handed_in(design)
    with pytest.raises(actions.WrongStage):
        actions.save_page(studio.lecturer, page=page, title="The heart", text="Third", based_on=2, at=NOW)
    studio.passed(design)
    studio.approved(design)
    uuid = actions.publish(studio.registrar, design=design, at=NOW)
    after = actions.revise(studio.lecturer, design=design, at=NOW)
    (copied,) = queries.pages(studio.lecturer, design=after)
    actions.save_page(studio.lecturer, page=copied.line.uuid, title="Other", text="Other", based_on=1, at=NOW)
    assert [one.name for one in queries.files(studio.lecturer, design=after)] == ["heart.png"]

    learner = studio.someone("Lena")
    offering = learning.offer(studio.registrar, microcredential=uuid, at=NOW)
    enrolment = learning.enrol(learner, offering=offering, at=NOW)
    reading = taking.reading(learner, enrolment=enrolment)
    assert reading is not None
    assert [(one.title, one.text) for one in reading.edition.pages] == [("The heart", "Second")]
    assert taking.page_file(learner, enrolment=enrolment, name="heart.png")[0].licence == "CC-BY-4.0"
    learning.mark_read(learner, enrolment=enrolment, page=page, at=NOW)
    learning.mark_read(learner, enrolment=enrolment, page=page, at=NOW)
    found = taking.reading(learner, enrolment=enrolment)
    assert found is not None
    assert found.read == {page}
    learning.mark_read(learner, enrolment=enrolment, page=page, at=NOW, is_read=False)
    for stranger in (studio.partner, studio.lecturer):
        with pytest.raises(NotFound):
            taking.reading(stranger, enrolment=enrolment)
        with pytest.raises(NotFound):
            learning.mark_read(stranger, enrolment=enrolment, page=page, at=NOW)
    with pytest.raises(NotFound):
        taking.page_file(learner, enrolment=enrolment, name="other.png")


def test_pages_come_out_of_an_archive_all_or_none_and_go_with_a_clone(studio: Studio) -> None:
    design = studio.draft()
    good = NewFile("data.csv", b"a,b\n", "North", "CC-BY-4.0", "Two columns")
    pages = [NewPage("One", "", "1"), NewPage("Two", "LO1", "2")]
    with pytest.raises(Invalid):
        actions.bring_pages(studio.lecturer, design=design, pages=[*pages, NewPage(" ", "", "")], files=[good], at=NOW)
    assert queries.pages(studio.lecturer, design=design) == []
    assert queries.files(studio.lecturer, design=design) == []
    assert actions.bring_pages(studio.lecturer, design=design, pages=pages, files=[good], at=NOW) == 2
    assert actions.bring_pages(studio.lecturer, design=design, pages=pages[:1], files=[good], at=NOW) == 1
    twin = actions.clone(studio.lecturer, design=design, at=NOW)
    assert [one.line.title for one in queries.pages(studio.lecturer, design=twin)] == ["One", "Two", "One"]
    assert queries.file(studio.lecturer, design=twin, name="data.csv")[1] == b"a,b\n"
