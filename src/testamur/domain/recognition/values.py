"""What doors get to see of recognition, and what they hand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.credential.holders import Identity
from testamur.core.credential.report import Check
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.recognising import Difference
from testamur.domain.institution.values import FormerNameView

# What a person wants to do with the learning (`core.rules.recognising.PURPOSES`), as forms offer it.
PURPOSES = ("credit", "exemption", "admission", "employment", "title")
# A statement to others: it says what learning is worth, and counts for nothing here.
STATEMENTS = ("employment", "title")
# What is no holding afterwards: it cannot be counted towards an award.
UNCOUNTED = ("admission", *STATEMENTS)
# What they bring: studies with credits, micro-credentials, or experience (recognition of prior learning, APEL).
BASES = ("studies", "micro_credential", "experience")
# How recognised learning came about: the sources that policies put their caps on. Another word is allowed, too.
SOURCES = ("credit_transfer", "rpl", "samc", "apel_c", "component")
UNIT_KINDS = ("unit", "programme")
# How far an outcome of the target is covered.
MATCHES = ("same", "partly", "missing", "open")
ANSWERS = ("yes", "no", "open")
APPEAL_OUTCOMES = ("upheld", "dismissed")


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """An outcome of a target. Only what is ``essential`` for the purpose may stand in the way."""

    id: str
    text: Mapping[str, str]
    is_essential: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: a published micro-credential, or a unit or programme, in one version.

    ``key`` names it in all versions; ``essence`` is the digest of outcomes, levels and credits.
    """

    key: str
    kind: str
    code: str
    version: str
    title: Mapping[str, str]
    credits: CreditAmount | None
    levels: tuple[str, ...]
    hours: Decimal | None
    outcomes: tuple[TargetOutcome, ...]
    essence: str
    uuid: UUID
    policy: str = ""
    quality: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    identification: bool | None = None


@dataclass(frozen=True, slots=True)
class UnitView:
    """A version of a unit or programme that can be asked for."""

    id: int
    uuid: UUID
    institution_id: int
    code: str
    version: int
    kind: str
    title: str
    credits: CreditAmount | None
    levels: tuple[str, ...]
    hours: Decimal | None
    outcomes: tuple[TargetOutcome, ...]
    policy: str
    is_open: bool
    published_at: datetime


@dataclass(frozen=True, slots=True)
class CriteriaView:
    """A version of the published criteria. ``number`` 0: the house's own, until the institution publishes some."""

    number: int
    statement: str
    months: int
    appeal_days: int
    appeal_body: str
    four_eyes: bool
    match_percent: int | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Source:
    """What a credential that was handed in is about, as far as it says so. Nothing here is checked by us.

    ``credits`` is the bare number that it gives, ``worth`` the same with its unit, where its text names one.
    """

    title: str = ""
    issuer: str = ""
    awarded_on: date | None = None
    valid_until: str = ""
    credits: str = ""
    levels: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    description: str = ""
    holder: str = ""
    identities: tuple[Identity, ...] = ()
    worth: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Something handed in. ``verdict`` and ``checks`` are the verifier's, on that day.

    ``held_by`` says whom a credential is made out to: applicant, other or unknown (cannot be compared); empty for a
    file. ``fits_since``: when the applicant took the name by which it is theirs, where by the one before it was not.
    ``erased_at``: its bytes are gone since then.
    """

    uuid: UUID
    kind: str
    name: str
    media_type: str
    size: int
    digest: str
    verdict: str
    checks: tuple[Check, ...]
    source: Source
    source_key: str
    source_version: str
    essence: str
    handed_in_at: datetime
    held_by: str = ""
    fits_since: datetime | None = None
    erased_at: datetime | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether it is a credential not found valid, made out to another person, or the applicant's by a new name."""
        is_theirs = self.held_by != "other" and self.fits_since is None
        return self.kind == "credential" and (self.verdict != "valid" or not is_theirs)


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing that happened. ``by_id``: the person's inside id, or None for the system."""

    at: datetime
    kind: str
    by_id: int | None
    note: str
    is_internal: bool


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock on a day. ``due_on`` is None where it has not begun; ``days_left`` is negative when it is overdue."""

    due_on: date | None
    days_left: int | None
    stopped_days: int
    is_stopped: bool
    is_overdue: bool
    delayed_until: date | None


@dataclass(frozen=True, slots=True)
class Match:
    """How far one outcome of the target is covered, and by what; ``likeness`` (0-100) is the machine's suggestion."""

    outcome: str
    judged: str = "open"
    by: str = ""
    note: str = ""
    likeness: int | None = None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The assessor's working paper: outcomes one by one, and the seven points (point → answer, note)."""

    matches: tuple[Match, ...] = ()
    checklist: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)
    saved_at: datetime | None = None
    saved_by_id: int | None = None

    @property
    def match_percent(self) -> int | None:
        """The share of judged outcomes that are the same, a partly covered one counting half; None while any is open.

        Only rows that are here count: the caller leaves out what is not essential.
        """
        if not self.matches or any(one.judged == "open" for one in self.matches):
            return None
        halves = sum({"same": 2, "partly": 1}.get(one.judged, 0) for one in self.matches)
        return 100 * halves // (2 * len(self.matches))


