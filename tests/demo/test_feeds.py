"""Whole feeds of a published catalogue are put through the judges of their standards, entry by entry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import judges
from demo_facts import Small

pytestmark = pytest.mark.xdist_group("demo")
Json = dict[str, Any]
# ELM's profile asks for a national level beside the European one; a definition need not have any.
_LEVEL = "NQFLevel: Less than 1 values"


def read(form: str) -> list[Json]:
    """Return what a feed tells, followed to its end."""
    client, address, found = Client(), f"/feeds/{form}?limit=10", list[Json]()
    while address:
        told = client.get(address).json()
        found += [one["data"] for one in told["items"]]
        address = told["next"] if told["more"] else ""
    assert len(found) == 22
    return found


def wrong(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: said for name, said in found.items() if said}


def test_every_course_of_the_feed_has_the_structure_of_schema_org(small: Small) -> None:
    del small
    assert wrong({one["@id"]: judges.of_schema_org(one) for one in read("schema-org")}) == {}


def test_every_achievement_of_the_feed_is_one_to_the_schema_of_open_badges(small: Small) -> None:
    del small
    assert wrong({one["id"]: judges.of_open_badges(one) for one in read("open-badges")}) == {}


@pytest.mark.judged
def test_every_graph_of_the_feed_is_without_errors_to_ctdls_own_schema(small: Small) -> None:
    del small
    assert wrong({one["@graph"][0]["@id"]: judges.of_ctdl(one) for one in read("ctdl")}) == {}


@pytest.mark.judged
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_every_opportunity_of_the_feed_has_the_shape_that_elm_publishes(small: Small) -> None:
    del small
    folder = os.environ.get("TESTAMUR_VECTORS")
    if not folder:
        pytest.skip("TESTAMUR_VECTORS does not name the folder of the standards' test data")
    told = read("elm")

    assert [one for one in judges.of_elm(told, Path(folder)) if not one.startswith(_LEVEL)] == []
    for one in told:
        del one["title"]
    assert any(said.startswith("title: ") for said in judges.of_elm(told, Path(folder)))
