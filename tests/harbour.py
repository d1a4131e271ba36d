"""A partner organisation with somebody who acts for it, and adverts that it hands in; through the public verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from campus import NOW, Campus
from studio import Studio
from testamur.domain.demand import actions
from testamur.domain.demand.values import NewAdvert, RoleSkill
from testamur.domain.design import actions as design
from testamur.domain.design.queries import own_organisations
from testamur.domain.institution.access import Actor

TODAY = NOW.date()


@dataclass(frozen=True, slots=True)
class Harbour:
    """A partner organisation, its person, and a designer of the house."""

    studio: Studio
    organisation: UUID

    @property
    def partner(self) -> Actor:
        """Who acts for the organisation."""
        return self.studio.partner

    @property
    def designer(self) -> Actor:
        """Somebody of the house."""
        return self.studio.lecturer

    def handed_in(self, text: str, *, seen: date = TODAY, **settings: object) -> UUID:
        """Hand an advert in for the organisation."""
        advert = NewAdvert(title="Baker", text=text, seen_on=seen, **settings)  # type: ignore[arg-type]
        return actions.hand_in(self.partner, organisation=self.organisation, advert=advert, at=NOW).uuid

    def asking(self, text: str, *uris: str, seen: date = TODAY, **settings: object) -> UUID:
        """Hand in an advert that asks for skills."""
        uuid = self.handed_in(text, seen=seen, **settings)
        for uri in uris:
            actions.add_skill(self.partner, advert=uuid, skill=skill(uri), at=NOW)
        return uuid


def skill(uri: str, **settings: str) -> RoleSkill:
    """A skill by its address."""
    return RoleSkill(uri, uri.rpartition("/")[2], "ESCO", "1.2.0", **settings)


def new_advert(text: str, seen: date = TODAY) -> NewAdvert:
    """An advert as it is handed in."""
    return NewAdvert(title="Baker", text=text, seen_on=seen)


def harbour_bakery(campus: Campus) -> Harbour:
    """Return an organisation that has come in."""
    studio = Studio(campus)
    later = NOW + timedelta(days=14)
    _known, secret = design.invite_organisation(
        studio.lecturer, organisation="Harbour Bakery", country="MT", url="", expires_at=later, at=NOW
    )
    design.join(studio.partner, secret=secret, at=NOW)
    [(_here, one)] = own_organisations(studio.partner.me, at=NOW)
    return Harbour(studio, one.uuid)
