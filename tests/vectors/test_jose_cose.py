"""W3C vc-jose-cose: the inputs of its test suite.

Those that contradict a standard are read all the same: ``iat`` is a text in all of them, where RFC 7519 (section 4.1.6)
wants a number. It decides nothing. The presentation in ``presentation-single.json`` holds a token that lost its first
letter: it can be issued, for what is inside an envelope is the verifier's to judge, and is not valid.

``presentation-cose-single`` names a holder, did:example:ebfeb1f712ebc6f1c276e12ec21, and is signed with the key of
somebody else. The signature fits that key, which is all that the suite asks. A holder's key has to be listed in the
holder's own document (vc-jose-cose, section 4); where it is, the presentation is valid.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.world import outside
from testamur.core.credential import (
    CredentialError,
    Kind,
    Outcome,
    Report,
    SigningKey,
    Verdict,
    World,
    cose_sign1,
    jwt,
    verify,
)
from testamur.core.credential.cose.check import check_vc_cose, check_vp_cose
from testamur.core.credential.cose.sign1 import cose_in, open_sign1
from testamur.core.credential.cose.vp_cose import presentation_cose
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.check import check_sd_jwt, check_vc_jwt, check_vp_jwt, check_vp_sd_jwt
from testamur.core.credential.jose.enveloped import enveloped_credentials, token_in
from testamur.core.credential.jose.jws import open_jws
from testamur.core.credential.jose.sd_jwt import Path as ClaimPath
from testamur.core.credential.jose.sd_jwt import open_sd_jwt, sd_jwt
from testamur.core.credential.jose.vp_jwt import presentation_jwt, presentation_sd_jwt
from testamur.core.credential.multibase import base64url_decode
from tokens import new_salts, reasons

pytestmark = pytest.mark.vectors

AT = datetime(2024, 12, 16, 2, tzinfo=UTC)
KEYS = {"p256": Kind.P256, "p384": Kind.P384, "p521": Kind.P521, "ed25519": Kind.ED25519}


@pytest.fixture
def inputs(vectors: Path) -> Path:
    return vectors / "w3c-vc-jose-cose" / "input"


@pytest.fixture
def world(inputs: Path) -> World:
    methods = [json.loads((inputs / f"vm-{name}.json").read_text()) for name in KEYS]
    for method in methods:
        del method["secretKeyJwk"]
    names, controller = [method["id"] for method in methods], methods[0]["controller"]
    document = {"id": controller, "verificationMethod": methods, "assertionMethod": names, "authentication": names}
    return outside(documents={controller: document})


def key(inputs: Path, name: str) -> SigningKey:
    method = json.loads((inputs / f"vm-{name}.json").read_text())
    secret = base64url_decode(method["secretKeyJwk"]["d"])
    return SigningKey.from_seed(secret, method["controller"], kind=KEYS[name], method=method["id"])


def judge(form: str, token: str, world: World) -> Report:
    """Judge the signature and what it covers, as the suite does: it asks for neither time nor status."""
    if form == "vc-jwt":
        jws = open_jws(token)
        return Report(tuple(check_vc_jwt(jws, jws.claims(), world, AT)))
    if form == "vc-cose":
        sign1 = open_sign1(cose_in(token.encode()))
        return Report(tuple(check_vc_cose(sign1, sign1.document(), world, AT)))
    if form == "vp-cose":
        sign1 = open_sign1(cose_in(token.encode()))
        return Report(tuple(check_vp_cose(sign1, sign1.document(), world, AT, Asked())))
    if form == "vp-jwt":
        jws = open_jws(token)
        return Report(tuple(check_vp_jwt(jws, jws.claims(), world, AT, Asked())))
    check = check_sd_jwt if form == "sd-jwt" else check_vp_sd_jwt
    return Report(tuple(check(open_sd_jwt(token), world, AT, Asked())))


@pytest.mark.parametrize(
    ("form", "name", "because"),
    [
        ("vc-jwt", "credential-jose-minimal", []),
        ("vc-jwt", "credential-issuer-match-signed", []),
        ("vc-jwt", "credential-jose-unknown-extensions", []),
        ("vc-jwt", "credential-jose-bad-signature", ["signature-does-not-fit"]),
        ("vc-jwt", "credential-jose-bad-media-type", ["wrong-type"]),
        ("vc-jwt", "credential-jose-vc-vp-claims", ["old-vc-claim"]),
        ("vp-jwt", "presentation-jose-multiple", []),
        ("vp-jwt", "presentation-jose-bad-media-type", ["wrong-type"]),
        ("vp-jwt", "presentation-jose-bad-credential", ["not-enveloped"]),
        ("sd-jwt", "credential-sdjwt-selective", []),
        ("sd-jwt", "credential-sdjwt-nested", []),
        ("sd-jwt", "credential-sdjwt-bad-signature", ["signature-does-not-fit"]),
        ("sd-jwt", "credential-sdjwt-bad-media-type", ["wrong-type"]),
        ("vp-sd-jwt", "presentation-sdjwt-selective", []),
        ("vp-sd-jwt", "presentation-sdjwt-bad-media-type", ["wrong-type"]),
        ("vp-sd-jwt", "presentation-sdjwt-bad-credential", ["wrong-type"]),
        ("vc-cose", "credential-cose-minimal", []),
        ("vc-cose", "credential-cose-bad-signature", ["signature-does-not-fit"]),
        ("vc-cose", "credential-cose-bad-media-type", ["wrong-type"]),
        ("vp-cose", "presentation-cose-bad-media-type", ["wrong-type"]),
        ("vp-cose", "presentation-cose-bad-credential", ["not-enveloped"]),
    ],
)
def test_tokens_of_others_are_judged_as_the_suite_says(
    inputs: Path, world: World, form: str, name: str, because: list[str]
) -> None:
    report = judge(form, (inputs / f"{name}.txt").read_text().strip(), world)
    assert reasons(report) == because
    assert (report.verdict is Verdict.VALID) == (not because)


def test_what_is_inside_the_presentations_of_others_is_valid_too(inputs: Path, world: World) -> None:
    multiple = open_jws((inputs / "presentation-jose-multiple.txt").read_text().strip()).claims()
    selective = open_sd_jwt((inputs / "presentation-sdjwt-selective.txt").read_text().strip()).claims
    for presentation in (multiple, selective):
        assert enveloped_credentials(presentation)
        for address in enveloped_credentials(presentation):
            assert judge(*token_in(address), world).verdict is Verdict.VALID


def test_a_presentation_in_cose_is_valid_where_the_key_is_its_holders(inputs: Path, world: World) -> None:
    token = (inputs / "presentation-cose-single.txt").read_text().strip()
    holder = open_sign1(cose_in(token.encode())).document()["holder"]
    (unknown,) = judge("vp-cose", token, world).checks
    assert (unknown.name, unknown.outcome) == ("holder", Outcome.UNKNOWN)
    document = json.loads((inputs / "vm-p384.json").read_text().replace("https://example.issuer/vc-jose-cose", holder))
    del document["secretKeyJwk"]
    theirs = {"id": holder, "verificationMethod": [document], "authentication": [document["id"]]}
    assert judge("vp-cose", token, outside(documents={holder: theirs})).verdict is Verdict.VALID


def test_bytes_written_as_hexadecimal_digits_are_not_taken_for_a_credential(inputs: Path, world: World) -> None:
    data = (inputs / "credential-cose-minimal-not-base64.txt").read_bytes().strip()
    report = verify(data, world=world, at=AT)
    assert [check.because for check in report.checks] == ["no-credential-inside"]
    assert judge("vc-cose", base64.b64encode(bytes.fromhex(data.decode())).decode(), world).verdict is Verdict.VALID


@pytest.mark.parametrize("name", ["p256", "p384", "p521", "ed25519"])
@pytest.mark.parametrize("document", ["minimal", "full", "unknown-extensions", "selective", "nested-selective"])
def test_every_credential_can_be_issued_with_every_key(inputs: Path, world: World, name: str, document: str) -> None:
    credential = json.loads((inputs / f"credential-{document}.json").read_text())
    token = jwt(credential, key(inputs, name))
    assert judge("vc-jwt", token, world).verdict is Verdict.VALID
    assert open_jws(token).claims() == credential
    data = cose_sign1(credential, key(inputs, name))
    assert judge("vc-cose", base64.b64encode(data).decode(), world).verdict is Verdict.VALID
    assert open_sign1(data).document() == credential


def parsed(text: str) -> ClaimPath:
    """Read a path as the suite writes it: ``credentialSubject.phoneNumbers[0]``."""
    steps = text.replace("[", ".").replace("]", "").split(".")
    return tuple(int(step) if step.isdigit() else step for step in steps)


@pytest.mark.parametrize(
    ("document", "name", "paths"),
    [
        ("selective", "p384", ["credentialSubject.firstName", "credentialSubject.lastName"]),
        (
            "nested-selective",
            "p521",
            ["credentialSubject.address.street", "credentialSubject.address.city", "credentialSubject.phoneNumbers[0]"],
        ),
    ],
)
def test_credentials_can_be_issued_with_parts_to_hide(
    inputs: Path, world: World, document: str, name: str, paths: list[str]
) -> None:
    credential = json.loads((inputs / f"credential-{document}.json").read_text())
    token = sd_jwt(credential, key(inputs, name), disclosable=map(parsed, paths), salts=new_salts())
    assert judge("sd-jwt", token, world).verdict is Verdict.VALID
    assert open_sd_jwt(token).claims == credential


@pytest.mark.parametrize(("document", "name"), [("single", "p256"), ("multiple", "p521"), ("selective", "p384")])
def test_every_presentation_can_be_issued(inputs: Path, world: World, document: str, name: str) -> None:
    presentation: dict[str, Any] = json.loads((inputs / f"presentation-{document}.json").read_text())
    signer = key(inputs, name)
    assert judge("vp-jwt", presentation_jwt(presentation, signer, at=AT), world).verdict is Verdict.VALID
    data = base64.b64encode(presentation_cose(presentation, signer, at=AT)).decode()
    assert judge("vp-cose", data, world).verdict is Verdict.VALID
    paths: list[ClaimPath] = [("holder",), ("verifiableCredential", 0)]
    token = presentation_sd_jwt(presentation, signer, disclosable=paths, salts=new_salts())
    assert judge("vp-sd-jwt", token, world).verdict is Verdict.VALID


def test_the_token_that_lost_its_first_letter_is_not_valid(inputs: Path, world: World) -> None:
    presentation = json.loads((inputs / "presentation-single.json").read_text())
    form, token = token_in(enveloped_credentials(presentation)[0])
    with pytest.raises(CredentialError) as refused:
        judge(form, token, world)
    assert refused.value.code in {"bad-base64url", "not-json", "not-utf8"}
