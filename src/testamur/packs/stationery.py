"""How letters, posters and cards look, as templates for Typst."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def template(name: str) -> str:
    """Return the template *name*, such as ``letter``."""
    return (files("testamur.packs") / "letters" / f"{name}.typ").read_text(encoding="utf-8")
