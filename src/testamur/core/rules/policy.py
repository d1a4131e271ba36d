"""The nouns of a policy: what may count, what must be shown, what limits it. Frozen values; no verdicts here.

A policy reads the same from its YAML file, from its compact text, and from a pack. Amounts are exact. Three contexts
are kept apart, because providers mean different things by "at least 30 credits":

- *counted*: the selection of holdings that the decision makes; each is in it at most once, loose or in one group.
- *group*: a part of the counted selection; what one group consumes no other has.
- *held*: everything usable that the person holds. Gates, ``not`` and a capstone's ``after`` look here and consume
  nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.pools import Filter, Pool

# what must be shown: requirements


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """At least ``needed`` of the parts."""

    needed: int
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not shown by anything held. The one requirement that more learning can break (SEM12)."""

    part: Requirement


@dataclass(frozen=True, slots=True)
class Credits:
    """So many credits from a pool."""

    comparison: str
    amount: CreditAmount
    pool: Pool


@dataclass(frozen=True, slots=True)
class Count:
    """So many items from a pool."""

    comparison: str
    number: int
    pool: Pool


@dataclass(frozen=True, slots=True)
class Coverage:
    """At least ``percent`` of these outcomes are covered by the items."""

    outcomes: tuple[str, ...]
    percent: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Item:
    """A holding of this specification."""

    ref: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the programme that consumes what it uses (SEM2)."""

    id: str
    part: Requirement
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A check on what is held; it consumes nothing."""

    id: str
    part: Requirement
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """An alternative way with clauses of its own; used inside `AnyOf`."""

    id: str
    clauses: tuple[Clause, ...]


Requirement = AllOf | AnyOf | SomeOf | Not | Credits | Count | Coverage | Item | Group | Gate | Path

# what limits it: rules

AWARD, MINIMUM_GRADUATING, COUNTED = "award", "minimum_graduating", "counted"
ROUNDINGS = ("floor", "ceil", "none")


@dataclass(frozen=True, slots=True)
class Share:
    """``percent`` of a base: `AWARD`, `MINIMUM_GRADUATING`, `COUNTED`, or the id of a group (SEM3)."""

    percent: Decimal
    base: str
    is_group: bool = False


Portion = CreditAmount | Share


@dataclass(frozen=True, slots=True)
class Require:
    """The requirement must be met."""

    requirement: Requirement


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than the portion counts from the pool; what is beyond is not counted (SEM4)."""

    portion: Portion
    pool: Pool
    rounding: str = "floor"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least the portion of what is counted is from the pool (SEM3)."""

    portion: Portion
    pool: Pool
    rounding: str = "none"


@dataclass(frozen=True, slots=True)
class Residency:
    """At least the portion is earned here (`RESIDENT` sources); with ``last``, among the latest credits (SEM10)."""

    portion: Portion
    last: CreditAmount | None = None


RESIDENT = ("native", "component")


@dataclass(frozen=True, slots=True)
class Antirequisite:
    """At most one of these counts."""

    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two specifications share ``percent`` of the smaller: that part of their joint credit counts once."""

    first: str
    second: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class OncePer:
    """One item of a ``spec`` or of a ``spec_family`` (versions, renewals) counts: the latest valid (SEM11)."""

    what: str


@dataclass(frozen=True, slots=True)
class NoDoubleCount:
    """What another award consumed does not count here; ``with_`` names one, or is empty for every other (SEM9)."""

    with_: str = ""


@dataclass(frozen=True, slots=True)
class WholeItemsOnly:
    """An item counts whole or not at all."""


@dataclass(frozen=True, slots=True)
class Currency:
    """An item counts while award date + window reaches the anchor date (SEM6).

    ``refreshed_by``: a specification whose current item makes older ones current; ``practice``: evidence of practice
    does. ``anchor``: admission, application or award.
    """

    window: str
    anchor: str
    refreshed_by: str = ""
    practice: bool = False


ANCHORS = ("admission", "application", "award")


@dataclass(frozen=True, slots=True)
class Capstone:
    """This item, good enough, and awarded once ``after`` was held."""

    ref: str
    after: Requirement | None = None
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeAverage:
    """The mean grade over the counted items of the pool, weighted by credits, compares so (points of the scale)."""

    comparison: str
    value: Decimal
    pool: Pool


@dataclass(frozen=True, slots=True)
class MinimumGrade:
    """Items of the pool below the grade do not count."""

    grade: str
    pool: Pool


@dataclass(frozen=True, slots=True)
class Demand:
    """Items of the pool that a filter refuses do not count (T10, T13, T24); what a filter cannot tell stays possible.

    `MinimumGrade` for everything but the grade: what is asked of each item, wherever in the policy it would count.
    """

    filters: tuple[Filter, ...]
    pool: Pool


Rule = (
    Require
    | AtMost
    | AtLeast
    | Residency
    | Antirequisite
    | Overlap
    | OncePer
    | NoDoubleCount
    | WholeItemsOnly
    | Currency
    | Capstone
    | GradeAverage
    | MinimumGrade
    | Demand
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule with its name in this policy, what it says in words (``note``), and where it is written (``source``)."""

    rule: Rule
    id: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Titled:
    """What people call a specification that a policy names by its code."""

    ref: str
    title: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A versioned, dated and cited set of clauses that leads to something larger.

    ``size`` is the award's credits, the base of shares; ``unit`` the credit unit in which the policy counts; ``scale``
    the grading scheme of its grades; ``pass_ok`` lets "passed" without a grade pass a grade floor (SEM8).
    ``awards`` is the specification that it leads to. ``uncertain`` says what could not be confirmed. ``titles``: of
    specifications, for where no catalogue and no holding has a better one.
    """

    id: str
    version: str
    title: str
    awards: str
    clauses: tuple[Clause, ...]
    unit: str = ""
    size: CreditAmount | None = None
    minimum_graduating: CreditAmount | None = None
    scale: str = ""
    pass_ok: bool = False
    owners: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_until: date | None = None
    titles: tuple[Titled, ...] = ()

    def title_of(self, ref: str) -> str:
        """Return what the policy calls a specification; the reference itself where it says nothing."""
        return next((one.title for one in self.titles if one.ref == ref), ref)
