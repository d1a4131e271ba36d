"""What is wrong in a list: named with its place, and never in the way of the good rows."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testamur.core.assessment import intake
from testamur.core.assessment.intake import Intake, IntakeError
from testamur.core.model.microcredential import MicroCredential

Read = Callable[..., Intake]

WHOLE_FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty-file"),
    "nothing but blanks": (b" \n\n \t\n", "empty-file"),
    "nothing but a mark": (b"\xef\xbb\xbf", "empty-file"),
    "headings only": (b"name,exam\n", "no-rows"),
    "headings and blank rows": (b"name,exam\n,\n\n", "no-rows"),
    "a workbook": (b"PK\x03\x04" + bytes(100), "not-text"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(100), "not-text"),
    "a PDF": (b"%PDF-1.7\n", "not-text"),
    "NUL bytes": (b"name,exam\nAnn\0,80\n", "not-text"),
    "NUL bytes far into the file": (b"name,exam\n" + b"Ann,80\n" * 2000 + b"\0\n", "not-text"),
    "bytes of no encoding": (b"name,exam\n\x81\x8d,80\n", "encoding-unknown"),
    "half a character of UTF-16": (b"\xff\xfen\0a\0m\0e\0,\0x\0\n\0A\0,\0\x00\xd8", "encoding-unknown"),
    "a million columns": (b"name," + b"x," * 1_000_000 + b"\n1\n", "heading-unreadable"),
    "a thousand columns": (b"name," + b"x," * 1_000 + b"\nAnn\n", "too-many-columns"),
    "no names": (b"points,exam\n1,80\n", "no-name-column"),
    "the same column twice": (b"name,exam,Final examination\nAnn,80,70\n", "two-columns-for-one-field"),
    "a heading with an open quotation mark": (b'name,"exam\nAnn,80\n', "no-name-column"),
}


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_file_that_cannot_be_used_is_refused(read: Read, case: str) -> None:
    data, code = WHOLE_FILES[case]
    with pytest.raises(IntakeError) as refused:
        read(data)
    assert refused.value.code == code


CELLS: dict[str, tuple[str, str, str]] = {
    "a formula for a name": ("=HYPERLINK(1),80,,", "name", "looks-like-formula"),
    "a formula with plus": ("+1+1,80,,", "name", "looks-like-formula"),
    "a formula with minus": ("-2+3,80,,", "name", "looks-like-formula"),
    "a formula with at": ("@SUM(A1),80,,", "name", "looks-like-formula"),
    "a formula behind a tab": ("\t=1+1,80,,", "name", "looks-like-formula"),
    "a formula for an address": ("Ann,80,,=a@example.edu", "email", "looks-like-formula"),
    "markup": ("<b>Ann</b>,80,,", "name", "markup"),
    "a control character": ("Ann\x07,80,,", "name", "control-character"),
    "text that turns its direction": ("Ann\u202eexe,80,,", "name", "control-character"),
    "a very long name": ("A" * 251 + ",80,,", "name", "too-long"),
    "a cell of a million letters": ("A" * 400_000 + ",80,,", "name", "too-long"),
    "no name": (",80,,ann@example.edu", "name", "name-missing"),
    "a name without a letter": ("123,80,,", "name", "not-a-name"),
    "an address that is none": ("Ann,80,,ann at example", "email", "not-an-email"),
    "words for a mark": ("Ann,eighty,,", "exam", "not-a-number"),
    "no number for a mark": ("Ann,NaN,,", "exam", "not-a-number"),
    "a mark without end": ("Ann,1e999,,", "exam", "not-a-number"),
    "a mark above full marks": ("Ann,100.01,,", "exam", "above-full-marks"),
    "a mark below zero": ("Ann,-1,,", "exam", "negative"),
    "a day that does not exist": ("Ann,80,31/02/2026,", "date", "date-does-not-exist"),
    "a day that does not exist, year first": ("Ann,80,2026-02-30,", "date", "date-does-not-exist"),
    "a day that can be read in two ways": ("Ann,80,03/04/2026,", "date", "date-ambiguous"),
    "a day in words": ("Ann,80,yesterday,", "date", "not-a-date"),
    "a year of long ago": ("Ann,80,23/04/0026,", "date", "date-does-not-exist"),
    "a year in two digits": ("Ann,80,23/04/26,", "date", "not-a-date"),
    "too many cells": ("Ann,80,,a@example.edu,more", "", "too-many-cells"),
    "an open quotation mark": ('"Ann,80,,', "", "quote-not-closed"),
    "quotation marks in a muddle": ('"Ann" B,80,,', "", "quotes-malformed"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_bad_row_is_named_and_the_good_ones_are_read(read: Read, case: str) -> None:
    row, column, code = CELLS[case]
    found = read(f"name,exam,date,email\nZoe,70,2026-05-01,z@example.edu\n{row}\nLi,60,2026-05-02,l@example.edu\n")
    assert [(error.line, error.column, error.code) for error in found.errors] == [(3, column, code)]
    assert [one.name for one in found.rows] == ["Zoe", "Li"]
    assert len(found.errors[0].found) <= 60


def test_every_error_of_a_row_is_named_at_once(read: Read) -> None:
    found = read("name,exam,date,email\n=x,eighty,never,nobody\n")
    assert {error.column for error in found.errors} == {"name", "exam", "date", "email"}


NAMES = (
    "O’Brien, Ciarán",
    "Lim Ah Kow @ Lim Kok Wah",
    "أمينة الحسن",
    "\u200fدנה\u200e לוי",
    "佐藤 健一",
    "Maximiliana-Federica de la Santísima Trinidad y Fernández de Córdoba-Larrañaga " * 3,
    "'Abd al-Rahman",
    "X Æ A-12",
    "می‌خواهم",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_left_as_people_write_them(read: Read, name: str) -> None:
    found = read(f'name,exam\n"{name}",80\n')
    assert [row.name for row in found.rows] == [name.strip()]


def test_an_identifier_keeps_its_zeros_and_a_damaged_one_is_refused(read: Read) -> None:
    found = read('name,id,exam\nAnn,"=""00123""",80\nBo,"1,23457E+11",80\n')
    assert [row.identifier for row in found.rows] == ["00123"]
    assert [error.code for error in found.errors] == ["damaged-by-spreadsheet"]


