"""Tokens inside JSON: enveloped credentials and presentations (VC Data Model 2.0, sections 4.12.1 and 4.13.3)."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Mapping

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.jws import media_type
from testamur.core.credential.ports import Json

ENVELOPED_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials"
_CONTEXT = "https://www.w3.org/ns/credentials/v2"
ENVELOPED_CREDENTIAL, ENVELOPED_PRESENTATION = "EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"

# Media type of what is inside → what that is. Those with `-ld` and `+ld` were written before the standard was done.
_INSIDE: Mapping[str, str] = {
    "vc+jwt": "vc-jwt",
    "vc+ld+jwt": "vc-jwt",
    "vc-ld+jwt": "vc-jwt",
    "vp+jwt": "vp-jwt",
    "vp+ld+jwt": "vp-jwt",
    "vp-ld+jwt": "vp-jwt",
    "vc+sd-jwt": "sd-jwt",
    "vc-ld+sd-jwt": "sd-jwt",
    "dc+sd-jwt": "sd-jwt",
    "vp+sd-jwt": "vp-sd-jwt",
    "vp-ld+sd-jwt": "vp-sd-jwt",
    # vc-jose-cose, section 3.3.1: bytes have to be in base64.
    "vc+cose;base64": "vc-cose",
    "vp+cose;base64": "vp-cose",
}


def envelop(token: str | bytes, kind: str, *, is_presentation: bool = False) -> Json:
    """Return *token*, of the media type ``application/`` *kind* (``vc+jwt``, ``vp+cose`` …), as an envelope."""
    data = f",{token}" if isinstance(token, str) else f";base64,{b2a_base64(token, newline=False).decode()}"
    return {
        "@context": _CONTEXT,
        "id": f"data:application/{kind}{data}",
        "type": ENVELOPED_PRESENTATION if is_presentation else ENVELOPED_CREDENTIAL,
    }


def token_in(address: object) -> tuple[str, str]:
    """Return the form (``vc-jwt``, ``sd-jwt``, ``vp-sd-jwt``, ``vp-cose`` …) and the token of a data URL (RFC 2397).

    Of the forms of COSE, it is in base64.

    Raises `CredentialError`: ``not-enveloped``, ``unsupported-form``.
    """
    described, token = _parts(address)
    form = _INSIDE.get(media_type(described))
    if form is None:
        raise CredentialError("unsupported-form", form=described[:60])
    return form, token


def _parts(address: object) -> tuple[str, str]:
    """Return the media type, with its parameters, and the data of a data URL. Raises ``not-enveloped``."""
    if not isinstance(address, str) or address[:5].lower() != "data:":
        raise CredentialError("not-enveloped", address=str(address)[:60])
    described, comma, token = address[5:].partition(",")
    # A token is written in letters that need no escape; one that has any is spelled in more ways than one.
    if not comma or not token or "%" in token:
        raise CredentialError("not-enveloped", address=address[:60])
    return described, token


def enveloped_credentials(presentation: Json) -> list[object]:
    """Return the addresses of the credentials in a presentation. Raises `CredentialError` ``not-enveloped``."""
    entries = presentation.get("verifiableCredential", [])
    found = []
    for entry in entries if isinstance(entries, list) else [entries]:
        kinds = entry.get("type", []) if isinstance(entry, dict) else []
        if ENVELOPED_CREDENTIAL not in (kinds if isinstance(kinds, list) else [kinds]):
            raise CredentialError("not-enveloped", address=str(kinds)[:60])
        found.append(entry.get("id"))
    return found


def check_envelopes(presentation: Json) -> None:
    """Refuse credentials in a presentation that are in no envelope (vc-jose-cose, section 3.1.2: they have to be).

    What is inside the envelopes is judged by itself. Raises `CredentialError` ``not-enveloped``.
    """
    for address in enveloped_credentials(presentation):
        _parts(address)
