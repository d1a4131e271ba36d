"""Whether the proofs inside a document hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.integrity.hashing import Unsecured, unsecured
from testamur.core.credential.integrity.proofs import previous_proofs, proofs_of
from testamur.core.credential.integrity.selective import check as selective
from testamur.core.credential.integrity.suites import SELECTIVE, Suite, hash_name, suite_of
from testamur.core.credential.issuer import find_key, issuer_of
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.multibase import base58_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.world import World

DI_SPEC = "https://www.w3.org/TR/vc-data-integrity/#verify-proof"
SETS_SPEC = "https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains"

# What the engine cannot judge, as opposed to what is wrong.
_CANNOT_TELL = {
    "described-twice",
    "graph-too-tangled",
    "suite-not-supported",
    "too-many-contexts",
    "too-many-proofs",
    "too-many-statements",
    "unknown-context",
    "unsafe-number",
    "unsupported-keyword",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a verifier demands of a proof: whose it is, what for, and the words that it was asked to include.

    Without an owner, anybody's: a presentation need not say whose it is. Empty words are not demanded.
    """

    owner: str
    purpose: str = "assertionMethod"
    domain: str = ""
    challenge: str = ""


def check_proofs(document: Json, world: World, at: datetime, expected: Expected | None = None) -> list[Check]:
    """Return the checks of every proof; with none, one that failed (VC Data Integrity 1.0, section 4.5).

    Without *expected*: proofs of the issuer, for assertions.
    """
    try:
        standing = proofs_of(document)
    except CredentialError as error:
        return [_said(error, SETS_SPEC)]
    if not standing:
        return [failed("signature", "not-signed", DI_SPEC)]
    bare = unsecured(document, world.canonicaliser)
    demanded = expected or Expected(issuer_of(document))
    judge = _Judge(world, at, demanded, bare, standing)
    return [check for proof in standing for check in judge.check(proof)]


def _said(error: CredentialError, spec: str) -> Check:
    make = unknown if error.code in _CANNOT_TELL else failed
    return make("signature", error.code, spec, **error.facts)


@dataclass(slots=True)
class _Judge:
    """Judges the proofs of one document."""

    world: World
    at: datetime
    expected: Expected
    bare: Unsecured
    standing: list[Json]

    def check(self, proof: Json) -> list[Check]:
        """Verify one proof (VC Data Integrity 1.0, section 4.4)."""
        suite = suite_of(proof)
        if suite is None:
            name = str(proof.get("cryptosuite") or proof.get("type"))[:60]
            return [unknown("signature", "suite-not-supported", DI_SPEC, suite=name)]
        try:
            self._check_terms(proof)
            previous = previous_proofs(proof, self.standing)
        except CredentialError as error:
            return [_said(error, DI_SPEC)]
        method = proof.get("verificationMethod")
        if not isinstance(method, str):
            return [failed("signature", "malformed-proof", DI_SPEC)]
        owner = self.expected.owner or method.partition("#")[0]
        key = find_key(method, owner, self.world, self.at, purpose=self.expected.purpose)
        if key.public_key is None:
            return list(key.checks)
        return [*key.checks, self._check_value(proof, suite, key.public_key, previous)]

    def _check_terms(self, proof: Json) -> None:
        """Refuse a proof for something else, for somebody else, or that has lapsed. Raises `CredentialError`."""
        purpose, expected = proof.get("proofPurpose"), self.expected
        if purpose != expected.purpose:
            raise CredentialError("wrong-purpose", purpose=str(purpose)[:60])
        if expected.domain:
            domain = proof.get("domain", "")
            if expected.domain not in (domain if isinstance(domain, list) else [domain]):
                raise CredentialError("wrong-domain", domain=str(domain)[:200], expected=expected.domain[:200])
        if expected.challenge and proof.get("challenge") != expected.challenge:
            raise CredentialError("wrong-challenge", challenge=str(proof.get("challenge"))[:200])
        if "created" in proof:
            instant(proof["created"])
        if "expires" in proof and instant(proof["expires"]) < self.at:
            raise CredentialError("proof-expired", until=str(proof["expires"])[:40])

    def _check_value(self, proof: Json, suite: Suite, public_key: PublicKey, previous: list[Json]) -> Check:
        kind = public_key.kind
        if kind not in suite.kinds:
            return failed("signature", "key-of-another-kind", suite.spec, suite=suite.name, key=kind.curve)
        try:
            fits = self._fits(proof, suite, public_key, previous)
        except CredentialError as error:
            return _said(error, suite.spec)
        if fits:
            return _fitting(suite.name, suite.spec)
        return failed("signature", "signature-does-not-fit", suite.spec)

    def _fits(self, proof: Json, suite: Suite, public_key: PublicKey, previous: list[Json]) -> bool:
        if suite.name == SELECTIVE:
            return selective.fits(self.bare.document, proof, public_key, self.world.canonicaliser)
        signature = _signature(proof)
        return public_key.has_signed(self.bare.signed(proof, suite, hash_name(public_key.kind), previous), signature)


@cache
def _fitting(suite: str, spec: str) -> Check:
    return passed("signature", "signature-fits", spec, suite=suite)


def _signature(proof: Json) -> bytes:
    """Return the bytes of ``proofValue``: base58btc, and nothing else."""
    value = proof.get("proofValue")
    if not isinstance(value, str):
        raise CredentialError("malformed-proof")
    if not value.startswith("z"):
        raise CredentialError("unknown-multibase", text=value[:40])
    return base58_decode(value[1:])
