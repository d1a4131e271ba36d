"""An advert as somebody hands it in: pasted, or as a file."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from testamur.adapters.documents import BadDocument, Limits, Read, pasted, text_of
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.typed import tidy
from testamur.interfaces.words import _
from testamur.interfaces.words.documents import document_error

_LONGEST = 120_000
_LONGEST_NAME = 120
# Somebody waits for the page: a file that takes longer is told to be too costly.
_LIMITS = Limits(seconds=8)


def words_of(form: Form, file: UploadedFile[bytes] | None) -> Read | None:
    """Return the words of an advert, out of the file where there is one; else None, and the form says why."""
    given = form.text("text", _LONGEST, has_lines=True)
    try:
        if file is not None and (file.size or file.name):
            return text_of(file.read(_LIMITS.bytes + 1), file_name(file), limits=_LIMITS)
        if not given:
            form.errors["text"] = _("Paste the advert, or choose a file.")
        return None if "text" in form.errors else pasted(given, limits=_LIMITS)
    except BadDocument as error:
        form.errors["text" if file is None or not file.name else "file"] = document_error(error)
        return None


def file_name(file: UploadedFile[bytes]) -> str:
    """Return how a file is called, as it can be kept."""
    return tidy(file.name or "", _LONGEST_NAME)
