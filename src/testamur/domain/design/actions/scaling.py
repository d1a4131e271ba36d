"""Many small things assured well: families, samples from a recorded seed, looks at risk that makers may answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.assurance import RATES, SampleError, assess, draw
from testamur.domain.design import facts, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Design, Family, RiskSnapshot, Sample
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.steps import check_text
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_APPROVED = (states.APPROVED, *states.OUT)


class SampleNotReviewed(Conflict):
    """Instances that the sample chose are not approved yet. ``facts``: count."""

    code = "sample-not-reviewed"


class RespondedBefore(Conflict):
    """The makers have answered already."""

    code = "responded-before"


@scoped
def make_family(actor: Actor, *, name: str, at: datetime, template: str = "") -> UUID:
    """Begin a family of designs made from one template. Raises `Invalid`."""
    require(actor, Permission.DESIGN)
    check_text("name", name)
    made = Family.objects.create(
        institution_id=actor.here,
        name=name.strip(),
        template=prose("template", template, needed=False),
        made_at=at,
        made_by_id=actor.me,
    )
    ledger.record(actor, verb="design.make_family", subject=f"family:{made.uuid}", at=at)
    return made.uuid


@scoped
def put_in_family(actor: Actor, *, design: UUID, family: UUID, at: datetime) -> None:
    """Put a design into a family; one that was approved waits for another sample. Raises `NotFound`, `NotAMaker`."""
    require(actor, Permission.DESIGN)
    row, kin = rows.made(actor, design, "arrange"), _family(family)
    row.family = kin
    row.save(update_fields=["family"])
    kin.approved_at, kin.approved_by_id, kin.sample = None, None, None
    kin.save(update_fields=["approved_at", "approved_by_id", "sample"])
    ledger.record(actor, verb="design.put_in_family", subject=f"design:{design}", at=at, family=str(family))


@scoped
def draw_sample(
    actor: Actor,
    *,
    seed: str,
    at: datetime,
    family: UUID | None = None,
    rates: Mapping[str, Decimal] = RATES,
) -> UUID:
    """Draw which designs to look at, of a family or of all that are out; anyone with the seed draws the same.

    A design that nobody has looked at for risks counts as high. Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    said = prose("seed", seed, longest=80)
    kin = _family(family) if family else None
    members = kin.designs.exclude(state__in=states.CLOSED) if kin else _out(actor)
    population = {str(one.uuid): facts.stratum(one) for one in members}
    try:
        chosen = draw(population, said, rates)
    except SampleError as error:
        raise Invalid(field="rates", found=str(error), allowed="0-100") from error
    made = Sample.objects.create(
        institution_id=actor.here,
        purpose="family" if kin else "periodic",
        seed=said,
        population=population,
        rates={name: str(rate) for name, rate in rates.items()},
        chosen=list(chosen),
        drawn_at=at,
        drawn_by_id=actor.me,
    )
    if kin:
        kin.sample = made
        kin.save(update_fields=["sample"])
    told = {"seed": said, "of": len(population), "chosen": len(chosen)}
    ledger.record(actor, verb="design.draw_sample", subject=f"sample:{made.uuid}", at=at, **told)
    return made.uuid


@scoped
def approve_family(actor: Actor, *, family: UUID, at: datetime) -> None:
    """Approve a family once every instance that its sample chose is approved, by somebody who did not make it.

    Raises `NotFound`, `SampleNotReviewed`, `NotIndependent`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    kin = _family(family)
    if kin.sample is None:
        raise NotFound(what="family", uuid=str(family))
    members = list(kin.designs.all())
    if kin.made_by_id == actor.me or any(actor.me in facts.authors(one) for one in members):
        raise rows.NotIndependent(why="author")
    chosen = [one for one in members if str(one.uuid) in kin.sample.chosen]
    waiting = sum(one.state not in _APPROVED for one in chosen)
    if waiting or not chosen:
        raise SampleNotReviewed(count=waiting)
    kin.approved_at, kin.approved_by_id = at, actor.me
    kin.save(update_fields=["approved_at", "approved_by_id"])
    ledger.record(actor, verb="design.approve_family", subject=f"family:{family}", at=at, sample=str(kin.sample.uuid))


@scoped
def assess_risk(actor: Actor, *, design: UUID, figures: Mapping[str, Decimal | int | None], at: datetime) -> UUID:
    """Keep what the indicators say of something published, on figures that rooms above have counted.

    What this room knows itself (coverage, what is overdue) it adds. Nothing follows by itself. Raises `NotFound`.
    """
    require(actor, Permission.REVIEW_DESIGNS)
    row = rows.locked(design, "monitor")
    told = {**figures, **facts.own_figures(row, rows.head(row), at.date())}
    risk = assess(told)
    made = RiskSnapshot.objects.create(
        institution_id=actor.here,
        design=row,
        definitions=risk.definitions,
        facts={name: None if found is None else str(found) for name, found in told.items()},
        signals=facts.signals_json(risk),
        stratum=risk.stratum,
        taken_at=at,
        taken_by_id=actor.person_id,
    )
    to = states.MONITORED if row.state == states.PUBLISHED else row.state
    rows.move(actor, row, "assess_risk", at, note=risk.stratum, to=to)
    ledger.record(actor, verb="design.assess_risk", subject=f"design:{design}", at=at, stratum=risk.stratum)
    return made.uuid


@scoped
def respond(actor: Actor, *, design: UUID, snapshot: UUID, text: str, at: datetime) -> None:
    """Answer, as a maker, what indicators say, before anything follows. Raises `NotFound`, `RespondedBefore`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "monitor")
    found = row.risk_snapshots.filter(uuid=snapshot).first()
    if found is None:
        raise NotFound(what="risk-snapshot", uuid=str(snapshot))
    if found.responded_at:
        raise RespondedBefore
    found.response, found.responded_at, found.responded_by_id = prose("text", text), at, actor.me
    found.save(update_fields=["response", "responded_at", "responded_by_id"])
    ledger.record(actor, verb="design.respond", subject=f"design:{design}", at=at, snapshot=str(snapshot))


def _family(uuid: UUID) -> Family:
    found = Family.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="family", uuid=str(uuid))
    return found


def _out(actor: Actor) -> list[Design]:
    return list(Design.objects.filter(institution_id=actor.here, state__in=states.OUT))
