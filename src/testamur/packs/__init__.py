"""Regulation, guidelines and labels as dated, cited data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def guidelines() -> dict[str, str]:
    """Return the text of every guideline pack by its name, such as ``eu-2022``, in the order of the names."""
    folder = files("testamur.packs") / "guidelines"
    found = {entry.name.removesuffix(".yaml"): entry for entry in folder.iterdir() if entry.name.endswith(".yaml")}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}
