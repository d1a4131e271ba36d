"""Everything about a definition that is not on the board, field by field, with what the guidelines say beside each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from testamur.core.model.errors import ModelError
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import LEVEL_BASES, Level
from testamur.core.model.microcredential import (
    NEED_TYPES,
    PACES,
    PARTICIPATION_MODES,
    QUALITY_TYPES,
    STACKABILITY,
    MicroCredential,
    Organisation,
    Price,
    QualityStatement,
    Schedule,
    Stackability,
    Validity,
)
from testamur.core.model.quantity import plain
from testamur.domain.design.countries import own_framework
from testamur.domain.design.levels import level_table
from testamur.domain.design.values import Examined
from testamur.interfaces.web.design.retelling import Sheet, language_of, needed_error
from testamur.interfaces.web.design.sheets import Room, told_beside, turned
from testamur.interfaces.words import _
from testamur.interfaces.words.details import Detail, groups
from testamur.interfaces.words.options import options

_TEXTS = ("description", "need_evidence", "prerequisites", "no_level_because", "further_information")
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A field as it is shown. ``ticked``: what is chosen of several; ``is_other``: it is none of the usual choices."""

    detail: Detail
    value: str
    ticked: tuple[str, ...]
    is_other: bool


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the details; keep what was changed."""
    return turned(request, code, uuid, _DETAILS)


def _shown(course: MicroCredential, given: Sheet) -> dict[str, object]:
    stored, several, country = _stored(course), _several(course), course.awarding_bodies[0].country
    return {
        "groups": [
            (title, [_line(one, stored, several, given, country) for one in listed], opens)
            for title, listed, opens in groups()
        ],
        "table": level_table(own_framework(country)),
        "more": len(course.quality) > 1 or len(course.awarding_bodies) > 1,
    }


def _line(one: Detail, stored: dict[str, str], several: dict[str, tuple[str, ...]], given: Sheet, country: str) -> Line:
    ticked = tuple(given.sent.getlist(one.name)) if given.given else several.get(one.name, ())
    value = given.given.get(one.name, stored.get(one.name, ""))
    usual = dict(options(country).get(one.choices, ()))
    return Line(one, value, ticked, is_other=value not in usual)


def _several(course: MicroCredential) -> dict[str, tuple[str, ...]]:
    return {"needs": course.needs, "participation": course.participation}


def _stored(course: MicroCredential) -> dict[str, str]:
    """Return name of a field → its value as text."""
    body = course.awarding_bodies[0]
    plan, price, stack = course.schedule or Schedule(), course.price, course.stackability
    first = course.quality[0] if course.quality else None
    return {
        "title": course.title.original,
        **{name: _text(getattr(course, name)) for name in _TEXTS},
        **{name: getattr(course, name) for name in ("id", "version", "field_of_study", "licence", "url", "image")},
        **{f"body_{name}": getattr(body, name) for name in ("name", "country", "region", "url", "email")},
        "level": str(course.level or ""),
        "basis": course.level.basis if course.level else "",
        "weeks": _number(plan.weeks),
        "hours_per_week": _number(plan.hours_per_week),
        "pace": plan.pace,
        "live_sessions": "yes" if plan.live_sessions else "no",
        "quality_type": first.type if first else "",
        "quality_body": first.body if first else "",
        "quality_url": first.url if first else "",
        "quality_until": first.valid_until.isoformat() if first and first.valid_until else "",
        "quality_description": _text(first.description) if first else "",
        "stacking": stack.kind if stack else "",
        "towards": "\n".join(stack.towards) if stack else "",
        "stacking_note": _text(stack.note) if stack else "",
        "months": str(course.validity.months or ""),
        "renewal": _text(course.validity.renewal),
        "amount": _number(price.amount) if price else "",
        "currency": price.currency if price else "",
        "taught_in": ", ".join(course.language_of_instruction),
        "tags": ", ".join(course.tags),
    }


def _detailed(before: MicroCredential, given: Sheet) -> MicroCredential:
    """Return the definition as the details say."""
    language = language_of(before)
    level = _level(given, before.level)
    reason = given.words("no_level_because", before.no_level_because, language)
    return replace(
        before,
        id=given.line("id", before.id, 64),
        version=given.line("version", before.version, 40),
        title=given.needed_words("title", before.title, language, needed_error()),
        description=given.needed_words("description", before.description, language, needed_error()),
        awarding_bodies=(_body(given, before.awarding_bodies[0]), *before.awarding_bodies[1:]),
        needs=_chosen(given, "needs", NEED_TYPES, before.needs),
        need_evidence=given.words("need_evidence", before.need_evidence, language),
        participation=_chosen(given, "participation", PARTICIPATION_MODES, before.participation),
        level=level,
        other_levels=before.other_levels if level else (),
        no_level_because=reason,
        quality=_quality(given, before.quality, language),
        prerequisites=given.words("prerequisites", before.prerequisites, language),
        stackability=_stack(given, before.stackability, language),
        validity=_validity(given, before.validity, language),
        schedule=_schedule(given, before.schedule),
        price=_price(given, before.price),
        licence=given.line("licence", before.licence, 80),
        field_of_study=given.line("field_of_study", before.field_of_study),
        language_of_instruction=_listed(given, "taught_in", before.language_of_instruction),
        tags=_listed(given, "tags", before.tags),
        further_information=given.words("further_information", before.further_information, language),
        url=given.line("url", before.url, 2000),
        image=given.line("image", before.image, 2000),
    )


def _body(given: Sheet, before: Organisation) -> Organisation:
    return replace(
        before,
        name=given.line("body_name", before.name),
        country=given.line("body_country", before.country, 2).upper(),
        region=given.line("body_region", before.region),
        url=given.line("body_url", before.url, 2000),
        email=given.line("body_email", before.email),
    )


def _chosen(given: Sheet, name: str, allowed: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is ticked; in the order that it had where it is the same."""
    if "title" not in given.given:
        return before
    found = given.ticked(name, allowed)
    return before if set(found) == set(before) else found


