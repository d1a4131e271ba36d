"""What can be read about institutions and people, and who is acting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.adapters.postgres.sorting import Sorts, as_read, ordered
from testamur.domain.institution import facts
from testamur.domain.institution.access import Actor, Permission, require, roles_with
from testamur.domain.institution.models import Address, FormerCode, FormerName, Institution, Person, Role, Token
from testamur.domain.institution.steps import unconfirmed
from testamur.domain.institution.values import (
    AddressFound,
    FormerNameView,
    InstitutionView,
    PersonView,
    RoleView,
    TokenView,
)
from testamur.domain.ledger import queries as ledger
from testamur.refusals import NotFound

# A busy program would otherwise write its token's row with every request.
_USED_AGAIN = timedelta(minutes=15)
PEOPLE_SORTS: Sorts = {"name": as_read("name"), "email": "email", "joined": "joined_at"}


def actor_for(*, person: int, institution: int | None = None) -> Actor:
    """Return the person as an actor, with their roles at *institution*; with none they act for themselves."""
    if institution is None:
        return Actor(person_id=person, kind="person")
    with within(institution):
        held = Role.objects.filter(person_id=person, withdrawn_at__isnull=True).values_list("name", flat=True)
        return Actor(person, institution, frozenset(held), "person")


def actor_by_token(secret: str, *, at: datetime) -> Actor | None:
    """Return whom an API token stands for, and note its use; None where it is unknown, expired or revoked."""
    found = address(facts.digest(secret), kind="token")
    if found is None:
        return None
    with within(found.institution_id):
        row = Token.objects.select_related("person").filter(pk=found.target_id, revoked_at__isnull=True).first()
        if row is None or not row.person.is_active or (row.expires_at and row.expires_at <= at):
            return None
        if row.last_used_at is None or row.last_used_at <= at - _USED_AGAIN:
            Token.objects.filter(pk=row.pk).update(last_used_at=at)
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


def person_at(email: str) -> PersonView:
    """Return the person with an address, wherever they are known; for the server's own terminal. Raises `NotFound`."""
    row = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if row is None:
        raise NotFound(what="person", email=email[:80])
    return facts.person(row)


def own_roles(person_id: int) -> list[RoleView]:
    """Return the roles that a person has now, at all institutions."""
    with within(person_id=person_id):
        rows = Role.objects.select_related("institution").filter(person_id=person_id, withdrawn_at__isnull=True)
        return [facts.role(row) for row in rows.order_by("institution__name", "name")]


def names(ids: Iterable[int]) -> dict[int, PersonView]:
    """Return inside id → person, for rooms and doors that may already see these people."""
    return {row.pk: facts.person(row) for row in Person.objects.filter(pk__in=set(ids))}


def everybody() -> list[int]:
    """Return the inside id of every person; for rooms, which find pseudonyms again."""
    return list(Person.objects.order_by("pk").values_list("pk", flat=True))


def former_names(person_id: int) -> tuple[FormerNameView, ...]:
    """Return the names that a person had, the oldest first; for rooms that hold a name against something."""
    rows = FormerName.objects.filter(person_id=person_id).order_by("until", "pk")
    return tuple(FormerNameView(row.name, row.until, row.by_id) for row in rows)


def who_may(institution_id: int, permission: Permission) -> tuple[PersonView, ...]:
    """Return the people with a role that gives *permission*, by address; for rooms, in the scope that they are in."""
    standing = Role.objects.filter(institution_id=institution_id, withdrawn_at__isnull=True, person__is_active=True)
    rows = standing.filter(name__in=roles_with(permission)).select_related("person").order_by("person__email")
    people = {row.person_id: row.person for row in rows}
    return tuple(facts.person(one) for one in people.values())


@scoped
def known(actor: Actor, uuids: Iterable[UUID]) -> list[PersonView]:
    """Return those of *uuids* who have, or had, a role here; for readers of the audit log."""
    require(actor, Permission.READ_AUDIT)
    here = Role.objects.filter(person__uuid__in=set(uuids)).values("person_id")
    return [facts.person(row) for row in Person.objects.filter(pk__in=here)]


@scoped
def people(actor: Actor, *, role: str = "", text: str = "", after: str = "", limit: int = 50) -> list[PersonView]:
    """Return people with roles here, by e-mail address; *after* is the last address seen."""
    require(actor, Permission.MANAGE_PEOPLE)
    return _with_roles(_people(role, text).filter(email__gt=after).order_by("email")[:limit])


