"""This room's rows as core values and views."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from testamur.adapters import vault
from testamur.adapters.environment import environment, secret_key
from testamur.core.skills.profile import Dispute as Disputed
from testamur.core.skills.profile import Edit, Hide, Settle, Shown
from testamur.domain.portfolio.models import Claim, Dispute, ProfileLink
from testamur.domain.portfolio.values import ClaimView, DisputeView, ProfileLinkView


def claim(row: Claim) -> ClaimView:
    """Return the claim as a value."""
    return ClaimView(
        uuid=row.uuid,
        uri=row.uri,
        label=row.label,
        framework=row.framework,
        version=row.version,
        scale=row.scale,
        level=row.level,
        note=row.note,
        last_used_on=row.last_used_on,
        claimed_at=row.claimed_at,
    )


def dispute(row: Dispute) -> DisputeView:
    """Return the dispute as a value; its person is loaded with it."""
    return DisputeView(
        uuid=row.uuid,
        institution_id=row.institution_id,
        person_id=row.person_id,
        name=row.person.name or row.person.email,
        evidence=row.evidence,
        uri=row.uri,
        title=row.title,
        label=row.label,
        says=row.says,
        made_at=row.made_at,
        settled_at=row.settled_at,
        is_upheld=row.is_upheld,
        answer=row.answer,
    )


def edits(hidden: Iterable[str], disputes: Iterable[DisputeView], shown: Iterable[Shown]) -> tuple[Edit, ...]:
    """Return what a person did to their profile; disputes about evidence that is gone by now have nothing to change."""
    there = {(one.evidence.id, one.uri) for one in shown}
    found: list[Edit] = [Hide(uri) for uri in sorted(hidden)]
    for one in disputes:
        if (one.evidence, one.uri) in there:
            found.append(Disputed(one.evidence, one.uri, one.says or one.answer))
            if one.is_upheld is not None:
                found.append(Settle(one.evidence, one.uri, one.is_upheld))
    return tuple(found)


def link(row: ProfileLink) -> ProfileLinkView:
    """Return the link as its holder sees it."""
    return ProfileLinkView(
        uuid=row.uuid,
        label=row.label,
        secret=link_secret(row.uuid),
        with_claims=row.with_claims,
        with_age=row.with_age,
        made_at=row.made_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
        opened=row.opened,
        last_opened_at=row.last_opened_at,
    )


@cache
def _secret() -> str:
    return secret_key(environment().secret_key_file)


def link_secret(uuid: UUID) -> str:
    """Return the secret of a link: 144 bits, the same each time, known to nobody who has only the database."""
    return urlsafe_b64encode(vault.keyed_digest(_secret(), f"profile {uuid}")[:18]).decode()
