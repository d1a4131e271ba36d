"""The registrar's side of pathways: who stands where, what is to be awarded, what is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.awards import actions, queries
from testamur.domain.awards.values import StandingView
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import PathwayListing
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web import tables
from testamur.interfaces.web.pathways.shared import shared_people, tabs
from testamur.interfaces.web.pathways.standings import state_said
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.refusals import NotFound, Refusal

_MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A pathway of the institution, and how many people are where on it."""

    pathway: PathwayListing
    counts: dict[str, int]


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Show the institution's pathways, and how many people wait on each."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_AWARDS)
    today = datetime.now(UTC).date()
    figures = queries.pathway_figures(actor)
    own = catalogue.pathways(on=today, institution_id=institution.id, all_of_them=True)
    lines = [Line(one, figures.get(one.uuid, {})) for one in own]
    lines.sort(key=lambda line: -sum(line.counts.get(state, 0) for state in ("proposed", "review")))
    context = {
        "institution": institution,
        "lines": lines,
        "may_publish": may(actor, Permission.PUBLISH),
        "shared": catalogue.to_accept(actor, on=today) if may(actor, Permission.PUBLISH) else [],
        "section": "desk",
    }
    return render(request, "testamur/pathways/desk/overview.html", context)


@require_safe
def people(request: HttpRequest, code: str, uuid: UUID) -> HttpResponseBase:
    """Show who is on a pathway, one state at a time."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_AWARDS)
    pathway = catalogue.pathway(uuid, on=datetime.now(UTC).date()).listing
    if pathway.institution.id != institution.id:
        return shared_people(request, actor, institution, pathway)
    counts = queries.pathway_figures(actor).get(uuid, {})
    fullest = next((one for one in queries.STATES if counts.get(one)), "open")
    given = request.GET.get("state", "")
    state = given if given in queries.STATES else fullest
    filters = {"text": typed(request.GET, "text")}
    asked = tables.asked(request, sorts=queries.STANDING_SORTS, usual="name", filters=filters, fixed={"state": state})
    if asked.is_export:
        return _taken_away(actor, pathway, asked)
    rows = queries.standings(actor, pathway=uuid, state=state, **filters, sort=asked.sort, skip=asked.skip, limit=PAGE)
    columns = [
        Column(_("Person"), "name"),
        Column(_("Version")),
        Column(_("On it since"), "-followed"),
        Column(_("Last change"), "-changed"),
    ]
    context = {
        "institution": institution,
        "pathway": pathway,
        "state": state,
        **filters,
        "tabs": tabs(counts),
        "rows": rows,
        "total": sum(counts.values()),
        "versions": queries.on_pathway(actor, pathway=uuid),
        "table": tables.laid_out(
            asked, columns, total=queries.standing_count(actor, pathway=uuid, state=state, **filters)
        ),
        "may_confer": may(actor, Permission.CONFER),
        "may_publish": may(actor, Permission.PUBLISH),
        "section": "desk",
    }
    return render(request, "testamur/pathways/desk/people.html", context)


@require_POST
def confer(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Award what the pathway leads to, to those who were chosen, after a second thought."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.CONFER)
    pathway = own_pathway(institution, uuid)
    chosen = _chosen(request.POST)[:_MOST_AT_ONCE]
    rows = [queries.standing(actor, uuid=one) for one in chosen]
    if not rows:
        messages.warning(request, _("Nobody was chosen, so nobody was awarded."))
        return redirect("web:pathway-people", code, uuid)
    if "sure" not in request.POST:
        context = {"institution": institution, "pathway": pathway, "rows": rows, "section": "desk"}
        return render(request, "testamur/pathways/desk/sure.html", context)
    done, refused = _confer(actor, rows)
    if done:
        said = ngettext("{n} person was awarded {title}.", "{n} people were awarded {title}.", done)
        messages.success(request, said.format(n=done, title=pathway.title))
    for name in refused:
        messages.warning(
            request, _("{name} was not awarded: it is not met any more, or was awarded before.").format(name=name)
        )
    return redirect("web:pathway-people", code, uuid)


@require_POST
def reckon(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Ask for everyone on a pathway to be decided anew; it is done in the background."""
    actor, institution = actor_at(request, code)
    own_pathway(institution, uuid)
    made = actions.reckon_all(actor, pathway=uuid, at=datetime.now(UTC))
    return redirect("web:reckoning", code, made)


@require_safe
def reckoning(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show how far that is; asked again every few seconds while it runs."""
    actor, institution = actor_at(request, code)
    found = queries.reckoning(actor, uuid=uuid)
    context = {
        "institution": institution,
        "reckoning": found,
        "pathway": own_pathway(institution, found.pathway),
        "section": "desk",
    }
    is_part = bool(getattr(request, "htmx", False))
    response = render(
        request, f"testamur/pathways/desk/{'reckoning_progress' if is_part else 'reckoning'}.html", context
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def own_pathway(institution: InstitutionView, uuid: UUID) -> PathwayListing:
    """Return a pathway of the institution. Raises `NotFound`."""
    found = catalogue.pathway(uuid, on=datetime.now(UTC).date()).listing
    if found.institution.id != institution.id:
        raise NotFound(what="pathway", uuid=str(uuid))
    return found


def _confer(actor: Actor, rows: list[StandingView]) -> tuple[int, list[str]]:
    done, refused = 0, []
    for row in rows:
        try:
            actions.confer_stack(actor, standing=row.uuid, at=datetime.now(UTC))
            done += 1
        except Refusal:
            refused.append(row.name)
    return done, refused


def _taken_away(actor: Actor, pathway: PathwayListing, asked: tables.Asked) -> HttpResponseBase:
    wanted = {**asked.fixed, **asked.filters}

    def page(skip: int, limit: int) -> list[StandingView]:
        return queries.standings(actor, pathway=pathway.uuid, **wanted, sort=asked.sort, skip=skip, limit=limit)

    def cells(row: StandingView) -> list[object]:
        days = (row.followed_at, row.changed_at)
        return [row.name, row.email, row.version, state_said(row), *(one.date().isoformat() for one in days)]

    headings = [_("Name"), _("E-mail"), _("Version"), _("Standing"), _("On it since"), _("Last change")]
    return download(f"{slugify(pathway.code)}-people", headings, page, cells)


def _chosen(posted: QueryDict) -> list[UUID]:
    found = []
    for given in posted.getlist("chosen"):
        try:
            found.append(UUID(str(given)))
        except ValueError:
            continue
    return found
