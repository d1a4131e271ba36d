"""A PDF → its words, page by page. Read only in a process of its own (`apart`): what is broken may break the reader."""

from __future__ import annotations

import io

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject

from testamur.adapters.documents import running
from testamur.adapters.documents.plain import letters
from testamur.adapters.documents.values import BadDocument, Limits, Note

# So few letters in a whole document are a page number or a stamp.
_FEW = 20
_STRANGE = "\ufffd"
_PRIVATE = ("\ue000", "\uf8ff")
# Of a hundred letters, so many without a meaning make the rest a guess.
_GUESS = 30


def read(data: bytes, limits: Limits) -> tuple[str, int, tuple[Note, ...]]:
    """Return the words, how many pages there are, and notes. Raises `BadDocument`, and whatever broken files raise."""
    apply_configuration(_limited(limits))
    try:
        return _read(PdfReader(io.BytesIO(data), strict=False), limits)
    except (LimitReachedError, MemoryError, RecursionError) as error:
        raise BadDocument("too-costly") from error
    except PyPdfError as error:
        raise BadDocument("unreadable") from error


def _limited(limits: Limits) -> Configuration:
    most = limits.unpacked
    return Configuration(
        maximum_declared_stream_length=most,
        array_based_stream_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        zlib_maximum_output_length=most,
        brotli_maximum_output_length=most,
        stream_decoding_work_maximum_length=4 * most,
        page_tree_maximum_page_entries=20_000,
        # A page of text has a few thousand operators; a drawing, some ten thousand.
        stream_parsing_work_maximum_count=400_000,
        jbig2dec_binary=None,
    )


def _read(reader: PdfReader, limits: Limits) -> tuple[str, int, tuple[Note, ...]]:
    # Many PDFs are locked against printing only, and open with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise BadDocument("encrypted")
    count = len(reader.pages)
    if count > limits.pages:
        raise BadDocument("too-many-pages", found=count, limit=limits.pages)
    told: list[str] = []
    silent, has_pictures, length = 0, False, 0
    for page in reader.pages:
        # What is a soft hyphen elsewhere is one that shows, in a page that is set.
        text = page.extract_text().replace("\u00ad", "-")
        length += len(text)
        if length > limits.characters:
            raise BadDocument("too-much-text", limit=limits.characters)
        if letters(text) < _FEW and _has_picture(page):
            silent, has_pictures = silent + 1, True
        told.append(text)
    whole = running.whole(told)
    if letters(whole) < _FEW:
        raise BadDocument("pictures-only" if has_pictures else "no-words", pages=count)
    _check_letters(whole)
    return whole, count, (Note("pages-without-words", str(silent)),) if silent else ()


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    held = resources.get_object() if resources is not None else None
    drawn = held.get("/XObject") if isinstance(held, DictionaryObject) else None
    named = drawn.get_object() if drawn is not None else None
    if not isinstance(named, DictionaryObject):
        return False
    objects = (one.get_object() for one in list(named.values())[:200])
    return any(isinstance(one, DictionaryObject) and one.get("/Subtype") in ("/Image", "/Form") for one in objects)


def _check_letters(text: str) -> None:
    """Refuse words whose font does not say which letters its shapes are."""
    shown = [letter for letter in text if not letter.isspace()]
    strange = sum(letter == _STRANGE or _PRIVATE[0] <= letter <= _PRIVATE[1] for letter in shown)
    if strange * 100 > _GUESS * len(shown):
        raise BadDocument("letters-unknown")
