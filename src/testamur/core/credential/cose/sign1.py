"""COSE_Sign1: one signature around bytes (RFC 9052, section 4.2), made, opened, and what its headers may say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from testamur.core.credential import cbor
from testamur.core.credential.cose import labels
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.jws import ALGORITHMS, json_object, media_type
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.multibase import base64_decode, base64url_encode
from testamur.core.credential.ports import Json, Signer

COSE_SPEC = "https://www.rfc-editor.org/rfc/rfc9052#section-4.4"
SIGN1_TAG = 18

_PARTS = 4
_ALGORITHMS = {**labels.ALGORITHMS, **labels.FULLY_SPECIFIED, **labels.SYMMETRIC}
# What has to be covered by the signature to mean anything. The name of a key is only a hint where to look.
_ONLY_PROTECTED: Mapping[int, str] = {
    labels.ALG: "alg",
    labels.CRIT: "crit",
    labels.CONTENT_TYPE: "content type",
    labels.CLAIMS: "CWT claims",
    labels.TYP: "typ",
}
# The tag, written as short as it can be or not, and a list of four; without the tag, a list of four and bytes in it.
_STARTS = re.compile(rb"\xd2\x84|\xd8\x12\x84|\x84[\x40-\x5b]")
# The same in base64.
_TEXT_STARTS = re.compile(rb"(0oR|2BKE|hE|hF)[A-Za-z0-9+/_-]{20}")


@dataclass(frozen=True, slots=True)
class CoseSign1:
    """A signature as found, not judged.

    ``header`` is what is protected, by the names of JOSE (``alg``, ``typ``, ``cty``, ``kid``, ``crit``), and ``claims``
    the CBOR Web Token claims in it, by the names of JSON Web Tokens.
    """

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    payload: bytes
    signing_input: bytes
    signature: bytes

    def document(self) -> Json:
        """Return the payload as a JSON object. Raises `CredentialError`: ``not-an-object``, and all of `read_json`."""
        return json_object(self.payload)

    def is_signed_by(self, key: PublicKey) -> bool:
        """Say whether *key* made the signature, by the algorithm of its kind and no other."""
        return ALGORITHMS.get(self.header["alg"]) is key.kind and key.has_signed(self.signing_input, self.signature)


def sign1(payload: bytes, signer: Signer, header: dict[cbor.Key, cbor.Value]) -> bytes:
    """Return *payload* signed, tagged, with a protected header that says the algorithm and what is in *header*."""
    protected = cbor.encode({labels.ALG: labels.NUMBERS[signer.kind], **header})
    signature = signer.sign(_signing_input(protected, payload))
    return cbor.encode(cbor.Tagged(SIGN1_TAG, [protected, {}, payload, signature]))


def is_cose(data: bytes) -> bool:
    """Say whether *data* starts as the bytes of a COSE_Sign1 do; no text does."""
    return _STARTS.match(data) is not None


def is_cose_text(text: bytes) -> bool:
    """Say whether *text* starts as a COSE_Sign1 in base64 or base64url does."""
    return _TEXT_STARTS.match(text) is not None


def cose_in(text: bytes) -> bytes:
    """Return the bytes of a COSE_Sign1 in base64 or base64url, in lines or not. Raises ``bad-base64``."""
    return base64_decode(b"".join(text.split()).replace(b"-", b"+").replace(b"_", b"/"))


def open_sign1(data: bytes) -> CoseSign1:
    """Return what *data* holds (RFC 9052, section 4.2), tagged or not.

    Raises `CredentialError`: ``not-a-cose-sign1``, ``bad-header``, ``repeated-name``, ``not-protected``, and all of
    `cbor.decode`.
    """
    found = cbor.decode(data)
    if isinstance(found, cbor.Tagged) and found.number == SIGN1_TAG:
        found = found.value
    if not isinstance(found, list) or len(found) != _PARTS:
        raise CredentialError("not-a-cose-sign1")
    protected, unprotected, payload, signature = found
    # A payload may be null, and come by another way (section 4.1): then there is nothing here to judge.
    if not isinstance(protected, bytes) or not isinstance(payload, bytes) or not isinstance(signature, bytes):
        raise CredentialError("not-a-cose-sign1")
    header = cbor.decode(protected) if protected else {}
    if not isinstance(header, dict) or not isinstance(unprotected, dict):
        raise CredentialError("not-a-cose-sign1")
    _check_places(header, unprotected)
    claims = header.get(labels.CLAIMS, {})
    if not isinstance(claims, dict):
        raise CredentialError("bad-header", name="CWT claims")
    signing_input = _signing_input(protected, payload)
    return CoseSign1(_header({**unprotected, **header}), _claims(claims), payload, signing_input, signature)


def _signing_input(protected: bytes, payload: bytes) -> bytes:
    """Return the bytes of the Sig_structure (section 4.4), without anything from outside."""
    return cbor.encode(["Signature1", protected, b"", payload])


def _check_places(header: Mapping[cbor.Key, cbor.Value], unprotected: Mapping[cbor.Key, cbor.Value]) -> None:
    """Refuse a label in both headers (section 3), and outside of the protected one what says how to read it."""
    for label in unprotected:
        if label in header:
            raise CredentialError("repeated-name", name=str(label)[:60])
        if label in _ONLY_PROTECTED:
            raise CredentialError("not-protected", name=_ONLY_PROTECTED[int(label)])


def _header(found: Mapping[cbor.Key, cbor.Value]) -> Mapping[str, Any]:
    """Return the parameters that are understood, by the names of JOSE. Raises ``bad-header``."""
    named: dict[str, Any] = {"alg": _algorithm(found.get(labels.ALG))}
    for label, name in ((labels.TYP, "typ"), (labels.CONTENT_TYPE, "cty")):
        value = found.get(label, "")
        # A number of CoAP's content formats; none of them is a credential.
        named[name] = f"CoAP {value}" if isinstance(value, int) else value
        if not isinstance(named[name], str):
            raise CredentialError("bad-header", name=name)
    kid = found.get(labels.KID, b"")
    if not isinstance(kid, bytes):
        raise CredentialError("bad-header", name="kid")
    named["kid"] = _text(kid)
    return named | ({"crit": found[labels.CRIT]} if labels.CRIT in found else {})


def _algorithm(value: cbor.Value) -> str:
    """Return JOSE's name of an algorithm, the number of one that is not known, or ``none``."""
    if value is None:
        return "none"
    # Nobody has registered an algorithm that has a text for a name.
    if isinstance(value, str):
        return "none" if value.lower() == "none" else f"text {value}"
    if not isinstance(value, int) or isinstance(value, bool):
        raise CredentialError("bad-header", name="alg")
    return _ALGORITHMS.get(value, str(value))


