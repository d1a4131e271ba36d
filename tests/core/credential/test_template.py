"""A compiled shape gives the bytes of the straight walk for every value, or leaves the document to it."""

from __future__ import annotations

import random

import orjson
import pytest

from mutants import changed, credential, leaves, mutate
from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential import CredentialError
from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.template import Path, Template
from testamur.core.credential.canonical.walk import Graph


@pytest.fixture(scope="module")
def canonicaliser() -> Canonicaliser:
    return Canonicaliser(PinnedContexts())


def test_random_shapes_with_random_holes_and_values_have_the_bytes_of_the_walk(canonicaliser: Canonicaliser) -> None:
    pick = random.Random(11)
    rendered = read = 0
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
            assert template.json(in_json) == orjson.dumps(filled)
            taken_apart = template.read(orjson.dumps(filled))
            assert taken_apart in (None, values), (number, paths)
            read += taken_apart is not None
    assert rendered > 300
    assert read > 100


def test_a_value_that_looks_like_what_follows_it_is_not_taken_for_it(canonicaliser: Canonicaliser) -> None:
    document = credential(1)
    paths: list[Path] = [("credentialSubject", "identifier", 0, "identityHash"), ("id",)]
    template = canonicaliser.compile(document, paths)
    written = orjson.dumps(document)
    assert template.read(written) == template.encode(template.values(document))[0]
    for text in ('a","identityType":"name', "a\\", '\\"', "\n"):
        document["credentialSubject"]["identifier"][0]["identityHash"] = text
        assert template.read(orjson.dumps(document)) is None
    assert template.read(written[:-1]) is None
    assert template.read(written + b" ") is None


def test_two_holes_with_one_text_are_one_statement_of_a_blank_node(canonicaliser: Canonicaliser) -> None:
    document = credential(1)
    achievement = document["credentialSubject"]["achievement"]
    del achievement["id"]
    paths: list[Path] = [("credentialSubject", "achievement", "tag", number) for number in range(3)]
    template = canonicaliser.compile(document, paths)
    achievement["tag"] = ["same", "other", "same"]
    values, _ = template.encode(template.values(document))
    assert template.render(values) == canonicaliser.canonical(document) == canonicaliser.general(document)


def test_what_cannot_be_written_or_stands_nowhere_is_left_to_the_walk(canonicaliser: Canonicaliser) -> None:
    document = credential(1)
    template = canonicaliser.compile(document, [("name",)])
    with pytest.raises(NotCovered):
        template.encode(["\ud800"])
    with pytest.raises(NotCovered):
        canonicaliser.compile(document | {"name": "\ud800"}, [("id",)])
    with pytest.raises(NotCovered):
        Template(Graph(), {"name": "x"}, [("name",)], set())


def test_nodes_that_come_out_alike_are_left_to_the_whole_algorithm(canonicaliser: Canonicaliser) -> None:
    document = credential(1)
    subject = document["credentialSubject"]
    subject["result"] = [{"type": ["Result"], "value": value} for value in ("1", "2")]
    paths: list[Path] = [("credentialSubject", "result", number, "value") for number in range(2)]
    template = canonicaliser.compile(document, paths)
    with pytest.raises(NotCovered):
        template.render([b"3", b"3"])
    subject["result"][1]["value"] = "1"
    assert canonicaliser.canonical(document) == canonicaliser.general(document)
