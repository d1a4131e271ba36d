"""What the suites of W3C ask of a service, asked of ours with the inputs that they publish.

The suites themselves drive a service over https from packages that no registry has; their bodies and expectations are
these. `docs/protocols/vc-api.md` says how to run them against `testamur vc-api`.
"""

from __future__ import annotations

import json
import os
import runpy
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from testamur.adapters.key_folder import make_keys
from testamur.core.credential import Kind, SigningKey, data_integrity
from testamur.core.credential.integrity.sign import Use
from testamur.core.credential.multibase import multibase_decode
from testamur.interfaces.cli.main import cli
from testamur.interfaces.protocols.vc_api.standalone import serving
from testamur.interfaces.protocols.vc_api.workplace import Place, open_service

pytestmark = pytest.mark.vectors

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("TESTAMUR_VECTORS", "nowhere"))
INPUTS = sorted((FOLDER / "w3c-vc-data-model-2.0" / "input").rglob("*.json"))
CREDENTIALS = [path for path in INPUTS if not path.stem.startswith("presentation")]
PRESENTATIONS = [path for path in INPUTS if path.stem.startswith("presentation")]
HOLDER = SigningKey.from_seed(b"\7" * 32)
# The holder of the suite, whose secret key only the suite needs.
THEIR_HOLDER = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj"
DATES = {"PAST DATE": "2020-01-01T00:00:00Z", "FUTURE DATE": "2099-01-01T00:00:00Z"}
Document = dict[str, Any]
Asker: Callable[..., Any] = runpy.run_path(str(ROOT / "interfaces" / "protocols" / "vc_api" / "conftest.py"))["Asker"]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("suite")
    make_keys(folder / "keys")
    contexts = (FOLDER / "jsonld-contexts",)
    service = open_service(Place(folder / "keys", folder / "lists", "https://api.example.edu", contexts=contexts))
    return Asker(serving(service), service)


def as_the_suite_sends_it(path: Path, issuer: str) -> Document:
    """The suite fills in dates, and the issuer's address where there is none."""
    document = json.loads(path.read_text(encoding="utf-8"))
    document = {name: DATES.get(value, value) if isinstance(value, str) else value for name, value in document.items()}
    if isinstance(document.get("issuer"), dict):
        document["issuer"] = {**document["issuer"], "id": document["issuer"].get("id", issuer)}
    # A negative input says who issues it, or nobody, by itself.
    elif "issuer" not in document and path.stem != "credential-no-issuer-fail":
        document["issuer"] = issuer
    return document


@pytest.mark.parametrize(
    "options", [{}, {"cryptosuite": "eddsa-jcs-2022"}, {"format": "vc+jwt"}, {"ecdsa": True}], ids=str
)
@pytest.mark.parametrize("path", CREDENTIALS, ids=lambda path: path.stem)
def test_every_credential_of_the_data_model_is_issued_or_refused_as_its_name_says(
    vectors: Path, api: Any, path: Path, options: Document
) -> None:
    assert vectors.exists()
    key = api.key(Kind.P256 if "ecdsa" in options else Kind.ED25519)
    document = as_the_suite_sends_it(path, key.controller)
    status, body = api.post("/credentials/issue", {"credential": document, "options": options})
    if not path.stem.endswith("-ok"):
        assert (status, bool(body["errors"])) == (400, True)
        return
    assert status == 201, body
    issued = body["verifiableCredential"]
    # A proof that stood there already is nobody's that could be asked.
    if "proof" not in document:
        assert api.verify(issued, checks=["proof"])[0] == 200
    if "format" not in options:
        assert {name: value for name, value in issued.items() if name != "proof"}.items() >= {
            name: value for name, value in document.items() if name != "proof"
        }.items()


def shown(api: Any, document: Document) -> Document:
    """Return a presentation as the suite makes it: what says who issues it is signed by its holder, if by anybody."""
    text = json.dumps(document).replace(THEIR_HOLDER, HOLDER.controller)
    document = json.loads(text)
    canonicaliser = api.service.world.canonicaliser
    for number, inside in enumerate(document.get("verifiableCredential", [])):
        if isinstance(inside, dict) and inside.get("issuer") == "did:example:issuer":
            own = inside | {"issuer": HOLDER.controller}
            signed = data_integrity(own, HOLDER, created=api.service.now(), canonicaliser=canonicaliser)
            document["verifiableCredential"][number] = signed
    use = Use("authentication", challenge="n-1")
    return data_integrity(document, HOLDER, created=api.service.now(), canonicaliser=canonicaliser, use=use)


