"""Issuers are found by their identifiers; what cannot be found now is not called forged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.secure_web import Web, running
from testamur.adapters import did as adapter
from testamur.adapters.did import Resolver
from testamur.adapters.fetch import Fetcher
from testamur.core.credential import CredentialError, SigningKey
from testamur.core.credential import did as dids
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.ports import Unreachable


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with running(tmp_path) as served:
        yield served


@pytest.fixture
def resolver(web: Web) -> Resolver:
    return Resolver(Fetcher(web.ca_file, frozenset({web.host}), lambda _host, _port: ["127.0.0.1"]))


def published(web: Web, *, as_: str = "") -> str:
    did = f"did:web:web.test%3A{web.port}"
    key = SigningKey.from_seed(bytes(range(32)), as_ or did)
    web.serve("/.well-known/did.json", json.dumps(dids.document(key.controller, [key.public_key])).encode())
    return did


def code_of(resolver: Resolver, did: str) -> str:
    with pytest.raises(Unreachable) as refused:
        resolver.resolve(did)
    return refused.value.code


def test_a_did_web_is_fetched_once_and_remembered(web: Web, resolver: Resolver) -> None:
    did = published(web)
    assert resolver.resolve(did)["id"] == did
    assert resolver.resolve(did)["id"] == did
    assert web.asked == ["/.well-known/did.json"]


def test_the_document_of_somebody_else_is_not_believed(web: Web, resolver: Resolver) -> None:
    assert code_of(resolver, published(web, as_="did:web:other.edu")) == "unreadable-answer"


def test_an_answer_that_is_no_document_is_named(web: Web, resolver: Resolver) -> None:
    did = published(web)
    web.serve("/.well-known/did.json", b"<html>")
    assert code_of(resolver, did) == "unreadable-answer"


def test_without_network_only_what_explains_itself_is_resolved() -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    assert Resolver().resolve(key.controller)["id"] == key.controller
    assert code_of(Resolver(), "did:web:example.edu") == "offline"
    assert code_of(Resolver(), "did:example:123") == "did-method-not-supported"


def test_a_document_that_the_user_trusts_is_believed() -> None:
    assert Resolver(known={"did:web:a.edu": {"id": "did:web:a.edu"}}).resolve("did:web:a.edu") == {
        "id": "did:web:a.edu"
    }


def test_an_https_address_is_a_controller_too(web: Web, resolver: Resolver) -> None:
    name = f"https://web.test:{web.port}/issuers/14"
    key = SigningKey.from_seed(bytes(range(32)), name)
    web.serve("/issuers/14", json.dumps(dids.document(name, [key.public_key])).encode())
    assert dids.verification_key(resolver.resolve(name), key.verification_method) == key.public_key
    with pytest.raises(CredentialError, match="bad-did"):
        resolver.resolve(f"{name}#key")


def test_a_key_of_its_own_needs_no_network_as_json_web_key_either() -> None:
    key = SigningKey.from_seed(bytes(range(32))).public_key
    name = f"did:jwk:{base64url_encode(json.dumps(key.jwk).encode())}"
    assert dids.verification_key(Resolver().resolve(name), f"{name}#0") == key


def test_who_does_not_answer_is_not_asked_for_every_credential(web: Web, resolver: Resolver) -> None:
    did = f"did:web:web.test%3A{web.port}:gone"
    assert [code_of(resolver, did) for _ in range(3)] == ["not-there"] * 3
    assert web.asked == ["/gone/did.json"]


def test_a_document_of_endless_keys_is_not_read(web: Web, resolver: Resolver) -> None:
    did = published(web)
    web.serve("/.well-known/did.json", json.dumps({"id": did, "x": "y" * 300_000}).encode())
    assert code_of(resolver, did) == "too-large"


def test_what_was_asked_longest_ago_is_forgotten_first(
    web: Web, resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "_REMEMBERED", 1)
    did = published(web)
    for _ in range(2):
        resolver.resolve(did)
        assert code_of(resolver, f"{did}:gone") == "not-there"
    assert web.asked == ["/.well-known/did.json", "/gone/did.json"] * 2
