"""What stands in the way of people who read a page: rules of accessibility and plain language, and broken parts. Pure.

Sources: Web Content Accessibility Guidelines (WCAG) 2.2 for `PG-1` to `PG-4`; ISO 24495-1:2023 (plain language) for
the lengths, whose numbers are the house's own. The rest is what could not be shown as its author meant it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from testamur.core.pages.formulas import formula
from testamur.core.pages.reading import plain, read
from testamur.core.pages.tree import (
    Block,
    Download,
    Embed,
    Formula,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quiz,
    Quote,
    Styled,
    Table,
    Tree,
)

LONGEST_SENTENCE: Final = 30
LONGEST_PARAGRAPH: Final = 120
# Words that say nothing of where a link leads, in the four languages of the house.
_VAGUE: Final = frozenset(
    {"here", "click here", "this", "this link", "link", "more", "read more"}
    | {"aquí", "haz clic aquí", "este enlace", "enlace", "más", "leer más"}
    | {"aquí mateix", "fes clic aquí", "aquest enllaç", "enllaç", "més", "llegeix-ne més"}
    | {"sini", "di sini", "klik di sini", "pautan", "pautan ini", "lagi", "baca lagi"}
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
_BROKEN: Final = "in the block itself"
_WCAG: Final = "WCAG 2.2, success criterion"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how much it weighs (HARD, WARN, INFO) and where it is from."""

    severity: str
    source: str


