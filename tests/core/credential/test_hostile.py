"""Documents made to harm: each gets an answer, soon, and no more than its share of memory."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from testamur.adapters.world import outside
from testamur.core.credential import Outcome, Report, SigningKey, Verdict, World, data_integrity, jwt, verify
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.status import StatusEntry, compose_list
from testamur.core.credential.status.bitstring import StatusList

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
ENTRY = StatusEntry("https://example.edu/status/1", 4711, "revocation")
PNG = b"\x89PNG\r\n\x1a\n"

Json = dict[str, Any]
Compose = Callable[..., Json]
Sign = Callable[[Json], bytes]
Judge = Callable[..., Report]


def reasons(report: Report) -> list[str]:
    return [check.because for check in report.checks if check.outcome is not Outcome.PASSED]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def picture() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (3, 2)).save(image, "PNG")
    return image.getvalue()


def png_with(*bodies: bytes) -> bytes:
    return picture()[:33] + b"".join(chunk(b"iTXt", body) for body in bodies) + picture()[33:]


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg>&a9;</svg>'.encode()


def outside_entity() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'


FILES = {
    "a hundred thousand brackets": (b"[" * 100_000, "too-deep"),
    "a hundred thousand objects": (b'{"a":' * 100_000, "too-deep"),
    "a hundred thousand strings full of brackets": (b'{"a":"' + b"[" * 100_000 + b'"}', "not-a-credential"),
    "a member that stands twice": (b'{"type":"VerifiableCredential","type":"VerifiablePresentation"}', "repeated-name"),
    "a member that stands twice, written differently": (b'{"type":"a","typ\\u0065":"b"}', "repeated-name"),
    "a text that unpacks to a gigabyte": (
        png_with(b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(64 * 2**20))),
        "too-large",
    ),
    "a chunk longer than its file": (picture()[:33] + struct.pack(">I4s", 2**31, b"iTXt"), "bad-image"),
    "ten thousand empty chunks": (picture()[:33] + chunk(b"tEXt", b"") * 10_000, "nothing-baked"),
    "an image without anything": (PNG + bytes(1), "nothing-baked"),
    "entities of entities": (billion_laughs(), "bad-image"),
    "an entity that reads a file": (outside_entity(), "bad-image"),
    "a picture in a picture in a picture": (png_with(b"openbadgecredential\0\0\0\0\0" + png_with()), "nothing-baked"),
}


@pytest.mark.parametrize(("data", "because"), FILES.values(), ids=FILES)
def test_a_file_made_to_harm_gets_an_answer(judge: Judge, data: bytes, because: str) -> None:
    assert reasons(judge(data)) == [because]


def test_envelopes_that_hold_envelopes_without_end(judge: Judge, key: SigningKey, unsigned: Compose) -> None:
    token = jwt(unsigned(), key)
    for _ in range(4):
        document = envelop(token, "vc+jwt") | {"issuer": key.controller}
        token = jwt(document | {"type": ["VerifiableCredential", "EnvelopedVerifiableCredential"]}, key)
    report = judge(token.encode())
    # The envelope inside is no more than a member of what was signed: nobody opens it.
    assert report.verdict is Verdict.INVALID
    nested: Json = {"type": "VerifiablePresentation", "verifiableCredential": []}
    for _ in range(12):
        nested = {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation", "VerifiableCredential"],
            "verifiableCredential": [nested],
        }
    assert len(judge(orjson.dumps(nested)).parts) == 1


def test_a_status_list_of_another_issuer_cannot_clear_a_credential(
    unsigned: Compose, sign: Sign, judge: Judge, world_with_list: Callable[..., World]
) -> None:
    stranger = SigningKey.from_seed(bytes(32))
    data = sign(unsigned(status=(ENTRY,)))
    assert reasons(judge(data, world=world_with_list(signer=stranger))) == ["list-of-another-issuer"]


def test_a_list_signed_by_a_stranger_in_the_issuers_name_is_not_believed(
    unsigned: Compose, sign: Sign, judge: Judge, key: SigningKey, world: World
) -> None:
    stranger = SigningKey.from_seed(bytes(32))
    facts = {"list_id": ENTRY.list_id, "purpose": "revocation", "valid_from": NOW}
    listed = compose_list(StatusList.empty(), issuer=stranger.controller, **facts)
    forged = data_integrity(listed, stranger, created=NOW, canonicaliser=world.canonicaliser)
    forged["issuer"] = key.controller
    report = judge(sign(unsigned(status=(ENTRY,))), world=outside(lists={ENTRY.list_id: orjson.dumps(forged)}))
    assert (reasons(report), report.checks[-1].facts["cause"]) == (["list-not-trustworthy"], "key-not-the-issuers")


def test_a_status_list_that_refers_to_itself_is_read_once(
    unsigned: Compose, sign: Sign, judge: Judge, key: SigningKey, world: World
) -> None:
    facts = {"list_id": ENTRY.list_id, "purpose": "revocation", "valid_from": NOW, "issuer": key.controller}
    listed = compose_list(StatusList.empty(), **facts) | {"credentialStatus": ENTRY.to_json()}
    signed = data_integrity(listed, key, created=NOW, canonicaliser=world.canonicaliser)
    report = judge(sign(unsigned(status=(ENTRY,))), world=outside(lists={ENTRY.list_id: orjson.dumps(signed)}))
    assert report.verdict is Verdict.VALID


def test_a_status_list_that_unpacks_to_gigabytes_is_refused(
    unsigned: Compose, sign: Sign, judge: Judge, key: SigningKey
) -> None:
    bomb = "u" + base64url_encode(gzip.compress(bytes(2**27)))
    facts = {"list_id": ENTRY.list_id, "purpose": "revocation", "valid_from": NOW, "issuer": key.controller}
    listed = compose_list(StatusList.empty(), **facts)
    listed["credentialSubject"]["encodedList"] = bomb
    world = outside(lists={ENTRY.list_id: jwt(listed, key).encode()})
    assert reasons(judge(sign(unsigned(status=(ENTRY,))), world=world)) == ["bad-status-list"]


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "x", "did:x:y", "2026-01-01T00:00:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "@type", "name", "issuer", "status_list"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = """@context id type issuer credentialSubject validFrom credentialStatus credentialSchema proof evidence name
termsOfUse refreshService relatedResource endorsement endorsementJwt status verifiableCredential holder badge vct"""
MEMBERS = st.sampled_from(NAMES.split())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(MEMBERS, ODD, min_size=1, max_size=4), as_token=st.booleans())
def test_no_member_of_any_shape_makes_the_verifier_stumble(
    unsigned: Compose,
    sign: Sign,
    world: World,
    key: SigningKey,
    changes: Json,
    as_token: bool,  # noqa: FBT001 - drawn by name
) -> None:
    document = unsigned() | changes
    issuer = document.get("issuer")
    is_ours = issuer == unsigned()["issuer"]
    data = jwt(document, key) if as_token and is_ours else json.dumps({**orjson.loads(sign(unsigned())), **changes})
    report = verify(data, world=world, at=NOW)
    assert report.checks
