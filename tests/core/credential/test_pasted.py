"""Whatever people paste is told for what it is, however often it is wrapped."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import orjson
import pytest

from testamur.core.credential import CredentialError, Outcome, Report, SigningKey, Verdict, jwt, verify
from testamur.core.credential.baked import bake_svg
from testamur.core.credential.describe import describe
from testamur.core.credential.envelope import open_envelope
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.jws import compact
from testamur.core.credential.jose.sd_jwt import sd_jwt, sd_jwt_vc

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
V2 = "https://www.w3.org/ns/credentials/v2"

Json = dict[str, Any]
Compose = Callable[..., Json]
Judge = Callable[..., Report]


@pytest.fixture
def token(unsigned: Compose, key: SigningKey) -> str:
    return jwt(unsigned(), key)


def data_url(data: bytes, kind: str = "application/vc+jwt") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def test_a_token_is_found_inside_whatever_is_around_it(
    token: str, judge: Judge, sign: Callable[[Json], bytes], unsigned: Compose
) -> None:
    signed = sign(unsigned())
    for pasted in (
        f"  {token}\n",
        json.dumps(token),
        json.dumps({"verifiableCredential": token}),
        json.dumps({"credential": token, "c_nonce": "x"}),
        json.dumps({"credential": json.loads(signed)}),
        f"data:application/vc+jwt,{token}",
        data_url(token.encode()),
        data_url(signed, "application/vc"),
        "data:application/vc," + quote(signed.decode()),
        json.dumps(envelop(token, "vc+jwt")),
        bake_svg(SVG, token),
        data_url(bake_svg(SVG, token).encode(), "image/svg+xml"),
        json.dumps({"credential": data_url(json.dumps(envelop(token, "vc+jwt")).encode())}),
    ):
        assert judge(pasted.encode()).verdict is Verdict.VALID, pasted[:80]


def test_claims_that_are_no_w3c_credential_are_judged_by_their_own_rules(
    judge: Judge, key: SigningKey, unsigned: Compose
) -> None:
    claims = {"vct": "https://example.org/card", "iss": key.controller, "name": "Niki"}
    salts = iter(["a" * 22, "b" * 22])
    report = judge(sd_jwt_vc(claims, key, disclosable=[("name",)], salts=salts).encode())
    assert (report.verdict, report.form) == (Verdict.VALID, "sd-jwt-vc")
    enveloped = envelop(sd_jwt(unsigned(), key, disclosable=[], salts=salts), "vc+sd-jwt")
    assert judge(orjson.dumps(enveloped)).verdict is Verdict.VALID
    nameless = compact(orjson.dumps({"vct": "x", "iss": "nobody"}), key, "dc+sd-jwt") + "~"
    assert [check.because for check in judge(nameless.encode()).checks] == ["sd-jwt-vc", "no-issuer"]


REFUSED = {
    "a data URL without a comma": (b"data:application/vc+jwt", "bad-data-url"),
    "a data URL of no alphabet": (b"data:application/vc;base64,???", "bad-data-url"),
    "an endless data URL": (b"data:," + b"a" * 5_000_000, "too-large"),
    "an endless token": (b"ey" + b"a" * 5_000_000, "too-large"),
    "JSON in JSON in JSON": (
        json.dumps({"credential": {"credential": {"credential": 1}}}).encode(),
        "not-a-credential",
    ),
    "two credentials in one": (b'{"credential": "a", "jwt": "b"}', "not-a-credential"),
    "a number": (b'{"credential": 1}', "not-a-credential"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_unwrapped_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        open_envelope(data)


def test_envelopes_in_envelopes_come_to_an_end() -> None:
    text = "{}"
    for _ in range(9):
        text = json.dumps(text) if len(text) > 10_000 else json.dumps({"credential": text})
    urls = "x"
    for _ in range(9):
        urls = data_url(urls.encode())
    objects: Any = 1
    for _ in range(9):
        objects = {"credential": objects}
    for data in (text, urls, json.dumps(objects)):
        with pytest.raises(CredentialError, match="too-many-wrappings"):
            open_envelope(data.encode())


def test_an_envelope_holds_what_it_says(token: str, key: SigningKey) -> None:
    for kind, is_presentation in (("vc+jwt", True), ("vp+jwt", False), ("vc+sd-jwt", False)):
        with pytest.raises(CredentialError, match="not-a-credential"):
            open_envelope(orjson.dumps(envelop(token, kind, is_presentation=is_presentation)))
    status_list = compact(orjson.dumps({"status_list": {"bits": 1, "lst": ""}}), key, "statuslist+jwt")
    with pytest.raises(CredentialError, match="unsupported-form"):
        open_envelope(status_list.encode())
    with pytest.raises(CredentialError, match="not-a-credential"):
        open_envelope(compact(orjson.dumps({"hello": 1}), key, "jwt").encode())


BADGE_2: Json = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://example.org/assertions/1",
    "type": "Assertion",
    "recipient": {"type": "email", "hashed": False, "identity": "niki@example.org"},
    "issuedOn": "2025-05-03T09:00:00Z",
    "badge": {
        "type": "BadgeClass",
        "name": "Data stewardship",
        "description": "Looking after data.",
        "criteria": {"narrative": "An exam."},
        "issuer": {"id": "https://example.org", "name": "Example University"},
        "alignment": [{"targetName": "manage data", "targetUrl": "http://data.europa.eu/esco/skill/1"}],
    },
}


def reasons(report: Report, outcome: Outcome) -> list[str]:
    return [check.because for check in report.checks if check.outcome is outcome]


def test_an_open_badge_of_version_2_is_read_and_nothing_is_said_of_its_proof(judge: Judge, key: SigningKey) -> None:
    signed = compact(orjson.dumps(BADGE_2), key, "jwt")
    for pasted in (orjson.dumps(BADGE_2), bake_svg(SVG, json.dumps(BADGE_2)).encode(), signed.encode()):
        report = judge(pasted)
        assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["open-badges-2"])
        claims = describe(report.credential)
        assert (claims.title, claims.issuer, claims.holder) == (
            "Data stewardship",
            "Example University",
            "niki@example.org",
        )
        assert (claims.awarded, claims.criteria, claims.skills) == (
            "2025-05-03T09:00:00Z",
            "An exam.",
            (("manage data", "http://data.europa.eu/esco/skill/1"),),
        )


def test_an_open_badge_of_version_2_may_say_itself_that_it_no_longer_holds(judge: Judge) -> None:
    for members, because in (({"revoked": True}, "revoked"), ({"expires": "2026-01-01T00:00:00Z"}, "expired")):
        assert reasons(judge(orjson.dumps(BADGE_2 | members)), Outcome.FAILED) == [because]
    assert reasons(judge(orjson.dumps(BADGE_2 | {"expires": "soon"})), Outcome.UNKNOWN) == [
        "open-badges-2",
        "bad-instant",
    ]


def test_a_picture_may_hold_no_more_than_where_its_badge_is_hosted(judge: Judge) -> None:
    report = judge(bake_svg(SVG, "https://example.org/assertions/1").encode())
    assert report.verdict is Verdict.INDETERMINATE
    assert report.checks[0].facts == {"url": "https://example.org/assertions/1"}


def test_a_dict_is_judged_like_its_bytes(unsigned: Compose, sign: Callable[[Json], bytes], world: Any) -> None:
    document = orjson.loads(sign(unsigned()))
    assert verify(document, world=world, at=NOW).verdict is Verdict.VALID
    deep: Any = {}
    for _ in range(300):
        deep = {"a": deep}
    assert reasons(verify(document | {"a": deep}, world=world, at=NOW), Outcome.FAILED) == ["not-json"]


def test_an_envelope_without_the_context_that_defines_envelopes_is_refused(
    judge: Any, unsigned: Any, key: SigningKey
) -> None:
    envelope = envelop(jwt(unsigned(), key), "vc+jwt") | {"@context": []}
    report = judge(orjson.dumps(envelope))
    assert [check.because for check in report.checks] == ["no-base-context"]


def test_a_text_that_can_be_read_and_holds_one_that_cannot_is_refused(judge: Any) -> None:
    report = judge(orjson.dumps('{"a"'))
    assert [(check.because, check.outcome) for check in report.checks] == [("not-json", Outcome.FAILED)]
