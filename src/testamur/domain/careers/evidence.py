"""What people let others find them by: their skill profiles, as the portfolio shows them to others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from django.db import connection

from testamur.core.skills.profile import Currency, Entry, Evidence, Family, Proof, Scales, Shown, SkillLevel
from testamur.domain.careers.models import SearchConsent, ShownSkills
from testamur.domain.portfolio import packed
from testamur.domain.portfolio.ageing import ageing_of
from testamur.domain.portfolio.queries import profile_of


def entries(people: Collection[int], *, on: date) -> dict[int, Mapping[str, Entry]]:
    """Return person → address → what is shown of a skill: verified, neither hidden nor disputed, no claim."""
    return {one: {entry.uri: entry for entry in profile_of(one, on=on).entries} for one in set(people)}


def shown(rows: Collection[SearchConsent], *, on: date, keeps: bool = False) -> Mapping[int, Mapping[str, Entry]]:
    """Return consent (inside id) → address → what evidence shows of it today, of the skills that were chosen.

    What was read before counts where not a row has changed that it was read from, so that an award that was withdrawn
    finds nobody any more; else it is read anew. *keeps*: what is read anew is kept for the next search.
    """
    stamps = _stamps({one.person_id for one in rows})
    listed = ShownSkills.objects.filter(consent_id__in=[one.pk for one in rows])
    kept = [one for one in listed if one.stamp == stamps[one.person_id]]
    known = {one.consent_id for one in kept}
    unread = {one.pk: one for one in rows if one.pk not in known}
    theirs = entries({one.person_id for one in unread.values()}, on=on)
    anew = {pk: _chosen(one, theirs[one.person_id]) for pk, one in unread.items()}
    if keeps and anew:
        _keep(unread, anew, stamps)
    ages = ageing_of({skill["uri"] for one in kept for skill in one.skills})
    return anew | {one.consent_id: {each.uri: each for each in _entries(one, ages)} for one in kept}


def forget(rows: Iterable[int]) -> None:
    """Forget what was kept of consents (inside ids) that have ended."""
    ShownSkills.objects.filter(consent_id__in=list(rows)).delete()


def scales() -> Scales:
    """Return the scales of levels that are known here."""
    return packed.scales()


def _keep(
    rows: Mapping[int, SearchConsent], found: Mapping[int, Mapping[str, Entry]], stamps: Mapping[int, str]
) -> None:
    made = [
        ShownSkills(
            institution_id=one.institution_id,
            person_id=one.person_id,
            consent=one,
            stamp=stamps[one.person_id],
            skills=[_as_kept(each) for each in found[pk].values()],
        )
        for pk, one in rows.items()
    ]
    ShownSkills.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["consent"], update_fields=["stamp", "skills"]
    )


def _stamps(people: Collection[int]) -> dict[int, str]:
    """Return person → what tells, of all houses together, the rows that their verified skills are read from."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, stamp FROM careers_evidence_stamps(%s::bigint[])", [sorted(people)])
        return dict(cursor.fetchall())


def _chosen(row: SearchConsent, theirs: Mapping[str, Entry]) -> dict[str, Entry]:
    return {uri: theirs[uri] for uri in row.skills if uri in theirs}


def _as_kept(entry: Entry) -> dict[str, object]:
    return {"uri": entry.uri, "shown": [_shown_as_kept(one) for one in entry.shown]}


def _shown_as_kept(one: Shown) -> dict[str, str]:
    level = {"scale": one.level.scale, "level": one.level.value} if one.level else {}
    return {"proof": one.evidence.proof.value, "on": one.evidence.on.isoformat(), "version": one.version, **level}


def _entries(row: ShownSkills, ages: Callable[[str], Family]) -> Iterable[Entry]:
    for skill in row.skills:
        told = tuple(_shown(skill["uri"], one) for one in skill["shown"])
        yield Entry(skill["uri"], told, currency=Currency(ages(skill["uri"]), told[0].evidence.on))


def _shown(uri: str, one: Mapping[str, str]) -> Shown:
    """Return evidence as a search needs it: no title, no issuer."""
    level = SkillLevel(one["scale"], one["level"]) if "level" in one else None
    return Shown(uri, one["version"], Evidence("", Proof(one["proof"]), "", date.fromisoformat(one["on"])), level)
