"""Pages: what is read, what nothing can be made to run, and what is found in them."""

from __future__ import annotations

import pytest

from testamur.core import pages
from testamur.core.pages import addresses
from testamur.core.pages.tree import (
    Broken,
    Card,
    Code,
    Download,
    Embed,
    Formula,
    Heading,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Quiz,
    Quote,
    Styled,
    Table,
    Text,
)

HOSTS = frozenset({"media.example.org"})
KNOWN = pages.Known(
    files={"heart.png": True, "data.csv": False}, noted=frozenset({"data.csv"}), assessments={"A1"}, hosts=HOSTS
)


def codes(source: str) -> list[str]:
    return [one.code for one in pages.check(source, KNOWN)]


def fenced(word: str, *lines: str) -> str:
    return "\n".join((f"```{word}", *lines, "```"))


def test_a_page_is_read_into_blocks_with_their_lines() -> None:
    tree = pages.read("## The heart\n\nFour *chambers*.\n\n> said\n\n- one\n  1. two\n\n---\n\n| a |\n|---|\n| b |\n")
    kinds = [type(one).__name__ for one in tree.blocks]
    assert kinds == ["Heading", "Paragraph", "Quote", "Listing", "Divider", "Table"]
    heading, paragraph, quote, listing, _divider, table = tree.blocks
    assert heading == Heading(2, (Text("The heart"),), 1)
    assert paragraph == Paragraph((Text("Four "), Styled("em", (Text("chambers"),)), Text(".")), 3)
    assert isinstance(quote, Quote)
    assert isinstance(listing, Listing)
    assert isinstance(listing.items[0][1], Listing)
    assert listing.items[0][1].start == 1
    assert table == Table(((Text("a"),),), (((Text("b"),),),))


@pytest.mark.parametrize(
    ("block", "made"),
    [
        (fenced("image", "file: heart.png", "alt: A heart"), Picture("heart.png", "A heart", line=1)),
        (fenced("image", "file: a.png", "decorative: yes"), Picture("a.png", "", is_decorative=True, line=1)),
        (fenced("file", "file: data.csv", "title: The data"), Download("data.csv", "The data", 1)),
        (fenced("quiz", "assessment: A1"), Quiz("A1", "", 1)),
        (fenced("maths", "a^2"), Formula("a^2", 1, is_block=True)),
        (fenced("python", "x = 1"), Listed("python", "x = 1\n")),
        (
            fenced("link", "address: https://example.org/a", "title: A", "note: good"),
            Card("https://example.org/a", "A", "good", "https://example.org/a", 1),
        ),
        (
            fenced("embed", "address: https://media.example.org/v", "title: A film"),
            Embed("https://media.example.org/v", "media.example.org", "A film", "https://media.example.org/v", 1),
        ),
    ],
)
def test_every_block_says_what_it_is(block: str, made: object) -> None:
    assert pages.read(block).blocks == (made,)


def test_a_formula_stands_in_a_sentence_and_money_does_not() -> None:
    (paragraph,) = pages.read("It is $`a^2`$ for $5 or `$6`.").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.parts == (Text("It is "), Formula("a^2", 1), Text(" for $5 or "), Code("$6"), Text("."))


def test_a_block_that_lacks_something_stays_as_it_was_written() -> None:
    tree = pages.read(fenced("embed", "title: A film", "colour: red", "title: Again"))
    assert isinstance(tree.blocks[0], Broken)
    assert tree.blocks[0].text == "title: A film\ncolour: red\ntitle: Again\n"
    assert [(one.code, one.line) for one in tree.problems] == [
        ("field-missing", 1),
        ("field-unknown", 3),
        ("field-twice", 4),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/relative",
        "https://",
        "mailto:",
        "https://[bad",
        "https:\\\\evil.example",
        "https://a.example/" + "x" * 2000,
        "",
    ],
)
def test_an_address_that_could_do_harm_leads_nowhere(address: str) -> None:
    assert addresses.allowed(address) == ""
    assert addresses.host(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://media.example.org/v",
        "https://media.example.org:444/v",
        "https://a@media.example.org/",
        "https://Media.example.org/",
        "https://mediä.example.org/",
    ],
)
def test_nothing_is_loaded_from_an_address_that_is_not_plain(address: str) -> None:
    assert addresses.host(address) == ""


