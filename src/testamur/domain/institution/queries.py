"""What can be read about institutions and people, and who is acting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.institution import facts
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.models import Address, FormerCode, Institution, Person, Role, Token
from testamur.domain.institution.values import AddressFound, InstitutionView, PersonView, RoleView, TokenView
from testamur.domain.ledger import queries as ledger
from testamur.refusals import NotFound


def actor_for(*, person: int, institution: int | None = None) -> Actor:
    """Return the person as an actor, with their roles at *institution*; with none they act for themselves."""
    if institution is None:
        return Actor(person_id=person, kind="person")
    with within(institution):
        held = Role.objects.filter(person_id=person, withdrawn_at__isnull=True).values_list("name", flat=True)
        return Actor(person, institution, frozenset(held), "person")


def actor_by_token(secret: str, *, at: datetime) -> Actor | None:
    """Return whom an API token stands for, or None where it is unknown, expired or revoked."""
    found = address(facts.digest(secret), kind="token")
    if found is None:
        return None
    with within(found.institution_id):
        row = Token.objects.select_related("person").filter(pk=found.target_id, revoked_at__isnull=True).first()
        if row is None or not row.person.is_active or (row.expires_at and row.expires_at <= at):
            return None
        actor = actor_for(person=row.person_id, institution=found.institution_id)
        scopes = frozenset(Permission(name) for name in row.scopes)
        return Actor(actor.person_id, actor.institution_id, actor.roles, actor.kind, scopes)


def address(key: str, *, kind: str = "") -> AddressFound | None:
    """Return where a permanent address leads, or None."""
    row = Address.objects.filter(pk=key).first()
    if row is None or (kind and row.kind != kind):
        return None
    return AddressFound(row.kind, row.institution_id, row.target_id)


def institutions() -> list[InstitutionView]:
    """Return all institutions, by name."""
    return [facts.institution(row) for row in Institution.objects.order_by("name")]


def directory(ids: Iterable[int]) -> dict[int, InstitutionView]:
    """Return inside id → institution."""
    return {row.pk: facts.institution(row) for row in Institution.objects.filter(pk__in=set(ids))}


def by_code(code: str) -> InstitutionView:
    """Return the institution that has, or once had, this code. Raises `NotFound`."""
    row = Institution.objects.filter(code=code).first()
    former = None if row else FormerCode.objects.select_related("institution").filter(code=code).first()
    if former:
        row = former.institution
    if row is None:
        raise NotFound(what="institution", code=code)
    return facts.institution(row)


def institution(institution_id: int) -> InstitutionView:
    """Return an institution by its inside id. Raises `NotFound`."""
    row = Institution.objects.filter(pk=institution_id).first()
    if row is None:
        raise NotFound(what="institution", id=institution_id)
    return facts.institution(row)


def by_uuid(uuid: UUID) -> InstitutionView:
    """Return an institution by its permanent identifier. Raises `NotFound`."""
    row = Institution.objects.filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="institution", uuid=str(uuid))
    return facts.institution(row)


def person(person_id: int) -> PersonView:
    """Return a person by inside id; for the person's own pages. Raises `NotFound`."""
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound(what="person", id=person_id)
    return facts.person(row)


def own_roles(person_id: int) -> list[RoleView]:
    """Return the roles that a person has now, at all institutions."""
    with within(person_id=person_id):
        rows = Role.objects.select_related("institution").filter(person_id=person_id, withdrawn_at__isnull=True)
        return [facts.role(row) for row in rows.order_by("institution__name", "name")]


def names(ids: Iterable[int]) -> dict[int, PersonView]:
    """Return inside id → person, for rooms and doors that may already see these people."""
    return {row.pk: facts.person(row) for row in Person.objects.filter(pk__in=set(ids))}


@scoped
def people(actor: Actor, *, role: str = "", text: str = "", after: str = "", limit: int = 50) -> list[PersonView]:
    """Return people with roles here, by e-mail address; *after* is the last address seen."""
    require(actor, Permission.MANAGE_PEOPLE)
    standing = Role.objects.filter(withdrawn_at__isnull=True)
    if role:
        standing = standing.filter(name=role)
    rows = Person.objects.filter(pk__in=standing.values("person_id"), email__gt=after).order_by("email")
    if text:
        rows = rows.filter(name__icontains=text) | rows.filter(email__icontains=text)
    page = list(rows[:limit])
    held: dict[int, list[str]] = {row.pk: [] for row in page}
    for one in Role.objects.filter(person__in=page, withdrawn_at__isnull=True).order_by("name"):
        held[one.person_id].append(one.name)
    return [facts.person(row, tuple(held[row.pk])) for row in page]


@scoped
def tokens(actor: Actor) -> list[TokenView]:
    """Return the actor's own API tokens here, newest first."""
    require(actor, Permission.MANAGE_TOKENS)
    rows = Token.objects.filter(person_id=actor.me).order_by("-created_at")
    return [facts.token(row) for row in rows]


def audit(actor: Actor, *, before: int | None = None, subject: str = "") -> list[ledger.EntryView]:
    """Return the audit entries of the actor's institution, newest first."""
    require(actor, Permission.READ_AUDIT)
    return ledger.entries(actor, before=before, subject=subject)


def audit_chain(actor: Actor) -> ledger.ChainReport:
    """Recompute the institution's audit chain."""
    require(actor, Permission.READ_AUDIT)
    return ledger.check_chain(actor)


def jobs(actor: Actor, *, status: str = "") -> list[ledger.JobView]:
    """Return the institution's work in the background, newest first."""
    require(actor, Permission.MANAGE_JOBS)
    return ledger.jobs(actor.institution_id, status=status)


def job_counts(actor: Actor) -> dict[str, int]:
    """Return status → how many of the institution's jobs."""
    require(actor, Permission.MANAGE_JOBS)
    return ledger.job_counts(actor.institution_id)
