"""Precedents of recognition as CTDL transfer values: what learning from one place is worth in another.

https://credreg.net/ctdl/terms/TransferValueProfile ; what is written how is docs/protocols/ctdl-transfer-values.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.losses import is_address
from testamur.core.rules.exchange.resources import Json, ctid, text, value_profile

LEARNING, UNIT, PROGRAMME = "learning", "unit", "programme"
CLASSES = {LEARNING: "MicroCredential", UNIT: "Course", PROGRAMME: "LearningProgram"}


@dataclass(frozen=True, slots=True)
class Learning:
    """One side of a transfer: a specification in a version. ``kind``: `LEARNING`, `UNIT` or `PROGRAMME`.

    ``ref`` is its address, or else a name that only ``body``, the institution, knows.
    """

    ref: str
    title: str = ""
    version: str = ""
    kind: str = LEARNING
    body: str = ""


@dataclass(frozen=True, slots=True)
class TransferValue:
    """What ``source`` counts as in ``target``: a positive decision that the next one may follow.

    ``purpose``: what it was recognised for; ``way``: the source type that policies put caps on (``credit_transfer`` …).
    ``conditions``: what the holder must show besides, in words. ``max_age_months``: how old the learning may be.
    """

    id: str
    source: Learning
    target: Learning
    credits: CreditAmount | None = None
    level: Level | None = None
    title: str = ""
    owner: str = ""
    purpose: str = ""
    way: str = ""
    conditions: tuple[str, ...] = ()
    max_age_months: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None


# The codes that `transfer_losses` may give, in the order of docs/protocols/ctdl-transfer-values.md.
TRANSFER_CODES = ("purpose", "way", "age", "unit", "level", "owner")


def export_transfer_values(values: Iterable[TransferValue], *, base: str = t.REGISTRY, language: str = "en") -> Json:
    """Return a graph of transfer values with what they lead from and to. Addresses are made under *base*."""
    writer = _Writer(base, language)
    profiles = [writer.profile(value) for value in values]
    return {"@context": t.CONTEXT, "@graph": [*profiles, *writer.nodes.values()]}


def transfer_losses(value: TransferValue) -> tuple[str, ...]:
    """Return what of a transfer value CTDL has no term for; it is carried along for programs that know ours."""
    found = {
        "purpose": value.purpose,
        "way": value.way,
        "age": value.max_age_months,
        "unit": value.credits and value.credits.unit not in t.CREDIT_CONCEPTS,
        "level": value.level,
        "owner": value.owner and not is_address(value.owner),
    }
    return tuple(code for code, there in found.items() if there)


class _Writer:
    def __init__(self, base: str, language: str) -> None:
        self._base = base
        self._language = language
        self.nodes: dict[Learning, Json] = {}

    def _named(self, *parts: str) -> Json:
        own = ctid(self._base, *parts)
        return {"@id": f"{self._base}{own}", "ceterms:ctid": own}

    def _learning(self, side: Learning) -> str:
        if side not in self.nodes:
            named = {"@id": side.ref} if is_address(side.ref) else self._named("learning", side.body, side.ref)
            described = named | {
                "@type": f"ceterms:{CLASSES[side.kind]}",
                "ceterms:name": text(self._language, side.title or side.ref, _packed(side)),
            }
            if side.version:
                described["ceterms:versionCode"] = side.version
            if is_address(side.body):
                described["ceterms:ownedBy"] = [side.body]
            # Two versions of one address are one resource to a graph: the later ones get an address of their own.
            if any(node["@id"] == described["@id"] for node in self.nodes.values()):
                described |= self._named("learning", side.body, side.ref, side.version, side.kind, side.title)
            self.nodes[side] = described
        return str(self.nodes[side]["@id"])

    def profile(self, value: TransferValue) -> Json:
        """Return one ``TransferValueProfile``."""
        described = self._named("transfer", value.id) | {
            "@type": "ceterms:TransferValueProfile",
            "ceterms:name": text(self._language, name_of_value(value)),
            "ceterms:description": text(self._language, in_short(value), _packed_value(value)),
            "ceterms:transferValueFrom": [self._learning(value.source)],
            "ceterms:transferValueFor": [self._learning(value.target)],
        }
        if value.credits is not None:
            described["ceterms:transferValue"] = [value_profile(self._language, value.credits, value.level)]
        if is_address(value.owner):
            described["ceterms:ownedBy"] = [value.owner]
        for name, day in (("startDate", value.valid_from), ("endDate", value.valid_until)):
            if day is not None:
                described[f"ceterms:{name}"] = day.isoformat()
        if value.conditions:
            described["ceterms:requires"] = [
                {"@type": "ceterms:ConditionProfile", "ceterms:condition": text(self._language, told)}
                for told in value.conditions
            ]
        return described


def name_of_value(value: TransferValue) -> str:
    """Return what a value is called: its title, or from what to what it leads."""
    return value.title or f"{value.source.title or value.source.ref} → {value.target.title or value.target.ref}"


def in_short(value: TransferValue) -> str:
    """Return the codes and numbers of a value on one line, without a sentence of any language."""
    age = f"P{value.max_age_months}M" if value.max_age_months else ""
    told = (value.credits, value.level, value.purpose, value.way, age, value.owner)
    return ", ".join(str(part) for part in told if part) or f"{value.source.ref} → {value.target.ref}"


def _packed_value(value: TransferValue) -> str:
    told = {
        "id": value.id,
        "title": value.title,
        "owner": value.owner,
        "purpose": value.purpose,
        "way": value.way,
        "max_age_months": value.max_age_months,
        "level": [value.level.framework, value.level.value, value.level.basis] if value.level else None,
    }
    return _json(told)


def _packed(side: Learning) -> str:
    return _json({"ref": side.ref, "title": side.title, "kind": side.kind, "body": side.body})


def _json(told: dict[str, Any]) -> str:
    return json.dumps({name: found for name, found in told.items() if found}, ensure_ascii=False)
