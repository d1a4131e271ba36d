"""Partners in the demo: an insurer with a brief, a draft that waits for its word, an agreement, an endorsement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.demo.sources import sources
from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor
from testamur.domain.issuing import actions as issuing

_CAPE = cast.CAPE
_INSURER = "Tamar Insurance Group"
_LINK = timedelta(days=14)
# The draft takes the text of its elder sister, about water, and is to speak of wind and hail.
_TEXT = (
    ("id: flood-claims-assessment", "id: storm-claims-assessment"),
    ('version: "1.1"', 'version: "1.0"'),
    ("title: Assessing Flood Damage Claims", "title: Assessing Storm and Hail Claims"),
    (
        "Inspect a flooded home, tell flood damage from older damage",
        "Inspect a home after a storm, tell new damage from old",
    ),
    ("short/flood-claims", "short/storm-claims"),
)


@dataclass(slots=True)
class _Joint:
    """What is made together: the brief, the draft that answers it, and the insurer's part in it."""

    brief: UUID | None = None
    design: UUID | None = None


def partners() -> Iterator[Event]:
    """Yield what partners and universities do together."""
    made = _Joint()
    yield 60, partial(_come, place=_CAPE, name=_INSURER, country="AU", url="https://tamar.example.com/")
    yield 58, partial(_need, made=made)
    yield 55, partial(_begin, made=made)
    yield 52, partial(_check, made=made)
    yield 46, partial(_agree, made=made)
    yield 40, partial(_review, made=made)
    yield 39, partial(_endorse, made=made)
    yield 30, partial(_come, place=cast.SELAT, name="Persatuan Tenaga Suria Selat", country="MY", url="")
    yield 28, _solar
    yield 21, partial(_come, place=cast.MARINA, name="Wadden Data Cooperative", country="NL", url="")


def _come(campus: Campus, at: datetime, *, place: str, name: str, country: str, url: str) -> None:
    """Invite an organisation; somebody comes in by the link."""
    _known, secret = actions.invite_organisation(
        _maker(campus, place), organisation=name, country=country, url=url, expires_at=at + _LINK, at=at
    )
    actions.join(campus.actor(place, "partner"), secret=secret, at=at)


def _need(campus: Campus, at: datetime, *, made: _Joint) -> None:
    """Say what the insurer needs, with evidence."""
    actor = campus.actor(_CAPE, "partner")
    made.brief = actions.propose_brief(
        actor,
        organisation=_own(campus, _CAPE, at),
        title="Assessors for storm and hail claims",
        need=(
            "After a storm we send people to roofs. They must see what hail broke and what was worn before, judge what "
            "is safe to climb, and write it down so that the family understands and a tribunal upholds it."
        ),
        audience="Builders and roofers who change their trade; our own claims staff.",
        occupations=[("loss adjuster", "", "")],
        skills=[("inspection in a fixed order", ""), ("hail damage to roofs", ""), ("working at heights", "")],
        at=at,
    )
    add = partial(actions.add_demand, actor, brief=made.brief, seen_on=at.date(), at=at)
    add(
        kind="figure",
        title="Claims after the October storms that wait for more than sixty days",
        figure=Decimal(412),
        unit="claims",
        source="Our own claims register, counted on the day",
    )
    add(
        kind="advert",
        title="Property claims assessor, northern region, three posts",
        source="Regional job board",
        address="https://jobs.example.com/claims-assessor-north",
    )


def _begin(campus: Campus, at: datetime, *, made: _Joint) -> None:
    """Begin a draft with the brief, and write its first text."""
    actor = campus.actor(_CAPE, "designer")
    if made.brief is None:
        return
    made.design = actions.start_from_brief(actor, brief=made.brief, at=at)
    text = next(text for place, text in sources() if "id: flood-claims-assessment\n" in text)
    for old, new in _TEXT:
        text = text.replace(old, new, 1)
    based_on = queries.design(actor, uuid=made.design).line.revision
    actions.save(actor, design=made.design, source=text, based_on=based_on, message="Taken from flood claims", at=at)


