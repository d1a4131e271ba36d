"""Tables that people sort, narrow and turn over: what an address asks for, and the addresses that ask for more."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from testamur.interfaces.web.typed import number, typed

PAGE = 50
_FURTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. ``sort``: the name that the query sorts by, or empty; a minus before it: downwards first."""

    label: str
    sort: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a table. ``filters``: what narrows it, ``fixed``: what else the address must keep."""

    path: str
    filters: Mapping[str, str]
    fixed: Mapping[str, str]
    sort: str
    usual: str
    page: int
    is_export: bool

    @property
    def skip(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * PAGE

    def address(self, *, sort: str = "", page: int = 1, export: bool = False) -> str:
        """Return the address of the same table, sorted otherwise, further on, or as a spreadsheet."""
        wanted = sort or self.sort
        told = {name: value for name, value in {**self.fixed, **self.filters}.items() if value}
        told |= {"sort": wanted} if wanted != self.usual else {}
        told |= {"page": str(page)} if page > 1 else {}
        told |= {"as": "csv"} if export else {}
        return f"{self.path}?{urlencode(told)}" if told else self.path


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as it is shown; ``sorted`` is a value of ``aria-sort``, or empty."""

    label: str
    name: str
    href: str
    sorted: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A page of a table, without its rows. ``first`` and ``last`` are counted from 1; addresses are empty at an end."""

    headings: tuple[Heading, ...]
    kept: tuple[tuple[str, str], ...]
    total: int
    first: int
    last: int
    start: str
    before: str
    after: str
    everything: str
    export: str


def asked(
    request: HttpRequest,
    *,
    sorts: Container[str],
    usual: str,
    filters: Mapping[str, str],
    fixed: Mapping[str, str] | None = None,
) -> Asked:
    """Return what the address asks; an order that is not one of *sorts* counts as the *usual* one."""
    sort = typed(request.GET, "sort", 40)
    page = min(max(number(request.GET, "page") or 1, 1), _FURTHEST)
    return Asked(
        path=request.path,
        filters=filters,
        fixed=fixed or {},
        sort=sort if sort.removeprefix("-") in sorts else usual,
        usual=usual,
        page=page,
        is_export=request.GET.get("as") == "csv",
    )


def laid_out(wanted: Asked, columns: list[Column], *, total: int) -> Table:
    """Return the table around the page that was asked for, out of *total* rows."""
    last = min(wanted.skip + PAGE, total)
    is_narrowed = any(wanted.filters.values())
    return Table(
        headings=tuple(_heading(wanted, column) for column in columns),
        kept=tuple({**wanted.fixed, "sort": wanted.sort if wanted.sort != wanted.usual else ""}.items()),
        total=total,
        first=min(wanted.skip + 1, total),
        last=last,
        start=wanted.address() if wanted.page > 1 else "",
        before=wanted.address(page=wanted.page - 1) if wanted.page > 1 else "",
        after=wanted.address(page=wanted.page + 1) if last < total else "",
        everything=Asked(wanted.path, {}, wanted.fixed, wanted.sort, wanted.usual, 1, is_export=False).address()
        if is_narrowed
        else "",
        export=wanted.address(export=True),
    )


def _heading(wanted: Asked, column: Column) -> Heading:
    name = column.sort.removeprefix("-")
    if not name or name != wanted.sort.removeprefix("-"):
        return Heading(column.label, name, wanted.address(sort=column.sort) if name else "", "", column.is_number)
    is_down = wanted.sort.startswith("-")
    turned = wanted.address(sort=name if is_down else f"-{name}")
    return Heading(column.label, name, turned, "descending" if is_down else "ascending", column.is_number)
