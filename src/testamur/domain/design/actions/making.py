"""Who has a part in a design, what they stand for, and whose the things are that it uses."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.microcredential import CONTRIBUTOR_ROLES
from testamur.domain.design import facts
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Asset, Contributor, Design, InterestStatement, SignOff
from testamur.domain.design.values import ASSET_KINDS
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.steps import check_text, welcome
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

# Four groups of digits; the last may end in X (orcid.org, structure of the identifier).
_ORCID = re.compile(r"(https://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


class HasReviewed(Conflict):
    """Whoever has reviewed a design does not become one of its makers."""

    code = "has-reviewed"


class LastEditor(Conflict):
    """Nobody would be left who may edit the design."""

    code = "last-editor"


@scoped
def add_contributor(  # noqa: PLR0913 - what is said of a contributor
    actor: Actor,
    *,
    design: UUID,
    email: str,
    roles: tuple[str, ...],
    at: datetime,
    name: str = "",
    may_edit: bool = False,
    organisation: str = "",
    orcid: str = "",
) -> UUID:
    """Give somebody a part in a design, or another one, and return the person's uuid.

    Raises `NotFound`, `NotAMaker`, `Invalid`, `HasReviewed`, `LastEditor`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "arrange")
    parts = rows.choices("roles", roles, CONTRIBUTOR_ROLES)
    if orcid and not _ORCID.fullmatch(orcid):
        raise Invalid(field="orcid", found=orcid[:40], allowed="0000-0002-1825-0097")
    person = welcome(email=email, name=name)
    is_author = parts != ["reviewer"]
    if is_author and row.reviews.filter(reviewer_id=person.pk).exclude(kind="self-check").exists():
        raise HasReviewed
    changed = {
        "roles": parts,
        "may_edit": may_edit and is_author,
        "organisation": prose("organisation", organisation, needed=False, longest=200),
        "orcid": orcid.removeprefix("https://orcid.org/"),
        "left_at": None,
    }
    Contributor.objects.update_or_create(
        institution_id=actor.here,
        design=row,
        person=person,
        defaults=changed,
        create_defaults={**changed, "added_at": at, "added_by_id": actor.me},
    )
    _keep_an_editor(row)
    told = {"person": str(person.uuid), "roles": parts}
    ledger.record(actor, verb="design.add_contributor", subject=f"design:{design}", at=at, **told)
    return person.uuid


@scoped
def remove_contributor(actor: Actor, *, design: UUID, person: UUID, at: datetime) -> None:
    """Let somebody go; what they made stays theirs, and they stay named. Raises `NotFound`, `LastEditor`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "arrange")
    here = row.contributors.filter(person__uuid=person, left_at__isnull=True)
    if not here.update(left_at=at, may_edit=False):
        raise NotFound(what="contributor", uuid=str(person))
    _keep_an_editor(row)
    told = {"person": str(person)}
    ledger.record(actor, verb="design.remove_contributor", subject=f"design:{design}", at=at, **told)


@scoped
def sign_off(actor: Actor, *, design: UUID, revision: int, at: datetime, statement: str = "") -> None:
    """Stand, as subject expert, for the content of the newest text. Raises `NotFound`, `NotAMaker`, `WrongStage`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.locked(design, "sign_off")
    mine = row.contributors.filter(person_id=actor.me, left_at__isnull=True, roles__contains=["subject_expert"])
    if not mine.exists():
        raise rows.NotAMaker(design=str(design), role="subject_expert")
    head = rows.head(row)
    if revision != head.number:
        raise Invalid(field="revision", found=revision, allowed=head.number)
    SignOff.objects.get_or_create(
        institution_id=actor.here,
        design=row,
        person_id=actor.me,
        digest=facts.content_digest(row, head),
        defaults={
            "revision": head.number,
            "statement": prose("statement", statement, needed=False, longest=5000),
            "at": at,
        },
    )
    rows.tell(actor, row, "sign_off", at)
    ledger.record(actor, verb="design.sign_off", subject=f"design:{design}", at=at, digest=head.digest)


@scoped
def declare_interests(actor: Actor, *, design: UUID, has_interest: bool, at: datetime, text: str = "") -> None:
    """Say whether one has an interest in how a design turns out; an interest is named, and leaves a review to others.

    Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    rows.readable(actor, design)
    row = rows.locked(design, "declare_interests")
    InterestStatement.objects.create(
        institution_id=actor.here,
        design=row,
        person_id=actor.me,
        has_interest=has_interest,
        text=prose("text", text, needed=has_interest, longest=5000),
        at=at,
    )
    if has_interest:
        row.reviews.filter(reviewer_id=actor.me, closed_at__isnull=True).update(reviewer_id=None)
    ledger.record(actor, verb="design.declare_interests", subject=f"design:{design}", at=at, interest=has_interest)


@scoped
def record_asset(  # noqa: PLR0913 - what is said of an asset
    actor: Actor,
    *,
    design: UUID,
    name: str,
    kind: str,
    owner: str,
    licence: str,
    at: datetime,
    place: str = "",
    address: str = "",
    note: str = "",
) -> UUID:
    """Write down something that a design uses: whose it is, and by which licence. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "arrange")
    check_text("name", name)
    if address and not re.fullmatch(r"https?://[^\s<>\"]{1,480}", address):
        raise Invalid(field="address", found=address[:80], allowed="https://")
    made = Asset.objects.create(
        institution_id=actor.here,
        design=row,
        name=name.strip(),
        kind=rows.choice("kind", kind, ASSET_KINDS),
        place=prose("place", place, needed=False, longest=rows.LONGEST_PLACE),
        owner=prose("owner", owner, longest=200),
        licence=prose("licence", licence, longest=60),
        address=address,
        note=prose("note", note, needed=False, longest=500),
        recorded_at=at,
        recorded_by_id=actor.me,
    )
    ledger.record(actor, verb="design.record_asset", subject=f"design:{design}", at=at, asset=str(made.uuid))
    return made.uuid


@scoped
def withdraw_asset(actor: Actor, *, design: UUID, asset: UUID, at: datetime) -> None:
    """Say that something is no longer used. Raises `NotFound`, `NotAMaker`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "arrange")
    if not row.assets.filter(uuid=asset, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotFound(what="asset", uuid=str(asset))
    ledger.record(actor, verb="design.withdraw_asset", subject=f"design:{design}", at=at, asset=str(asset))


def _keep_an_editor(row: Design) -> None:
    if not row.contributors.filter(may_edit=True, left_at__isnull=True).exists():
        raise LastEditor
