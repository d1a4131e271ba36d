"""`POST /credentials/status`, and the lists themselves."""

from __future__ import annotations

from testamur.adapters.list_folder import NoSuchPlace, RevokedForGood
from testamur.core.credential import CredentialError, SigningKey
from testamur.core.credential.jose.jws import json_object
from testamur.core.credential.ports import Json
from testamur.interfaces.protocols.vc_api.answers import Answer, Slip, refused, turned_down
from testamur.interfaces.protocols.vc_api.asking import text
from testamur.interfaces.protocols.vc_api.workplace import LISTS, Service
from testamur.interfaces.words import _

# VC Data Model 2.0, section 6.3.
MEDIA_TYPE = "application/vc"
_LONGEST_INDEX = 7


def change_status(service: Service, asked: Json) -> Answer:
    """Withdraw a credential by its id, or by its place in a list; or, of a suspension, the reverse. Raises `Slip`.

    Only places in lists of the keys that are here. Raises `BadLists`.
    """
    is_set = asked.get("status", True)
    entry = asked.get("credentialStatus", {})
    if not isinstance(is_set, bool) or not isinstance(entry, dict):
        raise Slip("bad-option", name="status, credentialStatus", kind=_("true or false, and an object"))
    try:
        for name, index, signer in _places(service, text(asked, "credentialId"), entry):
            service.lists.set(signer, name, index, is_set=is_set, at=service.now())
    except (NoSuchPlace, RevokedForGood) as refusal:
        return turned_down(refusal, status=404 if isinstance(refusal, NoSuchPlace) else 400)
    except CredentialError as error:
        return refused(error)
    return Answer(200, {"status": is_set})


def _places(service: Service, credential: str, entry: Json) -> list[tuple[str, int, SigningKey]]:
    """Return the places that are meant. Raises `NoSuchPlace`, `Slip`."""
    purpose, address, index = (
        text(entry, name) for name in ("statusPurpose", "statusListCredential", "statusListIndex")
    )
    if not credential and not (address and index):
        raise Slip("member-missing", name="credentialId", kind=_("a text, or “credentialStatus” with list and index"))
    if credential:
        found = service.lists.places(credential)
    else:
        if not (index.isascii() and index.isdigit() and len(index) < _LONGEST_INDEX):
            raise Slip("bad-option", name="statusListIndex", kind=_("a number, as text"))
        found = [(address.removeprefix(service.lists.base), int(index), _issuer(service, address))]
    keys = service.keys.by_controller
    meant = [
        (name, place, keys[issuer][0])
        for name, place, issuer in found
        if issuer in keys
        and purpose in {"", name.split("-")[1]}
        and address in {"", service.lists.base + name}
        and index in {"", str(place)}
    ]
    if not meant:
        raise NoSuchPlace(credential=(credential or f"{address}#{index}")[:200])
    return meant


def status_list(service: Service, name: str) -> Answer:
    """Return a list as it was signed. Raises `Slip`."""
    return Answer(200, _signed(service, name), MEDIA_TYPE, (("Cache-Control", "public, max-age=60"),))


def publish(service: Service, name: str) -> Answer:
    """Say that a list is out: here, every change is at once. Raises `Slip`."""
    _signed(service, name)
    return Answer(204, b"")


def _signed(service: Service, name: str) -> bytes:
    found = service.lists.get(service.lists.base + name)
    if found is None:
        raise Slip("no-such-address", status=404, path=LISTS + name[:200])
    return found


def _issuer(service: Service, address: str) -> str:
    """Return whose list lies at *address*, or nobody."""
    found = service.lists.get(address)
    return str(json_object(found).get("issuer")) if found else ""
