"""From what ``testamur lint`` is given to definitions that were looked at: search, read, choose the packs, check."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import click

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition
from testamur.core.model.definition import Problem
from testamur.core.quality import Edit, Finding, Pack, PackError, Report
from testamur.interfaces.words import _

FILE_NAME = "microcredential.yaml"
# A file may name guidelines that it wants to be held against, in a comment near its beginning.
_CLAIM = re.compile(r"^#\s*guidelines:\s*(.*?)\s*$")
_CLAIM_LINES = 20
_MOST_CLAIMS = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """One file after the check: unreadable (``obstacle`` says why), with problems (and ``more``), or with a report.

    ``known`` counts the findings that a baseline took out. ``source`` is kept only where there are safe ``edits``.
    """

    path: str
    report: Report | None = None
    problems: tuple[Problem, ...] = ()
    obstacle: str = ""
    more: int = 0
    known: int = 0
    edits: tuple[Edit, ...] = ()
    source: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, none where the file could not be read."""
        return self.report.findings if self.report is not None else ()


class Shelf:
    """The guideline packs that there are, and which of them a file is held against."""

    def __init__(self, wanted: Sequence[str] = (), on: date | None = None) -> None:
        """Choose the packs named in *wanted*, all that apply where none is; *on* is the day of the check, or today.

        Raises `PackError` for a pack that there is not.
        """
        self.current = _current()
        self.day = on or datetime.now(UTC).date()
        self._wanted = self.select(wanted) if wanted else ()

    def select(self, wanted: Iterable[str]) -> tuple[Pack, ...]:
        """Return the packs of those names; versions that a newer one follows are read only when one is asked for."""
        names = tuple(wanted)
        return quality.select(self.all() if any("@" in name for name in names) else self.current, names)

    def all(self) -> tuple[Pack, ...]:
        """Return every pack in every version."""
        return self.current + _earlier()

    def report(self, reading: definition.Reading, claimed: Sequence[str]) -> Report:
        """Return what the packs say of a definition: those that were asked for, else what applies and is claimed."""
        chosen = self._wanted
        if not chosen:
            claims = self.select(claimed)
            ids = {pack.id for pack in claims}
            applying = quality.applying(reading.definition, self.current, self.day)
            chosen = (*(pack for pack in applying if pack.id not in ids), *claims)
        return quality.check(reading.definition, chosen, on=self.day, places=reading.places, chosen=True)


@cache
def _current() -> tuple[Pack, ...]:
    return tuple(quality.parse_pack(text) for text in packs.guidelines().values())


@cache
def _earlier() -> tuple[Pack, ...]:
    return tuple(quality.parse_pack(text) for text in packs.earlier_guidelines().values())


def definitions_in(given: Path) -> Iterator[Path]:
    """Yield the file, or the definition files under the folder; the folder itself where it holds none."""
    if str(given) == "-" or not given.is_dir():
        yield given
        return
    # os.walk skips folders that may not be opened and does not follow links, so it ends.
    found = sorted(Path(folder, FILE_NAME) for folder, _folders, names in os.walk(given) if FILE_NAME in names)
    yield from found or [given]


def look_at(path: Path, shelf: Shelf) -> Checked:
    """Return a file after the check; nothing about a file raises."""
    name = shown(path)
    content, obstacle = content_of(path)
    return Checked(name, obstacle=obstacle) if obstacle else judged(name, content, shelf)


def shown(path: Path) -> str:
    """Return a path as it can be printed anywhere."""
    return "".join(char if char.isprintable() else "\ufffd" for char in click.format_filename(path))


def judged(name: str, content: bytes, shelf: Shelf) -> Checked:
    """Return the content of the file *name* after the check."""
    try:
        reading = definition.read(content, name=name)
        claimed = _claims(content, shelf)
    except definition.DefinitionError as error:
        return _with_mends(Checked(name, problems=error.problems, more=error.more), content)
    return _with_mends(Checked(name, shelf.report(reading, claimed)), content)


def _claims(content: bytes, shelf: Shelf) -> list[str]:
    """Return the guidelines that a file names itself. Raises `DefinitionError` for those that there are not."""
    names: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(content.decode("utf-8-sig").splitlines()[:_CLAIM_LINES], start=1):
        match = _CLAIM.match(line)
        for name in re.split(r"[,\s]+", match[1].strip(", ")) if match and match[1] else ():
            if len(names) + len(problems) == _MOST_CLAIMS:
                raise definition.DefinitionError([Problem("too-many-values", number, 1, "")])
            problem = unknown(name, shelf)
            if problem is None:
                names.append(name)
            else:
                problems.append(replace(problem, line=number, column=line.index(name) + 1))
    if problems:
        raise definition.DefinitionError(problems)
    return names


def unknown(name: str, shelf: Shelf) -> Problem | None:
    """Return the problem with a guideline's name, or nothing where there is one of that name."""
    try:
        shelf.select([name])
    except PackError:
        known = tuple(pack.id for pack in shelf.current)
        nearest = definition.nearest_spelling(name, known)
        return Problem("unknown-guideline", 1, 1, "", name, known, nearest)
    return None


def _with_mends(checked: Checked, content: bytes) -> Checked:
    worth = [finding for finding in checked.findings if finding.rule.safe_fix]
    if not worth and not any(problem.suggestion for problem in checked.problems):
        return checked
    source = content.decode("utf-8-sig", errors="replace")
    edits = quality.mends(source, checked.problems, worth)
    return replace(checked, edits=edits, source=source) if edits else checked


def content_of(path: Path) -> tuple[bytes, str]:
    """Return the content, never more than a definition may have and one byte, or the obstacle in words."""
    if str(path) == "-":
        return sys.stdin.buffer.read(definition.MAX_BYTES + 1), ""
    try:
        if path.is_dir():
            return b"", _("There is no {name} in this folder.").format(name=FILE_NAME)
        if path.exists() and not path.is_file():
            return b"", _("This is not a file.")
        with path.open("rb") as file:
            return file.read(definition.MAX_BYTES + 1), ""
    except FileNotFoundError:
        return b"", _("There is no such file.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return b"", _("The file cannot be opened: {reason}.").format(reason=reason)
