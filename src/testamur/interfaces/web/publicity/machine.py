"""How programs are led from a definition's page to the form that they read."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

# Names of the forms (`protocols`, machine_forms), the first of a media type for those who do not say which profile.
_LINKED = "application/ld+json"
_PROFILES = {
    "schema-org": "https://schema.org/",
    "ctdl": "https://purl.org/ctdl/terms/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "open-badges": "https://purl.imsglobal.org/spec/ob/v3p0/",
}
_TYPES = {
    "text/html": "",
    **{f'{_LINKED}; profile="{profile}"': name for name, profile in _PROFILES.items()},
    _LINKED: "schema-org",
    "application/json": "definition",
    "application/yaml": "yaml",
}
_NAMES = {
    "schema-org": "schema.org",
    "ctdl": "CTDL",
    "elm": "European Learning Model",
    "open-badges": "Open Badges 3.0",
    "definition": "JSON",
    "yaml": "YAML",
}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another form, for a ``link`` element."""

    name: str
    media_type: str
    address: str


def alternates(uuid: UUID, version: str = "") -> list[Alternate]:
    """Return the forms of a definition, with their addresses."""
    found = {name: media_type for media_type, name in _TYPES.items() if name}
    types = {**found, "schema-org": f'{_LINKED}; profile="{_PROFILES["schema-org"]}"'}
    return [Alternate(_NAMES[name], types[name], address(uuid, name, version)) for name in _NAMES]


def asked_for(request: HttpRequest) -> str:
    """Return the name of the form that a program prefers; empty for people, and for who does not say."""
    return _TYPES.get(request.get_preferred_type(list(_TYPES)) or "", "")


def address(uuid: UUID, name: str, version: str = "") -> str:
    """Return where a form of a definition is."""
    where = reverse("web:definition", args=(uuid,)) if name == "yaml" else reverse("definition-form", args=(uuid, name))
    return f"{where}?{urlencode({'version': version})}" if version else where
