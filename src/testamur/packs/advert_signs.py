"""How adverts are laid out, in all languages: headings, and words for what is not needed or only wished for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def signs() -> Mapping[str, tuple[str, ...]]:
    """Return what each kind of sign looks like in any language: many an advert mixes two."""
    every: dict[str, dict[str, None]] = {}
    for one in sorted(files("testamur.packs").joinpath("adverts").iterdir(), key=lambda each: each.name):
        if one.name.endswith(".yaml"):
            for kind, said in yaml.safe_load(one.read_text(encoding="utf-8")).items():
                every.setdefault(kind, {}).update(dict.fromkeys(map(str, said)))
    return {kind: tuple(said) for kind, said in every.items()}
