"""Which column holds what: from the sender's word first, from the headings otherwise."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from testamur.core.assessment.intake.headers import (
    OUT_OF,
    Heading,
    normalise,
    settle_names,
    settle_numbers,
    understand,
)
from testamur.core.assessment.intake.values import COLUMN_LIMIT, Column, IntakeError, Notice
from testamur.core.model.microcredential import Assessment

PERSON_FIELDS = ("name", "first_name", "last_name", "email", "identifier", "completed_on", "passed", "total")
PARTS = ("passed", "date", "supervised", "identity")
# A column of these without an assessment's name is about every assessment.
FOR_ALL = ("supervised", "identity")
_HUNDRED = Decimal(100)
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """A column of marks: where, whose, and out of how many. ``points``: the file does not say out of how many."""

    index: int
    assessment_id: str
    scale: Decimal = _HUNDRED
    points: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Field → index of its column, the columns of marks, and every column for showing."""

    kind: str
    person: Mapping[str, int]
    parts: Mapping[tuple[str, str], int]
    marks: tuple[MarkColumn, ...]
    columns: tuple[Column, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the heading has."""
        return len(self.columns)


def lay_out(
    headers: tuple[str, ...],
    assessments: tuple[Assessment, ...],
    mapping: Mapping[str, str],
    counters: frozenset[int] = frozenset(),
) -> Layout:
    """Return what each column holds; *counters* are the indexes of columns that only count the rows.

    Raises `IntakeError`: ``too-many-columns``, ``unknown-field``, ``no-such-column``, ``two-columns-for-one-field``,
    ``no-name-column``.
    """
    if len(headers) > COLUMN_LIMIT:
        raise IntakeError("too-many-columns", found=len(headers), limit=COLUMN_LIMIT)
    told = _told(headers, assessments, mapping)
    understood = [understand(header[:200], assessments) for header in headers]
    read = settle_numbers(settle_names(understood), counters)
    kind = "moodle" if any(heading.form for heading in read) else "plain"
    headings, notices = _settle(headers, read, told, assessments)
    person = _places(headings, PERSON_FIELDS)
    if not {"name", "first_name", "last_name"} & person.keys():
        raise IntakeError("no-name-column", headers=_listed(headers))
    return Layout(
        kind=kind,
        person=person,
        parts=_parts(headings, assessments),
        marks=tuple(_marks(headings, assessments)),
        columns=tuple(Column(index + 1, header, headings[index].field) for index, header in enumerate(headers)),
        notices=(*notices, *_passed_over(headers, understood, headings, counters)),
    )


def _told(
    headers: tuple[str, ...], assessments: tuple[Assessment, ...], mapping: Mapping[str, str]
) -> dict[int, Heading]:
    """Return column index → what the sender says it holds; ``exam=Points / 40`` also says out of how many."""
    ids = [one.id for one in assessments]
    allowed = [*PERSON_FIELDS, *ids, *(f"{one}.{part}" for one in ids for part in PARTS)]
    allowed += [part for part in FOR_ALL if part not in allowed]
    told: dict[int, Heading] = {}
    for field, wanted in mapping.items():
        if field not in allowed:
            raise IntakeError(
                "unknown-field", field=field, allowed=", ".join(allowed), nearest=_nearest(field, allowed)
            )
        index, scale = _find(wanted, headers)
        told[index] = Heading(field, "" if scale else understand(headers[index][:200], ()).form, scale)
    return told


def _find(wanted: str, headers: tuple[str, ...]) -> tuple[int, str]:
    """Return the index of the column that *wanted* names, and the scale written behind it, if any."""
    exact = [index for index, header in enumerate(headers) if header.strip() == wanted.strip()]
    loose = exact or [index for index, header in enumerate(headers) if normalise(header) == normalise(wanted)]
    if loose:
        return loose[0], ""
    match = OUT_OF.fullmatch(wanted)
    if match and match["stem"].strip():
        return _find(match["stem"], headers)[0], match["scale"].replace(",", ".")
    raise IntakeError(
        "no-such-column", wanted=wanted, headers=_listed(headers), nearest=_nearest(wanted, list(headers))
    )


def _settle(
    headers: tuple[str, ...], read: list[Heading], told: Mapping[int, Heading], assessments: tuple[Assessment, ...]
) -> tuple[list[Heading], list[Notice]]:
    """Give every field at most one column: what was told wins over what was read, percentages over points."""
    fields_told = {heading.field for heading in told.values()}
    free = [Heading("") if heading.field in fields_told else heading for heading in read]
    headings = [told.get(index, heading) for index, heading in enumerate(free)]
    headings = [_for_the_only(heading, assessments) for heading in headings]
    chosen = list(headings)
    notices = []
    for field in {heading.field for heading in headings} - {""}:
        places = [index for index, heading in enumerate(headings) if heading.field == field]
        percents = [index for index in places if headings[index].form == "percent"]
        kept = places if len(places) == 1 else percents
        if len(kept) != 1:
            named = [headers[index] for index in places]
            raise IntakeError("two-columns-for-one-field", field=field, first=named[0], second=named[1])
        for index in set(places) - set(kept):
            chosen[index] = Heading("")
    if any(heading.field == "total" for heading in chosen):
        place = next(index for index, heading in enumerate(chosen) if heading.field == "total")
        notices.append(Notice("total-not-used", column=headers[place]))
        chosen[place] = Heading("")
    return chosen, notices


def _passed_over(
    headers: tuple[str, ...], understood: list[Heading], headings: list[Heading], counters: frozenset[int]
) -> list[Notice]:
    """Point out columns headed "No." that only count the rows, unless the sender says what they hold."""
    return [
        Notice("row-counter-not-used", column=headers[index])
        for index, heading in enumerate(understood)
        if heading.field == "identifier?" and index in counters and not headings[index].field
    ]


def _for_the_only(heading: Heading, assessments: tuple[Assessment, ...]) -> Heading:
    """Where there is one assessment, a bare "Grade" is its mark."""
    if len(assessments) == 1 and heading.field == "total":
        return replace(heading, field=assessments[0].id)
    return heading


def _parts(headings: list[Heading], assessments: tuple[Assessment, ...]) -> dict[tuple[str, str], int]:
    """Return (assessment, part) → index; an assessment's own column wins over one for all."""
    places = {heading.field: index for index, heading in enumerate(headings)}
    found = {}
    for one in assessments:
        for part in PARTS:
            index = places.get(f"{one.id}.{part}", places.get(part) if part in FOR_ALL else None)
            if index is not None:
                found[one.id, part] = index
    return found


def _places(headings: list[Heading], fields: tuple[str, ...]) -> dict[str, int]:
    return {heading.field: index for index, heading in enumerate(headings) if heading.field in fields}


def _marks(headings: list[Heading], assessments: tuple[Assessment, ...]) -> list[MarkColumn]:
    """Return the columns of marks, in the order of the assessments."""
    found = []
    for one in assessments:
        for index, heading in enumerate(headings):
            if heading.field == one.id:
                scale = Decimal(heading.scale or 100)
                if not scale:
                    raise IntakeError("scale-is-zero", column=one.id)
                found.append(MarkColumn(index, one.id, scale, points=heading.form == "points"))
    return found


def _nearest(word: str, allowed: list[str]) -> str:
    spelled = {one[:100].casefold(): one for one in reversed(allowed[:COLUMN_LIMIT])}
    return next((spelled[one] for one in difflib.get_close_matches(word[:100].casefold(), spelled, n=1)), "")


def _listed(headers: tuple[str, ...]) -> str:
    """Return the headings for showing, cut to a readable number."""
    shown = ", ".join(f"“{header[:60]}”" for header in headers[:_SHOWN] if header.strip())
    return shown + (", …" if len(headers) > _SHOWN else "")
