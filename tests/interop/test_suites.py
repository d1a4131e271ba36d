"""Every cryptosuite, both ways with @digitalbazaar's implementations, selective disclosure included."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.contexts import PinnedContexts, addresses
from testamur.adapters.signers import fresh_secrets
from testamur.adapters.world import outside
from testamur.core.credential import Kind, SigningKey, data_integrity
from testamur.core.credential import did as dids
from testamur.core.credential.integrity.check import check_proofs
from testamur.core.credential.integrity.selective import base_proof, derive
from testamur.core.credential.report import Outcome

PACKAGES = os.environ.get("TESTAMUR_INTEROP", "")
SCRIPT = Path(__file__).parent / "node" / "suites.mjs"
NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
WORLD = outside()
SUITES = [
    ("eddsa-rdfc-2022", Kind.ED25519),
    ("eddsa-jcs-2022", Kind.ED25519),
    ("ecdsa-rdfc-2019", Kind.P256),
    ("ecdsa-rdfc-2019", Kind.P384),
    ("ecdsa-jcs-2019", Kind.P256),
    ("ecdsa-jcs-2019", Kind.P384),
]
SELECTIVE = "ecdsa-sd-2023"

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not shutil.which("node"), reason="there is no node on this machine"),
    pytest.mark.skipif(not PACKAGES, reason="TESTAMUR_INTEROP does not name the folder of the peers' packages"),
]

BADGE: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:01890000-0000-7000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Data stewardship",
    "issuer": {"id": "", "type": "Profile", "name": "Universität “Šibenik”"},
    "validFrom": "2026-05-01T00:00:00Z",
    "validUntil": "2031-05-01T00:00:00Z",
    "credentialSubject": {
        "type": "AchievementSubject",
        "identifier": [
            {"type": "IdentityObject", "identityHash": "Niki", "identityType": "name", "hashed": False},
            {
                "type": "IdentityObject",
                "identityHash": "n@example.edu",
                "identityType": "emailAddress",
                "hashed": False,
            },
        ],
        "achievement": {
            "id": "https://example.edu/a/1",
            "type": "Achievement",
            "name": "Data stewardship",
            "description": "Looking after data.",
            "creditsAvailable": 5,
            "criteria": {"narrative": "Pass."},
            "resultDescription": [
                {
                    "id": "urn:uuid:01890000-0000-7000-8000-000000000002",
                    "type": "ResultDescription",
                    "name": "Grade",
                    "resultType": "LetterGrade",
                    "allowedValue": ["F", "E", "D", "C", "B", "A"],
                }
            ],
        },
        "result": [
            {"type": "Result", "value": "A", "resultDescription": "urn:uuid:01890000-0000-7000-8000-000000000002"},
            {"type": "Result", "value": "B", "resultDescription": "urn:uuid:01890000-0000-7000-8000-000000000002"},
        ],
    },
}


def without_list() -> dict[str, Any]:
    """The badge without the list that the peer cannot sign selectively."""
    found: dict[str, Any] = json.loads(json.dumps(BADGE))
    del found["credentialSubject"]["achievement"]["resultDescription"][0]["allowedValue"]
    return found


def ask(documents: dict[str, Any], *requests: dict[str, Any]) -> list[dict[str, Any]]:
    """Put requests to the peer and return its answers."""
    pinned = {url: PinnedContexts().get(url) for url in addresses()}
    told = {
        "packages": PACKAGES,
        "documents": pinned | documents,
        "at": datetime.now(UTC).isoformat(),
        "requests": requests,
    }
    run = subprocess.run(
        ["node", SCRIPT], input=json.dumps(told), capture_output=True, text=True, check=True, timeout=300
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout.splitlines()[-1])
    return answers


def our_key(kind: Kind) -> SigningKey:
    return SigningKey.from_seed((4711).to_bytes(kind.size, "big"), kind=kind)


def of(key: SigningKey, document: dict[str, Any] = BADGE) -> dict[str, Any]:
    return document | {"issuer": document["issuer"] | {"id": key.controller}}


def holds(credential: dict[str, Any]) -> bool:
    checks = check_proofs(credential, WORLD, NOW)
    return all(check.outcome is Outcome.PASSED for check in checks)


def test_the_peer_verifies_what_we_sign_and_nothing_that_was_changed() -> None:
    documents: dict[str, Any] = {}
    requests: list[dict[str, Any]] = []
    for suite, kind in SUITES:
        key = our_key(kind)
        documents[key.controller] = dict(dids.key_document(key.controller))
        signed = data_integrity(of(key), key, created=NOW, canonicaliser=WORLD.canonicaliser, suite=suite)
        requests += [
            {"task": "verify", "suite": suite, "credential": signed},
            {"task": "verify", "suite": suite, "credential": signed | {"name": "Medicine"}},
        ]
    answers = ask(documents, *requests)
    for request, answer in zip(requests, answers, strict=True):
        expected = request["credential"]["name"] == "Data stewardship"
        assert answer["verified"] is expected, (request["suite"], answer)


def test_we_verify_what_the_peer_signs_and_nothing_that_was_changed() -> None:
    requests: list[dict[str, Any]] = [
        {"task": "issue", "suite": suite, "credential": BADGE, "curve": kind.curve if kind is not Kind.ED25519 else ""}
        for suite, kind in SUITES
    ]
    for request, answer in zip(requests, ask({}, *requests), strict=True):
        assert "credential" in answer, (request["suite"], answer)
        credential = answer["credential"]
        assert credential["proof"]["cryptosuite"] == request["suite"]
        assert holds(credential), request["suite"]
        assert not holds(credential | {"name": "Medicine"})


SHOWN = [
    [],
    ["/credentialSubject/identifier/1"],
    ["/credentialSubject/result/1/value", "/name"],
    ["/credentialSubject"],
]


def test_the_peer_verifies_what_we_show_in_part_lists_included() -> None:
    key = our_key(Kind.P256)
    signed = base_proof(
        of(key),
        key,
        fresh_secrets(),
        created=NOW,
        canonicaliser=WORLD.canonicaliser,
        mandatory=["/credentialSubject/achievement/resultDescription"],
    )
    shown = [derive(signed, pointers, canonicaliser=WORLD.canonicaliser) for pointers in SHOWN]
    changed = [part | {"validUntil": "2099-01-01T00:00:00Z"} for part in shown]
    requests = [{"task": "verify", "suite": SELECTIVE, "credential": part} for part in [*shown, *changed, signed]]
    answers = ask({key.controller: dict(dids.key_document(key.controller))}, *requests)
    assert [answer["verified"] for answer in answers] == [True] * len(shown) + [False] * (len(shown) + 1), answers
    assert "allowedValue" in shown[0]["credentialSubject"]["achievement"]["resultDescription"][0]


def test_the_peer_shows_parts_of_what_we_signed_and_we_verify_them() -> None:
    key = our_key(Kind.P256)
    signed = base_proof(of(key, without_list()), key, fresh_secrets(), created=NOW, canonicaliser=WORLD.canonicaliser)
    requests = [{"task": "derive", "suite": SELECTIVE, "credential": signed, "pointers": part} for part in SHOWN[1:]]
    for answer in ask({key.controller: dict(dids.key_document(key.controller))}, *requests):
        assert "credential" in answer, answer
        assert holds(answer["credential"])
        assert not holds(answer["credential"] | {"validUntil": "2099-01-01T00:00:00Z"})


def test_we_show_parts_of_what_the_peer_signed_and_both_verify_them() -> None:
    pointers = ["/issuer", "/validFrom", "/validUntil"]
    issue = {"task": "issue", "suite": SELECTIVE, "credential": without_list(), "pointers": pointers, "curve": "P-256"}
    (answer,) = ask({}, issue)
    assert "credential" in answer, answer
    signed = answer["credential"]
    # Without any pointer, nothing of the subject would be shown: the peer does not make it mandatory, as we do.
    shown = [derive(signed, part, canonicaliser=WORLD.canonicaliser) for part in SHOWN[1:]]
    assert all(holds(part) for part in shown)
    assert not any(holds(part | {"validUntil": "2099-01-01T00:00:00Z"}) for part in shown)
    assert not holds(signed)
    issuer = signed["issuer"]["id"]
    requests = [{"task": "verify", "suite": SELECTIVE, "credential": part} for part in shown]
    answers = ask({issuer: dict(dids.key_document(issuer))}, *requests)
    assert all(answer["verified"] for answer in answers), answers


def test_the_peer_cannot_sign_an_open_badge_with_allowed_values_selectively() -> None:
    # When this fails, the peer has learned it: try the other direction with lists as well.
    issue = {"task": "issue", "suite": SELECTIVE, "credential": BADGE, "pointers": ["/issuer"], "curve": "P-256"}
    assert "credential" not in ask({}, issue)[0]
