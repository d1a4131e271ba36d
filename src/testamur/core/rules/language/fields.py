"""The policy file, format version 1, as a table: reader, writer, JSON Schema and the guide's reference all use it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.definition.texts import MARKUP, MAX_TEXT, clean_text
from testamur.core.model.quantity import CREDIT_UNITS
from testamur.core.rules.language.parsing import rule as read_rule
from testamur.core.rules.language.pooling import pool as read_pool
from testamur.core.rules.language.printing import rule_text
from testamur.core.rules.language.scanner import Scanner
from testamur.core.rules.language.walking import unit_of
from testamur.core.rules.language.words import CLAUSES
from testamur.core.rules.policy import Clause, Policy, Rule, Titled
from testamur.core.rules.pools import Pool

FORMAT = "policy-1"


def parse_rule(text: str) -> Rule:
    """Return the one rule in *text*. Raises `Unacceptable` with the offset of what is wrong."""
    scanner = Scanner(text)
    found = read_rule(scanner)
    if scanner.peek().kind != "end":
        scanner.refuse(["the end of the rule"])
    return found


def parse_pool(text: str) -> Pool:
    """Return the one pool in *text*, as findings and gaps name it. Raises `Unacceptable`."""
    scanner = Scanner(text)
    found = read_pool(scanner)
    if scanner.peek().kind != "end":
        scanner.refuse(["the end of the pool"])
    return found


def _write_rule(value: object) -> str:
    return rule_text(value)  # type: ignore[arg-type]  # the table hands over what parse_rule made


_RULE = Scalar(
    "a rule in the compact text",
    parse_rule,
    _write_rule,
    {"type": "string", "maxLength": MAX_TEXT, "pattern": f"^\\s*({'|'.join(CLAUSES)})\\b"},
)
PROSE = Scalar(
    "text", clean_text, str, {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "not": {"pattern": MARKUP}}
)


@dataclass(frozen=True, slots=True)
class Effective:
    """From when to when, both days included."""

    since: date | None = None
    until: date | None = None


def _effective(since: date | None = None, until: date | None = None) -> Effective:
    if since and until and until < since:
        code = "ends-before-it-begins"
        raise Unacceptable(code, key="until")
    return Effective(since, until)


def _policy(*, effective: Effective | None = None, format_version: str, **written: object) -> Policy:
    del format_version
    held = effective or Effective()
    # The table's kinds say what each value is; the type checker cannot follow them through a dictionary.
    policy = Policy(effective_from=held.since, effective_until=held.until, **written)  # type: ignore[arg-type]
    return replace(policy, unit=unit_of(policy))


EFFECTIVE = Section(
    "effective",
    (
        Field("from", a.DAY, "The first day.", attribute="since"),
        Field("until", a.DAY, "The last day.", attribute="until"),
    ),
    _effective,
)
CLAUSE = Section(
    "clause",
    (
        Field("id", a.IDENTIFIER, "Its name: decisions and a registrar's overrides refer to it.", required=True),
        Field("rule", _RULE, "What it demands or limits.", required=True),
        Field("note", PROSE, "The same in words, for people."),
        Field("source", a.LINE, "Where it is written."),
    ),
    Clause,
)
TITLED = Section(
    "title",
    (
        Field("ref", a.LINE, "The code or address, as the rules write it.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
    ),
    Titled,
)
POLICY = Section(
    "policy",
    (
        format_field(FORMAT),
        Field("id", a.IDENTIFIER, "Its own stable name.", required=True),
        Field("version", a.VERSION, "The version of the policy.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("awards", a.LINE, "What it leads to: a title, or the address of a specification.", required=True),
        Field("size", a.CREDITS, "The credits of the award; shares without another base are of these."),
        Field("minimum_graduating", a.CREDITS, "The least credits that graduate, where that differs from the size."),
        Field("unit", a.choice(CREDIT_UNITS), "The credit unit that it counts in; without it, that of its size."),
        Field("scale", a.IDENTIFIER, "The grading scheme of its grades."),
        Field("pass_ok", a.TRUTH, "Whether “passed” without a grade meets a grade floor (default: no)."),
        Field("owners", Many(a.LINE, alone=True), "Whose policy it is."),
        Field("sources", Many(a.LINE, alone=True), "What it is based on."),
        Field("uncertain", Many(PROSE, alone=True), "What could not be confirmed, and what was assumed instead."),
        Field("effective", EFFECTIVE, "From when to when it applies."),
        Field("titles", Many(TITLED), "What people call the specifications that its rules name by a code."),
        Field("clauses", Many(CLAUSE, least=1), "What it demands and limits.", required=True),
    ),
    _policy,
)
