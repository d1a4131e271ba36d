"""Every parser of strangers' bytes, fed with what is nearly right: an answer or a `CredentialError`, and nothing else.

Each starts from something good and changes a few bytes of it; what once went wrong stays as an example. A longer run:
TESTAMUR_FUZZ=20000 .venv/bin/pytest tests/core/credential/test_fuzz.py
"""

from __future__ import annotations

import base64
import gzip
import io
import os
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from testamur.adapters.world import outside
from testamur.core.credential import (
    CredentialError,
    Kind,
    PublicKey,
    SigningKey,
    cbor,
    cose_sign1,
    data_integrity,
    did,
    jwt,
    verify,
)
from testamur.core.credential.baked import bake_png, bake_svg, extract
from testamur.core.credential.canonical.jcs import canonical_json
from testamur.core.credential.canonical.nquads import read_nquads
from testamur.core.credential.canonical.rdfc import canonicalise
from testamur.core.credential.cose.key import jwk_of
from testamur.core.credential.cose.sign1 import open_sign1
from testamur.core.credential.data_url import open_data_url
from testamur.core.credential.envelope import open_envelope
from testamur.core.credential.integrity.selective.sign import ENTROPY_BYTES, Secrets, base_proof
from testamur.core.credential.integrity.selective.values import read_base, read_derived
from testamur.core.credential.jose.jws import open_jws
from testamur.core.credential.jose.sd_jwt import open_sd_jwt, sd_jwt
from testamur.core.credential.jose.sd_jwt.token import compact_of
from testamur.core.credential.multibase import base64url_encode, multibase_decode
from testamur.core.credential.reading import read_json
from testamur.core.credential.status import StatusList
from testamur.core.credential.status.token_list import TokenStatusList
from testamur.core.credential.trust import read_registry

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
EXAMPLES = int(os.environ.get("TESTAMUR_FUZZ", "60"))
V2 = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

Json = dict[str, Any]

KEY = SigningKey.from_seed(bytes(range(32)))
P256 = SigningKey.from_seed(bytes(range(32)), kind=Kind.P256)
WORLD = outside()
DOCUMENT: Json = {
    "@context": [V2, BADGES],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": KEY.controller, "type": ["Profile"], "name": "Ünï"},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "urn:a",
            "type": ["Achievement"],
            "name": "A",
            "creditsAvailable": 5.5,
            "tag": ["x", "y"],
        },
    },
}


def picture() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (3, 2)).save(image, "PNG")
    return image.getvalue()


def salts() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"salt-{number:018}"


SIGNED = orjson.dumps(data_integrity(DOCUMENT, KEY, created=NOW, canonicaliser=WORLD.canonicaliser))
TOKEN = jwt(DOCUMENT, KEY)
COSE = cose_sign1(DOCUMENT, KEY)
COSE_KEY = cbor.encode({1: 1, -1: 6, -2: KEY.public_key.raw, 2: b"a", 3: -8, 4: [2]})
SD_JWT = sd_jwt(DOCUMENT, KEY, disclosable=[("credentialSubject", "achievement"), ("issuer", "name")], salts=salts())
BASE = base_proof(
    {**DOCUMENT, "issuer": P256.controller},
    P256,
    Secrets.from_entropy(bytes(range(ENTROPY_BYTES))),
    created=NOW,
    canonicaliser=WORLD.canonicaliser,
)
QUADS = canonicalise(WORLD.canonicaliser.quads(DOCUMENT)).encode()
DID_DOCUMENT = orjson.dumps(did.document("did:web:a.example", [KEY.public_key, P256.public_key]))
LIST = StatusList.empty().encode().encode()
TOKEN_LIST = base64url_encode(zlib.compress(bytes(64))).encode()
SVG = bake_svg('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>', SIGNED.decode()).encode()
REGISTRY = orjson.dumps({"says": "R", "issuers": [{"id": KEY.controller, "name": "N", "valid_until": "2027-01-01"}]})
JWK = orjson.dumps(P256.public_key.jwk)


def text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def key_in(data: bytes) -> None:
    document = read_json(data)
    if isinstance(document, dict):
        did.verification_key(document, f"did:web:a.example#{KEY.public_key.multikey}", at=NOW)


def controllers(data: bytes) -> None:
    for read in (did.key_document, did.jwk_document, did.web_address, did.controller_address):
        try:
            read(text(data))
        except CredentialError:
            continue


