"""Whatever is sent, there is an answer in the form that was promised; never a crash, and never a yes by mistake."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Document = dict[str, Any]
POSTS = (
    "/credentials/issue",
    "/credentials/verify",
    "/credentials/derive",
    "/credentials/status",
    "/presentations/verify",
)
V2 = "https://www.w3.org/ns/credentials/v2"
LEAF = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        [V2, "VerifiableCredential", "urn:a:b", "did:key:z6Mk", "proof", "eyJ.eyJ.x", "\ud800", 2**70, 1e308]
    )
)
WORDS = """@context @id @type @graph @list @value @language @direction @included @reverse @nest @vocab id type issuer
    credentialSubject credentialStatus credentialSchema proof proofValue cryptosuite created verificationMethod
    proofPurpose previousProof holder verifiableCredential validFrom validUntil issuanceDate name description evidence
    relatedResource digestSRI refreshService termsOfUse statusListIndex statusPurpose statusListCredential vct _sd ...
    options checks challenge domain format mandatoryPointers selectivePointers credentialId status"""
NAMES = st.sampled_from(WORDS.split())
VALUE = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=6),
    max_leaves=20,
)
QUIET = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sound(status: int, body: Any) -> None:
    """Every answer is a yes, or a no with its reasons."""
    if status in {200, 201}:
        assert "errors" not in body
        assert body.get("verified", True) is True
    else:
        assert status in {400, 404, 413}
        assert body["errors"]
        assert body["verified"] is False


@QUIET
@given(path=st.sampled_from(POSTS), body=VALUE)
def test_any_json_gets_an_answer(api: Any, path: str, body: object) -> None:
    sound(*api.ask("POST", path, json.dumps(body).encode()))


@QUIET
@given(change=st.dictionaries(NAMES, VALUE, max_size=3), options=st.dictionaries(NAMES, VALUE, max_size=3))
def test_any_change_to_a_credential_gets_an_answer(
    api: Any, credential: Document, change: Document, options: Document
) -> None:
    sound(*api.ask("POST", POSTS[0], json.dumps({"credential": credential | change, "options": options}).encode()))


@QUIET
@given(change=st.dictionaries(NAMES, VALUE, min_size=1, max_size=3), in_proof=st.booleans())
def test_any_change_to_what_was_signed_gets_an_answer(
    api: Any, credential: Document, change: Document, *, in_proof: bool
) -> None:
    signed = api.issue(credential)
    changed = signed | ({"proof": signed["proof"] | change} if in_proof else change)
    for path, name in (
        ("/credentials/verify", "verifiableCredential"),
        ("/presentations/verify", "verifiablePresentation"),
        ("/credentials/derive", "verifiableCredential"),
    ):
        sound(*api.ask("POST", path, json.dumps({name: changed}).encode()))


@QUIET
@given(data=st.binary(max_size=60), path=st.sampled_from(POSTS))
def test_any_bytes_get_an_answer(api: Any, data: bytes, path: str) -> None:
    sound(*api.ask("POST", path, data))


@QUIET
@given(
    text=st.text(max_size=40),
    start=st.sampled_from(["/1.0/identifiers/", "/1.0/identifiers/did:key:z", "/1.0/identifiers/did:web:"]),
)
def test_any_name_gets_a_resolution_result(api: Any, text: str, start: str) -> None:
    status, body = api.ask("GET", start + text.encode("utf-8", "replace").decode())
    assert status in {200, 400, 404}
    assert ("error" in body["didResolutionMetadata"]) == (status != 200)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "not-json"),
        (b"[]", 400, "not-an-object"),
        (b'{"credential": 1, "credential": 2}', 400, "repeated-name"),
        (b'{"a": NaN}', 400, "not-json"),
        (b"\xff{}", 400, "not-utf8"),
        (b"[" * 100_000, 400, "too-deep"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, 400, "too-deep"),
        (b'{"a": ' + b"9" * 10_000 + b"}", 400, "not-json"),
        (b'"' + b"a" * 2**20 + b'"', 413, "too-large"),
    ],
)
@pytest.mark.parametrize("path", POSTS)
def test_bodies_have_limits(api: Any, path: str, body: bytes, status: int, code: str) -> None:
    found, answer = api.ask("POST", path, body)
    assert (found, answer["errors"][0]["code"]) == (status, code)
    assert answer["errors"][0]["detail"]


def test_a_body_is_not_read_beyond_its_limit(api: Any) -> None:
    for told in ("", "9" * 30, "-1", "x"):
        assert api.ask("POST", POSTS[0], b" " * (2**20 + 5), CONTENT_LENGTH=told)[0] == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/credentials/issue", 405),
        ("DELETE", "/credentials/status", 405),
        ("POST", "/1.0/identifiers/did:key:z6Mk", 405),
        ("GET", "/", 404),
        ("POST", "/credentials/issue/", 404),
        ("POST", "//credentials/issue", 404),
        ("GET", "/credentials/\u00e9\u0000", 404),
    ],
)
def test_other_addresses_and_methods_are_told_as_that(api: Any, method: str, path: str, status: int) -> None:
    found, body = api.ask(method, path, {})
    assert found == status
    assert body["errors"][0]["detail"]
    assert ("Allow" in api.headers) == (status == 405)


def nested(depth: int) -> Document:
    return {"mark": nested(depth - 1)} if depth else {"mark": "x"}


def clique(size: int) -> list[Document]:
    return [
        {"id": f"_:b{number}", "mark": [{"id": f"_:b{other}"} for other in range(size) if other != number]}
        for number in range(size)
    ]


@pytest.mark.parametrize(
    "subject",
    [
        {"mark": ["x"] * 200_000},
        {"mark": [{"mark": str(number)} for number in range(30_000)]},
        {"mark": clique(9)},
        {"mark": [{}] * 100_000},
        {"mark": "x" * 900_000},
        {"mark": [{"@context": {f"t{n}": f"urn:t:{n}"}, f"t{n}": n} for n in range(3_000)]},
        {"@context": {f"t{n}": f"urn:t:{n}" for n in range(20_000)}, "mark": "x"},
        {"mark": [{"@context": {f"t{n}": f"urn:t:{n}" for n in range(100)}} for _ in range(400)]},
        {f"urn:t:{n}": "x" for n in range(40_000)},
        {"mark": {"@list": [{"@list": ["x"] * 100} for _ in range(1000)]}},
    ],
    ids=range(10),
)
def test_a_large_document_is_answered(api: Any, credential: Document, subject: Document) -> None:
    sound(*api.post("/credentials/issue", {"credential": credential | {"credentialSubject": subject}}))
