"""Organisations outside: invited by a link, with a brief, evidence, a word on relevance, and agreements."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import facts, states
from testamur.domain.design.actions import reviewing, rows
from testamur.domain.design.models import (
    Brief,
    Demand,
    Design,
    PartnerMember,
    Partnership,
    RelevanceReview,
)
from testamur.domain.design.values import ALLOWANCES, DEMAND_KINDS, RELEVANCE
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import check_text, list_address
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_MOST_EVIDENCE = 200
_MOST_OCCUPATIONS = 30
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,480}")


class LinkOver(Conflict):
    """The invitation's link is no longer good. ``facts``: why (``expired``, ``withdrawn``)."""

    code = "link-over"


@scoped
def invite_partner(
    actor: Actor,
    *,
    design: UUID,
    organisation: str,
    allows: tuple[str, ...],
    expires_at: datetime,
    at: datetime,
    country: str = "",
    url: str = "",
) -> tuple[UUID, str]:
    """Invite an organisation and return the partnership and the secret of its link, which is shown this once.

    Raises `NotFound`, `NotAMaker`, `Invalid`.
    """
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "co_design")
    check_text("organisation", organisation)
    if expires_at <= at:
        raise Invalid(field="expires_at", found=expires_at.isoformat(), allowed=f"> {at.isoformat()}")
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        raise Invalid(field="country", found=country[:20], allowed="ISO 3166-1 alpha-2")
    secret = secrets.token_urlsafe(32)
    made = Partnership.objects.create(
        institution_id=actor.here,
        design=row,
        organisation=organisation.strip(),
        country=country,
        url=_address("url", url),
        allows=rows.choices("allows", tuple({"read", *allows}), ALLOWANCES),
        secret_digest=facts.digest(secret),
        invited_at=at,
        invited_by_id=actor.me,
        expires_at=expires_at,
    )
    list_address(actor, key=made.secret_digest, kind="partner", target_id=made.pk)
    told = {"partnership": str(made.uuid), "allows": made.allows}
    ledger.record(actor, verb="design.invite_partner", subject=f"design:{design}", at=at, **told)
    return made.uuid, secret