def _claims(found: Mapping[cbor.Key, cbor.Value]) -> Mapping[str, Any]:
    named = {name: found[label] for label, name in labels.CLAIM_NAMES.items() if label in found}
    return {name: _text(value) if isinstance(value, bytes) else value for name, value in named.items()}


def _text(data: bytes) -> str:
    """Return bytes as the text that they are or, where they are none, in base64url: as thumbprints are written."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return base64url_encode(data)


def check_header(header: Mapping[str, Any], types: Collection[str], contents: Collection[str]) -> None:
    """Refuse a header that asks for something else than one of *types* and *contents* (empty: it may be missing).

    Certificates and keys that came along are never looked at. Raises `CredentialError`: ``not-signed``,
    ``wrong-algorithm``, ``suite-not-supported``, ``critical-header``, ``wrong-type``.
    """
    algorithm = header["alg"]
    if algorithm == "none":
        raise CredentialError("not-signed")
    if "crit" in header:  # section 3.1: we know no extension
        raise CredentialError("critical-header", names=str(header["crit"])[:100])
    if algorithm in labels.SYMMETRIC.values():
        raise CredentialError("wrong-algorithm", algorithm=algorithm)
    if algorithm not in labels.ALGORITHMS.values():
        raise CredentialError("suite-not-supported", suite=algorithm[:40])
    for name, allowed in (("typ", types), ("cty", contents)):
        if media_type(header[name]) not in allowed:
            raise CredentialError("wrong-type", type=header[name][:60])
