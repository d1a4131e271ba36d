"""The audit log: what was done, by whom, to what, and whether the log is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testamur.domain.institution import queries
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import PersonView
from testamur.domain.ledger.queries import SORTS, EntryView, Sought
from testamur.interfaces.web import tables
from testamur.interfaces.web.office.verbs import facts_in_words, verb_names
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _

_SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Entry:
    """An audit entry as the log shows it. ``about``: whom it concerns, or empty."""

    view: EntryView
    who: str
    what: str
    about: str
    href: str
    told: str
    raw: tuple[tuple[str, str], ...]


@require_safe
def audit(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what was done here, narrowed by person, deed and day, and whether the log is whole."""
    actor, place = actor_at(request, code)
    filters = {name: typed(request.GET, name, 60) for name in ("who", "verb", "day")}
    verbs, authors = queries.audit_verbs(actor), queries.audit_authors(actor)
    wanted = _sought(filters, authors)
    asked = tables.asked(request, sorts=SORTS, usual="-number", filters=filters)
    if asked.is_export:
        return _taken_away(actor, wanted, asked, code)
    rows = queries.sorted_audit(actor, wanted, sort=asked.sort, skip=asked.skip, limit=PAGE)
    names = verb_names()
    context = {
        "institution": place,
        "entries": _told(actor, rows, code),
        "table": tables.laid_out(asked, _columns(), total=queries.audit_count(actor, wanted)),
        "filters": filters,
        "is_day_wrong": bool(filters["day"]) and _day(filters["day"]) is None,
        "authors": [(_SYSTEM, _("The system")), *((str(one.uuid), one.name or one.email) for one in authors)],
        "verbs": sorted(((verb, names.get(verb, verb)) for verb in verbs), key=lambda one: one[1].casefold()),
        "chain": queries.audit_chain(actor) if "check" in request.GET else None,
        "section": "office",
        "room": "audit",
    }
    return render(request, "testamur/office/audit.html", context)


def _columns() -> list[Column]:
    return [
        Column(_("No."), "-number", is_number=True),
        Column(_("When")),
        Column(_("Who")),
        Column(_("What"), "verb"),
    ]


def _sought(filters: Mapping[str, str], authors: Iterable[PersonView]) -> Sought:
    """Return what the filters narrow the log to; one that means nothing does not narrow."""
    day = _day(filters["day"])
    since = datetime.combine(day, time(), UTC) if day else None
    return Sought(
        person_id=next((one.id for one in authors if str(one.uuid) == filters["who"]), None),
        by_system=filters["who"] == _SYSTEM,
        verb=filters["verb"],
        since=since,
        until=since + timedelta(days=1) if since else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _told(actor: Actor, rows: Sequence[EntryView], code: str) -> list[Entry]:
    people = {number: one.name or one.email for number, one in queries.names(_actors(rows)).items()}
    known = {str(one.uuid): one.name or one.email for one in queries.known(actor, _people(rows))}
    names = verb_names()
    return [_entry(actor, row, code, _who(row, people), names.get(row.verb, row.verb), known) for row in rows]


def _entry(actor: Actor, row: EntryView, code: str, who: str, what: str, known: Mapping[str, str]) -> Entry:
    kind, _colon, uuid = row.subject.partition(":")
    return Entry(
        view=row,
        who=who,
        what=what[:1].upper() + what[1:],
        about=known.get(uuid, ""),
        href=_where(actor, kind, uuid, code),
        told=", ".join(facts_in_words(row.facts)),
        raw=(
            ("verb", row.verb),
            ("subject", row.subject),
            *((name, value if isinstance(value, str) else json.dumps(value)) for name, value in row.facts.items()),
            ("digest", row.digest),
        ),
    )


def _where(actor: Actor, kind: str, uuid: str, code: str) -> str:
    """Return where somebody with the permission sees the subject; nothing for those without."""
    rooms = {"credential": "web:credential", "offering": "web:queue", "batch": "web:batch"}
    if kind not in rooms or not may(actor, Permission.READ_AWARDS):
        return ""
    return reverse(rooms[kind], args=(code, uuid))


def _who(entry: EntryView, people: Mapping[int, str]) -> str:
    if entry.actor_kind == "system":
        return _("the system")
    return people.get(entry.actor_id or 0, _("somebody who has left"))


def _actors(rows: Sequence[EntryView]) -> list[int]:
    return [row.actor_id for row in rows if row.actor_id]


def _people(rows: Sequence[EntryView]) -> list[UUID]:
    """Return the people whom entries are about."""
    found = (row.subject.partition(":") for row in rows)
    return [UUID(uuid) for kind, _colon, uuid in found if kind == "person"]


def _taken_away(actor: Actor, wanted: Sought, asked: tables.Asked, code: str) -> HttpResponseBase:
    names = verb_names()

    def page(skip: int, limit: int) -> list[tuple[EntryView, str]]:
        rows = queries.sorted_audit(actor, wanted, sort=asked.sort, skip=skip, limit=limit)
        people = {number: one.email for number, one in queries.names(_actors(rows)).items()}
        return [(row, _who(row, people)) for row in rows]

    def cells(line: tuple[EntryView, str]) -> list[object]:
        row, who = line
        facts = json.dumps(row.facts, ensure_ascii=False)
        return [row.number, row.at.isoformat(), who, names.get(row.verb, row.verb), row.verb, row.subject, facts]

    headings = [_("No."), _("When"), _("Who"), _("What"), _("Code"), _("Subject"), _("Facts")]
    return download(f"{code}-audit", headings, page, cells)
