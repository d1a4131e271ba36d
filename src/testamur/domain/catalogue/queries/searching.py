"""Searching the catalogue: a page of what fits, how many there are of each kind, and what stands in the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.indexing import understood
from testamur.domain.catalogue.models import MicroCredential
from testamur.domain.catalogue.values import Facets, Filters, Listing, Page, Relaxed
from testamur.domain.institution.queries import by_code, directory, institutions
from testamur.refusals import Invalid

PAGE = 24
# Beyond it, "more than" is said: nobody chooses between ten thousand and eleven.
COUNTED = 10_000
# A value of the filter by credits, where no unit is called so.
WITHOUT_CREDITS = "none"
_LONGEST_TEXT = 200
_CURSOR = re.compile(r"[01]_\d{1,17}_\d{1,18}")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# What has the words in its title comes first; each kind is the newest first. (A rank worked out from every text that
# has a common word would take seconds.)
_IN_TITLE = "m.titles @@ %(text)s::tsquery"
_ELSEWHERE = f"m.search @@ %(text)s::tsquery AND NOT {_IN_TITLE}"
_CONDITIONS = {
    "text": "m.search @@ %(text)s::tsquery",
    "max_hours": "m.hours <= %(max_hours)s",
    "max_hours_per_week": "m.hours_per_week <= %(max_hours_per_week)s",
    "max_weeks": "m.hours <= m.hours_per_week * %(max_weeks)s",
    "mode": "m.modes @> ARRAY[%(mode)s]::varchar[]",
    "language": "m.languages @> ARRAY[%(language)s]::varchar[]",
    "max_price": "m.price_amount <= %(max_price)s",
    "max_price_per_credit": "m.price_amount <= m.credit_value * %(max_price_per_credit)s",
    "currency": "m.price_currency = %(currency)s",
    "credit_unit": "m.credit_unit = %(credit_unit)s",
    "without_credits": "m.credit_unit = ''",
    "time": "m.times @> ARRAY[%(time)s]::varchar[]",
    "pace": "m.pace = %(pace)s",
    "stackability": "m.stackability = %(stackability)s",
    "without_live_sessions": "m.has_live_sessions IS FALSE",
    "with_live_sessions": "m.has_live_sessions",
    "framework_level": "m.levels @> ARRAY[%(framework_level)s]::varchar[]",
    "framework": "EXISTS (SELECT 1 FROM unnest(m.levels) AS level WHERE level LIKE %(framework)s || ' %%')",
    "institution_id": "m.institution_id = %(institution_id)s",
    "among": "m.uuid = ANY(%(among)s)",
}
# Facet → its column, and the fields of `Filters` that choose a value of it.
_FACETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mode": ("modes", ("mode",)),
    "language": ("languages", ("language",)),
    "pace": ("pace", ("pace",)),
    "live": ("has_live_sessions", ("without_live_sessions", "with_live_sessions")),
    "stackability": ("stackability", ("stackability",)),
    "credit_unit": ("credit_unit", ("credit_unit",)),
    "time": ("times", ("time",)),
    "level": ("levels", ("framework", "level")),
    "institution": ("institution_id", ("institution",)),
}
# What belongs together is taken away together.
_TOGETHER = (
    ("text",),
    ("max_hours",),
    ("max_hours_per_week",),
    ("max_weeks",),
    ("max_price", "currency"),
    ("max_price_per_credit",),
    ("among",),
    *(fields for _column, fields in _FACETS.values()),
)
# Found in no text: what was typed has no letter and no digit.
_NO_WORD = "'-'"
# Counting many entries takes a while and changes little: such counts may be a minute old.
_WORTH_KEEPING = 5_000
_KEPT_SECONDS = 60
_MOST_KEPT = 500
_KEPT: dict[tuple[Filters, tuple[str, ...]], tuple[float, int, dict[str, dict[str, int]]]] = {}


def search(filters: Filters = Filters(), *, after: str = "", limit: int = PAGE) -> Page:  # noqa: B008 - frozen
    """Return a page of what is offered. Raises `Invalid` for a cursor that is not ours, `NotFound` (institution)."""
    if after and not _CURSOR.fullmatch(after):
        raise Invalid(field="after", found=after[:40])
    with within():
        wanted = _wanted(filters)
        kinds = [_IN_TITLE, _ELSEWHERE] if "text" in wanted else ["true"]
        kind, _, place = after.partition("_")
        start = int(kind) if kind and int(kind) < len(kinds) else 0
        found: list[tuple[int, int, datetime]] = []
        for at in range(start, len(kinds)):
            rows = _newest(kinds[at], wanted, after=place if at == start else "", limit=limit + 1 - len(found))
            found += [(at, *row) for row in rows]
            if len(found) > limit:
                break
        more = len(found) > limit
        return Page(_listings([row_id for _, row_id, _ in found[:limit]]), _cursor(*found[limit - 1]) if more else "")


def facets(filters: Filters = Filters()) -> Facets:  # noqa: B008 - frozen
    """Return how many entries fit, and how many would with each value of a facet chosen instead of its present one.

    Raises `NotFound` (institution).
    """
    chosen = [name for name in _FACETS if _without(filters, name) != filters]
    total, counts = _counted(filters, [name for name in _FACETS if name not in chosen])
    for name in chosen:
        counts |= _counted(_without(filters, name), [name])[1]
    return Facets(total, counts)


def relaxed(filters: Filters) -> tuple[Relaxed, ...]:
    """Return what would fit without one filter of *filters* each, the most first; what helps nothing is left out."""
    found = []
    for fields in _TOGETHER:
        without = replace(filters, **{field: _NOTHING[field] for field in fields})
        if without != filters and (many := _count(without)):
            found.append(Relaxed(fields[0] if fields[0] != "framework" else "level", many))
    return tuple(sorted(found, key=lambda one: -one.count))


_NOTHING: Mapping[str, Any] = {field: getattr(Filters(), field) for fields in _TOGETHER for field in fields}


def _without(filters: Filters, facet: str) -> Filters:
    return replace(filters, **{field: _NOTHING[field] for field in _FACETS[facet][1]})


def _counted(filters: Filters, names: Sequence[str]) -> tuple[int, dict[str, dict[str, int]]]:
    """Return how many entries fit, and facet → value → how many of them have it, for the facets *names*."""
    key = (filters, tuple(names))
    known = _KEPT.get(key)
    if known and known[0] > monotonic():
        return known[1], {name: dict(found) for name, found in known[2].items()}
    rows, codes = _grouped(filters, names), {one.id: one.code for one in institutions()}
    total, found = 0, {name: Counter[str]() for name in names}
    for which, many, *values in rows:
        if which is None:
            total = many
            continue
        for value in _values(names[which], values[which], codes):
            found[names[which]][value] += many
    counts = {name: dict(counter) for name, counter in found.items()}
    if total >= _WORTH_KEEPING:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = (monotonic() + _KEPT_SECONDS, total, counts)
    return total, counts


def _grouped(filters: Filters, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return rows of: place in *names* (None: all together), how many, and the values of all columns."""
    columns = [f"m.{_FACETS[name][0]}" for name in names]
    which = " ".join(f"WHEN GROUPING({column}) = 0 THEN {at}" for at, column in enumerate(columns))
    sets = ", ".join(["()", *(f"({column})" for column in columns)])
    with within(), connection.cursor() as cursor:
        wanted = _wanted(filters)
        cursor.execute(
            f"SELECT {', '.join([f'CASE {which} END' if which else 'NULL', 'count(*)', *columns])}"  # noqa: S608 - ours
            f" FROM catalogue_microcredential m WHERE {' AND '.join(_conditions(wanted))}"
            f" GROUP BY GROUPING SETS ({sets})",
            wanted,
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _values(facet: str, value: Any, codes: Mapping[int, str]) -> tuple[str, ...]:  # noqa: ANN401 - as its column has it
    if facet == "live":
        return () if value is None else ("with",) if value else ("without",)
    if facet == "credit_unit":
        return (value or WITHOUT_CREDITS,)
    if facet == "institution":
        return (codes[value],)
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def _count(filters: Filters) -> int:
    with within(), connection.cursor() as cursor:
        wanted = _wanted(filters)
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM catalogue_microcredential m"  # noqa: S608 - ours
            f" WHERE {' AND '.join(_conditions(wanted))} LIMIT {COUNTED}) AS found",
            wanted,
        )
        (many,) = cursor.fetchone()
        return int(many)


