"""How fast credentials with Data Integrity proofs are issued and verified, beside others, in one interleaved run.

Run: .venv/bin/python benchmarks/engine/integrity.py [ROUNDS] [--save FIGURES.json]

Peers that are missing are installed for the run: openvc-core and openbadgeslib from PyPI into a folder that is thrown
away, @digitalbazaar/vc from npm (or the folder that TESTAMUR_INTEROP names). Who cannot be had is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fixture import CONTEXTS, NOW, STATUS_LIST, credential
from harness import Contestant, bring, race

from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.world import outside
from testamur.core.credential import Canonicaliser, SigningKey, Verdict, World, data_integrity, did, verify
from testamur.core.credential.press import Plate
from testamur.core.credential.status import StatusList, compose_list

SEED = bytes(range(32))
SAMPLES = 400
PATHS: list[tuple[str | int, ...]] = [
    ("id",), ("validFrom",), ("validUntil",), ("awardedDate",), ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 0, "identityHash"), ("credentialSubject", "result", 0, "value"),
    ("credentialSubject", "result", 1, "value"), ("evidence", 0, "id"), ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
]  # fmt: skip
TEMPLATE, ANY, RAW = "issue, template, JSON bytes out", "issue, any document", "raw Ed25519 sign, PyNaCl"
CHECKED, CHECKED_ANY = "verify, all checks, own shape", "verify, all checks, any document"
RAW_VERIFY, NODE_ISSUE, NODE_VERIFY = (
    "raw Ed25519 verify, cryptography",
    "@digitalbazaar/vc issue",
    "@digitalbazaar/vc verify",
)


def raw() -> dict[str, Contestant]:
    """Return the cryptography alone."""
    from nacl import bindings

    private = Ed25519PrivateKey.from_private_bytes(SEED)
    _, secret = bindings.crypto_sign_seed_keypair(SEED)
    message, public = bytes(64), private.public_key()
    signature = private.sign(message)
    return {
        RAW: lambda: bindings.crypto_sign(message, secret),
        "raw Ed25519 sign, cryptography": lambda: private.sign(message),
        RAW_VERIFY: lambda: public.verify(signature, message),
    }


def in_turn(work: Callable[[Any], object], items: list[Any]) -> Callable[[], object]:
    """Return a contestant that takes the next item each time."""
    following = cycle(items)
    return lambda: work(next(following))


def world_with(key: SigningKey, *, is_learning: bool) -> World:
    """Return a world in which the fixture's status list is at hand."""
    canonicaliser = Canonicaliser(PinnedContexts(), is_learning=is_learning)
    unsigned = compose_list(
        StatusList.empty(), list_id=STATUS_LIST, purpose="revocation", issuer=key.controller, valid_from=NOW
    )
    listed = data_integrity(unsigned, key, created=NOW, canonicaliser=canonicaliser)
    ready = outside(lists={STATUS_LIST: orjson.dumps(listed)})
    return World(canonicaliser, ready.resolver, ready.statuses, **_rest(ready))


def _rest(ready: World) -> dict[str, Any]:
    named = ("canonicaliser", "resolver", "statuses", "memory")
    return {name: getattr(ready, name) for name in ready.__dataclass_fields__ if name not in named}


def ours(key: SigningKey, documents: list[dict[str, Any]]) -> dict[str, Contestant]:
    """Return what Testamur does: compiled, any document, and both verified with every check."""
    learning, walking = (world_with(key, is_learning=learns) for learns in (True, False))
    plate = Plate(documents[0], PATHS, key, created=NOW, canonicaliser=learning.canonicaliser)
    texts = [[_at(document, path) for path in PATHS] for document in documents]

    def compiled(values: list[str]) -> bytes:
        return plate.signed(*plate.canonical(values))

    def any_document(document: dict[str, Any]) -> bytes:
        return orjson.dumps(data_integrity(document, key, created=NOW, canonicaliser=walking.canonicaliser))

    signed = [compiled(values) for values in texts]
    assert signed == [any_document(document) for document in documents]
    for world in (learning, walking):
        assert all(verify(data, world=world, at=NOW).verdict is Verdict.VALID for data in signed)
    return {
        TEMPLATE: in_turn(compiled, texts),
        ANY: in_turn(any_document, documents),
        CHECKED: in_turn(lambda data: verify(data, world=learning, at=NOW), signed),
        CHECKED_ANY: in_turn(lambda data: verify(data, world=walking, at=NOW), signed),
    }


