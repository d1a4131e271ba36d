"""The catalogue's rows as core values and views, and a definition as columns to search by."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.domain.catalogue.models import MicroCredential, MicroCredentialVersion
from testamur.domain.catalogue.values import Listing, VersionView
from testamur.domain.institution.values import InstitutionView


@lru_cache(maxsize=512)
def parsed(digest: str, source: str) -> Definition:
    """Return the definition in *source*; *digest* makes the memory's key short work to compare."""
    del digest
    return definition.parse(source)


def examined(source: str, on: date) -> tuple[Definition, quality.Report]:
    """Return the definition in *source* and what the guidelines in force say of it. Raises `DefinitionError`."""
    reading = definition.read(source)
    return reading.definition, quality.check(reading.definition, guidelines(), on=on, places=reading.places)


@cache
def guidelines() -> tuple[quality.Pack, ...]:
    """Return the guideline packs that come with this version, read once."""
    return tuple(quality.parse_pack(text) for text in packs.guidelines().values())


def version_definition(row: MicroCredentialVersion) -> Definition:
    """Return the definition of a version."""
    return parsed(row.digest, row.source)


def columns(course: Definition) -> dict[str, object]:
    """Return what the catalogue filters by."""
    levels = (course.level, *course.other_levels) if course.level else course.other_levels
    schedule, price, amount = course.schedule, course.price, course.workload.credits
    return {
        "title": dict(course.title),
        "description": dict(course.description),
        "hours": course.workload.hours,
        "credit_value": amount.value if amount else None,
        "credit_unit": amount.unit if amount else "",
        "levels": [str(level) for level in levels],
        "modes": list(course.participation),
        "languages": list(course.language_of_instruction),
        "pace": schedule.pace if schedule else "",
        "hours_per_week": schedule.hours_per_week if schedule else None,
        "has_live_sessions": schedule.live_sessions if schedule else None,
        "price_amount": price.amount if price else None,
        "price_currency": price.currency if price else "",
        "stackability": course.stackability.kind if course.stackability else "",
    }


def search_texts(course: Definition) -> tuple[str, str, str, str]:
    """Return what is searched, the weightiest first: titles, tags and skills, outcomes, descriptions."""
    skills = [skill.name for outcome in course.outcomes for skill in outcome.skills]
    bodies = [body.name for body in course.awarding_bodies]
    return (
        " ".join((course.id, *_texts(course.title))),
        " ".join((*course.tags, *skills, *bodies, course.field_of_study)),
        " ".join(text for outcome in course.outcomes for text in _texts(outcome.text)),
        " ".join(_texts(course.description)),
    )


def listing(row: MicroCredential, institution: InstitutionView) -> Listing:
    """Return the row as a line of the catalogue; ``current`` is loaded with it."""
    return Listing(
        uuid=row.uuid,
        institution=institution,
        code=row.code,
        version=row.current.version if row.current else "",
        title=row.title,
        description=row.description,
        hours=row.hours,
        credit_value=row.credit_value,
        credit_unit=row.credit_unit,
        levels=tuple(row.levels),
        modes=tuple(row.modes),
        languages=tuple(row.languages),
        pace=row.pace,
        hours_per_week=row.hours_per_week,
        has_live_sessions=row.has_live_sessions,
        price_amount=row.price_amount,
        price_currency=row.price_currency,
        stackability=row.stackability,
        published_at=row.published_at,
        retired_at=row.retired_at,
    )


def version(row: MicroCredentialVersion) -> VersionView:
    """Return the row as one version of several."""
    return VersionView(row.pk, row.uuid, row.version, row.published_at)


def _texts(texts: LanguageMap | None) -> tuple[str, ...]:
    return tuple(texts.values()) if texts else ()
