"""What somebody weighs by themselves beside what a text says: the level, and the credit value."""

from __future__ import annotations

import re

# "Level 4", "MQF level 4" and "MQF4" all mean what "MQF 4" says.
_LEVEL = re.compile(r"\b(?:level|step)\b", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", re.IGNORECASE)


def is_as_written(said: str, written: str) -> bool:
    """Whether *said* names what is *written*, such as ``MQF 4`` or ``2 ECTS``; a bare number is of the same framework.

    Order, case and a decimal comma make no difference, and neither does the word "level".
    """
    found, wanted = _words(said), _words(written)
    numbers = {one for one in wanted if one[:1].isdigit()}
    return found == wanted or (bool(found) and found == numbers)


def _words(text: str) -> frozenset[str]:
    plain = _JOINED.sub(" ", _LEVEL.sub(" ", text.casefold().replace(",", ".")))
    return frozenset(_number(one) for one in plain.split())


def _number(word: str) -> str:
    return word.rstrip("0").rstrip(".") if "." in word and word.replace(".", "").isdigit() else word
