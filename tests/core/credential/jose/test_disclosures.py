"""Disclosures: those that do not belong, and that those that do lead back to what was hidden."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, Kind, Report, SigningKey
from testamur.core.credential.jose.sd_jwt import Path, issue, open_sd_jwt, present
from testamur.core.credential.jose.sd_jwt.disclosure import digest, write_disclosure
from testamur.core.credential.multibase import base64url_encode
from tokens import code_of, forge, key_of, new_salts, reasons

Judge = Callable[..., Report]
Json = dict[str, Any]


def with_disclosures(payload: Json, issuer: SigningKey, *disclosures: str) -> str:
    header = {"alg": "ES256", "typ": "dc+sd-jwt", "kid": issuer.verification_method}
    return "~".join([forge(header, payload, issuer), *disclosures, ""])


NAME = write_disclosure(("salt", "name", "Ana"))
ELEMENT = write_disclosure(("salt", "Ana"))


@pytest.mark.parametrize(
    ("payload", "disclosures", "code"),
    [
        ({}, [NAME], "unreferenced-disclosure"),
        ({"_sd": [digest(NAME)]}, [NAME, NAME], "repeated-disclosure"),
        ({"_sd": [digest(NAME), digest(NAME)]}, [NAME], "repeated-digest"),
        ({"_sd": [digest(NAME)], "a": {"_sd": [digest(NAME)]}}, [NAME], "repeated-digest"),
        ({"_sd": ["decoy", "decoy"]}, [], "repeated-digest"),
        ({"_sd": [digest(NAME)], "name": "Eve"}, [NAME], "overridden-claim"),
        ({"_sd": [digest(ELEMENT)]}, [ELEMENT], "wrong-disclosure"),
        ({"a": [{"...": digest(NAME)}]}, [NAME], "wrong-disclosure"),
        ({"a": [{"...": digest(ELEMENT), "b": 1}]}, [ELEMENT], "reserved-name"),
        ({"a": {"...": digest(ELEMENT)}}, [ELEMENT], "reserved-name"),
        ({"a": {"_sd_alg": "sha-256"}}, [], "reserved-name"),
        ({"_sd": "digest"}, [], "malformed-digest"),
        ({"_sd": [7]}, [], "malformed-digest"),
        ({"_sd": [["a"]]}, [], "malformed-digest"),
        ({"a": [{"...": 7}]}, [], "malformed-digest"),
        ({"_sd": []}, ["aaaa"], "not-utf8"),
        ({"_sd": []}, ["====="], "bad-base64url"),
    ],
)
def test_digests_and_disclosures_that_are_refused(
    payload: Json, disclosures: list[str], code: str, issuer: SigningKey, judged: Judge
) -> None:
    token = with_disclosures(payload | {"vct": "a"}, issuer, *disclosures)
    assert code_of(open_sd_jwt, token) == code
    assert reasons(judged(token)) == [code]


@pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
def test_a_disclosure_cannot_bring_the_name_of_a_digest(name: str, issuer: SigningKey) -> None:
    disclosed = write_disclosure(("salt", name, ["x"]))
    assert code_of(open_sd_jwt, with_disclosures({"_sd": [digest(disclosed)]}, issuer, disclosed)) == "reserved-name"


@pytest.mark.parametrize("value", [{}, "a", [], ["s"], ["s", "n", "v", "x"], [1, "n", "v"], ["s", 7, "v"], None])
def test_disclosures_that_are_none(value: Any, issuer: SigningKey) -> None:
    disclosed = base64url_encode(orjson.dumps(value))
    token = with_disclosures({"_sd": [digest(disclosed)]}, issuer, disclosed)
    assert code_of(open_sd_jwt, token) == "malformed-disclosure"


def test_a_disclosure_may_hold_others_and_then_needs_them_in_order_of_nothing(issuer: SigningKey) -> None:
    inner = write_disclosure(("salt", "street", "Carrer Major 1"))
    outer = write_disclosure(("salt", "address", {"_sd": [digest(inner)]}))
    payload = {"_sd": [digest(outer)]}
    for order in ([inner, outer], [outer, inner]):
        opened = open_sd_jwt(with_disclosures(payload, issuer, *order))
        assert opened.claims == {"address": {"street": "Carrer Major 1"}}
        assert set(opened.places) == {("address",), ("address", "street")}
    assert code_of(open_sd_jwt, with_disclosures(payload, issuer, inner)) == "unreferenced-disclosure"


def test_digests_that_were_hidden_twice_are_found_where_they_are_disclosed(issuer: SigningKey) -> None:
    hidden = write_disclosure(("salt", "name", "Ana"))
    outer = write_disclosure(("salt", "a", {"_sd": [digest(hidden)]}))
    payload = {"_sd": [digest(outer), digest(hidden)]}
    assert code_of(open_sd_jwt, with_disclosures(payload, issuer, outer, hidden)) == "repeated-digest"


def test_disclosures_inside_disclosures_end_somewhere(issuer: SigningKey) -> None:
    disclosures = [write_disclosure(("salt", "a", "the end"))]
    for _ in range(60):
        disclosures.append(write_disclosure(("salt", "a", {"_sd": [digest(disclosures[-1])]})))
    token = with_disclosures({"_sd": [digest(disclosures[-1])]}, issuer, *disclosures)
    assert code_of(open_sd_jwt, token) == "too-deep"


def test_what_is_too_much_is_refused(issuer: SigningKey) -> None:
    assert code_of(open_sd_jwt, "e30.e30.AA~" + "A" * 4 * 2**20) == "too-large"
    token = with_disclosures({}, issuer, *(write_disclosure((str(number), "a", 1)) for number in range(2_001)))
    assert code_of(open_sd_jwt, token) == "too-many-disclosures"


@pytest.mark.parametrize("text", ["", "~", "~~", "a.b.c", "é~"])
def test_texts_that_are_no_sd_jwt(text: str) -> None:
    assert code_of(open_sd_jwt, text) == "not-an-sd-jwt"


NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def every_path(value: Any, path: Path = ()) -> Iterator[Path]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from every_path(inner, (*path, step))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=3), st.data(), st.integers(0, 2))
def test_hidden_and_disclosed_again_claims_are_what_they_were(claims: Json, data: st.DataObject, decoys: int) -> None:
    paths = [path for path in every_path(claims) if data.draw(st.booleans())]
    key = key_of(Kind.ED25519)
    token = issue(claims, key, typ="dc+sd-jwt", disclosable=paths, salts=new_salts(), decoys=decoys)
    opened = open_sd_jwt(token)
    assert opened.claims == claims
    assert set(opened.places) == set(paths)
    for path in paths:
        shown = open_sd_jwt(present(opened, [path]))
        assert len(shown.places) == sum(path[:length] in set(paths) for length in range(1, len(path) + 1))


DISCLOSED = st.lists(VALUES, max_size=4).map(lambda parts: f"e30.e30.AA~{write_disclosure(tuple(parts))}~")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ey.~A0", max_size=60) | DISCLOSED)
def test_no_text_does_anything_but_open_or_be_refused(text: str) -> None:
    with contextlib.suppress(CredentialError):
        open_sd_jwt(text)
