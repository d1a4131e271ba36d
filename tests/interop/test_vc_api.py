"""The VC API and @digitalbazaar's implementations: each accepts what the other issues, whichever the suite."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.key_folder import make_keys
from testamur.core.credential import Kind
from testamur.core.credential import did as dids
from testamur.interfaces.protocols.vc_api.standalone import serving
from testamur.interfaces.protocols.vc_api.workplace import Place, open_service

ROOT = Path(__file__).parents[1]
_PEER = runpy.run_path(str(Path(__file__).parent / "test_suites.py"))
_ASKER = runpy.run_path(str(ROOT / "interfaces" / "protocols" / "vc_api" / "conftest.py"))["Asker"]
SELECTIVE, SUITES = _PEER["SELECTIVE"], _PEER["SUITES"]

pytestmark = _PEER["pytestmark"]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("service")
    make_keys(folder / "keys")
    service = open_service(Place(folder / "keys", folder / "lists", "https://api.example.edu"))
    return _ASKER(serving(service), service)


def badge(api: Any, kind: Kind, *, has_list: bool = True) -> dict[str, Any]:
    document: dict[str, Any] = _PEER["BADGE"] if has_list else _PEER["without_list"]()
    return document | {"issuer": document["issuer"] | {"id": api.key(kind).controller}}


def known(api: Any) -> dict[str, Any]:
    """What the peer needs: the documents of our keys, as the service resolves them."""
    names = list(api.service.keys.by_controller)
    return {name: api.ask("GET", f"/1.0/identifiers/{name}")[1]["didDocument"] for name in names}


def test_the_peer_accepts_what_the_service_issues_and_nothing_that_was_changed(api: Any) -> None:
    issued = [(suite, api.issue(badge(api, kind), cryptosuite=suite)) for suite, kind in SUITES]
    requests = [{"task": "verify", "suite": suite, "credential": credential} for suite, credential in issued]
    changed = {"validUntil": "2099-01-01T00:00:00Z"}
    requests += [{"task": "verify", "suite": suite, "credential": credential | changed} for suite, credential in issued]
    answers = _PEER["ask"](known(api), *requests)
    assert [answer["verified"] for answer in answers] == [True] * len(SUITES) + [False] * len(SUITES), answers


def test_the_service_accepts_what_the_peer_issues_and_nothing_that_was_changed(api: Any) -> None:
    curves = [{"curve": kind.curve} if kind is not Kind.ED25519 else {} for _, kind in SUITES]
    requests = [
        {"task": "issue", "suite": suite, "credential": _PEER["BADGE"], **curve}
        for (suite, _), curve in zip(SUITES, curves, strict=True)
    ]
    for answer in _PEER["ask"]({}, *requests):
        assert "credential" in answer, answer
        assert api.codes(answer["credential"]) == []
        assert api.codes(answer["credential"] | {"validUntil": "2099-01-01T00:00:00Z"}) == ["signature-does-not-fit"]


def test_both_accept_what_the_other_shows_of_it(api: Any) -> None:
    base = api.issue(badge(api, Kind.P256), cryptosuite=SELECTIVE, mandatoryPointers=["/name"])
    options = {"selectivePointers": ["/credentialSubject/achievement/resultDescription/0/allowedValue"]}
    shown = api.post("/credentials/derive", {"verifiableCredential": base, "options": options})[1][
        "verifiableCredential"
    ]
    plain = api.issue(badge(api, Kind.P256, has_list=False), cryptosuite=SELECTIVE)
    derive = {
        "task": "derive",
        "suite": SELECTIVE,
        "credential": plain,
        "pointers": ["/credentialSubject/result/0/value"],
    }
    verified, derived = _PEER["ask"](known(api), {"task": "verify", "suite": SELECTIVE, "credential": shown}, derive)
    assert verified["verified"], verified
    assert "credential" in derived, derived
    assert api.codes(derived["credential"]) == []


def test_the_peer_accepts_a_credential_of_the_first_data_model(api: Any) -> None:
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential"],
        "issuer": api.key().controller,
        "credentialSubject": {"id": "did:example:ann"},
    }
    issued = api.issue(document, cryptosuite="eddsa-rdfc-2022")
    (answer,) = _PEER["ask"](known(api), {"task": "verify", "suite": "eddsa-rdfc-2022", "credential": issued})
    assert answer["verified"], answer
    assert known(api)[api.key().controller] == dids.key_document(api.key().controller)
