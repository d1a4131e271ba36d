"""Who is at the door: the actor behind a request, their theme and their places in the house."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from testamur.domain.design import queries as design
from testamur.domain.institution import queries
from testamur.domain.institution.access import Actor, anonymous
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.words import spoken
from testamur.interfaces.words.translation import LANGUAGES
from testamur.refusals import NotAllowed

THEMES = ("light", "dark")
_DESK_ROLES = {"registrar", "instructor"}
# An assessor of recognition requests works at the desk, too, and comes home to the definitions.
_DESK_GUESTS = {"reviewer"}
_OFFICE_ROLES = {"administrator"}
_DESIGN_ROLES = {"designer", "instructor", "reviewer", "registrar", "administrator"}
_PARTNER_ROLES = {"partner"}

# Where the day's work lies, the most pressing first.
_HOMES = (
    ("web:desk", _DESK_ROLES),
    ("web:design", {"designer", "reviewer"}),
    ("web:office", _OFFICE_ROLES),
    ("web:partners", _PARTNER_ROLES),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An institution where the visitor works, and which rooms there are open to them; ``home`` names their page."""

    institution: InstitutionView
    has_desk: bool
    has_office: bool
    has_design: bool
    has_partners: bool
    home: str


def actor(request: HttpRequest) -> Actor:
    """Return the visitor, acting for themselves; somebody without an account is anonymous."""
    if not request.user.is_authenticated:
        return anonymous()
    return queries.actor_for(person=_person_id(request))


def actor_at(request: HttpRequest, code: str) -> tuple[Actor, InstitutionView]:
    """Return the visitor acting at the institution *code*. Raises `NotFound`, `NotAllowed` for who is not signed in."""
    if not request.user.is_authenticated:
        raise NotAllowed(permission="sign-in")
    found = queries.by_code(code)
    return queries.actor_for(person=_person_id(request), institution=found.id), found


def anonymous_at(place: InstitutionView) -> Actor:
    """Return somebody nobody knows, looking at what an institution shows to everyone."""
    return anonymous(place.id)


def signed_in(request: HttpRequest) -> Actor:
    """Return the visitor, who must have signed in. Raises `NotAllowed`."""
    if not request.user.is_authenticated:
        raise NotAllowed(permission="sign-in")
    return actor(request)


def places(request: HttpRequest) -> list[Place]:
    """Return where the visitor works, by the institution's name."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    held: dict[int, tuple[InstitutionView, set[str]]] = {}
    for role in queries.own_roles(_person_id(request)):
        held.setdefault(role.institution.id, (role.institution, set()))[1].add(role.name)
    for house in queries.directory(design.own_houses(_person_id(request))).values():
        held.setdefault(house.id, (house, set()))[1].add("partner")
    found = [_place(institution, roles) for institution, roles in held.values()]
    return [place for place in found if place.home]


def _place(institution: InstitutionView, roles: set[str]) -> Place:
    return Place(
        institution,
        has_desk=bool(roles & (_DESK_ROLES | _DESK_GUESTS)),
        has_office=bool(roles & _OFFICE_ROLES),
        has_design=bool(roles & _DESIGN_ROLES),
        has_partners=bool(roles & _PARTNER_ROLES),
        home=next((page for page, those in _HOMES if roles & those), ""),
    )


def theme(request: HttpRequest) -> str:
    """Return the theme the visitor chose, or nothing where the system's holds."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Return what every page's frame shows (a context processor)."""
    return {
        "theme": theme(request),
        "is_demo": settings.IS_DEMO,
        "languages": [(code, name) for code, name in LANGUAGES.items()],
        "language": spoken(),
        "workplaces": SimpleLazyObject(lambda: places(request)),
    }


def _person_id(request: HttpRequest) -> int:
    return int(request.user.pk)  # type: ignore[arg-type] # asked only of people who have signed in
