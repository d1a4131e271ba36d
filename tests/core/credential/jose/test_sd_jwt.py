"""SD-JWT: what is hidden, what is shown, and what nobody may hide or slip in."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from testamur.core.credential import Kind, Outcome, Report, SigningKey, Verdict, World, jwt
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.check import check_sd_jwt
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.sd_jwt import Path, issue, open_sd_jwt, present, sd_jwt, sd_jwt_vc
from testamur.core.credential.jose.sd_jwt.token import compact_of
from tokens import ISSUER, NOW, code_of, forge, key_of, new_salts, reasons

Judge = Callable[..., Report]
Json = dict[str, Any]

PATHS: tuple[Path, ...] = (
    ("credentialSubject", "name"),
    ("credentialSubject", "address"),
    ("credentialSubject", "address", "street"),
    ("credentialSubject", "results", None, "grade"),
    ("credentialSubject", "results", 1),
    ("credentialSubject", "languages", None),
)


@pytest.mark.parametrize("kind", list(Kind))
def test_with_everything_disclosed_it_is_the_credential(
    kind: Kind, credential: Json, judged: Judge, salts: Iterator[str]
) -> None:
    token = sd_jwt(credential, key_of(kind), disclosable=PATHS, salts=salts)
    report = judged(token)
    assert (report.verdict, report.form) == (Verdict.VALID, "sd-jwt")
    assert report.credential == credential


def test_with_nothing_disclosed_nothing_of_it_can_be_read(
    credential: Json, judged: Judge, salts: Iterator[str], issuer: SigningKey
) -> None:
    token = open_sd_jwt(sd_jwt(credential, issuer, disclosable=PATHS, salts=salts))
    shown = present(token, [])
    assert shown.count("~") == 1
    report = judged(shown)
    assert report.verdict is Verdict.VALID
    assert report.credential is not None
    assert report.credential["credentialSubject"] == {
        "id": "did:example:ana",
        "results": [{"subject": "Data"}],
        "languages": [],
    }


@pytest.mark.parametrize(
    ("paths", "subject"),
    [
        ([("credentialSubject", "name")], {"name": "Ana Ferrer"}),
        ([("credentialSubject", "address")], {"address": {"city": "Lleida"}}),
        ([("credentialSubject", "address", "street")], {"address": {"street": "Carrer Major 1", "city": "Lleida"}}),
        ([("credentialSubject", "languages", 2)], {"languages": ["ms"]}),
        ([("credentialSubject", "languages", None)], {"languages": ["ca", "en", "ms"]}),
        (
            [("credentialSubject", "results", 1, "grade")],
            {"results": [{"subject": "Data"}, {"subject": "Law", "grade": "A"}]},
        ),
    ],
)
def test_what_a_holder_shows_brings_what_stands_around_it(
    paths: list[Path], subject: Json, credential: Json, judged: Judge, salts: Iterator[str], issuer: SigningKey
) -> None:
    token = open_sd_jwt(sd_jwt(credential, issuer, disclosable=PATHS, salts=salts))
    report = judged(present(token, paths))
    hidden = {"id": "did:example:ana", "results": [{"subject": "Data"}], "languages": []}
    assert report.verdict is Verdict.VALID
    assert report.credential is not None
    assert report.credential["credentialSubject"] == hidden | subject


def test_nothing_that_is_open_or_not_there_can_be_chosen(
    credential: Json, salts: Iterator[str], issuer: SigningKey
) -> None:
    token = open_sd_jwt(sd_jwt(credential, issuer, disclosable=PATHS, salts=salts))
    for path in (("issuer",), ("credentialSubject", "languages", 3), ("credentialSubject", "languages", "ca")):
        assert code_of(present, token, [path]) == "no-such-claim"


@pytest.mark.parametrize(
    "path",
    [
        ("nothing",),
        ("credentialSubject", "name", "first"),
        ("credentialSubject", None),
        ("credentialSubject", "results", 2),
        ("credentialSubject", "results", -1),
        ("credentialSubject", "results", "first"),
    ],
)
def test_a_path_to_nothing_is_refused_for_it_would_hide_nothing(
    path: Path, credential: Json, salts: Iterator[str], issuer: SigningKey
) -> None:
    assert code_of(sd_jwt, credential, issuer, disclosable=[path], salts=salts) == "no-such-claim"


@pytest.mark.parametrize(
    "path",
    [
        ("credentialStatus",),
        ("credentialStatus", "statusListIndex"),
        ("validFrom",),
        ("validUntil",),
        ("issuer",),
        ("issuer", "id"),
        ("type",),
        ("type", 0),
        ("@context",),
        ("credentialSchema", "id"),
        ("credentialSubject",),
        ("exp",),
        ("nbf",),
        ("iss",),
        ("cnf", "jwk"),
        ("status",),
        ("vct",),
    ],
)
def test_what_says_whether_it_holds_cannot_be_hidden(
    path: Path, credential: Json, salts: Iterator[str], issuer: SigningKey, known: World
) -> None:
    assert code_of(sd_jwt, credential, issuer, disclosable=[path], salts=salts) == "must-not-be-hidden"
    document = credential | {"validUntil": "2030-01-01T00:00:00Z", "exp": 1_900_000_000, "nbf": 1, "iss": ISSUER}
    document |= {"credentialStatus": {"type": "X", "statusListIndex": "1"}, "credentialSchema": {"id": "https://a.b"}}
    document |= {"cnf": {"jwk": {}}, "status": {}, "vct": "a"}
    token = open_sd_jwt(issue(document, issuer, typ="vc+sd-jwt", disclosable=[path], salts=salts))
    assert [check.because for check in check_sd_jwt(token, known, NOW, Asked())] == ["must-not-be-hidden"]


def test_parts_of_the_issuer_may_be_hidden(
    credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = open_sd_jwt(sd_jwt(credential, issuer, disclosable=[("issuer", "name"), ("id",)], salts=salts))
    report = judged(present(token, []))
    assert report.verdict is Verdict.VALID
    assert report.credential is not None
    assert (report.credential["issuer"], "id" in report.credential) == ({"id": ISSUER}, False)


def test_decoys_hide_how_much_is_hidden(credential: Json, salts: Iterator[str], issuer: SigningKey) -> None:
    token = sd_jwt(credential, issuer, disclosable=PATHS, salts=salts, decoys=3)
    payload = open_sd_jwt(token).jws.claims()
    subject = payload["credentialSubject"]
    assert len(subject["_sd"]) == 2 + 3
    assert subject["_sd"] == sorted(subject["_sd"])
    assert len(subject["languages"]) == 3 + 3
    assert "_sd" not in payload
    assert open_sd_jwt(token).claims == credential


def test_without_anything_to_hide_it_is_a_plain_token(
    credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = sd_jwt(credential, issuer, disclosable=[], salts=salts, decoys=2)
    assert token.endswith("~")
    assert open_sd_jwt(token).jws.claims() == credential
    assert judged(token).verdict is Verdict.VALID


def test_a_salt_is_used_once_and_never_missing(credential: Json, issuer: SigningKey) -> None:
    assert code_of(sd_jwt, credential, issuer, disclosable=PATHS, salts=iter(["one"])) == "no-salt"
    taken = new_salts()
    sd_jwt(credential, issuer, disclosable=PATHS, salts=taken)
    assert next(taken) == "salt-00000000000000000009"


@pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
def test_names_of_digests_are_no_names_of_claims(
    name: str, credential: Json, salts: Iterator[str], issuer: SigningKey
) -> None:
    document = copy.deepcopy(credential)
    document["credentialSubject"]["results"][0][name] = ["x"]
    assert code_of(sd_jwt, document, issuer, disclosable=[], salts=salts) == "reserved-name"
    document = credential | {"name": name}
    assert open_sd_jwt(sd_jwt(document, issuer, disclosable=[], salts=salts)).claims == document


def test_what_is_no_json_is_refused(credential: Json, salts: Iterator[str], issuer: SigningKey) -> None:
    assert code_of(sd_jwt, credential | {"a": {1, 2}}, issuer, disclosable=[], salts=salts) == "not-json"


@pytest.mark.parametrize("name", ["sha-256", "sha-384", "sha-512"])
def test_digests_by_each_hash(name: str, claims: Json, salts: Iterator[str], issuer: SigningKey) -> None:
    token = issue(claims, issuer, typ="dc+sd-jwt", disclosable=[("given_name",)], salts=salts, hash_name=name)
    assert open_sd_jwt(token).hash_name == name
    assert open_sd_jwt(token).claims == claims


def test_an_unknown_hash_is_neither_written_nor_taken_for_a_forgery(
    claims: Json, salts: Iterator[str], issuer: SigningKey
) -> None:
    arguments: Json = {"typ": "dc+sd-jwt", "disclosable": [("given_name",)], "salts": salts}
    assert code_of(issue, claims, issuer, **arguments, hash_name="md5") == "hash-not-supported"
    for name in ("md5", "sha3-512", "SHA-256", 256):
        token = forge({"alg": "ES256", "typ": "dc+sd-jwt"}, claims | {"_sd_alg": name}, issuer)
        assert code_of(open_sd_jwt, f"{token}~") == "hash-not-supported"


# --- SD-JWT VC ---


def test_an_sd_jwt_vc_is_valid_and_bound_to_its_holder(
    claims: Json, salts: Iterator[str], issuer: SigningKey, holder: SigningKey, judged: Judge
) -> None:
    token = sd_jwt_vc(
        claims, issuer, disclosable=[("given_name",), ("nationalities", None)], salts=salts, holder=holder.public_key
    )
    assert open_sd_jwt(token).jws.header["typ"] == "dc+sd-jwt"
    report = judged(token)
    assert (report.verdict, report.form) == (Verdict.VALID, "sd-jwt-vc")
    assert report.credential == claims | {"cnf": {"jwk": holder.public_key.jwk}}


def test_an_sd_jwt_vc_has_a_type_and_an_issuer(
    claims: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    arguments: Json = {"disclosable": [], "salts": salts}
    assert code_of(sd_jwt_vc, claims | {"vct": 7}, issuer, **arguments) == "no-vct"
    assert code_of(sd_jwt_vc, claims | {"iss": "https://other.example"}, issuer, **arguments) == "not-the-issuer"
    assert code_of(sd_jwt_vc, claims, issuer, disclosable=[("exp",)], salts=salts) == "must-not-be-hidden"
    without = {name: value for name, value in claims.items() if name != "iss"}
    header = {"alg": "ES256", "typ": "dc+sd-jwt", "kid": issuer.verification_method}
    assert reasons(judged(forge(header, without, issuer) + "~")) == ["no-issuer"]
    expired = claims | {"exp": 1_700_000_000}
    assert reasons(judged(sd_jwt_vc(expired, issuer, **arguments))) == ["expired"]


def test_claims_that_name_no_issuer_are_nobodys(claims: Json, issuer: SigningKey, known: World) -> None:
    for nobody in (None, "", 7, {"id": ISSUER}):
        token = open_sd_jwt(forge({"alg": "ES256", "typ": "dc+sd-jwt"}, claims | {"iss": nobody}, issuer) + "~")
        assert [check.because for check in check_sd_jwt(token, known, NOW, Asked())] == ["no-issuer"]


def test_a_number_of_many_digits_is_claimed_as_it_stands(claims: Json, issuer: SigningKey) -> None:
    payload = orjson.dumps(claims | {"large": [0], "_sd": []}).replace(b"[0]", b"[" + b"9" * 30 + b"]")
    assert open_sd_jwt(forge({"alg": "ES256"}, payload, issuer) + "~").claims == claims | {"large": [int("9" * 30)]}


def test_the_status_of_an_sd_jwt_vc_is_never_passed_over(
    claims: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    status = {"status_list": {"idx": 3, "uri": "https://issuer.example/statuses/1"}}
    report = judged(sd_jwt_vc(claims | {"status": status}, issuer, disclosable=[], salts=salts))
    assert report.verdict is Verdict.INDETERMINATE


# --- mixed-up types ---


def test_a_jwt_with_a_tilde_behind_is_no_sd_jwt_and_the_other_way_round(
    credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    assert reasons(judged(jwt(credential, issuer) + "~")) == ["wrong-type"]
    signed = sd_jwt(credential, issuer, disclosable=[], salts=salts).rstrip("~")
    assert reasons(judged(signed)) == ["wrong-type"]


def test_a_w3c_credential_does_not_pass_as_an_sd_jwt_vc(
    credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = issue(credential, issuer, typ="dc+sd-jwt", disclosable=[], salts=salts)
    assert reasons(judged(token)) == ["no-vct"]


@pytest.mark.parametrize("changes", [{"vc": {}}, {"iss": "https://other.example"}, {"sub": "did:example:eve"}])
def test_claims_beside_a_credential_are_judged_as_in_a_jwt(
    changes: Json, credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = issue(credential | changes, issuer, typ="vc+sd-jwt", disclosable=[], salts=salts)
    assert len(reasons(judged(token))) == 1
    if "vc" in changes:
        assert code_of(sd_jwt, credential | changes, issuer, disclosable=[], salts=salts) == "old-vc-claim"


def test_what_is_neither_credential_nor_sd_jwt_vc(issuer: SigningKey, judged: Judge) -> None:
    token = forge({"alg": "ES256", "typ": "vc+sd-jwt"}, {"hello": "world"}, issuer) + "~"
    assert reasons(judged(token)) == ["not-a-credential"]
    presentation = forge({"alg": "ES256", "typ": "vp+sd-jwt"}, {"type": "VerifiablePresentation"}, issuer) + "~"
    assert reasons(judged(presentation)) == ["no-base-context"]


# --- as JSON, and inside JSON ---


@pytest.mark.parametrize("form", ["flattened", "general"])
def test_the_json_forms_are_read_like_the_compact_one(
    form: str, credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = sd_jwt(credential, issuer, disclosable=PATHS, salts=salts)
    signed, *disclosures, _ = token.split("~")
    protected, payload, signature = signed.split(".")
    one = {"header": {"disclosures": disclosures}, "protected": protected, "signature": signature}
    written = {"payload": payload, **one} if form == "flattened" else {"payload": payload, "signatures": [one]}
    assert compact_of(orjson.dumps(written)) == token
    report = judged(orjson.dumps(written))
    assert (report.verdict, report.credential) == (Verdict.VALID, credential)


@pytest.mark.parametrize(
    "value",
    [
        {"payload": "a", "signatures": []},
        {"payload": "a", "signatures": "b"},
        {"payload": "a", "signatures": ["b"]},
        {"payload": "a", "signature": "b", "protected": 7},
        {"payload": "a", "signature": "b", "protected": "c", "header": []},
        {"payload": "a", "signature": "b", "protected": "c", "header": {"disclosures": "d"}},
        {"payload": "a", "signature": "b", "protected": "c", "header": {"disclosures": [1]}},
        {"payload": "a", "signature": "b", "protected": "c", "header": {"kb_jwt": 1}},
    ],
)
def test_json_that_is_no_sd_jwt(value: Json, judged: Judge) -> None:
    assert code_of(compact_of, orjson.dumps(value)) == "not-an-sd-jwt"
    assert reasons(judged(orjson.dumps(value))) == ["not-an-sd-jwt"]


def test_an_sd_jwt_may_come_in_an_envelope(
    credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = sd_jwt(credential, issuer, disclosable=PATHS, salts=salts)
    assert judged(orjson.dumps(envelop(token, "vc+sd-jwt"))).verdict is Verdict.VALID


def test_any_changed_letter_is_noticed(
    credential: Json, salts: Iterator[str], issuer: SigningKey, judged: Judge
) -> None:
    token = sd_jwt(credential, issuer, disclosable=PATHS, salts=salts)
    for position in range(0, len(token), 5):
        changed = token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1 :]
        assert judged(changed).verdict is not Verdict.VALID, position
    assert reasons(judged(token), Outcome.FAILED) == []
