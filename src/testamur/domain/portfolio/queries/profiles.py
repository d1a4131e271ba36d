"""Profiles: one's own, whole; and what rooms above may see of somebody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from testamur.adapters.postgres.scope import within
from testamur.core.skills.profile import Entry, Profile, build
from testamur.domain.frameworks.queries import named
from testamur.domain.frameworks.values import Entry as Concept
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.portfolio import ageing, facts, packed
from testamur.domain.portfolio.evidence import gathered
from testamur.domain.portfolio.models import Claim, Dispute, HiddenSkill
from testamur.domain.portfolio.values import Portfolio, SkillName

_END_OF_DAY = time(23, 59, 59, tzinfo=UTC)


def profile(actor: Actor, *, on: date) -> Profile:
    """Return the actor's own skill profile of a day, with what is hidden, disputed and claimed, each marked as such."""
    require(actor, Permission.READ_OWN)
    return portfolio_of(actor.me, on=on).profile


def portfolio(actor: Actor, *, on: date, languages: Sequence[str] = ()) -> Portfolio:
    """Return the actor's own profile with names, papers, claims and disputes, to be shown to them."""
    require(actor, Permission.READ_OWN)
    return portfolio_of(actor.me, on=on, languages=languages)


def profile_of(person_id: int, *, on: date) -> Profile:
    """Return what somebody's profile shows to others: verified, not hidden, not disputed, no claim.

    For rooms, which have the person's consent; it says nothing of who they are.
    """
    return portfolio_of(person_id, on=on).profile.public()


def portfolio_of(person_id: int, *, on: date, languages: Sequence[str] = ()) -> Portfolio:
    """Return a person's profile whole; for rooms that act for that person."""
    with within(person_id=person_id):
        mine = {"person_id": person_id}
        claims = Claim.objects.filter(**mine, withdrawn_at__isnull=True).order_by("label", "pk")
        said = tuple(facts.claim(row) for row in claims)
        hidden = list(HiddenSkill.objects.filter(**mine).values_list("uri", flat=True))
        rows = Dispute.objects.filter(**mine, taken_back_at__isnull=True).select_related("person").order_by("pk")
        disputes = tuple(facts.dispute(row) for row in rows)
    found = gathered(person_id, said, at=_end_of(on))
    edits = facts.edits(hidden, disputes, [one for one in found.shown if one.evidence.on <= on])
    uris = {one.uri for one in found.shown}
    made = build(found.shown, ageing.ageing_of(uris), on=on, scales=packed.scales(), edits=edits)
    return Portfolio(made, names(found.names, languages), found.papers, said, disputes)


def shown_to_others(whole: Portfolio, *, with_claims: bool) -> Portfolio:
    """Return a portfolio as others see it: nothing hidden or disputed; claims only where they are wanted."""
    kept = whole.profile.public() if not with_claims else _open(whole.profile)
    uris = {entry.uri for entry in kept.entries}
    papers = {shown.evidence.id for entry in kept.entries for shown in entry.shown}
    return Portfolio(
        kept,
        {uri: name for uri, name in whole.names.items() if uri in uris},
        {key: paper for key, paper in whole.papers.items() if key in papers},
        tuple(one for one in whole.claims if with_claims and one.uri in uris),
    )


def names(told: dict[str, SkillName], languages: Sequence[str] = ()) -> dict[str, SkillName]:
    """Return what skills are called here and now; one that no framework here has keeps the name it came with."""
    known = named(told, languages=languages)
    return {uri: _named(uri, *known[uri]) if uri in known else name for uri, name in told.items()}


def _named(uri: str, entry: Concept, of: FrameworkView) -> SkillName:
    return SkillName(uri, entry.label, entry.description, of.name, of.code, of.version, entry.key)


def _open(whole: Profile) -> Profile:
    entries: list[Entry] = [replace(one, disputed=()) for one in whole.entries if one.shown and not one.is_hidden]
    return Profile(whole.on, tuple(entries))


def _end_of(on: date) -> datetime:
    return datetime.combine(on, _END_OF_DAY)
