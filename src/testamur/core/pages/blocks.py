"""Fenced blocks with fields: what an author writes between three backticks and a word of ours.

Each field is one line, ``name: value``. The words, their fields and what they need are this table and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from testamur.core.pages import addresses
from testamur.core.pages.tree import Block, Broken, Card, Download, Embed, Formula, Picture, Problem, Quiz

# word → its fields, and those that it cannot do without
FIELDS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "image": (("file", "alt", "decorative", "caption"), ("file",)),
    "file": (("file", "title"), ("file",)),
    "quiz": (("assessment", "title"), ()),
    "link": (("address", "title", "note"), ("address", "title")),
    "embed": (("address", "title"), ("address", "title")),
}
MATHS = "maths"
WORDS: Final = (*FIELDS, MATHS)
_YES: Final = frozenset({"yes", "true", "decorative"})


def block(word: str, content: str, line: int) -> tuple[Block, list[Problem]]:
    """Return the block that *word* and its *content* make, the first line of which is *line* + 1; and its problems."""
    if word == MATHS:
        return Formula(content.strip(), line, is_block=True), []
    found, problems = _fields(word, content, line)
    missing = [name for name in FIELDS[word][1] if not found.get(name)]
    problems += [Problem("field-missing", line, {"block": word, "field": name}) for name in missing]
    if missing:
        return Broken(word, content, line), problems
    made = _made(word, found, line)
    return made, problems + _refused(made)


def _fields(word: str, content: str, line: int) -> tuple[dict[str, str], list[Problem]]:
    allowed = FIELDS[word][0]
    found: dict[str, str] = {}
    problems = []
    for number, written in enumerate(content.split("\n"), line + 1):
        name, colon, value = written.partition(":")
        name = name.strip().lower()
        if not written.strip():
            continue
        if not colon or name not in allowed:
            facts = {"block": word, "field": name[:40], "allowed": ", ".join(allowed)}
            problems.append(Problem("field-unknown", number, facts))
        elif name in found:
            problems.append(Problem("field-twice", number, {"block": word, "field": name}))
        else:
            found[name] = value.strip()
    return found, problems


def _made(word: str, found: Mapping[str, str], line: int) -> Block:
    title = found.get("title", "")
    if word == "image":
        is_decorative = found.get("decorative", "").lower() in _YES
        alt = "" if is_decorative else found.get("alt", "")
        return Picture(found["file"], alt, found.get("caption", ""), is_decorative, line)
    if word == "file":
        return Download(found["file"], title, line)
    if word == "quiz":
        return Quiz(found.get("assessment", ""), title, line)
    written = found["address"]
    if word == "link":
        return Card(addresses.allowed(written), title, found.get("note", ""), written, line)
    host = addresses.host(written)
    return Embed(written if host else "", host, title, written, line)


def _refused(made: Block) -> list[Problem]:
    if isinstance(made, Card | Embed) and not made.href:
        return [Problem("address-refused", made.line, {"address": made.written[:80]})]
    return []
