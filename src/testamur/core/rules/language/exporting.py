"""A policy as plain values for other programs: every part an object that says what it ``is``. One way only: out."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules.language.printing import rule_text
from testamur.core.rules.policy import Clause, Policy

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def policy_json(policy: Policy) -> dict[str, object]:
    """Return *policy* with each clause as its parts and as text; numbers are texts, because they are exact."""
    head = {one.name: _plain(getattr(policy, one.name)) for one in fields(policy) if one.name != "clauses"}
    return {**head, "clauses": [_clause(clause) for clause in policy.clauses]}


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "text": rule_text(clause.rule),
        "note": clause.note,
        "source": clause.source,
        "rule": _plain(clause.rule),
    }


def _plain(value: object) -> object:
    match value:
        case CreditAmount() | Level():
            return str(value)
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case Clause():
            return _clause(value)
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            parts = {one.name.rstrip("_"): _plain(getattr(value, one.name)) for one in fields(value)}
            return {"is": _HUMP.sub("_", type(value).__name__).lower(), **parts}
        case _:
            return value
