"""Presentations as JWT and as SD-JWT: signed by the holder, for whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from testamur.adapters.world import outside
from testamur.core.credential import Kind, Outcome, Report, SigningKey, World, jwt
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.check import check_vp_jwt, check_vp_sd_jwt
from testamur.core.credential.jose.enveloped import envelop, enveloped_credentials
from testamur.core.credential.jose.jws import open_jws
from testamur.core.credential.jose.sd_jwt import open_sd_jwt, present
from testamur.core.credential.jose.vp_jwt import presentation_jwt, presentation_sd_jwt
from testamur.core.credential.report import Check
from tokens import ISSUER, NOW, code_of, forge, key_of, published, reasons

Json = dict[str, Any]
AUDIENCE, NONCE = "https://verifier.example", "n-0S6_WzA2Mj"
ASKED = Asked(AUDIENCE, NONCE)


@pytest.fixture
def ana() -> SigningKey:
    return SigningKey.from_seed(bytes(range(32)))


@pytest.fixture
def presentation(credential: Json, issuer: SigningKey, ana: SigningKey) -> Json:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:1",
        "type": ["VerifiablePresentation"],
        "holder": ana.controller,
        "verifiableCredential": [envelop(jwt(credential, issuer), "vc+jwt")],
    }


Judge = Callable[..., list[Check]]


@pytest.fixture
def judge(known: World) -> Judge:
    def judged(token: str, asked: Asked = ASKED, *, world: World = known, later: int = 0) -> list[Check]:
        at = NOW + timedelta(seconds=later)
        if "~" in token:
            return check_vp_sd_jwt(open_sd_jwt(token), world, at, asked)
        jws = open_jws(token)
        return check_vp_jwt(jws, jws.claims(), world, at, asked)

    return judged


def failures(checks: list[Check]) -> list[str]:
    return reasons(Report(tuple(checks)))


def test_a_presentation_for_whoever_asked(presentation: Json, ana: SigningKey, judge: Judge) -> None:
    token = presentation_jwt(presentation, ana, at=NOW, audience=AUDIENCE, nonce=NONCE)
    assert open_jws(token).header["typ"] == "vp+jwt"
    assert [check.because for check in judge(token)] == ["key-is-the-holders", "signature-fits", "as-asked"]
    assert [check.name for check in judge(token, Asked())] == ["holder", "signature"]


@pytest.mark.parametrize(
    ("asked", "later", "because"),
    [
        (Asked("https://other.example", NONCE), 0, "other-audience"),
        (Asked(AUDIENCE, "another"), 0, "other-nonce"),
        (ASKED, 1200, "not-fresh"),
        (ASKED, 7200, "expired"),
        (ASKED, -3600, "not-fresh"),
    ],
)
def test_an_answer_to_another_or_of_another_time(
    asked: Asked, later: int, because: str, presentation: Json, ana: SigningKey, judge: Judge
) -> None:
    hour = timedelta(hours=1)
    token = presentation_jwt(presentation, ana, at=NOW, audience=AUDIENCE, nonce=NONCE, good_for=hour)
    assert failures(judge(token, asked, later=later)) == [because]


def test_an_answer_may_be_for_several_and_need_not_say_when(presentation: Json, ana: SigningKey, judge: Judge) -> None:
    header = {"alg": "EdDSA", "typ": "vp+jwt", "kid": ana.verification_method}
    token = forge(header, presentation | {"aud": ["a", AUDIENCE], "nonce": NONCE}, ana)
    assert failures(judge(token)) == []
    assert failures(judge(forge(header, presentation, ana))) == ["other-audience"]


@pytest.mark.parametrize(
    ("claims", "because"),
    [
        ({"exp": NOW.timestamp() + 1}, []),
        ({"exp": NOW.timestamp() - 61}, ["expired"]),
        ({"nbf": NOW.timestamp() + 61}, ["not-yet-valid"]),
        ({"nbf": NOW.timestamp() - 1}, []),
        ({"exp": "soon"}, ["bad-instant"]),
        ({"nbf": 10**12}, ["bad-instant"]),
    ],
)
def test_a_presentation_has_its_own_time(
    claims: Json, because: list[str], presentation: Json, ana: SigningKey, judge: Judge
) -> None:
    header = {"alg": "EdDSA", "typ": "vp+jwt", "kid": ana.verification_method}
    assert failures(judge(forge(header, presentation | claims, ana), Asked())) == because


@pytest.mark.parametrize(
    ("header", "because"),
    [
        ({"typ": "vc+jwt"}, "wrong-type"),
        ({"cty": "vc"}, "wrong-type"),
        ({"alg": "none"}, "not-signed"),
        ({"alg": "ES256"}, "key-of-another-kind"),
        ({"kid": "nobody"}, "method-not-found"),
    ],
)
def test_headers_that_are_refused(
    header: Json, because: str, presentation: Json, ana: SigningKey, judge: Judge
) -> None:
    whole = {"alg": "EdDSA", "typ": "vp+jwt", "kid": ana.verification_method} | header
    assert failures(judge(forge(whole, presentation, ana), Asked())) == [because]


@pytest.mark.parametrize(
    ("claims", "because"),
    [
        ({"vp": {}}, "old-vc-claim"),
        ({"iss": "https://other.example"}, "claim-differs"),
        ({"jti": "urn:uuid:2"}, "claim-differs"),
    ],
)
def test_claims_may_not_contradict_the_presentation(
    claims: Json, because: str, presentation: Json, ana: SigningKey, judge: Judge
) -> None:
    assert code_of(presentation_jwt, presentation | claims, ana, at=NOW) == because
    header = {"alg": "EdDSA", "typ": "vp+jwt", "kid": ana.verification_method}
    assert failures(judge(forge(header, presentation | claims, ana), Asked())) == [because]


def test_a_presentation_is_signed_by_its_holder(presentation: Json, issuer: SigningKey, judge: Judge) -> None:
    assert code_of(presentation_jwt, presentation, issuer, at=NOW) == "not-the-holder"
    header = {"alg": "ES256", "typ": "vp+jwt", "kid": issuer.verification_method}
    checks = judge(forge(header, presentation, issuer), Asked())
    assert [(check.name, check.because) for check in checks] == [("holder", "key-not-the-holders")]


def test_a_presentation_need_not_say_whose_it_is(presentation: Json, ana: SigningKey, judge: Judge) -> None:
    nameless = {name: value for name, value in presentation.items() if name != "holder"}
    assert failures(judge(presentation_jwt(nameless, ana, at=NOW), Asked())) == []
    described = nameless | {"holder": {"id": ana.controller, "name": "Ana"}}
    assert failures(judge(presentation_jwt(described, ana, at=NOW), Asked())) == []


def test_a_key_for_assertions_only_does_not_show_who_holds(presentation: Json, judge: Judge) -> None:
    key = key_of(Kind.ED25519)
    document = published(key) | {"authentication": []}
    token = presentation_jwt(presentation | {"holder": ISSUER}, key, at=NOW)
    assert failures(judge(token, Asked(), world=outside(documents={ISSUER: document}))) == ["method-not-allowed"]


def test_a_holder_that_cannot_be_asked_is_no_thief(presentation: Json, judge: Judge) -> None:
    token = presentation_jwt(presentation | {"holder": ISSUER}, key_of(Kind.ED25519), at=NOW)
    checks = judge(token, Asked(), world=outside())
    assert [(check.name, check.because, check.outcome) for check in checks] == [("holder", "offline", Outcome.UNKNOWN)]


@pytest.mark.parametrize(
    "entry",
    [
        {"type": ["VerifiableCredential"], "issuer": "x"},
        {"type": "EnvelopedVerifiableCredential", "id": "not-a-credential"},
        {"type": ["EnvelopedVerifiableCredential"]},
        "a.b.c",
    ],
)
def test_credentials_in_a_presentation_are_in_envelopes(
    entry: Any, presentation: Json, ana: SigningKey, judge: Judge
) -> None:
    document = presentation | {"verifiableCredential": entry}
    assert code_of(presentation_jwt, document, ana, at=NOW) == "not-enveloped"
    header = {"alg": "EdDSA", "typ": "vp+jwt", "kid": ana.verification_method}
    assert failures(judge(forge(header, document, ana), Asked())) == ["not-enveloped"]


def test_the_addresses_of_the_credentials_inside(presentation: Json) -> None:
    assert enveloped_credentials(presentation) == [presentation["verifiableCredential"][0]["id"]]
    assert enveloped_credentials(presentation | {"verifiableCredential": presentation["verifiableCredential"][0]}) == [
        presentation["verifiableCredential"][0]["id"]
    ]


def test_a_presentation_may_hide_parts_of_itself(
    presentation: Json, ana: SigningKey, salts: Iterator[str], judge: Judge
) -> None:
    paths = [("id",), ("verifiableCredential", 0)]
    token = presentation_sd_jwt(presentation, ana, disclosable=paths, salts=salts)
    assert failures(judge(token, Asked())) == []
    shown = present(open_sd_jwt(token), [("id",)])
    assert failures(judge(shown, Asked())) == []
    assert open_sd_jwt(shown).claims["verifiableCredential"] == []
    assert failures(judge(token)) == ["other-audience"]
