"""The definition file, format version 1, as a table: every key, its kind, what it says and which EU element it carries.

Parser, writer, JSON Schema and the guide's reference all come from this one description.
"""

from __future__ import annotations

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section, Words
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.errors import ModelError
from testamur.core.model.level import CYCLES, FRAMEWORKS, LEVEL_BASES, Level
from testamur.core.model.microcredential import (
    ASSESSMENT_TYPES,
    CONTRIBUTOR_ROLES,
    NEED_TYPES,
    OUTCOME_KINDS,
    PACES,
    PARTICIPATION_MODES,
    QUALITY_TYPES,
    STACKABILITY,
    SUPERVISION,
    TIMES,
    Activity,
    Assessment,
    AwardRule,
    Contributor,
    Criterion,
    MicroCredential,
    Organisation,
    Outcome,
    Price,
    QualityStatement,
    Schedule,
    Skill,
    Stackability,
    Validity,
    Workload,
)

FORMAT_VERSION = "1"


def _format_version(text: str) -> str:
    if text != FORMAT_VERSION:
        code = "unknown-format"
        raise Unacceptable(code, allowed=[FORMAT_VERSION])
    return text


_FORMAT = Scalar("`1`", _format_version, str, {"enum": [1, "1"]}, bare=True)


def _level(framework: str, value: str, basis: str) -> Level:
    try:
        return Level(framework, value, basis)
    except ModelError as error:
        code = "no-such-level"
        low, high = FRAMEWORKS.get(framework, (0, 0))
        steps = CYCLES if framework == "QF-EHEA" else tuple(str(step) for step in range(low, high + 1))
        raise Unacceptable(code, allowed=steps, key="value") from error


# A draft may still lack these; the checker says so, with the rule that asks for them.
_UNWRITTEN: dict[str, object] = {
    "outcomes": (),
    "assessments": (),
    "workload": Workload(),
    "participation": (),
    "quality": (),
    "needs": (),
}


def _microcredential(*, levels: tuple[Level, ...] = (), **written: object) -> MicroCredential:
    """Build the definition; the first level named is the main one."""
    values = {name: value for name, value in written.items() if name not in {"format_version", "language"}}
    first = levels[0] if levels else None
    # The table's kinds say what each value is; the type checker cannot follow them through a dictionary.
    return MicroCredential(level=first, other_levels=levels[1:], **(_UNWRITTEN | values))  # type: ignore[arg-type]


