"""What is issued, with which key, and what is never signed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.contexts import PinnedResources
from testamur.adapters.signers import write_key
from testamur.core.credential import Kind
from testamur.core.credential.cose.sign1 import cose_in, open_sign1
from testamur.core.credential.jose.jws import open_jws
from testamur.core.credential.multibase import base64url_decode, base64url_encode

Issued = dict[str, Any]
SUITES = [
    ("eddsa-rdfc-2022", Kind.ED25519),
    ("eddsa-jcs-2022", Kind.ED25519),
    ("ecdsa-rdfc-2019", Kind.P256),
    ("ecdsa-jcs-2019", Kind.P256),
    ("ecdsa-rdfc-2019", Kind.P384),
    ("ecdsa-jcs-2019", Kind.P384),
]
V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"


def of(api: Any, credential: Issued, kind: Kind) -> Issued:
    return credential | {"issuer": {"id": api.key(kind).controller, "name": "Example University"}}


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_every_suite_signs_with_the_key_of_the_issuer(api: Any, credential: Issued, suite: str, kind: Kind) -> None:
    document = of(api, credential, kind)
    issued = api.issue(document, cryptosuite=suite)
    assert {name: value for name, value in issued.items() if name != "proof"} == document
    assert issued["proof"]["cryptosuite"] == suite
    assert issued["proof"]["verificationMethod"].startswith(api.key(kind).controller)
    assert api.codes(issued) == []
    assert api.codes(issued | {"validUntil": "2099-01-01T00:00:00Z"}) == ["signature-does-not-fit"]


def test_without_a_suite_the_usual_one_of_the_key_is_taken(api: Any, credential: Issued) -> None:
    suites = {kind: api.issue(of(api, credential, kind))["proof"]["cryptosuite"] for kind in (Kind.ED25519, Kind.P384)}
    assert suites == {Kind.ED25519: "eddsa-rdfc-2022", Kind.P384: "ecdsa-rdfc-2019"}


def test_an_identifier_and_a_beginning_may_be_missing_and_are_not_made_up(api: Any, credential: Issued) -> None:
    del credential["id"], credential["validFrom"]
    issued = api.issue(credential)
    assert not {"id", "validFrom"} & set(issued)
    assert api.codes(issued) == []


def test_options_that_are_not_known_are_passed_over(api: Any, credential: Issued) -> None:
    assert api.issue(credential, challenge=7, something={"else": []}, mandatoryPointers=["/nowhere"])
    assert api.post("/credentials/issue", {"credential": credential, "more": 1})[0] == 201


@pytest.mark.parametrize(("suite", "kind"), [*SUITES, ("ecdsa-sd-2023", Kind.P256)])
def test_credentials_of_the_first_data_model_are_issued(api: Any, suite: str, kind: Kind) -> None:
    document = {
        "@context": [V1],
        "type": ["VerifiableCredential"],
        "issuer": api.key(kind).controller,
        "credentialSubject": {"id": "did:example:ann"},
    }
    issued = api.issue(document, cryptosuite=suite)
    assert issued["issuanceDate"] == "2026-05-03T09:00:00Z"
    assert issued["@context"][0] == V1
    if suite != "ecdsa-sd-2023":
        assert api.codes(issued) == []
    given = document | {"issuanceDate": "2020-01-01T00:00:00Z"}
    assert api.issue(given, cryptosuite=suite)["issuanceDate"] == "2020-01-01T00:00:00Z"


def test_a_token_comes_in_an_envelope(api: Any, credential: Issued) -> None:
    for kind, algorithm in ((Kind.ED25519, "EdDSA"), (Kind.P256, "ES256"), (Kind.P384, "ES384")):
        document = of(api, credential, kind)
        issued = api.issue(document, format="vc+jwt", cryptosuite="ignored")
        assert issued["type"] == "EnvelopedVerifiableCredential"
        assert issued["@context"] == "https://www.w3.org/ns/credentials/v2"
        media, _, token = issued["id"].partition(",")
        assert media == "data:application/vc+jwt"
        assert open_jws(token).claims() == document
        assert (open_jws(token).header["alg"], open_jws(token).header["typ"]) == (algorithm, "vc+jwt")
        status, answer = api.verify(issued)
        assert (status, answer["credential"]) == (200, document)
        assert api.codes(token) == []


def test_bytes_come_in_an_envelope_too(api: Any, credential: Issued) -> None:
    for kind, algorithm in ((Kind.ED25519, "EdDSA"), (Kind.P256, "ES256"), (Kind.P384, "ES384")):
        document = of(api, credential, kind)
        issued = api.issue(document, format="vc+cose")
        media, _, text = issued["id"].partition(",")
        assert (issued["type"], media) == ("EnvelopedVerifiableCredential", "data:application/vc+cose;base64")
        token = open_sign1(cose_in(text.encode()))
        assert (token.document(), token.header["alg"]) == (document, algorithm)
        status, answer = api.verify(issued)
        assert (status, answer["credential"]) == (200, document)
        assert api.codes(text) == []


def test_selective_disclosure_keeps_what_is_mandatory(api: Any, credential: Issued) -> None:
    document = of(api, credential, Kind.P256)
    base = api.issue(document, cryptosuite="ecdsa-sd-2023", mandatoryPointers=["/credentialSubject/mark"])
    assert api.codes(base) != []
    asked = {"verifiableCredential": base, "options": {"selectivePointers": ["/id"]}}
    status, body = api.post("/credentials/derive", asked)
    shown = body["verifiableCredential"]
    assert (status, api.codes(shown)) == (201, [])
    assert shown["credentialSubject"]["mark"] == "A"
    assert api.codes(shown | {"id": "urn:uuid:01890000-0000-7000-8000-00000000000b"}) == ["signature-does-not-fit"]


@pytest.mark.parametrize("pointers", [["/nowhere"], ["credentialSubject"], ["/a~2"], "/issuer", [7], {"a": 1}])
def test_pointers_that_lead_nowhere_are_refused(api: Any, credential: Issued, pointers: object) -> None:
    document = of(api, credential, Kind.P256)
    options = {"cryptosuite": "ecdsa-sd-2023", "mandatoryPointers": pointers}
    status, body = api.post("/credentials/issue", {"credential": document, "options": options})
    assert (status, len(body["errors"])) == (400, 1)
    base = api.issue(document, cryptosuite="ecdsa-sd-2023")
    asked = {"verifiableCredential": base, "options": {"selectivePointers": pointers}}
    assert api.post("/credentials/derive", asked)[0] == 400


def test_only_a_base_proof_can_be_shown_in_part(api: Any, credential: Issued) -> None:
    issued = api.issue(credential)
    for given in (issued, credential, {}, {"proof": []}):
        assert api.post("/credentials/derive", {"verifiableCredential": given})[0] == 400


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuer": "did:example:somebody"}, "no-key-for-issuer"),
        ({"issuer": None}, "no-issuer"),
        ({"issuer": [1]}, "no-issuer"),
        ({"issuer": {}}, "no-issuer"),
        ({"@context": None}, "no-base-context"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2"]}, "undefined-term"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", "https://nowhere.example"]}, "unknown-context"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", 7]}, "not-a-url"),
        ({"@context": [{"mark": "https://vocabulary.example/#mark"}]}, "no-base-context"),
        ({"type": None}, "without-type"),
        ({"type": ["VerifiableCredential", "NeverHeardOf"]}, "relative-iri"),
        ({"credentialSubject": {}}, "no-subject"),
        ({"credentialSubject": "did:example:ann"}, "no-subject"),
        ({"id": "not an address"}, "not-a-url"),
        ({"id": ["urn:a:b", "urn:a:c"]}, "not-a-url"),
        ({"validFrom": "yesterday"}, "bad-instant"),
        ({"validUntil": "2020-01-01T00:00:00Z"}, "ends-before-it-begins"),
        ({"credentialSchema": {"id": "urn:a:b"}}, "without-type"),
        ({"evidence": {"name": "an exam"}}, "without-type"),
        ({"statusEntry": {"type": "BitstringStatusListEntry", "statusListIndex": True}}, "undefined-term"),
        ({"credentialStatus": {"type": "BitstringStatusListEntry", "statusListIndex": True}}, "bad-status-entry"),
        ({"proof": "signed"}, "malformed-proof"),
    ],
)
@pytest.mark.parametrize(
    "options", [{}, {"cryptosuite": "eddsa-jcs-2022"}, {"format": "vc+jwt"}, {"format": "vc+cose"}]
)
def test_a_malformed_credential_is_refused_however_it_was_to_be_signed(
    api: Any, credential: Issued, change: Issued, code: str, options: Issued
) -> None:
    status, body = api.post("/credentials/issue", {"credential": credential | change, "options": options})
    assert (status, [error["code"] for error in body["errors"]]) == (400, [code])
    assert body["errors"][0]["detail"]
    assert "The check said" not in body["errors"][0]["detail"]
    assert not (api.service.lists.path / "places.jsonl").exists()


@pytest.mark.parametrize(
    "options",
    [
        {"cryptosuite": "ecdsa-rdfc-2019"},
        {"cryptosuite": "bbs-2023"},
        {"cryptosuite": 7},
        {"format": "mso_mdoc"},
        {"format": []},
        {"credentialStatus": True, "statusPurpose": "message"},
        {"mandatoryPointers": 7},
        [],
        "eddsa-rdfc-2022",
    ],
)
def test_options_that_cannot_be_met_are_refused(api: Any, credential: Issued, options: object) -> None:
    status, body = api.post("/credentials/issue", {"credential": credential, "options": options})
    assert (status, len(body["errors"])) == (400, 1)
    assert body["errors"][0]["detail"]


@pytest.mark.parametrize("body", [{}, {"credential": None}, {"credential": []}, {"credential": "eyJ"}, {"options": {}}])
def test_there_has_to_be_a_credential(api: Any, body: object) -> None:
    assert api.post("/credentials/issue", body)[0] == 400


def test_of_several_keys_of_one_issuer_the_one_that_fits_signs(
    start: Callable[..., Any], credential: Issued, tmp_path: Path
) -> None:
    folder = tmp_path / "web-keys"
    folder.mkdir()
    for kind in (Kind.P384, Kind.ED25519, Kind.P256):
        write_key(folder / f"{kind.name}.json", controller="did:web:example.edu", kind=kind)
    api = start(keys=folder)
    document = credential | {"issuer": "did:web:example.edu"}
    for suite, prefix in (
        ("", "z6Mk"),
        ("eddsa-jcs-2022", "z6Mk"),
        ("ecdsa-rdfc-2019", "zDna"),
        ("ecdsa-sd-2023", "zDna"),
    ):
        issued = api.issue(document, cryptosuite=suite)
        assert issued["proof"]["verificationMethod"].startswith(f"did:web:example.edu#{prefix}")
    assert api.codes(api.issue(document)) == []
    status, found = api.ask("GET", "/1.0/identifiers/did:web:example.edu")
    assert (status, len(found["didDocument"]["verificationMethod"])) == (200, 3)


def test_the_digest_of_a_file_at_hand_has_to_fit(api: Any, credential: Issued) -> None:
    digest = base64url_encode(hashlib.sha256(PinnedResources().read(V2) or b"").digest())
    for text, status in ((digest, 201), ("A" * 43, 400)):
        sri = "sha256-" + base64.b64encode(base64url_decode(text)).decode()
        document = credential | {"relatedResource": {"id": V2, "digestSRI": sri}}
        found, body = api.post("/credentials/issue", {"credential": document})
        assert found == status, body
