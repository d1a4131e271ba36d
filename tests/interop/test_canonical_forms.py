"""jsonld.js and rdf-canonize have the same bytes for whatever we would sign or verify."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from mutants import CONTEXTS, changed, credential, leaves, mutate
from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential import CredentialError
from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.scopes import NotCovered

PACKAGES = os.environ.get("TESTAMUR_INTEROP", "")
SCRIPT = Path(__file__).parent / "node" / "canonical.mjs"
MUTANTS = 1_500
RENDERS = 2_500
SEEDS = (11, 12, 13, 14)

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not shutil.which("node"), reason="there is no node on this machine"),
    pytest.mark.skipif(not PACKAGES, reason="TESTAMUR_INTEROP does not name the folder of the peers' packages"),
]


def hashes(documents: Iterable[dict[str, Any]]) -> list[str]:
    """Return the peer's hash of each document's canonical form, or its error."""
    lines = [{url: PinnedContexts().get(url) for url in CONTEXTS}, *documents]
    run = subprocess.run(
        ["node", SCRIPT, PACKAGES],
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return run.stdout.splitlines()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def is_sorted_alike(document: dict[str, Any]) -> bool:
    """RDFC-1.0 sorts by code points, the peer by UTF-16 units: they differ where both of these kinds compete."""
    text = json.dumps(document, ensure_ascii=False)
    return not (any(char > "\uffff" for char in text) and any("\ue000" <= char <= "\uffff" for char in text))


def test_the_peer_has_our_bytes_for_every_mutant_that_we_would_sign() -> None:
    canonicaliser, pick = Canonicaliser(PinnedContexts()), random.Random(7)
    documents, ours = [], []
    for number in range(MUTANTS):
        document = mutate(credential(number), pick)
        try:
            canonical = canonicaliser.canonical(document)
        except CredentialError:
            continue
        if is_sorted_alike(document):
            ours.append(digest(canonical))
            documents.append(document)
    assert len(ours) > MUTANTS / 3
    for document, our, their in zip(documents, ours, hashes(documents), strict=True):
        assert our == their, document


@pytest.mark.parametrize("seed", SEEDS)
def test_the_peer_and_the_general_way_have_the_bytes_of_compiled_shapes(seed: int) -> None:
    canonicaliser, pick = Canonicaliser(PinnedContexts(), is_learning=False), random.Random(seed)
    documents, ours = [], []
    number = seed * RENDERS
    while len(documents) < RENDERS:
        number += 1
        sample = mutate(credential(number), pick)
        try:
            canonicaliser.canonical(sample)
            paths = pick.sample(leaves(sample), pick.randrange(1, 13))
            template = canonicaliser.compile(sample, paths)
        except (CredentialError, NotCovered):
            continue
        for _ in range(40):
            document = changed(sample, paths, pick)
            try:
                rendered = template.render(template.encode(template.values(document))[0])
            except NotCovered:
                continue
            if is_sorted_alike(document):
                ours.append(digest(rendered))
                documents.append(document)
    assert [digest(canonicaliser.general(document)) for document in documents] == ours
    assert hashes(documents) == ours
