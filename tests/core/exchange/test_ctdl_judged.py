"""Graphs held against CTDL's own schema by an independent checker, which needs Python 3.12 or newer."""

from __future__ import annotations

import importlib.util
from typing import Any

import orjson
import pytest

from courses import ADDRESS, ROOT, example, examples
from testamur.core.exchange import ctdl
from testamur.core.model import definition

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("ctdl_validate") is None,
    reason="ctdl-validate needs Python 3.12 or newer",
)
# Concepts of CTDL's own vocabularies are outside of any document; whether they exist cannot be told from it.
OUTSIDE = "REF_OUTSIDE_PAYLOAD"


@pytest.mark.parametrize("name", [*examples(), "every key"])
def test_a_graph_has_no_errors_to_an_independent_checker(name: str) -> None:
    from ctdl_validate import validate_document

    whole = definition.parse((ROOT / "docs/protocols/every-key.yaml").read_bytes())
    graph: Any = orjson.loads(orjson.dumps(ctdl(whole if name == "every key" else example(name), ADDRESS)))

    findings = [one for one in validate_document(graph) if one.code != OUTSIDE]
    assert [(one.code, one.entity, one.message) for one in findings] == []
