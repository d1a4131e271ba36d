"""An audit as a file for the house: a table, figures for programs, a report to print; none tells of a small group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from fractions import Fraction

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from testamur.adapters import typesetting
from testamur.core.fairness import Interval, Row, Table
from testamur.domain.insight.values import RunView
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.fairness import showing
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.templatetags.testamur import day
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.fairness import left_out_said, no_verdict, outcomes

_HEADINGS = (
    "outcome",
    "since",
    "until",
    "table",
    "questions",
    "group",
    "counted",
    "selected",
    "rate",
    "rate_low",
    "rate_high",
    "impact_ratio",
    "ratio_low",
    "ratio_high",
    "fisher_p",
    "under_four_fifths",
    "few_people",
    "tells_of_few",
    "shown",
)


def _csv(run: RunView, place: InstitutionView) -> HttpResponseBase:
    lines = [(kind, table, row) for kind, table in _tables(run) for row in _rows(table)]

    def cells(line: tuple[str, Table, Row]) -> tuple[object, ...]:
        kind, table, row = line
        return (
            run.what,
            run.since,
            run.until,
            kind,
            " x ".join(table.attributes),
            " x ".join(row.group),
            *_figures(row),
        )

    return download(_name(run, place), _HEADINGS, lambda skip, limit: lines[skip : skip + limit], cells)


def _json(run: RunView, place: InstitutionView) -> HttpResponseBase:
    return _kept(orjson.dumps(plain(run, place), option=orjson.OPT_INDENT_2), "application/json", run, place, "json")


def _pdf(run: RunView, place: InstitutionView) -> HttpResponseBase:
    content = typesetting.letter(
        _letter(run, place), attached=orjson.dumps(plain(run, place)), at=run.finished_at or datetime.now(UTC)
    )
    return _kept(content, "application/pdf", run, place, "pdf")


FORMS: dict[str, Callable[[RunView, InstitutionView], HttpResponseBase]] = {"csv": _csv, "json": _json, "pdf": _pdf}


def plain(run: RunView, place: InstitutionView) -> dict[str, object]:
    """Return the audit for programs: every figure that is shown, how it was counted, and what is left out."""
    return {
        "institution": {"name": place.name, "code": place.code, "country": place.country},
        "audit": str(run.uuid),
        "outcome": run.what,
        "who_is_counted": outcomes()[run.what].who,
        "since": run.since.isoformat(),
        "until": run.until.isoformat(),
        "counted_at": run.finished_at.isoformat() if run.finished_at else None,
        "people": run.cases,
        "least_shown": run.cell,
        "left_out": [list(one) for one in run.left_out],
        "method": {
            "rate_interval": "Wilson, 95 %",
            "ratio": "rate over the highest rate, both unrounded (29 CFR 1607.4 D; 6 RCNY 5-300)",
            "ratio_interval": "95 %, 2000 draws, seed 1",
            "chance": "Fisher's exact test against the highest group, two-sided, as information",
        },
        "note": no_verdict(),
        "tables": [
            {
                "table": kind,
                "questions": list(table.attributes),
                "unknown": table.unknown,
                "hidden_groups": table.hidden,
                "highest": list(table.highest) if table.highest else None,
                "gap": None if table.gap is None else float(table.gap),
                "rows": [
                    dict(zip(("group", *_HEADINGS[6:]), (list(one.group), *_figures(one)), strict=True))
                    for one in table.rows
                ],
            }
            for kind, table in _tables(run)
        ],
    }


def _letter(run: RunView, place: InstitutionView) -> dict[str, object]:
    what, gone = outcomes()[run.what], showing.left_out(run)
    return {
        "language": spoken(),
        "letterhead": [place.name, *(line for line in (place.email, place.url) if line)],
        "recipient": [_("Audit {number}").format(number=run.uuid)],
        "date": day(run.finished_at),
        "title": _("Are people treated alike? {what}, {period}").format(what=what.name, period=showing.period(run)),
        "answer": " ".join(
            [showing.headline(run), *([f"{left_out_said(run.cell)} {'; '.join(gone)}."] if gone else [])]
        ),
        "facts": [
            [_("Who is counted"), what.who],
            [_("People"), str(run.cases)],
            [_("Not shown"), _("groups of fewer than {cell}, and what would give them away").format(cell=run.cell)],
        ],
        "sections": [
            *(_section(kind.heading, one) for kind in showing.told(run) for one in (*kind.single, *kind.crossed)),
            {"heading": _("What to do next"), "paragraphs": [what.next, no_verdict()], "items": []},
        ],
        "closing": [_("Counted for {institution}.").format(institution=place.legal_name or place.name)],
        "footer": _("The figures are attached to this file in a form that programs can read."),
        "keywords": [_("fairness")],
        "attached": {"name": "fairness.json", "description": _("The figures of the audit")},
    }


def _section(heading: str, one: showing.Shown) -> dict[str, object]:
    paragraphs = []
    if one.table.unknown:
        paragraphs.append(_("Of {n} people it is not known.").format(n=one.table.unknown))
    head = [_("Group"), _("Counted"), _("Of 100"), _("Likely within"), _("Of the highest"), _("Remark")]
    rows = [
        [each.name, str(each.row.assessed), each.rate, each.between, each.ratio, ", ".join(each.marks)]
        if each.row.is_shown
        else [each.name, _("too few or none"), "", "", "", ""]
        for each in one.lines
    ]
    return {
        "heading": f"{heading}: {one.name}",
        "paragraphs": paragraphs,
        "items": [],
        "table": {"head": head, "rows": rows},
    }


def _tables(run: RunView) -> Iterator[tuple[str, Table]]:
    yield from (("selection", one) for one in run.selection)
    yield from (("opportunity", one) for one in run.opportunity)


def _rows(table: Table) -> Iterator[Row]:
    yield from table.rows
    if table.unknown:
        yield Row(("unknown",), table.unknown)


def _figures(row: Row) -> tuple[object, ...]:
    return (
        row.assessed,
        row.selected,
        _number(row.rate),
        *_ends(row.interval),
        _number(row.ratio),
        *_ends(row.ratio_interval),
        row.chance,
        "yes" if row.is_under_four_fifths else "no",
        "yes" if row.is_small else "no",
        "yes" if row.tells_of_few else "no",
        "yes" if row.is_shown else "no",
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (round(interval.low, 6), round(interval.high, 6))


def _name(run: RunView, place: InstitutionView) -> str:
    return f"fairness-{place.code}-{run.what}-{run.since}-{run.until}"


def _kept(content: bytes, media_type: str, run: RunView, place: InstitutionView, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{_name(run, place)}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