# Their token is of the older form, with a claim `vc`, which the suite accepts and the standard of tokens forbids.
OLDER = "presentation-enveloped-vc-ok"


@pytest.mark.parametrize("path", PRESENTATIONS, ids=lambda path: path.stem)
def test_every_presentation_of_the_data_model_is_judged_as_its_name_says(vectors: Path, api: Any, path: Path) -> None:
    assert vectors.exists()
    document = json.loads(path.read_text(encoding="utf-8"))
    try:
        presentation = shown(api, document)
    except Exception:  # noqa: BLE001 - the suite sends what cannot be signed as it is
        presentation = document
    asked = {"verifiablePresentation": presentation, "options": {"checks": []}}
    status, body = api.post("/presentations/verify", asked)
    is_good = path.stem.endswith("-ok") and path.stem != OLDER
    assert (status == 200) == is_good, body


SUITES = [
    ("eddsa-rdfc-2022", Kind.ED25519),
    ("eddsa-jcs-2022", Kind.ED25519),
    ("ecdsa-rdfc-2019", Kind.P256),
    ("ecdsa-jcs-2019", Kind.P256),
    ("ecdsa-rdfc-2019", Kind.P384),
    ("ecdsa-jcs-2019", Kind.P384),
]
V1 = ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/security/data-integrity/v2"]
SUBJECT = {"type": ["VerifiableCredential"], "credentialSubject": {"id": "did:example:alice"}}
VERSIONS = {
    "1.1": {"@context": V1, "issuanceDate": "2024-01-01T00:00:00Z", **SUBJECT},
    "2.0": {"@context": ["https://www.w3.org/ns/credentials/v2"], **SUBJECT},
}