def proof_value(data: bytes) -> None:
    proof = {"proofValue": text(data)}
    for read in (read_base, read_derived):
        try:
            read(proof)
        except CredentialError:
            continue


def json_ld(data: bytes) -> None:
    document = read_json(data)
    if isinstance(document, dict):
        WORLD.canonicaliser.canonical(document)


def image(data: bytes) -> None:
    extract(data)
    bake_png(data, b"{}")


def drawing(data: bytes) -> None:
    bake_svg(text(data), "{}")
    extract(data)


def key(data: bytes) -> None:
    found = read_json(data)
    if isinstance(found, dict):
        PublicKey.from_jwk(found)


PARSERS: Mapping[str, tuple[Callable[[bytes], object], tuple[bytes, ...]]] = {
    "JSON": (read_json, (SIGNED, b'{"a": [1.5, -0, "\\ud83d\\ude00", {"b": null}]}')),
    "canonical JSON": (
        lambda data: canonical_json(read_json(data)),
        (SIGNED, b'{"\xf0\x9f\x98\x80":1e3,"\\ue000":9007199254740993}'),
    ),
    "JWS": (lambda data: open_jws(text(data)).claims(), (TOKEN.encode(),)),
    "SD-JWT": (lambda data: open_sd_jwt(text(data)), (SD_JWT.encode(),)),
    "SD-JWT as JSON": (
        lambda data: open_sd_jwt(compact_of(data)),
        (orjson.dumps(dict(zip(("protected", "payload", "signature"), TOKEN.split("."), strict=True))),),
    ),
    "multibase": (lambda data: multibase_decode(text(data)), (KEY.public_key.multikey.encode(), b"uAAEC")),
    "COSE": (lambda data: open_sign1(data).document(), (COSE, COSE[1:])),
    "COSE in base64": (lambda data: open_envelope(base64.b64encode(data)), (COSE,)),
    "COSE keys": (jwk_of, (COSE_KEY,)),
    "CBOR": (cbor.decode, (cbor.encode([b"a" * 64, {1: b"b"}, ["c", 2**40], [b""]]),)),
    "proof values": (proof_value, (BASE["proof"]["proofValue"].encode(),)),
    "status lists": (
        lambda data: StatusList.decode(text(data)),
        (LIST, b"u" + base64url_encode(gzip.compress(b"a", mtime=0)).encode()),
    ),
    "token status lists": (lambda data: TokenStatusList.decode(2, text(data)), (TOKEN_LIST,)),
    "PNG": (image, (bake_png(picture(), SIGNED), picture())),
    "SVG": (drawing, (SVG, b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')),
    "DID documents": (key_in, (DID_DOCUMENT,)),
    "DIDs": (
        controllers,
        (KEY.controller.encode(), b"did:jwk:" + base64url_encode(JWK).encode(), b"did:web:a.example%3A80:b"),
    ),
    "JSON Web Keys": (key, (JWK, orjson.dumps(KEY.public_key.jwk))),
    "N-Quads": (
        lambda data: canonicalise(read_nquads(data)),
        (QUADS, b'_:a <p:b> "\\u00e9"@en-GB _:g .\n_:b <p:b> _:a .\n'),
    ),
    "JSON-LD": (json_ld, (orjson.dumps(DOCUMENT), SIGNED)),
    "data URLs": (open_data_url, (b"data:application/json;base64,e30=", b"data:,%7B%7D")),
    "registries": (lambda data: read_registry(read_json(data), name="r"), (REGISTRY,)),
    "envelopes": (open_envelope, (SIGNED, TOKEN.encode(), COSE, SD_JWT.encode(), SVG)),
    "the verifier": (lambda data: verify(data, world=WORLD, at=NOW), (SIGNED, TOKEN.encode(), COSE, SD_JWT.encode())),
}  # fmt: skip

# What means something to one parser or another.
WORDS = st.sampled_from(
    [b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b"~", b".", b"=", b"\0", b"\xff", b"\xed\xa0\x80", b"\n", b"%",
     b"null", b"1e999", b"-0", b"NaN", b"@context", b"@graph", b"@list", b"@id", b"\\ud800", b"_:x", b"<", b">", b"^^",
     b"\x9f", b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff", b"iTXt", b"<!DOCTYPE", b"&a;", b"..", b"did:web:", b"z", b"u"]
)  # fmt: skip
PLACES = st.integers(0, 2**16)
CHANGES = st.one_of(
    st.tuples(st.just("put"), PLACES, WORDS | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("over"), PLACES, WORDS | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("cut"), PLACES, st.binary(min_size=1, max_size=40)),
    st.tuples(st.just("again"), PLACES, st.binary(min_size=1, max_size=40)),
    st.tuples(st.just("end"), PLACES, st.just(b"")),
)


def changed(data: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    for how, where, word in changes:
        place = where % (len(data) + 1)
        before, after = data[:place], data[place:]
        match how:
            case "put":
                data = before + word + after
            case "over":
                data = before + word + after[len(word) :]
            case "cut":
                data = before + after[len(word) :]
            case "again":
                data = before + after[: len(word)] + after
            case _:
                data = before
    return data


@pytest.mark.parametrize("name", PARSERS)
def test_what_is_nearly_right_is_read_or_refused(name: str) -> None:
    parse, seeds = PARSERS[name]

    @settings(max_examples=EXAMPLES, deadline=timedelta(seconds=10), print_blob=True)
    @given(st.sampled_from(seeds), st.lists(CHANGES, min_size=1, max_size=4))
    def feed(seed: bytes, changes: list[tuple[str, int, bytes]]) -> None:
        with suppress(CredentialError):
            parse(changed(seed, changes))

    feed()


@pytest.mark.parametrize("name", PARSERS)
def test_what_it_was_made_of_is_read(name: str) -> None:
    parse, seeds = PARSERS[name]
    parse(seeds[0])


@settings(max_examples=EXAMPLES, deadline=timedelta(seconds=10))
@given(st.sampled_from(sorted(PARSERS)), st.binary(max_size=200))
def test_noise_is_read_or_refused(name: str, data: bytes) -> None:
    with suppress(CredentialError):
        PARSERS[name][0](data)


FOUND: Mapping[str, tuple[str, bytes]] = {
    "half a character in an address": (
        "JSON-LD",
        b'{"@context": "%b", "id": "urn:x\\ud800", "name": "x"}' % V2.encode(),
    ),
    "half a character in a type": ("JSON-LD", b'{"@context": "%b", "type": "urn:x\\ud800"}' % V2.encode()),
    "half a character in the issuer": ("the verifier", SIGNED.replace(KEY.controller.encode(), b"did:x:\\ud800")),
    "a picture without parts": ("PNG", b""),
}


@pytest.mark.parametrize(("name", "data"), FOUND.values(), ids=FOUND)
def test_what_once_went_wrong_is_read_or_refused(name: str, data: bytes) -> None:
    with suppress(CredentialError):
        PARSERS[name][0](data)


DEEP = b"[" * 250 + b"1," * 400_000 + b"1" + b"]" * 250
# Made when they are wanted: every worker reads this list, and one of them throws.
BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "numbers far to the right": ("JSON", lambda: DEEP),
    "as many empty lists as there may be": ("JSON", lambda: b"[" + b"[]," * 300_000 + b"1]"),
    "zeros in a status list": ("status lists", lambda: b"u" + base64url_encode(gzip.compress(bytes(2**28))).encode()),
    "zeros in a token status list": (
        "token status lists",
        lambda: base64url_encode(zlib.compress(bytes(2**28), 9)).encode(),
    ),
    "a number of a million digits": ("JSON", lambda: b"[" + b"7" * 1_000_000 + b"]"),
    "a key of a million digits": ("multibase", lambda: b"z" + b"2" * 1_000_000),
    "a list that says it has many members": ("CBOR", lambda: b"\x9b" + b"\xff" * 8),
    "a text that says it is long": ("CBOR", lambda: b"\x7b\0\0\0\xff\xff\xff\xff\xff"),
    "many quads about one node": ("N-Quads", lambda: b"_:a <p:b> _:b .\n_:b <p:b> _:a .\n" * 20_000),
}


@pytest.mark.parametrize(("name", "data"), BOMBS.values(), ids=BOMBS)
def test_little_that_would_become_much_stays_little(name: str, data: Callable[[], bytes]) -> None:
    thrown = data()
    tracemalloc.start()
    with suppress(CredentialError):
        PARSERS[name][0](thrown)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 128 * 2**20
