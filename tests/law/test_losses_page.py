"""The table of what each format says of a definition is what the exchange does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from testamur.core.exchange.tree import leaves, paths, tree_of
from testamur.core.model import definition
from testamur.core.model.definition.fields import MICROCREDENTIAL

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs/protocols/every-key.yaml"


def test_the_table_is_current() -> None:
    run = subprocess.run([sys.executable, ROOT / ".ci/losses", "--check"], check=False)
    assert run.returncode == 0, "run .ci/losses to write the table again"


def test_the_sample_has_a_value_for_every_key() -> None:
    """A key that is added to the format needs one in docs/protocols/every-key.yaml, or its losses are not known."""
    tree = tree_of(definition.parse(SAMPLE.read_bytes()))
    said = {re.sub(r"\[\d+\]", "", key) for key, _text in paths(MICROCREDENTIAL, tree)}
    lacking = [key for key, _field in leaves() if not any(one == key or one.startswith(f"{key}.") for one in said)]
    assert lacking == ["no_level_because"]
