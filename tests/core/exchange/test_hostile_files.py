"""Files that are broken, huge or hostile: one clear problem with its place, nothing run, nothing fetched, no crash."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_backups import FILES, tarred, zipped
from courses import example, examples
from testamur.core.exchange import (
    READABLE,
    WRITABLE,
    ExchangeError,
    Options,
    export_definition,
    import_definitions,
)
from testamur.core.exchange import archives as a
from testamur.packs.narratives import labels

OPTIONS = Options(labels=labels)
BOMB = '<!DOCTYPE z [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><z>&b;</z>'
OUTSIDE = '<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]><z>&a;</z>'


def refused(data: bytes, *, name: str = "", form: str = "") -> ExchangeError:
    with pytest.raises(ExchangeError) as caught:
        import_definitions(data, OPTIONS, name=name, form=form)
    return caught.value


def document(main: str, **more: str) -> bytes:
    return zipped({"word/document.xml": main, **more})


@pytest.mark.parametrize(
    ("data", "form", "code"),
    [
        (b"", "", "empty-file"),
        (b"\xef\xbb\xbf \n\n", "", "empty-file"),
        (b"\xff\xd8\xff\xe0" + b"JFIF" * 9, "", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "", "picture"),
        (b"\x00\x00\x00\x18ftypmp42", "", "recording"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "", "old-office"),
        (zipped({"xl/workbook.xml": "<x/>"}), "", "workbook"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "", "slides"),
        (b"\n<!DOCTYPE html><title>x</title>", "", "web-page"),
        (b'{"name": "x",}', "", "not-json"),
        (b"hello", "", "unknown-format"),
        (b"\xff\xfe\x00", "yaml", "not-utf-8"),
        (b"\x7fELF\x00\x01", "", "unknown-format"),
        (b"{", "ctdl", "not-json"),
        (b"{}", "", "unknown-json"),
        (b'{"@graph": 5, "ceterms:name": ""}', "", "not-a-graph"),
        (b'{"@graph": [], "ceterms:name": ""}', "", "no-credential"),
        (b'{"type": "Achievements"}', "open-badges-3", "no-achievement"),
        (b'[1, "x", null, {"type": 5}]', "open-badges-2", "no-achievement"),
        (b'{"type": "Person"}', "elm", "no-specification"),
        (b"[" * 200 + b"]" * 200, "elm", "too-deep"),
        (b'{"a": 1, "a": 2}', "elm", "repeated-name"),
        (b'{"type": NaN}', "elm", "not-json"),
        (b"x" * 2_000_001, "ctdl", "too-large"),
        (b"x" * 1_000_001, "yaml", "too-large"),
        (b"x" * 20_000_001, "csv", "too-large"),
        (b"PK\x03\x04nothing", "", "not-an-archive"),
        (b"\x1f\x8bnothing", "", "not-an-archive"),
        (gzip.compress(b"not a tar" * 200, mtime=0), "", "not-an-archive"),
        (zipped({"a.txt": "a"}), "", "not-a-backup"),
        (zipped({"a.txt": "a"}), "docx", "not-a-document"),
        (zipped({"moodle_backup.xml": "<a>"}), "", "not-xml"),
        (zipped({"moodle_backup.xml": BOMB}), "", "doctype"),
        (zipped({"moodle_backup.xml": OUTSIDE}), "", "doctype"),
        (zipped({"moodle_backup.xml": "<a>" * 100 + "</a>" * 100}), "", "too-deep"),
        (document(BOMB), "", "doctype"),
        (document("<document/>"), "", "no-fields"),
        (b"%PDF-1.7 nothing", "", "nothing-attached"),
        (b"colour,shape\nred,round\n", "csv", "no-columns"),
        (b"title,country\n", "csv", "no-rows"),
        (b'title,country\n"open', "csv", "not-a-table"),
        (b"title\nx\x00y", "csv", "not-a-table"),
        (b"title,country\n" + b"a,b\n" * 20_001, "csv", "too-many-rows"),
        (("title" + ",x" * 3_000 + "\na").encode(), "csv", "too-many-columns"),
    ],
    # Archives hold the time at which they were made, and every worker has to give a test the same name.
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_read_is_refused_with_one_reason(data: bytes, form: str, code: str) -> None:
    assert refused(data, form=form).code == code


def test_a_zip_that_would_fill_the_memory_is_refused_before_it_does() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("moodle_backup.xml", b"0" * 40_000_000)

    assert refused(held.getvalue()).code == "shrunk-too-well"


def test_a_gzip_that_would_fill_the_memory_is_refused_before_it_does() -> None:
    assert refused(gzip.compress(b"0" * 200_000_000, compresslevel=1)).code == "archive-too-large"


def test_a_member_that_is_larger_than_its_place_allows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(a, "MAX_MEMBER", 100)

    error = refused(zipped())
    assert (error.code, error.place) == ("member-too-large", "moodle_backup.xml")


def test_an_archive_of_very_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(a, "MAX_MEMBERS", 3)

    assert refused(zipped()).code == "too-many-members"
    assert refused(tarred()).code == "too-many-members"


def test_names_that_lead_outside_are_told_and_never_followed() -> None:
    (found,) = import_definitions(zipped({**FILES, "../../etc/passwd": "x", "/root/x": "y"}), OPTIONS).found

    assert [one.place for one in found.notices if one.code == "leads-outside"] == ["../../etc/passwd", "/root/x"]


def test_links_in_a_backup_are_told_and_never_followed() -> None:
    (found,) = import_definitions(tarred(FILES, {"course/link.xml": "/etc/passwd"}), OPTIONS).found

    assert "course/link.xml" in [one.place for one in found.notices if one.code == "leads-outside"]


def test_scripts_and_drawings_in_a_summary_say_nothing() -> None:
    course = FILES["course/course.xml"].replace(
        "&lt;p&gt;Draw", "&lt;svg onload=x()&gt;evil()&lt;/svg&gt;&lt;p&gt;Draw"
    )
    (found,) = import_definitions(zipped({**FILES, "course/course.xml": course}), OPTIONS).found

    assert "evil" not in found.source
    assert "alert" not in found.source
    assert "Draw a usable map." in found.source


def test_macros_and_embedded_objects_are_told_and_not_opened() -> None:
    data = export_definition(example("first-aid"), "docx", OPTIONS).data
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
        archive.writestr("word/embeddings/oleObject1.bin", b"object")
    (found,) = import_definitions(held.getvalue(), OPTIONS).found

    assert found.definition == example("first-aid")
    assert {(one.code, one.place) for one in found.notices} == {
        ("macros-ignored", "word/vbaProject.bin"),
        ("embedded-ignored", "word/embeddings/oleObject1.bin"),
    }


def test_a_field_named_after_nothing_is_told() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="{}"/></w:sdtPr><w:sdtContent><w:p><w:t>x</w:t></w:p></w:sdtContent></w:sdt>'
    )
    controls = "".join(control.format(key) for key in ("title.en", "title.en", "outcomes[999999].id", "nothing"))
    main = f'<w:document xmlns:w="w"><w:body>{controls}</w:body></w:document>'
    (found,) = import_definitions(document(main), OPTIONS).found

    assert [one.code for one in found.notices if one.code.endswith("-field")] == [
        "repeated-field",
        "unread-field",
        "unread-field",
    ]


def test_a_carried_file_that_is_not_whole_is_told_and_the_rest_is_read() -> None:
    badge = json.loads(export_definition(example("first-aid"), "open-badges-3", OPTIONS).data)
    badge["testamurDefinition"] = "testamur: 1\ntitle: [broken"
    (found,) = import_definitions(json.dumps(badge).encode(), OPTIONS).found

    assert "carried-unreadable" in [one.code for one in found.notices]
    assert found.title == example("first-aid").title.original


def damaged(form: str) -> bytes:
    return export_definition(example(examples()[0]), form, OPTIONS).data


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=st.sampled_from([form for form in WRITABLE if form != "yaml"]), data=st.data())
def test_any_damage_is_told_or_survived(form: str, data: st.DataObject) -> None:
    whole = damaged(form)
    at = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=6))
    broken = whole[:at] + put + whole[at + length :]
    with suppress(ExchangeError):
        import_definitions(broken, OPTIONS, form=form)


LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just({}), st.just([]))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=st.sampled_from(["open-badges-3", "open-badges-2", "ctdl", "elm"]), draw=st.data())
def test_any_value_in_place_of_another_is_told_or_survived(form: str, draw: st.DataObject) -> None:
    """Every value of a document is somewhere replaced by one of another kind."""
    told = json.loads(damaged(form))
    held, key = draw.draw(st.sampled_from(list(places(told))))
    held[key] = draw.draw(LEAF)
    with suppress(ExchangeError):
        import_definitions(json.dumps(told).encode(), OPTIONS, form=form)


def places(told: object) -> list[tuple[object, object]]:
    found: list[tuple[object, object]] = []
    pairs = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in pairs:
        found.append((told, key))
        found += places(value)
    return found


def test_every_readable_form_is_named() -> None:
    assert {"yaml", "csv", "docx", "pdf", "moodle", "ctdl", "elm", "open-badges-2", "open-badges-3"} == set(READABLE)


def test_more_definitions_than_are_wanted_are_refused_and_none_is_left_out() -> None:
    table = b"title\n" + b"Knots\n" * 4

    with pytest.raises(ExchangeError, match="too-many-definitions"):
        import_definitions(table, Options(labels=labels, most=3), form="csv")
    assert len(import_definitions(table, Options(labels=labels, most=4), form="csv").found) == 4
