"""Names the makers in a definition file, leaving every other line of it as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from testamur.core.model.definition import dump, parse
from testamur.core.model.definition.problems import DefinitionError
from testamur.core.model.microcredential import Contributor, MicroCredential

_KEY = "contributors"
_TOP = re.compile(r"^(?=[^\s#-])", re.MULTILINE)


def credited(source: str, makers: Sequence[Contributor]) -> str:
    """Return *source* with *makers* as its contributors. Raises `DefinitionError` where it cannot be read.

    Comments and layout stay; only a file that is laid out in an unusual way is written anew.
    """
    course = parse(source)
    wanted = replace(course, contributors=tuple(makers))
    if wanted == course:
        return source
    block = _block(wanted)
    parts = _TOP.split(source)
    kept = [part for part in parts if not part.startswith(f"{_KEY}:")]
    text = "".join(kept)
    patched = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{block}"
    return patched if _reads_as(patched, wanted) else dump(wanted)


def _block(course: MicroCredential) -> str:
    """Return the part of a file that names the makers."""
    found = [part for part in _TOP.split(dump(course)) if part.startswith(f"{_KEY}:")]
    return found[0] if found else ""


def _reads_as(text: str, wanted: MicroCredential) -> bool:
    try:
        return parse(text) == wanted
    except DefinitionError:
        return False
