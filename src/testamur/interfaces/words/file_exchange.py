"""Definitions in files of other formats: what keeps one from being read, what was taken otherwise, in sentences."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.exchange import ExchangeError, Imported, Notice
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.exchange import error_sentence
from testamur.interfaces.words.translation import _


def form_names() -> dict[str, str]:
    """Return code of a form → what people call it, in the order in which they are offered."""
    return {
        "yaml": _("Testamur’s own file (YAML)"),
        "docx": _("Document to read and edit (DOCX)"),
        "pdf": _("Dossier to print and file (PDF)"),
        "open-badges-3": _("Open Badges 3.0 achievement (JSON)"),
        "open-badges-2": _("Open Badges 2.0 badge class (JSON)"),
        "ctdl": _("CTDL graph (JSON-LD)"),
        "elm": _("European Learning Model (JSON-LD)"),
        "csv": _("Table, one definition a row (CSV)"),
        "moodle": _("Moodle course backup (.mbz)"),
    }


def file_error(error: ExchangeError) -> str:
    """Return what keeps a file from being read, and what to do."""
    said = {**_of_files(), **_of_archives(), **_of_tables()}
    if error.code not in said:
        return error_sentence(error)
    return said[error.code].format_map(defaultdict(lambda: "–", error.facts))


def file_notice(notice: Notice) -> str:
    """Return what was not taken over as it stands, or otherwise."""
    said = {**_not_read(), **_taken_otherwise(), **_changed(), **_of_courses()}.get(notice.code, notice.code)
    return said.format_map(defaultdict(lambda: "–", notice.facts))


def lacking_sentences(found: Imported) -> list[tuple[str, str]]:
    """Return what a draft still lacks before it is a definition: key and sentence."""
    return [(problem.key, problem_sentence(problem)) for problem in found.lacking]


def _of_files() -> dict[str, str]:
    return {
        "unknown-format": _(
            "Nobody here knows this kind of file. What is read: YAML, Open Badges, CTDL, ELM, CSV, Moodle backups, "
            "and documents and dossiers written by Testamur."
        ),
        "read-only": _("Files of this kind are read here, not written."),
        "too-large": _("The file has {bytes} bytes; up to {limit} are read."),
        "too-deep": _("It is nested too deeply here; {limit} levels are read."),
        "too-many-definitions": _(
            "There are {found} definitions in it; up to {limit} are read at once. Divide the file."
        ),
        "no-achievement": _("There is no achievement and no badge class in this file."),
        "no-credential": _("There is no credential and no learning opportunity in this graph."),
        "no-specification": _("There is no qualification and no learning opportunity in this file."),
        "not-xml": _("This part is not XML: {reason}."),
        "doctype": _("This part declares a document type. Such files can ask for other files, so it is not read."),
        "too-many-elements": _("This part has more than {limit} elements."),
        "nothing-attached": _("This PDF carries no definition that can be read. Dossiers written by Testamur do."),
    }


def _of_archives() -> dict[str, str]:
    return {
        "not-an-archive": _("This archive is not whole, or no ZIP or gzip file. Make it again."),
        "too-many-members": _("The archive has more than {limit} files."),
        "archive-too-large": _("Unpacked, the archive has more than {limit} bytes."),
        "member-too-large": _("This file in the archive has {bytes} bytes; up to {limit} are read."),
        "member-unreadable": _("This file in the archive cannot be unpacked: {reason}."),
        "shrunk-too-well": _(
            "Unpacked, this would be {ratio} times as large; nothing that is meant to be read shrinks so well."
        ),
        "not-a-backup": _("This archive is no Moodle backup: it has no “moodle_backup.xml”."),
        "not-a-document": _("This archive is no document: it has no “word/document.xml”."),
        "no-fields": _(
            "This document has none of the named fields that Testamur writes. Begin with another kind of file, or "
            "paste its text into a draft."
        ),
    }


def _of_tables() -> dict[str, str]:
    return {
        "not-a-table": _("This is not a table: {reason}."),
        "no-columns": _("The first row names no column that is known here: {found}. One should be “title”."),
        "no-rows": _("There is a heading and no row below it."),
        "too-many-rows": _("The table has more than {limit} rows. Divide it."),
        "too-many-columns": _("The table has {columns} columns; up to {limit} are read."),
    }


def _not_read() -> dict[str, str]:
    return {
        "unread-term": _("“{term}” is not read; it stands in {times} places, here first."),
        "more-unread": _("{terms} more terms are not read."),
        "unread-column": _("The column “{column}” is not known here: “{found}” is not taken over."),
        "unread-field": _("There is no field “{field}” in a definition."),
        "repeated-field": _("The field “{field}” stands here again: the first one counts."),
        "not-taken": _("“{what}” has no place in a definition."),
        "dropped": _("“{found}” cannot stand in “{key}” ({reason}), so it is left out."),
        "leads-outside": _("This name leads out of the archive; it is not followed."),
        "macros-ignored": _("Macros are not run, and not kept."),
        "embedded-ignored": _("What is embedded here is not opened, and not kept."),
        "file-unreadable": _("This part cannot be read ({reason}); the rest is."),
        "files-not-taken": _("{files} files of the course (pictures, slides) are not taken over."),
        "one-kept": _("Of “{key}”, the first is kept ({others})."),
    }


def _taken_otherwise() -> dict[str, str]:
    return {
        "assumed": _("“{key}” is not said. It is taken to be “{value}”; look at it."),
        "markup-removed": _("“{key}” had markup; its words are kept."),
        "cut": _("“{key}” has {length} characters; the first {longest} are kept."),
        "credits-without-unit": _("{value} credits, but of which system is not said. They are left out: add the unit."),
        "kept-as-words": _("These words have no place of their own; they stand in “{key}”."),
        "skill-as-outcome": _("“{name}” is a skill and no outcome. It became one; say what the holder can do."),
        "assessment-type-unknown": _("How the {assessments} assessments are done is not said. Choose their types."),
    }


def _changed() -> dict[str, str]:
    return {
        "changed-outside": _("“{key}” was changed after we wrote it: what stands there now counts."),
        "added-outside": _("“{key}” was added to what we wrote."),
        "removed-outside": _("“{key}” was taken out of what we wrote."),
        "carried-unreadable": _("The definition’s own file inside is not whole: what can be seen is read."),
    }


def _of_courses() -> dict[str, str]:
    return {
        "nothing-there": _("The course names no {key}. Write what a holder can do before anything else."),
        "hours-unknown": _("The hours of {activities} activities are not said and stand as 0. Fill them in."),
        "assessments-without-outcomes": _(
            "{assessments} assessments became activities only: there is no outcome for them to assess."
        ),
    }
