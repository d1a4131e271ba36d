"""Letting organisations in: by links that end, that let one person in, and that can be withdrawn."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import facts, post
from testamur.domain.design.actions import partner_rows, rows
from testamur.domain.design.actions.calendar import watch_tomorrow
from testamur.domain.design.facts import partners
from testamur.domain.design.models import (
    Design,
    OrganisationMember,
    PartnerLink,
    PartnerMember,
    PartnerOrganisation,
    Partnership,
)
from testamur.domain.design.partner_values import Addressee
from testamur.domain.design.values import ALLOWANCES
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.queries import names
from testamur.domain.institution.steps import check_email, check_text, list_address
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotAllowed, NotFound


class LinkOver(Conflict):
    """The invitation's link is no longer good. ``facts``: why (``expired``, ``used``, ``withdrawn``)."""

    code = "link-over"


@scoped
def invite_organisation(
    actor: Actor,
    *,
    organisation: str,
    expires_at: datetime,
    at: datetime,
    country: str = "",
    url: str = "",
    to: Addressee | None = None,
) -> tuple[UUID, str]:
    """Invite an organisation to say what it needs; return it and the secret of a link, which is shown this once.

    It is sent *to* somebody, where the house knows whom. An organisation of this name that is known already gets
    another link. Raises `Invalid`.
    """
    require(actor, Permission.DESIGN)
    known = _organisation(actor, organisation, country, url, at)
    secret = _link(actor, known, None, expires_at, at, to)
    told = {"organisation": str(known.uuid)}
    ledger.record(actor, verb="design.invite_organisation", subject=f"organisation:{known.uuid}", at=at, **told)
    return known.uuid, secret


@scoped
def invite_partner(  # noqa: PLR0913 - what an invitation says
    actor: Actor,
    *,
    design: UUID,
    organisation: str,
    allows: tuple[str, ...],
    expires_at: datetime,
    at: datetime,
    country: str = "",
    url: str = "",
    to: Addressee | None = None,
) -> tuple[UUID, str]:
    """Invite an organisation into a design; return the partnership and the secret of its link, shown this once.

    Raises `NotFound`, `NotAMaker`, `Invalid`.
    """
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "co_design")
    known = _organisation(actor, organisation, country, url, at)
    made = bring_in(actor, row, known, allows, at)
    secret = _link(actor, known, made, expires_at, at, to)
    told = {"partnership": str(made.uuid), "allows": made.allows}
    ledger.record(actor, verb="design.invite_partner", subject=f"design:{design}", at=at, **told)
    return made.uuid, secret


@scoped
def link_anew(
    actor: Actor,
    *,
    organisation: UUID,
    expires_at: datetime,
    at: datetime,
    partnership: UUID | None = None,
    to: Addressee | None = None,
) -> str:
    """Return the secret of another link, for a colleague or for who came too late; *partnership* leads into a design.

    Raises `NotFound`, `NotAMaker`, `Invalid`.
    """
    require(actor, Permission.DESIGN)
    known = PartnerOrganisation.objects.filter(uuid=organisation).first()
    if known is None:
        raise NotFound(what="partner-organisation", uuid=str(organisation))
    into = None
    if partnership is not None:
        into = known.partnerships.select_related("design").filter(uuid=partnership, withdrawn_at__isnull=True).first()
        if into is None:
            raise NotFound(what="partnership", uuid=str(partnership))
        rows.made(actor, into.design.uuid, "agree")
    secret = _link(actor, known, into, expires_at, at, to)
    ledger.record(actor, verb="design.link_anew", subject=f"organisation:{organisation}", at=at)
    return secret


@scoped
def withdraw_link(actor: Actor, *, link: UUID, at: datetime) -> None:
    """Make a link that nobody has used lead nowhere. Raises `NotFound`, `NotAMaker`."""
    require(actor, Permission.DESIGN)
    found = PartnerLink.objects.select_related("partnership__design").filter(uuid=link).first()
    if found is not None and found.partnership is not None:
        rows.made(actor, found.partnership.design.uuid, "agree")
    if not PartnerLink.objects.filter(uuid=link, used_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=at, email=""
    ):
        raise NotFound(what="partner-link", uuid=str(link))
    ledger.record(actor, verb="design.withdraw_link", subject=f"link:{link}", at=at)


