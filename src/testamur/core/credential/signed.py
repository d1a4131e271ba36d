"""What tokens have in common, JOSE's and COSE's: whose key signed them, and for whom they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import FoundKey, find_key
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.claims import (
    CLAIMS_SPEC,
    check_presentation_claims,
    holder_of,
    refuse_old_claims,
)
from testamur.core.credential.jose.enveloped import check_envelopes
from testamur.core.credential.jose.jws import ALGORITHMS
from testamur.core.credential.jose.names import named_key
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.world import World

# What the engine cannot judge, as opposed to what is wrong.
_CANNOT_TELL = {"suite-not-supported", "hash-not-supported", "unsupported-key"}


class Signed(Protocol):
    """A signature around something, with a header that was found to be one that we know."""

    @property
    def header(self) -> Mapping[str, Any]:
        """The parameters by the names of JOSE: ``alg``, ``typ``, ``cty``, ``kid``."""

    def is_signed_by(self, key: PublicKey) -> bool:
        """Say whether *key* made the signature, by the algorithm of its kind and no other."""


def check_issuer(token: Signed, issuer: str, world: World, at: datetime, spec: str) -> list[Check]:
    """Return the checks of the key that *token* names, which has to be one of *issuer*, and of the signature."""
    try:
        name = named_key(token.header, issuer, world, "assertionMethod")
    except CredentialError as error:
        return [judged(error, "issuer", CLAIMS_SPEC)]
    key = find_key(name, issuer, world, at)
    return [*key.checks, *_check_signature(token, key, spec)]


def check_presenter(
    token: Signed, presentation: Json, world: World, at: datetime, asked: Asked, spec: str
) -> list[Check]:
    """Return the checks of a *presentation*, with the claims beside it: its holder signed it, for whoever *asked*."""
    # RFC 7515, section 4.1.4: where nobody says who presents, it is whoever holds the key that is named.
    holder = holder_of(presentation) or token.header.get("kid", "").partition("#")[0]
    try:
        refuse_old_claims(presentation)
        check_presentation_claims(presentation)
        check_envelopes(presentation)
        name = named_key(token.header, holder, world, "authentication")
    except CredentialError as error:
        return [judged(error, "signature", spec)]
    key = find_key(name, holder, world, at, purpose="authentication")
    return [*_of_holder(key, holder), *_check_signature(token, key, spec), *_check_asked(presentation, asked, at)]


def judged(error: CredentialError, name: str, spec: str) -> Check:
    """Return a refusal as the check *name*: failed, or unknown where the engine cannot judge."""
    make = unknown if error.code in _CANNOT_TELL else failed
    return make(name, error.code, spec, **error.facts)


def _check_signature(token: Signed, key: FoundKey, spec: str) -> list[Check]:
    if key.public_key is None:
        return []
    algorithm, kind = token.header["alg"], key.public_key.kind
    if ALGORITHMS[algorithm] is not kind:
        return [failed("signature", "key-of-another-kind", spec, suite=algorithm, key=kind.curve)]
    if token.is_signed_by(key.public_key):
        return [passed("signature", "signature-fits", spec, suite=algorithm)]
    return [failed("signature", "signature-does-not-fit", spec)]


def _of_holder(key: FoundKey, holder: str) -> list[Check]:
    """Return the checks of a key as those of the holder, not of the issuer."""
    if key.public_key is not None:
        return [passed("holder", "key-is-the-holders", CLAIMS_SPEC, holder=holder[:200])]
    words = {"key-not-the-issuers": "key-not-the-holders"}
    return [replace(check, name="holder", because=words.get(check.because, check.because)) for check in key.checks]


def _check_asked(presentation: Json, asked: Asked, at: datetime) -> list[Check]:
    try:
        asked.check(presentation, at)
    except CredentialError as error:
        return [judged(error, "holder", CLAIMS_SPEC)]
    return [passed("holder", "as-asked", CLAIMS_SPEC)] if asked else []
