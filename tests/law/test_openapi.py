"""The description of the API is what was agreed: a change of it is seen in review, never by somebody's program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT / "tests" / "interfaces" / "api" / "openapi.json"
RENEW = """The API's description has changed. If that is meant, say so in CHANGELOG.md and renew the snapshot:

    TESTAMUR_RENEW=1 ./testamur test tests/law/test_openapi.py
"""


@pytest.fixture
def described(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    del db, monkeypatch
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return json.dumps(answer.json(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_description_is_the_committed_one(described: str) -> None:
    import os

    if os.environ.get("TESTAMUR_RENEW"):
        SNAPSHOT.write_text(described, encoding="utf-8")
    assert described == SNAPSHOT.read_text(encoding="utf-8"), RENEW


def test_every_operation_is_described_with_problems_and_examples(described: str) -> None:
    told = json.loads(described)
    assert told["openapi"].startswith("3.1")
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    assert len(operations) > 50
    for one in operations:
        assert one["description"], one["operationId"]
        bad = [answer["$ref"] for status, answer in one["responses"].items() if status[0] == "4" or status == "default"]
        assert all(name.startswith("#/components/responses/Problem") for name in bad), one["operationId"]
        assert "default" in one["responses"], one["operationId"]
    answers = told["components"]["responses"].values()
    assert all(list(answer["content"]) == ["application/problem+json"] for answer in answers)
    problem = told["components"]["schemas"]["Problem"]["properties"]
    assert all("examples" in problem[name] for name in ("type", "title", "status", "code", "detail"))


def test_the_guide_names_every_address(described: str) -> None:
    guide = (ROOT / "docs" / "guide" / "api.md").read_text(encoding="utf-8")
    assert [path for path in json.loads(described)["paths"] if f"`{path.removeprefix('/api/v1')}`" not in guide] == []


def test_no_two_shapes_share_a_name() -> None:
    """The description keeps shapes by their names, so that of two of one name only the last would be described."""
    names: dict[str, str] = {}
    for path in sorted((ROOT / "src/testamur/interfaces/api" / "shapes").rglob("*.py")):
        for name in re.findall(r"^class (\w+)\(\w+\):", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert name not in names, f"{name} stands in {names[name]} and in {path.name}"
            names[name] = path.name
    assert len(names) > 50
