"""`POST /credentials/issue` and `POST /credentials/derive`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from testamur.adapters.signers import fresh_secrets
from testamur.core.credential import CredentialError, Outcome, Policy, SigningKey, cose_sign1, data_integrity, jwt
from testamur.core.credential.cose.vc_cose import COSE_TYPE
from testamur.core.credential.instants import stamp
from testamur.core.credential.integrity.selective import base_proof, derive
from testamur.core.credential.integrity.suites import SELECTIVE
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.vc_jwt import JWT_TYPE
from testamur.core.credential.ports import Json
from testamur.core.credential.question import Question
from testamur.core.credential.related import check_related
from testamur.core.credential.shape import VERSION_1, is_url, items, refuse_misshapen, types_of
from testamur.core.credential.status import PURPOSES
from testamur.core.credential.status.check import ENTRY_TYPE
from testamur.interfaces.protocols.vc_api.answers import Answer, Slip, not_issued
from testamur.interfaces.protocols.vc_api.asking import member, options_of, pointers, text
from testamur.interfaces.protocols.vc_api.workplace import Service

ENVELOPES = (JWT_TYPE, COSE_TYPE)
# What the first data model's own context does not define, and where it is defined.
_PROOFS = "https://w3id.org/security/data-integrity/v2"
_STATUSES = "https://www.w3.org/ns/credentials/status/v1"
_LONGEST_INDEX = 20


def issue(service: Service, asked: Json) -> Answer:
    """Sign a credential with the key of its issuer. Raises `Slip`, `BadLists`."""
    credential, options = member(asked, "credential"), options_of(asked)
    form, suite = text(options, "format"), text(options, "cryptosuite")
    if form not in {"", *ENVELOPES}:
        raise Slip("unsupported-format", found=form[:60], known=", ".join(ENVELOPES))
    mandatory, purpose, at = pointers(options, "mandatoryPointers"), _purpose(options), service.now()
    try:
        signer = _signer(service, credential, "" if form else suite)
        document = _completed(credential, at, is_token=bool(form), has_status=bool(purpose))
        _refuse_unsound(document, service)
        if purpose:
            name = str(document.get("id", ""))
            entry = service.lists.allot(signer, credential=name, purpose=purpose, at=at).to_json()
            standing = items(document.get("credentialStatus", []))
            document["credentialStatus"] = [*standing, entry] if standing else entry
        signed = _signed(service, document, signer, form or suite, mandatory, at)
    except CredentialError as error:
        return not_issued(error)
    return Answer(201, {"verifiableCredential": signed})


def derive_part(service: Service, asked: Json) -> Answer:
    """Make a derived proof of ecdsa-sd-2023, over what the pointers select and all that is mandatory. Raises `Slip`."""
    credential = member(asked, "verifiableCredential")
    selected = pointers(options_of(asked), "selectivePointers")
    try:
        refuse_misshapen(credential)
        shown = derive(credential, selected, canonicaliser=service.world.canonicaliser)
    except CredentialError as error:
        return not_issued(error)
    return Answer(201, {"verifiableCredential": shown})


def _signer(service: Service, credential: Json, suite: str) -> SigningKey:
    issuer = issuer_of(credential)
    if not issuer:
        raise CredentialError("no-issuer")
    return service.keys.signer(issuer, suite)


def _signed(
    service: Service, document: Json, signer: SigningKey, suite: str, mandatory: list[str], at: datetime
) -> Json:
    canonicaliser = service.world.canonicaliser
    if suite == JWT_TYPE:
        return envelop(jwt(document, signer), suite)
    if suite == COSE_TYPE:
        return envelop(cose_sign1(document, signer), suite)
    if suite == SELECTIVE:
        secrets = fresh_secrets()
        return base_proof(document, signer, secrets, created=at, canonicaliser=canonicaliser, mandatory=mandatory)
    return data_integrity(document, signer, created=at, canonicaliser=canonicaliser, suite=suite)


def _purpose(options: Json) -> str:
    """Return what the new status entry is for; nothing where none is asked for. Raises `Slip`."""
    if options.get("credentialStatus") is not True:
        return ""
    purpose = text(options, "statusPurpose") or PURPOSES[0]
    if purpose not in PURPOSES:
        raise Slip("bad-option", name="statusPurpose", kind=" | ".join(PURPOSES))
    return purpose


def _completed(credential: Json, at: datetime, *, is_token: bool, has_status: bool) -> Json:
    """Return *credential* with what the first data model needs and leaves to the issuer; nothing given is changed."""
    contexts = items(credential.get("@context", []))
    if contexts[:1] != [VERSION_1]:
        return dict(credential)
    needed = [] if is_token else [_PROOFS]
    needed += [_STATUSES] if has_status else []
    named = [*contexts, *(url for url in needed if url not in contexts)]
    return {"issuanceDate": stamp(at), **credential, "@context": named}


def _refuse_unsound(document: Json, service: Service) -> None:
    """Refuse what should never be signed, whatever the suite covers: terms that no context defines, above all.

    Raises `CredentialError`: all of `refuse_misshapen` and `Canonicaliser.canonical`, ``bad-status-entry``,
    ``digest-does-not-fit``, ``bad-digest``.
    """
    refuse_misshapen(document)
    for check in check_related(document, Question(service.world, service.now(), Policy()))[0]:
        if check.outcome is not Outcome.PASSED:
            raise CredentialError(check.because, **check.facts)
    for entry in items(document.get("credentialStatus", [])):
        if ENTRY_TYPE in types_of(entry) and not _is_sound(entry):
            raise CredentialError("bad-status-entry")
    service.world.canonicaliser.canonical({name: value for name, value in document.items() if name != "proof"})


def _is_sound(entry: Mapping[str, Any]) -> bool:
    """Say whether an entry has what Bitstring Status List 1.0, section 2.1 asks for."""
    index = entry.get("statusListIndex")
    is_index = isinstance(index, str) and index.isascii() and index.isdigit() and len(index) <= _LONGEST_INDEX
    return is_index and isinstance(entry.get("statusPurpose"), str) and is_url(entry.get("statusListCredential"))
