"""Content pages as a folder in a ZIP archive, beside the definition: there and back without loss.

definition.yaml          the definition, as it stands
pages/01-the-heart.md    a page: two or three lines of head between ``---``, then its Markdown
files/heart.png          what pages show or offer
files.yaml               file name → owner, licence, note
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from testamur.core.exchange.archives import Archive, Limits, unpacked
from testamur.core.rules.exchange import ExchangeError

MAX_BYTES: Final = 18_000_000
_LIMITS: Final = Limits(archive=MAX_BYTES, member=10_000_000, read=60_000_000)
_MOST_PAGES, _MOST_FILES = 100, 200
_HEAD: Final = re.compile(r"---\n(?P<head>(?:[a-z]+:[^\n]*\n){1,4})---\n\n?")
# Archives of the same pages are the same bytes, whenever they are made.
_WHEN: Final = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class FolderPage:
    """A page in an archive. ``place``: the id of what it is for, or empty."""

    title: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file in an archive, with whose it is."""

    name: str
    content: bytes
    owner: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What an archive holds. ``definition`` is empty where it holds none."""

    definition: str
    pages: tuple[FolderPage, ...]
    files: tuple[FolderFile, ...]


def packed(folder: Folder) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _members(folder):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def opened(data: bytes) -> Folder:
    """Return what an archive holds. Raises `ExchangeError` with the member that is wrong."""
    archive = unpacked(data, _LIMITS)
    pages = sorted(one for one in archive.names if re.fullmatch(r"pages/[^/]+\.md", one))
    files = sorted(one for one in archive.names if re.fullmatch(r"files/[^/]+", one))
    if not pages:
        raise ExchangeError("no-pages", "pages/")
    if len(pages) > _MOST_PAGES or len(files) > _MOST_FILES:
        raise ExchangeError("too-many-members", members=len(pages) + len(files), limit=_MOST_PAGES + _MOST_FILES)
    told = _told(archive)
    return Folder(
        definition=_text(archive, "definition.yaml") if "definition.yaml" in archive.names else "",
        pages=tuple(_page(one, _text(archive, one)) for one in pages),
        files=tuple(_file(one, archive, told) for one in files),
    )


def _members(folder: Folder) -> Iterable[tuple[str, bytes]]:
    if folder.definition:
        yield "definition.yaml", folder.definition.encode()
    for number, page in enumerate(folder.pages, 1):
        stem = re.sub(r"[^a-z0-9]+", "-", page.title.lower()).strip("-")[:60] or "page"
        place = f"for: {_line(page.place)}\n" if page.place else ""
        head = f"---\ntitle: {_line(page.title)}\n{place}---\n\n"
        yield f"pages/{number:02}-{stem}.md", (head + page.text).encode()
    if folder.files:
        told = {one.name: {"owner": one.owner, "licence": one.licence, "note": one.note} for one in folder.files}
        yield "files.yaml", yaml.safe_dump(told, allow_unicode=True, sort_keys=False).encode()
    for file in folder.files:
        yield f"files/{file.name}", file.content


def _line(text: str) -> str:
    return " ".join(text.split())


def _page(name: str, text: str) -> FolderPage:
    found = _HEAD.match(text)
    if found is None:
        # A Markdown file of anybody's: its first heading or its name is its title.
        first = re.match(r"\s*#{1,6} +([^\n]+)\n?", text)
        stem = name.rpartition("/")[2].removesuffix(".md").lstrip("0123456789-_ ")
        title = first[1].strip() if first else stem.replace("-", " ") or "page"
        return FolderPage(title[:200], "", text[first.end() :].lstrip("\n") if first else text)
    head = dict(line.split(":", 1) for line in found["head"].strip().split("\n"))
    return FolderPage(head.get("title", "").strip()[:200] or "page", head.get("for", "").strip(), text[found.end() :])


def _told(archive: Archive) -> Mapping[str, Mapping[str, str]]:
    if "files.yaml" not in archive.names:
        return {}
    try:
        found = yaml.safe_load(_text(archive, "files.yaml"))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ExchangeError("member-unreadable", "files.yaml", reason=type(error).__name__) from error
    if not isinstance(found, dict):
        raise ExchangeError("member-unreadable", "files.yaml", reason="no mapping")
    return {str(name): _entries(told) for name, told in found.items() if isinstance(told, dict)}


def _entries(told: Mapping[object, object]) -> dict[str, str]:
    return {str(key): value for key, value in told.items() if isinstance(value, str)}


def _file(name: str, archive: Archive, told: Mapping[str, Mapping[str, str]]) -> FolderFile:
    short = name.removeprefix("files/")
    said = told.get(short, {})
    owner, licence = said.get("owner", "").strip(), said.get("licence", "").strip()
    if not owner or not licence:
        raise ExchangeError("file-without-licence", name)
    return FolderFile(short, archive.get(name) or b"", owner, licence, said.get("note", ""))


def _text(archive: Archive, name: str) -> str:
    data = archive.get(name) or b""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ExchangeError("member-unreadable", name, reason="no UTF-8") from error


__all__: Sequence[str] = ("MAX_BYTES", "Folder", "FolderFile", "FolderPage", "opened", "packed")
