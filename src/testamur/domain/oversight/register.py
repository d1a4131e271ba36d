"""The register of models: what the packs say of each, and what of it is installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from testamur import packs
from testamur.adapters.model_files import InstalledModel, installed
from testamur.domain.oversight.values import Purpose

_ORDER = ("english-encoder", "multilingual-encoder", "fast", "spelling", "recommender", "identity")


@dataclass(frozen=True, slots=True)
class Data:
    """What a model was made from. ``gaps``: what is known to be missing in it."""

    what: str
    licence: str
    gaps: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was measured: ``interval`` with 95 % confidence or what it is compared with, ``among`` what."""

    what: str
    value: str
    interval: str
    among: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model or a table of rules. ``installed``: None where its package is not; ``document``: where more stands."""

    code: str
    name: str
    kind: str
    purposes: tuple[Purpose, ...]
    owner: str
    licence: str
    document: str
    use: tuple[str, ...]
    not_for: tuple[str, ...]
    data: tuple[Data, ...]
    training: str
    figures: tuple[Figure, ...]
    limits: tuple[str, ...]
    fairness: tuple[str, ...]
    robustness: tuple[str, ...]
    footprint: str
    installed: InstalledModel | None


@cache
def register() -> tuple[ModelEntry, ...]:
    """Return every model and table of rules that suggests something here, those that read texts first."""
    texts = packs.models()
    order = sorted(texts, key=lambda code: (_ORDER.index(code) if code in _ORDER else len(_ORDER), code))
    return tuple(_entry(code, yaml.safe_load(texts[code])) for code in order)


def _entry(code: str, told: Mapping[str, Any]) -> ModelEntry:
    return ModelEntry(
        code=code,
        name=told["name"],
        kind=told["kind"],
        purposes=tuple(Purpose(one) for one in told["purposes"]),
        owner=told["owner"],
        licence=told["licence"],
        document=told["document"],
        use=tuple(told["use"]),
        not_for=tuple(told["not_for"]),
        data=tuple(Data(**one) for one in told["data"]),
        training=told["training"],
        figures=tuple(Figure(**one) for one in told["figures"]),
        limits=tuple(told["limits"]),
        fairness=tuple(told["fairness"]),
        robustness=tuple(told["robustness"]),
        footprint=told["footprint"],
        installed=installed(told["source"]),
    )
