"""What organisations outside say: a brief, evidence of demand, and a word on relevance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import post, states
from testamur.domain.design.actions import inviting, partner_rows, reviewing, rows
from testamur.domain.design.actions.drafting import begun
from testamur.domain.design.models import Brief, Demand, Design, Partnership, RelevanceReview
from testamur.domain.design.partner_values import RELEVANCE_QUESTIONS
from testamur.domain.design.values import ANSWERS, DEMAND_KINDS, RELEVANCE
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

_MOST_EVIDENCE = 200
MOST_NAMED = 30


@scoped
def write_brief(
    actor: Actor,
    *,
    design: UUID,
    need: str,
    at: datetime,
    title: str = "",
    audience: str = "",
    occupations: Sequence[tuple[str, str, str]] = (),
    skills: Sequence[tuple[str, str]] = (),
) -> UUID:
    """Say what is needed in a design, as a partner or as a maker.

    *occupations*: name, URI, framework; *skills*: name, URI. Raises `NotFound`, `NotInvited`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row, partner = _side(actor, design)
    brief, _ = Brief.objects.update_or_create(
        institution_id=actor.here,
        design=row,
        partnership=partner,
        defaults={
            "organisation": partner.organisation if partner else None,
            **_told(title, need, audience, occupations, skills),
            "saved_at": at,
            "saved_by_id": actor.me,
        },
    )
    ledger.record(actor, verb="design.write_brief", subject=f"design:{design}", at=at, brief=str(brief.uuid))
    return brief.uuid


@scoped
def propose_brief(  # noqa: PLR0913 - what a brief says
    actor: Actor,
    *,
    organisation: UUID,
    title: str,
    need: str,
    at: datetime,
    brief: UUID | None = None,
    audience: str = "",
    occupations: Sequence[tuple[str, str, str]] = (),
    skills: Sequence[tuple[str, str]] = (),
) -> UUID:
    """Say, for one's organisation, what is needed, before anybody designs it; *brief* says it in other words.

    Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    known = partner_rows.organisation(actor, organisation)
    prose("title", title, longest=250)
    values = {**_told(title, need, audience, occupations, skills), "saved_at": at, "saved_by_id": actor.me}
    if brief is None:
        row = Brief.objects.create(institution_id=actor.here, organisation=known, **values)
    else:
        row = partner_rows.brief(actor, brief)
        if row.organisation_id != known.pk or row.design_id is not None:
            raise NotFound(what="brief", uuid=str(brief))
        Brief.objects.filter(pk=row.pk).update(**values)
    ledger.record(actor, verb="design.propose_brief", subject=f"brief:{row.uuid}", at=at)
    return row.uuid


@scoped
def start_from_brief(actor: Actor, *, brief: UUID, at: datetime) -> UUID:
    """Begin a design that answers a brief, with its organisation in it from the start. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.DESIGN)
    row = partner_rows.brief(actor, brief)
    if row.design_id is not None or row.organisation is None:
        raise NotFound(what="brief", uuid=str(brief))
    made = begun(actor, row.title or row.need[:80], "", "brief", row.organisation.name, at)
    into = inviting.bring_in(actor, made, row.organisation, ("comment", "brief", "review", "endorse"), at)
    people = list(row.organisation.people.filter(left_at__isnull=True).values_list("person_id", flat=True))
    for one in people:
        inviting.seat(actor, into, one, at)
    post.answer_brief(actor, made, people, at)
    Brief.objects.filter(pk=row.pk).update(design=made, partnership=into)
    rows.tell(actor, made, "start", at, note=row.organisation.name)
    ledger.record(actor, verb="design.start_from_brief", subject=f"design:{made.uuid}", at=at, brief=str(brief))
    return made.uuid