def _check(campus: Campus, at: datetime, *, made: _Joint) -> None:
    """Have the makers check it and hand it in."""
    designer, expert = campus.actor(_CAPE, "designer"), campus.actor(_CAPE, "instructor")
    if made.design is None:
        return
    email = campus.staff[_CAPE, "instructor"].email
    actions.add_contributor(designer, design=made.design, email=email, roles=("subject_expert",), at=at)
    for one in (designer, expert):
        actions.declare_interests(one, design=made.design, has_interest=False, at=at)
    newest = queries.design(designer, uuid=made.design).line.revision
    actions.sign_off(expert, design=made.design, revision=newest, at=at)
    actions.self_check(designer, design=made.design, at=at)
    actions.submit_for_review(designer, design=made.design, at=at)


def _agree(campus: Campus, at: datetime, *, made: _Joint) -> None:
    """Write down what was agreed; it runs out soon."""
    if made.design is None:
        return
    actions.record_agreement(
        campus.actor(_CAPE, "designer"),
        design=made.design,
        organisation=_INSURER,
        covers=("ip", "seats", "study-time"),
        terms=(
            "The university owns the text, under CC BY-SA. The insurer gives twelve claims files without names, pays "
            "for twenty seats a year, and gives its people four hours a week to study."
        ),
        seats=20,
        valid_from=at.date(),
        valid_until=campus.today.date() + timedelta(days=45),
        at=at,
    )


def _review(campus: Campus, at: datetime, *, made: _Joint) -> None:
    """Have an independent peer pass it: it waits for the insurer's word now."""
    reviewer = campus.actor(_CAPE, "reviewer")
    if made.design is None:
        return
    actions.declare_interests(reviewer, design=made.design, has_interest=False, at=at)
    course = queries.examined(reviewer, uuid=made.design).definition
    asked = queries.task(reviewer, uuid=made.design).review.report["questions"]
    answers = {str(one["code"]): ("yes", "") for one in asked}  # type: ignore[attr-defined] # a stored report
    actions.finish_review(
        reviewer,
        design=made.design,
        outcome="passed",
        answers=answers,
        minutes=55,
        level=str(course.level) if course and course.level else "",
        credit_value=str(course.workload.credits) if course and course.workload.credits else "",
        note="Clear and well assessed. Whether hail is covered, the insurer knows better than I do.",
        at=at,
    )


def _endorse(campus: Campus, at: datetime, *, made: _Joint) -> None:
    """Have the insurer stand for the university, in its own name."""
    if made.design is None:
        return
    actor = campus.actor(_CAPE, "partner")
    meant = actions.intend_endorsement(
        actor,
        design=made.design,
        about="issuer",
        claim="Five of our assessors learnt here. We take its micro-credentials as proof of the skills that they name.",
        at=at,
    )
    issuing.endorse(actor, endorsement=meant, at=at)


# In ESCO: maintain solar energy systems.
_SOLAR_SYSTEMS = "http://data.europa.eu/esco/skill/9cf2856d-0375-4ec3-a51f-7f9c82119859"


def _solar(campus: Campus, at: datetime) -> None:
    """Name a need for which nobody has begun anything."""
    actor = campus.actor(cast.SELAT, "partner")
    actions.propose_brief(
        actor,
        organisation=_own(campus, cast.SELAT, at),
        title="Juruteknik bateri rumah",
        need="Memasang dan menyelenggara bateri rumah bersama panel suria, dengan selamat dan mengikut kod pendawaian.",
        occupations=[("juruteknik solar", "", "")],
        skills=[("penyelenggaraan sistem suria", _SOLAR_SYSTEMS), ("pemasangan bateri", "")],
        at=at,
    )


def _own(campus: Campus, place: str, at: datetime) -> UUID:
    """Return the organisation for which the partner of a university acts."""
    me, here = campus.actor(place, "partner").me, campus.places[place].id
    return next(one.uuid for number, one in queries.own_organisations(me, at=at) if number == here)


def _maker(campus: Campus, place: str) -> Actor:
    return campus.actor(place, "designer")