TWICE = {
    "the same identifier": ("A,a@x.example,1,80", "B,b@x.example,1,80", "identifier", "1"),
    "the same address, in capitals": ("A,a@x.example,1,80", "A,A@X.example,2,80", "email", "A@X.example"),
    "the same name and nothing else": ("Ann Li,,,80", "ann  li,,,70", "name", "ann li"),
    "the same person with another mark": ("A,a@x.example,1,80", "A,a@x.example,1,81", "identifier", "1"),
}


@pytest.mark.parametrize("case", TWICE)
def test_of_a_person_who_is_there_twice_the_first_row_wins(read: Read, case: str) -> None:
    first, second, by, named = TWICE[case]
    found = read(f"name,email,id,exam\n{first}\nOther,o@x.example,9,50\n{second}\n")
    assert [row.line for row in found.rows] == [2, 3]
    (error,) = found.errors
    assert (error.line, error.code, error.found) == (4, "duplicate-recipient", named)
    assert error.facts == {"first": 2, "by": by}


def test_a_row_that_says_the_very_same_is_passed_over_with_a_notice(read: Read) -> None:
    found = read("name,email,exam,essay\nA,a@x.example,80,50\nA,a@x.example,80,50\n")
    assert (len(found.rows), found.errors) == (1, ())
    assert [(notice.code, notice.line) for notice in found.notices] == [("repeated-row", 3)]


def test_people_of_one_name_with_addresses_of_their_own_are_two(read: Read) -> None:
    found = read("name,email,exam\nWang Wei,a@x.example,80\nWang Wei,b@x.example,70\n")
    assert (len(found.rows), found.errors) == (2, ())


def test_an_open_quotation_mark_swallows_no_more_than_its_own_row(read: Read) -> None:
    rows = "".join(f"Person {number:x}x,{number % 100}\n" for number in range(2000))
    found = read(f'name,exam\n"Ann,80\n{rows}')
    assert (len(found.rows), [error.line for error in found.errors]) == (2000, [2])


