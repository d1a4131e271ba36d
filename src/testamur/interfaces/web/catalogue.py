"""The catalogue: searching it, and the page of one micro-credential at its permanent address."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from testamur.core.model.microcredential import PACES, PARTICIPATION_MODES, MicroCredential
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Filters, Listing
from testamur.domain.institution.queries import institutions
from testamur.domain.learning.queries import offerings_of
from testamur.interfaces.web import images, linked_data
from testamur.interfaces.web.security import policy
from testamur.interfaces.web.templatetags.testamur import label, language_name
from testamur.interfaces.web.typed import tidy, typed
from testamur.interfaces.words import _
from testamur.refusals import NotFound

_LANGUAGES = ("en", "ms", "es", "ca")
_SUGGESTED = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is offered, as the filters ask. Works without scripts; with them, only the results are exchanged."""
    given = {name: tidy(str(value)) for name, value in request.GET.items() if tidy(str(value))}
    after = given.pop("after", "")
    page = queries.search(_filters(given), after=after)
    context = {
        "given": given,
        "items": page.items,
        "next": _link({**given, "after": page.after}) if page.after else "",
        "first": _link(given) if after else "",
        "ticked": _ticked(given),
        "is_narrowed": bool(given.keys() - {"text"}),
        "institutions": institutions(),
        "modes": [(mode, label(mode)) for mode in PARTICIPATION_MODES],
        "paces": [(pace, _paces()[pace]) for pace in PACES],
        "languages_taught": [(tag, language_name(tag)) for tag in _LANGUAGES],
        "suggestions": () if page.items else queries.search(limit=_SUGGESTED).items,
        "section": "catalogue",
    }
    is_part = bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]
    response = render(request, f"testamur/{'catalogue_results' if is_part else 'catalogue'}.html", context)
    patch_vary_headers(response, ["HX-Request"])  # or a browser shows the part alone when somebody goes back
    if is_part:
        response["HX-Push-Url"] = _link(given)
    return response


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


def _filters(given: dict[str, str]) -> Filters:
    framework, _space, level = given.get("level", "").partition(" ")
    return Filters(
        text=given.get("text", ""),
        max_hours=_decimal(given.get("max_hours", "")),
        max_hours_per_week=_decimal(given.get("max_hours_per_week", "")),
        mode=given.get("mode", ""),
        framework=framework,
        level=level,
        language=given.get("language", ""),
        max_price=_decimal(given.get("max_price", "")),
        currency=given.get("currency", "").upper(),
        institution=given.get("institution", ""),
        pace=given.get("pace", ""),
        without_live_sessions="without_live_sessions" in given,
    )


def _decimal(given: str) -> Decimal | None:
    """Return a number typed by a person, with point or comma; what is not one does not filter."""
    try:
        found = Decimal(given.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= 10**9 else None


def _ticked(given: dict[str, str]) -> list[tuple[str, str]]:
    """Return the filters in force: their words, and the address without them."""
    names = {
        "text": _("“{value}”"),
        "max_hours": _("up to {value} hours"),
        "max_hours_per_week": _("up to {value} hours a week"),
        "max_price": _("up to {value}"),
        "without_live_sessions": _("no live sessions"),
    }
    said = {"mode": label, "language": language_name}
    paces = _paces()
    return [
        (
            names.get(name, "{value}").format(value=said[name](value) if name in said else paces.get(value, value)),
            _link({other: kept for other, kept in given.items() if other != name}),
        )
        for name, value in given.items()
    ]


def _paces() -> dict[str, str]:
    return {"self_paced": _("At your own pace"), "cohort": _("Together with others")}


def _link(given: dict[str, str]) -> str:
    asked = urlencode(given)
    return reverse("web:catalogue") + (f"?{asked}" if asked else "")


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
