"""Documents for tests, good and bad, each made by a few lines: a PDF or DOCX at hand would hide what is in it."""

from __future__ import annotations

import io
import zipfile
import zlib

from pypdf import PdfReader, PdfWriter

WORDS = "We look for a baker who keeps ovens clean, plans the shift and trains apprentices."

_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"stream\n0\nendstream"
)


def pdf(*pages: str, picture: bool = False, content: bytes | None = None) -> bytes:
    """A PDF of a page for each text; *content*: a deflated content stream in place of text."""
    shown = [content] if content is not None else [zlib.compress(_drawn(page, picture=picture)) for page in pages]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(shown), b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(shown)))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        _PICTURE,
    ]
    for number, stream in enumerate(shown):
        resources = b"<</Font<</F 3 0 R>>%s>>" % (b"/XObject<</I 4 0 R>>" if picture else b"")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>"
            % (resources, 6 + 2 * number)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
    return _written(objects)


def _drawn(page: str, *, picture: bool) -> bytes:
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in page.splitlines())
    return f"{'q 100 0 0 100 0 0 cm /I Do Q ' if picture else ''}BT /F 12 Tf 40 800 Td {lines}ET".encode("cp1252")


def _written(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def locked_pdf(password: str) -> bytes:
    """A PDF that opens with a password; with an empty one it opens for everybody, and is locked against printing."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(WORDS))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A page whose 60 kB unpack to 60 MB."""
    return pdf(content=zlib.compress(b"(a) Tj " * 9_000_000, 9))


def busy_pdf() -> bytes:
    """A small page that draws a form a thousand times, which draws another a thousand times, and so on."""
    forms = [
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N %d 0 R>>>>/Length %d>>"
        b"stream\n%s\nendstream" % (number + 1, 6 * 1000, b"/N Do " * 1000)
        for number in range(5, 9)
    ]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>/Length 10>>stream\nBT (a) Tj \nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</N 5 0 R>>>>/Contents 4 0 R>>"
    content = b"<</Length 6000>>stream\n" + b"/N Do " * 1000 + b"\nendstream"
    return _written(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, content, *forms, last]
    )


def pages_in_a_circle() -> bytes:
    """A tree of pages whose branch is its own root."""
    return _written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"])


def docx(body: str, *, head: str = "", others: dict[str, bytes] | None = None) -> bytes:
    """A DOCX with this body; *head* stands before the document's element."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": b"<Types/>", "word/document.xml": text.encode()}.items():
            archive.writestr(name, content)
        for name, content in (others or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def entity_bomb() -> bytes:
    """A document whose few entities stand for a billion laughs."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return docx("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", head=f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>')


def zip_bomb() -> bytes:
    """A document of 60 kB that unpacks to 60 MB of blanks."""
    return docx(" " * 60_000_000)
