"""Entries and answers as plain values: what a digest covers, what is sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from functools import cache

from testamur.adapters import vault
from testamur.adapters.environment import environment, secret_key
from testamur.domain.ledger.models import Entry, KeptAnswer
from testamur.domain.ledger.values import Answer


def plain(told: Mapping[str, object]) -> dict[str, object]:
    """Return *told* as JSON would give it back, so that a digest is the same before and after storage."""
    given: dict[str, object] = json.loads(json.dumps(told, default=str, sort_keys=True))
    return given


def digest(entry: Entry) -> str:
    """Return the SHA-256 of the entry and the digest before it, in hexadecimal."""
    covered = [
        entry.institution_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_kind,
        entry.actor_id,
        entry.verb,
        entry.subject,
        entry.facts,
        entry.previous,
    ]
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def parse(arguments: str) -> dict[str, object]:
    """Return a job's arguments."""
    given: dict[str, object] = json.loads(arguments)
    return given


def answer(row: KeptAnswer) -> Answer:
    """Return a kept answer, opened."""
    body = vault.unseal(_secret(), bytes(row.sealed), bound_to=_purpose(row))
    return Answer(row.asked, row.status, row.headers, body)


def sealed(row: KeptAnswer, body: bytes) -> bytes:
    """Return an answer's body as it is stored: a new token's secret may be in it."""
    return vault.seal(_secret(), body, bound_to=_purpose(row))


def _purpose(row: KeptAnswer) -> str:
    return f"answer to {row.person_id} at {row.institution_id}: {row.key}"


@cache
def _secret() -> str:
    return secret_key(environment().secret_key_file)
