"""What an institution has published: the shelf, and one definition with what the guidelines say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from testamur.core.quality import Severity
from testamur.domain.awards import queries as awards
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.values import Published, Shelved
from testamur.domain.design.queries import assured, reviewed_here
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web.design.judgement import Amendment, Tally, amendments, tallies, weights
from testamur.interfaces.web.design.showing import judges
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Conflict, Invalid, NotFound

_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A definition on the shelf: findings counted, how often it is offered and has been awarded."""

    shelved: Shelved
    tallies: list[Tally]
    offered: int
    is_open: bool
    awarded: int


@require_safe
def shelf(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the institution has published, and what the guidelines say of each."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_FIGURES)
    text, after = typed(request.GET, "text"), typed(request.GET, "after", 100)
    today = datetime.now(UTC).date()
    found = queries.shelf(actor, on=today, text=text, after=after, limit=_PAGE + 1)
    asked, here = {"text": text} if text else {}, reverse("web:design", args=(code,))
    last = found[_PAGE - 1].listing.code if len(found) > _PAGE else ""
    context = {
        "institution": institution,
        "lines": lines(actor, found[:_PAGE]),
        "flagged": sum(bool(one.report.of(Severity.WARN)) for one in found[:_PAGE]),
        "reviewed": assured(institution.id).designed,
        "is_whole": not after and not last,
        "text": text,
        "next": f"{here}?{urlencode({**asked, 'after': last})}" if last else "",
        "first": f"{here}?{urlencode(asked)}" if after else "",
        **_rights(actor),
        "section": "design",
    }
    return render(request, "testamur/design/shelf.html", context)


@require_safe
def definition(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one definition as those see it who answer for it."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_FIGURES)
    found = _own(institution, uuid, typed(request.GET, "version", 40))
    today = datetime.now(UTC).date()
    report = queries.examined(found.source, on=today)
    earlier = _earlier(found)
    context = {
        "institution": institution,
        "published": found,
        "review": reviewed_here(institution.id, microcredential=uuid, version=found.version.version),
        "mc": found.definition,
        "weights": weights(report),
        "packs": queries.guidelines(report),
        "earlier": earlier,
        "amendments": _since(found, earlier),
        "offerings": learning.offerings(actor, on=today, of=[uuid]),
        "awarded": awards.figures(actor, of=[uuid]).get(uuid, 0),
        **_rights(actor),
        "section": "design",
    }
    return render(request, "testamur/design/definition.html", context)


@require_POST
def show_or_hide(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Take a definition out of the catalogue's search, or put it back; or give it another code."""
    actor, institution = actor_at(request, code)
    _own(institution, uuid)
    now = datetime.now(UTC)
    try:
        if "rename" in request.POST:
            actions.rename(actor, microcredential=uuid, code=typed(request.POST, "code"), at=now)
            messages.success(request, _("It has the new code. The former one leads to it for good."))
        elif "retire" in request.POST:
            instead = _successor(institution, typed(request.POST, "instead"))
            actions.retire(actor, microcredential=uuid, at=now, replaced_by=instead)
            messages.success(request, _("It is out of the catalogue. Its page, offerings and credentials stay."))
        else:
            actions.bring_back(actor, microcredential=uuid, at=now)
            messages.success(request, _("It is in the catalogue again."))
    except _NoSuchCode as error:
        said = _("Nothing here has the code “{code}”. Nothing was changed.")
        messages.warning(request, said.format(code=error.args[0]))
    except NotFound:
        messages.warning(request, _("Somebody did that already. Nothing was changed."))
    except (Invalid, Conflict) as refusal:
        messages.warning(request, told(refusal))
    return redirect("web:design-definition", code, uuid)


def lines(actor: Actor, shelved: list[Shelved]) -> list[Line]:
    """Return the definitions with how often each is offered and has been awarded."""
    uuids = [one.listing.uuid for one in shelved]
    offered: dict[UUID, list[OfferingView]] = {}
    for offering in learning.offerings(actor, on=datetime.now(UTC).date(), of=uuids):
        offered.setdefault(offering.microcredential, []).append(offering)
    awarded = awards.figures(actor, of=uuids)
    return [
        Line(
            one,
            tallies(one.report),
            len(offered.get(one.listing.uuid, ())),
            any(offering.is_open for offering in offered.get(one.listing.uuid, ())),
            awarded.get(one.listing.uuid, 0),
        )
        for one in shelved
    ]


class _NoSuchCode(Exception):  # noqa: N818 - an answer, not a mistake
    """What was named in the place of something is not there."""


def _successor(institution: InstitutionView, code: str) -> UUID | None:
    """Return what has a code here. Raises `_NoSuchCode`."""
    if not code:
        return None
    try:
        return queries.whereabouts(institution.code, code).listing.uuid
    except NotFound as error:
        raise _NoSuchCode(code) from error


def _own(institution: InstitutionView, uuid: UUID, version: str = "") -> Published:
    """Return a definition of this institution. Raises `NotFound` for another's, too."""
    found = queries.published(uuid, version=version)
    if found.listing.institution.id != institution.id:
        raise NotFound(what="microcredential", uuid=str(uuid))
    return found


def _earlier(found: Published) -> str:
    """Return the version that came before the one that is shown, or nothing."""
    names = [one.version for one in found.versions]
    after = names[names.index(found.version.version) + 1 :]
    return after[0] if after else ""


def _since(found: Published, earlier: str) -> list[Amendment]:
    if not earlier:
        return []
    before = queries.published(found.listing.uuid, version=earlier).definition
    return amendments(before, found.definition)


def _rights(actor: Actor) -> dict[str, bool]:
    wanted = {
        "may_publish": Permission.PUBLISH,
        "may_offer": Permission.OFFER,
        "may_read_awards": Permission.READ_AWARDS,
        "may_read_learners": Permission.READ_LEARNERS,
    }
    rights = {name: may(actor, permission) for name, permission in wanted.items()}
    return {**rights, "may_review": judges(actor)}
