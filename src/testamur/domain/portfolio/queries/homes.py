"""Where a person's portfolio is kept: the house whose rows and audit log are theirs."""

from __future__ import annotations

from testamur.adapters.postgres.scope import within
from testamur.domain.awards import queries as awards
from testamur.domain.institution.access import NoInstitution
from testamur.domain.institution.queries import institutions, own_roles
from testamur.domain.learning import queries as learning
from testamur.domain.portfolio.models import Home


def home(person_id: int) -> int:
    """Return the institution (inside id) that keeps a person's portfolio, or would.

    Once something is kept it stays; until then it is where they were awarded something last, else where they learn or
    work, else the first institution here. Raises `NoInstitution` where there is none at all.
    """
    with within(person_id=person_id):
        row = Home.objects.filter(person_id=person_id).first()
    if row is not None:
        return row.institution_id
    held = [one.institution_id for one in awards.own_awards(person_id)]
    held = held or [one.institution_id for one in learning.own_enrolments(person_id)]
    held = held or [one.institution.id for one in own_roles(person_id)]
    held = held or sorted(one.id for one in institutions())
    if not held:
        raise NoInstitution
    return held[0]
