"""Documents in words: what keeps their text from being read, and what to know of what was read."""

from __future__ import annotations

from collections import defaultdict

from babel.numbers import format_decimal

from testamur.adapters.documents import BadDocument, Note
from testamur.interfaces.words.translation import _, formats

_MEGABYTE = 1_000_000


def document_error(error: BadDocument) -> str:
    """Return what a document is that cannot be read, and what to do."""
    said = {**_too_much(), **_not_text(), **_other_kinds()}.get(error.code, _("This file cannot be read."))
    facts = {
        name: _amount(error.code, value) if isinstance(value, int) else value for name, value in error.facts.items()
    }
    return said.format_map(defaultdict(lambda: "–", facts))


def _amount(code: str, value: int) -> str:
    """Return a number as it is written here; of a file that is too large, whole megabytes."""
    return str(format_decimal(value // _MEGABYTE if code == "too-large" else value, locale=formats()))


def document_note(note: Note) -> str:
    """Return what a reader should know of how a document was read."""
    said = {
        "encoding-guessed": _(
            "The file does not say how its letters are written; it was read as {found}. Look whether accents are right."
        ),
        "pages-without-words": _("Pages that hold only pictures, and so were not read: {found}."),
        "name-says-more": _(
            "By its name the file is {found}, but it is plain text, and was read as that. Look whether it is the right "
            "one."
        ),
    }.get(note.code, note.code)
    return said.format(found=note.found)


def _too_much() -> dict[str, str]:
    return {
        "too-large": _("The file is larger than {limit} MB. Paste the part that matters as text."),
        "too-many-pages": _("It has {found} pages; up to {limit} are read. Paste the part that matters as text."),
        "too-much-text": _("There is more text in it than the {limit} characters that are read. Paste a part of it."),
        "unpacks-too-large": _(
            "Unpacked, this file becomes far larger than any document that is meant to be read. It was not opened."
        ),
        "too-costly": _(
            "Reading this file takes more time or memory than a document should. Save it anew, or paste its text."
        ),
        "busy": _("Several documents are being read just now. Try again in a minute."),
    }


def _not_text() -> dict[str, str]:
    return {
        "empty": _("There is nothing in this file. Was it saved before it was chosen?"),
        "encrypted": _("This document is locked with a password. Save a copy without one, or paste its text."),
        "pictures-only": _(
            "The pages of this PDF are pictures, as a scanner makes them; words in pictures are not read. Paste the "
            "text, or choose the document that it was printed from."
        ),
        "no-words": _("There are no words in this document."),
        "letters-unknown": _(
            "The fonts of this PDF do not say which letters their shapes are, so its text cannot be taken out. Paste "
            "the text."
        ),
        "unreadable": _("This file is broken, or not what its name says. Save it anew, or paste its text."),
        "binary": _("This is not text. Choose a PDF, a Word document (docx), a web page or a text file."),
    }


def _other_kinds() -> dict[str, str]:
    paste = _("Save it as PDF or docx, or paste its text.")
    return {
        "picture": _("This is a picture; words in pictures are not read. Paste the text."),
        "recording": _("This is a recording. Choose a document, or paste the text."),
        "old-office": _("This is a file of an older office program.") + f" {paste}",
        "writer-document": _("This is an OpenDocument text.") + f" {paste}",
        "rich-text": _("This is rich text.") + f" {paste}",
        "workbook": _("This is a workbook. A table of many adverts is taken as CSV: save its sheet as “CSV UTF-8”."),
        "slides": _("These are slides.") + f" {paste}",
        "book": _("This is an electronic book.") + f" {paste}",
        "archive": _("This is an archive. Unpack it, and choose one of its documents."),
    }
