"""Issuers are found by their identifiers; what cannot be found now is not called forged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.secure_web import Web, running
from testamur.adapters.did import Resolver
from testamur.adapters.fetch import Fetcher
from testamur.core.credential import SigningKey
from testamur.core.credential import did as dids
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
