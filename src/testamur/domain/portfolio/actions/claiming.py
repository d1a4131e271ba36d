"""What a person says of their own skills, in the words of a framework."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.profile import SkillLevel
from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.catalogue.queries import published, teaching
from testamur.domain.frameworks.queries import named
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.portfolio import facts
from testamur.domain.portfolio.actions.rows import at_home, opened, subject
from testamur.domain.portfolio.models import Claim
from testamur.domain.portfolio.packed import scales
from testamur.domain.portfolio.values import ClaimView, Said
from testamur.refusals import Conflict, Invalid, NotFound

MOST = 300
_LONGEST_NOTE = 500


class AlreadyClaimed(Conflict):
    """The person says so already. ``facts``: label."""

    code = "already-claimed"


class TooManyClaims(Conflict):
    """There is room for so many. ``facts``: most."""

    code = "too-many-claims"


def claim(actor: Actor, *, uri: str, said: Said, at: datetime) -> ClaimView:
    """Keep that the person says they have a skill. Raises `Invalid`, `AlreadyClaimed`, `TooManyClaims`."""
    require(actor, Permission.SHARE_OWN)
    here = at_home(actor)
    label, framework, version = _known(uri, here.here)
    _check(said, at)
    with within(here.institution_id):
        opened(here, at)
        mine = Claim.objects.filter(person_id=here.me, withdrawn_at__isnull=True)
        if mine.filter(uri=uri).exists():
            raise AlreadyClaimed(label=label)
        if mine.count() >= MOST:
            raise TooManyClaims(most=MOST)
        row = Claim(institution_id=here.here, person_id=here.me, uri=uri, label=label, claimed_at=at)
        row.framework, row.version = framework[:200], version
        _write(row, said, at)
        row.save()
        ledger.record(here, verb="portfolio.claim", subject=subject(here), at=at, claim=str(row.uuid))
    return facts.claim(row)


def restate(actor: Actor, *, claim: UUID, said: Said, at: datetime) -> None:
    """Say it otherwise: another level or none, another day, another note. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.SHARE_OWN)
    _check(said, at)
    here = at_home(actor)
    with within(here.institution_id):
        row = _own(here, claim, is_withdrawn=False)
        _write(row, said, at)
        row.save()
        ledger.record(here, verb="portfolio.restate", subject=subject(here), at=at, claim=str(claim))


def withdraw(actor: Actor, *, claim: UUID, at: datetime) -> None:
    """Take a claim back. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    here = at_home(actor)
    with within(here.institution_id):
        row = _own(here, claim, is_withdrawn=False)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        ledger.record(here, verb="portfolio.withdraw", subject=subject(here), at=at, claim=str(claim))


def say_again(actor: Actor, *, claim: UUID, at: datetime) -> None:
    """Undo taking a claim back. Raises `NotFound`, `AlreadyClaimed`."""
    require(actor, Permission.SHARE_OWN)
    here = at_home(actor)
    with within(here.institution_id):
        row = _own(here, claim, is_withdrawn=True)
        if Claim.objects.filter(person_id=here.me, uri=row.uri, withdrawn_at__isnull=True).exists():
            raise AlreadyClaimed(label=row.label)
        row.withdrawn_at = None
        row.save(update_fields=["withdrawn_at"])
        ledger.record(here, verb="portfolio.say_again", subject=subject(here), at=at, claim=str(claim))


def _known(uri: str, institution_id: int) -> tuple[str, str, str]:
    """Return label, framework and version of a skill that a framework has, else that something in the catalogue names.

    Raises `Invalid`.
    """
    found = named([uri], here=institution_id).get(uri)
    if found is not None and found[0].kind in LEARNABLE:
        return found[0].label, found[1].name, found[1].version
    if found is None and (taught := next(iter(teaching([uri], limit=1)), None)) is not None:
        skills = (one for outcome in published(taught.uuid).definition.outcomes for one in outcome.skills)
        for one in skills:
            if one.uri == uri:
                return one.name, one.framework, one.version
    raise Invalid(field="claimed_skill", found=uri[:200])


def _own(here: Actor, claim: UUID, *, is_withdrawn: bool) -> Claim:
    rows = Claim.objects.select_for_update().filter(person_id=here.me, uuid=claim)
    row = rows.filter(withdrawn_at__isnull=not is_withdrawn).first()
    if row is None:
        raise NotFound(what="claim", uuid=str(claim))
    return row


def _check(said: Said, at: datetime) -> None:
    if said.last_used_on and said.last_used_on > at.date():
        raise Invalid(field="used_on", found=said.last_used_on.isoformat(), allowed=f"<= {at.date().isoformat()}")
    if said.last_used_on and said.last_used_on < date(1930, 1, 1):
        raise Invalid(field="used_on", found=said.last_used_on.isoformat(), allowed=">= 1930-01-01")
    if len(said.note) > _LONGEST_NOTE:
        raise Invalid(field="claim_note", longest=_LONGEST_NOTE)
    if bool(said.scale) != bool(said.level):
        raise Invalid(field="claimed_level", found=said.level or said.scale)
    if said.scale:
        try:
            scales().check(SkillLevel(said.scale, said.level))
        except SkillsError as error:
            raise Invalid(field="claimed_level", found=f"{said.scale} {said.level}"[:100]) from error


def _write(row: Claim, said: Said, at: datetime) -> None:
    row.scale, row.level, row.note = said.scale, said.level, said.note.strip()
    row.last_used_on = said.last_used_on or at.date()
