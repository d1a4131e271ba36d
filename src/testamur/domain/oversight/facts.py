"""Rows of the oversight room as values."""

from __future__ import annotations

from hashlib import sha256

from testamur.domain.oversight.models import Decision, Switch
from testamur.domain.oversight.values import DecisionView, Offered, Purpose, SwitchView


def digest(text: str) -> str:
    """Return the SHA-256 of a text, nothing for no text."""
    return sha256(text.encode()).hexdigest() if text else ""


def switch(row: Switch) -> SwitchView:
    """Return whether a purpose is on, as doors see it."""
    return SwitchView(Purpose(row.purpose), row.is_on, row.reason, row.by_id, row.at)


def decision(row: Decision) -> DecisionView:
    """Return what was done with a suggestion, as doors see it."""
    offered = Offered(
        model=row.model,
        item=row.item,
        output=row.output,
        refs=row.refs,
        confidence=row.confidence,
        language=row.language,
    )
    return DecisionView(
        uuid=row.uuid,
        purpose=row.purpose,
        about=row.about,
        offered=offered,
        version=row.version,
        digest=row.digest,
        shown_to=row.shown_to_id,
        decided_by=row.decided_by_id,
        verdict=row.verdict,
        is_overridden=row.is_overridden,
        reason=row.reason,
        at=row.at,
    )
