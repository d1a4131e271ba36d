"""Pages in an archive: there and back, and what is not taken."""

from __future__ import annotations

import io
import zipfile

import pytest

from testamur.core.exchange.page_folder import Folder, FolderFile, FolderPage, opened, packed
from testamur.core.rules.exchange import ExchangeError

WHOLE = Folder(
    definition="testamur: 1\n",
    pages=(
        FolderPage("The heart: why?", "LO1", "---\n\nFour chambers.\n"),
        FolderPage("Das Ohr – größer", "", ""),
        FolderPage("2", "", "title: not a head\n"),
    ),
    files=(FolderFile("data.csv", b"a,b\n", "North", "CC-BY-4.0", "A: table\nof two columns"),),
)


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def test_what_is_packed_is_opened_as_it_was_and_packed_alike() -> None:
    assert opened(packed(WHOLE)) == WHOLE
    assert packed(opened(packed(WHOLE))) == packed(WHOLE)


def test_markdown_files_of_anybody_are_pages() -> None:
    found = opened(archive(**{"pages/02-two.md": b"words", "pages/01-a.md": b"# First\n\ntext", "pages/x/y.md": b"no"}))
    assert found.pages == (FolderPage("First", "", "text"), FolderPage("two", "", "words"))


@pytest.mark.parametrize(
    ("members", "code", "place"),
    [
        ({"a.md": b"x"}, "no-pages", "pages/"),
        ({"pages/a.md": b"\xff"}, "member-unreadable", "pages/a.md"),
        ({"pages/a.md": b"x", "files/a.pdf": b"%PDF-"}, "file-without-licence", "files/a.pdf"),
        ({"pages/a.md": b"x", "files.yaml": b"- a"}, "member-unreadable", "files.yaml"),
        ({"pages/a.md": b"x", "files.yaml": b"a: ["}, "member-unreadable", "files.yaml"),
        ({f"pages/{n}.md": b"x" for n in range(101)}, "too-many-members", ""),
        ({"pages/a.md": b"x" * 10_000_001}, "member-too-large", "pages/a.md"),
    ],
)
def test_an_archive_that_cannot_be_taken_says_where_and_why(members: dict[str, bytes], code: str, place: str) -> None:
    with pytest.raises(ExchangeError) as refused:
        opened(archive(**members))
    assert (refused.value.code, refused.value.place) == (code, place)


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(ExchangeError):
        opened(b"not a zip")
