"""What several pages about partners show: people by name, links in words, a secret this once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from testamur.domain.design.partner_values import Addressee, LinkView, PartnerView, RelevanceView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.queries import names
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.partnering import link_states, partner_states, questions, roles, verdicts

# For how many days a link can be good; the first is offered.
DAYS = ("14", "7", "30", "90")


@dataclass(frozen=True, slots=True)
class State:
    """How something stands, in words; tone and icon go with them, never alone."""

    said: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with how it stands, and who used it."""

    one: LinkView
    state: State
    used_by: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who acts for an organisation. ``id``: inside."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner in a draft as its makers see it."""

    one: PartnerView
    state: State
    roles: list[str]
    people: list[str]
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody of a partner said of a text, with their verdict and answers in words."""

    one: RelevanceView
    by: str
    verdict: str
    answers: list[tuple[str, str]]


def links(found: Iterable[LinkView]) -> list[Link]:
    """Return links, the newest first, with who used them."""
    listed = list(found)[::-1]
    known = people(one.used_by for one in listed)
    said = link_states()
    return [Link(one, State(*said[one.standing]), known.get(one.used_by or 0, "")) for one in listed]


def partner(one: PartnerView) -> Partner:
    """Return a partner with its people and its parts in words."""
    known, said = people(one.members), roles()
    return Partner(
        one,
        State(*partner_states()[one.standing]),
        [said[code] for code in one.allows if code in said],
        [known[number] for number in one.members if number in known],
        links(one.links),
    )


def people(ids: Iterable[int | None]) -> dict[int, str]:
    """Return inside id → name, or the part of the address before the @."""
    found = names({one for one in ids if one is not None})
    return {number: one.name or one.email.partition("@")[0] for number, one in found.items()}


def spoken(reviews: tuple[RelevanceView, ...]) -> list[Word]:
    """Return what a partner said about relevance, in words, the newest first."""
    found = reviews[::-1]
    known, asked, in_words, told_as = people(one.person for one in found), questions(), answers(), verdicts()
    return [
        Word(
            one,
            known.get(one.person, ""),
            told_as[one.verdict],
            [(asked[code], in_words[said]) for code, said in one.answers.items() if code in asked],
        )
        for one in found
    ]


def members(ids: Iterable[int]) -> list[Member]:
    """Return people by name."""
    return [Member(number, name) for number, name in sorted(people(ids).items(), key=lambda one: one[1].casefold())]


def address_of(secret: str) -> str:
    """Return the whole address of an invitation, to be sent to somebody."""
    return f"{settings.BASE_URL}{reverse('web:come-in', args=(secret,))}"


def until(form: Form) -> datetime:
    """Return until when a new link is to be good."""
    return datetime.now(UTC) + timedelta(days=int(form.choice("days", DAYS) or DAYS[0]))


def addressee(form: Form) -> Addressee | None:
    """Return to whom a new link is to be sent; nobody where no address was given."""
    email = form.text("email")
    if email and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", email):
        form.errors["email"] = _("This is not an e-mail address. Write one such as name@example.edu.")
    return Addressee(email, form.choice("mail_language", dict(settings.LANGUAGES))) if email else None


def identifier(form: Form, name: str) -> UUID | None:
    """Return the identifier *name*, or None where it is missing or none at all."""
    try:
        return UUID(form.text(name, 40))
    except ValueError:
        return None


def about(actor: Actor, place: InstitutionView, page: str) -> dict[str, object]:
    """Return what the head of every page about partners shows."""
    return {
        "institution": place,
        "is_house": may(actor, Permission.DESIGN),
        "page": page,
        "section": "design" if may(actor, Permission.DESIGN) else "together",
        "days": DAYS,
        "languages": settings.LANGUAGES,
    }
