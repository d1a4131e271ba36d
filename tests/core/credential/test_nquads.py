"""N-Quads of others are read strictly, and come out as canonical N-Quads writes them."""

from __future__ import annotations

import pytest

from testamur.core.credential import CredentialError
from testamur.core.credential.canonical.nquads import MAX_BYTES, MAX_QUADS, read_nquads


def one(line: str) -> tuple[str, str, str, str]:
    (found,) = read_nquads(line.encode())
    return found


@pytest.mark.parametrize(
    ("line", "quad"),
    [
        ("<s:a> <p:b> <o:c> .", ("<s:a>", "<p:b>", "<o:c>", "")),
        ("<s:a><p:b><o:c><g:d>.", ("<s:a>", "<p:b>", "<o:c>", "<g:d>")),
        ("\t_:a.b <p:b>\t_:c _:g. # why not", ("_:a.b", "<p:b>", "_:c", "_:g")),
        ("_:é· <p:b> _:0:1 .", ("_:é·", "<p:b>", "_:0:1", "")),
        ('<s:a> <p:b> "c"@en-GB <g:d> .', ("<s:a>", "<p:b>", '"c"@en-GB', "<g:d>")),
        ('<s:a> <p:b> "1"^^<x:int> .', ("<s:a>", "<p:b>", '"1"^^<x:int>', "")),
        ('<s:a> <p:b> "c"^^<http://www.w3.org/2001/XMLSchema#string> .', ("<s:a>", "<p:b>", '"c"', "")),
        (r'<s:\u00E9> <p:b> "\u0041\U0001F600\t\'\"\\" .', ("<s:é>", "<p:b>", '"A😀\\t\'\\"\\\\"', "")),
        ('<s:a> <p:b> "\u0085\u2028" .', ("<s:a>", "<p:b>", '"\u0085\u2028"', "")),
    ],
)
def test_a_quad_is_read_whichever_way_it_is_written(line: str, quad: tuple[str, str, str, str]) -> None:
    assert one(line) == quad


def test_empty_lines_and_comments_say_nothing() -> None:
    assert len(read_nquads(b"# first\r\n\r\n<s:a> <p:b> <o:c> .\r  \t\n#last")) == 1
    assert read_nquads(b"") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("<s:a> <p:b> <o:c>", "not-nquads"),
        ("<s:a> <p:b> <o:c> . <s:a>", "not-nquads"),
        ("<s:a> _:b <o:c> .", "not-nquads"),
        ('"s" <p:b> <o:c> .', "not-nquads"),
        ('<s:a> <p:b> "c" "g" .', "not-nquads"),
        ('<s:a> <p:b> "c"@en_GB .', "not-nquads"),
        (r'<s:a> <p:b> "\x" .', "not-nquads"),
        (r'<s:a> <p:b> "\U00110000" .', "not-nquads"),
        (r'<s:a> <p:b> "\uD800" .', "not-nquads"),
        (r"<s:\uD800> <p:b> <o:c> .", "not-nquads"),
        ("<s: a> <p:b> <o:c> .", "not-nquads"),
        (r"<s:\u0020a> <p:b> <o:c> .", "relative-iri"),
        ("<a> <p:b> <o:c> .", "relative-iri"),
        ('<s:a> <p:b> "c"@abcdefghi .', "bad-language-tag"),
        ("_:a. <p:b> <o:c> .", "not-nquads"),
    ],
)
def test_what_is_not_n_quads_is_refused(line: str, code: str) -> None:
    with pytest.raises(CredentialError) as refused:
        read_nquads(f"<s:a> <p:b> <o:c> .\n{line}\n".encode())
    assert refused.value.code == code
    if code == "not-nquads":
        assert refused.value.facts["line"] == 2


def test_datasets_have_limits() -> None:
    for data, code in (
        (b" " * (MAX_BYTES + 1), "too-large"),
        (b"<s:a> <p:b> <o:c> .\n" * (MAX_QUADS + 1), "too-many-statements"),
        (b"<s:\xff> <p:b> <o:c> .", "not-utf8"),
    ):
        with pytest.raises(CredentialError, match=code):
            read_nquads(data)


@pytest.mark.parametrize("piece", ["_:a.", "<s:", '"', r"\u", "a", "@a-", " "])
def test_a_long_line_of_nonsense_is_refused_at_once(piece: str) -> None:
    for start in ("", "<s:a> <p:b> ", "_:a", '<s:a> <p:b> "'):
        with pytest.raises(CredentialError, match="not-nquads"):
            read_nquads((start + piece * 50_000 + "!").encode())
