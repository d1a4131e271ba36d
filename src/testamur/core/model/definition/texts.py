"""What may stand in a text that people will read in pages, messages, images and signed documents."""

from __future__ import annotations

import re
import unicodedata

from testamur.core.model.definition.problems import Unacceptable

MAX_LINE = 300
MAX_TEXT = 10_000

# A '<' that begins a tag, an end tag, a comment or an instruction; 'p < 0.05' and 'a <b' typed as 'a < b' are fine.
MARKUP = r"<[A-Za-z/!?]"
_MARKUP = re.compile(MARKUP)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")

# Embeddings and overrides can make a text read differently from what it says (Unicode TR 36, section 2.5). Isolates
# and marks stay allowed: honest right-to-left text needs them.
_BREAKS = {ord("\n"): None, ord("\t"): None}
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e")


def clean_text(text: str) -> str:
    """Return *text* trimmed, with plain line ends. Raises `Unacceptable` for markup, control characters and length."""
    cleaned = _LINE_ENDS.sub("\n", text).strip()
    _check(cleaned, longest=MAX_TEXT, breaks="\n\t")
    return cleaned


def clean_line(text: str) -> str:
    """Return *text* trimmed and on one line. Raises `Unacceptable` like `clean_text`, and for line breaks."""
    cleaned = text.strip()
    _check(cleaned, longest=MAX_LINE, breaks="")
    return cleaned


def _check(text: str, *, longest: int, breaks: str) -> None:
    if not text:
        code = "blank"
        raise Unacceptable(code)
    if len(text) > longest:
        code = "too-long"
        raise Unacceptable(code, allowed=[str(longest)])
    if _MARKUP.search(text):
        code = "markup"
        raise Unacceptable(code)
    # What Python calls printable is none of the kinds looked for below; almost every text ends here.
    if text.translate(_BREAKS if breaks else {}).isprintable():
        return
    for char in text:
        if char not in breaks and (unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _REORDERING):
            code = "control-character"
            raise Unacceptable(code)
