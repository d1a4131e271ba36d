"""Who signed it, and whether the signature fits: each way of securing a credential has its own judge."""

from __future__ import annotations

from dataclasses import replace

from testamur.core.credential.cose.check import check_vc_cose, check_vp_cose
from testamur.core.credential.cose.sign1 import CoseSign1
from testamur.core.credential.envelope import Envelope
from testamur.core.credential.integrity.check import Expected, check_proofs
from testamur.core.credential.integrity.suites import suite_of
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.check import check_sd_jwt, check_vc_jwt, check_vp_jwt, check_vp_sd_jwt
from testamur.core.credential.jose.claims import holder_of
from testamur.core.credential.jose.sd_jwt import SdJwt
from testamur.core.credential.policy import Policy
from testamur.core.credential.question import Question
from testamur.core.credential.report import Check, passed
from testamur.core.credential.shape import items

HOLDER_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims"


def covers_spelling(envelope: Envelope) -> bool:
    """Say whether what is signed is the text of the document, and not only what it states."""
    if envelope.token is not None:
        return True
    suites = [suite_of(proof) for proof in items(envelope.credential.get("proof", [])) if isinstance(proof, dict)]
    return any(suite is not None and suite.is_json for suite in suites)


def check_signatures(envelope: Envelope, question: Question) -> list[Check]:
    """Return the checks of every signature on the credential; with none on it, one that failed."""
    world, at, policy = question.world, question.at, question.policy
    if envelope.token is None:
        if (
            question.vouched
            and "proof" not in envelope.credential
            and issuer_of(envelope.credential) == question.vouched
        ):
            return [passed("signature", "self-asserted", HOLDER_SPEC, holder=question.vouched[:200])]
        return check_proofs(envelope.credential, world, at)
    if isinstance(envelope.token, SdJwt):
        return check_sd_jwt(envelope.token, world, at, _asked(policy), needs_binding=policy.key_binding)
    if isinstance(envelope.token, CoseSign1):
        return check_vc_cose(envelope.token, envelope.credential, world, at)
    return check_vc_jwt(envelope.token, envelope.credential, world, at)


def check_holder(envelope: Envelope, question: Question) -> list[Check]:
    """Return the checks of every signature on a presentation: the holder made them, for whoever asked."""
    world, at, policy = question.world, question.at, question.policy
    if envelope.token is None:
        whom = policy.domain or policy.audience
        expected = Expected(holder_of(envelope.credential), "authentication", whom, policy.nonce)
        return [_of_holder(check) for check in check_proofs(envelope.credential, world, at, expected)]
    if isinstance(envelope.token, SdJwt):
        return check_vp_sd_jwt(envelope.token, world, at, _asked(policy))
    if isinstance(envelope.token, CoseSign1):
        return check_vp_cose(envelope.token, envelope.credential, world, at, _asked(policy))
    return check_vp_jwt(envelope.token, envelope.credential, world, at, _asked(policy))


def _asked(policy: Policy) -> Asked:
    return Asked(policy.audience or policy.domain, policy.nonce, leeway=policy.leeway)


def _of_holder(check: Check) -> Check:
    """Return a check of the issuer's key as one of the holder's: both are found in the same way."""
    if check.name != "issuer":
        return check
    words = {"key-is-the-issuers": "key-is-the-holders", "key-not-the-issuers": "key-not-the-holders"}
    facts = {**check.facts, "holder": check.facts.get("issuer", "")}
    return replace(check, name="holder", because=words.get(check.because, check.because), facts=facts)
