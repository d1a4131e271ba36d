"""Proofs inside documents: every suite, sets and chains, and what forgers try."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.adapters.world import outside
from testamur.core.credential import CredentialError, Kind, SigningKey, World, data_integrity
from testamur.core.credential import did as dids
from testamur.core.credential.integrity.check import Expected, check_proofs
from testamur.core.credential.integrity.hashing import unsecured
from testamur.core.credential.integrity.sign import Use
from testamur.core.credential.integrity.suites import suite_of
from testamur.core.credential.multibase import base58_decode, base58_encode, base64url_encode
from testamur.core.credential.report import Outcome

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
DID = "did:web:example.edu"
KEYS = {
    kind: SigningKey.from_seed((7).to_bytes(kind.size, "big"), DID, kind=kind)
    for kind in (Kind.ED25519, Kind.P256, Kind.P384)
}
SUITES = [
    ("eddsa-rdfc-2022", Kind.ED25519),
    ("eddsa-jcs-2022", Kind.ED25519),
    ("ecdsa-rdfc-2019", Kind.P256),
    ("ecdsa-rdfc-2019", Kind.P384),
    ("ecdsa-jcs-2019", Kind.P256),
    ("ecdsa-jcs-2019", Kind.P384),
]
# The order of the group of P-256 (FIPS 186-5; SEC 2, section 2.4.2).
N_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

DOCUMENT: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:01890000-0000-7000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Data stewardship",
    "issuer": {"id": DID, "type": "Profile", "name": "Example University"},
    "validFrom": "2026-05-01T00:00:00Z",
    "credentialSubject": {
        "type": "AchievementSubject",
        "achievement": {
            "id": "https://example.edu/a/1",
            "type": "Achievement",
            "name": "Data stewardship",
            "description": "Looking after data.",
            "criteria": {"narrative": "Pass."},
        },
    },
}


@pytest.fixture(scope="module")
def place() -> World:
    return outside(documents={DID: dids.document(DID, [key.public_key for key in KEYS.values()])})


Sign = Callable[..., dict[str, Any]]


@pytest.fixture
def sign(place: World) -> Sign:
    def signed(document: dict[str, Any] = DOCUMENT, *, kind: Kind = Kind.ED25519, **how: Any) -> dict[str, Any]:
        return data_integrity(document, KEYS[kind], created=NOW, canonicaliser=place.canonicaliser, **how)

    return signed


def reasons(document: dict[str, Any], world: World, expected: Expected | None = None) -> set[str]:
    """Why the proofs do not hold; nothing where they all do."""
    checks = check_proofs(document, world, NOW, expected)
    return {check.because for check in checks if check.outcome is not Outcome.PASSED}


def proofs(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document["proof"]
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_what_a_suite_signs_it_verifies_and_nothing_else(sign: Sign, place: World, suite: str, kind: Kind) -> None:
    signed = sign(kind=kind, suite=suite)
    assert signed["proof"]["cryptosuite"] == suite
    assert reasons(signed, place) == set()
    for change in ({"name": "Medicine"}, {"validFrom": "2025-05-01T00:00:00Z"}, {"type": ["VerifiableCredential"]}):
        assert reasons(signed | change, place) == {"signature-does-not-fit"}
    for change in ({"created": "2026-05-03T09:00:01Z"}, {"nonce": "x"}, {"expires": "2027-01-01T00:00:00Z"}):
        assert reasons(signed | {"proof": signed["proof"] | change}, place) == {"signature-does-not-fit"}
    without = {name: value for name, value in signed["proof"].items() if name != "created"}
    assert reasons(signed | {"proof": without}, place) == {"signature-does-not-fit"}


@pytest.mark.parametrize(("kind", "suite"), [(Kind.ED25519, "eddsa-rdfc-2022"), (Kind.P384, "ecdsa-rdfc-2019")])
def test_a_key_has_a_usual_suite(sign: Sign, kind: Kind, suite: str) -> None:
    assert sign(kind=kind)["proof"]["cryptosuite"] == suite


@pytest.mark.parametrize(
    ("suite", "kind", "code"),
    [
        ("eddsa-rdfc-2022", Kind.P256, "key-of-another-kind"),
        ("ecdsa-jcs-2019", Kind.ED25519, "key-of-another-kind"),
        ("ecdsa-sd-2023", Kind.P256, "suite-not-supported"),
        ("Ed25519Signature2020", Kind.ED25519, "suite-not-supported"),
        ("bbs-2023", Kind.P256, "suite-not-supported"),
    ],
)
def test_a_suite_signs_with_its_own_kinds_of_keys_only(sign: Sign, suite: str, kind: Kind, code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        sign(kind=kind, suite=suite)


def test_a_key_for_json_tokens_only_signs_no_proofs(place: World) -> None:
    key = SigningKey.from_seed((7).to_bytes(66, "big"), DID, kind=Kind.P521, method=f"{DID}#1")
    with pytest.raises(CredentialError, match="suite-not-supported"):
        data_integrity(DOCUMENT, key, created=NOW, canonicaliser=place.canonicaliser)


def test_a_proof_says_what_it_is_for_as_far_as_it_is_asked_to(sign: Sign, place: World) -> None:
    use = Use(
        id="urn:uuid:1",
        domain=("https://a.example", "https://b.example"),
        challenge="c",
        nonce="n",
        expires=NOW + timedelta(days=1),
    )
    signed = sign(use=use)
    assert signed["proof"] | {"proofValue": ""} == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-05-03T09:00:00Z",
        "verificationMethod": KEYS[Kind.ED25519].verification_method,
        "proofPurpose": "assertionMethod",
        "id": "urn:uuid:1",
        "expires": "2026-05-04T09:00:00Z",
        "domain": ["https://a.example", "https://b.example"],
        "challenge": "c",
        "nonce": "n",
        "proofValue": "",
    }
    asked = Expected(DID, domain="https://b.example", challenge="c")
    assert reasons(signed, place, asked) == set()


@pytest.mark.parametrize(
    ("use", "expected", "code"),
    [
        (Use(), Expected(DID, domain="https://b.example"), "wrong-domain"),
        (Use(domain="https://a.example"), Expected(DID, domain="https://b.example"), "wrong-domain"),
        (Use(domain=("x", "y")), Expected(DID, domain="xy"), "wrong-domain"),
        (Use(), Expected(DID, challenge="c"), "wrong-challenge"),
        (Use(challenge="other"), Expected(DID, challenge="c"), "wrong-challenge"),
        (Use(), Expected(DID, purpose="authentication"), "wrong-purpose"),
        (Use(purpose="authentication"), Expected(DID), "wrong-purpose"),
        (Use(), Expected("did:web:other.edu"), "key-not-the-issuers"),
    ],
)
def test_a_proof_for_something_else_does_not_count(
    sign: Sign, place: World, use: Use, expected: Expected, code: str
) -> None:
    assert reasons(sign(use=use), place, expected) == {code}


def test_a_proof_counts_until_it_expires(sign: Sign, place: World) -> None:
    signed = sign(use=Use(expires=NOW + timedelta(days=1)))
    assert reasons(signed, place) == set()
    later = check_proofs(signed, place, NOW + timedelta(days=2))
    assert [check.because for check in later] == ["proof-expired"]


def test_signing_in_is_judged_by_the_keys_for_it(sign: Sign, place: World) -> None:
    signed = sign(use=Use(purpose="authentication", challenge="c"))
    assert reasons(signed, place, Expected(DID, purpose="authentication", challenge="c")) == set()
    assert reasons(signed, place, Expected("", purpose="authentication", challenge="c")) == set()
    document = dids.document(DID, [KEYS[Kind.ED25519].public_key]) | {"authentication": []}
    only_for_credentials = outside(documents={DID: document})
    expected = Expected(DID, purpose="authentication")
    assert reasons(signed, only_for_credentials, expected) == {"method-not-allowed"}


# --- sets and chains -------------------------------------------------------------------------------------------------


def test_proofs_of_a_set_stand_beside_each_other(sign: Sign, place: World) -> None:
    both = sign(sign(suite="eddsa-jcs-2022"), kind=Kind.P256)
    assert [proof["cryptosuite"] for proof in proofs(both)] == ["eddsa-jcs-2022", "ecdsa-rdfc-2019"]
    assert reasons(both, place) == set()
    assert reasons(both | {"proof": proofs(both)[:1]}, place) == set()
    broken = [proofs(both)[0], proofs(both)[1] | {"created": "2026-05-03T09:00:01Z"}]
    assert reasons(both | {"proof": broken}, place) == {"signature-does-not-fit"}


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_proof_seals_those_that_it_names(sign: Sign, place: World, suite: str) -> None:
    first = sign(suite=suite, use=Use(id="urn:uuid:1"))
    second = sign(first, suite=suite, use=Use(id="urn:uuid:2", nonce="another"))
    third = sign(second, suite=suite, use=Use(previous=("urn:uuid:1", "urn:uuid:2")))
    assert reasons(third, place) == set()
    one, two, three = proofs(third)
    assert three["previousProof"] == ["urn:uuid:1", "urn:uuid:2"]
    assert reasons(third | {"proof": [two, three]}, place) == {"previous-proof-missing"}
    other = sign(use=Use(id="urn:uuid:2", nonce="exchanged"), suite=suite)["proof"]
    assert reasons(third | {"proof": [one, other, three]}, place) == {"signature-does-not-fit"}
    loosened = three | {"previousProof": "urn:uuid:1"}
    assert reasons(third | {"proof": [one, two, loosened]}, place) == {"signature-does-not-fit"}
    unchained = {name: value for name, value in three.items() if name != "previousProof"}
    assert reasons(third | {"proof": [one, two, unchained]}, place) == {"signature-does-not-fit"}


def test_a_proof_cannot_build_on_one_that_is_not_there(sign: Sign) -> None:
    with pytest.raises(CredentialError, match="previous-proof-missing"):
        sign(use=Use(previous=("urn:uuid:1",)))


def changed(document: dict[str, Any], *members: dict[str, Any]) -> dict[str, Any]:
    """The document with its proof several times, each changed."""
    return document | {"proof": [proofs(document)[0] | more for more in members]}


STRANGE_SETS: dict[str, tuple[tuple[dict[str, Any], ...], set[str]]] = {
    "builds on itself": (({"id": "urn:a", "previousProof": "urn:a"},), {"malformed-proof"}),
    "build on each other": (
        ({"id": "urn:a", "previousProof": "urn:b"}, {"id": "urn:b", "previousProof": "urn:a"}),
        {"signature-does-not-fit"},
    ),
    "one id for two": (({"id": "urn:a"}, {"id": "urn:a"}), {"proof-id-twice"}),
    "an id that is no text": (({"id": ["urn:a"]}, {}), {"malformed-proof"}),
    "builds on nothing": (({"previousProof": []},), {"malformed-proof"}),
    "builds on a number": (({"previousProof": 7},), {"malformed-proof"}),
    "builds on an object": (({"previousProof": [{"id": "urn:a"}]}, {"id": "urn:a"}), {"malformed-proof"}),
    "builds on a stranger": (({"previousProof": "urn:b"},), {"previous-proof-missing"}),
}


@pytest.mark.parametrize(("members", "because"), STRANGE_SETS.values(), ids=STRANGE_SETS)
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_strange_sets_are_refused(
    sign: Sign, place: World, suite: str, members: tuple[dict[str, Any], ...], because: set[str]
) -> None:
    found = reasons(changed(sign(suite=suite), *members), place)
    assert found >= because
    assert found <= because | {"signature-does-not-fit"}


def test_a_heap_of_proofs_is_not_climbed(sign: Sign, place: World) -> None:
    assert reasons(changed(sign(), *[{}] * 9), place) == {"too-many-proofs"}
    assert reasons(DOCUMENT, place) == reasons(DOCUMENT | {"proof": []}, place) == {"not-signed"}
    strange: tuple[Any, ...] = ("yes", 7, None, ["x"], [[]])
    for wrong in strange:
        assert reasons(DOCUMENT | {"proof": wrong}, place) == {"malformed-proof"}


# --- forgeries -------------------------------------------------------------------------------------------------------

STRANGE_PROOFS: dict[str, tuple[dict[str, Any], str]] = {
    "no suite": ({"cryptosuite": None}, "suite-not-supported"),
    "a suite that is a list": ({"cryptosuite": ["eddsa-rdfc-2022"]}, "suite-not-supported"),
    "a type that is a list": ({"type": ["DataIntegrityProof"]}, "suite-not-supported"),
    "an older type with a newer suite": ({"type": "Ed25519Signature2020"}, "suite-not-supported"),
    "a suite for other keys": ({"cryptosuite": "ecdsa-rdfc-2019"}, "key-of-another-kind"),
    "another suite for the same keys": ({"cryptosuite": "eddsa-jcs-2022"}, "signature-does-not-fit"),
    "no purpose": ({"proofPurpose": None}, "wrong-purpose"),
    "a purpose nobody knows": ({"proofPurpose": "ransom"}, "wrong-purpose"),
    "two purposes": ({"proofPurpose": ["assertionMethod", "authentication"]}, "wrong-purpose"),
    "a purpose for signing in": ({"proofPurpose": "authentication"}, "wrong-purpose"),
    "a date without zone": ({"created": "2026-05-03T09:00:00"}, "bad-instant"),
    "a date that is a number": ({"created": 1777798800}, "bad-instant"),
    "a date that is none": ({"expires": "2026-02-30T00:00:00Z"}, "bad-instant"),
    "a date that is nothing": ({"expires": None}, "bad-instant"),
    "no key": ({"verificationMethod": None}, "malformed-proof"),
    "a key in place": ({"verificationMethod": {"id": KEYS[Kind.ED25519].verification_method}}, "malformed-proof"),
    "a key of another": ({"verificationMethod": "did:web:other.edu#key"}, "key-not-the-issuers"),
    "a key that is not there": ({"verificationMethod": f"{DID}#key"}, "method-not-found"),
    "no fragment": ({"verificationMethod": DID}, "method-not-found"),
    "another of the issuer's keys": (
        {"verificationMethod": SigningKey.from_seed(bytes(32), DID).verification_method},
        "method-not-found",
    ),
    "no value": ({"proofValue": None}, "malformed-proof"),
    "an empty value": ({"proofValue": ""}, "unknown-multibase"),
    "a value without a base": ({"proofValue": "abc"}, "unknown-multibase"),
    "a value that base 58 does not know": ({"proofValue": "z0OIl"}, "bad-base58"),
    "a long value": ({"proofValue": "z" + "2" * 100_000}, "bad-base58"),
    "a short value": ({"proofValue": "z2"}, "signature-does-not-fit"),
    "zeros": ({"proofValue": "z" + "1" * 64}, "signature-does-not-fit"),
    "a word that is not signed": ({"nickname": "x"}, "undefined-term"),
    "a context of its own": ({"@context": "https://www.w3.org/ns/credentials/v2"}, ""),
}


@pytest.mark.parametrize(("members", "because"), STRANGE_PROOFS.values(), ids=STRANGE_PROOFS)
def test_strange_proofs_are_named(sign: Sign, place: World, members: dict[str, Any], because: str) -> None:
    # In RDF suites the document's context counts, whatever the proof says (vc-di-eddsa, section 3.2.5).
    assert reasons(changed(sign(), members), place) == ({because} if because else set())


def test_a_signature_in_another_base_is_another_signature(sign: Sign, place: World) -> None:
    signed = sign()
    raw = base58_decode(signed["proof"]["proofValue"][1:])
    assert reasons(changed(signed, {"proofValue": f"u{base64url_encode(raw)}"}), place) == {"unknown-multibase"}
    longer = "z" + base58_encode(b"\0" + raw)
    assert reasons(changed(signed, {"proofValue": longer}), place) == {"signature-does-not-fit"}


def test_the_mirrored_ecdsa_signature_fits_too_and_says_nothing_else(sign: Sign, place: World) -> None:
    # FIPS 186-5 and the suites allow both s and n - s: whoever names a credential by its signature is wrong, not we.
    signed = sign(kind=Kind.P256)
    raw = base58_decode(signed["proof"]["proofValue"][1:])
    mirrored = raw[:32] + (N_P256 - int.from_bytes(raw[32:], "big")).to_bytes(32, "big")
    assert reasons(changed(signed, {"proofValue": f"z{base58_encode(mirrored)}"}), place) == set()
    beyond = raw[:32] + (N_P256 + 1).to_bytes(32, "big")
    assert reasons(changed(signed, {"proofValue": f"z{base58_encode(beyond)}"}), place) == {"signature-does-not-fit"}


def test_a_signature_of_one_suite_is_none_of_another(sign: Sign, place: World) -> None:
    made = {suite: sign(kind=kind, suite=suite)["proof"] for suite, kind in SUITES}
    for suite, proof in made.items():
        for other in made:
            if other != suite:
                lent = proof | {"cryptosuite": other}
                assert reasons(DOCUMENT | {"proof": lent}, place) <= {"signature-does-not-fit", "key-of-another-kind"}
                assert reasons(DOCUMENT | {"proof": lent}, place)


def test_what_was_signed_with_sha_256_is_not_taken_for_sha_384(sign: Sign, place: World) -> None:
    # The curve decides the hash; a proof cannot choose a weaker one.
    p384 = KEYS[Kind.P384]
    signed = sign(kind=Kind.P384)
    suite = suite_of(signed["proof"])
    assert suite
    weak = unsecured(signed, place.canonicaliser).signed(signed["proof"], suite, "sha256", [])
    value = "z" + base58_encode(p384.sign(weak))
    assert reasons(changed(signed, {"proofValue": value}), place) == {"signature-does-not-fit"}


V2 = "https://www.w3.org/ns/credentials/v2"


def test_contexts_may_be_added_after_json_was_signed_and_not_before_or_between(sign: Sign, place: World) -> None:
    # vc-di-eddsa, section 3.3.2: the proof's contexts are the first of the document's, in their order.
    signed = sign(suite="eddsa-jcs-2022")
    contexts = signed["@context"]
    assert reasons(signed | {"@context": [*contexts, "https://w3id.org/security/data-integrity/v2"]}, place) == set()
    for other in ([contexts[1], contexts[0]], contexts[:1], ["https://example.org/mine", *contexts], V2, None):
        assert reasons(signed | {"@context": other}, place) == {"proof-context-differs"}
    swapped = changed(signed, {"@context": contexts[:1]})
    assert reasons(swapped, place) == {"signature-does-not-fit"}


def test_a_json_document_without_context_is_signed_as_it_is(place: World) -> None:
    document = {"issuer": DID, "note": "not linked data"}
    key = KEYS[Kind.ED25519]
    signed = data_integrity(document, key, created=NOW, canonicaliser=place.canonicaliser, suite="eddsa-jcs-2022")
    assert "@context" not in signed["proof"]
    assert reasons(signed, place) == set()
    with_context = signed | {"@context": V2}
    assert reasons(with_context, place) == {"signature-does-not-fit"}
    with pytest.raises(CredentialError, match="undefined-term"):
        data_integrity(document, key, created=NOW, canonicaliser=place.canonicaliser)


def test_numbers_that_programs_write_differently_are_not_signed(place: World) -> None:
    document = DOCUMENT | {"note": 2**60}
    for suite in ("eddsa-jcs-2022", "eddsa-rdfc-2022"):
        with pytest.raises(CredentialError):
            data_integrity(document, KEYS[Kind.ED25519], created=NOW, canonicaliser=place.canonicaliser, suite=suite)


def test_proof_options_that_are_no_json_or_very_long_are_hashed_or_refused(sign: Sign, place: World) -> None:
    signed = sign()
    assert reasons(changed(signed, {"nonce": 2**70}), place) == {"not-json-ld"}
    assert reasons(changed(signed, {"nonce": "x" * 5_000}), place) == {"signature-does-not-fit"}
    long = sign(use=Use(nonce="x" * 5_000))
    assert reasons(long, place) == set()


def test_a_key_of_the_issuer_that_was_taken_back_does_not_count(sign: Sign) -> None:
    document = copy.deepcopy(dict(dids.document(DID, [KEYS[Kind.ED25519].public_key])))
    document["verificationMethod"][0]["revoked"] = "2026-05-01T00:00:00Z"
    world = outside(documents={DID: document})
    assert reasons(sign(), world) == {"key-revoked"}


def test_an_issuer_that_cannot_be_asked_is_not_called_a_forger(sign: Sign) -> None:
    check, *others = check_proofs(sign(), outside(), NOW)
    assert (check.outcome, check.because, others) == (Outcome.UNKNOWN, "offline", [])


def test_an_issuer_that_signs_for_another_is_stopped_before_it_signs(place: World) -> None:
    key = SigningKey.from_seed(bytes(32), "did:web:other.edu")
    with pytest.raises(CredentialError, match="not-the-issuer"):
        data_integrity(DOCUMENT, key, created=NOW, canonicaliser=place.canonicaliser)


OLDER_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"


def test_the_older_suite_is_verified(place: World) -> None:
    document = DOCUMENT | {"@context": [*DOCUMENT["@context"], OLDER_CONTEXT]}
    key = KEYS[Kind.ED25519]
    proof = {
        "type": "Ed25519Signature2020",
        "created": "2026-05-03T09:00:00Z",
        "verificationMethod": key.verification_method,
        "proofPurpose": "assertionMethod",
    }
    suite = suite_of(proof)
    assert suite
    data = unsecured(document, place.canonicaliser).signed(proof, suite, "sha256", [])
    signed = document | {"proof": proof | {"proofValue": f"z{base58_encode(key.sign(data))}"}}
    assert reasons(signed, place) == set()
    assert reasons(signed | {"name": "Medicine"}, place) == {"signature-does-not-fit"}
    assert reasons(orjson.loads(orjson.dumps(signed)) | {"@context": DOCUMENT["@context"]}, place) != set()
