"""``testamur lint --since``: what a newer version of a guideline would change for files that keep an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from testamur.core import quality
from testamur.core.model import definition
from testamur.interfaces.cli.lint_files import Shelf, content_of, shown
from testamur.interfaces.words import _
from testamur.interfaces.words.findings import finding_sentence


def moving_lines(paths: Sequence[Path], since: Sequence[str], shelf: Shelf) -> Iterator[str]:
    """Yield what would come (``+``), go (``-``) and be asked (``?``) for each file that can be read."""
    before = shelf.select(since)
    after = shelf.select([pack.id for pack in before])
    for path in paths:
        content, obstacle = content_of(path)
        try:
            made = definition.parse(content)
        except definition.DefinitionError:
            yield f"{shown(path)}: {obstacle or _('This file has problems; look at it without --since first.')}"
            continue
        move = quality.moving(made, before, after, on=shelf.day)
        yield f"{shown(path)}: {', '.join(move.before.versions)} → {', '.join(move.after.versions)}"
        yield from _changes(move)


def _changes(move: quality.Move) -> Iterator[str]:
    yield from (f"    + {one.code} {one.severity} {finding_sentence(one)}" for one in move.gained)
    yield from (f"    - {one.code} {one.severity} {finding_sentence(one)}" for one in move.lost)
    yield from (f"    ? {one.code} {one.ask}" for one in move.asked)
    if not move:
        yield "    " + _("Nothing would change.")
