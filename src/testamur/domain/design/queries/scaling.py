"""Quality at scale: families, samples, risks, readiness, dossiers, and what the catalogue may show of them."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.core.assurance import DEFINITIONS
from testamur.domain.design import facts, readiness, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import AuditAnswer, Design, Dossier, Family, RiskSnapshot, Sample, SelfAudit
from testamur.domain.design.scale_values import (
    AuditLine,
    AuditView,
    DossierView,
    FamilyView,
    RiskView,
    SampleView,
    SignalView,
)
from testamur.domain.design.values import DesignLine
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound


@scoped
def families(actor: Actor) -> list[FamilyView]:
    """Return the families of designs here, by name."""
    require(actor, Permission.DESIGN)
    found = Family.objects.select_related("sample").filter(institution_id=actor.here)
    return [_family(one) for one in found.order_by("name", "pk")]


@scoped
def family(actor: Actor, *, uuid: UUID) -> tuple[FamilyView, list[DesignLine]]:
    """Return a family with its designs. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    found = Family.objects.select_related("sample").filter(institution_id=actor.here, uuid=uuid).first()
    if found is None:
        raise NotFound(what="family", uuid=str(uuid))
    return _family(found), [facts.line(one) for one in found.designs.order_by("pk")]


@scoped
def sample(actor: Actor, *, uuid: UUID) -> tuple[SampleView, dict[UUID, DesignLine]]:
    """Return what was drawn, with the designs that it was drawn from. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    rows.keep_judges(actor)
    found = Sample.objects.filter(institution_id=actor.here, uuid=uuid).first()
    if found is None:
        raise NotFound(what="sample", uuid=str(uuid))
    members = Design.objects.filter(institution_id=actor.here, uuid__in=list(found.population))
    return _sample(found), {one.uuid: facts.line(one) for one in members}


@scoped
def samples(actor: Actor, *, limit: int = 50) -> list[SampleView]:
    """Return what was drawn here, the newest first, each with its seed and all that it was drawn from."""
    require(actor, Permission.CO_DESIGN)
    rows.keep_judges(actor)
    return [_sample(one) for one in Sample.objects.filter(institution_id=actor.here).order_by("-pk")[:limit]]


@scoped
def risks(actor: Actor, *, uuid: UUID) -> list[RiskView]:
    """Return every look at the risks of a design, the newest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return [_risk(one) for one in rows.readable(actor, uuid).risk_snapshots.order_by("-pk")]


@scoped
def newest_risks(actor: Actor) -> dict[UUID, RiskView]:
    """Return design → the newest look at the risks of what is out."""
    require(actor, Permission.CO_DESIGN)
    rows.keep_judges(actor)
    looks = RiskSnapshot.objects.select_related("design").filter(
        institution_id=actor.here, design__state__in=states.OUT
    )
    return {one.design.uuid: _risk(one) for one in looks.order_by("design_id", "-pk").distinct("design_id")}


@scoped
def audits(actor: Actor) -> list[AuditView]:
    """Return the rounds of self-audit, the newest first: progress over time."""
    require(actor, Permission.APPROVE_DESIGNS)
    return [_audit(one) for one in SelfAudit.objects.filter(institution_id=actor.here).order_by("-number")]


@scoped
def dossier(actor: Actor, *, uuid: UUID) -> DossierView:
    """Return one procedure before a body outside. Raises `NotFound`."""
    require(actor, Permission.APPROVE_DESIGNS)
    found = Dossier.objects.select_related("design").filter(institution_id=actor.here, uuid=uuid).first()
    if found is None:
        raise NotFound(what="dossier", uuid=str(uuid))
    return _dossier(found)


def decided(institution_id: int) -> list[DossierView]:
    """Return what bodies outside have decided about an institution, the newest first. Public."""
    with within(institution_id):
        found = Dossier.objects.select_related("design").filter(state="decided").order_by("-decided_on", "-pk")
        return [_dossier(one) for one in found]


@scoped
def dossiers(actor: Actor) -> list[DossierView]:
    """Return the procedures before bodies outside, the newest first."""
    require(actor, Permission.APPROVE_DESIGNS)
    found = Dossier.objects.select_related("design").filter(institution_id=actor.here)
    return [_dossier(one) for one in found.order_by("-pk")]


def _family(row: Family) -> FamilyView:
    return FamilyView(
        uuid=row.uuid,
        name=row.name,
        template=row.template,
        designs=tuple(row.designs.order_by("pk").values_list("uuid", flat=True)),
        sample=row.sample.uuid if row.sample else None,
        chosen=tuple(UUID(one) for one in row.sample.chosen) if row.sample else (),
        approved_at=row.approved_at,
        approved_by=row.approved_by_id,
    )


def _sample(row: Sample) -> SampleView:
    chosen = tuple(UUID(one) for one in row.chosen)
    return SampleView(row.uuid, row.purpose, row.seed, row.population, row.rates, chosen, row.drawn_at, row.drawn_by_id)


def _risk(row: RiskSnapshot) -> RiskView:
    known = {one.code: one for one in DEFINITIONS}
    signals = (
        SignalView(
            code=one["code"],
            title=known[one["code"]].title if one["code"] in known else one["code"],
            why=known[one["code"]].why if one["code"] in known else "",
            level=one["level"],
            value=one["value"],
            part=one["part"],
            whole=one["whole"],
        )
        for one in row.signals
    )
    return RiskView(
        uuid=row.uuid,
        definitions=row.definitions,
        stratum=row.stratum,
        signals=tuple(signals),
        taken_at=row.taken_at,
        taken_by=row.taken_by_id,
        response=row.response,
        responded_at=row.responded_at,
    )


def _audit(row: SelfAudit) -> AuditView:
    """Return a round with the answers that held in it: its own, else those of the rounds before."""
    answers = AuditAnswer.objects.filter(institution_id=row.institution_id, audit__number__lte=row.number)
    newest = {one.question: one for one in answers.order_by("pk")}
    lines = []
    for question in readiness.questions().questions:
        said = newest.get(question.code)
        lines.append(
            AuditLine(
                code=question.code,
                ask=question.ask,
                why=question.why,
                source=question.source,
                standing=said.standing if said else "",
                evidence=said.evidence if said else "",
                owner=said.owner if said else "",
                due_on=said.due_on if said else None,
                at=said.at if said else None,
            )
        )
    return AuditView(
        uuid=row.uuid,
        number=row.number,
        questions=row.questions,
        begun_at=row.begun_at,
        closed_at=row.closed_at,
        note=row.note,
        lines=tuple(lines),
        counts=Counter(one.standing for one in lines),
    )


def _dossier(row: Dossier) -> DossierView:
    return DossierView(
        uuid=row.uuid,
        design=row.design.uuid if row.design else None,
        agency=row.agency,
        scope=row.scope,
        state=row.state,
        parts=row.parts,
        panel=tuple((one["name"], one["organisation"], one["part"]) for one in row.panel),
        report_note=row.report_note,
        factual_note=row.factual_note,
        decision=row.decision,
        conditions=tuple((one["text"], one["due_on"], one["met_on"]) for one in row.conditions),
        decided_on=row.decided_on,
        valid_until=row.valid_until,
        report_address=row.report_address,
        deqar_institution_id=row.deqar_institution_id,
        deqar_report_id=row.deqar_report_id,
        opened_at=row.opened_at,
    )
