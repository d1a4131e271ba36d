"""Presentations secured with COSE: signed by the holder, for whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson
import pytest

from testamur.core.credential import Policy, Report, SigningKey, Verdict, cose_sign1, jwt
from testamur.core.credential.cose.sign1 import open_sign1
from testamur.core.credential.cose.vp_cose import presentation_cose
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.vp_jwt import presentation_jwt
from tokens import NOW, code_of, forge_cose, reasons

Judge = Callable[..., Report]
Json = dict[str, Any]
AUDIENCE, NONCE = "https://verifier.example", "n-0S6_WzA2Mj"
ASKED = Policy(audience=AUDIENCE, nonce=NONCE)


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
        "verifiableCredential": [
            envelop(cose_sign1(credential, issuer), "vc+cose"),
            envelop(jwt(credential, issuer), "vc+jwt"),
        ],
    }


@pytest.fixture
def head(ana: SigningKey) -> dict[Any, Any]:
    return {1: -8, 4: ana.verification_method.encode(), 16: "application/vp+cose"}


def test_a_presentation_for_whoever_asked(presentation: Json, ana: SigningKey, judged: Judge) -> None:
    data = presentation_cose(presentation, ana, at=NOW, audience=AUDIENCE, nonce=NONCE)
    found = open_sign1(data)
    assert (found.header["typ"], found.header["cty"]) == ("application/vp+cose", "application/vp")
    assert found.document() == presentation
    for one in (data, orjson.dumps(envelop(data, "vp+cose", is_presentation=True))):
        report = judged(one, policy=ASKED)
        assert (report.verdict, report.form) == (Verdict.VALID, "vp-cose")
        assert [part.form for part in report.parts] == ["vc-cose", "vc-jwt"]
        assert [check.because for check in report.checks] == [
            "vp-cose",
            "well-formed",
            "key-is-the-holders",
            "signature-fits",
            "as-asked",
            "credential-holds",
            "credential-holds",
        ]


@pytest.mark.parametrize(
    ("policy", "later", "because"),
    [
        (Policy(audience="https://other.example", nonce=NONCE), 0, "other-audience"),
        (Policy(audience=AUDIENCE, nonce="another"), 0, "other-nonce"),
        (ASKED, 1200, "not-fresh"),
        (ASKED, 7200, "expired"),
        (ASKED, -3600, "not-fresh"),
    ],
)
def test_an_answer_to_another_or_of_another_time(
    policy: Policy, later: int, because: str, presentation: Json, ana: SigningKey, judged: Judge
) -> None:
    hour = timedelta(hours=1)
    data = presentation_cose(presentation, ana, at=NOW, audience=AUDIENCE, nonce=NONCE, good_for=hour)
    assert reasons(judged(data, policy=policy, at=NOW + timedelta(seconds=later))) == [because]


def test_without_a_question_it_is_nobodys_answer(presentation: Json, ana: SigningKey, judged: Judge) -> None:
    data = presentation_cose(presentation, ana, at=NOW)
    assert judged(data).verdict is Verdict.VALID
    assert reasons(judged(data, policy=ASKED)) == ["other-audience"]


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({16: "application/vc+cose"}, "wrong-type"),
        ({3: "application/vc"}, "wrong-type"),
        ({1: -7}, "key-of-another-kind"),
        ({4: b"nobody"}, "method-not-found"),
        ({15: {1: "https://other.example"}}, "claim-differs"),
        ({15: {4: 1}}, "expired"),
    ],
)
def test_headers_that_are_refused(
    change: Any, because: str, presentation: Json, ana: SigningKey, judged: Judge, head: Any
) -> None:
    assert reasons(judged(forge_cose(head | change, presentation, ana))) == [because]


def test_credentials_in_it_are_in_envelopes(presentation: Json, ana: SigningKey, judged: Judge, head: Any) -> None:
    bare = presentation | {"verifiableCredential": [{"type": ["VerifiableCredential"]}]}
    assert code_of(presentation_cose, bare, ana, at=NOW) == "not-enveloped"
    assert "not-enveloped" in reasons(judged(forge_cose(head, bare, ana)))


def test_a_presentation_is_signed_by_its_holder(
    presentation: Json, issuer: SigningKey, ana: SigningKey, judged: Judge, head: Any
) -> None:
    assert code_of(presentation_cose, presentation, issuer, at=NOW) == "not-the-holder"
    stranger = SigningKey.from_seed(bytes(range(1, 33)))
    forged = forge_cose(head | {4: stranger.verification_method.encode()}, presentation, stranger)
    assert reasons(judged(forged)) == ["key-not-the-holders"]
    nameless = {name: value for name, value in presentation.items() if name != "holder"}
    assert judged(presentation_cose(nameless, ana, at=NOW)).verdict is Verdict.VALID


def test_it_may_stand_in_a_token_and_the_other_way_round(presentation: Json, ana: SigningKey, judged: Judge) -> None:
    """A credential in COSE in a presentation in JOSE."""
    token = presentation_jwt(presentation, ana, at=NOW, audience=AUDIENCE, nonce=NONCE)
    assert judged(token, policy=ASKED).verdict is Verdict.VALID