@scoped
def sorted_people(
    actor: Actor, *, role: str = "", text: str = "", sort: str = "email", skip: int = 0, limit: int = 50
) -> list[PersonView]:
    """Return people with roles here as a table shows them; *sort* is one of `PEOPLE_SORTS`."""
    require(actor, Permission.MANAGE_PEOPLE)
    return _with_roles(ordered(_people(role, text), sort, PEOPLE_SORTS)[skip : skip + limit])


@scoped
def people_count(actor: Actor, *, role: str = "", text: str = "") -> int:
    """Return how many people `sorted_people` would list."""
    require(actor, Permission.MANAGE_PEOPLE)
    return _people(role, text).count()


@scoped
def tokens(actor: Actor) -> list[TokenView]:
    """Return the actor's own API tokens here, newest first."""
    require(actor, Permission.MANAGE_TOKENS)
    rows = Token.objects.filter(person_id=actor.me).order_by("-created_at")
    return [facts.token(row) for row in rows]


def own_tokens(person_id: int) -> list[TokenView]:
    """Return a person's own API tokens that are not withdrawn, at all institutions, newest first."""
    with within(person_id=person_id):
        rows = Token.objects.filter(person_id=person_id, revoked_at__isnull=True)
        return [facts.token(row) for row in rows.order_by("-created_at")]


def audit(
    actor: Actor, *, before: int | None = None, subject: str = "", limit: int = ledger.PAGE
) -> list[ledger.EntryView]:
    """Return the audit entries of the actor's institution, newest first."""
    require(actor, Permission.READ_AUDIT)
    return ledger.entries(actor, before=before, subject=subject, limit=limit)


def sorted_audit(
    actor: Actor, sought: ledger.Sought, *, sort: str = "-number", skip: int = 0, limit: int = ledger.PAGE
) -> list[ledger.EntryView]:
    """Return the audit entries that are *sought*, as a table shows them."""
    require(actor, Permission.READ_AUDIT)
    return ledger.sorted_entries(actor, sought, sort=sort, skip=skip, limit=limit)


def audit_count(actor: Actor, sought: ledger.Sought) -> int:
    """Return how many entries `sorted_audit` would list."""
    require(actor, Permission.READ_AUDIT)
    return ledger.entry_count(actor, sought)


def audit_verbs(actor: Actor) -> list[str]:
    """Return every verb that the actor's institution has in its log."""
    require(actor, Permission.READ_AUDIT)
    return ledger.verbs(actor)


def audit_authors(actor: Actor) -> list[PersonView]:
    """Return everyone who has done something that is in the log, by name."""
    require(actor, Permission.READ_AUDIT)
    found = names(ledger.authors(actor))
    return sorted(found.values(), key=lambda one: (one.name or one.email).casefold())


def audit_chain(actor: Actor) -> ledger.ChainReport:
    """Recompute the institution's audit chain."""
    require(actor, Permission.READ_AUDIT)
    return ledger.check_chain(actor)


def unconfirmed_address(actor: Actor) -> str:
    """Return one's own address that waits to be confirmed; empty where nothing has to be."""
    require(actor, Permission.READ_PUBLIC)
    return unconfirmed(actor.person_id) if actor.person_id else ""


def jobs(actor: Actor, *, status: str = "", sort: str = "-id", skip: int = 0, limit: int = 100) -> list[ledger.JobView]:
    """Return the institution's work in the background, newest first."""
    require(actor, Permission.MANAGE_JOBS)
    return ledger.jobs(actor.institution_id, status=status, sort=sort, skip=skip, limit=limit)


def job_causes(actor: Actor, jobs: Iterable[int]) -> dict[int, ledger.Cause]:
    """Return job → why it failed when it was last tried."""
    require(actor, Permission.MANAGE_JOBS)
    return ledger.causes(actor, jobs)


def job_counts(actor: Actor) -> dict[str, int]:
    """Return status → how many of the institution's jobs."""
    require(actor, Permission.MANAGE_JOBS)
    return ledger.job_counts(actor.institution_id)


def _people(role: str, text: str) -> QuerySet[Person]:
    """Return who has a role here, or this one, and has *text* in name or address."""
    standing = Role.objects.filter(withdrawn_at__isnull=True)
    if role:
        standing = standing.filter(name=role)
    rows = Person.objects.filter(pk__in=standing.values("person_id"))
    return rows.filter(name__icontains=text) | rows.filter(email__icontains=text) if text else rows


def _with_roles(rows: QuerySet[Person]) -> list[PersonView]:
    page = list(rows)
    held: dict[int, list[str]] = {row.pk: [] for row in page}
    for one in Role.objects.filter(person__in=page, withdrawn_at__isnull=True).order_by("name"):
        held[one.person_id].append(one.name)
    return [facts.person(row, tuple(held[row.pk])) for row in page]