def _level(given: Sheet, before: Level | None) -> Level | None:
    if "level" not in given.given:
        return before
    framework, _space, value = given.text("level", 20).partition(" ")
    if not value:
        return None
    basis = given.choice("basis", LEVEL_BASES) or (before.basis if before else "best_fit_self_declared")
    try:
        return Level(framework, value, basis)
    except ModelError:
        given.errors["level"] = _("There is no such level.")
        return before


def _quality(given: Sheet, before: tuple[QualityStatement, ...], language: str) -> tuple[QualityStatement, ...]:
    """Return the statements with the first as the form says; it goes where its body is emptied."""
    if "quality_body" not in given.given:
        return before
    body = given.line("quality_body", "")
    if not body:
        return before[1:]
    first = before[0] if before else QualityStatement(QUALITY_TYPES[0], body)
    made = replace(
        first,
        type=given.choice("quality_type", QUALITY_TYPES) or first.type,
        body=body,
        url=given.line("quality_url", first.url, 2000),
        valid_until=_day(given, first.valid_until),
        description=given.words("quality_description", first.description, language),
    )
    return (made, *before[1:])


def _day(given: Sheet, before: date | None) -> date | None:
    return given.day("quality_until") if "quality_until" in given.given else before


def _stack(given: Sheet, before: Stackability | None, language: str) -> Stackability | None:
    if "stacking" not in given.given:
        return before
    kind = given.choice("stacking", STACKABILITY)
    note = given.words("stacking_note", before.note if before else None, language)
    return Stackability(kind, given.lines("towards"), note) if kind else None


def _validity(given: Sheet, before: Validity, language: str) -> Validity:
    if "months" not in given.given:
        return before
    return Validity(given.whole("months"), given.words("renewal", before.renewal, language))


def _schedule(given: Sheet, before: Schedule | None) -> Schedule | None:
    if "weeks" not in given.given:
        return before
    made = replace(
        before or Schedule(),
        weeks=given.amount("weeks", _MOST),
        hours_per_week=given.amount("hours_per_week", _MOST),
        pace=given.choice("pace", PACES),
        live_sessions=bool(given.yes_or_no("live_sessions")),
    )
    return None if before is None and made == Schedule() else made


def _price(given: Sheet, before: Price | None) -> Price | None:
    if "amount" not in given.given:
        return before
    amount, currency = given.amount("amount"), given.text("currency", 3).upper()
    if amount is None:
        return None
    if not currency:
        given.errors["currency"] = _("In which currency?")
    return Price(amount, currency, before.note if before else None)


def _listed(given: Sheet, name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    if name not in given.given:
        return before
    return tuple(one.strip() for one in given.line(name, "", 1000).split(",") if one.strip())


def _text(words: LanguageMap | None) -> str:
    return words.original.strip() if words else ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


# Keys of the definition whose field has another name.
_NAMES = {
    "awarding_body": "body_name",
    "awarding_bodies": "body_name",
    "quality": "quality_body",
    "stackability": "stacking",
    "validity": "months",
    "price": "amount",
    "schedule": "weeks",
    "language_of_instruction": "taught_in",
}
_INNER = {
    "awarding_body": "body_{}",
    "awarding_bodies": "body_{}",
    "quality": "quality_{}",
    "schedule": "{}",
    "price": "{}",
    "validity": "{}",
}


def field_of(key: str) -> str:
    """Return the field that a key of the definition stands in; empty for what is on the board."""
    top, inner = key.partition(".")[0].partition("[")[0], key.rpartition(".")[2]
    names = {one.name for _title, listed, _opens in groups() for one in listed}
    guess = _INNER.get(top, "{}").format(inner)
    found = guess if guess in names and "." in key else _NAMES.get(top, top)
    return found if found in names else ""


def _beside(seen: Examined) -> dict[str, object]:
    return told_beside(seen, field_of)


_DETAILS = Room(
    "details", "web:details", "testamur/design/drafts/details.html", _shown, _detailed, field_of, _beside, field_of
)