@scoped
def withdraw_invitation(actor: Actor, *, design: UUID, partnership: UUID, at: datetime) -> None:
    """End a partnership: its links and people open nothing of the design any more. Raises `NotFound`, `NotAMaker`."""
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "agree")
    if not row.partnerships.filter(uuid=partnership, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotFound(what="partnership", uuid=str(partnership))
    PartnerLink.objects.filter(partnership__uuid=partnership, used_at__isnull=True).update(withdrawn_at=at, email="")
    told = {"partnership": str(partnership)}
    ledger.record(actor, verb="design.withdraw_invitation", subject=f"design:{design}", at=at, **told)


@scoped
def join(actor: Actor, *, secret: str, at: datetime) -> UUID | None:
    """Come in by a link, which is used up by it, and return the design, if it leads into one.

    The actor acts for the institution that invites; `queries.invitation` says which that is. Who used the link may
    follow it again. Raises `NotFound`, `LinkOver`.
    """
    require(actor, Permission.CO_DESIGN)
    mine = PartnerLink.objects.select_for_update(of=("self",)).filter(secret_digest=facts.digest(secret))
    found = mine.select_related("organisation", "partnership__design").first()
    if found is None:
        raise NotFound(what="invitation")
    into = found.partnership
    why = _over(found, into, at)
    if why and not (why == "used" and found.used_by_id == actor.me):
        raise LinkOver(why=why)
    if why:
        return into.design.uuid if into else None
    PartnerLink.objects.filter(pk=found.pk).update(used_at=at, used_by_id=actor.me, email="")
    _let_in(actor, found.organisation, into, at)
    subject = f"design:{into.design.uuid}" if into else f"organisation:{found.organisation.uuid}"
    ledger.record(actor, verb="design.join", subject=subject, at=at, link=str(found.uuid))
    return into.design.uuid if into else None


@scoped
def leave_organisation(actor: Actor, *, organisation: UUID, person: int, at: datetime) -> None:
    """Let somebody go who acted for an organisation (inside id), or leave it oneself; they open nothing of it any more.

    Raises `NotFound`, `NotAllowed`.
    """
    require(actor, Permission.CO_DESIGN)
    if person != actor.me and not may(actor, Permission.DESIGN):
        raise NotAllowed(permission=str(Permission.DESIGN))
    here = OrganisationMember.objects.filter(organisation__uuid=organisation, person_id=person, left_at__isnull=True)
    if not here.update(left_at=at):
        raise NotFound(what="partner-organisation", uuid=str(organisation))
    PartnerMember.objects.filter(partnership__organisation__uuid=organisation, person_id=person).delete()
    ledger.record(actor, verb="design.leave_organisation", subject=f"organisation:{organisation}", at=at, person=person)


def bring_in(
    actor: Actor, row: Design, known: PartnerOrganisation, allows: tuple[str, ...], at: datetime
) -> Partnership:
    """Return the partnership of an organisation in a design, made if need be, with what it may do besides.

    Raises `Invalid`.
    """
    wanted = rows.choices("allows", tuple({"read", *allows}), ALLOWANCES)
    held = row.partnerships.filter(organisation=known, withdrawn_at__isnull=True).first()
    if held is None:
        return Partnership.objects.create(
            institution_id=actor.here,
            design=row,
            organisation=known,
            allows=wanted,
            invited_at=at,
            invited_by_id=actor.me,
        )
    held.allows = [one for one in ALLOWANCES if one in {*held.allows, *wanted}]
    held.save(update_fields=["allows"])
    return held


def seat(actor: Actor, into: Partnership, person: int, at: datetime) -> None:
    """Give a member of an organisation its part in a design; twice changes nothing."""
    PartnerMember.objects.get_or_create(
        institution_id=actor.here, partnership=into, person_id=person, defaults={"joined_at": at}
    )


def _let_in(actor: Actor, known: PartnerOrganisation, into: Partnership | None, at: datetime) -> None:
    OrganisationMember.objects.update_or_create(
        institution_id=actor.here,
        organisation=known,
        person_id=actor.me,
        defaults={"left_at": None},
        create_defaults={"left_at": None, "joined_at": at},
    )
    if into is not None:
        seat(actor, into, actor.me, at)
        rows.tell(actor, into.design, "join", at, note=f"{names([actor.me])[actor.me].name}, {known.name}")


def _over(link: PartnerLink, into: Partnership | None, at: datetime) -> str:
    """Return why a link leads nowhere; empty: it is good."""
    if into is not None and into.withdrawn_at:
        return "withdrawn"
    standing = partners.link_standing(link, at)
    return "" if standing == "open" else standing


def _organisation(actor: Actor, name: str, country: str, url: str, at: datetime) -> PartnerOrganisation:
    check_text("organisation", name)
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        raise Invalid(field="country", found=country[:20], allowed="ISO 3166-1 alpha-2")
    tidy = " ".join(name.split())
    known = PartnerOrganisation.objects.filter(name__iexact=tidy).first()
    return known or PartnerOrganisation.objects.create(
        institution_id=actor.here,
        name=tidy,
        country=country,
        url=partner_rows.web_address("url", url),
        made_at=at,
        made_by_id=actor.me,
    )


def _link(
    actor: Actor,
    known: PartnerOrganisation,
    into: Partnership | None,
    expires_at: datetime,
    at: datetime,
    to: Addressee | None,
) -> str:
    if expires_at <= at:
        raise Invalid(field="expires_at", found=expires_at.isoformat(), allowed=f"> {at.isoformat()}")
    if to is not None:
        check_email(to.email)
    made = PartnerLink(institution_id=actor.here, organisation=known, partnership=into, made_by_id=actor.me)
    made.made_at, made.expires_at = at, expires_at
    made.email, made.language = (to.email, to.language) if to else ("", "")
    secret = post.link_secret(made.uuid)
    made.secret_digest = facts.digest(secret)
    made.save(force_insert=True)
    list_address(actor, key=made.secret_digest, kind="partner", target_id=made.pk)
    if to is not None:
        post.invite(actor, made, at)
        watch_tomorrow(actor, at)
    return secret
