"""What can change at an institution."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.institution import facts
from testamur.domain.institution.access import ROLES, Actor, Permission, require
from testamur.domain.institution.models import FormerCode, FormerName, Institution, Person, Role, Token
from testamur.domain.institution.steps import check_text, list_address, welcome
from testamur.domain.institution.values import InstitutionView, PersonView, TokenView
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CodeTaken(Conflict):
    """Another institution has, or had, this code. ``facts``: code."""

    code = "code-taken"


class LastAdministrator(Conflict):
    """Nobody would be left to manage the institution."""

    code = "last-administrator"


def found(  # noqa: PLR0913 - one for each thing that is said of an institution
    actor: Actor,
    *,
    code: str,
    name: str,
    country: str,
    at: datetime,
    legal_name: str = "",
    url: str = "",
    email: str = "",
    hue: int = 250,
    language: str = "en",
) -> InstitutionView:
    """Found an institution. Raises `NotAllowed`, `Invalid`, `CodeTaken`."""
    require(actor, Permission.FOUND)
    _check_code(code)
    check_text("name", name)
    _check_country(country)
    with within():
        row = Institution.objects.create(
            code=code,
            name=name,
            country=country,
            founded_at=at,
            legal_name=legal_name,
            url=url,
            email=email,
            hue=hue % 360,
            language=language,
        )
        founder = Actor(actor.person_id, row.pk, actor.roles, actor.kind)
        with within(row.pk):
            list_address(founder, key=str(row.uuid), kind="institution", target_id=row.pk)
            ledger.record(founder, verb="institution.found", subject=f"institution:{row.uuid}", at=at, code=code)
    return facts.institution(row)


@scoped
def rename(
    actor: Actor,
    *,
    at: datetime,
    name: str | None = None,
    code: str | None = None,
    hue: int | None = None,
    url: str | None = None,
    email: str | None = None,
) -> InstitutionView:
    """Change what the institution is called; its permanent addresses stay. Raises `Invalid`, `CodeTaken`."""
    require(actor, Permission.MANAGE_INSTITUTION)
    row = Institution.objects.select_for_update().get(pk=actor.here)
    if code is not None and code != row.code:
        _check_code(code, besides=row.pk)
        FormerCode.objects.filter(code=code, institution=row).delete()
        FormerCode.objects.create(code=row.code, institution=row)
        row.code = code
    if name is not None:
        check_text("name", name)
        row.name = name
    row.hue = row.hue if hue is None else hue % 360
    row.url = row.url if url is None else url
    row.email = row.email if email is None else email
    row.save()
    ledger.record(actor, verb="institution.rename", subject=f"institution:{row.uuid}", at=at, code=row.code)
    return facts.institution(row)


@scoped
def invite(actor: Actor, *, email: str, name: str = "", roles: Sequence[str] = (), at: datetime) -> PersonView:
    """Make the person known and grant *roles*; who is known keeps the name that they have. Raises `Invalid`."""
    require(actor, Permission.MANAGE_PEOPLE)
    person = welcome(email=email, name=name)
    for role in roles:
        _grant(actor, person, role, at)
    ledger.record(actor, verb="institution.invite", subject=f"person:{person.uuid}", at=at, roles=list(roles))
    return facts.person(person, tuple(roles))


@scoped
def call_me(actor: Actor, *, name: str, at: datetime) -> None:
    """Change one's own name. The former one is kept, and shown where something was decided by a name. Raises `Invalid`.

    The audit log tells that it was changed, and holds neither name.
    """
    require(actor, Permission.READ_OWN)
    check_text("name", name)
    person = Person.objects.select_for_update().get(pk=actor.me)
    wanted = " ".join(name.split())
    if wanted == person.name:
        return
    FormerName.objects.create(person=person, name=person.name, until=at, by_id=actor.me)
    person.name = wanted
    person.save(update_fields=["name"])
    ledger.record(actor, verb="institution.call_me", subject=f"person:{person.uuid}", at=at)


@scoped
def grant(actor: Actor, *, person: UUID, role: str, at: datetime) -> None:
    """Grant *role* to a person; granting it twice changes nothing. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.MANAGE_PEOPLE)
    _grant(actor, _person(person), role, at)
    ledger.record(actor, verb="institution.grant", subject=f"person:{person}", at=at, role=role)


