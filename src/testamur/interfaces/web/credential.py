"""The page of a credential behind an unguessable, withdrawable link; and what its permanent address tells everyone."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from testamur.core.credential import verify
from testamur.core.credential.baked import bake_png, bake_svg
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Published
from testamur.domain.issuing import queries
from testamur.domain.issuing.values import CredentialView, File
from testamur.interfaces.web import images
from testamur.interfaces.web.catalogue import badge_svg
from testamur.interfaces.web.check import WORLD, told
from testamur.interfaces.web.images.raster import badge_png
from testamur.interfaces.web.templatetags.testamur import text

_LINKEDIN = "https://www.linkedin.com/profile/add"


@require_safe
def shown(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the credential that a link leads to, judged at this moment."""
    now = datetime.now(UTC)
    held = queries.shown(secret, at=now)
    document = queries.shown_document(secret, form=held.formats[0], at=now)
    published = catalogue.by_version(held.version)
    address = request.build_absolute_uri(reverse("web:shown", args=(secret,)))
    context = {
        **told(verify(document.content, world=WORLD, at=now)),
        "held": held,
        "published": published,
        "mc": published.definition,
        "now": now,
        "secret": secret,
        "address": address,
        "qr": mark_safe(images.qr(address)),  # noqa: S308 - modules of a QR code, nothing of the text
        "is_own": request.user.is_authenticated and request.user.pk == held.award.person_id,
        "linkedin": _linkedin(held, published, address),
    }
    return _private(render(request, "testamur/credential.html", context))


@require_safe
def shown_file(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """Return a signed document exactly as it was signed."""
    del request
    return as_download(queries.shown_document(secret, form=form, at=datetime.now(UTC)))


@require_safe
def shown_badge(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the badge image with the credential inside: whoever is sent the picture can check it."""
    del request
    now = datetime.now(UTC)
    return as_badge(queries.shown(secret, at=now), queries.shown_document(secret, form="ob3", at=now))


@require_safe
def shown_png(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the badge as PNG with the credential inside, for places that take no SVG."""
    del request
    now = datetime.now(UTC)
    held = queries.shown(secret, at=now)
    listing = catalogue.by_version(held.version).listing
    title, level = next(iter(listing.title.values()), ""), next(iter(listing.levels), "")
    picture = badge_png(str(listing.uuid), title=title, level=level, hue=listing.institution.hue)
    image = bake_png(picture, queries.shown_document(secret, form="ob3", at=now).content)
    response = HttpResponse(image, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{held.uuid}.png"'
    return _private(response)


@require_safe
def standing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say at a credential's permanent address whether it still holds; nothing about the person."""
    now = datetime.now(UTC)
    found = queries.standing(uuid, at=now)
    context = {"found": found, "published": catalogue.by_version(found.version), "now": now, "section": "check"}
    return render(request, "testamur/standing.html", context)


def as_badge(held: CredentialView, signed: File) -> HttpResponse:
    """Return the badge image with the *signed* document inside, for saving."""
    image = bake_svg(badge_svg(catalogue.by_version(held.version).listing), signed.content.decode())
    response = HttpResponse(image, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{held.uuid}.svg"'
    return _private(response)


def as_download(file: File) -> HttpResponse:
    """Return a file for saving."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the link out of caches, search engines, and the next page's referrer."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _linkedin(held: CredentialView, published: Published, address: str) -> str:
    """Return the address that adds the credential to a LinkedIn profile; nothing is sent before it is followed."""
    award = held.award
    asked = {
        "startTask": "CERTIFICATION_NAME",
        "name": text(published.definition.title),
        "organizationName": published.listing.institution.name,
        "issueYear": award.awarded_at.year,
        "issueMonth": award.awarded_at.month,
        "certUrl": address,
        "certId": str(held.uuid),
    }
    if award.valid_until:
        asked |= {"expirationYear": award.valid_until.year, "expirationMonth": award.valid_until.month}
    return f"{_LINKEDIN}?{urlencode(asked)}"


def link_address(secret: str) -> str:
    """Return the whole address of a link."""
    return f"{settings.BASE_URL}{reverse('web:shown', args=(secret,))}"
