"""What is wrong in a list of people and marks, in sentences: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from testamur.core.assessment.intake import IntakeError, Notice, RowError
from testamur.interfaces.words.translation import _

# What to do about it depends on where the reader stands: at a terminal, before a form, or behind a program.
Door = Literal["terminal", "page", "api"]
_MEBIBYTE = 2**20


def whole_file(error: IntakeError, *, door: Door = "terminal") -> str:
    """Return why the file as a whole cannot be used, with what to do about it at that *door*."""
    facts = {name: str(value) for name, value in error.facts.items()}
    if "limit" in error.facts and error.code == "file-too-large":
        facts["limit"] = str(int(error.facts["limit"]) // _MEBIBYTE)
    told = {**_files(), **_columns(), **_AT[door]()}.get(error.code, error.code).format_map(_Shown(facts))
    if facts.get("nearest"):
        told += " " + _("Did you mean “{nearest}”?").format(nearest=facts["nearest"])
    return told


def row_error(error: RowError) -> str:
    """Return line, column, what was found and what to do."""
    facts = _Shown({"found": visible(error.found), **{name: visible(str(fact)) for name, fact in error.facts.items()}})
    facts["number"] = facts["number"] or "–"
    told = {**_cells(), **_rows()}.get(error.code, error.code).format_map(facts)
    if error.facts.get("file") == "users":
        told += " " + _("(in the users file, line {users_line})").format_map(facts)
    if error.column:
        place = _("line {line}, column “{column}”").format(line=error.line, column=visible(error.column[:60]))
    else:
        place = _("line {line}").format(line=error.line)
    return f"{place}: {told}"


def notice(told: Notice, *, door: Door = "terminal") -> str:
    """Return something worth knowing that kept no row out; *door* as in `whole_file`."""
    facts = {"line": str(told.line), "column": visible(told.column[:60])}
    facts |= {name: visible(str(fact)) for name, fact in told.facts.items()}
    return {**_notices(), **_AT[door]()}.get(told.code, told.code).format_map(_Shown(facts))


def visible(text: str) -> str:
    """Return *text* with what a terminal would act upon, or hide, written out."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