def test_a_cell_may_span_lines(read: Read) -> None:
    found = read('name,comment,exam\nAnn,"one\ntwo",80\nBo,x,70\n')
    assert [(row.name, row.line) for row in found.rows] == [("Ann", 2), ("Bo", 4)]


def test_a_quotation_mark_before_an_endless_line_is_named(read: Read) -> None:
    found = read('name,comment,exam\nAnn,"open,80\n' + "x" * 600_000 + "\nBo,,70\n")
    assert [row.name for row in found.rows] == ["Bo"]
    assert [(error.line, error.code) for error in found.errors] == [(2, "quote-not-closed"), (3, "line-too-long")]


def test_full_marks_of_nothing_are_refused(read: Read) -> None:
    with pytest.raises(IntakeError) as refused:
        read("name,exam\nAnn,80\n", mapping={"exam": "exam / 0"})
    assert refused.value.code == "scale-is-zero"


def test_a_dash_is_an_empty_cell(read: Read) -> None:
    found = read("name,email,exam\nAnn,-,80\nBo,–,-\n")
    assert [(row.email, row.results[0].percent) for row in found.rows] == [("", 80), ("", None)]


def test_words_that_are_neither_yes_nor_no_are_named(read: Read) -> None:
    assert [error.code for error in read("name,passed\nAnn,perhaps\n").errors] == ["not-yes-or-no"]


def test_an_unknown_field_is_refused_with_the_nearest_one(read: Read) -> None:
    with pytest.raises(IntakeError) as refused:
        read("name,exam\nAnn,80\n", mapping={"exma": "exam"})
    assert (refused.value.code, refused.value.facts["nearest"]) == ("unknown-field", "exam")


def test_an_unknown_column_is_refused_with_the_nearest_one(read: Read) -> None:
    with pytest.raises(IntakeError) as refused:
        read("name,exam\nAnn,80\n", mapping={"exam": "Exem"})
    assert (refused.value.code, refused.value.facts["nearest"]) == ("no-such-column", "exam")


class Endless(io.RawIOBase):
    """Two gigabytes that nobody had to write."""

    def __init__(self, head: bytes, line: bytes) -> None:
        self._rest, self._line, self.given = head, line, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = 1 << 20 if size < 0 else size
        while len(self._rest) < size and self.given < 2 << 30:
            self._rest += self._line * (size // len(self._line) + 1)
        part, self._rest = self._rest[:size], self._rest[size:]
        self.given += len(part)
        return part


def test_two_gigabytes_are_refused_without_reading_them_all(two: MicroCredential) -> None:
    streams: list[Endless] = []

    def source() -> BinaryIO:
        streams.append(Endless(b"name,exam\n", b"Ann Smith,80\n"))
        return streams[-1]  # type: ignore[return-value]

    with pytest.raises(IntakeError) as refused:
        intake.survey(source, definition=two)
    assert refused.value.code == "file-too-large"
    assert max(stream.given for stream in streams) < intake.FILE_LIMIT + (2 << 20)


def test_memory_stays_flat_however_many_rows_there_are(two: MicroCredential) -> None:
    def peak(count: int) -> int:
        rows = b"".join(b"Person,p%d@example.edu,%d,80,70\n" % (number, number) for number in range(count))
        data = b"name,email,id,exam,essay\n" + rows
        tracemalloc.start()
        book = intake.survey(lambda: io.BytesIO(data), definition=two)
        assert sum(1 for _ in book.entries()) == book.count == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found - 2 * len(data)

    # What grows with the rows are two numbers of eight bytes each.
    assert peak(20_000) < peak(2_000) + 20_000 * 60


FUZZ = st.binary(max_size=400) | st.text(max_size=300).map(lambda text: f"name,exam\n{text}".encode("utf-8", "replace"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=FUZZ)
def test_any_bytes_lead_to_rows_and_errors_or_to_a_refusal(two: MicroCredential, data: bytes) -> None:
    try:
        found = intake.read(data, definition=two)
    except IntakeError:
        return
    assert all(row.name and row.line > 1 for row in found.rows)
