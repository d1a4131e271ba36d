"""Credentials secured with COSE: judged as those secured with JOSE are, and for the same reasons."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from testamur.adapters.world import outside
from testamur.core.credential import Kind, Outcome, Policy, Report, SigningKey, Verdict, World, cbor, cose_sign1
from testamur.core.credential.baked import bake_svg
from testamur.core.credential.cose.check import check_vc_cose
from testamur.core.credential.cose.sign1 import open_sign1
from testamur.core.credential.jose.enveloped import envelop
from tokens import ISSUER, NOW, code_of, forge_cose, key_of, published, reasons

Judge = Callable[..., Report]
Json = dict[str, Any]
Header = dict[Any, Any]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_credential_of_every_algorithm_is_valid(kind: Kind, credential: Json, judged: Judge) -> None:
    report = judged(cose_sign1(credential, key_of(kind)))
    assert (report.verdict, report.form, report.credential) == (Verdict.VALID, "vc-cose", credential)


def test_it_says_what_it_is_as_the_standard_asks(credential: Json, issuer: SigningKey) -> None:
    data = cose_sign1(credential, issuer)
    assert data[:2] == b"\xd2\x84"
    assert open_sign1(data).header == {
        "alg": "ES256",
        "typ": "application/vc+cose",
        "cty": "application/vc",
        "kid": issuer.verification_method,
    }
    assert open_sign1(data).document() == credential


def test_it_is_found_however_it_is_written(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    data = cose_sign1(credential, issuer)
    text = base64.b64encode(data).decode()
    enveloped = orjson.dumps(envelop(data, "vc+cose"))
    found: list[bytes | str] = [
        data,
        data[1:],
        text,
        text.rstrip("="),
        base64.urlsafe_b64encode(data),
        base64.encodebytes(data),
        f"data:application/vc+cose;base64,{text}",
        f"data:application/vc+cose;base64,{text.rstrip('=')}",
        enveloped,
        orjson.dumps({"verifiableCredential": text}),
        bake_svg('<svg xmlns="http://www.w3.org/2000/svg"></svg>', text),
    ]
    for one in found:
        report = judged(one)
        assert (report.verdict, report.form) == (Verdict.VALID, "vc-cose"), one[:60]


def test_any_changed_byte_is_noticed(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    data = cose_sign1(credential, issuer)
    for position in range(0, len(data), 7):
        changed = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        assert judged(changed).verdict is not Verdict.VALID, position


def test_a_file_that_is_cut_off_or_goes_on_is_not_valid(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    data = cose_sign1(credential, issuer)
    assert reasons(judged(data[:-1])) == ["bad-cbor"]
    assert reasons(judged(data + b"\n")) == ["bad-cbor"]
    assert reasons(judged(base64.b64encode(data)[:-9] + b"!")) == ["bad-base64"]
    assert reasons(judged("0oRD" + "A" * 5_000_000)) == ["too-large"]
    assert reasons(judged(b"\xd2\x84" + bytes(5_000_000))) == ["too-large"]


def test_only_the_issuer_may_sign_it(credential: Json) -> None:
    assert code_of(cose_sign1, credential, SigningKey.from_seed(bytes(32))) == "not-the-issuer"


@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_the_old_claims_are_neither_written_nor_read(
    claim: str, credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    document = credential | {claim: {}}
    assert code_of(cose_sign1, document, issuer) == "old-vc-claim"
    assert reasons(judged(forge_cose(header, document, issuer))) == ["old-vc-claim"]


def test_the_signature_is_judged_by_itself_for_whoever_has_opened_it(
    credential: Json, known: World, issuer: SigningKey, header: Header
) -> None:
    for document, because in ((credential, []), (credential | {"vc": {}}, ["old-vc-claim"])):
        token = open_sign1(forge_cose(header, document, issuer))
        assert reasons(Report(tuple(check_vc_cose(token, token.document(), known, NOW)))) == because


@pytest.mark.parametrize(
    ("claims", "because"),
    [
        ({1: ISSUER, 2: "did:example:ana", 6: 1, 7: b"\xff"}, []),
        ({1: "https://other.example"}, ["iss-differs"]),
        ({2: "did:example:ben"}, ["claim-differs"]),
        ({4: int(NOW.timestamp()) - 3600}, ["expired"]),
        ({4: int(NOW.timestamp()) + 3600}, []),
        ({5: int(NOW.timestamp()) + 3600}, ["not-yet-valid"]),
        ({4: "soon"}, ["bad-instant"]),
        ({4: True}, ["bad-instant"]),
        ({4: cbor.Tagged(1, 4_000_000_000)}, ["bad-instant"]),
        ({4: 2**63}, ["bad-instant"]),
        ({99: "of no concern", "exp": 1}, []),
    ],
)
def test_claims_in_the_header_may_not_contradict_the_credential(
    claims: Any, because: list[str], credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    assert reasons(judged(forge_cose(header | {15: claims}, credential, issuer))) == because


def test_claims_in_the_payload_are_read_as_in_a_json_web_token_and_may_not_differ_from_those_in_the_header(
    credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    over, later = int(NOW.timestamp()) - 3600, int(NOW.timestamp()) + 3600
    assert reasons(judged(forge_cose(header, credential | {"exp": over}, issuer))) == ["expired"]
    both = forge_cose(header | {15: {4: later}}, credential | {"exp": over}, issuer)
    assert reasons(judged(both)) == ["claim-differs"]
    same = forge_cose(header | {15: {4: later}}, credential | {"exp": later}, issuer)
    assert judged(same).verdict is Verdict.VALID


def test_a_status_in_the_header_is_asked_for(
    credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    status = {"status_list": {"idx": 1, "uri": "https://issuer.example/list"}}
    report = judged(forge_cose(header | {15: {65535: status}}, credential, issuer))
    assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["offline"])


@pytest.mark.parametrize("spelled", ["{method}", "#P256-1", "P256-1", "{thumbprint}"])
def test_a_key_may_be_named_in_full_or_in_short_and_outside_the_protected_header(
    spelled: str, credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    kid = spelled.format(method=issuer.verification_method, thumbprint=issuer.public_key.thumbprint).encode()
    del header[4]
    assert judged(forge_cose(header | {4: kid}, credential, issuer)).verdict is Verdict.VALID
    assert judged(forge_cose(header, credential, issuer, {4: kid})).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("kid", "because"),
    [
        (b"https://elsewhere.example#P256-1", "key-not-the-issuers"),
        (b"#P256-9", "method-not-found"),
        (b"nobody", "method-not-found"),
        (b"\xff\xfe", "method-not-found"),
    ],
)
def test_a_key_that_is_not_the_issuers_is_none(
    kid: bytes, because: str, credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    assert reasons(judged(forge_cose(header | {4: kid}, credential, issuer))) == [because]


def test_types_need_not_be_said_but_if_they_are_they_have_to_be_right(
    credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    bare = {1: -7, 4: header[4]}
    assert judged(forge_cose(bare, credential, issuer)).verdict is Verdict.VALID
    for wrong in ({16: "application/vc+jwt"}, {16: "application/vp+cose"}, {3: "text/plain"}, {3: 50}):
        assert reasons(judged(forge_cose(header | wrong, credential, issuer))) == ["wrong-type"]


@pytest.mark.parametrize(
    ("change", "because", "outcome"),
    [
        ({1: "none"}, "not-signed", Outcome.FAILED),
        ({1: 5}, "wrong-algorithm", Outcome.FAILED),
        ({1: -8}, "key-of-another-kind", Outcome.FAILED),
        ({1: -47}, "suite-not-supported", Outcome.UNKNOWN),
        ({2: [4]}, "critical-header", Outcome.FAILED),
    ],
)
def test_headers_that_are_refused(
    change: Any, because: str, outcome: Outcome, credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    assert reasons(judged(forge_cose(header | change, credential, issuer)), outcome) == [because]


def test_keys_and_certificates_that_came_along_are_not_believed(
    credential: Json, judged: Judge, issuer: SigningKey, header: Header
) -> None:
    forger = key_of(Kind.P256, 2)
    for extra in ({33: b"certificate"}, {32: [b"a", b"b"]}, {35: "https://forger.example/chain"}):
        assert reasons(judged(forge_cose(header | extra, credential, forger))) == ["signature-does-not-fit"]
        assert judged(forge_cose(header, credential, issuer, extra)).verdict is Verdict.VALID


def test_an_issuer_that_cannot_be_asked_is_no_forger(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    report = judged(cose_sign1(credential, issuer), world=outside())
    assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["offline"])


def test_keys_that_are_their_own_names_need_nobody_to_be_asked(credential: Json, judged: Judge) -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    report = judged(cose_sign1(credential | {"issuer": key.controller}, key), world=outside())
    assert report.verdict is Verdict.VALID


def test_a_payload_that_is_no_credential_is_told_for_what_it_is(
    judged: Judge, issuer: SigningKey, header: Header
) -> None:
    for payload, because in (
        (b"\xa1\x61a\x01", "not-utf8"),
        (b"[]", "not-an-object"),
        (b"{", "not-json"),
        (b'{"a": 1, "a": 2}', "repeated-name"),
        (b"{}", "not-a-credential"),
        (b"", "not-json"),
    ):
        assert reasons(judged(forge_cose(header, payload, issuer))) == [because]
        assert reasons(judged(base64.b64encode(forge_cose(header, payload, issuer)))) == [because]


def test_an_envelope_holds_what_it_says(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    data = cose_sign1(credential, issuer)
    assert envelop(data, "vc+cose")["type"] == "EnvelopedVerifiableCredential"
    for envelope in (envelop(data, "vp+cose"), envelop(data, "vc+cose", is_presentation=True)):
        assert reasons(judged(orjson.dumps(envelope))) == ["not-a-credential"]
    address = envelop(data, "vc+cose")["id"]
    for changed, outcome, because in (
        (address.replace(";base64", ""), Outcome.UNKNOWN, "unsupported-form"),
        (address.replace("vc+cose", "vc+jwt"), Outcome.UNKNOWN, "unsupported-form"),
        (address[:-8] + "????????", Outcome.FAILED, "bad-base64"),
        (address[:40], Outcome.FAILED, "bad-cbor"),
    ):
        report = judged(orjson.dumps(envelop(data, "vc+cose") | {"id": changed}))
        assert reasons(report, outcome) == [because], changed[:60]


def test_only_the_proof_may_be_asked_for(credential: Json, judged: Judge, issuer: SigningKey, header: Header) -> None:
    over = forge_cose(header | {15: {4: 1}}, credential, issuer)
    assert judged(over, policy=Policy(checks=("proof",))).verdict is Verdict.VALID


def test_an_issuer_with_one_key_need_not_name_it(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    token = forge_cose({1: -7}, credential, issuer)
    assert reasons(judged(token)) == ["no-key-named"]
    assert judged(token, world=outside(documents={ISSUER: published(issuer)})).verdict is Verdict.VALID
