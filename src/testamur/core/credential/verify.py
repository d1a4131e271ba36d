"""The one judge of credentials.

It refuses to do three things: to raise because of a document or the network, to ask anything outside the `World` it was
handed, and to call something valid that it could not check.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from testamur.core.credential.envelope import Envelope, open_envelope, types_of
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, Report, failed, passed, unknown
from testamur.core.credential.signature import check_signatures
from testamur.core.credential.standing import check_status, check_time
from testamur.core.credential.world import World

DATA_MODEL_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#verifiable-credentials"
_BASE_CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")

# A printout or a photo is no forgery; there is nothing in it that could be judged.
_NOTHING_TO_JUDGE = {"empty", "no-credential-inside", "nothing-baked", "unsupported-form"}
_STATUS_LIST = "BitstringStatusListCredential"

# Members that point elsewhere or ask for a judgement of their own, and do not touch whether the credential is genuine.
_NOT_LOOKED_AT = ("credentialSchema", "evidence", "endorsement", "termsOfUse", "refreshService", "relatedResource")


def verify(data: bytes, *, world: World, at: datetime) -> Report:
    """Return the report on a credential as it stands at *at* (with zone).

    1. Read it: size, depth, encoding, form.
    2. Look at its shape: the data model that it claims to follow.
    3. Find the issuer's key, and see whether the signature fits.
    4. See whether *at* lies within its validity.
    5. Ask the issuer's status lists, each verified by steps 1 to 4 itself.
    """
    return _verify(data, world, at, is_for_a_person=True)


def _verify(data: bytes, world: World, at: datetime, *, is_for_a_person: bool) -> Report:
    """Judge a credential, or (not for a person) a status list, which has no status of its own and is remembered."""
    try:  # 1
        envelope = open_envelope(data)
    except CredentialError as error:
        make = unknown if error.code in _NOTHING_TO_JUDGE else failed
        return Report((make("form", error.code, DATA_MODEL_SPEC, **error.facts),))
    credential = envelope.credential
    if is_for_a_person and _STATUS_LIST in types_of(credential):
        return Report((unknown("form", "unsupported-form", DATA_MODEL_SPEC, form="status-list"),), credential)
    checks = [passed("form", envelope.form, DATA_MODEL_SPEC), *_check_shape(envelope)]  # 2
    if all(check.outcome == "passed" for check in checks):
        recalled = () if is_for_a_person else world.memory.recall(data, at)
        signatures = recalled or tuple(check_signatures(envelope, world, at))
        checks += [*signatures, *check_time(credential, at)]  # 3, 4
        if is_for_a_person:
            verify_list = partial(_verify, world=world, at=at, is_for_a_person=False)
            checks += check_status(credential, world, verify_list)  # 5
        elif all(check.outcome == "passed" for check in signatures):
            world.memory.keep(data, at, signatures)
    return Report(tuple(checks), credential, envelope.form, _notices(envelope))


def _check_shape(envelope: Envelope) -> list[Check]:
    """Return what keeps the document from being read as a credential (VC Data Model 2.0, section 4)."""
    credential = envelope.credential
    if envelope.form == "sd-jwt-vc":
        return _check_claims(credential)
    contexts = credential.get("@context")
    first = contexts[0] if isinstance(contexts, list) and contexts else contexts
    if first not in _BASE_CONTEXTS:
        return [failed("shape", "no-base-context", DATA_MODEL_SPEC, found=str(first)[:200])]
    if any(not isinstance(context, str) for context in (contexts if isinstance(contexts, list) else [])):
        # Terms defined inside the document could make familiar words mean something else.
        return [unknown("shape", "own-vocabulary", DATA_MODEL_SPEC)]
    if not issuer_of(credential):
        return [failed("shape", "no-issuer", DATA_MODEL_SPEC)]
    if not isinstance(credential.get("credentialSubject"), dict | list):
        return [failed("shape", "no-subject", DATA_MODEL_SPEC)]
    return [passed("shape", "well-formed", DATA_MODEL_SPEC)]


def _check_claims(claims: Json) -> list[Check]:
    """Return what keeps claims from being read as an SD-JWT VC (its section 3.2.2)."""
    if "status" in claims:
        return [unknown("status", "status-not-supported", DATA_MODEL_SPEC, type="status_list")]
    return [passed("shape", "well-formed", DATA_MODEL_SPEC)]


def _notices(envelope: Envelope) -> tuple[Check, ...]:
    return tuple(unknown(name, "not-looked-at") for name in _NOT_LOOKED_AT if name in envelope.credential)
