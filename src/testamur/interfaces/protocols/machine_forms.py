"""The forms in which other programs read a definition: our own tree, schema.org, CTDL, ELM, Open Badges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson
import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from testamur.core.credential.compose import Publisher
from testamur.core.exchange import ctdl, elm, open_badges
from testamur.core.exchange.schema_org import Json, schema_org
from testamur.core.model.definition.writing import dump
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Listing, VersionView
from testamur.domain.institution.values import InstitutionView
from testamur.domain.issuing import addresses
from testamur.interfaces.protocols.manners import LINKED_DATA, open_to_all
from testamur.packs.narratives import labels
from testamur.refusals import NotFound

_KEPT_SECONDS = 3600
_LONGEST_VERSION = 40


@dataclass(frozen=True, slots=True)
class Item:
    """A definition that is to be told: as the catalogue lists it, in one version."""

    listing: Listing
    definition: MicroCredential
    version: VersionView

    @property
    def address(self) -> str:
        """Its page, for good."""
        return page_of(self.listing)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its media type, how it is told, and the address that names it as a profile (RFC 6906)."""

    media_type: str
    tell: Callable[[Item], Json]
    profile: str = ""


def page_of(listing: Listing) -> str:
    """Return the permanent address of a micro-credential's page."""
    return f"{settings.BASE_URL}{reverse('web:microcredential', args=(listing.uuid,))}"


def publisher(found: InstitutionView) -> Publisher:
    """Return an institution as credentials name it."""
    return Publisher(addresses.did(found.uuid), found.name, found.url, found.email, found.country)


def _tree(item: Item) -> Json:
    """Return the definition key by key, every value as text, as in the file: no digit is lost, no word misread."""
    found: Json = yaml.load(dump(item.definition), Loader=yaml.CBaseLoader)  # noqa: S506 - makes nothing but texts
    return found


def _schema_org(item: Item) -> Json:
    card = f"{settings.BASE_URL}{reverse('web:card', args=(item.listing.uuid,))}"
    on = item.version.published_at.date()
    return schema_org(item.definition, item.address, image=card, published_on=on)


def _open_badges(item: Item) -> Json:
    language = next(iter(item.definition.title))
    creator = publisher(item.listing.institution)
    return open_badges(item.definition, addresses.version(item.version.uuid), labels(language), creator=creator)


FORMS: Mapping[str, Form] = {
    "definition": Form("application/json", _tree),
    "schema-org": Form(LINKED_DATA, _schema_org, "https://schema.org/"),
    "ctdl": Form(LINKED_DATA, lambda item: ctdl(item.definition, item.address), "https://purl.org/ctdl/terms/"),
    "elm": Form(LINKED_DATA, lambda item: elm(item.definition, item.address), "http://data.europa.eu/snb/model/elm/"),
    "open-badges": Form(LINKED_DATA, _open_badges, "https://purl.imsglobal.org/spec/ob/v3p0/"),
}


@open_to_all(seconds=_KEPT_SECONDS)
def form(request: HttpRequest, uuid: object, name: str) -> HttpResponse:
    """Return a definition in one form; ``version`` asks for an earlier text."""
    asked = request.GET.get("version", "").replace("\x00", "")[:_LONGEST_VERSION]
    if name not in FORMS:
        raise NotFound(what="form", name=name)
    found = catalogue.published(uuid, version=asked)  # type: ignore[arg-type] # the address has a uuid there
    told = FORMS[name].tell(Item(found.listing, found.definition, found.version))
    return HttpResponse(orjson.dumps(told), content_type=FORMS[name].media_type)
