"""A saved web page → its words: tags out, and what a reader never sees (scripts, styles, templates) with them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from testamur.adapters.documents.plain import decoded
from testamur.adapters.documents.values import Limits, Note

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea"}
)
_BOXES = {"address", "article", "aside", "blockquote", "br", "div", "fieldset", "figure", "footer", "form", "header"}
_TEXTS = {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "main", "nav", "p", "pre", "section", "title"}
_LISTS = {"dd", "dl", "dt", "li", "ol", "option", "table", "td", "th", "tr", "ul"}
_BLOCKS = frozenset(_BOXES | _TEXTS | _LISTS)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def read(data: bytes, limits: Limits) -> tuple[str, int, tuple[Note, ...]]:
    """Return the words of a page, a line for each block, and notes. Raises `BadDocument` ``binary``."""
    del limits
    charset = _CHARSET.search(data[:4096])
    text, notes = decoded(data, charset[1].decode("ascii") if charset else "")
    reader = _Words()
    reader.feed(text)
    reader.close()
    return reader.words(), 0, notes


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self._parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            # A tag that was never closed within this one ends with it.
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts.append(_SPACE.sub(" ", data))

    def words(self) -> str:
        lines = (line.strip() for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line and line != "-")