def test_a_link_that_is_refused_keeps_its_words_and_its_address() -> None:
    tree = pages.read("[press](javascript:alert(1)) [good](https://example.org) [on](#the-heart)")
    (paragraph,) = tree.blocks
    assert isinstance(paragraph, Paragraph)
    links = [one for one in paragraph.parts if isinstance(one, Link)]
    assert [(one.href, one.written) for one in links] == [
        ("", "javascript:alert(1)"),
        ("https://example.org", "https://example.org"),
        ("#the-heart", "#the-heart"),
    ]
    assert [one.code for one in tree.problems] == ["address-refused"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (fenced("image", "file: heart.png"), "image-without-alt"),
        ("![](heart.png)", "image-without-alt"),
        ("## A\n\n#### B", "heading-skipped"),
        ("# A", "heading-one"),
        ("Look [here](https://example.org).", "vague-link"),
        ("| [here](https://example.org) |\n|---|", "vague-link"),
        ("- > **[Aquí](https://example.org)**", "vague-link"),
        ("[](https://example.org)", "vague-link"),
        (fenced("file", "file: gone.pdf"), "no-such-file"),
        ("![A heart](gone.png)", "no-such-file"),
        ("![A table](data.csv)", "not-a-picture"),
        ("![A heart](https://example.org/heart.png)", "picture-elsewhere"),
        (fenced("embed", "address: https://evil.example/", "title: A"), "host-refused"),
        (fenced("embed", "address: javascript:alert(1)", "title: A"), "address-refused"),
        (fenced("maths", "\\frac{a"), "formula-unreadable"),
        ("So: $`\\nothing x`$ it is.", "formula-unreadable"),
        (fenced("quiz"), "quiz-to-come"),
        (fenced("quiz", "assessment: A9"), "no-such-assessment"),
        ("A <script>alert(1)</script>", "html"),
        ("word " * 31, "long-sentence"),
        ("Short. " * 121, "long-paragraph"),
        ("", "empty"),
    ],
)
def test_what_stands_in_the_way_is_found(source: str, code: str) -> None:
    assert code in codes(source)


@pytest.mark.parametrize(
    "source",
    [
        fenced("image", "file: heart.png", "alt: A heart with four chambers"),
        fenced("image", "file: heart.png", "decorative: yes"),
        fenced("file", "file: data.csv"),
        fenced("quiz", "assessment: A1"),
        fenced("embed", "address: https://media.example.org/v", "title: A film"),
        "## A\n\n### B\n\n## C\n\nRead [what WCAG asks](https://example.org). $`x^2`$ 3 < 4 and 5 > 4.",
    ],
)
def test_a_good_page_is_left_alone(source: str) -> None:
    assert codes(source) == []


def test_a_file_without_a_note_is_named_and_every_rule_has_a_source() -> None:
    bare = pages.Known(files={"data.csv": False})
    (found,) = pages.check(fenced("file", "file: data.csv"), bare)
    assert (found.code, found.rule.severity, found.facts) == ("file-without-note", "WARN", {"file": "data.csv"})
    assert all(rule.source and rule.severity in ("HARD", "WARN", "INFO") for rule in pages.RULES.values())


def test_files_and_hosts_of_a_page_are_known() -> None:
    source = "- ![A](a.png)\n\n" + fenced("file", "file: b.csv") + "\n\n"
    tree = pages.read(source + fenced("embed", "address: https://media.example.org/v", "title: A"))
    assert pages.files_in(tree) == {"a.png", "b.csv"}
    assert pages.hosts_in(tree) == {"media.example.org"}


def test_a_formula_becomes_elements_that_can_only_be_shown() -> None:
    found = pages.formula(r"\frac{a}{b}")
    assert found is not None
    assert found.name == "math"
    assert found.inside[0].inside[0].name == "mfrac"
    equal = pages.formula("a = b < c")
    assert equal is not None
    assert [one.text for one in equal.inside[0].inside] == ["a", "=", "b", "<", "c"]
    link = pages.formula(r"\href{javascript:alert(1)}{x}")
    assert link is not None
    assert "javascript" not in repr(link)
    assert pages.formula("x" * 2001) is None
    assert pages.formula("{" * 50 + "}" * 50) is None
    assert pages.formula("}{") is None
    assert pages.formula("") is None


def test_code_is_told_apart_and_keeps_every_letter() -> None:
    text = "def f():\n    return 'a'  # b\n"
    parts = pages.coloured("python", text)
    assert "".join(letters for _kind, letters in parts) == text
    assert {"word", "text", "remark"} <= {kind for kind, _letters in parts}
    assert pages.coloured("no-such-language", text) == (("", text),)
    assert pages.coloured("python", "x" * 20_001)[0][0] == ""


def test_a_page_that_is_too_long_is_refused_and_a_hostile_one_is_read_all_the_same() -> None:
    with pytest.raises(pages.PageError) as refused:
        pages.read("a" * 60_001)
    assert (refused.value.found, refused.value.limit) == (60_001, 60_000)
    for hostile in (
        "*" * 3000 + "a" + "*" * 3000,
        "> " * 2000 + "a",
        "- " * 2000,
        "[" * 5000,
        "|a" * 500 + "\n" + "|-" * 500,
    ):
        pages.check(hostile, KNOWN)
