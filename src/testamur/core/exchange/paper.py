"""A definition as a document people can read, edit and send back: DOCX (ECMA-376), with its own file inside.

Every value stands in a content control that is named by its key, so that it is found again whatever was written around
it. Nothing in a document is run: macros, embedded objects and links are not opened, and are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from testamur.core.exchange.archives import unpacked
from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.markup import Element, elements
from testamur.core.exchange.office import DOCUMENT, HEAD, MEDIA_TYPE, packed, paragraph, run
from testamur.core.exchange.steps import closed, key_of, known_steps, put, steps_of
from testamur.core.exchange.tree import Tree, tree_of
from testamur.core.exchange.values import Options
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Field, Kind, Many, Scalar, Section, Words
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules.exchange import ExchangeError

Names = Callable[[str], str]

__all__ = ["MEDIA_TYPE", "NAMESPACE", "read_document_file", "write_document"]

NAMESPACE = "urn:testamur:definition:1"
_ITEM = "customXml/item1.xml"
_SECOND_LEVEL = 2


def write_document(definition: MicroCredential, options: Options, carried: str) -> bytes:
    """Return the document; *options.names* tells what people call a key."""
    body = "".join(_body(tree_of(definition), options.names))
    inside = f'{HEAD}<definition xmlns="{NAMESPACE}">{escape(carried)}</definition>' if carried else ""
    return packed(body, next(iter(definition.title)), related={"customXml": _ITEM} if carried else None, carried=inside)


def _body(tree: Tree, names: Names) -> Iterator[str]:
    title = next(iter(tree["title"].values()))
    yield paragraph(run(title), "Title")
    for field in MICROCREDENTIAL.fields:
        if field.key in tree:
            yield paragraph(run(names(field.key)), "Heading1")
            yield from _told(field.kind, tree[field.key], field.key, field, names, 1)


def _told(kind: Kind, value: Any, key: str, field: Field, names: Names, depth: int) -> Iterator[str]:  # noqa: ANN401 - a tree
    match kind:
        case Scalar():
            yield paragraph(_control(key, names(field.key), value))
        case Words():
            for tag, text in value.items():
                yield paragraph(run(f"{tag}  ", grey=True) + _control(f"{key}.{tag}", names(field.key), text))
        case Many():
            for number, one in enumerate(value):
                if isinstance(kind.of, Section):
                    style = "Heading2" if depth < _SECOND_LEVEL else "Heading3"
                    yield paragraph(run(f"{names(field.key)} {number + 1}"), style)
                yield from _told(kind.of, one, f"{key}[{number}]", field, names, depth + 1)
        case Section():
            for inner in (inner for inner in kind.fields if inner.key in value):
                yield from _labelled(inner, value[inner.key], f"{key}.{inner.key}", names, depth)


def _labelled(field: Field, value: Any, key: str, names: Names, depth: int) -> Iterator[str]:  # noqa: ANN401 - a tree
    if not isinstance(field.kind, Many):
        yield paragraph(run(names(field.key), bold=True), "Label")
    yield from _told(field.kind, value, key, field, names, depth + 1)


def _control(key: str, name: str, text: str) -> str:
    """Return a content control: the frame in which a word processor keeps a value that has a name."""
    head = f'<w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(key)}/><w:text w:multiLine="1"/>'
    return f"<w:sdt><w:sdtPr>{head}</w:sdtPr><w:sdtContent>{run(str(text))}</w:sdtContent></w:sdt>"


def read_document_file(data: bytes, options: Options) -> list[Gathered]:
    """Return what the named values of a document say. Raises `ExchangeError` ``not-a-document``, ``no-fields``."""
    archive = unpacked(data)
    main = archive.get(DOCUMENT)
    if main is None:
        raise ExchangeError("not-a-document")
    told = Gathered(place=DOCUMENT)
    _not_opened(archive.names, told)
    tree: Tree = {}
    seen: set[str] = set()
    for one in (one for one in elements(main, DOCUMENT).walk() if one.name == "sdt"):
        key, place = _name(one), f"{DOCUMENT}:{one.line}"
        steps = known_steps(steps_of(key), options.language) if key else None
        text = _text(one.find("sdtContent")).strip()
        if not steps:
            if key:
                told.tell("unread-field", place, field=key)
        elif key in seen:
            told.tell("repeated-field", place, field=key)
        elif text:
            put(tree, steps, text)
            told.places[key_of(steps)] = place
        seen.add(key)
    if not tree:
        raise ExchangeError("no-fields", DOCUMENT)
    for key, value in closed(tree).items():
        told.put(key, value, told.places.get(key, DOCUMENT))
    item = next((name for name in archive.names if name.startswith("customXml/item") and _holds(archive.get(name))), "")
    told.carried = elements(archive.get(item) or b"", item).text if item else ""
    return [told]


def _holds(data: bytes | None) -> bool:
    return data is not None and NAMESPACE.encode() in data[:2000]


def _not_opened(names: tuple[str, ...], told: Gathered) -> None:
    """Tell what a document brings along that could do something, and does nothing here."""
    for name in names:
        lowered = name.casefold()
        if "vbaproject" in lowered or "/activex/" in lowered:
            told.tell("macros-ignored", name)
        elif "/embeddings/" in lowered:
            told.tell("embedded-ignored", name)


def _name(control: Element) -> str:
    tag = control.find("sdtPr", "tag")
    return tag.attributes.get("val", "") if tag else ""


def _text(content: Element | None) -> str:
    """Return the words in a control as they are read: what was struck out in a tracked change is not among them."""
    parts: list[str] = []
    paragraphs = 0
    for one in content.walk() if content else ():
        if one.name == "p":
            parts += ["\n"] if paragraphs else []
            paragraphs += 1
        elif one.name == "t":
            parts.append(one.text)
        elif one.name in ("br", "cr"):
            parts.append("\n")
        elif one.name == "tab":
            parts.append("\t")
    return "".join(parts)
