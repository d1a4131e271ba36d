"""Reads the text of a page: Markdown (CommonMark 0.31, with tables) and fenced blocks, into a tree of values.

HTML is no part of it: it is shown as it was written. Formulas within a sentence stand between ``$`` and a backtick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from testamur.core.pages import addresses, blocks
from testamur.core.pages.tree import (
    Block,
    Break,
    Code,
    Divider,
    Formula,
    Heading,
    Inline,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Problem,
    Quote,
    Styled,
    Table,
    Text,
    Tree,
)

# Characters of one page; about twenty printed pages.
MAX_TEXT: Final = 60_000
# Deeper than this, what surrounds a run is left away: nobody means it.
_DEEPEST: Final = 24
_STYLES: Final = frozenset({"em", "strong", "s"})
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>")

_Parts = list[object]


class PageError(Exception):
    """A text that is no page: it is too long. ``found`` and ``limit`` are characters."""

    def __init__(self, found: int, limit: int) -> None:
        self.found, self.limit = found, limit
        super().__init__(f"{found} characters; {limit} are read")


def read(source: str) -> Tree:
    """Return a page. Whatever cannot be understood stays in it as it was written. Raises `PageError`."""
    if len(source) > MAX_TEXT:
        raise PageError(len(source), MAX_TEXT)
    reader = _Reader()
    found = reader.blocks(_markdown().parse(source.replace("\r\n", "\n")))
    return Tree(found, tuple(sorted(reader.problems, key=lambda one: one.line)))


def plain(parts: Iterable[Inline]) -> str:
    """Return the words of a run, without what they look like."""
    return "".join(_words(one) for one in parts)


def _words(one: Inline) -> str:
    if isinstance(one, Text | Code):
        return one.text
    if isinstance(one, Styled | Link):
        return plain(one.parts)
    if isinstance(one, Picture):
        return one.alt
    return one.latex if isinstance(one, Formula) else " "


def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    # Every address is read, so that one which is not allowed can be named instead of vanishing.
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - the name is the library's
    return made


class _Reader:
    """Walks the flat tokens with a stack of its own, so that no depth of nesting is a depth of calls."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Return the blocks that tokens stand for."""
        stack: list[tuple[Token | None, _Parts]] = [(None, [])]
        for token in tokens:
            if token.nesting > 0:
                stack.append((token, []))
            elif token.nesting < 0:
                opened, parts = stack.pop()
                if opened is not None:
                    stack[-1][1].extend(_closed(opened, parts))
            else:
                stack[-1][1].extend(self._single(token, _line(token, stack)))
        return tuple(stack[0][1])  # type: ignore[arg-type]  # the outermost holds blocks only

    def _single(self, token: Token, line: int) -> _Parts:
        if token.type == "inline":
            return list(self.inline(token.children or [], line))
        if token.type == "fence":
            return [self._fence(token, line)]
        if token.type == "code_block":
            return [Listed("", token.content)]
        return [Divider()]

    def _fence(self, token: Token, line: int) -> Block:
        word = token.info.split()[0].lower() if token.info.split() else ""
        if word not in blocks.WORDS:
            return Listed(word[:40], token.content)
        made, problems = blocks.block(word, token.content, line)
        self.problems += problems
        return made

    def inline(self, tokens: Sequence[Token], line: int) -> tuple[Inline, ...]:
        """Return the runs of a sentence that begins on *line*."""
        stack: list[tuple[Token | None, _Parts]] = [(None, [])]
        for token in tokens:
            if token.nesting > 0:
                stack.append((token, []))
            elif token.nesting < 0:
                opened, parts = stack.pop()
                is_deep = len(stack) > _DEEPEST
                stack[-1][1].extend(parts if is_deep or opened is None else [self._run(opened, parts, line)])
            else:
                line += token.type in ("softbreak", "hardbreak")
                stack[-1][1].append(self._leaf(token, line))
        return _with_formulas(stack[0][1], line)

    def _run(self, opened: Token, parts: _Parts, line: int) -> Inline:
        inner = _with_formulas(parts, line)
        style = opened.type.removesuffix("_open")
        if style in _STYLES:
            return Styled(style, inner)
        written = str(opened.attrs.get("href", ""))
        href = addresses.allowed(written)
        if not href:
            self.problems.append(Problem("address-refused", line, {"address": written[:80]}))
        return Link(href, inner, written, line)

    def _leaf(self, token: Token, line: int) -> Inline:
        if token.type == "code_inline":
            return Code(token.content)
        if token.type in ("softbreak", "hardbreak"):
            return Break(is_hard=token.type == "hardbreak")
        if token.type == "image":
            return Picture(str(token.attrs.get("src", "")), token.content.strip(), line=line)
        if _TAG.search(token.content):
            self.problems.append(Problem("html", line, {"found": _TAG.search(token.content)[0][:60]}))  # type: ignore[index]
        return Text(token.content)


def _closed(opened: Token, parts: _Parts) -> _Parts:
    """Return what a container becomes once it is whole; rows and cells stay lists until their table is."""
    kind, line = opened.type.removesuffix("_open"), (opened.map or [0])[0] + 1
    inside = tuple(parts)
    if kind == "heading":
        return [Heading(int(opened.tag[1]), inside, line)]  # type: ignore[arg-type]
    if kind == "paragraph":
        return [Paragraph(inside, line)]  # type: ignore[arg-type]
    if kind == "blockquote":
        return [Quote(inside)]  # type: ignore[arg-type]
    if kind in ("bullet_list", "ordered_list"):
        start = int(opened.attrs.get("start", 1)) if kind == "ordered_list" else None
        return [Listing(start, inside)]  # type: ignore[arg-type]
    if kind == "table":
        head, *rows = inside
        return [Table(head, tuple(rows))]  # type: ignore[arg-type]
    return list(inside) if kind in ("thead", "tbody") else [inside]


def _line(token: Token, stack: Sequence[tuple[Token | None, _Parts]]) -> int:
    """Return the line on which a token begins; the cells of a table have none, so their row's."""
    maps = [token.map, *(opened.map for opened, _parts in reversed(stack) if opened is not None)]
    return next((found[0] + 1 for found in maps if found), 1)


def _with_formulas(parts: Sequence[object], line: int) -> tuple[Inline, ...]:
    """Return runs in which code between two ``$`` is a formula."""
    found: list[Inline] = list(parts)  # type: ignore[arg-type]
    for at in range(1, len(found) - 1):
        before, code, after = found[at - 1], found[at], found[at + 1]
        if not (isinstance(before, Text) and isinstance(code, Code) and isinstance(after, Text)):
            continue
        if before.text.endswith("$") and after.text.startswith("$"):
            found[at - 1 : at + 2] = [Text(before.text[:-1]), Formula(code.text, line), Text(after.text[1:])]
    return tuple(one for one in found if one != Text(""))
