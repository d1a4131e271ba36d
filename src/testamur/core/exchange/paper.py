"""A definition as a document people can read, edit and send back: DOCX (ECMA-376), with its own file inside.

Every value stands in a content control that is named by its key, so that it is found again whatever was written around
it. Nothing in a document is run: macros, embedded objects and links are not opened, and are told.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from testamur.core.exchange.archives import unpacked
from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.markup import Element, elements
from testamur.core.exchange.steps import closed, key_of, known_steps, put, steps_of
from testamur.core.exchange.tree import Tree, tree_of
from testamur.core.exchange.values import Options
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Field, Kind, Many, Scalar, Section, Words
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules.exchange import ExchangeError

Names = Callable[[str], str]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMESPACE = "urn:testamur:definition:1"
_DOCUMENT, _ITEM = "word/document.xml", "customXml/item1.xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The same file each time, whenever it is written.
_WHEN = (1980, 1, 1, 0, 0, 0)
_SECOND_LEVEL = 2


def write_document(definition: MicroCredential, options: Options, carried: str) -> bytes:
    """Return the document; *options.names* tells what people call a key."""
    tree = tree_of(definition)
    body = "".join(_body(tree, options.names))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations([("officeDocument", _DOCUMENT)]),
        _DOCUMENT: f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": _styles(next(iter(definition.title))),
        "word/_rels/document.xml.rels": _relations([("styles", "styles.xml"), ("customXml", f"../{_ITEM}")]),
    }
    if carried:
        parts[_ITEM] = f'{_HEAD}<definition xmlns="{NAMESPACE}">{escape(carried)}</definition>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _body(tree: Tree, names: Names) -> Iterator[str]:
    title = next(iter(tree["title"].values()))
    yield _paragraph(_run(title), "Title")
    for field in MICROCREDENTIAL.fields:
        if field.key in tree:
            yield _paragraph(_run(names(field.key)), "Heading1")
            yield from _told(field.kind, tree[field.key], field.key, field, names, 1)


def _told(kind: Kind, value: Any, key: str, field: Field, names: Names, depth: int) -> Iterator[str]:  # noqa: ANN401 - a tree
    match kind:
        case Scalar():
            yield _paragraph(_control(key, names(field.key), value))
        case Words():
            for tag, text in value.items():
                yield _paragraph(_run(f"{tag}  ", grey=True) + _control(f"{key}.{tag}", names(field.key), text))
        case Many():
            for number, one in enumerate(value):
                if isinstance(kind.of, Section):
                    style = "Heading2" if depth < _SECOND_LEVEL else "Heading3"
                    yield _paragraph(_run(f"{names(field.key)} {number + 1}"), style)
                yield from _told(kind.of, one, f"{key}[{number}]", field, names, depth + 1)
        case Section():
            for inner in (inner for inner in kind.fields if inner.key in value):
                yield from _labelled(inner, value[inner.key], f"{key}.{inner.key}", names, depth)


def _labelled(field: Field, value: Any, key: str, names: Names, depth: int) -> Iterator[str]:  # noqa: ANN401 - a tree
    if not isinstance(field.kind, Many):
        yield _paragraph(_run(names(field.key), bold=True), "Label")
    yield from _told(field.kind, value, key, field, names, depth + 1)


def _paragraph(content: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{content}</w:p>"


def _run(text: str, *, bold: bool = False, grey: bool = False) -> str:
    looks = ("<w:b/>" if bold else "") + ('<w:color w:val="595959"/>' if grey else "")
    lines = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inner}</w:r>"


def _control(key: str, name: str, text: str) -> str:
    """Return a content control: the frame in which a word processor keeps a value that has a name."""
    head = f'<w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(key)}/><w:text w:multiLine="1"/>'
    return f"<w:sdt><w:sdtPr>{head}</w:sdtPr><w:sdtContent>{_run(str(text))}</w:sdtContent></w:sdt>"


def _types() -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_DOCUMENT}" ContentType="{base}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{base}.styles+xml"/></Types>'
    )


def _relations(told: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(told, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _styles(language: str) -> str:
    sizes = {"Title": 40, "Heading1": 28, "Heading2": 24, "Heading3": 22, "Label": 20}
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="{size * 8}" w:after="60"/>{_outline(name)}</w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for name, size in sizes.items()
        for shown in [name.replace("Heading", "heading ")]
    )
    base = f'<w:rPr><w:sz w:val="22"/><w:lang w:val={quoteattr(language)}/></w:rPr>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault>{base}</w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{made}</w:styles>"
    )


def _outline(name: str) -> str:
    return f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name[-1].isdigit() else ""


def read_document_file(data: bytes, options: Options) -> list[Gathered]:
    """Return what the named values of a document say. Raises `ExchangeError` ``not-a-document``, ``no-fields``."""
    archive = unpacked(data)
    main = archive.get(_DOCUMENT)
    if main is None:
        raise ExchangeError("not-a-document")
    told = Gathered(place=_DOCUMENT)
    _not_opened(archive.names, told)
    tree: Tree = {}
    seen: set[str] = set()
    for one in (one for one in elements(main, _DOCUMENT).walk() if one.name == "sdt"):
        key, place = _name(one), f"{_DOCUMENT}:{one.line}"
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
        raise ExchangeError("no-fields", _DOCUMENT)
    for key, value in closed(tree).items():
        told.put(key, value, told.places.get(key, _DOCUMENT))
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
