"""What a person brings to a policy: own awards, results and recognised learning, all as holdings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade on a scale: ``B`` on ``us-letter``, ``67.5`` on ``percent``."""

    value: str
    scale: str


# confirmed: it counts · pending: not decided yet · unverified: from elsewhere, not checked · planned: a what-if.
# ended: withdrawn or suspended; it is shown, and counts for nothing. refuted: forged, or changed since it was issued.
STATES = ("confirmed", "pending", "unverified", "planned", "ended", "refuted")
# States that may still turn out to count: with them an answer can be unknown (SEM1).
OPEN_STATES = ("pending", "unverified")


@dataclass(frozen=True, slots=True)
class Holding:
    """One earned item. None always means "not recorded", never "no".

    ``ref``: the specification (code or address) that it is an item of; ``family``: what all versions and renewals of it
    share (``ref`` where empty); ``stands_for``: units that it was recognised as. ``awarded_on`` starts the currency
    clock, ``valid_until`` is the credential's own (domain.md 4.5: never derive one from another).
    ``consumed_by``: ids of awards that used it up. ``outcome_marks``: outcome → percent.
    ``quality_from``/``quality_until``: the verification of its definition. ``match``: share of content that matches.
    """

    id: str
    ref: str
    title: str = ""
    credits: CreditAmount | None = None
    awarded_on: date | None = None
    valid_until: date | None = None
    state: str = "confirmed"
    source: str = "native"
    family: str = ""
    stands_for: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    bodies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    grade: Grade | None = None
    passed: bool | None = None
    supervised: bool | None = None
    id_verified: bool | None = None
    practice: bool | None = None
    is_micro: bool = True
    splittable: bool = False
    consumed_by: tuple[str, ...] = ()
    outcome_marks: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    quality_from: date | None = None
    quality_until: date | None = None
    match: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A named person lets a clause be met for one learner; ``path`` is the clause's id. Data, never a silent edit."""

    path: str
    person: str
    reason: str
    on: date
