"""The catalogue's rows as core values and views, and a definition as columns to search by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet

from testamur.core import quality
from testamur.core.model import definition
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import TIMES, Schedule
from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.core.rules.policy import Policy
from testamur.domain.catalogue import guidelines, policies
from testamur.domain.catalogue.models import FormerCode, MicroCredential, MicroCredentialVersion, PolicyVersion
from testamur.domain.catalogue.values import Edition, Flaw, Listing, PolicyView, VersionView
from testamur.domain.institution.queries import institutions
from testamur.domain.institution.values import InstitutionView


@lru_cache(maxsize=512)
def parsed(digest: str, source: str) -> Definition:
    """Return the definition in *source*; *digest* makes the memory's key short work to compare."""
    del digest
    return definition.parse(source)


def examined(source: str, on: date, under: Sequence[str] = ()) -> tuple[Definition, quality.Report]:
    """Return the definition in *source* and what the guidelines in force say of it, or those that *under* names.

    Raises `DefinitionError`, `Invalid` (guidelines).
    """
    reading = definition.read(source)
    applied = guidelines.named(under) if under else guidelines.in_use()
    report = quality.check(reading.definition, applied, on=on, places=reading.places, chosen=bool(under))
    return reading.definition, report


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
        "hours_per_week": _hours_a_week(course),
        "has_live_sessions": schedule.live_sessions if schedule else None,
        "times": _times(schedule) if schedule else None,
        "price_amount": price.amount if price else None,
        "price_currency": price.currency if price else "",
        "stackability": course.stackability.kind if course.stackability else "",
    }


def _times(schedule: Schedule) -> list[str] | None:
    """Return when the learner must be there: at any time that suits them where there are no live sessions."""
    if not schedule.live_sessions:
        return list(TIMES)
    return list(schedule.times) or None


def _hours_a_week(course: Definition) -> Decimal | None:
    """Return the hours a week that are stated, or follow from hours and weeks."""
    plan, hours = course.schedule, course.workload.hours
    if plan is None or plan.hours_per_week is not None or not plan.weeks or hours is None:
        return plan.hours_per_week if plan else None
    return (hours / plan.weeks).quantize(Decimal("0.1"))


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


def under(rows: QuerySet[MicroCredential], code: str) -> MicroCredential | None:
    """Return what has a code at the scope's institution, or had it before it was renamed."""
    found = rows.filter(code=code).first()
    former = None if found else FormerCode.objects.filter(code=code).first()
    return rows.filter(pk=former.microcredential_id).first() if former else found


def listing(row: MicroCredential, institution: InstitutionView) -> Listing:
    """Return the row as a line of the catalogue; ``current`` is loaded with it."""
    return Listing(
        uuid=row.uuid,
        version_id=row.current_id or 0,
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
        times=None if row.times is None else tuple(row.times),
        price_amount=row.price_amount,
        price_currency=row.price_currency,
        stackability=row.stackability,
        published_at=row.published_at,
        retired_at=row.retired_at,
    )


def version(row: MicroCredentialVersion) -> VersionView:
    """Return the row as one version of several."""
    return VersionView(row.pk, row.uuid, row.version, row.published_at, row.unreviewed_because)


def _texts(texts: LanguageMap | None) -> tuple[str, ...]:
    return tuple(texts.values()) if texts else ()


def edition(row: MicroCredentialVersion, place: InstitutionView) -> Edition:
    """Return the version with whose it is; its micro-credential is loaded with it."""
    return Edition(row.pk, row.uuid, row.microcredential.uuid, place.code, place.id, version_definition(row))


def owners(policy: Policy, us: InstitutionView) -> tuple[str, ...]:
    """Return the codes of the institutions that own a pathway, the publisher first."""
    return (us.code, *(code for code in policy.owners if code != us.code))


def awarded(policy: Policy) -> MicroCredential | None:
    """Return what a policy leads to, where the scope's institution has it in its catalogue."""
    return under(MicroCredential.objects.all(), policy.awards)


def faults(policy: Policy, us: InstitutionView) -> tuple[Flaw, ...]:
    """Return what stands in the way of publishing a policy: what can never be met, and owners that are not here."""
    found = [one for one in policies.flaws(policy) if one.is_fatal]
    known = {one.code for one in institutions()}
    found += [Flaw("owner-unknown", "", {"owner": code}) for code in owners(policy, us) if code not in known]
    if policy.owners and us.code not in policy.owners:
        found.append(Flaw("owner-not-us", "", {"owner": us.code}))
    return tuple(found)


def remarks(policy: Policy) -> tuple[Flaw, ...]:
    """Return what is worth knowing of a policy before it is published."""
    return tuple(one for one in policies.flaws(policy) if not one.is_fatal)


def in_the_way(rows: Iterable[PolicyVersion], begins: date) -> PolicyVersion | None:
    """Return a version that a new one beginning on a day would overlap with: versions follow each other."""
    ends = ((row, row.effective_until or row.effective_from) for row in rows)
    return next((row for row, last in ends if begins <= last), None)


def policy_views(rows: Iterable[PolicyVersion], places: Mapping[str, InstitutionView]) -> list[PolicyView]:
    """Return the versions of a pathway by when they begin; each ends where the next that is accepted begins."""
    found: list[PolicyView] = []
    follows: date | None = None
    for row in sorted(rows, key=lambda row: row.effective_from, reverse=True):
        accepted = {row.owners[0], *(one.institution.code for one in row.acceptances.all())}
        ends = [day for day in (row.effective_until, follows and follows - timedelta(days=1)) if day]
        view = PolicyView(
            id=row.pk,
            uuid=row.uuid,
            version=row.version,
            owners=tuple(places[code] for code in row.owners if code in places),
            awaited=tuple(places[code] for code in row.owners if code in places and code not in accepted),
            effective_from=row.effective_from,
            until=min(ends, default=None),
            published_at=row.published_at,
            digest=row.digest,
        )
        follows = follows if view.awaited else row.effective_from
        found.append(view)
    return found[::-1]


def of_the_day(views: list[PolicyView], on: date) -> PolicyView | None:
    """Return the version that holds on a day; else the next that will, else the last there was."""
    holding = [one for one in views if one.holds_on(on)]
    coming = [one for one in views if one.effective_from > on]
    return next(iter([*holding[::-1], *coming, *views[::-1]]), None)