@scoped
def withdraw_role(actor: Actor, *, person: UUID, role: str, at: datetime) -> None:
    """Take *role* from a person. Raises `NotFound`, `LastAdministrator`."""
    require(actor, Permission.MANAGE_PEOPLE)
    standing = Role.objects.select_for_update().filter(name=role, withdrawn_at__isnull=True)
    holders = list(standing)
    mine = [held for held in holders if held.person_id == _person(person).pk]
    if not mine:
        raise NotFound(what="role", role=role)
    if role == "administrator" and len(holders) == 1:
        raise LastAdministrator
    standing.filter(pk=mine[0].pk).update(withdrawn_at=at)
    ledger.record(actor, verb="institution.withdraw_role", subject=f"person:{person}", at=at, role=role)


@scoped
def make_token(
    actor: Actor, *, label: str, scopes: Sequence[str], at: datetime, expires_at: datetime | None = None
) -> tuple[TokenView, str]:
    """Return a new API token of the actor and its secret, which is shown this once. Raises `Invalid`.

    It can be given only what the actor may do: a token with few scopes cannot make itself one with more.
    """
    require(actor, Permission.MANAGE_TOKENS)
    check_text("label", label)
    beyond = sorted(set(scopes) - actor.permissions)
    if beyond or not scopes:
        raise Invalid(field="scopes", found=beyond, allowed=[str(one) for one in sorted(actor.permissions)])
    secret = f"tst_{secrets.token_urlsafe(32)}"
    row = Token.objects.create(
        institution_id=actor.here,
        person_id=actor.me,
        label=label,
        digest=facts.digest(secret),
        scopes=sorted(set(scopes)),
        created_at=at,
        expires_at=expires_at,
    )
    list_address(actor, key=row.digest, kind="token", target_id=row.pk)
    ledger.record(actor, verb="institution.make_token", subject=f"token:{row.uuid}", at=at, scopes=row.scopes)
    return facts.token(row), secret


@scoped
def revoke_token(actor: Actor, *, token: UUID, at: datetime) -> None:
    """Make a token of the actor's own useless. Raises `NotFound`."""
    require(actor, Permission.MANAGE_TOKENS)
    mine = Token.objects.filter(uuid=token, person_id=actor.me, revoked_at__isnull=True)
    if not mine.update(revoked_at=at):
        raise NotFound(what="token", uuid=str(token))
    ledger.record(actor, verb="institution.revoke_token", subject=f"token:{token}", at=at)


@scoped
def retry_job(actor: Actor, *, job: int, at: datetime) -> None:
    """Let a failed job of the institution wait again. Raises `NotFound`."""
    require(actor, Permission.MANAGE_JOBS)
    if not ledger.retry(job, actor.here):
        raise NotFound(what="job", id=job)
    ledger.record(actor, verb="institution.retry_job", subject=f"job:{job}", at=at)


def _grant(actor: Actor, person: Person, role: str, at: datetime) -> None:
    if role not in ROLES:
        raise Invalid(field="role", found=role[:40], allowed=list(ROLES))
    Role.objects.get_or_create(
        institution_id=actor.here,
        person=person,
        name=role,
        withdrawn_at=None,
        defaults={"granted_at": at},
    )


def _person(uuid: UUID) -> Person:
    person = Person.objects.filter(uuid=uuid).first()
    if person is None:
        raise NotFound(what="person", uuid=str(uuid))
    return person


def _check_code(code: str, besides: int = 0) -> None:
    if not _CODE.fullmatch(code) or len(code) > 60:  # noqa: PLR2004 - the column's length
        raise Invalid(field="code", found=code[:80], allowed="a-z, 0-9, -")
    is_taken = Institution.objects.filter(code=code).exclude(pk=besides).exists()
    if is_taken or FormerCode.objects.filter(code=code).exclude(institution_id=besides).exists():
        raise CodeTaken(code=code)


def _check_country(country: str) -> None:
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise Invalid(field="country", found=country[:20], allowed="ISO 3166-1 alpha-2")
