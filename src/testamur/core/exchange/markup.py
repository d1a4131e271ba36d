"""XML of strangers → plain elements. No document type is taken, so there are no entities and nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from testamur.core.rules.exchange import ExchangeError

MAX_DEPTH = 60
MAX_ELEMENTS = 300_000


@dataclass(slots=True)
class Element:
    """An element by its local name. ``text``: all text directly in it; ``line`` counts from 1."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def each(self, name: str) -> Iterator[Element]:
        """Yield the children of a name."""
        return (one for one in self.children if one.name == name)

    def find(self, *names: str) -> Element | None:
        """Return the first element at the end of a path of names."""
        found: Element | None = self
        for name in names:
            found = next(found.each(name), None) if found else None
        return found

    def said(self, *names: str) -> str:
        """Return the text at the end of a path, trimmed; nothing where there is none, or Moodle's ``$@NULL@$``."""
        found = self.find(*names)
        text = found.text.strip() if found else ""
        return "" if text == "$@NULL@$" else text

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            found = waiting.pop()
            yield found
            waiting += reversed(found.children)


class _Doctype(Exception):  # noqa: N818 - leaves the parser's callback, and this file never
    pass


class _Builder:
    def __init__(self, place: str) -> None:
        self._place = place
        self._open: list[Element] = []
        self._count = 0
        self.top: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        line = self.parser.CurrentLineNumber
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            code = "too-many-elements" if self._count > MAX_ELEMENTS else "too-deep"
            raise ExchangeError(code, f"{self._place}:{line}", limit=MAX_DEPTH if code == "too-deep" else MAX_ELEMENTS)
        kept = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        made = Element(name.rpartition(" ")[2], kept, line)
        if self._open:
            self._open[-1].children.append(made)
        else:
            self.top = made
        self._open.append(made)

    def _end(self, name: str) -> None:
        del name
        self._open.pop()

    def _text(self, data: str) -> None:
        if self._open:
            self._open[-1].text += data

    def _doctype(self, *_: object) -> None:
        raise _Doctype


def elements(data: bytes, place: str) -> Element:
    """Return the document in *data*; *place* is what messages call it.

    Raises `ExchangeError`: ``not-xml``, ``doctype``, ``too-deep``, ``too-many-elements``.
    """
    builder = _Builder(place)
    try:
        builder.parser.Parse(data, True)  # noqa: FBT003 - expat's own signature: this is all there is
    except _Doctype as error:
        raise ExchangeError("doctype", f"{place}:{builder.parser.CurrentLineNumber}") from error
    except expat.ExpatError as error:
        raise ExchangeError("not-xml", f"{place}:{error.lineno}", reason=expat.ErrorString(error.code)) from error
    if builder.top is None:  # pragma: no cover - expat refuses a document without an element
        raise ExchangeError("not-xml", place, reason="empty")
    return builder.top
