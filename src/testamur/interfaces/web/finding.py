"""Finding a micro-credential: what is asked, what fits, how many each choice would leave, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from testamur.core.model.microcredential import PACES, PARTICIPATION_MODES, STACKABILITY, TIMES
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Facets, Filters
from testamur.domain.institution.queries import institutions
from testamur.domain.learning.queries import beginning
from testamur.interfaces.web import picking
from testamur.interfaces.web.templatetags.testamur import label, language_name
from testamur.interfaces.web.typed import tidy
from testamur.interfaces.words import _
from testamur.interfaces.words.times import times

_SUGGESTED = 3
# What people ask "when?" with → how many days from today.
_STARTS = {"month": 31, "quarter": 92}
# What other sites call the words that are searched for → the name here.
_SAME = {"q": "text"}
# Every parameter of this page; another one filters nothing, so it stands in no chip and no link.
_KNOWN = frozenset(
    {
        "text",
        "max_hours",
        "max_hours_per_week",
        "max_weeks",
        "mode",
        "level",
        "language",
        "max_price",
        "max_price_per_credit",
        "currency",
        "institution",
        "pace",
        "stackability",
        "credit_unit",
        "time",
        "live",
        "without_live_sessions",
        "start",
        "with",
        "after",
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: its word, and how many entries it would leave."""

    value: str
    word: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """A filter whose taking away helps: its words, the address without it, how many would fit."""

    word: str
    address: str
    count: int
    is_many: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is offered, as the filters ask. Works without scripts; with them, only the results are exchanged."""
    typed = {name: tidy(str(value)) for name, value in request.GET.items() if tidy(str(value))}
    given = {_SAME.get(name, name): value for name, value in typed.items() if name not in _SAME or "text" not in typed}
    given = {name: value for name, value in given.items() if name in _KNOWN}
    if typed.keys() & _SAME.keys():
        return redirect(_link(given))
    after, chosen = given.pop("after", ""), picking.picked(given.get("with", ""))
    filters = asked(given)
    page, counted = queries.search(filters, after=after), queries.facets(filters)
    is_part = bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]
    context = {
        "given": given,
        "items": page.items,
        "total": counted.total,
        "next": _link({**given, "after": page.after}) if page.after else "",
        "first": _link(given) if after else "",
        "entries": [(one, _turned(given, chosen, one.uuid), one.uuid in chosen) for one in page.items],
        "compared": len(chosen),
        "may_add": len(chosen) < picking.MOST,
        "comparison": picking.address(chosen),
        "none_chosen": _link(_without(given, "with")),
        "ticked": _ticked(given),
        "is_narrowed": bool(given.keys() - {"text", "with"}),
        "choices": _choices(counted, given),
        "starts": [(name, word, name == given.get("start")) for name, word in _starts().items()],
        "ways_out": () if page.items else _ways_out(filters, given),
        "suggestions": () if page.items else queries.search(limit=_SUGGESTED).items,
        "is_part": is_part,
        "section": "catalogue",
    }
    response = render(request, f"testamur/{'catalogue_part' if is_part else 'catalogue'}.html", context)
    patch_vary_headers(response, ["HX-Request"])  # or a browser shows the part alone when somebody goes back
    if is_part:
        response["HX-Push-Url"] = _link(given)
    return response


def asked(given: Mapping[str, str]) -> Filters:
    """Return the filters in an address; what makes no sense does not filter."""
    framework, _space, level = given.get("level", "").partition(" ")
    return Filters(
        text=given.get("text", ""),
        max_hours=_decimal(given.get("max_hours", "")),
        max_hours_per_week=_decimal(given.get("max_hours_per_week", "")),
        max_weeks=_decimal(given.get("max_weeks", "")),
        mode=given.get("mode", ""),
        framework=framework,
        level=level,
        language=given.get("language", ""),
        max_price=_decimal(given.get("max_price", "")),
        max_price_per_credit=_decimal(given.get("max_price_per_credit", "")),
        currency=given.get("currency", "").upper(),
        institution=given.get("institution", ""),
        pace=given.get("pace", ""),
        stackability=given.get("stackability", ""),
        credit_unit=given.get("credit_unit", ""),
        time=given.get("time", ""),
        without_live_sessions=given.get("live") == "without" or "without_live_sessions" in given,
        with_live_sessions=given.get("live") == "with",
        among=_beginning(given.get("start", "")),
    )


def _beginning(start: str) -> frozenset[UUID] | None:
    if start not in _STARTS:
        return None
    today = datetime.now(UTC).date()
    return beginning(by=today + timedelta(days=_STARTS[start]), on=today)


def _decimal(given: str) -> Decimal | None:
    """Return a number typed by a person, with point or comma; what is not one does not filter."""
    try:
        found = Decimal(given.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= 10**9 else None


def _words() -> dict[str, Callable[[str], str]]:
    """Return how a value of each filter is said."""
    named = {one.code: one.name for one in institutions()}
    tables = {"pace": paces(), "live": live(), "stackability": stackability(), "start": _starts()}
    tables |= {"time": times(), "credit_unit": {queries.WITHOUT_CREDITS: _("No credits")}}
    numbers = {
        "text": _("“{value}”"),
        "max_hours": _("up to {value} hours"),
        "max_hours_per_week": _("up to {value} hours a week"),
        "max_weeks": _("up to {value} weeks"),
        "max_price": _("up to {value}"),
        "max_price_per_credit": _("up to {value} a credit"),
        "without_live_sessions": _("no live sessions"),
    }
    return {
        **{name: _filled(said) for name, said in numbers.items()},
        **{name: _looked_up(table) for name, table in tables.items()},
        "mode": label,
        "language": language_name,
        "institution": lambda code: named.get(code, code),
    }


def _filled(said: str) -> Callable[[str], str]:
    return lambda value: said.format(value=value)


def _looked_up(table: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: table.get(value, value)


def _choices(counted: Facets, given: Mapping[str, str]) -> dict[str, list[Choice]]:
    """Return the values of each facet that would leave something, or are chosen, in the order of the words' lists."""
    words = _words()
    orders = {"mode": PARTICIPATION_MODES, "pace": PACES, "stackability": STACKABILITY, "live": ("without", "with")}
    orders["time"] = TIMES
    found = {}
    for facet, counts in counted.counts.items():
        chosen = given.get(facet, "")
        values = [value for value in orders.get(facet, sorted(counts)) if value in counts]
        if chosen and chosen not in values:
            values.append(chosen)
        said = words.get(facet, str)
        found[facet] = [Choice(one, said(one), counts.get(one, 0), one == chosen) for one in values]
    return found


