"""What a micro-credential is: the nouns of the definition file, as frozen values.

The fields follow Annex I of the Council Recommendation of 16 June 2022 (2022/C 243/02); the element ids M1 to M11 and
O1 to O5 are those of domain.md section 1.1. M1 (the learner) and M5 (the date) belong to an award, not to a definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body with a legal name and a country (M3, M4). ``country``: ISO 3166-1 alpha-2."""

    name: str
    country: str
    legal_name: str = ""
    region: str = ""
    url: str = ""
    email: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """A node of an outside framework that an outcome aligns to, e.g. an ESCO skill. ``uri`` may be empty.

    ``version``: that of the framework when it was chosen; it stays, whatever comes later.
    """

    name: str
    uri: str = ""
    framework: str = ""
    code: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What evidence must show. ``threshold``: lowest passing share in percent, for criteria that must each be met."""

    text: LanguageMap
    id: str = ""
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the holder knows or can do (M6). ``kind`` is one of `OUTCOME_KINDS`."""

    id: str
    text: LanguageMap
    kind: str
    skills: tuple[Skill, ...] = ()
    criteria: tuple[Criterion, ...] = ()


OUTCOME_KINDS = ("knowledge", "skill", "responsibility_and_autonomy")

# The fourteen assessment types of the European Learning Model (domain.md 2.2), spelled for people.
ASSESSMENT_TYPES = (
    "peer_assessment",
    "marked_assignment",
    "continuous_evaluation",
    "portfolio",
    "group_performance",
    "practical_assessment",
    "written_examination",
    "level_of_attendance",
    "project_work",
    "peer_review",
    "quiz",
    "problem_based_learning",
    "oral_examination",
    "artefact_assessment",
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A designed assessment (M9, O2). ``weight`` and ``threshold`` are percent; ``outcomes`` are outcome ids.

    ``supervised`` is ``no``, ``online`` or ``onsite``. Two facts and a channel, because the fourth combination
    (identity checked, not supervised) exists in practice though no list names it.
    """

    id: str
    title: LanguageMap
    type: str
    outcomes: tuple[str, ...]
    weight: Decimal | None = None
    threshold: Decimal | None = None
    supervised: str = "no"
    identity_checked: bool = False
    description: LanguageMap | None = None


SUPERVISION = ("no", "online", "onsite")


@dataclass(frozen=True, slots=True)
class Activity:
    """Something the learner does. ``hours`` is notional; ``mode`` one of `PARTICIPATION_MODES` or empty."""

    title: LanguageMap
    hours: Decimal
    outcomes: tuple[str, ...] = ()
    mode: str = ""
    id: str = ""


PARTICIPATION_MODES = ("online", "onsite", "blended", "workplace", "project", "laboratory", "volunteering")


@dataclass(frozen=True, slots=True)
class Workload:
    """The estimated typical effort (M7): hours, credits with unit, or both. Contact hours are kept apart (R-ECTS-4)."""

    hours: Decimal | None = None
    credits: CreditAmount | None = None
    contact_hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QualityStatement:
    """How quality is assured, and who answers for it (M11). ``type`` is one of `QUALITY_TYPES`."""

    type: str
    body: str
    url: str = ""
    report: str = ""
    valid_until: date | None = None
    description: LanguageMap | None = None


QUALITY_TYPES = (
    "internal_policy",
    "external_review",
    "programme_accreditation",
    "institutional_accreditation",
    "sector_standard",
)


@dataclass(frozen=True, slots=True)
class Contributor:
    """Someone who made it, with the part they played. ``roles`` are from `CONTRIBUTOR_ROLES`."""

    name: str
    roles: tuple[str, ...]
    organisation: str = ""
    orcid: str = ""


CONTRIBUTOR_ROLES = (
    "lead",
    "subject_expert",
    "author",
    "learning_designer",
    "assessor",
    "industry_partner",
    "reviewer",
    "editor",
    "illustrator",
    "translator",
)


@dataclass(frozen=True, slots=True)
class Price:
    """What a learner pays. ``currency`` is ISO 4217; 0 means free."""

    amount: Decimal
    currency: str
    note: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the time is laid out. ``pace`` is one of `PACES`; a live session must be attended at a set hour.

    ``times``: when live sessions are, from `TIMES`.
    """

    weeks: Decimal | None = None
    hours_per_week: Decimal | None = None
    pace: str = ""
    live_sessions: bool = False
    times: tuple[str, ...] = ()


PACES = ("self_paced", "cohort")
# As the survey of learners asks for them (domain.md 6.1); it says night where people mean the evening.
TIMES = ("morning", "afternoon", "evening", "weekend")


@dataclass(frozen=True, slots=True)
class Validity:
    """How long the *credential* holds (one of four clocks, domain.md 4.5). ``months`` None: it does not lapse."""

    months: int | None = None
    renewal: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class Stackability:
    """Stand-alone, or counting towards something larger (O4). ``kind`` is one of `STACKABILITY`."""

    kind: str
    towards: tuple[str, ...] = ()
    note: LanguageMap | None = None


STACKABILITY = ("stand_alone", "stackable", "integrated")


@dataclass(frozen=True, slots=True)
class AwardRule:
    """What a learner's results must show (evaluated by ``core.rules``).

    ``overall``: lowest weighted total in percent, or None. ``each_threshold``: every assessment with a threshold must
    reach its own, none makes up for another. ``all_required``: every assessment must have a result.
    """

    overall: Decimal | None = None
    each_threshold: bool = True
    all_required: bool = True


NEED_TYPES = ("societal", "personal", "cultural", "labour_market")


@dataclass(frozen=True, slots=True)
class MicroCredential:
    """A micro-credential's definition, complete and readable (MicroCredentialSpecification in domain.md section 8).

    ``id`` is the author's stable code; ``issuer`` is empty when the awarding body signs itself.
    """

    id: str
    version: str
    title: LanguageMap
    description: LanguageMap
    awarding_bodies: tuple[Organisation, ...]
    outcomes: tuple[Outcome, ...]
    assessments: tuple[Assessment, ...]
    workload: Workload
    participation: tuple[str, ...]
    quality: tuple[QualityStatement, ...]
    needs: tuple[str, ...]
    award_rule: AwardRule
    level: Level | None = None
    other_levels: tuple[Level, ...] = ()
    no_level_because: LanguageMap | None = None
    cycle: str = ""
    issuer: Organisation | None = None
    mandate: str = ""
    provider: Organisation | None = None
    activities: tuple[Activity, ...] = ()
    prerequisites: LanguageMap | None = None
    stackability: Stackability | None = None
    further_information: LanguageMap | None = None
    need_evidence: LanguageMap | None = None
    validity: Validity = Validity()
    licence: str = ""
    contributors: tuple[Contributor, ...] = ()
    price: Price | None = None
    schedule: Schedule | None = None
    language_of_instruction: tuple[str, ...] = ()
    field_of_study: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    image: str = ""

    @property
    def signer(self) -> Organisation:
        """Who signs: the issuer where one is named, else the first awarding body."""
        return self.issuer or self.awarding_bodies[0]
