"""What is verified, what is not and why; never a yes where something could not be looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from testamur.core.credential import Kind, SigningKey, data_integrity, did, jwt
from testamur.core.credential.integrity.sign import Use
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.vp_jwt import presentation_jwt
from testamur.core.credential.multibase import base58_encode

Document = dict[str, Any]
NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
HOLDER = SigningKey.from_seed(b"\7" * 32)


def test_a_genuine_credential_is_verified_with_what_was_looked_at(api: Any, credential: Document) -> None:
    status, body = api.verify(api.issue(credential))
    assert (status, body["verified"], body["credential"]["id"]) == (200, True, credential["id"])
    assert {"form", "shape", "issuer", "signature", "time"} <= set(body["checks"])


@pytest.mark.parametrize(
    "checks",
    [None, [], ["proof", "credentialStatus"], ["credentialStatus"], "proof", ["proof", "proof"], 7, {}, [7], ["x"]],
)
def test_everything_but_exactly_proof_looks_at_everything(api: Any, credential: Document, checks: object) -> None:
    lapsed = api.issue(credential | {"validUntil": "2026-05-02T00:00:00Z"})
    assert api.codes(lapsed, checks=checks) == ["expired"]


def test_proof_alone_looks_at_proof_and_form_only(api: Any, credential: Document) -> None:
    lapsed = api.issue(credential | {"validUntil": "2026-05-02T00:00:00Z"})
    assert api.codes(lapsed, checks=["proof"]) == []
    assert api.codes(lapsed | {"validUntil": "2026-05-01T00:00:00Z"}, checks=["proof"]) == ["signature-does-not-fit"]
    assert api.codes(lapsed | {"credentialSubject": []}, checks=["proof"]) == ["no-subject"]
    assert api.codes(lapsed | {"unheard": "of"}, checks=["proof"]) == ["undefined-term"]


def test_every_proof_of_a_set_has_to_hold(api: Any, credential: Document) -> None:
    canonicaliser = api.service.world.canonicaliser
    signed = api.issue(credential)
    twice = data_integrity(signed, api.key(), created=NOW, canonicaliser=canonicaliser)
    assert len(twice["proof"]) == 2
    assert api.codes(twice) == []
    broken = twice | {"proof": [twice["proof"][0], {**twice["proof"][1], "created": "2026-05-02T00:00:00Z"}]}
    assert api.codes(broken) == ["signature-does-not-fit"]
    stranger = {**twice["proof"][1], "cryptosuite": "never-heard-of"}
    assert api.codes(twice | {"proof": [twice["proof"][0], stranger]}) == ["suite-not-supported"]


def test_a_credential_answers_a_challenge_where_one_is_asked_for(api: Any, credential: Document) -> None:
    canonicaliser = api.service.world.canonicaliser
    use = Use(challenge="n-1", domain="https://verifier.example")
    bound = data_integrity(credential, api.key(), created=NOW, canonicaliser=canonicaliser, use=use)
    asked = {"challenge": "n-1", "domain": "https://verifier.example"}
    assert api.codes(bound, **asked) == api.codes(bound) == []
    assert api.codes(bound, **{**asked, "challenge": "n-2"}) == ["wrong-challenge"]
    assert api.codes(bound, **{**asked, "domain": "https://other.example"}, checks=["proof"]) == ["wrong-domain"]
    assert api.codes(api.issue(credential), **asked) == ["wrong-challenge", "wrong-domain"]
    assert api.codes(api.issue(credential, format="vc+jwt"), **asked) == ["wrong-challenge", "wrong-domain"]


def test_what_could_not_be_looked_at_is_not_verified(api: Any, credential: Document) -> None:
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://elsewhere.example/list",
    }
    unreachable = api.issue(credential | {"credentialStatus": entry})
    status, body = api.verify(unreachable)
    assert (status, body["verified"], body["errors"][0]["code"]) == (400, False, "offline")
    assert body["errors"][0]["type"] == "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR"
    assert api.codes(unreachable, checks=["proof"]) == []


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("not a credential", "MALFORMED_VALUE_ERROR"),
        ("{", "PARSING_ERROR"),
        ("eyJ", "MALFORMED_VALUE_ERROR"),
        ({}, "MALFORMED_VALUE_ERROR"),
        ({"type": "VerifiableCredential"}, "MALFORMED_VALUE_ERROR"),
        ({"type": ["VerifiableCredential"], "@context": [V2], "proof": 7}, "MALFORMED_VALUE_ERROR"),
        ({"@context": V2, "type": "EnvelopedVerifiableCredential", "id": "data:text/plain,x"}, "MALFORMED_VALUE_ERROR"),
        ({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}, "MALFORMED_VALUE_ERROR"),
    ],
)
def test_what_is_no_credential_is_told_as_that(api: Any, given: object, kind: str) -> None:
    status, body = api.verify(given)
    assert (status, body["verified"]) == (400, False)
    assert body["errors"][0]["type"].endswith(kind)


@pytest.mark.parametrize("body", [{}, {"verifiableCredential": 7}, {"verifiableCredential": []}, {"credential": {}}])
def test_a_request_without_a_credential_is_refused(api: Any, body: Document) -> None:
    for path in ("/credentials/verify", "/presentations/verify", "/credentials/derive"):
        status, answer = api.post(path, body)
        assert (status, answer["errors"][0]["code"]) == (400, "member-missing")


@pytest.mark.parametrize(
    "change",
    [
        {"@context": []},
        {"@context": None},
        {"@context": "https://www.w3.org/ns/credentials/examples/v2"},
        {"type": None},
        {"type": "VerifiableCredential"},
        {"id": "eyJ.eyJ.AA"},
        {"id": None},
    ],
)
def test_an_envelope_has_to_be_one(api: Any, credential: Document, change: Document) -> None:
    envelope = api.issue(credential, format="vc+jwt")
    assert api.codes(envelope) == []
    assert api.codes(envelope | change) != []


def test_a_presentation_is_no_credential_nor_the_reverse(api: Any, credential: Document) -> None:
    signed, shown = api.issue(credential), show(api, api.issue(credential))
    assert "of-another-kind" in api.codes(shown)
    status, body = ask(api, signed)
    assert (status, body["errors"][0]["code"]) == (400, "of-another-kind")
    assert "of-another-kind" in api.codes(presentation_jwt(unsigned(), HOLDER, at=NOW))


def show(api: Any, *credentials: Document, **use: Any) -> Document:
    """Return a presentation that the holder signed."""
    document = unsigned(*credentials)
    canonicaliser = api.service.world.canonicaliser
    return data_integrity(document, HOLDER, created=NOW, canonicaliser=canonicaliser, use=Use("authentication", **use))


def unsigned(*credentials: Document) -> Document:
    inside = {"verifiableCredential": list(credentials)} if credentials else {}
    return {"@context": [V2], "type": ["VerifiablePresentation"], "holder": HOLDER.controller, **inside}


def ask(api: Any, presentation: object, **options: Any) -> tuple[int, Document]:
    found: tuple[int, Document] = api.post(
        "/presentations/verify", {"verifiablePresentation": presentation, "options": options}
    )
    return found


def test_a_presentation_and_all_that_is_in_it_are_verified(api: Any, credential: Document) -> None:
    tokens = api.issue(credential, format="vc+jwt")
    assert ask(api, show(api, api.issue(credential), tokens))[0] == 200
    assert ask(api, show(api))[0] == 200
    lapsed = api.issue(credential | {"validUntil": "2026-05-02T00:00:00Z"})
    status, body = ask(api, show(api, api.issue(credential), lapsed))
    assert (status, [error["code"] for error in body["errors"]]) == (400, ["credential-does-not-hold"])
    assert ask(api, show(api, api.issue(credential) | {"validUntil": "2099-01-01T00:00:00Z"}))[0] == 400


def test_a_presentation_has_to_answer_what_was_asked(api: Any, credential: Document) -> None:
    asked = {"challenge": "n-1", "domain": "https://verifier.example"}
    signed = api.issue(credential)
    good = show(api, signed, challenge="n-1", domain="https://verifier.example")
    assert ask(api, good, **asked)[0] == 200
    assert ask(api, good)[0] == 200
    assert ask(api, good, **asked, checks=[])[0] == 200
    for other in ({"challenge": "n-2"}, {"domain": "https://other.example"}):
        assert ask(api, good, **{**asked, **other})[0] == 400
    assert ask(api, show(api, signed), **asked)[0] == 400
    for wrong in ({"challenge": 7}, {"domain": ["https://verifier.example"]}):
        assert ask(api, good, **wrong)[0] == 400


def test_a_presentation_as_token_is_verified_too(api: Any, credential: Document) -> None:
    document = unsigned(api.issue(credential, format="vc+jwt"))
    token = presentation_jwt(document, HOLDER, at=NOW, audience="https://verifier.example", nonce="n-1")
    asked = {"challenge": "n-1", "domain": "https://verifier.example"}
    for given in (token, envelop(token, "vp+jwt", is_presentation=True)):
        assert ask(api, given, **asked)[0] == 200
        assert ask(api, given, **{**asked, "challenge": "n-2"})[0] == 400


def test_a_presentation_that_nobody_signed_is_not_verified(api: Any, credential: Document) -> None:
    status, body = ask(api, unsigned(api.issue(credential)))
    assert (status, body["verified"], body["errors"][0]["code"]) == (400, False, "presentation-not-signed")
    for change in ({"@context": ["https://example.com"]}, {"proof": {}}, {"type": []}, {"holder": "did:key:z6Mk"}):
        assert ask(api, show(api, api.issue(credential)) | change)[0] == 400


def test_documents_at_hand_stand_in_for_the_network(
    start: Callable[..., Any], credential: Document, index: Callable[..., Path]
) -> None:
    issuer = "did:web:elsewhere.example"
    key = SigningKey.from_seed(b"\11" * 32, issuer)
    entry = {"https://elsewhere.example/.well-known/did.json": did.document(issuer, [key.public_key])}
    schema = {"https://elsewhere.example/schema": {"type": "object", "required": ["awardedDate"]}}
    asking = {"credentialSchema": {"id": "https://elsewhere.example/schema", "type": "JsonSchema"}}
    signed = jwt(credential | {"issuer": issuer}, key)
    strict = jwt(credential | {"issuer": issuer} | asking, key)
    assert start().codes(signed) == ["offline"]
    api = start(documents=(index({**entry, **schema}),))
    assert api.codes(signed) == []
    assert api.codes(strict) == ["breaks-its-schema"]
    status, found = api.ask("GET", f"/1.0/identifiers/{issuer}")
    assert (status, found["didDocument"]["id"]) == (200, issuer)


def test_a_document_of_somebody_else_lends_no_name(start: Callable[..., Any], index: Callable[..., Path]) -> None:
    folder = index({"did:web:a.example": {"id": "did:web:b.example"}})
    assert start(documents=(folder,)).ask("GET", "/1.0/identifiers/did:web:a.example")[0] == 404


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("did:web:nowhere.example", 404, "notFound"),
        ("did:example:123", 400, "methodNotSupported"),
        ("did:key:z6MkhTNL7i2etLerDK8Acz5t528giE5KA4p75T6ka1E1D74s", 400, "invalidPublicKey"),
        ("did:key:z" + base58_encode(b"\xed\x01" + b"\1" * 31), 400, "invalidPublicKeyLength"),
        ("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", 400, "unsupportedPublicKeyType"),
        ("did:key:6MkhTNL7i2etLerDK8Acz5t528giE5KA4p75T6ka1E1D74r", 400, "invalidDid"),
        ("did:key:", 400, "invalidDid"),
        ("did:jwk:e30", 400, "unsupportedPublicKeyType"),
        ("did:jwk:!", 400, "invalidDid"),
        ("did:web:..", 400, "invalidDid"),
        ("https://example.edu/issuer", 400, "invalidDid"),
        ("did:web:a.example/path", 400, "invalidDid"),
        ("", 400, "invalidDid"),
        ("did", 400, "invalidDid"),
        ("did:key:z" + "1" * 9_000, 400, "invalidDid"),
    ],
)
def test_a_did_that_cannot_be_resolved_is_told_as_that(api: Any, name: str, status: int, error: str) -> None:
    found, body = api.ask("GET", f"/1.0/identifiers/{name}")
    assert (found, body["didDocument"], body["didResolutionMetadata"]) == (status, None, {"error": error})


@pytest.mark.parametrize("kind", [Kind.ED25519, Kind.P256, Kind.P384])
def test_a_did_key_is_resolved(api: Any, kind: Kind) -> None:
    key = api.key(kind)
    status, body = api.ask("GET", f"/1.0/identifiers/{key.controller}")
    assert (status, body["didDocument"]["id"]) == (200, key.controller)
    assert body["didDocument"]["verificationMethod"][0]["publicKeyMultibase"] == key.public_key.multikey
    assert "error" not in body["didResolutionMetadata"]


def test_time_is_that_of_the_asker(start: Callable[..., Any], credential: Document) -> None:
    signed = start().issue(credential | {"validUntil": "2026-05-04T00:00:00Z"})
    assert start().codes(signed) == []
    assert start(after=timedelta(days=2)).codes(signed) == ["expired"]
