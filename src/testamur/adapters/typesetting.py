"""Letters as PDF/A-3a with PDF/UA-1, set by Typst: for archives, and for screen readers.

What people wrote goes in as data (``sys.inputs``) and never as source, the template's root is an empty folder, and no
package is looked for: a name such as ``#read("/etc/passwd")`` is printed as it stands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock

import orjson
import structlog
import typst

from testamur.packs.stationery import template

_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
_log = structlog.get_logger(__name__)
# A compiler keeps fonts and the template ready; it is not made for two threads at a time.
_ONE_AT_A_TIME = Lock()


def letter(told: Mapping[str, object], *, attached: bytes = b"", at: datetime) -> bytes:
    """Return the letter that *told* describes (the keys of ``packs/letters/letter.typ``), the same byte for byte.

    *attached* is JSON that travels inside it. Where no font on this machine has all its letters, the standards cannot
    be kept: the letter is set without them rather than not at all.
    """
    inputs = {"told": orjson.dumps(told).decode(), "attached": attached.decode()}
    with _ONE_AT_A_TIME:
        try:
            return _compiled(inputs, at, _STANDARDS)
        except typst.TypstError as error:
            _log.warning("letter-without-standards", reason=error.message[:200])
            return _compiled(inputs, at, [])


def _compiled(inputs: dict[str, str], at: datetime, standards: list[typst.PDFStandard]) -> bytes:
    # The template is handed over each time: after an error, the compiler has forgotten the one that it was made with.
    made = _compiler().compile(
        template("letter").encode(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )
    return made if isinstance(made, bytes) else b"".join(made or [])


@cache
def _compiler() -> typst.Compiler:
    empty = Path(tempfile.mkdtemp(prefix="testamur-letters-"))
    return typst.Compiler(root=empty, package_path=empty, package_cache_path=empty)
