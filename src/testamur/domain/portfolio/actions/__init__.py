"""What can change in a portfolio."""

from testamur.domain.portfolio.actions.hiding import hide, reveal

__all__ = ["hide", "reveal"]
