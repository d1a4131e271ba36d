"""What a person lets recommendations go by: their motives, their work, and what they do not want to see again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.skills.recommending import Motive
from testamur.domain.careers import rows
from testamur.domain.careers.advice_values import RULES
from testamur.domain.careers.models import Advice, NotForMe
from testamur.domain.catalogue.queries import published
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.values import Offered, Purpose
from testamur.refusals import Invalid


def say_motives(actor: Actor, *, motives: Iterable[str], work: UUID | None = None, at: datetime) -> None:
    """Keep what moves a person to learn, in place of what they said before; none of it clears it.

    ``work``: the target that is the work they do now. Raises `Invalid`, `NotFound`.
    """
    require(actor, Permission.ENROL_SELF)
    said = list(dict.fromkeys(motives))
    if any(one not in tuple(Motive) for one in said):
        raise Invalid(field="motives", found=", ".join(said)[:100], allowed=", ".join(Motive))
    here = rows.at_home(actor)
    with within(here.institution_id):
        row = _kept(here, at)
        row.motives, row.work = said, rows.target(here, work) if work else None
        row.save(update_fields=["motives", "work"])
        ledger.record(here, verb="careers.say_motives", subject=f"advice:{here.me}", at=at, motives=len(said))


def turn_advice(actor: Actor, *, on: bool, at: datetime) -> None:
    """Turn recommendations on or off for oneself."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_home(actor)
    with within(here.institution_id):
        row = _kept(here, at)
        row.is_off = not on
        row.save(update_fields=["is_off"])
        ledger.record(here, verb="careers.turn_advice", subject=f"advice:{here.me}", at=at, on=on)


def not_for_me(actor: Actor, *, microcredential: UUID, because: Iterable[str] = (), at: datetime) -> None:
    """Let something not be recommended again. *because*: the codes of the reasons that it was shown with.

    Raises `NotFound`.
    """
    require(actor, Permission.ENROL_SELF)
    here = rows.at_home(actor)
    published(microcredential)
    with within(here.institution_id):
        _row, is_new = NotForMe.objects.get_or_create(
            person_id=here.me,
            microcredential=microcredential,
            defaults={"institution_id": here.here, "said_at": at},
        )
        if not is_new:
            return
        offered = _offered(microcredential, because)
        oversight.decided(here, purpose=Purpose.RECOMMEND, offered=offered, verdict="refused", at=at)
        ledger.record(here, verb="careers.not_for_me", subject=f"microcredential:{microcredential}", at=at)


def show_again(actor: Actor, *, microcredential: UUID, at: datetime) -> None:
    """Let something be recommended again; where it may be already, nothing changes."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_home(actor)
    with within(here.institution_id):
        gone, _each = NotForMe.objects.filter(person_id=here.me, microcredential=microcredential).delete()
        if not gone:
            return
        offered = _offered(microcredential, ())
        oversight.decided(here, purpose=Purpose.RECOMMEND, offered=offered, verdict="reopened", at=at)
        ledger.record(here, verb="careers.show_again", subject=f"microcredential:{microcredential}", at=at)


def _kept(here: Actor, at: datetime) -> Advice:
    row, _is_new = Advice.objects.update_or_create(
        person_id=here.me, defaults={"changed_at": at}, create_defaults={"institution_id": here.here, "changed_at": at}
    )
    return row


def _offered(microcredential: UUID, because: Iterable[str]) -> Offered:
    codes = [one[:40] for one in because][:20]
    return Offered(RULES, f"microcredential:{microcredential}", {"reasons": codes})
