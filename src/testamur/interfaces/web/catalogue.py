"""The page of one micro-credential at its permanent address, and what belongs to it: badge and definition."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from testamur.core.model.microcredential import MicroCredential
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Listing
from testamur.domain.learning.queries import offerings_of
from testamur.interfaces.web import images, linked_data
from testamur.interfaces.web.security import policy
from testamur.interfaces.web.typed import typed
from testamur.refusals import NotFound


@require_safe
def microcredential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one micro-credential whole; ``version`` asks for an earlier text. The address is permanent."""
    found = queries.published(uuid, version=typed(request.GET, "version", 40))
    address = f"{settings.BASE_URL}{request.path}"
    block = linked_data.course(found, address)
    context = {
        "published": found,
        "listing": found.listing,
        "mc": found.definition,
        "offerings": _open_offerings(uuid),
        **worked_out(found.definition),
        "address": address,
        "linked_data": mark_safe(block),  # noqa: S308 - JSON with <, > and & escaped
        "section": "catalogue",
    }
    response = render(request, "testamur/microcredential.html", context)
    response["Content-Security-Policy"] = policy(block)
    return response


@require_safe
@cache_control(max_age=3600, public=True)
def badge_image(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the badge of a micro-credential."""
    del request
    found = queries.published(uuid).listing
    return HttpResponse(badge_svg(found), content_type="image/svg+xml")


@require_safe
def source(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the definition file as it was handed in."""
    found = queries.published(uuid, version=typed(request.GET, "version", 40))
    response = HttpResponse(found.source, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.listing.code}-{found.version.version}.yaml"'
    return response


def worked_out(definition: MicroCredential) -> dict[str, Decimal | None]:
    """Return the figures that the page works out from a definition, for its templates."""
    return {"price_per_credit": _price_per_credit(definition), "hours_a_week": _hours_a_week(definition)}


def badge_svg(listing: Listing) -> str:
    """Return the badge image of a listing, in its institution's hue."""
    level = listing.levels[0] if listing.levels else ""
    title = next(iter(listing.title.values()), "")
    return images.badge(str(listing.uuid), title=title, level=level, hue=listing.institution.hue)


def _open_offerings(uuid: UUID) -> list[object]:
    try:
        return list(offerings_of(uuid, on=datetime.now(UTC).date()))
    except NotFound:
        return []


def _price_per_credit(definition: MicroCredential) -> Decimal | None:
    """Return what one credit costs; None where there is no price or there are no credits."""
    worth = definition.workload.credits
    if definition.price is None or worth is None or not worth.value or not definition.price.amount:
        return None
    return (definition.price.amount / worth.value).quantize(Decimal("0.01"))


def _hours_a_week(definition: MicroCredential) -> Decimal | None:
    plan = definition.schedule
    if plan is None:
        return None
    if plan.hours_per_week is not None:
        return plan.hours_per_week
    hours = definition.workload.hours
    return (hours / plan.weeks).quantize(Decimal("0.1")) if plan.weeks and hours else None
