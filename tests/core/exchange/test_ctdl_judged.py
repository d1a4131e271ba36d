"""Graphs held against CTDL's own schema by an independent checker (`.ci/run` lays it beside our packages)."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from courses import ADDRESS, ROOT, example, examples
from judges import of_ctdl
from testamur.core.exchange import ctdl
from testamur.core.model import definition

pytestmark = pytest.mark.judged


@pytest.mark.parametrize("name", [*examples(), "every key"])
def test_a_graph_has_no_errors_to_an_independent_checker(name: str) -> None:
    whole = definition.parse((ROOT / "docs/protocols/every-key.yaml").read_bytes())
    graph: Any = orjson.loads(orjson.dumps(ctdl(whole if name == "every key" else example(name), ADDRESS)))

    assert of_ctdl(graph) == []


def test_the_checker_finds_what_is_wrong() -> None:
    graph: Any = orjson.loads(orjson.dumps(ctdl(example("first-aid"), ADDRESS)))
    graph["@graph"][0]["ceterms:targetPathway"] = "not an address"

    assert of_ctdl(graph) != []
