"""The same people and marks, however a program wrote them down."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from testamur.core.assessment.intake import Intake, IntakeError
from testamur.core.model.microcredential import MicroCredential

Read = Callable[..., Intake]

PLAIN = "name,email,id,exam,essay\nZoë Ñandú,zoe@example.edu,A-1,87.5,60\nLi Na,li@example.edu,A-2,,45\n"
SEMICOLONS = PLAIN.replace(",", ";").replace("87.5", "87,5")

SHAPES: dict[str, bytes] = {
    "commas": PLAIN.encode(),
    "semicolons and decimal commas": SEMICOLONS.encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "bars": PLAIN.replace(",", "|").encode(),
    "a byte-order mark": codecs.BOM_UTF8 + SEMICOLONS.encode(),
    "UTF-16, little end first": codecs.BOM_UTF16_LE + SEMICOLONS.encode("utf-16-le"),
    "UTF-16, big end first": codecs.BOM_UTF16_BE + PLAIN.replace(",", "\t").encode("utf-16-be"),
    "UTF-16 without a mark": PLAIN.encode("utf-16-le"),
    "UTF-16 without a mark, big end first": PLAIN.encode("utf-16-be"),
    "Windows-1252": SEMICOLONS.encode("cp1252"),
    "line ends of DOS": PLAIN.replace("\n", "\r\n").encode(),
    "line ends of an old Mac": PLAIN.replace("\n", "\r").encode(),
    "no end at the last line": PLAIN.rstrip("\n").encode(),
    "a spreadsheet's hint at the separator": ("sep=;\n" + SEMICOLONS).encode(),
    "blank rows below": (PLAIN + ",,,,\n\n  \n").encode(),
    "blank lines above": ("\n\n" + PLAIN).encode(),
    "everything in quotes": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in PLAIN.splitlines()
    ).encode(),
    "percent signs": PLAIN.replace("87.5", "87.5 %").replace("60", "60%").encode(),
    "columns in another order and one more": (
        "essay,Unit,id,exam,email,name\n60,X,A-1,87.5,zoe@example.edu,Zoë Ñandú\n45,Y,A-2,-,li@example.edu,Li Na\n"
    ).encode(),
    "first and last names": PLAIN.replace("name,", "First name,Surname,").replace("Zoë Ñ", "Zoë,Ñ").replace(
        "Li N", "Li,N"
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_reads_the_same_in_every_shape(read: Read, shape: str) -> None:
    found = read(SHAPES[shape])
    assert found.errors == ()
    zoe, li = found.rows
    assert (zoe.name, zoe.email, zoe.identifier) == ("Zoë Ñandú", "zoe@example.edu", "A-1")
    assert [(one.assessment_id, one.percent) for one in zoe.results] == [
        ("exam", Decimal("87.5")), ("essay", Decimal(60)),
    ]  # fmt: skip
    assert (li.name, [one.percent for one in li.results]) == ("Li Na", [None, Decimal(45)])


def test_windows_1252_is_pointed_out(read: Read) -> None:
    assert [notice.code for notice in read(SHAPES["Windows-1252"]).notices] == ["read-as-windows-1252"]


HEADINGS = {
    "Spanish": "Nombre;Apellidos;Correo electrónico;DNI;Examen final;Essay",
    "Catalan": "Nom;Cognoms;Correu electrònic;DNI;Final examination;Essay",
    "Malay": "Nama pertama;Nama keluarga;E-mel;No. matrik;exam;essay",
    "French": "Prénom;Nom;Adresse de courriel;Identifiant;Final Examination;ESSAY",
    "English": "Given name;Family name;E-mail;Student ID;Final examination (%);Essay (out of 100)",
}


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_understood_in(read: Read, language: str) -> None:
    found = read(f"{HEADINGS[language]}\nAnn;Smith;ann@example.edu;7;80;70\n")
    (ann,) = found.rows
    assert (ann.name, ann.email, ann.identifier) == ("Ann Smith", "ann@example.edu", "7")
    assert [one.percent for one in ann.results] == [80, 70]


NUMBERS = [
    "Number", "No", "No.", "Student number", "Matric", "Matrik", "Nombor", "Número", "numero", "Número de matrícula",
    "Número de estudiante", "No. pelajar", "Nombor pelajar", "Número d'estudiant",
]  # fmt: skip


@pytest.mark.parametrize("heading", NUMBERS)
def test_a_person_s_number_is_understood_under(read: Read, heading: str) -> None:
    found = read(f"Name,{heading},exam,essay\nAnn,A-7,80,70\nBo,A-9,60,50\n")
    assert [row.identifier for row in found.rows] == ["A-7", "A-9"]
    assert found.notices == ()


@pytest.mark.parametrize("heading", ["No.", "Number", "Bil."])
def test_a_column_that_counts_the_rows_is_nobody_s_number(read: Read, heading: str) -> None:
    found = read(f"{heading},Name,exam,essay\n1,Ann,80,70\n2,Bo,60,50\n")
    assert [row.identifier for row in found.rows] == ["", ""]
    assert [(told.code, told.column) for told in found.notices] == [("row-counter-not-used", heading)]
    told = read(f"{heading},Name,exam,essay\n1,Ann,80,70\n2,Bo,60,50\n", mapping={"identifier": heading})
    assert [row.identifier for row in told.rows] == ["1", "2"]
    assert told.notices == ()


def test_a_plain_heading_has_the_number_before_a_bare_one(read: Read) -> None:
    found = read("No.,Name,Matric,exam,essay\n5,Ann,A-7,80,70\n9,Bo,A-9,60,50\n")
    assert [row.identifier for row in found.rows] == ["A-7", "A-9"]


MOODLE = (
    '"First name",Surname,"ID number",Institution,"Email address","Quiz: Final examination (Real)",'
    '"Quiz: Final examination (Percentage)","Quiz: Final examination (Letter)","Assignment: Essay (Percentage)",'
    '"Course total (Real)","Last downloaded from this course"\n'
    'Ann,Smith,7,,ann@example.edu,8.50,"85.00 %",B,"70.00 %",78.00,1790000000\n'
    "Bo,Li,8,,bo@example.edu,-,-,-,-,-,1790000000\n"
)


def test_a_moodle_export_is_read_with_percentages_before_points(read: Read) -> None:
    found = read(MOODLE)
    assert found.kind == "moodle"
    ann, bo = found.rows
    assert [one.percent for one in ann.results] == [85, 70]
    assert [one.percent for one in bo.results] == [None, None]
    assert [notice.code for notice in found.notices] == ["total-not-used"]


def test_moodle_points_out_of_a_hundred_are_taken_and_pointed_out(read: Read) -> None:
    found = read("First name,Surname,Quiz: Final examination (Real),essay\nAnn,Smith,85.00,50\n")
    assert found.rows[0].results[0].percent == 85
    assert [notice.code for notice in found.notices] == ["points-taken-as-percent"]


def test_moodle_points_of_an_unknown_scale_are_refused_until_told(read: Read) -> None:
    text = "First name,Surname,Quiz: Final examination (Real),essay\nAnn,Smith,8.50,50\n"
    with pytest.raises(IntakeError) as refused:
        read(text)
    assert (refused.value.code, refused.value.facts["highest"]) == ("scale-unknown", "8.50")
    told = read(text, mapping={"exam": "Quiz: Final examination (Real) / 10"})
    assert told.rows[0].results[0].percent == 85


def test_a_course_total_decides_where_there_is_one_assessment(read: Read, one: MicroCredential) -> None:
    found = read("First name,Surname,Course total (Percentage)\nAnn,Smith,85.00 %\n", definition=one)
    assert found.rows[0].results[0].percent == 85


RESULTS = (
    "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment\n"
    "r1,active,,exam,s2,fully graded,40,2026-05-01,\n"
    "r2,active,,exam,s1,fully graded,90,2026-05-01,\n"
    "r3,active,,essay,s1,fully graded,70,2026-05-02,\n"
    "r4,active,,exam,s2,fully graded,80,2026-05-20,again\n"
    "r5,active,,essay,s2,submitted,,,\n"
    "r6,tobedeleted,,essay,s2,fully graded,100,2026-05-02,\n"
    "r7,active,,other,s1,fully graded,1,2026-05-02,\n"
)
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email\n"
    "s1,active,,true,o,student,ann,,Ann,Smith,,7,ann@example.edu\n"
    "s2,active,,true,o,student,bo,,Bo,Li,,8,bo@example.edu\n"
    "t1,active,,true,o,teacher,cy,,Cy,Ro,,9,cy@example.edu\n"
)


def test_oneroster_results_are_joined_with_users_in_the_order_of_the_results(read: Read) -> None:
    found = read(RESULTS, users=USERS)
    assert (found.kind, found.errors) == ("oneroster", ())
    bo, ann = found.rows
    assert (ann.name, ann.email, ann.identifier, ann.line) == ("Ann Smith", "ann@example.edu", "7", 3)
    assert [(one.assessment_id, one.percent, one.attempt) for one in bo.results] == [
        ("exam", 40, 1), ("exam", 80, 2), ("essay", None, 1),
    ]  # fmt: skip
    assert bo.results[1].taken_on == date(2026, 5, 20)
    assert [notice.facts["item"] for notice in found.notices] == ["other"]


def test_oneroster_line_items_can_be_mapped_with_their_full_marks(read: Read) -> None:
    results = RESULTS.replace(",exam,", ",li-7,").replace("40,2026", "8,2026").replace("90,2026", "18,2026")
    found = read(results.replace(",80,", ",16,"), users=USERS, mapping={"exam": "li-7 / 20"})
    assert [one.percent for one in found.rows[0].results][:2] == [40, 80]


def test_oneroster_results_without_users_are_refused(read: Read) -> None:
    with pytest.raises(IntakeError) as refused:
        read(RESULTS)
    assert refused.value.code == "users-missing"


def test_a_result_of_someone_unknown_keeps_nobody_else_out(read: Read) -> None:
    found = read(RESULTS + "r8,active,,exam,s9,fully graded,50,,\n", users=USERS)
    assert len(found.rows) == 2
    assert [(error.line, error.column, error.code) for error in found.errors] == [
        (9, "studentSourcedId", "not-among-users")
    ]


def test_a_person_with_an_unreadable_score_is_not_judged_on_the_others(read: Read) -> None:
    found = read(RESULTS.replace("70,2026-05-02", "seventy,2026-05-02"), users=USERS)
    assert [row.name for row in found.rows] == ["Bo Li"]
    assert [(error.line, error.column, error.code) for error in found.errors] == [(4, "score", "not-a-number")]


BAD_USERS = {
    "a formula for a name": ("s1,=1+1,Smith,7,a@x.example", "givenName", "looks-like-formula"),
    "no name": ("s1,,,7,a@x.example", "givenName", "name-missing"),
    "an address that is none": ("s1,Ann,Smith,7,nobody", "email", "not-an-email"),
    "a damaged identifier": ('s1,Ann,Smith,"1.2E+11",', "identifier", "damaged-by-spreadsheet"),
    "a row cut short": ("s1", "givenName", "name-missing"),
    "a row that cannot be taken apart": ('s1,"Ann', "studentSourcedId", "not-among-users"),
}


@pytest.mark.parametrize("case", BAD_USERS)
def test_a_bad_user_is_named_at_their_first_result(read: Read, case: str) -> None:
    row, column, code = BAD_USERS[case]
    head = "sourcedId,givenName,familyName,identifier,email\n"
    found = read(RESULTS, users=f"{head}s2,Bo,Li,8,\n{row}\n")
    assert [person.name for person in found.rows] == ["Bo Li"]
    assert (found.errors[0].line, found.errors[0].column, found.errors[0].code) == (3, column, code)


BAD_PAIRS: dict[str, tuple[dict[str, Any], str | None]] = {
    "users of something else": ({"users": "name\nAnn\n"}, "users-unreadable"),
    "users without a line": ({"users": "sourcedId,givenName,familyName\n"}, None),
    "a mapping of nothing known": ({"users": USERS, "mapping": {"name": "li-7"}}, "unknown-field"),
    "out of nothing": ({"users": USERS, "mapping": {"exam": "li-7 / 0"}}, "scale-is-zero"),
}


@pytest.mark.parametrize("case", BAD_PAIRS)
def test_a_useless_pair_of_oneroster_files_is_refused(read: Read, case: str) -> None:
    options, code = BAD_PAIRS[case]
    if code is None:
        assert {error.code for error in read(RESULTS, **options).errors} == {"not-among-users"}
        return
    with pytest.raises(IntakeError) as refused:
        read(RESULTS, **options)
    assert refused.value.code == code


def test_oneroster_results_of_other_line_items_only_are_refused(read: Read) -> None:
    for results, code in (
        (RESULTS.replace(",exam,", ",x,").replace(",essay,", ",y,"), "no-results-for-these-assessments"),
        (RESULTS.splitlines()[0] + "\n", "no-rows"),
    ):
        with pytest.raises(IntakeError) as refused:
            read(results, users=USERS)
        assert refused.value.code == code


def test_an_unreadable_line_of_oneroster_keeps_nobody_out(read: Read) -> None:
    found = read(RESULTS + 'r9,"active\n', users=USERS)
    assert (len(found.rows), [error.line for error in found.errors]) == (2, [9])


def test_users_without_results_are_refused(read: Read) -> None:
    with pytest.raises(IntakeError) as refused:
        read(PLAIN, users=USERS)
    assert refused.value.code == "users-without-results"


def test_columns_can_be_mapped_by_hand(read: Read) -> None:
    text = "Who,Contact,Prüfung,Aufsatz,bestanden\nAnn,ann@example.edu,80,70,ja\n"
    mapping = {"name": "Who", "email": "contact", "exam": "Prüfung", "essay": "Aufsatz"}
    (ann,) = read(text, mapping=mapping).rows
    assert (ann.name, ann.email) == ("Ann", "ann@example.edu")
    assert [one.percent for one in ann.results] == [80, 70]


def test_what_a_sitting_was_like_is_read(read: Read) -> None:
    text = (
        "name,exam,exam date,exam supervised,exam identity checked,exam passed,essay\nAnn,80,2026-05-01,yes,no,yes,-\n"
    )
    exam = read(text).rows[0].results[0]
    assert (exam.taken_on, exam.supervised, exam.identity_checked, exam.passed) == (date(2026, 5, 1), True, False, True)


def test_one_column_can_tell_of_every_sitting(read: Read) -> None:
    found = read("name,exam,essay,supervised,identity checked,essay supervised\nAnn,80,70,yes,no,no\n")
    exam, essay = found.rows[0].results
    assert [(one.supervised, one.identity_checked) for one in (exam, essay)] == [(True, False), (False, False)]


def test_a_column_that_declares_one_assessment_needs_no_mark(read: Read) -> None:
    found = read("name,exam passed,essay\nAnn,yes,-\n")
    assert [(one.assessment_id, one.passed) for one in found.rows[0].results] == [("essay", None), ("exam", True)]
    assert found.notices == ()


@pytest.mark.parametrize(
    ("word", "declared"),
    [("yes", True), ("Lulus", True), ("aprobado", True), ("réussi", True), ("✓", True), ("1", True), ("no", False),
     ("Gagal", False), ("suspès", False), ("échoué", False), ("not met", False), ("", None), ("pending", None)],
)  # fmt: skip
def test_a_declared_result_is_read(read: Read, word: str, declared: bool | None) -> None:  # noqa: FBT001 - a case
    assert read(f"name,result\nAnn,{word}\nBo,yes\n").rows[0].declared is declared


DATES = {
    "the year first": (("2026-04-03",), date(2026, 4, 3)),
    "with a time": (("2026-04-03T10:00:00Z",), date(2026, 4, 3)),
    "with dots, day first": (("3.4.2026",), date(2026, 4, 3)),
    "the day cannot be a month": (("23/04/2026",), date(2026, 4, 23)),
    "the month cannot be first": (("04/23/2026",), date(2026, 4, 23)),
    "another row shows the order": (("03/04/2026", "23/04/2026"), date(2026, 4, 3)),
    "another row shows the other order": (("03/04/2026", "04/23/2026"), date(2026, 3, 4)),
    "both readings are the same": (("04/04/2026",), date(2026, 4, 4)),
    "none": (("",), None),
}


@pytest.mark.parametrize("case", DATES)
def test_a_date_is_read(read: Read, case: str) -> None:
    written, expected = DATES[case]
    rows = "".join(f"Person {'abc'[number]},{text},80\n" for number, text in enumerate(written))
    found = read(f"name,completed on,exam\n{rows}")
    assert (found.errors, found.rows[0].completed_on) == ((), expected)


@pytest.mark.parametrize(
    ("settles", "code", "means"),
    [("23/04/2026", "dates-read-day-first", "2026-04-03"), ("04/23/2026", "dates-read-month-first", "2026-03-04")],
)
def test_a_day_that_another_row_settles_is_pointed_out_with_that_row(
    read: Read, settles: str, code: str, means: str
) -> None:
    found = read(f"name,exam,essay,exam date\nAnn,80,80,03/04/2026\nBo,80,80,{settles}\n")
    assert str(found.rows[0].results[0].taken_on) == means
    told = [(one.code, one.line, one.column, one.facts["found"]) for one in found.notices]
    assert told == [(code, 3, "exam date", settles)]


@pytest.mark.parametrize(
    "days", [("2026-04-03", "2026-04-23"), ("23/04/2026", "24/04/2026"), ("03.04.2026", "04/04/2026")]
)
def test_days_that_need_no_other_row_are_nothing_to_point_out(read: Read, days: tuple[str, str]) -> None:
    found = read("name,exam,essay,exam date\n" + "".join(f"Ann {day},80,80,{day}\n" for day in days))
    assert found.notices == ()
    assert found.errors == ()


def test_a_day_that_does_not_exist_settles_nothing(read: Read) -> None:
    found = read("name,exam,essay,exam date\nAnn,80,80,03/04/2026\nBo,80,80,31/02/2026\n")
    assert [one.code for one in found.errors] == ["date-ambiguous", "date-does-not-exist"]
    assert found.notices == ()


def test_marks_that_look_like_points_are_pointed_out(read: Read) -> None:
    notices = read("name,exam,essay\nAnn,8.5,70\nBo,9,60\n").notices
    assert [(notice.code, notice.column) for notice in notices] == [("marks-look-like-points", "exam")]


def test_an_assessment_that_no_column_speaks_of_is_pointed_out(read: Read) -> None:
    notices = read("name,exam\nAnn,85\n").notices
    assert [(notice.code, notice.facts["field"]) for notice in notices] == [("assessment-without-column", "essay")]


LINE_ITEMS = (
    "sourcedId,status,dateLastModified,title,classSourcedId,resultValueMin,resultValueMax\n"
    "li-7,active,,Final EXAMINATION,c1,0,20\n"
    "li-8,active,,essay,c1,,\n"
    "li-9,active,,Attendance,c1,0,10\n"
)


def test_oneroster_line_items_say_which_assessment_they_are_and_out_of_how_many(read: Read) -> None:
    results = (
        "sourcedId,lineItemSourcedId,studentSourcedId,score\n1,li-7,s1,15\n2,li-8,s1,70\n3,li-9,s1,10\n4,li-7,s2,21\n"
    )
    found = read(results, users=USERS, line_items=LINE_ITEMS)
    (ann,) = found.rows
    assert [(one.assessment_id, one.percent) for one in ann.results] == [("exam", 75), ("essay", 70)]
    assert [(error.line, error.code) for error in found.errors] == [(5, "above-full-marks")]
    assert [(told.code, told.facts["item"]) for told in found.notices] == [("line-item-not-used", "li-9")]


def test_what_the_sender_says_of_a_line_item_goes_before_the_file(read: Read) -> None:
    results = "sourcedId,lineItemSourcedId,studentSourcedId,score\n1,li-9,s1,5\n"
    (ann,) = read(results, users=USERS, line_items=LINE_ITEMS, mapping={"exam": "li-9 / 10"}).rows
    assert [(one.assessment_id, one.percent) for one in ann.results] == [("exam", 50)]


@pytest.mark.parametrize("scale", ["1,6", "0,0", "0,six", "0,-5"])
def test_marks_that_do_not_count_from_nothing_to_something_are_passed_over(read: Read, scale: str) -> None:
    items = f"sourcedId,title,resultValueMin,resultValueMax\nexam,Final exam,{scale}\n"
    results = "sourcedId,lineItemSourcedId,studentSourcedId,score\n1,exam,s1,5\n2,essay,s1,50\n"
    found = read(results, users=USERS, line_items=items)
    assert [one.assessment_id for one in found.rows[0].results] == ["essay"]
    assert "line-item-scale-unusual" in {told.code for told in found.notices}


def test_a_line_item_that_was_deleted_does_not_count(read: Read) -> None:
    items = LINE_ITEMS.replace("li-7,active", "li-7,tobedeleted")
    with pytest.raises(IntakeError) as refused:
        read("sourcedId,lineItemSourcedId,studentSourcedId,score\n1,li-7,s1,15\n", users=USERS, line_items=items)
    assert refused.value.code == "no-results-for-these-assessments"


def test_line_items_of_something_else_are_refused(read: Read) -> None:
    for text in ("name\nAnn\n", ""):
        with pytest.raises(IntakeError) as refused:
            read(RESULTS, users=USERS, line_items=text)
        assert refused.value.code in {"line-items-unreadable", "empty-file"}
    with pytest.raises(IntakeError) as refused:
        read(PLAIN, line_items=LINE_ITEMS)
    assert refused.value.code == "line-items-without-results"