def _ticked(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the filters in force: their words, and the address without them."""
    words = _words()
    return [
        (words.get(name, str)(value), _link(_without(given, name))) for name, value in given.items() if name != "with"
    ]


def _ways_out(filters: Filters, given: Mapping[str, str]) -> list[WayOut]:
    """Return what can be taken away so that something fits, the most helpful first."""
    words, fields = _words(), {"institution_id": "institution", "among": "start"}
    found = []
    for one in queries.relaxed(filters):
        name = fields.get(one.filter, one.filter)
        name = "live" if name == "without_live_sessions" and "live" in given else name
        if name in given:
            word, is_many = words.get(name, str)(given[name]), one.count >= queries.COUNTED
            found.append(WayOut(word, _link(_without(given, name)), one.count, is_many))
    return found


def _turned(given: Mapping[str, str], chosen: Sequence[UUID], one: UUID) -> str:
    """Return the address of this page with *one* added to what is compared, or taken away."""
    found = [other for other in chosen if other != one] + ([] if one in chosen else [one])
    return _link({**_without(given, "with"), **({"with": picking.written(found)} if found else {})}) + f"#e-{one}"


def _without(given: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: kept for other, kept in given.items() if other != name}


def paces() -> dict[str, str]:
    """Return how each pace is said."""
    return {"self_paced": _("At your own pace"), "cohort": _("Together with others")}


def live() -> dict[str, str]:
    """Return how it is said that there are live sessions, or none."""
    return {"without": _("Without live sessions"), "with": _("With live sessions")}


def _starts() -> dict[str, str]:
    return {"month": _("Within a month"), "quarter": _("Within three months")}


def stackability() -> dict[str, str]:
    """Return how each kind of stackability is said."""
    return {
        "stand_alone": _("Stands alone"),
        "stackable": _("Counts towards something larger"),
        "integrated": _("Is part of something larger"),
    }


def _link(given: Mapping[str, str]) -> str:
    said = urlencode(given)
    return reverse("web:catalogue") + (f"?{said}" if said else "")
