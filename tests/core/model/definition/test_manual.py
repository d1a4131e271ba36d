"""The guide's reference of keys is the reader's own table."""

from __future__ import annotations

from pathlib import Path

from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.manual import manual

PAGE = Path(__file__).parents[4] / "docs/protocols/microcredential-yaml.md"


def test_the_page_ends_with_the_table_of_keys_as_it_is() -> None:
    """Replace the end of the page with the output of ``testamur.core.model.definition.manual.manual()``."""
    assert PAGE.read_text(encoding="utf-8").endswith(manual())


def test_every_key_of_the_file_is_in_the_table() -> None:
    assert all(f"`{field.key}`" in manual() for field in MICROCREDENTIAL.fields)
    assert "**`title`**" in manual()
    assert "### Section *criterion*" in manual()
    assert manual().count("### Section *organisation*") == 1
