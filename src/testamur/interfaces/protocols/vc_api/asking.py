"""What comes in: a JSON object of bounded size and depth, and its members, each of the kind that it should be."""

from __future__ import annotations

from typing import Any

from testamur.core.credential.jose.jws import json_object
from testamur.core.credential.ports import Json
from testamur.interfaces.protocols.vc_api.answers import Slip
from testamur.interfaces.words import _

MAX_BODY = 2**20


def body_of(data: bytes) -> Json:
    """Return the JSON object of a body. Raises `Slip`, and `CredentialError` as `json_object` does."""
    if len(data) > MAX_BODY:
        raise Slip("too-large", status=413, limit=MAX_BODY)
    return json_object(data)


def member(asked: Json, name: str) -> Json:
    """Return an object that has to be there. Raises `Slip`."""
    found = asked.get(name)
    if not isinstance(found, dict):
        raise Slip("member-missing", name=name, kind=_("an object"))
    return found


def secured(asked: Json, name: str) -> Json | str:
    """Return what is to be verified: an object, or a token as text. Raises `Slip`."""
    found = asked.get(name)
    if not isinstance(found, dict | str):
        raise Slip("member-missing", name=name, kind=_("an object, or a token as text"))
    return found


def options_of(asked: Json) -> Json:
    """Return the options; they may be missing. Raises `Slip`."""
    found = asked.get("options")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Slip("bad-option", name="options", kind=_("an object"))
    return found


def text(options: Json, name: str) -> str:
    """Return an option that is a text, or nothing. Raises `Slip`."""
    found = options.get(name)
    if found is not None and not isinstance(found, str):
        raise Slip("bad-option", name=name, kind=_("a text"))
    return found or ""


def pointers(options: Json, name: str) -> list[str]:
    """Return an option that is a list of JSON Pointers, or none of them. Raises `Slip`."""
    found: Any = options.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(pointer, str) for pointer in found):
        raise Slip("bad-option", name=name, kind=_("a list of JSON Pointers, such as “/credentialSubject/name”"))
    return found
