"""OneRoster's ``lineItems.csv``: which line item is which assessment, and out of how many (IMS OneRoster CSV)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from testamur.core.assessment.intake import cells
from testamur.core.assessment.intake.cells import Unreadable
from testamur.core.assessment.intake.dialect import delimiter
from testamur.core.assessment.intake.encoding import recognise
from testamur.core.assessment.intake.headers import OUT_OF, assessment_of, normalise
from testamur.core.assessment.intake.records import records
from testamur.core.assessment.intake.values import COLUMN_LIMIT, IntakeError, Notice, Source
from testamur.core.model.microcredential import Assessment

_NEEDED = ("sourcedId", "title")
_DELETED = "tobedeleted"
_HUNDRED = Decimal(100)
_SHOWN = 60

# Line item, normalised → the assessment's id and full marks.
Items = Mapping[str, tuple[str, Decimal]]


def line_items(
    assessments: tuple[Assessment, ...], mapping: Mapping[str, str], source: Source | None
) -> tuple[Items, tuple[Notice, ...]]:
    """Return which line items count, and what is worth knowing of the others.

    The sender's word (``exam=li-7 / 40``) goes before ``lineItems.csv``, and that before the assessments' own ids.
    Raises `IntakeError`: ``unknown-field``, ``scale-is-zero``, ``line-items-unreadable``.
    """
    found = {normalise(one.id): (one.id, _HUNDRED) for one in assessments}
    notices: list[Notice] = []
    for told in _listed(source, assessments) if source else ():
        if isinstance(told, Notice):
            notices.append(told)
        else:
            found |= told
    return {**found, **_mapped(assessments, mapping)}, tuple(notices)


def _mapped(assessments: tuple[Assessment, ...], mapping: Mapping[str, str]) -> Items:
    found = {}
    for name, wanted in mapping.items():
        if name not in {one.id for one in assessments}:
            allowed = ", ".join(one.id for one in assessments)
            raise IntakeError("unknown-field", field=name, allowed=allowed, nearest="")
        match = OUT_OF.fullmatch(wanted)
        scale = Decimal(match["scale"].replace(",", ".")) if match else _HUNDRED
        if not scale:
            raise IntakeError("scale-is-zero", column=name)
        found[normalise(match["stem"] if match else wanted)] = (name, scale)
    return found


def _listed(source: Source, assessments: tuple[Assessment, ...]) -> Iterator[dict[str, tuple[str, Decimal]] | Notice]:
    """Yield the items that name an assessment by title or id, and a notice for one whose marks cannot be used."""
    codec = recognise(source)
    filled = (one for one in records(source, codec, delimiter(source, codec, ())) if not one.blank)
    head = next(filled, None)
    headers = tuple(cell.strip(" \t\ufeff") for cell in head.cells) if head else ()
    if len(headers) > COLUMN_LIMIT or not set(_NEEDED) <= set(headers):
        raise IntakeError("line-items-unreadable", expected="sourcedId, title, resultValueMin, resultValueMax")
    for record in filled:
        cell = dict.fromkeys(headers, "") | dict(zip(headers, (one.strip() for one in record.cells), strict=False))
        assessment = assessment_of(cell["sourcedId"], assessments) or assessment_of(cell["title"], assessments)
        if not assessment or cell.get("status", "").casefold() == _DELETED:
            continue
        scale = _full_marks(cell)
        if scale is None:
            yield Notice("line-item-scale-unusual", record.line, facts={"item": cell["title"][:_SHOWN]})
            # Results of an item whose marks mean something else must not be taken for percent under its own id.
            yield {normalise(cell["sourcedId"]): ("", _HUNDRED)}
        else:
            yield {normalise(cell["sourcedId"]): (assessment, scale)}


def _full_marks(cell: Mapping[str, str]) -> Decimal | None:
    """Return out of how many an item is marked; None where marks do not count from 0 or cannot be read."""
    try:
        (least, _signed), (most, _signed) = (
            cells.number(cell.get(name, "")) for name in ("resultValueMin", "resultValueMax")
        )
    except Unreadable:
        return None
    if least or (most is not None and most <= 0):
        return None
    return _HUNDRED if most is None else most
