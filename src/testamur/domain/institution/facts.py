"""This room's rows as values that leave it."""

from __future__ import annotations

import hashlib

from testamur.domain.institution.models import Institution, Person, Role, Token
from testamur.domain.institution.values import InstitutionView, PersonView, RoleView, TokenView


def institution(row: Institution) -> InstitutionView:
    """Return the institution as a value."""
    return InstitutionView(
        id=row.pk,
        uuid=row.uuid,
        code=row.code,
        name=row.name,
        legal_name=row.legal_name,
        country=row.country,
        url=row.url,
        email=row.email,
        hue=row.hue,
        language=row.language,
    )


def person(row: Person, roles: tuple[str, ...] = ()) -> PersonView:
    """Return the person as a value."""
    return PersonView(row.pk, row.uuid, row.email, row.name, row.language, roles)


def role(row: Role) -> RoleView:
    """Return the role as a value."""
    return RoleView(institution(row.institution), row.name, row.granted_at)


def token(row: Token) -> TokenView:
    """Return the token as a value, without its secret, which nobody has."""
    return TokenView(
        uuid=row.uuid,
        institution_id=row.institution_id,
        label=row.label,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )


def digest(secret: str) -> str:
    """Return what is stored of a secret with 128 bits of chance or more; such a one needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