ORGANISATION = Section(
    "organisation",
    (
        Field("name", a.LINE, "The name it is known by.", required=True),
        Field("country", a.COUNTRY, "Where it is established.", required=True, element="M3"),
        Field("legal_name", a.LINE, "Its name in law, where that differs."),
        Field("region", a.LINE, "Region within the country."),
        Field("url", a.ADDRESS, "Its home page."),
        Field("email", a.EMAIL, "Where learners can write to."),
        Field("identifiers", Many(a.LINE), "Registered identifiers, such as a ROR or an EU PIC."),
    ),
    Organisation,
)
SKILL = Section(
    "skill",
    (
        Field("name", a.LINE, "The skill's name in its framework.", required=True),
        Field("uri", a.ADDRESS, "Its address, such as an ESCO URI."),
        Field("framework", a.LINE, "The framework, such as `ESCO`."),
        Field("code", a.LINE, "Its code in the framework."),
        Field("version", a.LINE, "The version of the framework that it was taken from, such as `1.2.0`."),
    ),
    Skill,
    shorthand="name",
)
CRITERION = Section(
    "criterion",
    (
        Field("text", Words(long=True), "What the evidence must show.", required=True),
        Field("id", a.IDENTIFIER, "A short name to refer to it."),
        Field("threshold", a.PERCENT, "Lowest passing share, for a criterion that must be met on its own."),
    ),
    Criterion,
    shorthand="text",
)
OUTCOME = Section(
    "outcome",
    (
        Field("id", a.IDENTIFIER, "A short name to refer to it, such as `LO1`.", required=True),
        Field("text", Words(long=True), "What the holder knows or can do, with a verb one can observe.", required=True),
        Field("kind", a.choice(OUTCOME_KINDS), "Knowledge, skill, or responsibility and autonomy.", required=True),
        Field("skills", Many(SKILL), "Skills of outside frameworks that it aligns to."),
        Field("criteria", Many(CRITERION), "What evidence must show."),
    ),
    Outcome,
)
ASSESSMENT = Section(
    "assessment",
    (
        Field("id", a.IDENTIFIER, "A short name; also the column in the list of results.", required=True),
        Field("title", Words(), "What learners call it.", required=True),
        Field("type", a.choice(ASSESSMENT_TYPES), "How it is done.", required=True, element="M9"),
        Field("outcomes", Many(a.IDENTIFIER, alone=True), "The outcomes it assesses, by id.", required=True),
        Field("weight", a.PERCENT, "Its share of the overall result."),
        Field("threshold", a.PERCENT, "The lowest passing result."),
        Field("supervised", a.choice(SUPERVISION), "Whether and where someone watches.", element="O2"),
        Field("identity_checked", a.TRUTH, "Whether the learner's identity is checked.", element="O2"),
        Field("description", Words(long=True), "What the learner does and hands in."),
    ),
    Assessment,
)
ACTIVITY = Section(
    "activity",
    (
        Field("title", Words(), "What learners call it.", required=True),
        Field("hours", a.HOURS, "Typical hours of work.", required=True),
        Field("outcomes", Many(a.IDENTIFIER, alone=True), "The outcomes it leads to, by id."),
        Field("mode", a.choice(PARTICIPATION_MODES), "Where it happens."),
        Field("id", a.IDENTIFIER, "A short name to refer to it."),
    ),
    Activity,
)
WORKLOAD = Section(
    "workload",
    (
        Field("hours", a.HOURS, "All typical effort: taught, independent and assessed."),
        Field("credits", a.CREDITS, "Credits with their unit."),
        Field("contact_hours", a.HOURS, "The part of the hours spent with a teacher."),
    ),
    Workload,
)
LEVEL = Section(
    "level",
    (
        Field("framework", a.choice((*FRAMEWORKS, "QF-EHEA")), "The qualifications framework.", required=True),
        Field("value", a.IDENTIFIER, "The level in that framework, such as `6`.", required=True),
        Field("basis", a.choice(LEVEL_BASES), "How the level came about.", required=True),
    ),
    _level,
)
QUALITY = Section(
    "quality statement",
    (
        Field("type", a.choice(QUALITY_TYPES), "The kind of assurance.", required=True),
        Field("body", a.LINE, "Who answers for it.", required=True),
        Field("url", a.ADDRESS, "Where it can be read."),
        Field("report", a.LINE, "The report's or decision's number."),
        Field("valid_until", a.DAY, "Until when it holds."),
        Field("description", Words(long=True), "More about it."),
    ),
    QualityStatement,
)
CONTRIBUTOR = Section(
    "contributor",
    (
        Field("name", a.LINE, "Who.", required=True),
        Field("roles", Many(a.choice(CONTRIBUTOR_ROLES), alone=True, least=1), "The parts they played.", required=True),
        Field("organisation", a.LINE, "Where they work."),
        Field("orcid", a.ORCID, "Their ORCID iD."),
    ),
    Contributor,
)
PRICE = Section(
    "price",
    (
        Field("amount", a.NUMBER, "What a learner pays; 0 means free.", required=True),
        Field("currency", a.CURRENCY, "In which currency.", required=True),
        Field("note", Words(), "Reductions, what is included."),
    ),
    Price,
)
SCHEDULE = Section(
    "schedule",
    (
        Field("weeks", a.NUMBER, "How many weeks it takes."),
        Field("hours_per_week", a.NUMBER, "Hours of work in a week."),
        Field("pace", a.choice(PACES), "Alone or with a cohort."),
        Field("live_sessions", a.TRUTH, "Whether anything must be attended at a set hour."),
        Field("times", Many(a.choice(TIMES), alone=True), "When live sessions are, in the learners' day."),
    ),
    Schedule,
)
VALIDITY = Section(
    "validity",
    (
        Field("months", a.MONTHS, "How long the credential holds; without it, it does not lapse."),
        Field("renewal", Words(long=True), "How to renew it."),
    ),
    Validity,
)
STACK = Section(
    "stackability",
    (
        Field("kind", a.choice(STACKABILITY), "Stand-alone, stackable or part of something larger.", required=True),
        Field("towards", Many(a.LINE, alone=True), "What it counts towards: ids or addresses."),
        Field("note", Words(long=True), "On which conditions."),
    ),
    Stackability,
)
AWARD_RULE = Section(
    "award rule",
    (
        Field("overall", a.PERCENT, "The lowest weighted total; without it there is no total to reach."),
        Field("each_threshold", a.TRUTH, "Whether each assessment must reach its own threshold (default: yes)."),
        Field("all_required", a.TRUTH, "Whether every assessment needs a result (default: yes)."),
    ),
    AwardRule,
)
MICROCREDENTIAL = Section(
    "micro-credential",
    (
        Field(
            "testamur",
            _FORMAT,
            "The version of this format.",
            required=True,
            attribute="format_version",
        ),
        Field("language", a.LANGUAGE, "The language of every text that is not a map."),
        Field("id", a.IDENTIFIER, "Your own stable code for it; it never changes.", required=True),
        Field("version", a.VERSION, "The version of this definition.", required=True),
        Field("title", Words(), "The title of the achievement, not of a course run.", required=True, element="M2"),
        Field("description", Words(long=True), "What it is, in a paragraph.", required=True),
        Field(
            "awarding_body",
            Many(ORGANISATION, alone=True, least=1),
            "Who legally awards it.",
            required=True,
            element="M4",
            attribute="awarding_bodies",
        ),
        Field("issuer", ORGANISATION, "Who signs the credential, where that is not the awarding body.", element="M3"),
        Field("mandate", a.LINE, "The document that lets the issuer sign for the awarding body."),
        Field("provider", ORGANISATION, "Who teaches it, where that is not the awarding body."),
        Field("needs", Many(a.choice(NEED_TYPES), alone=True), "The kinds of need that it answers."),
        Field("need_evidence", Words(long=True), "How the need is known."),
        Field("outcomes", Many(OUTCOME), "What the holder knows or can do.", element="M6"),
        Field("assessments", Many(ASSESSMENT), "How the outcomes are assessed.", element="M9"),
        Field("award_rule", AWARD_RULE, "What results must show before it is awarded.", required=True),
        Field("activities", Many(ACTIVITY), "What the learner does."),
        Field("workload", WORKLOAD, "The typical effort.", element="M7"),
        Field("level", Many(LEVEL, alone=True), "The level; the main one first.", element="M8", attribute="levels"),
        Field("no_level_because", Words(long=True), "Why it has no level.", element="M8"),
        Field("cycle", a.choice(CYCLES), "The cycle of the European Higher Education Area.", element="M8"),
        Field("participation", Many(a.choice(PARTICIPATION_MODES), alone=True), "How one takes part.", element="M10"),
        Field("quality", Many(QUALITY, alone=True), "How its quality is assured, and by whom.", element="M11"),
        Field("prerequisites", Words(long=True), "What one needs to enrol.", element="O1"),
        Field("stackability", STACK, "Whether it counts towards something larger.", element="O4"),
        Field("validity", VALIDITY, "How long the credential holds."),
        Field("schedule", SCHEDULE, "How the time is laid out."),
        Field("price", PRICE, "What it costs."),
        Field("language_of_instruction", Many(a.LANGUAGE, alone=True), "The languages it is taught in."),
        Field("field_of_study", a.LINE, "The field, such as an ISCED-F code."),
        Field("tags", Many(a.LINE), "Words to find it by."),
        Field("licence", a.LICENCE, "Under which terms the definition and its materials may be used."),
        Field("contributors", Many(CONTRIBUTOR), "Who made it."),
        Field("further_information", Words(long=True), "Anything else.", element="O5"),
        Field("url", a.ADDRESS, "Its page."),
        Field("image", a.ADDRESS, "Its picture."),
    ),
    _microcredential,
)
