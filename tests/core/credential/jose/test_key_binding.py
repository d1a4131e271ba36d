"""Key binding: the holder shows an SD-JWT to one verifier, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.core.credential import Kind, Outcome, Report, SigningKey, Verdict, World
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.check import check_sd_jwt
from testamur.core.credential.jose.sd_jwt import SdJwt, bind, open_sd_jwt, present, sd_jwt, sd_jwt_vc
from testamur.core.credential.jose.sd_jwt.disclosure import digest
from testamur.core.credential.jose.sd_jwt.token import compact_of
from testamur.core.credential.report import Check
from tokens import NOW, code_of, forge, new_salts, reasons

Json = dict[str, Any]
AUDIENCE, NONCE = "https://verifier.example", "n-0S6_WzA2Mj"
ASKED = Asked(AUDIENCE, NONCE)


@pytest.fixture
def held(claims: Json, issuer: SigningKey, holder: SigningKey) -> SdJwt:
    paths = [("given_name",), ("family_name",)]
    token = sd_jwt_vc(claims, issuer, disclosable=paths, salts=new_salts(), holder=holder.public_key)
    return open_sd_jwt(token)


Judge = Callable[..., list[Check]]


@pytest.fixture
def judge(known: World) -> Judge:
    def judged(token: str, asked: Asked = ASKED, *, at: datetime = NOW, needs: bool = True) -> list[Check]:
        return check_sd_jwt(open_sd_jwt(token), known, at, asked, needs_binding=needs)

    return judged


def failures(checks: list[Check]) -> list[str]:
    return reasons(Report(tuple(checks)))


def shown(held: SdJwt, holder: SigningKey, **changes: Any) -> str:
    facts: Json = {"audience": AUDIENCE, "nonce": NONCE, "at": NOW} | changes
    return bind(present(held, [("given_name",)]), holder, **facts)


def forged(held: SdJwt, holder: SigningKey, header: Json | None = None, **changes: Any) -> str:
    presented = present(held, [("given_name",)])
    claims = {"iat": int(NOW.timestamp()), "aud": AUDIENCE, "nonce": NONCE, "sd_hash": digest(presented)} | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    return presented + forge({"alg": "ES256", "typ": "kb+jwt"} | (header or {}), kept, holder)


def test_what_the_holder_shows_to_whoever_asked_is_theirs(held: SdJwt, holder: SigningKey, judge: Judge) -> None:
    checks = judge(shown(held, holder))
    assert [check.because for check in checks] == ["key-is-the-issuers", "signature-fits", "shown-by-the-holder"]
    assert Report(tuple(checks)).verdict is Verdict.VALID
    assert checks[-1].facts == {"audience": AUDIENCE}


@pytest.mark.parametrize("kind", list(Kind))
def test_holders_have_keys_of_every_kind(kind: Kind, claims: Json, issuer: SigningKey, judge: Judge) -> None:
    holder = SigningKey.from_seed(bytes([0] * (kind.size - 1) + [9]), "did:example:ana", kind=kind, method="#1")
    token = sd_jwt_vc(claims, issuer, disclosable=[], salts=new_salts(), holder=holder.public_key)
    assert failures(judge(bind(token, holder, audience=AUDIENCE, nonce=NONCE, at=NOW))) == []


def test_a_binding_covers_what_is_shown_and_nothing_else(held: SdJwt, holder: SigningKey, judge: Judge) -> None:
    """The binding of another presentation: cut out, and put behind more or less than the holder showed."""
    bound = shown(held, holder)
    binding = bound.rpartition("~")[2]
    for paths in ([], [("family_name",)], [("given_name",), ("family_name",)]):
        assert failures(judge(present(held, paths) + binding)) == ["binding-of-another"]
    assert failures(judge(present(held, [("given_name",)]) + binding)) == []


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (Asked("https://other.example", NONCE), "other-audience"),
        (Asked(AUDIENCE, "another"), "other-nonce"),
        (Asked(AUDIENCE.upper(), NONCE), "other-audience"),
    ],
)
def test_an_answer_to_another_is_refused(
    asked: Asked, because: str, held: SdJwt, holder: SigningKey, judge: Judge
) -> None:
    assert failures(judge(shown(held, holder), asked)) == [because]


def test_an_answer_is_good_for_a_while(held: SdJwt, holder: SigningKey, judge: Judge) -> None:
    bound = shown(held, holder)
    for minutes, because in ((9, []), (11, ["not-fresh"]), (-2, ["not-fresh"]), (-0.5, [])):
        assert failures(judge(bound, at=NOW + timedelta(minutes=minutes))) == because


def test_where_nobody_asked_an_old_answer_is_still_the_holders(
    held: SdJwt, holder: SigningKey, judge: Judge, judged: Callable[..., Report]
) -> None:
    bound = shown(held, holder)
    assert failures(judge(bound, Asked(), at=NOW + timedelta(days=90))) == []
    assert judged(bound, at=NOW + timedelta(days=90)).verdict is Verdict.VALID
    assert failures(judge(bound, Asked(), at=NOW - timedelta(days=90))) == ["not-fresh"]


def test_where_a_binding_is_asked_for_none_is_not_enough(held: SdJwt, judge: Judge) -> None:
    assert failures(judge(held.presented)) == ["not-bound"]
    assert failures(judge(held.presented, needs=False)) == []


@pytest.mark.parametrize(
    ("header", "because"),
    [
        ({"typ": "JWT"}, "wrong-type"),
        ({"typ": "dc+sd-jwt"}, "wrong-type"),
        ({"typ": ""}, "wrong-type"),
        ({"alg": "none"}, "not-signed"),
        ({"alg": "HS256"}, "wrong-algorithm"),
        ({"alg": "EdDSA"}, "binding-does-not-fit"),
        ({"crit": ["x"]}, "critical-header"),
    ],
)
def test_a_binding_says_what_it_is(header: Json, because: str, held: SdJwt, holder: SigningKey, judge: Judge) -> None:
    assert failures(judge(forged(held, holder, header))) == [because]


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, []),
        ({"aud": None}, ["malformed-binding"]),
        ({"aud": [AUDIENCE]}, ["malformed-binding"]),
        ({"nonce": None}, ["malformed-binding"]),
        ({"nonce": 7}, ["malformed-binding"]),
        ({"iat": None}, ["malformed-binding"]),
        ({"iat": "2026"}, ["malformed-binding"]),
        ({"iat": True}, ["malformed-binding"]),
        ({"iat": -1}, ["malformed-binding"]),
        ({"iat": 10**18}, ["malformed-binding"]),
        ({"sd_hash": None}, ["binding-of-another"]),
        ({"sd_hash": "x"}, ["binding-of-another"]),
        ({"more": "of no concern"}, []),
    ],
)
def test_a_binding_says_all_of_it(
    changes: Json, because: list[str], held: SdJwt, holder: SigningKey, judge: Judge
) -> None:
    assert failures(judge(forged(held, holder, **changes))) == because


def test_a_number_of_many_digits_is_no_date(held: SdJwt, holder: SigningKey, judge: Judge) -> None:
    presented = present(held, [])
    payload = orjson.dumps({"aud": AUDIENCE, "nonce": NONCE, "sd_hash": digest(presented), "iat": 0})
    token = forge({"alg": "ES256", "typ": "kb+jwt"}, payload.replace(b'"iat":0', b'"iat":' + b"9" * 400), holder)
    assert failures(judge(presented + token)) == ["malformed-binding"]


def test_a_thief_cannot_bind_it(held: SdJwt, judge: Judge) -> None:
    thief = SigningKey.from_seed(bytes([5] * 32), kind=Kind.P256)
    assert code_of(bind, held.presented, thief, audience=AUDIENCE, nonce=NONCE, at=NOW) == "not-the-holder"
    assert failures(judge(forged(held, thief))) == ["binding-does-not-fit"]
    assert failures(judge(forged(held, thief, {"jwk": thief.public_key.jwk}))) == ["binding-does-not-fit"]


@pytest.mark.parametrize(
    ("confirmation", "because", "outcome"),
    [
        (None, "no-holder-key", Outcome.FAILED),
        ("key", "no-holder-key", Outcome.FAILED),
        ({"kid": "did:example:ana#1"}, "unsupported-key", Outcome.UNKNOWN),
        ({"jwk": "key"}, "unsupported-key", Outcome.UNKNOWN),
        ({"jwk": {"kty": "RSA"}}, "unsupported-key", Outcome.UNKNOWN),
        ({"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}}, "bad-key", Outcome.FAILED),
    ],
)
def test_a_token_that_names_no_holder_cannot_be_bound(
    confirmation: Any,
    because: str,
    outcome: Outcome,
    claims: Json,
    issuer: SigningKey,
    holder: SigningKey,
    judge: Judge,
) -> None:
    payload = claims | ({"cnf": confirmation} if confirmation else {})
    token = sd_jwt_vc(payload, issuer, disclosable=[], salts=new_salts())
    assert code_of(bind, token, holder, audience=AUDIENCE, nonce=NONCE, at=NOW) == because
    binding = forge({"alg": "ES256", "typ": "kb+jwt"}, {}, holder)
    found = judge(token + binding)[-1]
    assert (found.name, found.because, found.outcome) == ("holder", because, outcome)


def test_a_w3c_credential_can_be_bound_too(
    credential: Json, salts: Iterator[str], issuer: SigningKey, holder: SigningKey, judge: Judge
) -> None:
    bound = credential | {"cnf": {"jwk": holder.public_key.jwk}}
    token = open_sd_jwt(sd_jwt(bound, issuer, disclosable=[("credentialSubject", "name")], salts=salts))
    presentation = bind(present(token, []), holder, audience=AUDIENCE, nonce=NONCE, at=NOW)
    assert failures(judge(presentation)) == []


def test_a_bound_token_that_is_bound_again_loses_the_first_binding(
    held: SdJwt, holder: SigningKey, judge: Judge
) -> None:
    first = bind(held.presented, holder, audience="https://other.example", nonce="x", at=NOW)
    second = bind(first, holder, audience=AUDIENCE, nonce=NONCE, at=NOW)
    assert failures(judge(second)) == []
    assert second.count("~") == first.count("~")


def test_the_json_form_carries_the_binding_beside_the_disclosures(
    held: SdJwt, holder: SigningKey, judge: Judge
) -> None:
    signed, *disclosures, binding = shown(held, holder).split("~")
    protected, payload, signature = signed.split(".")
    unprotected = {"disclosures": disclosures, "kb_jwt": binding}
    written = {"payload": payload, "protected": protected, "signature": signature, "header": unprotected}
    assert failures(judge(compact_of(orjson.dumps(written)))) == []
