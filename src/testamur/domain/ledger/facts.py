"""Entries as plain values: what a digest covers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC

from testamur.domain.ledger.models import Entry


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
