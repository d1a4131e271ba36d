"""The labels of the text inside a signed credential, one set a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

_FALLBACK = "en"


@cache
def labels(language: str) -> Mapping[str, str]:
    """Return the labels for a BCP 47 *language*, or English ones where there are none."""
    folder = files("testamur.packs") / "narrative"
    found = folder / f"{language.partition('-')[0]}.yaml"
    if not found.is_file():
        found = folder / f"{_FALLBACK}.yaml"
    labelled: dict[str, str] = yaml.safe_load(found.read_text(encoding="utf-8"))
    return labelled
