"""Letters as PDF/A-3a with PDF/UA-1, set by Typst: for archives, and for screen readers.

What people wrote goes in as data (``sys.inputs``) and never as source, the template's root is an empty folder, and no
package is looked for: a name such as ``#read("/etc/passwd")`` is printed as it stands.

The fonts are Typst's own, those of ``manimgx-fonts`` (Noto, under the Open Font Licence: a wheel of 3.5 MB with some
twenty scripts) and the machine's. Chinese, Japanese and Korean need fonts of the machine: they are too large to carry.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import orjson
import structlog
import typst

from testamur.packs.stationery import template

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
_log = structlog.get_logger(__name__)
# A compiler keeps fonts and the template ready; it is not made for two threads at a time.
ONE_AT_A_TIME = Lock()
# Latin, Greek and Cyrillic with their marks, and what Typst's own fonts have besides: nobody is asked about these.
_PLAIN_UP_TO = 0x0530
_TYPICAL = ("’", "•", "€", "…", "–", "—", "“", "”", "‘", "«", "»", "→", "‑", "\u00a0", "\u200b")
_TRIAL = '#set document(title: "trial")\n#set text(font: ("Libertinus Serif", "DejaVu Serif"))\n#sys.inputs.text'


def letter(told: Mapping[str, object], *, attached: bytes = b"", at: datetime) -> bytes:
    """Return the letter that *told* describes (the keys of ``packs/letters/letter.typ``), the same byte for byte.

    *attached* is JSON that travels inside it. Where no font on this machine has all its letters (see `unprintable`),
    the standards cannot be kept: the letter is set without them, and claims none, rather than not at all.
    """
    inputs = {"told": orjson.dumps(told).decode(), "attached": attached.decode()}
    with ONE_AT_A_TIME:
        try:
            return _compiled(inputs, at, STANDARDS)
        except typst.TypstError as error:
            _log.warning("letter-without-standards", reason=error.message[:200])
            return _compiled(inputs, at, [])


def unprintable(told: object) -> str:
    """Return the letters in *told* (texts, nested as a letter is) that no font here has, one after another.

    Only scripts beyond Latin, Greek and Cyrillic are tried: of each all letters at once, and one by one where that
    fails. What no letter of a script can be printed of is told by the first few.
    """
    strange = {one for text in _texts(told) for one in text if ord(one) >= _PLAIN_UP_TO and one not in _TYPICAL}
    letters = sorted(one for one in strange if unicodedata.category(one)[0] in "LNS")
    return _lacking("".join(letters)) if letters else ""


@lru_cache(maxsize=512)
def _lacking(letters: str) -> str:
    """Return which of *letters* cannot be printed: halves are tried until single letters are left."""
    if _prints(letters):
        return ""
    if len(letters) == 1:
        return letters
    middle = len(letters) // 2
    return _lacking(letters[:middle]) + _lacking(letters[middle:])


def _prints(text: str) -> bool:
    with ONE_AT_A_TIME:
        try:
            compiler().compile(_TRIAL.encode(), format="pdf", sys_inputs={"text": text}, pdf_standards=["a-2u"])
        except typst.TypstError:
            return False
    return True


def _texts(told: object) -> Iterable[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _texts(value)


def _compiled(inputs: dict[str, str], at: datetime, standards: list[typst.PDFStandard]) -> bytes:
    # The template is handed over each time: after an error, the compiler has forgotten the one that it was made with.
    made = compiler().compile(
        template("letter").encode(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )
    return made if isinstance(made, bytes) else b"".join(made or [])


@cache
def compiler() -> typst.Compiler:
    """Return the one compiler of this process; it is used under `ONE_AT_A_TIME`."""
    empty = Path(tempfile.mkdtemp(prefix="testamur-letters-"))
    return typst.Compiler(root=empty, font_paths=_fonts(), package_path=empty, package_cache_path=empty)


def _fonts() -> list[str]:
    """Return the folder with the fonts that come in a wheel of their own; its code is not run."""
    found = find_spec("manimgx_fonts")
    return list(found.submodule_search_locations or ()) if found else []