def _conditions(wanted: Mapping[str, object]) -> list[str]:
    return ["m.retired_at IS NULL", *(_CONDITIONS[name] for name in wanted)]


def _wanted(filters: Filters) -> dict[str, Any]:
    """Return the conditions that are asked for, by name, with their values."""
    text = filters.text.replace("\x00", "").strip()[:_LONGEST_TEXT]
    plain: Mapping[str, Any] = {
        "text": understood(text) or _NO_WORD if text else "",
        "max_hours": filters.max_hours,
        "max_hours_per_week": filters.max_hours_per_week,
        "max_weeks": filters.max_weeks,
        "mode": filters.mode,
        "language": filters.language,
        "max_price": filters.max_price,
        "max_price_per_credit": filters.max_price_per_credit,
        "currency": filters.currency,
        "credit_unit": "" if filters.credit_unit == WITHOUT_CREDITS else filters.credit_unit,
        "without_credits": filters.credit_unit == WITHOUT_CREDITS or None,
        "time": filters.time,
        "pace": filters.pace,
        "stackability": filters.stackability,
        "without_live_sessions": filters.without_live_sessions or None,
        "with_live_sessions": filters.with_live_sessions or None,
        "framework_level": f"{filters.framework} {filters.level}" if filters.framework and filters.level else "",
        "framework": filters.framework if not filters.level else "",
        "institution_id": by_code(filters.institution).id if filters.institution else None,
        "among": None if filters.among is None else sorted(filters.among),
    }
    return {name: value for name, value in plain.items() if value is not None and value != ""}


def _newest(kind: str, wanted: Mapping[str, Any], *, after: str, limit: int) -> list[tuple[int, datetime]]:
    """Return inside id and time of publication of what fits, the newest first."""
    conditions, values = [*_conditions({name: 1 for name in wanted if name != "text"}), kind], dict(wanted)
    if after:
        published, _, row_id = after.partition("_")
        values["published"] = _BEGINNING + timedelta(microseconds=int(published))
        values["id"] = int(row_id)
        conditions.append("(m.published_at, m.id) < (%(published)s, %(id)s)")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.published_at FROM catalogue_microcredential m"  # noqa: S608 - ours
            f" WHERE {' AND '.join(conditions)} ORDER BY m.published_at DESC, m.id DESC LIMIT %(limit)s",
            {**values, "limit": limit},
        )
        found: list[tuple[int, datetime]] = cursor.fetchall()
        return found


def _cursor(kind: int, row_id: int, published: datetime) -> str:
    return f"{kind}_{(published - _BEGINNING) // timedelta(microseconds=1)}_{row_id}"


def _listings(ids: list[int]) -> tuple[Listing, ...]:
    rows = MicroCredential.objects.select_related("current").in_bulk(ids)
    where = directory(row.institution_id for row in rows.values())
    return tuple(facts.listing(rows[row_id], where[rows[row_id].institution_id]) for row_id in ids)
