"""The detector of whom a text is about, with all the languages that come with the program."""

from __future__ import annotations

from functools import cache

from testamur import packs
from testamur.core.skills.identity import Detector, parse_lexicon


@cache
def detector() -> Detector:
    """Return it, made once: it is asked before any text about a person is read against skills."""
    return Detector(parse_lexicon(text, name=f"{name}.yaml") for name, text in packs.identities().items())
