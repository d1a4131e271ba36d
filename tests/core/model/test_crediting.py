"""The makers are named in the file, and the rest of it stays as its authors laid it out."""

from __future__ import annotations

from campus import example
from testamur.core.model import definition
from testamur.core.model.definition.crediting import credited
from testamur.core.model.microcredential import Contributor

MAKERS = [Contributor("Aisyah Rahman", ("lead", "author")), Contributor("Ravi", ("reviewer",), "North")]


def test_the_makers_replace_those_that_the_file_named() -> None:
    text = credited(example(), MAKERS)
    assert definition.parse(text).contributors == tuple(MAKERS)
    assert text.count("contributors:") == 1


def test_comments_and_every_other_line_stay() -> None:
    source = "# Written by hand.\n" + example()
    text = credited(source, MAKERS)
    assert text.startswith("# Written by hand.\n")
    kept = [line for line in source.splitlines() if line.startswith(("title", "outcomes", "assessments", "level"))]
    assert kept
    assert set(kept) <= set(text.splitlines())


def test_a_file_that_names_them_already_is_left_as_it_is() -> None:
    once = credited(example(), MAKERS)
    assert credited(once, MAKERS) == once


def test_without_makers_the_key_goes() -> None:
    assert definition.parse(credited(example(), [])).contributors == ()


def test_a_file_in_one_line_is_written_anew() -> None:
    import json

    import yaml

    source = json.dumps(yaml.safe_load(example()), default=str)
    assert definition.parse(credited(source, MAKERS)).contributors == tuple(MAKERS)
