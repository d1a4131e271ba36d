"""What the README and the library's guide show is true."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_in_python_runs_as_it_stands() -> None:
    shown = re.search(r"<!-- example: tests run this -->\n```python\n(.*?)```", README, re.DOTALL)
    assert shown
    exec(compile(shown[1], "README.md", "exec"), {})  # noqa: S102 - our own text, and that is the point


def test_every_example_of_the_library_guide_runs_after_the_ones_before_it() -> None:
    guide = (ROOT / "docs" / "guide" / "library.md").read_text(encoding="utf-8")
    shown = re.findall(r"<!-- example: tests run this -->\n```python\n(.*?)```", guide, re.DOTALL)
    assert len(shown) == guide.count("```python")
    names: dict[str, object] = {}
    for example in shown:
        exec(compile(example, "library.md", "exec"), names)  # noqa: S102 - as above


def test_the_example_in_python_is_ten_lines_of_work() -> None:
    shown = re.search(r"<!-- example: tests run this -->\n```python\n(.*?)```", README, re.DOTALL)
    assert shown
    assert len([line for line in shown[1].splitlines() if line and "import" not in line]) <= 10


def test_every_link_to_a_file_leads_somewhere() -> None:
    pages = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
    pages += sorted((ROOT / "docs").rglob("*.md"))
    links = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
    found = [(page, target) for page in pages for target in links.findall(page.read_text(encoding="utf-8"))]
    assert [f"{page.name} → {target}" for page, target in found if not (page.parent / target).exists()] == []
