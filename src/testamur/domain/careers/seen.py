"""Rows of searching as doors get to see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from testamur.core.skills.alike import Face, rounded
from testamur.domain.careers import findable
from testamur.domain.careers.models import Approach, PeopleSearch, SearchConsent, SearchReport
from testamur.domain.careers.seeking_values import (
    FEWEST,
    AskedSkill,
    Card,
    CardSkill,
    Choice,
    ConsentView,
    ReportView,
    RequestView,
    SearchView,
    Shown,
)


def consent(row: SearchConsent, at: datetime) -> ConsentView:
    """Return a consent; one whose day has come is over, whether or not somebody has noted it."""
    over = "over" if row.expires_at <= at else "given"
    return ConsentView(
        row.uuid,
        row.purpose,
        Choice(tuple(row.skills), row.region, tuple(row.languages), row.availability),
        row.text,
        row.text_version,
        row.given_at,
        row.expires_at,
        row.ended_because if row.ended_at else over,
        row.ended_at,
    )


def face(one: Face, asked: Sequence[AskedSkill]) -> Card:
    """Return what a card tells of somebody without a name: no title, no issuer, no day."""
    labels = {each.uri: each.label for each in asked}
    skills = tuple(
        CardSkill(each.uri, labels[each.uri], each.proof, each.since, each.freshness, each.level) for each in one.skills
    )
    return Card(skills, one.region, one.languages, one.availability)


def search(row: PeopleSearch) -> SearchView:
    """Return a search; ``organisation`` is loaded with it."""
    question = findable.question(row.asked, row.how)
    return SearchView(
        row.uuid,
        row.organisation.uuid,
        row.organisation_name,
        row.purpose,
        findable.asked(row.asked),
        question.wants_all,
        question.only_fresh,
        tuple(sorted(question.regions)),
        tuple(sorted(question.languages)),
        tuple(sorted(question.availability)),
        findable.order(row.how).value,
        rounded(row.found, FEWEST) or None,
        row.at,
        row.by_id,
    )


def told_to_asker(row: Approach, at: datetime) -> str:
    """Return how a request stands for whoever made it: a no reads like no answer, at each moment."""
    if row.standing in {"yes", "taken-back", "withdrawn"}:
        return row.standing
    return "waiting" if row.expires_at > at else "no-answer"


def request_made(row: Approach, secrets: Mapping[UUID, str], at: datetime) -> RequestView:
    """Return a request to whoever made it; *secrets* of links that are open."""
    standing = told_to_asker(row, at)
    is_yes = standing == "yes"
    return _request(
        row,
        standing,
        ended_at=row.ended_at if standing in {"yes", "taken-back", "withdrawn"} else None,
        shown=tuple(Shown(one["title"], secrets.get(UUID(one["link"]), "")) for one in row.links) if is_yes else (),
        is_yes=is_yes,
    )


def request_got(row: Approach, at: datetime) -> RequestView:
    """Return a request to the person who was asked."""
    standing = "over" if row.standing == "open" and row.expires_at <= at else row.standing
    shown = tuple(Shown(one["title"], "") for one in row.links)
    return _request(row, standing, ended_at=row.ended_at, shown=shown, is_yes=standing == "yes")


def report(row: SearchReport) -> ReportView:
    """Return a report; ``approach__organisation`` is loaded with it."""
    about = row.approach
    return ReportView(
        row.uuid,
        about.uuid,
        about.organisation.uuid,
        about.organisation_name,
        row.person_id,
        about.who,
        about.what,
        row.text,
        row.at,
        row.answer,
        row.answered_at,
    )


def _request(
    row: Approach, standing: str, *, ended_at: datetime | None, shown: tuple[Shown, ...], is_yes: bool
) -> RequestView:
    return RequestView(
        uuid=row.uuid,
        is_unseen=row.is_unseen,
        organisation=row.organisation.uuid,
        organisation_name=row.organisation_name,
        purpose=row.purpose,
        asked=tuple(one["label"] for one in row.asked),
        who=row.who,
        what=row.what,
        contact=row.contact,
        made_at=row.made_at,
        expires_at=row.expires_at,
        standing=standing,
        ended_at=ended_at,
        name=row.name if is_yes else "",
        said=row.said if is_yes else "",
        reached_by=row.reached_by if is_yes else "",
        shown=shown,
    )
