"""Packs by id and version: a design keeps the versions it began with, and sees what newer ones would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from testamur.core.model.definition import nearest_spelling
from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality.checking import check
from testamur.core.quality.packs import Pack, PackError, Question
from testamur.core.quality.report import Finding, Report


@dataclass(frozen=True, slots=True)
class Move:
    """What moving a design from one choice of packs to another would change; false where nothing would.

    A finding that is in both is the same rule, about the same part, with the same facts and the same weight.
    """

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    asked: tuple[Question, ...]
    no_longer_asked: tuple[Question, ...]
    before: Report
    after: Report

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.asked or self.no_longer_asked)


def select(packs: Iterable[Pack], wanted: Iterable[str]) -> tuple[Pack, ...]:
    """Return the packs that *wanted* names, by id (``eu-2022``: the newest version) or exactly (``eu-2022@1.0``).

    Capitals do not matter. Raises `PackError` for a name that is not among *packs*, with the nearest that is.
    """
    known: dict[str, Pack] = {}
    for pack in sorted(packs, key=lambda pack: version_order(pack.version)):
        known[pack.id.casefold()] = known[pack.reference.casefold()] = pack
    return tuple({pack.reference: pack for pack in (_known(known, name) for name in wanted)}.values())


def _known(known: dict[str, Pack], name: str) -> Pack:
    found = known.get(name.strip().casefold())
    if found is None:
        nearest = nearest_spelling(name, known)
        hint = f"; did you mean '{nearest}'?" if nearest else f"; there are {', '.join(sorted(known))}"
        message = f"there is no guideline '{name}'{hint}"
        raise PackError(message)
    return found


def version_order(version: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts versions as people count: 1.9 before 1.10."""
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in version.split("."))


def moving(
    definition: MicroCredential, before: Sequence[Pack], after: Sequence[Pack], *, on: date | None = None
) -> Move:
    """Return what would change for *definition* if it were held against *after* instead of *before*."""
    old, new = (check(definition, packs, on=on, chosen=True) for packs in (before, after))
    known, fresh = {_same(finding) for finding in old.findings}, {_same(finding) for finding in new.findings}
    return Move(
        gained=tuple(finding for finding in new.findings if _same(finding) not in known),
        lost=tuple(finding for finding in old.findings if _same(finding) not in fresh),
        asked=tuple(question for question in new.questions if question not in old.questions),
        no_longer_asked=tuple(question for question in old.questions if question not in new.questions),
        before=old,
        after=new,
    )


def _same(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.severity, finding.key, tuple(sorted(finding.facts.items()))