@scoped
def add_demand(  # noqa: PLR0913 - what is said of a piece of evidence
    actor: Actor,
    *,
    kind: str,
    title: str,
    source: str,
    seen_on: date,
    at: datetime,
    design: UUID | None = None,
    brief: UUID | None = None,
    text: str = "",
    figure: Decimal | None = None,
    unit: str = "",
    address: str = "",
) -> UUID:
    """Add evidence of a need with its source, to one's brief in *design* or to *brief*.

    Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = own_brief(actor, design, brief)
    if row.evidence.filter(withdrawn_at__isnull=True).count() >= _MOST_EVIDENCE:
        raise Invalid(field="evidence", found=_MOST_EVIDENCE, longest=_MOST_EVIDENCE)
    if figure is not None and not (figure.is_finite() and abs(figure) < 10**13):
        raise Invalid(field="figure", found=str(figure)[:40])
    made = Demand.objects.create(
        institution_id=actor.here,
        brief=row,
        kind=rows.choice("kind", kind, DEMAND_KINDS),
        title=prose("title", title, longest=250),
        text=prose("text", text, needed=False),
        figure=figure,
        unit=prose("unit", unit, needed=False, longest=60),
        source=prose("source", source, longest=250),
        address=partner_rows.web_address("address", address),
        seen_on=seen_on,
        added_at=at,
        added_by_id=actor.me,
    )
    ledger.record(actor, verb="design.add_demand", subject=f"brief:{row.uuid}", at=at, demand=str(made.uuid))
    return made.uuid


@scoped
def withdraw_demand(
    actor: Actor, *, demand: UUID, at: datetime, design: UUID | None = None, brief: UUID | None = None
) -> None:
    """Take evidence back from one's own brief. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = own_brief(actor, design, brief)
    if not row.evidence.filter(uuid=demand, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotFound(what="demand", uuid=str(demand))
    ledger.record(actor, verb="design.withdraw_demand", subject=f"brief:{row.uuid}", at=at, demand=str(demand))


@scoped
def review_relevance(
    actor: Actor,
    *,
    design: UUID,
    verdict: str,
    at: datetime,
    answers: Mapping[str, str] | None = None,
    text: str = "",
    minutes: int = 0,
) -> UUID:
    """Say, as a partner, whether a text serves the need. When every partner has, it goes on or back to its makers.

    *answers*: question of `RELEVANCE_QUESTIONS` → one of `ANSWERS`.

    Raises `NotFound`, `NotInvited`, `WrongStage`, `NotIndependent`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.judged(actor, design, "review_relevance")
    partner = rows.partnership(actor, row, "review")
    head = rows.head(row)
    rows.choice("verdict", verdict, RELEVANCE)
    made = RelevanceReview.objects.create(
        institution_id=actor.here,
        design=row,
        partnership=partner,
        person_id=actor.me,
        revision=head.number,
        digest=head.digest,
        verdict=verdict,
        answers=_answered(answers or {}),
        text=prose("text", text, needed=verdict != "relevant"),
        minutes=rows.minutes(minutes),
        at=at,
    )
    _go_on(actor, row, made, at)
    told = {"partnership": str(partner.uuid), "verdict": verdict}
    ledger.record(actor, verb="design.review_relevance", subject=f"design:{design}", at=at, **told)
    return made.uuid


def _side(actor: Actor, design: UUID) -> tuple[Design, Partnership | None]:
    """Return the design, and the partner for whom the actor speaks; None for a maker. Raises `NotInvited`."""
    rows.readable(actor, design)
    row = rows.locked(design, "co_design")
    if row.contributors.filter(person_id=actor.me, may_edit=True, left_at__isnull=True).exists():
        return row, None
    return row, rows.partnership(actor, row, "brief")


def _go_on(actor: Actor, row: Design, made: RelevanceReview, at: datetime) -> None:
    if made.verdict == "not-relevant":
        rows.move(actor, row, "review_relevance", at, note=made.text, to=states.DRAFT)
    elif reviewing.awaited_partners(row, at):
        rows.move(actor, row, "review_relevance", at, note=made.text)
    elif row.relevance_reviews.filter(digest=made.digest, verdict="with-changes").exists():
        rows.move(actor, row, "review_relevance", at, note=made.text, to=states.DRAFT)
    else:
        reviewing.to_approval(actor, row, "review_relevance", at, note=made.text)


def _told(
    title: str,
    need: str,
    audience: str,
    occupations: Sequence[tuple[str, str, str]],
    skills: Sequence[tuple[str, str]],
) -> dict[str, object]:
    """Return the columns of what a brief says. Raises `Invalid`."""
    for field, found in (("occupations", len(occupations)), ("skills", len(skills))):
        if found > MOST_NAMED:
            raise Invalid(field=field, found=found, longest=MOST_NAMED)
    return {
        "title": prose("title", title, needed=False, longest=250),
        "need": prose("need", need),
        "audience": prose("audience", audience, needed=False),
        "occupations": [
            {
                "name": prose("occupations", name, longest=200),
                "uri": partner_rows.web_address("occupations", uri),
                "framework": prose("occupations", framework, needed=False, longest=60),
            }
            for name, uri, framework in occupations
        ],
        "skills": [
            {"name": prose("skills", name, longest=200), "uri": partner_rows.web_address("skills", uri)}
            for name, uri in skills
        ],
    }


def own_brief(actor: Actor, design: UUID | None, brief: UUID | None) -> Brief:
    """Return one's own brief: that in a design, or one that stands by itself. Raises `NotFound`, `NotInvited`."""
    if brief is not None:
        row = partner_rows.brief(actor, brief)
        if row.organisation is not None:
            partner_rows.organisation(actor, row.organisation.uuid)
        elif row.design is None or _side(actor, row.design.uuid)[1] is not None:
            raise NotFound(what="brief", uuid=str(brief))
        return row
    if design is None:
        raise NotFound(what="brief")
    place, partner = _side(actor, design)
    found = place.briefs.filter(partnership=partner).first()
    if found is None:
        raise NotFound(what="brief", uuid=str(design))
    return found


def _answered(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to what a partner is asked. Raises `Invalid`."""
    strange = sorted(set(answers) - set(RELEVANCE_QUESTIONS))
    if strange:
        raise Invalid(field="answers", found=strange[0][:40], allowed=list(RELEVANCE_QUESTIONS))
    return {code: rows.choice("answers", said, ANSWERS) for code, said in answers.items()}