@pytest.fixture
def issued(api: Any, suite: str, kind: Kind, version: str) -> Document:
    document = VERSIONS[version] | {
        "id": "urn:uuid:01890000-0000-7000-8000-00000000000a",
        "issuer": api.key(kind).controller,
    }
    found: Document = api.issue(document, cryptosuite=suite)
    return found


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("suite", "kind"), SUITES, ids=[f"{suite}-{kind.curve}" for suite, kind in SUITES])
class TestProofs:
    """The suites of Data Integrity, EdDSA and ECDSA: what a proof has to be, and what has to be refused."""

    def test_a_proof_says_what_it_has_to(
        self, api: Any, issued: Document, suite: str, kind: Kind, version: str
    ) -> None:
        assert version
        proof = issued["proof"]
        assert (proof["type"], proof["cryptosuite"], proof["proofPurpose"]) == (
            "DataIntegrityProof",
            suite,
            "assertionMethod",
        )
        assert proof["proofValue"].startswith("z")
        assert len(multibase_decode(proof["proofValue"])) == (96 if kind is Kind.P384 else 64)
        assert proof["verificationMethod"].partition("#")[0] == api.key(kind).controller
        assert proof["created"].endswith("Z")
        assert api.verify(issued, checks=["proof"])[0] == 200

    @pytest.mark.parametrize(
        "change",
        [
            {"type": ""},
            {"type": None},
            {"type": "UnknownProofType"},
            {"cryptosuite": ""},
            {"cryptosuite": None},
            {"cryptosuite": "unknown-suite"},
            {"created": "not a date"},
            {"created": "2024-13-01T00:00:00Z"},
            {"proofPurpose": None},
            {"proofPurpose": "authentication"},
            {"verificationMethod": None},
            {"verificationMethod": "did:key:z6Mk#none"},
            {"verificationMethod": 7},
            {"proofValue": None},
            {"proofValue": ""},
            {"proofValue": "u" + "A" * 86},
            {"proofValue": "z0"},
            {"proofValue": "not encoded"},
            {"expires": "2020-01-01T00:00:00Z"},
            {"challenge": "something"},
            {"domain": "example.com"},
            {"previousProof": "urn:uuid:nowhere"},
            {"@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]},
        ],
        ids=str,
    )
    def test_a_proof_that_was_changed_is_refused(
        self, api: Any, issued: Document, suite: str, kind: Kind, version: str, change: Document
    ) -> None:
        assert version
        changed = {**issued["proof"], **change}
        proof = {name: value for name, value in changed.items() if value is not None}
        is_unsigned_context = "@context" in change and "-rdfc-" in suite
        status = api.verify(issued | {"proof": proof}, checks=["proof"])[0]
        # The context of a proof is not among the options that RDF signs: they are read in the document's.
        assert status == (200 if is_unsigned_context else 400), kind

    def test_a_document_that_was_changed_is_refused(
        self, api: Any, issued: Document, suite: str, kind: Kind, version: str
    ) -> None:
        assert suite
        assert kind
        assert version
        for change in (
            {"credentialSubject": {"id": "did:example:bob"}},
            {"unheard": "of"},
            {"issuer": "did:example:somebody"},
            {"proof": []},
            {"proof": [issued["proof"], {**issued["proof"], "created": "2024-01-01T00:00:00Z"}]},
        ):
            assert api.verify(issued | change)[0] == 400
        nothing = {name: value for name, value in issued.items() if name != "proof"}
        assert api.verify(nothing, checks=["proof"])[0] == 400


def test_derived_proofs_keep_to_the_suite_of_ecdsa(vectors: Path, api: Any) -> None:
    folder = vectors / "w3c-vc-di-ecdsa"
    key = api.key(Kind.P256)
    for name, mandatory, selective in (
        ("prCredUnsigned", "prCredMandatory", "prCredSelective"),
        ("employmentAuth", "employMandatory", "employSelective"),
    ):
        document = json.loads((folder / f"{name}.json").read_text()) | {"issuer": key.controller}
        pointers, wanted = (json.loads((folder / f"{file}.json").read_text()) for file in (mandatory, selective))
        base = api.issue(document, cryptosuite="ecdsa-sd-2023", mandatoryPointers=pointers)
        assert multibase_decode(base["proof"]["proofValue"])[:3] == b"\xd9\x5d\x00"
        assert api.verify(base, checks=["proof"])[0] == 400
        options = {"selectivePointers": wanted}
        status, body = api.post("/credentials/derive", {"verifiableCredential": base, "options": options})
        assert status == 201, body
        part = body["verifiableCredential"]
        assert multibase_decode(part["proof"]["proofValue"])[:3] == b"\xd9\x5d\x01"
        assert api.verify(part, checks=["proof"])[0] == 200
        changed = deepcopy(part)
        changed["credentialSubject"]["id"] = "did:example:another"
        assert api.verify(changed, checks=["proof"])[0] == 400


JOSE = FOLDER / "w3c-vc-jose-cose" / "input"
TOKENS = [
    ("credential_jose", "credential-jose-minimal", "p256", True),
    ("credential_jose", "credential-issuer-match-signed", "ed25519", True),
    ("credential_jose", "credential-jose-bad-signature", "p256", False),
    ("credential_jose", "credential-jose-bad-media-type", "p256", False),
    ("credential_jose", "credential-jose-vc-vp-claims", "p256", False),
    ("presentation_jose", "presentation-jose-multiple", "p384", True),
    ("presentation_jose", "presentation-jose-bad-media-type", "p384", False),
    ("presentation_jose", "presentation-jose-bad-credential", "p384", False),
    ("credential_sdjwt", "credential-sdjwt-selective", "p384", True),
    ("credential_sdjwt", "credential-sdjwt-nested", "p521", True),
    ("credential_sdjwt", "credential-sdjwt-bad-signature", "p384", False),
    ("credential_sdjwt", "credential-sdjwt-bad-media-type", "p384", False),
    ("presentation_sdjwt", "presentation-sdjwt-selective", "p384", True),
    ("presentation_sdjwt", "presentation-sdjwt-bad-media-type", "p384", False),
    ("presentation_sdjwt", "presentation-sdjwt-bad-credential", "p384", False),
    ("credential_cose", "credential-cose-minimal", "p256", True),
    ("credential_cose", "credential-cose-minimal-not-base64", "p256", False),
    ("credential_cose", "credential-cose-bad-signature", "p384", False),
    ("credential_cose", "credential-cose-bad-media-type", "p384", False),
    ("presentation_cose", "presentation-cose-bad-media-type", "p384", False),
    ("presentation_cose", "presentation-cose-bad-credential", "p384", False),
    # The suite expects a success: see below.
    ("presentation_cose", "presentation-cose-single", "p384", False),
]


def jose(verb: str, source: Path, key: str, feature: str, output: Path, *more: str) -> tuple[int, Document]:
    files = ["--input", source, "--key", JOSE / f"vm-{key}.json", "--output", output]
    result = CliRunner().invoke(cli, ["tool", "jose", verb, *map(str, files), "--feature", feature, *more])
    return result.exit_code, json.loads(output.read_text())


@pytest.mark.parametrize(("feature", "name", "key", "is_good"), TOKENS, ids=[name for _, name, _, _ in TOKENS])
def test_the_tool_judges_the_tokens_of_the_suite(
    vectors: Path,
    tmp_path: Path,
    feature: str,
    name: str,
    key: str,
    is_good: bool,  # noqa: FBT001 - a parameter
) -> None:
    assert vectors.exists()
    keys = [key] if not is_good else ["p256", "p384", "p521", "ed25519"]
    found = [jose("verify", JOSE / f"{name}.txt", one, feature, tmp_path / "out") for one in keys]
    answers = {(code, body["result"]) for code, body in found}
    assert ((0, "success") in answers) == is_good, found
    assert answers <= {(0, "success"), (1, "failure")}


# Two that the suite expects to succeed contradict the standard (section 4): a presentation signed with a key of another
# than its holder, and a credential of https://example.issuer/… to be signed with the key of did:example:….
ISSUES = [
    ("credential-minimal", "p256", "credential_jose", []),
    ("credential-full", "p384", "credential_jose", []),
    ("presentation-single", "p256", "presentation_jose", []),
    ("presentation-multiple", "p521", "presentation_jose", []),
    ("credential-selective", "p384", "credential_sdjwt", ["credentialSubject.firstName", "credentialSubject.lastName"]),
    (
        "credential-nested-selective",
        "p521",
        "credential_sdjwt",
        ["credentialSubject.address.street", "credentialSubject.address.city", "credentialSubject.phoneNumbers[0]"],
    ),
    ("presentation-selective", "p384", "presentation_sdjwt", ["holder", "verifiableCredential[0]"]),
    ("credential-minimal", "ed25519", "credential_cose", []),
    ("presentation-single", "p384", "presentation_cose", []),
]


@pytest.mark.parametrize(
    ("name", "key", "feature", "hidden"), ISSUES, ids=[f"{name}-{feature}" for name, _, feature, _ in ISSUES]
)
def test_the_tool_issues_what_the_suite_asks_for_and_verifies_it(
    vectors: Path, tmp_path: Path, name: str, key: str, feature: str, hidden: list[str]
) -> None:
    assert vectors.exists()
    code, issued = jose("issue", JOSE / f"{name}.json", key, feature, tmp_path / "out", "--sd", json.dumps(hidden))
    assert (code, issued["result"]) == (0, "success"), issued
    (tmp_path / "token").write_text(issued["data"])
    code, verified = jose("verify", tmp_path / "token", key, feature, tmp_path / "out")
    assert (code, verified["result"]) == (0, "success"), verified
    document = json.loads((JOSE / f"{name}.json").read_text())
    assert verified["data"].items() >= document.items()


def test_nobody_signs_in_the_name_of_somebody_else(vectors: Path, tmp_path: Path) -> None:
    assert vectors.exists()
    source = JOSE / "credential-minimal.json"
    code, refused = jose("issue", source, "did-ed25519", "credential_cose", tmp_path / "out")
    assert (code, refused["result"]) == (1, "failure")
    assert "not-the-issuer" in refused["data"]
    (tmp_path / "own.json").write_text(source.read_text().replace("https://example.issuer/", "did:example:"))
    code, issued = jose("issue", tmp_path / "own.json", "did-ed25519", "credential_cose", tmp_path / "out")
    assert (code, issued["result"]) == (0, "success"), issued
