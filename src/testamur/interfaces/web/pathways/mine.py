"""A learner's own pathways: where they stand and why, following one, leaving it, moving to a newer version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.domain.awards import actions, queries
from testamur.domain.awards.values import StandingView
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import PolicyView, PublishedPathway
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing.records import NothingToRecord, own_record
from testamur.domain.learning.queries import offered_now
from testamur.interfaces.web import constellation, undo
from testamur.interfaces.web.constellation import Goal
from testamur.interfaces.web.pathways.listed import address, owners_of, title_of
from testamur.interfaces.web.pathways.telling import Told, offers, told
from testamur.interfaces.web.pathways.versions import difference
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class OnOne:
    """A standing with its pathway, in the version that binds; ``newer``: one that holds today and could be moved to."""

    standing: StandingView
    found: PublishedPathway
    told: Told
    newer: PolicyView | None


@require_safe
def pathways(request: HttpRequest) -> HttpResponse:
    """Show every pathway that the visitor is on, and where they stand."""
    me, today = _me(request), datetime.now(UTC).date()
    lines = [on_one(one, today) for one in queries.own_standings(me, on=today)]
    followed = {line.standing.pathway for line in lines}
    others = [one for one in catalogue.pathways(on=today) if one.uuid not in followed]
    context = {"lines": lines, "others": others, "section": "mine"}
    return render(request, "testamur/pathways/mine.html", context)


@require_safe
def standing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show where the visitor stands on one pathway: clause by clause, and on the map."""
    line = own_line(request, uuid)
    goal = Goal(
        line.found.policy,
        line.standing.decision,
        by=owners_of(line.found.listing),
        share_url=reverse("web:pathway", args=(line.standing.pathway,)),
    )
    sky = constellation.sky(
        [goal],
        line.standing.holdings,
        offers=offers(line.found.named, address, on=datetime.now(UTC).date()),
        focus=line.found.policy.id,
        on=datetime.now(UTC).date(),
    )
    context = {"line": line, "shown": constellation.shown(sky), "end": title_of(line.found), "section": "mine"}
    return render(request, "testamur/pathways/standing.html", context)


@require_safe
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the visitor's credentials, and what they add up to on one pathway, as a learner record (CLR 2.0)."""
    try:
        file = own_record(_me(request), standing=uuid, at=datetime.now(UTC))
    except NothingToRecord:
        messages.warning(request, _("There is no signed credential yet to put into a record."))
        return redirect("web:my-pathway", uuid)
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    return response


@require_POST
def follow(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put the visitor on a pathway."""
    me, now = _me(request), datetime.now(UTC)
    found = catalogue.pathway(uuid, on=now.date())
    made = actions.follow(actor_for(person=me, institution=found.listing.institution.id), pathway=uuid, at=now)
    said = _("You follow it. {owners} can see what you hold, for as long as you do.")
    way_back = reverse("web:leave-pathway", args=(made,))
    undo.done(request, said.format(owners=found.listing.institution.name), path=way_back, fields={})
    return redirect("web:my-pathway", made)


@require_POST
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the visitor off a pathway."""
    line = own_line(request, uuid)
    actions.leave(_there(request, line.standing), standing=uuid, at=datetime.now(UTC))
    said = _("You follow it no longer, and its owners do not see what you hold. What was awarded stays yours.")
    undo.done(request, said, path=reverse("web:follow-pathway", args=(line.standing.pathway,)), fields={})
    return redirect("web:my-pathways")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what another version would change; move to it when that is wanted."""
    line = own_line(request, uuid)
    version = typed(request.POST if request.method == "POST" else request.GET, "version", 40)
    today = datetime.now(UTC).date()
    if request.method == "POST":
        actions.move(_there(request, line.standing), standing=uuid, version=version, at=datetime.now(UTC))
        messages.success(request, _("You are on version {version} now.").format(version=version))
        return redirect("web:my-pathway", uuid)
    seen = queries.moving(line.standing.person_id, standing=uuid, version=version, on=today)
    there = catalogue.pathway(line.standing.pathway, on=today, version=version)
    before = told(line.found.policy, seen.before, line.standing.holdings, line.found.named)
    after = told(there.policy, seen.after, line.standing.holdings, there.named)
    context = {
        "line": line,
        "version": there.version,
        "before": before,
        "after": after,
        "difference": difference(line.found, there, before, after),
        "section": "mine",
    }
    return render(request, "testamur/pathways/move.html", context)


def own_line(request: HttpRequest, uuid: UUID) -> OnOne:
    """Return the visitor's standing with its pathway. Raises `NotFound`."""
    me, today = _me(request), datetime.now(UTC).date()
    found = next((one for one in queries.own_standings(me, on=today) if one.uuid == uuid), None)
    if found is None:
        raise NotFound(what="standing", uuid=str(uuid))
    return on_one(found, today)


def on_one(found: StandingView, today: date) -> OnOne:
    """Return a standing with its pathway, told."""
    pathway = catalogue.pathway(found.pathway, on=today, version=found.version)
    newest = catalogue.pathway(found.pathway, on=today).version
    is_newer = newest.holds_on(today) and newest.effective_from > pathway.version.effective_from
    open_now = offered_now((one.uuid for one in pathway.named.values()), on=today)
    said = told(pathway.policy, found.decision, found.holdings, pathway.named, end=title_of(pathway), open_now=open_now)
    return OnOne(found, pathway, said, newest if is_newer else None)


def _me(request: HttpRequest) -> int:
    return signed_in(request).me


def _there(request: HttpRequest, found: StandingView) -> Actor:
    return actor_for(person=_me(request), institution=found.institution_id)
