"""The page of one micro-credential at its permanent address, and what belongs to it: badge and definition."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from testamur.core.model.microcredential import MicroCredential
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Listing
from testamur.domain.design.queries import reviewed_here
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.issuing.queries import endorsements
from testamur.domain.learning.queries import offerings_of
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web import images, linked_data
from testamur.interfaces.web.publicity import cards, machine, widget
from testamur.interfaces.web.publicity.facts import terse
from testamur.interfaces.web.security import policy
from testamur.interfaces.web.typed import typed
from testamur.refusals import NotFound


@require_safe
def microcredential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one micro-credential whole; ``version`` asks for an earlier text. The address is permanent.

    A program that prefers another form is led to it (RFC 9110, section 12.1).
    """
    version, form = typed(request.GET, "version", 40), machine.asked_for(request)
    if form:
        return _to_form(uuid, form, version)
    found = queries.published(uuid, version=version)
    address, card = f"{settings.BASE_URL}{request.path}", cards.address(found.listing)
    offerings = _open_offerings(uuid)
    block = linked_data.course(found, address, image=card, offerings=offerings)
    context = {
        "published": found,
        "review": reviewed_here(found.listing.institution.id, microcredential=uuid, version=found.version.version),
        "listing": found.listing,
        "mc": found.definition,
        "offerings": offerings,
        "endorsements": endorsements(found.listing.institution.id, version=found.version.uuid),
        "successor": _successor(found.listing),
        "card": card,
        "card_size": (cards.WIDTH, cards.HEIGHT),
        "terse": " · ".join(terse(found.listing)),
        "alternates": machine.alternates(uuid, version),
        "snippets": widget.snippets(found.listing),
        **worked_out(found.definition),
        "skill_pages": skill_pages(found.definition),
        "address": address,
        "linked_data": mark_safe(block),  # noqa: S308 - JSON with <, > and & escaped
        "section": "catalogue",
    }
    response = render(request, "testamur/microcredential.html", context)
    response["Content-Security-Policy"] = policy(block)
    patch_vary_headers(response, ["Accept"])
    return response


def _to_form(uuid: UUID, form: str, version: str) -> HttpResponse:
    response = HttpResponseRedirect(machine.address(uuid, form, version))
    response.status_code = 303
    patch_vary_headers(response, ["Accept"])
    return response


def _successor(listing: Listing) -> Listing | None:
    """Return what took the place of something that is no longer offered."""
    if listing.retired_at is None:
        return None
    return queries.whereabouts(listing.institution.code, listing.code).successor


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


def skill_pages(definition: MicroCredential) -> dict[str, str]:
    """Return address of a skill → its page here, of those that a framework here has."""
    uris = {skill.uri for outcome in definition.outcomes for skill in outcome.skills if skill.uri}
    found = frameworks.pages(uris) if uris else {}
    return {
        uri: f"{reverse('web:concept', args=[code, key])}?{urlencode({'version': version})}"
        for uri, (code, version, key) in found.items()
    }


def badge_svg(listing: Listing) -> str:
    """Return the badge image of a listing, in its institution's hue."""
    level = listing.levels[0] if listing.levels else ""
    title = next(iter(listing.title.values()), "")
    return images.badge(str(listing.uuid), title=title, level=level, hue=listing.institution.hue)


def _open_offerings(uuid: UUID) -> list[OfferingView]:
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
