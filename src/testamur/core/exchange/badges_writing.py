"""A definition as badges know it: an Achievement of Open Badges 3.0, and a BadgeClass of 2.0.

https://www.imsglobal.org/spec/ob/v3p0/ and https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/
"""

from __future__ import annotations

from typing import Any

from testamur.core.credential.compose import OB_CONTEXT, VC_CONTEXT, Publisher, achievement, profile
from testamur.core.credential.narrative import Labels
from testamur.core.model.microcredential import MicroCredential, Organisation

Json = dict[str, Any]

OB2_CONTEXT = "https://w3id.org/openbadges/v2"
# A term of ours, declared in the document itself, so that no program has to fetch anything to know what it is.
CARRIED = "testamurDefinition"
_OURS = {CARRIED: {"@id": "urn:testamur:definition:1", "@type": "http://www.w3.org/2001/XMLSchema#string"}}


def open_badges(
    definition: MicroCredential,
    address: str,
    labels: Labels,
    *,
    creator: Publisher | None = None,
    carried: str = "",
) -> Json:
    """Return the Achievement (Open Badges 3.0) with its context, as credentials of this definition describe it.

    *address*: its identifier; *labels*: words of its language (``packs.narratives.labels``); *creator*: who answers for
    it, by default the awarding body. *carried*: our own file, for programs that read it back.
    """
    who = profile(creator) if creator else _profile(definition.awarding_bodies[0])
    told: Json = {"@context": [VC_CONTEXT, OB_CONTEXT], **achievement(definition, address, labels), "creator": who}
    if carried:
        told["@context"].append(_OURS)
        told[CARRIED] = carried
    return told


def badge_class(
    definition: MicroCredential,
    address: str,
    labels: Labels,
    *,
    image: str = "",
    carried: str = "",
) -> Json:
    """Return the BadgeClass (Open Badges 2.0). Its *image* is required there: the definition's own comes first."""
    told = achievement(definition, address, labels)
    body = definition.awarding_bodies[0]
    badge: Json = {
        "@context": [OB2_CONTEXT, _OURS] if carried else OB2_CONTEXT,
        "type": "BadgeClass",
        "id": address,
        "name": told["name"],
        "description": told["description"],
        "image": definition.image or image,
        "criteria": {"id": definition.url or address, "narrative": told["criteria"]["narrative"]},
        "issuer": _issuer(body, address),
        "alignment": [_alignment(one) for one in told["alignment"]],
        "tags": list(definition.tags),
        "@language": told["inLanguage"],
        "version": definition.version,
        CARRIED: carried,
    }
    return {name: value for name, value in badge.items() if value not in ("", [], None)}


def _alignment(one: Json) -> Json:
    """Return an alignment without what 2.0 has no term for: its type."""
    return {name: value for name, value in one.items() if name not in ("type", "targetType")}


def _profile(body: Organisation) -> Json:
    found = profile(Publisher(body.url or _name(body), body.name, body.url, body.email, body.country))
    return found | ({"officialName": body.legal_name} if body.legal_name else {})


def _issuer(body: Organisation, address: str) -> Json:
    told = {"type": "Issuer", "id": body.url or f"{address}#issuer", "name": body.name}
    return told | {name: value for name, value in (("url", body.url), ("email", body.email)) if value}


def _name(body: Organisation) -> str:
    letters = "".join(char if char.isascii() and char.isalnum() else "-" for char in body.name)
    return f"urn:testamur:body:{body.country}:{letters}"
