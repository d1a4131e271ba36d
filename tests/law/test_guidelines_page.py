"""The page about the guidelines says what the packs say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from testamur import packs
from testamur.core import quality

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/guide/guidelines.md").read_text(encoding="utf-8")


def test_the_page_is_current() -> None:
    run = subprocess.run([sys.executable, ROOT / ".ci/guidelines", "--check"], check=False)
    assert run.returncode == 0, "run .ci/guidelines to write the page again"


def test_every_rule_and_question_stands_on_the_page_with_its_pack() -> None:
    for text in packs.guidelines().values():
        pack = quality.parse_pack(text)
        for entry in (*pack.rules, *pack.questions):
            assert f"`{entry.code}`" in PAGE[PAGE.index(f'<a id="{pack.id}">') :]
        assert all(doubt in PAGE for doubt in pack.uncertainty)


def test_every_earlier_version_is_named() -> None:
    assert all(f"- `{name}`" in PAGE for name in packs.earlier_guidelines())
