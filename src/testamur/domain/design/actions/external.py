"""Procedures before quality assurance bodies outside: the dossier, the panel, the factual check, their decision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Design, Dossier
from testamur.domain.design.scale_values import DECISIONS, DOSSIER_PARTS, DOSSIER_STATES
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_MOST = 30
_NOTES = {"report": "report_note", "factual": "factual_note"}


class WrongDossierStage(Conflict):
    """The procedure is at another stage. ``facts``: state."""

    code = "wrong-dossier-stage"


class DossierIncomplete(Conflict):
    """Something is missing. ``facts``: lacking (codes)."""

    code = "dossier-incomplete"


@scoped
def open_dossier(actor: Actor, *, agency: str, scope: str, at: datetime, design: UUID | None = None) -> UUID:
    """Begin a procedure before a body outside, for one design or all. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.APPROVE_DESIGNS)
    about = None
    if design is not None:
        about = Design.objects.filter(uuid=design).first()
        if about is None:
            raise NotFound(what="design", uuid=str(design))
    made = Dossier.objects.create(
        institution_id=actor.here,
        design=about,
        agency=prose("agency", agency, longest=200),
        scope=prose("scope", scope, longest=500),
        state=DOSSIER_STATES[0],
        opened_at=at,
        opened_by_id=actor.me,
        changed_at=at,
    )
    ledger.record(actor, verb="design.open_dossier", subject=f"dossier:{made.uuid}", at=at)
    return made.uuid


@scoped
def fill_dossier(
    actor: Actor,
    *,
    dossier: UUID,
    at: datetime,
    part: str = "",
    text: str = "",
    panel: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Add a part, a note on the report or its facts, or name the panel (name, organisation, part).

    Raises `NotFound`, `WrongDossierStage`, `Invalid`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    row = _going_on(dossier)
    if part:
        rows.choice("part", part, (*DOSSIER_PARTS, *_NOTES))
        said = prose("text", text)
        if part in _NOTES:
            setattr(row, _NOTES[part], said)
        else:
            row.parts = {**row.parts, part: said}
    if len(panel) > _MOST:
        raise Invalid(field="panel", found=len(panel), longest=_MOST)
    if panel:
        names = ("name", "organisation", "part")
        row.panel = [
            {key: prose("panel", found, longest=200) for key, found in zip(names, one, strict=True)} for one in panel
        ]
    row.factual_at = at if part == "factual" else row.factual_at
    row.changed_at = at
    row.save()
    ledger.record(actor, verb="design.fill_dossier", subject=f"dossier:{dossier}", at=at, part=part or "panel")


@scoped
def move_dossier(actor: Actor, *, dossier: UUID, at: datetime) -> str:
    """Take a procedure to its next stage and return it, when what this stage needs is there.

    Raises `NotFound`, `WrongDossierStage`, `DossierIncomplete`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    row = _going_on(dossier)
    position = DOSSIER_STATES.index(row.state)
    if DOSSIER_STATES[position + 1] == "decided":
        raise WrongDossierStage(state=row.state)
    lacking = _lacking(row)
    if lacking:
        raise DossierIncomplete(lacking=lacking)
    row.state, row.changed_at = DOSSIER_STATES[position + 1], at
    row.save(update_fields=["state", "changed_at"])
    ledger.record(actor, verb="design.move_dossier", subject=f"dossier:{dossier}", at=at, state=row.state)
    return row.state


@scoped
def record_decision(  # noqa: PLR0913 - what a body outside decides
    actor: Actor,
    *,
    dossier: UUID,
    decision: str,
    decided_on: date,
    at: datetime,
    conditions: Sequence[tuple[str, date]] = (),
    valid_until: date | None = None,
    report_address: str = "",
    deqar_institution_id: str = "",
    deqar_report_id: str = "",
) -> None:
    """Write down what a body outside decided, after the factual check. *conditions*: text and by when.

    Raises `NotFound`, `WrongDossierStage`, `Invalid`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    row = _going_on(dossier)
    if row.state != "factual_check" or not row.factual_note:
        raise WrongDossierStage(state=row.state)
    rows.choice("decision", decision, DECISIONS)
    if (decision == "conditional") != bool(conditions) or len(conditions) > _MOST:
        raise Invalid(field="conditions", found=len(conditions), allowed="conditional")
    if decided_on > at.date() or (valid_until is not None and valid_until <= decided_on):
        raise Invalid(field="decided_on", found=decided_on.isoformat(), allowed=f"<= {at.date().isoformat()}")
    if report_address and not re.fullmatch(r"https?://[^\s<>\"]{1,480}", report_address):
        raise Invalid(field="report_address", found=report_address[:80], allowed="https://")
    for field, found in (("deqar_institution_id", deqar_institution_id), ("deqar_report_id", deqar_report_id)):
        if found and not re.fullmatch(r"[A-Za-z0-9-]{1,20}", found):
            raise Invalid(field=field, found=found[:40])
    row.state, row.decision, row.decided_on, row.valid_until = "decided", decision, decided_on, valid_until
    row.conditions = [
        {"text": prose("conditions", text, longest=2000), "due_on": due.isoformat(), "met_on": ""}
        for text, due in conditions
    ]
    row.report_address, row.deqar_report_id = report_address, deqar_report_id
    row.deqar_institution_id, row.changed_at = deqar_institution_id, at
    row.save()
    ledger.record(actor, verb="design.record_decision", subject=f"dossier:{dossier}", at=at, decision=decision)


@scoped
def meet_condition(actor: Actor, *, dossier: UUID, number: int, at: datetime) -> None:
    """Say that a condition (counted from 1) is met. Raises `NotFound`."""
    require(actor, Permission.APPROVE_DESIGNS)
    row = _row(dossier)
    if not 1 <= number <= len(row.conditions) or row.conditions[number - 1]["met_on"]:
        raise NotFound(what="condition", number=number)
    row.conditions[number - 1]["met_on"] = at.date().isoformat()
    row.save(update_fields=["conditions"])
    ledger.record(actor, verb="design.meet_condition", subject=f"dossier:{dossier}", at=at, condition=number)


def _row(uuid: UUID) -> Dossier:
    found = Dossier.objects.select_for_update().filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="dossier", uuid=str(uuid))
    return found


def _going_on(uuid: UUID) -> Dossier:
    row = _row(uuid)
    if row.state == "decided":
        raise WrongDossierStage(state=row.state)
    return row


def _lacking(row: Dossier) -> list[str]:
    """Return what the present stage still needs (ESG part 2: peers with a student, a report, a factual check)."""
    if row.state == "assembling":
        return [part for part in DOSSIER_PARTS if part not in row.parts]
    if row.state == "panel":
        students = [one for one in row.panel if one["part"] == "student"]
        return [code for code, holds in (("panel", len(row.panel) < 2), ("student", not students)) if holds]  # noqa: PLR2004
    return ["report"] if row.state == "draft_report" and not row.report_note else []
