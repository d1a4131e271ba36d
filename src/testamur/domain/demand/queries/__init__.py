"""What can be read of demand: one's own to partners, all to the house; to anyone numbers and published profiles."""

from testamur.domain.demand.queries.adverts import (
    PAGE,
    STATES,
    advert,
    adverts,
    next_undecided,
    table,
    table_rows,
    tables,
    to_read,
)
from testamur.domain.demand.queries.balance import balance, credits_of, grouped
from testamur.domain.demand.queries.counting import asked_for, demand
from testamur.domain.demand.queries.everywhere import asked_everywhere
from testamur.domain.demand.queries.roles import (
    asking_roles,
    role,
    role_profile,
    role_profiles,
    role_versions,
    roles,
)
from testamur.domain.demand.queries.wishing import own_wishes

__all__ = [
    "PAGE",
    "STATES",
    "advert",
    "adverts",
    "asked_everywhere",
    "asked_for",
    "asking_roles",
    "balance",
    "credits_of",
    "demand",
    "grouped",
    "next_undecided",
    "own_wishes",
    "role",
    "role_profile",
    "role_profiles",
    "role_versions",
    "roles",
    "table",
    "table_rows",
    "tables",
    "to_read",
]
