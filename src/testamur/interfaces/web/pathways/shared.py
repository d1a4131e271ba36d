"""Who is on a pathway that others publish and this institution owns with them: to read, not to decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify

from testamur.domain.awards import queries
from testamur.domain.catalogue.values import PathwayListing
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web import tables
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import _


def shared_people(
    request: HttpRequest, actor: Actor, institution: InstitutionView, pathway: PathwayListing
) -> HttpResponseBase:
    """Show who is on a pathway of several owners, to one that does not publish it. Raises `NotFound`."""
    today, text = datetime.now(UTC).date(), typed(request.GET, "text")
    counts = queries.shared_figures(actor, pathway=pathway.uuid, on=today)
    given, fullest = request.GET.get("state", ""), next((one for one in queries.STATES if counts.get(one)), "open")
    state = given if given in queries.STATES else fullest
    asked = tables.asked(
        request, sorts=queries.STANDING_SORTS, usual="name", filters={"text": text}, fixed={"state": state}
    )

    def rows(skip: int, limit: int) -> list[queries.SharedStanding]:
        return queries.shared_standings(
            actor, pathway=pathway.uuid, on=today, state=state, text=text, sort=asked.sort, skip=skip, limit=limit
        )

    if asked.is_export:
        headings = [_("Name"), _("Version"), _("On it since"), _("Last change")]
        return download(f"{slugify(pathway.code)}-people", headings, rows, _cells)
    columns = [
        Column(_("Person"), "name"),
        Column(_("Version")),
        Column(_("On it since"), "-followed"),
        Column(_("Last change"), "-changed"),
    ]
    matching = queries.shared_figures(actor, pathway=pathway.uuid, on=today, text=text).get(state, 0)
    context = {
        "institution": institution,
        "pathway": pathway,
        "is_shared": True,
        "state": state,
        "text": text,
        "tabs": tabs(counts),
        "rows": rows(asked.skip, PAGE),
        "total": sum(counts.values()),
        "table": tables.laid_out(asked, columns, total=matching),
        "section": "desk",
    }
    return render(request, "testamur/pathways/desk/people.html", context)


def tabs(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return state, name and count of each tab."""
    names = {
        "proposed": _("To be awarded"),
        "review": _("To be looked at"),
        "open": _("On the way"),
        "awarded": _("Awarded"),
    }
    return [(one, names[one], counts.get(one, 0)) for one in queries.STATES]


def _cells(row: queries.SharedStanding) -> list[object]:
    return [row.name, row.version, row.followed_at.date().isoformat(), row.changed_at.date().isoformat()]
