"""Documents of strangers: their words are read, and what cannot be read is told by what it is."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from simulators.adverts import ADVERT, HEADING, ITEM
from simulators.made_documents import (
    WORDS,
    busy_pdf,
    docx,
    entity_bomb,
    locked_pdf,
    pages_in_a_circle,
    pdf,
    pdf_bomb,
    zip_bomb,
)
from testamur.adapters.documents import BadDocument, Limits, pasted, plain, portable, running, text_of, web_page, word
from testamur.core.skills.sentences import sentences

QUICK = Limits(seconds=2)


def refused(data: bytes, name: str = "advert", limits: Limits = QUICK) -> str:
    with pytest.raises(BadDocument) as caught:
        text_of(data, name, limits=limits)
    return caught.value.code


def test_the_words_of_a_pdf_are_read_page_by_page_and_a_broken_line_goes_on() -> None:
    first = "You will plan the work of the whole team and make sure that the"
    read = text_of(pdf(f"{first}\novens are ready.\nYou lead.", "Second page: invoices and stock."))
    assert (read.kind, read.pages) == ("pdf", 2)
    assert f"{first} ovens are ready.\nYou lead." in read.text
    assert "invoices and stock" in read.text


def test_a_pdf_locked_against_printing_only_is_read_and_one_behind_a_password_is_not() -> None:
    assert WORDS in portable.read(locked_pdf(""), Limits())[0]
    with pytest.raises(BadDocument, match="encrypted"):
        portable.read(locked_pdf("secret"), Limits())


def test_the_words_of_a_document_are_read_once_and_without_what_was_deleted() -> None:
    body = (
        "<w:p><w:r><w:t>Keep the ledger</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr/></w:pPr><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        '<w:r><w:t xml:space="preserve">Answer </w:t></w:r><w:r><w:t>customers</w:t></w:r></w:p>'
    )
    assert text_of(docx(body)).text == "Keep the ledger\nAnswer customers"


def test_a_saved_page_is_read_without_its_scripts_styles_and_tags() -> None:
    page = (
        b"<!doctype html><title>Baker</title><style>p{}</style><script>if (a<b) alert('x')</script>"
        b"<p>Bake &amp; sell<ul><li>bread<li>cake</ul><template>hidden</template>"
    )
    assert text_of(page).text == "Baker\nBake & sell\n- bread\n- cake"


@pytest.mark.parametrize(
    ("data", "text", "guessed"),
    [
        ("Año de panadería".encode(), "Año de panadería", ""),
        ("Año".encode("utf-16"), "Año", ""),
        ("\ufeffAño".encode(), "Año", ""),
        ("Año – “pan”".encode("cp1252"), "Año – “pan”", "Windows-1252"),
        ("مطلوب خباز".encode(), "مطلوب خباز", ""),
        (b"One\r\nTwo\x07", "One\nTwo", ""),
    ],
)
def test_text_is_read_in_the_encoding_it_has_and_a_guess_is_told(data: bytes, text: str, guessed: str) -> None:
    read = text_of(data, "advert.txt")
    assert read.text == text
    assert [note.found for note in read.notes] == ([guessed] if guessed else [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"... --- 123", "no-words"),
        (bytes(range(32)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"{\\rtf1 hello}", "rich-text"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old-office"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"%PDF-1.7 and nothing else", "unreadable"),
        (pdf("1", picture=True), "pictures-only"),
        (docx("<w:p>"), "unreadable"),
        (b"PK\x03\x04 broken", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_told_by_what_it_is(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (pdf_bomb, {"unpacks-too-large", "too-costly", "unreadable", "too-much-text"}),
        (busy_pdf, {"too-costly", "pictures-only"}),
        (pages_in_a_circle, {"too-costly", "unreadable", "no-words"}),
        (entity_bomb, {"unreadable"}),
        (zip_bomb, {"unpacks-too-large"}),
    ],
)
def test_a_bomb_is_refused_within_the_limits(make: object, codes: set[str]) -> None:
    assert callable(make)
    assert refused(make()) in codes


def test_of_many_pages_none_is_read() -> None:
    with pytest.raises(BadDocument, match="too-many-pages"):
        portable.read(pdf(WORDS, WORDS), Limits(pages=1))


def test_more_than_the_limits_is_refused_with_the_number() -> None:
    for limits, data, code in (
        (Limits(bytes=10), WORDS.encode(), "too-large"),
        (Limits(characters=20), WORDS.encode(), "too-much-text"),
    ):
        with pytest.raises(BadDocument) as caught:
            text_of(data, limits=limits)
        assert caught.value.code == code
        assert caught.value.facts["limit"]


def test_what_is_pasted_from_the_source_of_a_page_is_read_as_one_and_words_stay_as_they_are() -> None:
    source = '<div class="ad"><h1>Data Analyst &ndash; Port</h1><ul><li>Know SQL</li><li>R &amp; D</li></ul></div>'
    assert pasted(source).text == "Data Analyst \u2013 Port\n- Know SQL\n- R & D"
    assert pasted("a < b and b > c\n\n\n  x").text == "a < b and b > c\n\n\n  x"
    with pytest.raises(BadDocument, match="no-words"):
        pasted("<p></p>")


def test_plain_text_that_is_called_something_else_is_read_and_told() -> None:
    assert [(one.code, one.found) for one in text_of(b"this is not a pdf", "fake.pdf").notes] == [
        ("name-says-more", "PDF")
    ]
    assert text_of(b"this is a text", "true.txt").notes == ()


def as_web_page() -> bytes:
    tags = {HEADING: "h2", ITEM: "li"}
    return "".join(f"<{tags.get(kind, 'p')}>{text}</{tags.get(kind, 'p')}>" for kind, text in ADVERT).encode()


def as_word() -> bytes:
    return docx("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for _kind, text in ADVERT))


def as_pdf() -> bytes:
    """Three pages with hard line breaks, bullets, and a head and a foot on each."""
    lines: list[str] = []
    for kind, text in ADVERT:
        marked = text.replace("(", "\\(").replace(")", "\\)")
        lines += [marked] if kind == HEADING else textwrap.wrap(f"\u2022 {marked}" if kind == ITEM else marked, 48)
    cut = [lines[:3], lines[3:14], lines[14:]]
    return pdf(*("\n".join(["Harbour Careers", *page, f"Page {at} of 3"]) for at, page in enumerate(cut, 1)))


@pytest.mark.parametrize(
    ("read", "data", "more"),
    [(web_page.read, as_web_page, []), (word.read, as_word, []), (portable.read, as_pdf, ["Harbour Careers"])],
)
def test_the_same_advert_says_the_same_sentences_in_every_form(
    read: Callable[..., tuple[str, int, object]], data: Callable[[], bytes], more: list[str]
) -> None:
    whole = [one.text for _kind, text in ADVERT for one in sentences(text)]
    is_set = read is portable.read
    assert [one.text for one in sentences(plain.tidied(read(data(), Limits())[0], wrapped=is_set))] == [*more, *whole]


def test_what_runs_along_above_and_below_pages_is_said_once_and_a_sentence_goes_on_overleaf() -> None:
    pages = ["The Port\nYou plan the work of\n1", "The Port\nthe crane crew.\n2", "The Port\nYou lead.\n3"]
    assert running.whole(pages) == "The Port\nYou plan the work of\nthe crane crew.\n\nYou lead."
    assert running.whole(["One page\nonly", ""]).strip() == "One page\nonly"
