"""Rows in the order that somebody asks for, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import F, Func, Model, QuerySet, TextField
from django.db.models.functions import Lower

from testamur.refusals import Invalid

Row = TypeVar("Row", bound=Model)
Sorts = Mapping[str, str | Func]


def as_read(path: str) -> Func:
    """Return a column of names as people look for them: without regard to accents or capitals."""
    return Func(Lower(path), function="unaccent")


def first_text(path: str) -> Func:
    """Return a text in several languages by the first one that is there, as people look for it."""
    template = "unaccent(lower(jsonb_path_query_first(%(expressions)s, '$.*') #>> '{}'))"
    return Func(F(path), template=template, output_field=TextField())


def ordered(rows: QuerySet[Row], sort: str, sorts: Sorts) -> QuerySet[Row]:
    """Return *rows* sorted by a name of *sorts*, downwards with a minus before it; a tie goes to the newer row.

    Rows without a value stand last either way. Raises `Invalid`.
    """
    name = sort.removeprefix("-")
    if name not in sorts:
        raise Invalid(field="sort", found=sort[:40], allowed=sorted(sorts))
    asked = sorts[name]
    key = F(asked) if isinstance(asked, str) else asked
    upwards, downwards = key.asc(nulls_last=True), key.desc(nulls_last=True)
    return rows.order_by(downwards if sort.startswith("-") else upwards, "-pk")
