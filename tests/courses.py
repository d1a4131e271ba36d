"""Definitions for tests of exchange: the examples, and one that has every key of the format."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from testamur.core.model import definition
from testamur.core.model.microcredential import MicroCredential

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*/microcredential.yaml"))
ADDRESS = "https://u.example/microcredentials/1"


@cache
def example(name: str) -> MicroCredential:
    return definition.parse((ROOT / "examples" / name / "microcredential.yaml").read_bytes())


def examples() -> list[str]:
    return [path.parent.name for path in EXAMPLES]
