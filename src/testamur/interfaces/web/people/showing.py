"""What several pages about finding people show in the same way: skills without names, states, requests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale
from django.urls import reverse

from testamur.core.skills.profile import SkillLevel
from testamur.domain.careers.seeking_values import (
    AVAILABILITY,
    LONGEST_REGION,
    CardSkill,
    OwnSkill,
    PersonFound,
    RequestView,
    is_place,
)
from testamur.domain.portfolio import packed
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.partners.showing import State
from testamur.interfaces.words import _
from testamur.interfaces.words.seeking import (
    asker_states,
    availabilities,
    freshness,
    person_states,
    proofs,
    purposes,
    quarter,
)
from testamur.interfaces.words.translation import formats

# Languages in which people work; others can be added where they are asked for.
_CODES = "en ms es ca fr de pt it nl pl ro cs el hu sv da fi nb uk ru tr ar fa he hi bn ta zh ja ko vi th id sw"
LANGUAGES = tuple(_CODES.split())


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill as it is shown of somebody without a name. Empty, None: not told."""

    uri: str
    label: str
    evidence: str
    state: State | None
    level: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody without a name, in words. ``name``: what they are called in the form; empty in a preview."""

    name: str
    title: str
    skills: list[SkillLine]
    region: str
    languages: str
    availability: str
    request: State | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request in words."""

    one: RequestView
    purpose: str
    state: State
    shown: list[tuple[str, str]]


def skill(one: OwnSkill | CardSkill) -> SkillLine:
    """Return a skill in words."""
    said = State(*freshness()[one.freshness]) if one.freshness else None
    evidence = [proofs()[one.proof]] if one.proof else []
    evidence += [quarter(one.since)] if one.since else []
    return SkillLine(one.uri, one.label, ", ".join(evidence), said, level(one.level))


def level(one: SkillLevel | None) -> str:
    """Return a level with its scale, or nothing."""
    if one is None:
        return ""
    scale = packed.scales().by_id.get(one.scale)
    return f"{one.value} ({scale.title})" if scale and one.scale != "eqf" else f"{one.scale.upper()} {one.value}"


def person(one: PersonFound) -> Person:
    """Return somebody who is found, in words."""
    state = State(*asker_states()[one.request]) if one.request else None
    return Person(
        one.name,
        _("Person {letter}").format(letter=one.letter),
        [skill(each) for each in one.card.skills],
        one.card.region,
        languages(one.card.languages),
        availabilities().get(one.card.availability, ""),
        state,
    )


def preview(skills: Iterable[OwnSkill], region: str, spoken: Iterable[str], availability: str) -> Person:
    """Return oneself as a partner would see one who asked for all of *skills*."""
    said = _("Person A")
    shown = [skill(one) for one in skills]
    return Person("", said, shown, region, languages(spoken), availabilities().get(availability, ""), None)


def request(one: RequestView, *, is_mine: bool) -> Request:
    """Return a request in words; *is_mine*: to whom it is written."""
    states = person_states() if is_mine else asker_states()
    shown = [(each.title, reverse("web:shown", args=(each.secret,)) if each.secret else "") for each in one.shown]
    return Request(one, purposes()[one.purpose], State(*states[one.standing]), shown)


def region(form: Form) -> str:
    """Return the name of a place as it was typed; what cannot be one is told beside the field."""
    found = form.text("region", LONGEST_REGION)
    if "region" not in form.errors and not is_place(found):
        form.errors["region"] = _("Write the name of a place in letters, without signs such as < or #, and no address.")
    return found


def languages(codes: Iterable[str]) -> str:
    """Return languages in words."""
    names = _names()
    return ", ".join(names.get(one, one) for one in codes)


def when(codes: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Return availabilities: value, words, whether it is chosen."""
    chosen, words = set(codes), availabilities()
    return [(one, words[one], one in chosen) for one in AVAILABILITY]


def tongues(codes: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Return languages by name: value, words, whether it is chosen."""
    chosen, names = set(codes), _names()
    return sorted(
        ((one, names[one], one in chosen) for one in LANGUAGES), key=lambda one: (not one[2], one[1].casefold())
    )


def _names() -> dict[str, str]:
    known = Locale.parse(formats()).languages
    return {one: str(known.get(one, one)) for one in LANGUAGES}