def _at(document: dict[Any, Any], path: tuple[str | int, ...]) -> str:
    for step in path:
        document = document[step]
    return str(document)


class Node:
    """@digitalbazaar/vc in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], work: str) -> None:
        self._process = process
        self._work = work

    def spent(self, count: int) -> float:
        """Return the processor seconds that doing the work *count* times took."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{self._work} {count}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def node(key: SigningKey, documents: list[dict[str, Any]]) -> dict[str, Contestant]:
    """Return node's contestants, or none where there is no node."""
    if not shutil.which("node"):
        print("There is no node on this machine: @digitalbazaar/vc is left out.")
        return {}
    here = Path(__file__)
    folder = os.environ.get("TESTAMUR_INTEROP", "")
    if not folder:
        folder = tempfile.mkdtemp(prefix="testamur-peers-")
        shutil.copy(here.parents[2] / "tests" / "interop" / "node" / "package.json", folder)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
    process = subprocess.Popen(
        ["node", here.with_name("node_peer.mjs"), folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    known: dict[str, Any] = {url: PinnedContexts().get(url) for url in (*CONTEXTS, *_CONTEXTS_OF_KEYS)}
    keys = did.document(key.controller, [key.public_key])
    known |= {key.controller: keys, key.verification_method: {**keys["verificationMethod"][0], "@context": _MULTIKEY}}
    told = {"seed": list(SEED), "did": key.controller, "method": key.verification_method, "documents": known}
    process.stdin.write(json.dumps({**told, "credentials": documents[:50]}) + "\n")
    process.stdin.flush()
    if process.stdout.readline() != "ready\n":
        print("@digitalbazaar/vc could not begin and is left out.")
        return {}
    return {NODE_ISSUE: Node(process, "issue"), NODE_VERIFY: Node(process, "verify")}


_MULTIKEY = "https://w3id.org/security/multikey/v1"
_CONTEXTS_OF_KEYS = (_MULTIKEY, "https://w3id.org/security/data-integrity/v2")


def python_peers(key: SigningKey, documents: list[dict[str, Any]]) -> dict[str, Contestant]:
    """Return the other implementations in Python, as far as they can be installed."""
    try:
        bring({"openvc": "openvc-core==1.37.0", "openbadgeslib": "openbadgeslib==4.6.3"})
        from cryptography.hazmat.primitives import serialization
        from openbadgeslib.ob3.ldp import add_data_integrity_proof
        from openvc.keys import Ed25519SigningKey
        from openvc.proof.data_integrity import DataIntegrityProofSuite
    except (ImportError, subprocess.CalledProcessError) as error:
        print(f"The peers from PyPI are left out: {error}")
        return {}
    private = Ed25519PrivateKey.from_private_bytes(SEED)
    method, suite = key.verification_method, DataIntegrityProofSuite()
    extra = {url: PinnedContexts().get(url) for url in CONTEXTS[1:]}
    signing = Ed25519SigningKey(private, kid=method)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "openvc-core": in_turn(
            lambda one: suite.add_proof(one, signing_key=signing, verification_method=method, extra_contexts=extra),
            documents,
        ),
        "openbadgeslib": in_turn(lambda one: add_data_integrity_proof(one, pem, method), documents),
    }


def main() -> None:
    """Measure and compare."""
    asked = argparse.ArgumentParser()
    asked.add_argument("rounds", nargs="?", type=int, default=9)
    asked.add_argument("--save", type=Path, help="file for all rates, of which chart.py draws a picture")
    given = asked.parse_args()
    key = SigningKey.from_seed(SEED)
    documents = [credential(key.controller, number) for number in range(SAMPLES)]
    contestants = raw() | ours(key, documents) | node(key, documents) | python_peers(key, documents)
    results = race(contestants, rounds=given.rounds)
    results.show()
    if given.save:
        given.save.write_text(json.dumps({name: list(rates) for name, rates in results.rates.items()}), "utf-8")
    print()
    wanted = [
        (TEMPLATE, RAW, 0.40), (TEMPLATE, NODE_ISSUE, 150), (TEMPLATE, "openvc-core", 700),
        (TEMPLATE, "openbadgeslib", 200), (ANY, NODE_ISSUE, 40), (CHECKED, RAW_VERIFY, 0.70),
        (CHECKED_ANY, NODE_VERIFY, 25),
    ]  # fmt: skip
    for mine, theirs, least in wanted:
        if theirs in contestants:
            results.judge(mine, theirs, least)


if __name__ == "__main__":
    main()
