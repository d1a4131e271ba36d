"""A compiled shape gives the bytes of the straight walk for every value, or leaves the document to it."""

from __future__ import annotations

import random

import pytest

from mutants import changed, credential, leaves, mutate
from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential import CredentialError
from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.template import Path


@pytest.fixture(scope="module")
def canonicaliser() -> Canonicaliser:
    return Canonicaliser(PinnedContexts())


def test_random_shapes_with_random_holes_and_values_have_the_bytes_of_the_walk(canonicaliser: Canonicaliser) -> None:
    pick = random.Random(11)
    rendered = 0
    for number in range(150):
        document = mutate(credential(number), pick)
        try:
            canonicaliser.canonical(document)
            paths = pick.sample(leaves(document), pick.randrange(1, 13))
            template = canonicaliser.compile(document, paths)
        except (CredentialError, NotCovered):
            continue
        for _ in range(12):
            filled = changed(document, paths, pick)
            try:
                values, in_json = template.encode(template.values(filled))
                found = template.render(values)
            except NotCovered:
                continue
            rendered += 1
            assert found == canonicaliser.canonical(filled), (number, paths)
            assert template.json(in_json)
    assert rendered > 300


def test_two_holes_with_one_text_are_one_statement_of_a_blank_node(canonicaliser: Canonicaliser) -> None:
    document = credential(1)
    achievement = document["credentialSubject"]["achievement"]
    del achievement["id"]
    paths: list[Path] = [("credentialSubject", "achievement", "tag", number) for number in range(3)]
    template = canonicaliser.compile(document, paths)
    achievement["tag"] = ["same", "other", "same"]
    values, _ = template.encode(template.values(document))
    assert template.render(values) == canonicaliser.canonical(document) == canonicaliser.general(document)
