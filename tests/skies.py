"""Skies for tests, from policies in the text form and holdings with few words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Holding, decide
from testamur.core.rules.language import parse_policy
from testamur.interfaces.web.constellation import Goal, Offer, Sky, sky

TODAY = date(2026, 6, 1)
BANK = """pathway bank awards Certificate version 1
  require credits >= 30 HKQF from any_micro
  at_most 12 HKQF from tag("general")
  currency P5Y at application
"""
CHAIN = """pathway chain awards Chain version 1
  require all(A1, A2, A3)
  capstone A9
"""


def held(name: str, credits_: int = 6, *, days: int = 100, **more: object) -> Holding:
    """A holding, awarded so many days ago."""
    return Holding(
        **{
            "id": f"id-{name}",
            "ref": name,
            "title": f"Course {name}",
            "credits": CreditAmount(Decimal(credits_), "HKQF"),
            "awarded_on": TODAY - timedelta(days=days),
            "levels": (Level("HKQF", "5", "best_fit_self_declared"),),
            **more,
        }
    )


def goal(text: str, brought: tuple[Holding, ...] = (), **more: object) -> Goal:
    """A goal with its decision."""
    policy = parse_policy(text)
    anchors = {"application": TODAY, "admission": TODAY, "award": TODAY}
    return Goal(policy, decide(policy, brought, on=TODAY, anchors=anchors), **more)


def over(*texts: str, holdings: tuple[Holding, ...] = (), offers: tuple[Offer, ...] = (), focus: str = "") -> Sky:
    """The sky of policies over holdings."""
    return sky([goal(text, holdings) for text in texts], holdings, offers=offers, focus=focus, on=TODAY)
