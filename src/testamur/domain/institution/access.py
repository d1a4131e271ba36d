"""Who may do what. The first line of every action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from testamur.refusals import Invalid, NotAllowed


class NoInstitution(Invalid):
    """It can be done for an institution only, and the actor acts for none."""

    code = "no-institution"


class Permission(StrEnum):
    """Something that not everyone may do."""

    READ_PUBLIC = "read-public"
    READ_OWN = "read-own"
    ENROL_SELF = "enrol-self"
    SHARE_OWN = "share-own"
    FOUND = "found-institution"
    MANAGE_INSTITUTION = "manage-institution"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_TOKENS = "manage-own-tokens"
    MANAGE_KEYS = "manage-keys"
    READ_AUDIT = "read-audit"
    MANAGE_JOBS = "manage-jobs"
    PUBLISH = "publish"
    PUBLISH_UNREVIEWED = "publish-unreviewed"
    OFFER = "offer"
    ENROL = "enrol"
    RECORD_RESULTS = "record-results"
    READ_LEARNERS = "read-learners"
    CONFER = "confer"
    READ_AWARDS = "read-awards"
    READ_FIGURES = "read-figures"
    SIGN = "sign"
    REVOKE = "revoke"
    REQUEST_RECOGNITION = "request-recognition"
    ASSESS_RECOGNITION = "assess-recognition"
    DECIDE_RECOGNITION = "decide-recognition"
    CO_DESIGN = "co-design"
    SEEK_PEOPLE = "seek-people"
    OVERSEE_SEARCH = "oversee-search"
    DESIGN = "design"
    REVIEW_DESIGNS = "review-designs"
    APPROVE_DESIGNS = "approve-designs"
    AUDIT_FAIRNESS = "audit-fairness"


ROLES = ("learner", "instructor", "designer", "reviewer", "registrar", "partner", "administrator")

_PUBLIC = frozenset({Permission.READ_PUBLIC})
_EVERY_PERSON = _PUBLIC | {
    Permission.READ_OWN,
    Permission.ENROL_SELF,
    Permission.SHARE_OWN,
    Permission.MANAGE_TOKENS,
    Permission.REQUEST_RECOGNITION,
    Permission.CO_DESIGN,
    # Whom it is open to is kept by the search itself: organisations that the house has let in (docs/decisions).
    Permission.SEEK_PEOPLE,
}
_WORKING_HERE = frozenset({Permission.READ_FIGURES})
_TEACHING = _WORKING_HERE | {Permission.READ_LEARNERS, Permission.RECORD_RESULTS, Permission.READ_AWARDS}
_BY_ROLE: dict[str, frozenset[Permission]] = {
    "learner": frozenset(),
    "instructor": _TEACHING | {Permission.ENROL, Permission.DESIGN},
    "designer": _WORKING_HERE | {Permission.PUBLISH, Permission.DESIGN},
    "reviewer": _WORKING_HERE | {Permission.READ_AWARDS, Permission.ASSESS_RECOGNITION, Permission.REVIEW_DESIGNS},
    "registrar": _TEACHING
    | {Permission.OFFER, Permission.ENROL, Permission.CONFER, Permission.SIGN, Permission.REVOKE, Permission.PUBLISH}
    | {Permission.PUBLISH_UNREVIEWED}
    | {Permission.ASSESS_RECOGNITION, Permission.DECIDE_RECOGNITION}
    | {Permission.DESIGN, Permission.REVIEW_DESIGNS, Permission.APPROVE_DESIGNS, Permission.AUDIT_FAIRNESS}
    | {Permission.OVERSEE_SEARCH},
    "partner": _WORKING_HERE,
    "administrator": _WORKING_HERE
    | frozenset(
        {
            Permission.MANAGE_INSTITUTION,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_KEYS,
            Permission.READ_AUDIT,
            Permission.MANAGE_JOBS,
            Permission.PUBLISH,
            Permission.PUBLISH_UNREVIEWED,
            Permission.OFFER,
            Permission.DESIGN,
            Permission.APPROVE_DESIGNS,
            Permission.AUDIT_FAIRNESS,
            Permission.OVERSEE_SEARCH,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts: a person (perhaps for an institution), the system itself, or nobody we know.

    ``allowed`` narrows what the roles give, as an API token's scopes do; None narrows nothing.
    """

    person_id: int | None = None
    institution_id: int | None = None
    roles: frozenset[str] = frozenset()
    kind: str = "anonymous"
    allowed: frozenset[Permission] | None = None

    @property
    def here(self) -> int:
        """The institution acted for. Raises `NoInstitution` where there is none."""
        if self.institution_id is None:
            raise NoInstitution
        return self.institution_id

    @property
    def me(self) -> int:
        """The person acting. Raises `NotAllowed` where it is nobody."""
        if self.person_id is None:
            raise NotAllowed(permission="person")
        return self.person_id

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything that this actor may do."""
        if self.kind == "system":
            return frozenset(Permission)
        if self.kind == "anonymous":
            return _PUBLIC
        given = frozenset(_EVERY_PERSON.union(*(_BY_ROLE[role] for role in self.roles)))
        return given if self.allowed is None else given & (self.allowed | _PUBLIC)


def roles_with(permission: Permission) -> tuple[str, ...]:
    """Return the roles that give *permission*."""
    return tuple(role for role in ROLES if permission in _BY_ROLE[role])


def system(institution_id: int | None = None) -> Actor:
    """Return the system as actor: background work, set-up from the machine's own terminal."""
    return Actor(kind="system", institution_id=institution_id)


def anonymous(institution_id: int | None = None) -> Actor:
    """Return a visitor, looking at one institution's public things or at everyone's."""
    return Actor(institution_id=institution_id)


def may(actor: Actor, permission: Permission) -> bool:
    """Whether *actor* has *permission*; doors ask it to decide which buttons to show."""
    return permission in actor.permissions


def require(actor: Actor, permission: Permission) -> None:
    """Raise `NotAllowed` unless *actor* has *permission*."""
    if permission not in actor.permissions:
        raise NotAllowed(permission=str(permission))