@dataclass(frozen=True, slots=True)
class Draft:
    """A ruling as an assessor writes it. ``recognised``: what of the target (outcome ids, unit codes) it stands for."""

    outcome: str
    source: str
    credits: CreditAmount | None = None
    grade: str = ""
    grade_scale: str = ""
    recognised: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    conditions: tuple[str, ...] = ()
    reasons: str = ""
    beyond_policy: str = ""
    despite_doubts: str = ""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A standing proposal."""

    uuid: UUID
    draft: Draft
    proposed_at: datetime
    proposed_by_id: int


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision. ``superseded_by``: the one that stands in its place. ``fulfilled_at``: its conditions are met."""

    uuid: UUID
    number: int
    request: UUID
    person_id: int
    institution_id: int
    draft: Draft
    criteria: CriteriaView
    appeal_body: str
    appeal_by: date
    record: Mapping[str, object]
    decided_at: datetime
    decided_by_id: int
    proposed_by_id: int | None
    supersedes: UUID | None
    superseded_by: UUID | None
    correction: str
    fulfilled_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether no other decision has taken its place."""
        return self.superseded_by is None


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal against a decision."""

    uuid: UUID
    decision: UUID
    grounds: str
    filed_at: datetime
    outcome: str
    reasons: str
    decided_at: datetime | None
    decided_by_id: int | None


@dataclass(frozen=True, slots=True)
class PrecedentView:
    """An equivalence rule. ``ended_because`` is empty while it is in force.

    ``together``: the other credentials that have to be there, each with its issuer. ``number``: the how manieth of the
    institution it is, where that was asked for.
    """

    uuid: UUID
    institution_id: int
    source_key: str
    source_version: str
    source_title: str
    source_issuer: str
    source_credits: str
    target_key: str
    target_version: str
    target_title: Mapping[str, str]
    purpose: str
    draft: Draft
    valid_from: date
    valid_until: date | None
    max_age_months: int | None
    is_public: bool
    ended_at: datetime | None
    ended_because: str
    decision_id: int
    together: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Fitting:
    """A precedent that fits a request, and the evidence by which it does."""

    precedent: PrecedentView
    evidence: UUID


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as lists show it. ``alert``: soon, very-soon, overdue or empty."""

    uuid: UUID
    institution_id: int
    person_id: int
    name: str
    state: str
    purpose: str
    basis: str
    target_key: str
    target_title: Mapping[str, str]
    submitted_at: datetime | None
    due_on: date | None
    delayed_until: date | None
    assessor_id: int | None
    outcome: str
    alert: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A mail that waits to be sent. ``language`` is the reader's; ``day``: the last one for what it tells of."""

    uuid: UUID
    kind: str
    is_for_desk: bool
    email: str
    language: str
    request: UUID
    institution_id: int
    day: date | None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request, whole, as its applicant or the desk may see it. ``named``: the name on the day of submission."""

    uuid: UUID
    institution_id: int
    person_id: int
    name: str
    state: str
    purpose: str
    basis: str
    language: str
    narrative: str
    target: Target
    opened_at: datetime
    submitted_at: datetime | None
    complete_at: datetime | None
    assessor_id: int | None
    clock: ClockView
    evidence: tuple[EvidenceView, ...]
    events: tuple[EventView, ...]
    decisions: tuple[DecisionView, ...]
    appeals: tuple[AppealView, ...]
    named: str = ""
    former_names: tuple[FormerNameView, ...] = ()
    erased_at: datetime | None = None

    @property
    def asked_as(self) -> str:
        """The name on the day of submission, which letters go by; until then the one of now."""
        return self.named or self.name

    @property
    def decision(self) -> DecisionView | None:
        """The decision that stands."""
        return next((one for one in self.decisions if one.stands), None)