@scoped
def withdraw_invitation(actor: Actor, *, design: UUID, partnership: UUID, at: datetime) -> None:
    """End a partnership: its link and its people open nothing any more. Raises `NotFound`, `NotAMaker`."""
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "agree")
    if not row.partnerships.filter(uuid=partnership, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotFound(what="partnership", uuid=str(partnership))
    told = {"partnership": str(partnership)}
    ledger.record(actor, verb="design.withdraw_invitation", subject=f"design:{design}", at=at, **told)


@scoped
def join(actor: Actor, *, secret: str, at: datetime) -> UUID:
    """Come in by an invitation's link, and return the design. Raises `NotFound`, `LinkOver`.

    The actor acts for the institution that invites; `queries.invitation` says which that is.
    """
    require(actor, Permission.CO_DESIGN)
    found = Partnership.objects.select_related("design").filter(secret_digest=facts.digest(secret)).first()
    if found is None:
        raise NotFound(what="invitation")
    if found.withdrawn_at:
        raise LinkOver(why="withdrawn")
    known = found.members.filter(person_id=actor.me).exists()
    if known:
        return found.design.uuid
    if found.expires_at <= at:
        raise LinkOver(why="expired")
    PartnerMember.objects.create(institution_id=actor.here, partnership=found, person_id=actor.me, joined_at=at)
    rows.tell(actor, found.design, "join", at, note=found.organisation)
    told = {"partnership": str(found.uuid)}
    ledger.record(actor, verb="design.join", subject=f"design:{found.design.uuid}", at=at, **told)
    return found.design.uuid


@scoped
def write_brief(
    actor: Actor,
    *,
    design: UUID,
    need: str,
    at: datetime,
    audience: str = "",
    occupations: Sequence[tuple[str, str, str]] = (),
) -> UUID:
    """Say what is needed, as a partner or as a maker. *occupations*: name, URI, framework.

    Raises `NotFound`, `NotInvited`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row, partner = _side(actor, design)
    if len(occupations) > _MOST_OCCUPATIONS:
        raise Invalid(field="occupations", found=len(occupations), longest=_MOST_OCCUPATIONS)
    named = [
        {
            "name": rows.prose("occupations", name, longest=200),
            "uri": _address("occupations", uri),
            "framework": rows.prose("occupations", framework, needed=False, longest=60),
        }
        for name, uri, framework in occupations
    ]
    brief, _ = Brief.objects.update_or_create(
        institution_id=actor.here,
        design=row,
        partnership=partner,
        defaults={
            "need": rows.prose("need", need),
            "audience": rows.prose("audience", audience, needed=False),
            "occupations": named,
            "saved_at": at,
            "saved_by_id": actor.me,
        },
    )
    ledger.record(actor, verb="design.write_brief", subject=f"design:{design}", at=at, brief=str(brief.uuid))
    return brief.uuid


@scoped
def add_demand(  # noqa: PLR0913 - what is said of a piece of evidence
    actor: Actor,
    *,
    design: UUID,
    kind: str,
    title: str,
    source: str,
    seen_on: date,
    at: datetime,
    text: str = "",
    figure: Decimal | None = None,
    unit: str = "",
    address: str = "",
) -> UUID:
    """Add evidence of a need to one's brief, with its source. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row, partner = _side(actor, design)
    brief = row.briefs.filter(partnership=partner).first()
    if brief is None:
        raise NotFound(what="brief", uuid=str(design))
    if brief.evidence.filter(withdrawn_at__isnull=True).count() >= _MOST_EVIDENCE:
        raise Invalid(field="evidence", found=_MOST_EVIDENCE, longest=_MOST_EVIDENCE)
    if figure is not None and not (figure.is_finite() and abs(figure) < 10**13):
        raise Invalid(field="figure", found=str(figure)[:40])
    made = Demand.objects.create(
        institution_id=actor.here,
        brief=brief,
        kind=rows.choice("kind", kind, DEMAND_KINDS),
        title=rows.prose("title", title, longest=250),
        text=rows.prose("text", text, needed=False),
        figure=figure,
        unit=rows.prose("unit", unit, needed=False, longest=60),
        source=rows.prose("source", source, longest=250),
        address=_address("address", address),
        seen_on=seen_on,
        added_at=at,
        added_by_id=actor.me,
    )
    ledger.record(actor, verb="design.add_demand", subject=f"design:{design}", at=at, demand=str(made.uuid))
    return made.uuid


@scoped
def withdraw_demand(actor: Actor, *, design: UUID, demand: UUID, at: datetime) -> None:
    """Take evidence back from one's own brief. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row, partner = _side(actor, design)
    here = Demand.objects.filter(uuid=demand, brief__design=row, brief__partnership=partner, withdrawn_at__isnull=True)
    if not here.update(withdrawn_at=at):
        raise NotFound(what="demand", uuid=str(demand))
    ledger.record(actor, verb="design.withdraw_demand", subject=f"design:{design}", at=at, demand=str(demand))


@scoped
def review_relevance(
    actor: Actor, *, design: UUID, verdict: str, at: datetime, text: str = "", minutes: int = 0
) -> UUID:
    """Say, as a partner, whether a text serves the need. When every partner has, it goes on or back to its makers.

    Raises `NotFound`, `NotInvited`, `WrongStage`, `NotIndependent`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.judged(actor, design, "review_relevance")
    partner = rows.partnership(actor, row, "review")
    head = rows.head(row)
    rows.choice("verdict", verdict, RELEVANCE)
    made = RelevanceReview.objects.create(
        institution_id=actor.here,
        design=row,
        partnership=partner,
        person_id=actor.me,
        revision=head.number,
        digest=head.digest,
        verdict=verdict,
        answers={},
        text=rows.prose("text", text, needed=verdict != "relevant"),
        minutes=rows.minutes(minutes),
        at=at,
    )
    _go_on(actor, row, made, at)
    told = {"partnership": str(partner.uuid), "verdict": verdict}
    ledger.record(actor, verb="design.review_relevance", subject=f"design:{design}", at=at, **told)
    return made.uuid


def _side(actor: Actor, design: UUID) -> tuple[Design, Partnership | None]:
    """Return the design, and the partner for whom the actor speaks; None for a maker. Raises `NotInvited`."""
    rows.readable(actor, design)
    row = rows.locked(design, "co_design")
    if row.contributors.filter(person_id=actor.me, may_edit=True, left_at__isnull=True).exists():
        return row, None
    return row, rows.partnership(actor, row, "brief")


def _go_on(actor: Actor, row: Design, made: RelevanceReview, at: datetime) -> None:
    if made.verdict == "not-relevant":
        rows.move(actor, row, "review_relevance", at, note=made.text, to=states.DRAFT)
    elif reviewing.awaited_partners(row, at):
        rows.move(actor, row, "review_relevance", at, note=made.text)
    elif row.relevance_reviews.filter(digest=made.digest, verdict="with-changes").exists():
        rows.move(actor, row, "review_relevance", at, note=made.text, to=states.DRAFT)
    else:
        reviewing.to_approval(actor, row, "review_relevance", at, note=made.text)


def _address(field: str, found: str) -> str:
    if found and not _ADDRESS.fullmatch(found):
        raise Invalid(field=field, found=found[:80], allowed="https://")
    return found[:300] if field == "url" else found