class _Shown(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def _files() -> dict[str, str]:
    return {
        "empty-file": _("The list is empty. It needs a line of headings, such as name,email, and one for each person."),
        "no-rows": _("The list has headings but nobody below them."),
        "file-too-large": _("The list is larger than {limit} MiB, more than a million people need. Split it."),
        "not-text": _("This is not a CSV file but something else ({kind}). In a spreadsheet, save it as CSV UTF-8."),
        "encoding-unknown": _("The text cannot be read (tried {tried}). Save the list as CSV UTF-8."),
        "heading-unreadable": _(
            "Line {line}, which should hold the headings, cannot be read ({why}): it is too long, or a quotation mark "
            "is not closed."
        ),
        "users-missing": _("This is OneRoster's results.csv, which has no names. Give users.csv, too: --users FILE"),
        "users-unreadable": _("The users file needs the columns {expected}."),
        "users-without-results": _("--users goes with OneRoster's results.csv; this list is something else."),
        "line-items-without-results": _("--line-items goes with OneRoster's results.csv; this list is something else."),
        "line-items-unreadable": _("The line items file needs the columns {expected}."),
        "no-results-for-these-assessments": _(
            "No line item in the list belongs to an assessment of the definition. Give lineItems.csv, too "
            "(--line-items FILE), or say which does: --map ASSESSMENT=LINEITEM"
        ),
    }


def _columns() -> dict[str, str]:
    return {
        "too-many-columns": _("The list has {found} columns; up to {limit} are read."),
        "no-name-column": _(
            "No column holds the names. Headings found: {headers}. Say which it is: --map name=HEADING"
        ),
        "unknown-field": _("“{field}” is nothing that a column can be mapped to. Choose from: {allowed}."),
        "no-such-column": _("The list has no column “{wanted}”. Headings found: {headers}."),
        "two-columns-for-one-field": _(
            "Two columns could be {field}: “{first}” and “{second}”. Say which it is: --map {field}='{first}'"
        ),
        "scale-unknown": _(
            "The column “{column}” holds points, at most {highest}, and the list does not say out of how many. Export "
            "percentages, or say it: --map {field}='{column} / 10'"
        ),
        "scale-is-zero": _("{column} cannot be out of 0 points."),
    }


def _rows() -> dict[str, str]:
    return {
        "line-too-long": _("the line is far too long; the quotation marks in it may be wrong."),
        "quote-not-closed": _("a quotation mark opens a cell and is never closed. Close it, or delete it."),
        "quotes-malformed": _('the quotation marks are mixed up. Inside a quoted cell, write "" for one.'),
        "too-many-cells": _(
            "there are {found} cells for {expected} headings, from “{found}” on. Put a cell with a comma in quotation "
            "marks."
        ),
        "name-missing": _("there is no name. A credential names its holder."),
        "duplicate-recipient": _(
            "“{found}” stands in line {first} already, with something else. Keep one of them; two people of one name "
            "need an e-mail address or an identifier each."
        ),
        "not-among-users": _("“{found}” is not in the users file."),
        "person-not-known": _(
            "“{found}” (number: {number}) is not among those enrolled here, and without an e-mail address cannot be "
            "enrolled. Correct the number, add the address, or enrol them first."
        ),
        "person-not-enrolled": _("“{found}” ({number}) is not enrolled here, and nobody was to be enrolled."),
        "date-in-future": _("“{found}” has not come yet."),
    }


def _cells() -> dict[str, str]:
    return {
        "too-long": _("the text has {length} characters; up to {limit} are taken."),
        "control-character": _("“{found}” holds a character that is not seen ({codepoint}). Type the text anew."),
        "looks-like-formula": _(
            "“{found}” begins with {first}, as a spreadsheet's formula does; a name never does. Write the text itself."
        ),
        "markup": _("“{found}” holds < or >. Write the text without markup."),
        "not-a-name": _("“{found}” is not a name: there is no letter in it."),
        "damaged-by-spreadsheet": _(
            "“{found}” is a long number as a spreadsheet shortens it; digits are lost. Format the column as text and "
            "export again."
        ),
        "not-an-email": _("“{found}” is not an e-mail address. Write it like name@example.edu, or leave it empty."),
        "not-a-number": _("“{found}” is not a mark. Write a number such as 87.5, or leave the cell empty."),
        "negative": _("“{found}” is below zero."),
        "above-full-marks": _("“{found}” is more than full marks, {full}."),
        "not-yes-or-no": _("“{found}” is neither yes nor no. Write yes or no, or leave the cell empty."),
        "not-a-date": _("“{found}” is not a date. Write it like 2026-05-03."),
        "date-ambiguous": _("“{found}” could be {either} or {other}. Write it that way, year first."),
        "date-does-not-exist": _("“{found}” is not in the calendar."),
    }


def _notices() -> dict[str, str]:
    return {
        "read-as-windows-1252": _("The list is not in UTF-8; it was read as Windows-1252. Look at accents in names."),
        "repeated-row": _("Line {line} says the same as line {first}, and was passed over."),
        "points-taken-as-percent": _(
            "The column “{column}” holds points; they were taken to be out of 100. If not, say so: --map "
            "{field}='{column} / 40'"
        ),
        "marks-look-like-points": _(
            "No mark in the column “{column}” is above {highest} %. If they are points, say out of how many: --map "
            "{field}='{column} / 10'"
        ),
        "assessment-without-column": _("No column holds the results of “{field}”. If one does: --map {field}=HEADING"),
        "total-not-used": _("The column “{column}” is a total; the award rule goes by the assessments instead."),
        "row-counter-not-used": _(
            "The column “{column}” counts the rows, so it was not taken for the people's own numbers."
        ),
        "dates-read-day-first": _(
            "Dates in the column “{column}” were read as day/month, because of line {line}: {found}."
        ),
        "dates-read-month-first": _(
            "Dates in the column “{column}” were read as month/day, because of line {line}: {found}."
        ),
        "line-item-scale-unusual": _(
            "Results of “{item}” were passed over: its marks do not count from 0, or out of how many cannot be read."
        ),
        "line-item-not-used": _("Results of the line item “{item}” were passed over: no assessment goes by that name."),
    }


def _on_page() -> dict[str, str]:
    """Return what is said differently where columns are chosen in a form."""
    return {
        "users-missing": _(
            "This is OneRoster's results.csv, which has no names. Open “It comes from OneRoster” and add users.csv."
        ),
        "users-without-results": _("users.csv goes with OneRoster's results.csv; this list is something else."),
        "line-items-without-results": _(
            "lineItems.csv goes with OneRoster's results.csv; this list is something else."
        ),
        "no-results-for-these-assessments": _(
            "No line item in the list belongs to an assessment here. Export those whose titles are the assessments'."
        ),
        "no-name-column": _(
            "No column holds the names. Headings found: {headers}. Choose “Name” beside the right one, or “First name” "
            "and “Last name” beside two."
        ),
        "two-columns-for-one-field": _(
            "Two columns could be {field}: “{first}” and “{second}”. Choose it beside the right one of them."
        ),
        "scale-unknown": _(
            "The column “{column}” holds points, at most {highest}, and the list does not say out of how many. Choose "
            "its assessment beside it, and write the number under “Out of, if points”."
        ),
        "points-taken-as-percent": _(
            "The column “{column}” holds points; they were taken to be out of 100. If not, write the number under “Out "
            "of, if points”."
        ),
        "marks-look-like-points": _(
            "No mark in the column “{column}” is above {highest} %. If they are points, write out of how many under "
            "“Out of, if points”."
        ),
        "assessment-without-column": _("No column holds the results of “{field}”. If one does, choose it below."),
    }


def _in_request() -> dict[str, str]:
    """Return what is said differently to a program."""
    return {
        "users-missing": _("This is OneRoster's results.csv, which has no names. Send users.csv, too, as “users”."),
        "users-without-results": _("“users” goes with OneRoster's results.csv; this list is something else."),
        "line-items-without-results": _("“line_items” goes with OneRoster's results.csv; this list is something else."),
        "no-results-for-these-assessments": _(
            "No line item in the list belongs to an assessment here. Send lineItems.csv as “line_items”, or say which "
            "does in “mapping”: assessment → line item."
        ),
        "no-name-column": _(
            "No column holds the names. Headings found: {headers}. Say which it is in “mapping”: name → heading."
        ),
        "two-columns-for-one-field": _(
            "Two columns could be {field}: “{first}” and “{second}”. Say which it is in “mapping”: {field} → {first}."
        ),
        "scale-unknown": _(
            "The column “{column}” holds points, at most {highest}, and the list does not say out of how many. Send "
            "percentages, or say it in “mapping”: {field} → {column} / 10."
        ),
        "points-taken-as-percent": _(
            "The column “{column}” holds points; they were taken to be out of 100. If not, say so in “mapping”: "
            "{field} → {column} / 40."
        ),
        "marks-look-like-points": _(
            "No mark in the column “{column}” is above {highest} %. If they are points, say out of how many in "
            "“mapping”: {field} → {column} / 10."
        ),
        "assessment-without-column": _(
            "No column holds the results of “{field}”. If one does, say so in “mapping”: {field} → heading."
        ),
    }


_AT: Mapping[Door, Callable[[], dict[str, str]]] = {"terminal": dict, "page": _on_page, "api": _in_request}
