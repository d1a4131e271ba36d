"""VC-JWT: credentials whose signature stands around them, and what they may say beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from testamur.adapters.world import outside
from testamur.core.credential import Kind, Outcome, Report, SigningKey, Verdict, jwt
from testamur.core.credential.jose.enveloped import envelop, token_in
from tokens import ISSUER, NOW, code_of, forge, key_of, published, reasons

Judge = Callable[..., Report]
Json = dict[str, Any]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_credential_of_every_algorithm_is_valid(kind: Kind, credential: Json, judged: Judge) -> None:
    report = judged(jwt(credential, key_of(kind)))
    assert (report.verdict, report.form, report.credential) == (Verdict.VALID, "vc-jwt", credential)


def test_any_changed_letter_is_noticed(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    token = jwt(credential, issuer)
    for position in range(0, len(token), 7):
        changed = token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1 :]
        assert judged(changed).verdict is not Verdict.VALID, position


def test_only_the_issuer_may_sign_it(credential: Json) -> None:
    assert code_of(jwt, credential, SigningKey.from_seed(bytes(32))) == "not-the-issuer"


@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_the_old_claims_are_neither_written_nor_read(
    claim: str, credential: Json, judged: Judge, issuer: SigningKey
) -> None:
    document = credential | {claim: {}}
    assert code_of(jwt, document, issuer) == "old-vc-claim"
    header = {"alg": "ES256", "kid": issuer.verification_method}
    assert reasons(judged(forge(header, document, issuer))) == ["old-vc-claim"]


@pytest.mark.parametrize(
    ("claims", "because"),
    [
        ({"iss": ISSUER, "jti": "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5", "sub": "did:example:ana"}, []),
        ({"iss": "https://other.example"}, ["iss-differs"]),
        ({"iss": ["https://issuer.example"]}, ["iss-differs"]),
        ({"jti": "urn:uuid:another"}, ["claim-differs"]),
        ({"sub": "did:example:ben"}, ["claim-differs"]),
        ({"nbf": NOW.timestamp() + 3600}, ["not-yet-valid"]),
        ({"exp": NOW.timestamp() - 3600}, ["expired"]),
        ({"exp": "soon"}, ["bad-instant"]),
        ({"something": "of no concern"}, []),
    ],
)
def test_claims_may_not_contradict_the_credential(
    claims: Json, because: list[str], credential: Json, judged: Judge, issuer: SigningKey
) -> None:
    token = forge({"alg": "ES256", "kid": issuer.verification_method}, credential | claims, issuer)
    assert reasons(judged(token)) == because


def test_a_claim_about_a_subject_may_be_any_of_several(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    several = credential | {"credentialSubject": [{"id": "did:example:ana"}, {"id": "did:example:ben"}, {"name": "C"}]}
    header = {"alg": "ES256", "kid": issuer.verification_method}
    assert judged(forge(header, several | {"sub": "did:example:ben"}, issuer)).verdict is Verdict.VALID
    assert reasons(judged(forge(header, several | {"sub": "did:example:eve"}, issuer))) == ["claim-differs"]
    nameless = credential | {"credentialSubject": {"name": "Ana"}, "sub": "did:example:ana"}
    assert judged(forge(header, nameless, issuer)).verdict is Verdict.VALID


@pytest.mark.parametrize("spelled", ["{method}", "#P256-1", "P256-1", "{thumbprint}"])
def test_a_key_may_be_named_in_full_or_in_short(
    spelled: str, credential: Json, judged: Judge, issuer: SigningKey
) -> None:
    kid = spelled.format(method=issuer.verification_method, thumbprint=issuer.public_key.thumbprint)
    assert judged(forge({"alg": "ES256", "kid": kid}, credential, issuer)).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("kid", "because"),
    [
        ("https://elsewhere.example#P256-1", "key-not-the-issuers"),
        ("#P256-9", "method-not-found"),
        ("nobody", "method-not-found"),
    ],
)
def test_a_key_that_is_not_the_issuers_is_none(
    kid: str, because: str, credential: Json, judged: Judge, issuer: SigningKey
) -> None:
    assert reasons(judged(forge({"alg": "ES256", "kid": kid}, credential, issuer))) == [because]


def test_without_a_name_there_has_to_be_one_key(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    token = forge({"alg": "ES256", "typ": "vc+jwt"}, credential, issuer)
    assert reasons(judged(token)) == ["no-key-named"]
    one = outside(documents={ISSUER: published(issuer)})
    assert judged(token, world=one).verdict is Verdict.VALID
    embedded = published(issuer)
    embedded["assertionMethod"] = embedded.pop("verificationMethod")[0]
    embedded["assertionMethod"]["id"] = "#P256-1"
    assert judged(token, world=outside(documents={ISSUER: embedded})).verdict is Verdict.VALID


def test_an_issuer_that_cannot_be_asked_is_no_forger(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    for header in ({"alg": "ES256"}, {"alg": "ES256", "kid": "short"}, {"alg": "ES256", "kid": "#P256-1"}):
        report = judged(forge(header, credential, issuer), world=outside())
        assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["offline"])


def test_keys_in_the_header_are_not_believed(credential: Json, judged: Judge, issuer: SigningKey) -> None:
    """Header injection: the forger brings the key along."""
    forger = key_of(Kind.P256, 2)
    for extra in (
        {"jwk": forger.public_key.jwk},
        {"jku": "https://forger.example/keys"},
        {"x5u": "https://forger.example/chain"},
        {"x5c": ["MIIB"]},
    ):
        header = {"alg": "ES256", "kid": issuer.verification_method} | extra
        assert reasons(judged(forge(header, credential, forger))) == ["signature-does-not-fit"]
        assert judged(forge(header, credential, issuer)).verdict is Verdict.VALID


def test_an_enveloped_credential_is_read_like_the_token_inside(
    credential: Json, judged: Judge, issuer: SigningKey
) -> None:
    enveloped = envelop(jwt(credential, issuer), "vc+jwt")
    assert enveloped["type"] == "EnvelopedVerifiableCredential"
    assert judged(orjson.dumps(enveloped)).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("not-a-credential", "not-enveloped"),
        (None, "not-enveloped"),
        ("data:application/vc+jwt", "not-enveloped"),
        ("data:application/vc+jwt,", "not-enveloped"),
        ("data:application/vc+jwt,ey%4A", "not-enveloped"),
        ("data:application/vc+cose,0oRY", "unsupported-form"),
        ("data:application/vc+jwt;base64,ZXlK", "unsupported-form"),
        ("data:text/plain,hello", "unsupported-form"),
    ],
)
def test_envelopes_with_something_else_inside(address: object, code: str) -> None:
    assert code_of(token_in, address) == code


def test_the_forms_that_can_be_inside() -> None:
    assert token_in("data:application/vc+jwt,a.b.c") == ("vc-jwt", "a.b.c")
    assert token_in("DATA:Application/VC+JWT,a.b.c") == ("vc-jwt", "a.b.c")
    assert token_in("data:application/dc+sd-jwt,a.b.c~d~") == ("sd-jwt", "a.b.c~d~")
    assert token_in("data:application/vc+cose;base64,0oRY") == ("vc-cose", "0oRY")
    assert token_in(envelop("a.b.c", "vp+jwt", is_presentation=True)["id"]) == ("vp-jwt", "a.b.c")
