"""Independent implementations judge what we issue, and we judge what they issue.

@digitalbazaar/vc and @digitalcredentials/verifier-core, in node; their packages lie in the folder that TESTAMUR_INTEROP
names (``npm install`` with ``tests/interop/node/package.json``).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import campus as campuses
from testamur.adapters.contexts import PinnedContexts, addresses
from testamur.adapters.signers import load_key
from testamur.adapters.world import outside
from testamur.core.credential import Verdict, did, verify
from testamur.domain.awards import actions as awards
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued_queries
from testamur.domain.issuing.queries import OwnDocuments, OwnLists
from testamur.interfaces.cli.main import cli

ROOT = Path(__file__).parents[2]
PACKAGES = os.environ.get("TESTAMUR_INTEROP", "")
SCRIPT = Path(__file__).parent / "node" / "peer.mjs"
PEERS = ("digitalbazaar", "digitalcredentials")

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not shutil.which("node"), reason="there is no node on this machine"),
    pytest.mark.skipif(not PACKAGES, reason="TESTAMUR_INTEROP does not name the folder of the peers' packages"),
]


def ask(documents: dict[str, Any], **request: Any) -> dict[str, Any]:
    """Put a request to a peer and return its answer."""
    pinned = {url: PinnedContexts().get(url) for url in addresses()}
    told = {"packages": PACKAGES, "documents": pinned | documents, "at": datetime.now(UTC).isoformat(), **request}
    run = subprocess.run(
        ["node", SCRIPT], input=json.dumps(told), capture_output=True, text=True, check=True, timeout=120
    )
    # A peer may talk to itself on the same stream; the answer is the last line.
    answer: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `testamur issue` leaves it, of the first example."""
    folder = tmp_path_factory.mktemp("issued")
    example = ROOT / "examples" / "data-stewardship"
    files = [str(example / name) for name in ("microcredential.yaml", "recipients.csv")]
    for words in (
        ["keys", "new", "--out", str(folder / "key.json")],
        ["issue", *files, "--key", str(folder / "key.json"), "--out", str(folder / "out"), "--format", "ob3,vc-jwt"],
    ):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
    return folder


def documents(folder: Path) -> dict[str, Any]:
    """What a peer needs to know of the issuer: its DID document and its status lists."""
    key = load_key(folder / "key.json")
    lists = [json.loads(path.read_bytes()) for path in folder.rglob("status/*.json")]
    assert lists
    return {key.controller: did.document(key.controller, [key.public_key])} | {listed["id"]: listed for listed in lists}


def credentials(folder: Path) -> list[dict[str, Any]]:
    found = [json.loads(path.read_bytes()) for path in sorted(folder.rglob("credentials/*.json"))]
    assert len(found) >= 5
    return found


def test_what_we_issue_is_accepted_by_both_and_tampered_with_by_neither(issued: Path) -> None:
    at_hand = documents(issued)
    for number, credential in enumerate(credentials(issued)[:3]):
        answer = ask(at_hand, task="verify", peer="digitalbazaar", credential=credential)
        assert (answer["verified"], answer["withdrawn"]) == (True, False), answer
        answer = ask(at_hand, task="verify", peer="digitalcredentials", credential=credential)
        assert answer["steps"]["valid_signature"], answer
        if number < 2:
            tampered = credential | {"awardedDate": "2020-01-01T00:00:00Z"}
            for peer in PEERS:
                assert not ask(at_hand, task="verify", peer=peer, credential=tampered)["verified"]


def test_a_withdrawn_credential_is_withdrawn_for_others_too(issued: Path) -> None:
    credential = credentials(issued)[-1]
    words = ["revoke", str(issued / "out"), credential["id"], "--reason", "a test", "--key", str(issued / "key.json")]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    assert ask(documents(issued), task="verify", peer="digitalbazaar", credential=credential)["withdrawn"]


def test_our_envelopes_open_with_another_library(issued: Path) -> None:
    key = load_key(issued / "key.json")
    tokens = [path.read_text().strip() for path in sorted(issued.rglob("credentials/*.jwt"))]
    assert tokens
    answer = ask({}, task="verify-jwt", peer="digitalbazaar", token=tokens[0], jwk=key.public_key.jwk)
    assert answer["payload"]["issuer"]["id"] == key.controller
    flipped = tokens[0][:-2] + ("A" if tokens[0][-2] != "A" else "B") + tokens[0][-1]
    assert "payload" not in ask({}, task="verify-jwt", peer="digitalbazaar", token=flipped, jwk=key.public_key.jwk)


@pytest.mark.parametrize("peer", PEERS)
def test_what_others_issue_is_accepted_by_us_and_tampered_with_is_not(issued: Path, peer: str) -> None:
    unsigned = {
        name: value for name, value in credentials(issued)[0].items() if name not in {"proof", "credentialStatus"}
    }
    theirs = ask({}, task="issue", peer=peer, credential=unsigned)["credential"]
    now = datetime.now(UTC)
    assert verify(json.dumps(theirs).encode(), world=outside(), at=now).verdict is Verdict.VALID
    theirs["credentialSubject"]["achievement"]["name"] = "Something grander"
    assert verify(json.dumps(theirs).encode(), world=outside(), at=now).verdict is Verdict.INVALID


@pytest.mark.django_db
def test_what_the_server_issues_is_accepted_by_both_and_tampered_with_by_neither() -> None:
    campus = campuses.found()
    registrar = campus.actor("registrar")
    enrolment = campus.graduate(campus.offer(), "Zoë Martínez-Křížová")
    award = awards.confer(registrar, enrolment=enrolment, at=campuses.NOW)
    issuing.sign(campus.system, awards=[str(award)], at=campuses.NOW)
    held = issued_queries.of_award(award, institution_id=campus.institution.id, at=campuses.NOW)
    assert held
    credential = json.loads(issued_queries.document(registrar, credential=held.uuid, form="ob3").content)
    at_hand = server_documents(credential)
    tampered = credential | {"awardedDate": "2020-01-01T00:00:00Z"}
    for peer in PEERS:
        answer = ask(at_hand, task="verify", peer=peer, credential=credential)
        assert answer["verified"], (peer, answer)
        assert not ask(at_hand, task="verify", peer=peer, credential=tampered)["verified"], peer


def server_documents(credential: dict[str, Any]) -> dict[str, Any]:
    """What our own server answers at the addresses that a credential names."""
    issuer = credential["issuer"]["id"]
    document = OwnDocuments()[issuer]
    lists = {entry["statusListCredential"] for entry in credential["credentialStatus"]}
    known = {address: json.loads(OwnLists()[address]) for address in lists}
    return {issuer: document, did.web_address(issuer): document} | known