# code → rule
RULES: Final[Mapping[str, Rule]] = {
    "image-without-alt": Rule("HARD", f"{_WCAG} 1.1.1"),
    "heading-skipped": Rule("WARN", f"{_WCAG} 1.3.1"),
    "heading-one": Rule("INFO", f"{_WCAG} 2.4.6"),
    "vague-link": Rule("WARN", f"{_WCAG} 2.4.4"),
    "file-without-note": Rule("WARN", f"{_WCAG} 1.1.1"),
    "long-sentence": Rule("INFO", "ISO 24495-1:2023"),
    "long-paragraph": Rule("INFO", "ISO 24495-1:2023"),
    "no-such-file": Rule("HARD", _BROKEN),
    "not-a-picture": Rule("HARD", _BROKEN),
    "picture-elsewhere": Rule("HARD", _BROKEN),
    "address-refused": Rule("HARD", _BROKEN),
    "host-refused": Rule("HARD", _BROKEN),
    "formula-unreadable": Rule("HARD", _BROKEN),
    "no-such-assessment": Rule("WARN", _BROKEN),
    "quiz-to-come": Rule("INFO", _BROKEN),
    "field-missing": Rule("HARD", _BROKEN),
    "field-unknown": Rule("WARN", _BROKEN),
    "field-twice": Rule("WARN", _BROKEN),
    "html": Rule("WARN", _BROKEN),
    "empty": Rule("INFO", _BROKEN),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a page can name. ``files``: file name → whether it is a picture; ``noted``: those with a note on access."""

    files: Mapping[str, bool] = field(default_factory=dict)
    noted: AbstractSet[str] = frozenset()
    assessments: AbstractSet[str] = frozenset()
    hosts: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, on which line of the page's text. ``facts`` depend on the code."""

    code: str
    line: int
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def rule(self) -> Rule:
        """The rule."""
        return RULES[self.code]


def check(source: str, known: Known) -> tuple[Finding, ...]:
    """Return what the rules find in the text of a page, in the order of its lines. Raises `PageError`."""
    return check_tree(read(source), known)


def check_tree(tree: Tree, known: Known) -> tuple[Finding, ...]:
    """Return what the rules find in a page that was read."""
    found = [Finding(one.code, one.line, one.facts) for one in tree.problems]
    if not tree.blocks:
        found.append(Finding("empty", 1))
    blocks = list(_every(tree.blocks))
    found += _headings(blocks)
    for block in blocks:
        found += _in_block(block, known)
        for run in _runs(block):
            found += _in_run(run, known)
    return tuple(sorted(found, key=lambda one: one.line))


def files_in(tree: Tree) -> frozenset[str]:
    """Return the names of the files that a page shows or offers."""
    runs = (run for block in _every(tree.blocks) for run in (block, *_runs(block)))
    return frozenset(one.file for one in runs if isinstance(one, Picture | Download))


def hosts_in(tree: Tree) -> frozenset[str]:
    """Return the hosts that a page would load something from, if its reader asks for it."""
    return frozenset(one.host for one in _every(tree.blocks) if isinstance(one, Embed) and one.host)


def _every(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from _every(block.blocks)
        if isinstance(block, Listing):
            for item in block.items:
                yield from _every(item)


def _runs(block: Block) -> Iterator[Inline]:
    """Yield every run in a block, those inside of others too."""
    waiting: list[Inline] = []
    if isinstance(block, Heading | Paragraph):
        waiting += block.parts
    if isinstance(block, Table):
        waiting += [run for row in (block.head, *block.rows) for cell in row for run in cell]
    while waiting:
        run = waiting.pop(0)
        yield run
        if isinstance(run, Styled | Link):
            waiting += run.parts


def _headings(blocks: Iterable[Block]) -> Iterator[Finding]:
    """Yield headings out of order. The title of the page is its first level, so its own begin with the second."""
    before = 1
    for one in blocks:
        if not isinstance(one, Heading):
            continue
        if one.level == 1:
            yield Finding("heading-one", one.line)
        elif one.level > before + 1:
            yield Finding("heading-skipped", one.line, {"found": str(one.level), "before": str(before)})
        before = max(one.level, 2) if one.level == 1 else one.level


def _in_block(block: Block, known: Known) -> Iterator[Finding]:
    if isinstance(block, Picture):
        yield from _picture(block, known)
    elif isinstance(block, Download):
        yield from _download(block, known)
    elif isinstance(block, Quiz):
        yield from _quiz(block, known)
    elif isinstance(block, Formula):
        yield from _formula(block)
    elif isinstance(block, Paragraph):
        yield from _lengths(block)
    elif isinstance(block, Embed) and block.host and block.host not in known.hosts:
        yield Finding("host-refused", block.line, {"host": block.host, "allowed": ", ".join(sorted(known.hosts))})


def _download(block: Download, known: Known) -> Iterator[Finding]:
    if block.file not in known.files:
        yield Finding("no-such-file", block.line, {"file": block.file[:80]})
    elif block.file not in known.noted:
        yield Finding("file-without-note", block.line, {"file": block.file[:80]})


def _quiz(block: Quiz, known: Known) -> Iterator[Finding]:
    if not block.item:
        yield Finding("quiz-to-come", block.line)
    elif block.item not in known.assessments:
        facts = {"item": block.item[:60], "allowed": ", ".join(sorted(known.assessments))}
        yield Finding("no-such-assessment", block.line, facts)


def _in_run(run: Inline, known: Known) -> Iterator[Finding]:
    if isinstance(run, Picture):
        yield from _picture(run, known)
    elif isinstance(run, Formula):
        yield from _formula(run)
    elif isinstance(run, Link) and plain(run.parts).strip(" .:…»>").casefold() in _VAGUE | {""}:
        yield Finding("vague-link", run.line, {"found": plain(run.parts)[:40]})


def _picture(one: Picture, known: Known) -> Iterator[Finding]:
    if "/" in one.file or ":" in one.file:
        yield Finding("picture-elsewhere", one.line, {"file": one.file[:80]})
    elif one.file not in known.files:
        yield Finding("no-such-file", one.line, {"file": one.file[:80]})
    elif not known.files[one.file]:
        yield Finding("not-a-picture", one.line, {"file": one.file[:80]})
    if not one.alt and not one.is_decorative:
        yield Finding("image-without-alt", one.line, {"file": one.file[:80]})


def _formula(one: Formula) -> Iterator[Finding]:
    if formula(one.latex) is None:
        yield Finding("formula-unreadable", one.line, {"found": one.latex[:60]})


def _lengths(block: Paragraph) -> Iterator[Finding]:
    said = plain(block.parts)
    words = len(said.split())
    if words > LONGEST_PARAGRAPH:
        yield Finding("long-paragraph", block.line, {"found": str(words), "limit": str(LONGEST_PARAGRAPH)})
    longest = max(len(one.split()) for one in _SENTENCES.split(said))
    if longest > LONGEST_SENTENCE:
        yield Finding("long-sentence", block.line, {"found": str(longest), "limit": str(LONGEST_SENTENCE)})
