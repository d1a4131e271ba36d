"""Definitions in files of other formats: what keeps one from being read, what was taken otherwise, in sentences."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.exchange import ExchangeError, Imported, Notice
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.exchange import error_sentence
from testamur.interfaces.words.places import place_in_words
from testamur.interfaces.words.translation import _

# Problems of which nothing stands in the file; all others stand somewhere in it.
_MISSING = frozenset({"missing-key", "mandate-missing"})


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
    said = {**_of_files(), **_of_strangers(), **_of_archives(), **_of_tables()}
    if error.code not in said:
        return error_sentence(error)
    facts = {**error.facts, "reason": _why(error.facts.get("reason", "–"))}
    return said[error.code].format_map(defaultdict(lambda: "–", facts))


def place_said(place: str) -> str:
    """Return where in a file something stands, as people say it."""
    line, colon, column = place.partition(":")
    if not line.isdigit():
        return place
    if colon and column.isdigit():
        return _("line {line}, column {column}").format(line=line, column=column)
    return (
        _("line {line}, “{column}”").format(line=line, column=column) if colon else _("line {line}").format(line=line)
    )


def left_out(because: str) -> str:
    """Return why a row of a table became no draft, and what to do."""
    said = {
        "no-title": _("It has no title. Give it one, and take the file over again: what is here already is left out."),
        "same-as-before": _("A draft began with exactly this text before. There is nothing to do."),
        "invalid-source": _("Its text is too long for a draft. Shorten it, and take the file over again."),
    }
    return said.get(because) or _("It cannot begin a draft ({reason}).").format(reason=because)


def _why(reason: str) -> str:
    """Return in words what the readers of JSON and YAML say in their own way."""
    said = {
        "Expecting ',' delimiter": _("a comma or a closing bracket is missing before this place"),
        "Expecting property name enclosed in double quotes": _(
            "a name in double quotes is expected; often the comma before it is one too many"
        ),
        "Illegal trailing comma before end of object": _("the comma before the closing bracket is one too many"),
        "Illegal trailing comma before end of array": _("the comma before the closing bracket is one too many"),
        "Expecting value": _("a value is missing"),
        "Expecting ':' delimiter": _("a colon is missing between a name and its value"),
        "Unterminated string starting at": _("the text that begins here has no closing quote"),
        "Invalid control character at": _("a line break or a tab stands inside a text; write \\n or \\t"),
        "Extra data": _("it goes on after its end"),
        "mapping values are not allowed here": _("a second colon stands in this line; put the text between quotes"),
        "expected ',' or ']'": _("a list that begins with a bracket is not closed"),
        "found character '\\t'": _("a tab stands where YAML expects spaces"),
    }
    return next((words for begins, words in said.items() if reason.startswith(begins)), reason)


def file_notice(notice: Notice) -> str:
    """Return what was not taken over as it stands, or otherwise."""
    said = {**_not_read(), **_taken_otherwise(), **_changed(), **_of_courses()}.get(notice.code, notice.code)
    return said.format_map(defaultdict(lambda: "–", notice.facts))


def lacking_sentences(found: Imported) -> list[tuple[str, str]]:
    """Return what a draft still lacks before it is a definition: key and sentence."""
    return [(problem.key, problem_sentence(problem)) for problem in found.lacking]


def missing_in_words(found: Imported) -> list[str]:
    """Return the places of a definition that are still empty, as people call them."""
    return [place_in_words(problem.key) for problem in found.lacking if problem.code in _MISSING]


def wrong_in_words(found: Imported) -> list[tuple[str, str, str]]:
    """Return what stands in a file and has to be put right: line and column from 1, where in words, and a sentence."""
    return [
        (place_said(f"{one.line}:{one.column}"), place_in_words(one.key) if one.key else "", problem_sentence(one))
        for one in found.lacking
        if one.code not in _MISSING
    ]


def _of_files() -> dict[str, str]:
    return {
        "unknown-format": _(
            "Nobody here knows this kind of file. What is read: YAML, Open Badges, CTDL, ELM, CSV, Moodle backups, "
            "and documents and dossiers written by Testamur."
        ),
        "unknown-json": _(
            "This is whole JSON, and none of the kinds that are read: an Open Badges achievement, a CTDL graph, "
            "an ELM opportunity, or a definition of Testamur. Export it in one of these."
        ),
        "not-json": _("This JSON cannot be read here: {reason}. Mend it at this place, or export the file again."),
        "broken-yaml": _(
            "This YAML cannot be read here: {reason}. Look at the colons, quotes and indents of this line and the one "
            "above it."
        ),
        "other-yaml": _(
            "This is YAML, and no definition: none of its lines begins with “testamur:” or “title:”. Compare it with "
            "an example, or begin with an empty form."
        ),
        "not-utf-8": _(
            "At byte {position} it stops being text in UTF-8. If it is text, save it as UTF-8 (in spreadsheets: "
            "“CSV UTF-8”). If it is something else, export it as YAML, JSON or CSV."
        ),
        "read-only": _("Files of this kind are read here, not written."),
        "too-large": _("The file has {bytes} bytes; up to {limit} are read."),
        "too-deep": _("It is nested too deeply here; {limit} levels are read."),
        "too-many-definitions": _(
            "There are {found} definitions in it; up to {limit} are read at once. Divide the file, or make a table of "
            "it (testamur convert FILE --to csv): of tables, up to 20,000 rows are read."
        ),
        "no-achievement": _("There is no achievement and no badge class in this file."),
        "no-credential": _("There is no credential and no learning opportunity in this graph."),
        "no-specification": _("There is no qualification and no learning opportunity in this file."),
        "not-xml": _("This part is not XML: {reason}."),
        "doctype": _("This part declares a document type. Such files can ask for other files, so it is not read."),
        "too-many-elements": _("This part has more than {limit} elements."),
        "nothing-attached": _("This PDF carries no definition that can be read. Dossiers written by Testamur do."),
    }


def _of_strangers() -> dict[str, str]:
    """Return what is said of files of everyday that hold no definition."""
    return {
        "empty-file": _("There is nothing in this file. Was it saved before it was chosen?"),
        "picture": _(
            "This is a picture. Words in pictures are not read: type the definition, or answer the ten questions. A "
            "picture of its own can be added to the draft later."
        ),
        "recording": _("This is a recording. Definitions are read from text: YAML, JSON, CSV, or a course backup."),
        "workbook": _(
            "This is a workbook. In your spreadsheet program, save the sheet as “CSV UTF-8” and choose that."
        ),
        "slides": _("These are slides. Nothing is read from slides: begin with the ten questions, and copy from them."),
        "old-office": _(
            "This is a file of an older office program. Save a table as “CSV UTF-8”; of documents, only those that "
            "Testamur wrote (DOCX) are read."
        ),
        "writer-document": _(
            "This is an OpenDocument text. Of documents, only those that Testamur wrote (DOCX) are read."
        ),
        "rich-text": _("This is rich text. Of documents, only those that Testamur wrote (DOCX) are read."),
        "book": _("This is an electronic book, and no definition of a micro-credential."),
        "web-page": _(
            "This is a web page as saved by a browser. Look on the page for “CTDL”, “Open Badges” or “JSON”, and "
            "download that."
        ),
    }


def _of_archives() -> dict[str, str]:
    return {
        "not-an-archive": _("This archive is not whole, or no ZIP or gzip file. Make it again."),
        "no-pages": _("The archive has no Markdown files in a folder “pages”."),
        "file-without-licence": _("Nobody says in files.yaml whose this file is, and under which licence."),
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
