"""W3C Data Integrity, EdDSA and ECDSA: every worked example, byte for byte, made again and verified."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from testamur.core.credential import Canonicaliser, Kind, PublicKey, SigningKey
from testamur.core.credential.canonical.jcs import canonical_json
from testamur.core.credential.did import key_document
from testamur.core.credential.instants import instant
from testamur.core.credential.integrity.check import Expected, check_proofs
from testamur.core.credential.integrity.hashing import unsecured
from testamur.core.credential.integrity.proofs import previous_proofs
from testamur.core.credential.integrity.sign import Use, data_integrity
from testamur.core.credential.integrity.suites import hash_name, suite_of
from testamur.core.credential.multibase import base58_encode, multibase_decode
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.report import Outcome
from testamur.core.credential.world import World

pytestmark = pytest.mark.vectors

NOW = datetime(2026, 5, 3, tzinfo=UTC)
EDDSA, ECDSA = "w3c-vc-di-eddsa", "w3c-vc-di-ecdsa"
EXAMPLES = [
    (f"{EDDSA}/eddsa-rdfc-2022", "DataInt", f"{EDDSA}/keyPair.json"),
    (f"{EDDSA}/eddsa-rdfc-2022/employ", "DataInt", f"{EDDSA}/keyPair.json"),
    (f"{EDDSA}/eddsa-jcs-2022", "JCS", f"{EDDSA}/keyPair.json"),
    (f"{EDDSA}/Ed25519Signature2020", "EdSig", f"{EDDSA}/keyPair.json"),
    (f"{ECDSA}/ecdsa-rdfc-2019-p256", "ECDSAP256", f"{ECDSA}/p256KeyPair.json"),
    (f"{ECDSA}/ecdsa-rdfc-2019-p256/employ", "ECDSAP256", f"{ECDSA}/p256KeyPair.json"),
    (f"{ECDSA}/ecdsa-rdfc-2019-p384", "ECDSAP384", f"{ECDSA}/p384KeyPair.json"),
    (f"{ECDSA}/ecdsa-rdfc-2019-p384/employ", "ECDSAP384", f"{ECDSA}/p384KeyPair.json"),
    (f"{ECDSA}/ecdsa-jcs-2019-p256", "JCSECDSAP256", f"{ECDSA}/p256KeyPair.json"),
    (f"{ECDSA}/ecdsa-jcs-2019-p384", "JCSECDSAP384", f"{ECDSA}/p384KeyPair.json"),
]
# Multicodec's prefixes of secret keys.
SECRETS = {b"\x80\x26": Kind.ED25519, b"\x86\x26": Kind.P256, b"\x87\x26": Kind.P384}


class KeysOnly:
    """Resolves what needs no looking up."""

    def resolve(self, did: str) -> Any:
        return key_document(did)


class NoLists:
    """No status is asked for."""

    def fetch(self, url: str) -> bytes:
        raise Unreachable("offline", url=url)


def signing_key(text: str, **members: str) -> SigningKey:
    data = multibase_decode(text)
    return SigningKey.from_seed(data[2:], kind=SECRETS[data[:2]], **members)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def judged(document: dict[str, Any], canonicaliser: Canonicaliser) -> list[Outcome]:
    """The outcomes for anybody's key: the examples' issuers do not control the keys that they sign with."""
    world = World(canonicaliser, KeysOnly(), NoLists())
    return [check.outcome for check in check_proofs(document, world, NOW, Expected(""))]


@pytest.mark.parametrize(("place", "ending", "key_file"), EXAMPLES, ids=[place for place, _, _ in EXAMPLES])
def test_every_step_of_the_examples_comes_out_byte_for_byte(
    vectors: Path, canonicaliser: Canonicaliser, place: str, ending: str, key_file: str
) -> None:
    folder = vectors / place

    def text(name: str) -> str:
        return (folder / f"{name}{ending}.txt").read_text(encoding="utf-8")

    signed = json.loads((folder / f"signed{ending}.json").read_text(encoding="utf-8"))
    proof = signed["proof"]
    suite = suite_of(proof)
    assert suite
    keys = json.loads((vectors / key_file).read_text(encoding="utf-8"))
    key = PublicKey.from_multikey(keys["publicKeyMultibase"])
    bare = unsecured(signed, canonicaliser)
    digest = hash_name(key.kind)
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite.is_json:
        canonical = [canonical_json(part).decode() for part in (bare.document, options)]
    else:
        parts = (bare.document, {**options, "@context": signed["@context"]})
        canonical = [canonicaliser.nquads(part, hash_name=digest) for part in parts]
    assert canonical == [text("canonDoc"), text("proofCanon")]
    hashed = bare.signed(proof, suite, digest, [])
    assert hashed.hex() == text("proofHash").strip() + text("docHash").strip() == text("combinedHash").strip()
    assert multibase_decode(proof["proofValue"]).hex() == text("sigHex").strip()
    assert proof["proofValue"] == text("sigBTC58").strip()
    assert key.has_signed(hashed, bytes.fromhex(text("sigHex").strip()))
    assert judged(signed, canonicaliser) == [Outcome.PASSED] * 2


@pytest.mark.parametrize(("place", "ending", "key_file"), EXAMPLES, ids=[place for place, _, _ in EXAMPLES])
def test_signing_the_examples_again_gives_the_same_signature(
    vectors: Path, canonicaliser: Canonicaliser, place: str, ending: str, key_file: str
) -> None:
    signed = json.loads((vectors / place / f"signed{ending}.json").read_text(encoding="utf-8"))
    proof = signed.pop("proof")
    suite = suite_of(proof)
    keys = json.loads((vectors / key_file).read_text(encoding="utf-8"))
    secret = keys.get("secretKeyMultibase", keys.get("privateKeyMultibase"))
    assert suite
    if "cryptosuite" not in proof:  # the older suite is verified, never made
        key = signing_key(secret)
        value = "z" + base58_encode(key.sign(unsecured(signed, canonicaliser).signed(proof, suite, "sha256", [])))
        assert value == proof["proofValue"]
        return
    issuer = signed["issuer"] if isinstance(signed["issuer"], str) else signed["issuer"]["id"]
    key = signing_key(secret, controller=issuer, method=proof["verificationMethod"])
    created = instant(proof["created"])
    again = data_integrity(signed, key, created=created, canonicaliser=canonicaliser, suite=suite.name)
    assert again["proof"] == proof


@pytest.mark.parametrize("example", ["Set1", "Set2", "Chain1", "Chain2"])
def test_sets_and_chains_of_proofs_are_verified(vectors: Path, canonicaliser: Canonicaliser, example: str) -> None:
    folder = vectors / EDDSA / "proof-set-chain"
    signed = json.loads((folder / f"signedProof{example}.json").read_text(encoding="utf-8"))
    proofs = listed(signed["proof"])
    assert judged(signed, canonicaliser) == [Outcome.PASSED] * 2 * len(proofs)
    changed = [proofs[0] | {"created": "2023-02-24T23:36:39Z"}, *proofs[1:]]
    assert Outcome.FAILED in judged(signed | {"proof": changed}, canonicaliser)
    if example.startswith("Chain"):
        assert Outcome.FAILED in judged(signed | {"proof": proofs[1:]}, canonicaliser)


@pytest.mark.parametrize(("kind", "number", "pair"), [("Set", 1, 1), ("Set", 2, 2), ("Chain", 1, 3), ("Chain", 2, 4)])
def test_sets_and_chains_made_again_are_the_same(
    vectors: Path, canonicaliser: Canonicaliser, kind: str, number: int, pair: int
) -> None:
    folder = vectors / EDDSA / "proof-set-chain"
    wanted = json.loads((folder / f"signedProof{kind}{number}.json").read_text(encoding="utf-8"))
    proofs = listed(wanted["proof"])
    proof, standing = proofs[-1], proofs[:-1]
    keys = json.loads((folder / "multiKeyPairs.json").read_text(encoding="utf-8"))[f"keyPair{pair}"]
    key = signing_key(keys["privateKeyMultibase"], controller=wanted["issuer"], method=proof["verificationMethod"])
    use = Use(id=proof.get("id", ""), previous=tuple(listed(proof.get("previousProof", []))))
    document = wanted | {"proof": standing}
    made = data_integrity(document, key, created=instant(proof["created"]), canonicaliser=canonicaliser, use=use)
    assert listed(made["proof"])[-1] == proof
    assert len(previous_proofs(proof, standing)) == len(use.previous)
