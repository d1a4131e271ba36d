"""Single steps of the standards from the terminal: what is asked, what comes out, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from testamur.core.credential import Kind, SigningKey, cbor
from testamur.core.credential.jose.sd_jwt import bind, open_sd_jwt, sd_jwt_vc
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.status import TokenStatusList
from testamur.interfaces.cli.main import cli
from tokens import new_salts

ISSUER, HOLDER = (SigningKey.from_seed(bytes([number]) * 32, kind=Kind.P256) for number in (1, 2))


def run(*words: str | Path, stdin: bytes | str = b"") -> Result:
    return CliRunner().invoke(cli, ["tool", *map(str, words)], input=stdin)


def test_rdfc_names_blank_nodes_canonically() -> None:
    result = run("rdfc", stdin='_:z <p:b> "é\\u0007" .\n<s:a><p:b>_:z.')
    assert (result.exit_code, result.stdout) == (0, '<s:a> <p:b> _:c14n0 .\n_:c14n0 <p:b> "é\\u0007" .\n')


def test_rdfc_takes_another_hash() -> None:
    data = "_:a <p:b> _:b .\n_:b <p:c> _:a .\n_:d <p:b> _:b ."
    found = {run("rdfc", "--hash", name, stdin=data).stdout for name in ("SHA256", "SHA384")}
    assert len(found) == 2
    assert run("rdfc", "--hash", "MD5", stdin=data).exit_code == 2


@pytest.mark.parametrize(
    "data", ["<s:a> <p:b> .", "".join(f"_:{a} <p:b> _:{b} .\n" for a in range(9) for b in range(9) if a != b)]
)
def test_rdfc_refuses_what_it_cannot_canonicalise(data: str) -> None:
    result = run("rdfc", stdin=data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr


def test_jcs_writes_bytes_and_nothing_else() -> None:
    result = run("jcs", stdin='{"\\u20ac": 1.0, "a": [true, 1E30, "\\u000f"]}')
    assert (result.exit_code, result.stdout_bytes) == (0, '{"a":[true,1e+30,"\\u000f"],"€":1}'.encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('{"a": 1, "a": 1}', "repeated-name"),
        ('"\\ud800"', "lone-surrogate"),
        ('{"\\udc00": 1}', "lone-surrogate"),
        ("NaN", "not-json"),
        ("[Infinity]", "not-json"),
        ("1e999", "not-json"),
        ("9007199254740993", "unsafe-number"),
        ("", "not-json"),
        ("[" * 50 + "]" * 50, "too-deep"),
        (b'"\xff"', "not-utf8"),
    ],
)
def test_jcs_refuses_what_has_two_meanings_or_none(data: bytes | str, code: str) -> None:
    result = run("jcs", stdin=data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(code)


def sd_jwt_of(**claims: Any) -> str:
    told = {"vct": "https://example.edu/badge", "iss": ISSUER.controller, "name": "Niki", "marks": [1, 2], **claims}
    paths = [("name",), ("marks", None)]
    return sd_jwt_vc(told, ISSUER, disclosable=paths, salts=new_salts(), holder=HOLDER.public_key)


def asked(token: str, **members: Any) -> str:
    return json.dumps({"sd_jwt": token, "issuer_public_jwk": ISSUER.public_key.jwk, **members})


def bound(token: str) -> str:
    from datetime import UTC, datetime

    return bind(token, HOLDER, audience="https://verifier.example", nonce="n1", at=datetime.now(UTC))


def test_sd_jwt_verify_prints_the_claims_that_are_shown() -> None:
    result = run("sd-jwt-verify", stdin=asked(sd_jwt_of()))
    assert result.exit_code == 0, result.stderr
    claims = json.loads(result.stdout)
    assert (claims["name"], claims["marks"], claims["cnf"]["jwk"]) == ("Niki", [1, 2], HOLDER.public_key.jwk)
    assert not {"_sd", "_sd_alg"} & set(claims)


def test_sd_jwt_verify_asks_the_holder_where_a_nonce_is_given() -> None:
    told = {"nonce": "n1", "aud": "https://verifier.example"}
    assert run("sd-jwt-verify", stdin=asked(bound(sd_jwt_of()), **told)).exit_code == 0
    assert run("sd-jwt-verify", stdin=asked(bound(sd_jwt_of()), nonce=None, aud=None)).exit_code == 0
    for token, changed in (
        (sd_jwt_of(), {}),
        (bound(sd_jwt_of()), {"nonce": "n2"}),
        (bound(sd_jwt_of()), {"aud": "https://other.example"}),
    ):
        assert (
            run(
                "sd-jwt-verify",
                stdin=asked(token, **{**told, **changed}),
            ).exit_code
            == 1
        )


def test_sd_jwt_verify_refuses_what_is_not_as_it_was_signed() -> None:
    token = sd_jwt_of()
    signed, *disclosures = token.split("~")
    stray = base64url_encode(b'["c2FsdA","admin",true]')
    other = SigningKey.from_seed(b"\3" * 32, kind=Kind.P256)
    for bad, code in (
        (asked(f"{signed}~{stray}~"), "unreferenced-disclosure"),
        (asked("~".join([signed, disclosures[0], disclosures[0], ""])), "repeated-disclosure"),
        (asked(token, issuer_public_jwk=other.public_key.jwk), "signature-does-not-fit"),
        (asked(sd_jwt_of(exp=1)), "expired"),
        (asked(token, issuer_public_jwk="k"), "unsupported-key"),
        (asked("a.b.c"), "not-an-sd-jwt"),
        (json.dumps({"sd_jwt": 7, "issuer_public_jwk": ISSUER.public_key.jwk}), "misshapen"),
        ("[]", "not-an-object"),
        ("{", "not-json"),
    ):
        result = run("sd-jwt-verify", stdin=bad)
        assert (result.exit_code, result.stdout) == (1, ""), bad
        assert result.stderr.startswith(code), result.stderr


@pytest.mark.parametrize("size", [1, 2, 4, 8])
def test_status_list_prints_every_status(size: int) -> None:
    statuses = [number % (1 << size) for number in range(200_000)]
    told = {"bits": size, "lst": TokenStatusList.of(statuses, size).encode()}
    result = run("status-list", stdin=json.dumps(told))
    assert (result.exit_code, json.loads(result.stdout)) == (0, statuses)


@pytest.mark.parametrize(
    "told", [{"bits": 3, "lst": ""}, {"bits": 1, "lst": "AAAA"}, {"bits": 1}, {}, {"bits": True, "lst": "eNo"}]
)
def test_status_list_refuses_what_is_no_list(told: dict[str, Any]) -> None:
    result = run("status-list", stdin=json.dumps(told))
    assert (result.exit_code, result.stdout) == (1, "")


def test_an_empty_status_list_is_an_empty_array() -> None:
    told = {"bits": 1, "lst": TokenStatusList.of([], 1).encode()}
    assert json.loads(run("status-list", stdin=json.dumps(told)).stdout) == []


def method(kind: Kind, who: str = "https://issuer.example/1") -> dict[str, Any]:
    secret = (4711).to_bytes(kind.size, "big")
    key = SigningKey.from_seed(secret, who, kind=kind, method=f"{who}#{kind.curve}")
    jwk = key.public_key.jwk
    names = {"id": key.verification_method, "type": "JsonWebKey", "controller": who}
    return {**names, "publicKeyJwk": jwk, "secretKeyJwk": {**jwk, "d": base64url_encode(secret)}}


DOCUMENTS = {
    "credential": {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "https://issuer.example/1",
        "credentialSubject": {"id": "did:example:ann", "name": "Ann", "phones": ["1", "2"]},
    },
    "presentation": {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": "https://issuer.example/1",
    },
}


def through_files(folder: Path, verb: str, source: object, key: object, feature: str, *more: str) -> tuple[int, Any]:
    (folder / "in").write_text(source if isinstance(source, str) else json.dumps(source))
    (folder / "key").write_text(json.dumps(key))
    files = ["--input", folder / "in", "--key", folder / "key", "--output", folder / "new" / "out"]
    result = run("jose", verb, *files, "--feature", feature, *more)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, json.loads((folder / "new" / "out").read_text())


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("secured", ["jose", "sdjwt", "cose"])
@pytest.mark.parametrize("what", ["credential", "presentation"])
def test_jose_verifies_what_it_issued_and_nothing_else(tmp_path: Path, kind: Kind, what: str, secured: str) -> None:
    document, feature = DOCUMENTS[what], f"{what}_{secured}"
    hidden = '["credentialSubject.name", "credentialSubject.phones[1]"]' if feature == "credential_sdjwt" else "[]"
    code, issued = through_files(tmp_path, "issue", document, method(kind), feature, "--sd", hidden)
    assert (code, issued["result"]) == (0, "success"), issued
    if feature == "credential_sdjwt":
        assert len(open_sd_jwt(issued["data"]).places) == 2
    public = {name: value for name, value in method(kind).items() if name != "secretKeyJwk"}
    code, verified = through_files(tmp_path, "verify", issued["data"] + "\n", public, feature)
    assert (code, verified["result"]) == (0, "success"), verified
    assert verified["data"].items() >= document.items()
    assert through_files(tmp_path, "verify", issued["data"], public["publicKeyJwk"], feature)[0] == 0
    other = {**public, "publicKeyJwk": SigningKey.from_seed(b"\5" * 32, kind=Kind.P256).public_key.jwk}
    code, refused = through_files(tmp_path, "verify", issued["data"], other, feature)
    assert (code, refused["result"]) == (1, "failure")
    wrong = {"credential": "presentation", "presentation": "credential"}[what]
    assert through_files(tmp_path, "verify", issued["data"], public, f"{wrong}_{secured}")[0] == 1


@pytest.mark.parametrize(
    ("source", "key", "more"),
    [
        ({"type": "VerifiableCredential"}, method(Kind.P256), ()),
        (DOCUMENTS["credential"], method(Kind.P256, "https://somebody.example"), ()),
        (DOCUMENTS["credential"], {"kty": "RSA"}, ()),
        (DOCUMENTS["credential"], {}, ()),
        (DOCUMENTS["credential"], method(Kind.P256), ("--sd", '["issuer"]')),
        (DOCUMENTS["credential"], method(Kind.P256), ("--sd", '["credentialSubject.phones[99999999999999]"]')),
        (DOCUMENTS["credential"], method(Kind.P256), ("--sd", '{"a": 1}')),
        ("[]", method(Kind.P256), ()),
    ],
)
def test_jose_says_in_the_result_why_nothing_was_issued(
    tmp_path: Path, source: object, key: object, more: tuple[str, ...]
) -> None:
    code, result = through_files(tmp_path, "issue", source, key, "credential_sdjwt", *more)
    assert (code, result["result"]) == (1, "failure")
    assert result["data"]


@pytest.mark.parametrize("token", ["", "a.b.c", "~", "eyJ", "{}"])
def test_jose_says_in_the_result_why_a_token_is_not_good(tmp_path: Path, token: str) -> None:
    for feature in ("credential_jose", "credential_sdjwt", "credential_cose"):
        code, result = through_files(tmp_path, "verify", token, method(Kind.P256), feature)
        assert (code, result["result"]) == (1, "failure")


def test_jose_takes_a_key_in_cbor_too(tmp_path: Path) -> None:
    seed = bytes(range(32))
    key = SigningKey.from_seed(seed)
    document = DOCUMENTS["credential"] | {"issuer": key.controller}
    (tmp_path / "in").write_text(json.dumps(document))
    (tmp_path / "key").write_bytes(cbor.encode({1: 1, -1: 6, -2: key.public_key.raw, -4: seed}))
    files = ["--input", tmp_path / "in", "--key", tmp_path / "key", "--output", tmp_path / "out"]
    assert run("jose", "issue", *files, "--feature", "credential_cose").exit_code == 0
    (tmp_path / "in").write_text(json.loads((tmp_path / "out").read_text())["data"])
    (tmp_path / "key").write_bytes(cbor.encode({1: 1, -1: 6, -2: key.public_key.raw}))
    assert run("jose", "verify", *files, "--feature", "credential_cose").exit_code == 0
    assert json.loads((tmp_path / "out").read_text())["data"] == document
