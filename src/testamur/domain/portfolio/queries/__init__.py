"""What can be read of portfolios."""

from testamur.domain.portfolio.packed import families, scales
from testamur.domain.portfolio.queries.disputes import answer_to_tell, disputes, waiting_disputes
from testamur.domain.portfolio.queries.homes import home
from testamur.domain.portfolio.queries.profiles import (
    portfolio,
    portfolio_of,
    profile,
    profile_of,
    shown_to_others,
)
from testamur.domain.portfolio.queries.refreshing import renewals
from testamur.domain.portfolio.queries.showing import link_key, links, published

__all__ = [
    "answer_to_tell",
    "disputes",
    "families",
    "home",
    "link_key",
    "links",
    "portfolio",
    "portfolio_of",
    "profile",
    "profile_of",
    "published",
    "renewals",
    "scales",
    "shown_to_others",
    "waiting_disputes",
]
