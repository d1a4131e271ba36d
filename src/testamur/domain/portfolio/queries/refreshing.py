"""What would renew a skill that ages, or confirm one that only its person speaks of, with what is taught here."""

from __future__ import annotations

from datetime import date

from testamur.core.skills.profile import refreshes
from testamur.domain.catalogue.queries import teaching
from testamur.domain.portfolio.values import Portfolio, Renewal, SkillName

_MOST = 3
_MOST_AT_ONCE = 12


def renewals(whole: Portfolio, *, on: date) -> tuple[Renewal, ...]:
    """Return a dozen suggestions for a profile, the soonest first, each with what is offered now that teaches it."""
    found = []
    for one in refreshes(whole.profile, on=on)[:_MOST_AT_ONCE]:
        name = whole.names.get(one.uri, SkillName(one.uri, one.uri))
        found.append(Renewal(one, name, tuple(teaching([one.uri], limit=_MOST))))
    return tuple(found)
