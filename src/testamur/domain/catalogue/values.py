"""What doors get to see of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality import Report
from testamur.core.rules.policy import Policy
from testamur.domain.institution.values import InstitutionView


@dataclass(frozen=True, slots=True)
class Listing:
    """A line of the catalogue. Texts are language tag → text; ``levels`` like ``EQF 6``; hours per week may be None.

    ``version_id``: inside id of the current version, for rooms above. ``tags``: only where a pathway counts by tags.
    """

    uuid: UUID
    version_id: int
    institution: InstitutionView
    code: str
    version: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    hours: Decimal | None
    credit_value: Decimal | None
    credit_unit: str
    levels: tuple[str, ...]
    modes: tuple[str, ...]
    languages: tuple[str, ...]
    pace: str
    hours_per_week: Decimal | None
    has_live_sessions: bool | None
    times: tuple[str, ...] | None
    price_amount: Decimal | None
    price_currency: str
    stackability: str
    published_at: datetime
    retired_at: datetime | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advisable:
    """Something that can be recommended. ``called``: address of each skill → its name; ``fields``: two digits each."""

    listing: Listing
    called: Mapping[str, str]
    fields: tuple[str, ...]
    is_with_others: bool = False

    @property
    def skills(self) -> tuple[str, ...]:
        """The addresses of the skills that its outcomes name."""
        return tuple(self.called)


@dataclass(frozen=True, slots=True)
class Taught:
    """A skill by its address, and a micro-credential that teaches it. ``title``: language tag → text."""

    uri: str
    microcredential: UUID
    title: Mapping[str, str]
    credits: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the catalogue. ``after`` continues it, empty at the end."""

    items: tuple[Listing, ...]
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of several. ``unreviewed_because``: why it went out without a review here, where that was said."""

    id: int
    uuid: UUID
    version: str
    published_at: datetime
    unreviewed_because: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A micro-credential in one version, whole. ``source`` is the file as it was handed in."""

    listing: Listing
    definition: MicroCredential
    version: VersionView
    versions: tuple[VersionView, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for. Empty or None: it does not matter. ``level`` with ``framework``: exactly that level.

    Where an entry does not state what a filter asks about, it does not fit. ``max_weeks``: hours in all, divided by
    hours a week. ``credit_unit``: ``none`` for what carries no credits. ``time``: when one must be there, from `TIMES`;
    what has no live sessions fits every one. ``among``: only these, which a room above has found.
    """

    text: str = ""
    max_hours: Decimal | None = None
    max_hours_per_week: Decimal | None = None
    max_weeks: Decimal | None = None
    mode: str = ""
    framework: str = ""
    level: str = ""
    language: str = ""
    max_price: Decimal | None = None
    max_price_per_credit: Decimal | None = None
    currency: str = ""
    credit_unit: str = ""
    institution: str = ""
    pace: str = ""
    stackability: str = ""
    without_live_sessions: bool = False
    with_live_sessions: bool = False
    time: str = ""
    among: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many entries fit (``total``), and facet → value → how many would with that value of the facet.

    Facets: mode, language, pace, live (``with``, ``without``), time, stackability, credit_unit (``none`` where there
    are no credits), level (like ``EQF 6``), and institution (its code).
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """How many entries would fit without one filter; counting ends at ``queries.COUNTED``."""

    filter: str
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of what changed. ``definition`` and ``version`` are None where it is no longer offered."""

    listing: Listing
    changed_at: datetime
    definition: MicroCredential | None
    version: VersionView | None
    replaced_by: UUID | None


@dataclass(frozen=True, slots=True)
class Changes:
    """A part of what changed. ``since`` continues it; ``has_more``: at once, else when something has changed."""

    items: tuple[Change, ...]
    since: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a code leads to. ``is_current``: by the codes that hold now; ``successor``: what took its place."""

    listing: Listing
    successor: Listing | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shelved:
    """What an institution has published under a code, in its current version, and what the guidelines say of it."""

    listing: Listing
    definition: MicroCredential
    report: Report


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What publishing a text would do. ``outcome``: first, next (a new version), same, or taken (by another text).

    ``before`` is what is published under its code so far, in the current version.
    """

    definition: MicroCredential
    report: Report
    outcome: str
    before: Published | None


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a micro-credential, and whose it is. ``place`` is the institution's code."""

    id: int
    uuid: UUID
    microcredential: UUID
    place: str
    institution_id: int
    definition: MicroCredential


@dataclass(frozen=True, slots=True)
class PolicyView:
    """One version of a pathway.

    ``owners``: the publisher first; ``awaited``: those of them who have not accepted it. ``until`` is the last day on
    which it holds, by its own words or because the next version begins; None where no end is known.
    """

    id: int
    uuid: UUID
    version: str
    owners: tuple[InstitutionView, ...]
    awaited: tuple[InstitutionView, ...]
    effective_from: date
    until: date | None
    published_at: datetime
    digest: str

    def holds_on(self, day: date) -> bool:
        """Whether the version is in force on a day: accepted by all owners, begun and not ended."""
        return not self.awaited and self.effective_from <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PathwayListing:
    """A line of the catalogue's pathways. ``leads_to``: what is awarded, where that is in the catalogue."""

    id: int
    uuid: UUID
    institution: InstitutionView
    code: str
    title: str
    version: PolicyView
    leads_to: Listing | None
    published_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublishedPathway:
    """A pathway in one version, whole. ``named``: reference in the policy → micro-credential of the catalogue."""

    listing: PathwayListing
    policy: Policy
    version: PolicyView
    versions: tuple[PolicyView, ...]
    source: str
    named: Mapping[str, Listing]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something about a policy as a whole, by code, with the clause it is about; ``is_fatal``: it cannot be so."""

    code: str
    clause: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_fatal: bool = True


@dataclass(frozen=True, slots=True)
class PathwayRehearsal:
    """What publishing a policy would do.

    ``outcome``: first, next, same, taken (by another text), overlaps (another version holds then). ``faults`` stand in
    the way; ``remarks`` do not. ``strangers``: owners that are no institution here; ``unnamed``: references to nothing
    in the catalogue.
    """

    policy: Policy
    faults: tuple[Flaw, ...]
    remarks: tuple[Flaw, ...]
    outcome: str
    before: PathwayListing | None
    leads_to: Listing | None
    owners: tuple[InstitutionView, ...]
    strangers: tuple[str, ...]
    unnamed: tuple[str, ...]
