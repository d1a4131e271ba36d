"""The parts that CTDL graphs are made of: names, addresses, texts, values. Nothing of a policy here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.exchange.terms import ANY_CREDIT, AUDIENCES, CARRIER, CREDIT_CONCEPTS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of an item that a policy names. ``kind``: one of `terms.COMPONENTS`."""

    ref: str
    title: str = ""
    kind: str = "credential"
    credits: CreditAmount | None = None
    level: Level | None = None
    address: str = ""


def ctid(*parts: str) -> str:
    """Return a CTID (``ce-`` and a UUID) for what *parts* name: the same each time, so that publishing twice replaces.

    A CTID's UUID has to be of version 4, which says that it was drawn by chance; a digest is as unlikely to meet
    another. https://credreg.net/ctdl/ctid
    """
    digest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()
    variant = "89ab"[int(digest[16], 16) % 4]
    return f"ce-{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def text(language: str, told: str, carried: str = "") -> Json:
    """Return a language map; *carried* is for programs that read our policies."""
    return {language: told} | ({CARRIER: carried} if carried else {})


def number(value: Decimal) -> int | float:
    """Return a number as JSON has it, whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def value_profile(language: str, amount: CreditAmount, level: Level | None = None) -> Json:
    """Return credits as a ``ValueProfile``; the unit, which CTDL mostly has no concept for, in its description."""
    told = ", ".join(str(part) for part in (amount, level) if part)
    profile = {
        "@type": "ceterms:ValueProfile",
        "schema:value": number(amount.value),
        "ceterms:creditUnitType": f"creditUnit:{CREDIT_CONCEPTS.get(amount.unit, ANY_CREDIT)}",
        "schema:description": text(language, told, told),
    }
    audience = AUDIENCES.get((level.framework, level.value)) if level else None
    return profile | ({"ceterms:creditLevelType": f"audLevel:{audience}"} if audience else {})


def identifier(language: str, kind: str, code: str) -> Json:
    """Return an ``IdentifierValue``."""
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": {language: kind},
        "ceterms:identifierValueCode": code,
    }
