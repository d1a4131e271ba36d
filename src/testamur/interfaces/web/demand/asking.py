"""For whom somebody can hand in, and what the head of these pages shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from testamur.domain.design import queries as design
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.partners.showing import about

HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Asker:
    """An organisation for which the visitor may hand something in; the house itself has the key ``house``."""

    key: str
    name: str

    @property
    def uuid(self) -> UUID | None:
        """The organisation, None for the house."""
        return None if self.key == HOUSE else UUID(self.key)


def askers(actor: Actor, place: InstitutionView) -> list[Asker]:
    """Return for whom the visitor may hand in: one's own organisations; to the house all, and itself."""
    now = datetime.now(UTC)
    if may(actor, Permission.DESIGN):
        known = [Asker(str(one.uuid), one.name) for one in design.organisations(actor, at=now)]
        return [*known, Asker(HOUSE, place.name)]
    mine = design.own_organisations(actor.me, at=now)
    return [Asker(str(one.uuid), one.name) for number, one in mine if number == place.id]


def chosen(form: Form, found: list[Asker]) -> Asker | None:
    """Return for whom the form is handed in; where there is one only, that one."""
    if len(found) == 1:
        return found[0]
    key = form.choice("organisation", [one.key for one in found])
    return next((one for one in found if one.key == key), None)


def head(actor: Actor, place: InstitutionView, page: str) -> dict[str, object]:
    """Return what the head of every page of demand shows."""
    return {**about(actor, place, page), "today": datetime.now(UTC).date().isoformat()}
