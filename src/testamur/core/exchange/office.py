"""The parts of a word processor's document (DOCX, ECMA-376) that every document written here has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENT = "word/document.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The same file each time, whenever it is written.
_WHEN = (1980, 1, 1, 0, 0, 0)


def packed(body: str, language: str, *, related: Mapping[str, str] | None = None, carried: str = "") -> bytes:
    """Return a document of *body*, paragraphs as XML; *carried* stands in it under the path that *related* names."""
    links = [("styles", "styles.xml"), *((kind, f"../{path}") for kind, path in (related or {}).items())]
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations([("officeDocument", DOCUMENT)]),
        DOCUMENT: f'{HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": _styles(language),
        "word/_rels/document.xml.rels": _relations(links),
    }
    if carried:
        parts |= dict.fromkeys((related or {}).values(), carried)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def paragraph(content: str, style: str = "") -> str:
    """Return a paragraph of runs; *style* is Title, Heading1 to Heading3, Label, or none."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{content}</w:p>"


def run(text: str, *, bold: bool = False, grey: bool = False, raised: bool = False) -> str:
    """Return words that look alike; *raised*: as the number of a footnote."""
    looks = ("<w:b/>" if bold else "") + ('<w:color w:val="595959"/>' if grey else "")
    looks += '<w:vertAlign w:val="superscript"/>' if raised else ""
    lines = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inner}</w:r>"


def _types() -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{base}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{base}.styles+xml"/></Types>'
    )


def _relations(told: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(told, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


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
        f'{HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault>{base}</w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{made}</w:styles>"
    )


def _outline(name: str) -> str:
    return f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name[-1].isdigit() else ""
