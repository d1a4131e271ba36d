"""What a reader gathers from somebody's file: a tree of values, where each came from, and what to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from testamur.core.exchange.tree import Tree
from testamur.core.rules.exchange import Notice

# Elements after which a new line begins, and those whose content nobody reads.
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section"})
_SILENT = frozenset({"script", "style", "svg", "math", "iframe", "object", "template", "head", "noscript", "title"})
_MOST_TAGS = 20_000


@dataclass(slots=True)
class Gathered:
    """One definition as a file tells it. ``carried``: our own file inside it; ``address``: its own name there."""

    tree: Tree = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    carried: str = ""
    address: str = ""
    place: str = ""

    def put(self, key: str, value: Any, place: str = "") -> None:  # noqa: ANN401 - a text, a list or a tree
        """Keep a value of a top key and where it stood; nothing is kept of nothing."""
        if value not in (None, "", [], {}):
            self.tree[key] = value
            self.places[key] = place

    def tell(self, code: str, place: str, **facts: object) -> None:
        """Note what was not taken over, or otherwise than it stands."""
        self.notices.append(Notice(code, place, {name: str(fact)[:200] for name, fact in facts.items()}))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent: list[str] = []
        self.tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags += 1
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag in _BLOCKS:
            self.found.append("\n- " if tag == "li" else "\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def plain_words(html: str) -> str:
    """Return what a browser would show of *html*, as plain text. Scripts, styles and drawings say nothing."""
    if "<" not in html and "&" not in html:
        return html.strip()
    reader = _Words()
    reader.feed(html[:200_000])
    reader.close()
    told = "".join(reader.found) if reader.tags <= _MOST_TAGS else ""
    lines = [" ".join(line.split()) for line in told.split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    # What is left of a '<' would be taken for markup again where it is read.
    return "\n".join(line for line in kept if line != "-").strip().replace("<", "‹")


def in_language(words: Mapping[str, str], language: str) -> dict[str, str]:
    """Return texts with the tag of *language* in place of none."""
    return {tag or language: text for tag, text in words.items() if text.strip()}
