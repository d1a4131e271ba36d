"""Writes rules, requirements and pools in their text form, so that they read back as the same values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from testamur.core.model.level import CYCLES, Level
from testamur.core.model.quantity import plain
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.language.scanner import is_bare, quoted
from testamur.core.rules.language.words import GRADE, OTHER_AWARDS, RESERVED, VERSION

_INDENT = "  "
_HUNDRED = Decimal(100)


def name_text(name: str) -> str:
    """Return a name as a rule writes it, in quotes where it is no plain word."""
    return name if is_bare(name) and name not in RESERVED else quoted(name)


def version_text(version: str) -> str:
    """Return a policy's version."""
    return version if VERSION.fullmatch(version) else quoted(version)


def _names(names: Iterable[str]) -> str:
    return ", ".join(name_text(name) for name in names)


def _grade(grade: str) -> str:
    return grade if GRADE.fullmatch(grade) else quoted(grade)


def _level(level: Level) -> str:
    return f"{level.framework} {level.value}" if level.value in CYCLES else f"{level.framework}{level.value}"


def _percent(value: Decimal) -> str:
    return f"{plain(value)}%"


def pool_text(pool: q.Pool) -> str:
    """Return a pool."""
    match pool:
        case q.Anything(micro_only):
            return "any_micro" if micro_only else "any"
        case q.Listed(refs):
            return "{" + _names(refs) + "}"
        case q.Tagged(tag):
            return f"tag({quoted(tag)})"
        case q.AtLevel(sign, level):
            return f"level {sign} {_level(level)}"
        case q.AwardedBy(body):
            return f"awarded_by({name_text(body)})"
        case q.FromSource(sources):
            return f"source({_names(sources)})"
        case q.Combined(operator, left, right):
            inner = pool_text(right)
            return f"{pool_text(left)} {operator} " + (f"({inner})" if isinstance(right, q.Combined) else inner)


def filter_text(wanted: q.Filter) -> str:
    """Return a filter."""
    match wanted:
        case q.GradeFilter(sign, grade):
            return f"grade {sign} {_grade(grade)}"
        case q.LevelFilter(sign, level):
            return f"level {sign} {_level(level)}"
        case q.AgeFilter(duration, anchor):
            return f"age <= {duration} at {anchor}"
        case q.ConductFilter(conduct):
            return f"assessed_with {conduct}"
        case q.SourceFilter(sources):
            return f"source in ({_names(sources)})"
        case q.EachOutcomeFilter(share) | q.MatchFilter(share):
            word = "each_outcome" if isinstance(wanted, q.EachOutcomeFilter) else "match"
            return f"{word} >= {_percent(share)}"
        case q.QualityVerifiedFilter():
            return "quality_verified"
        case q.AnyAgeFilter():
            return "any_age"


def requirement_text(wanted: p.Requirement) -> str:
    """Return a requirement, on one line but for the clauses of a path."""
    match wanted:
        case p.AllOf(parts) | p.AnyOf(parts) | p.SomeOf(_, parts):
            return f"{_quantifier(wanted)}({', '.join(requirement_text(part) for part in parts)})"
        case p.Not(part):
            return f"not({requirement_text(part)})"
        case p.Credits(sign, amount, pool):
            return f"credits {sign} {amount} from {pool_text(pool)}"
        case p.Count(sign, number, pool):
            return f"count {sign} {number} from {pool_text(pool)}"
        case p.Coverage(outcomes, share):
            return f"outcome({_names(outcomes)})" + ("" if share == _HUNDRED else f" coverage >= {_percent(share)}")
        case p.Item(ref):
            return name_text(ref)
        case p.Group(identifier, part, filters) | p.Gate(identifier, part, filters):
            word = "group" if isinstance(wanted, p.Group) else "gate"
            return f"{word} {name_text(identifier)} {{ {' '.join((requirement_text(part), *_filters(filters)))} }}"
        case p.Path(identifier, clauses):
            inner = "\n".join(_indented(clause_lines(clauses)))
            return f"path {name_text(identifier)} {{\n{inner}\n}}"


def _quantifier(wanted: p.AllOf | p.AnyOf | p.SomeOf) -> str:
    if isinstance(wanted, p.SomeOf):
        return f"{wanted.needed} of "
    return "all" if isinstance(wanted, p.AllOf) else "any"


def _filters(filters: tuple[q.Filter, ...]) -> Iterator[str]:
    return map(filter_text, filters)


def rule_text(rule: p.Rule) -> str:
    """Return a rule."""
    match rule:
        case p.Require(wanted):
            return f"require {requirement_text(wanted)}"
        case p.AtMost(portion, pool, rounding):
            return f"at_most {_portion(portion)} from {pool_text(pool)}" + _rounding(rounding, "floor")
        case p.AtLeast(portion, pool, rounding):
            return f"at_least {_portion(portion)} from {pool_text(pool)}" + _rounding(rounding, "none")
        case p.Residency(portion, last):
            return f"residency {_portion(portion)}" + (f" last {last}" if last else "")
        case p.Capstone(ref, after, filters):
            then = (f"after {requirement_text(after)}",) if after else ()
            return " ".join((f"capstone {name_text(ref)}", *then, *_filters(filters)))
        case p.GradeAverage(sign, value, pool):
            return f"gpa {sign} {plain(value)} over {pool_text(pool)}"
        case _:
            return _exclusion(rule)


def _exclusion(
    rule: p.Antirequisite
    | p.Overlap
    | p.OncePer
    | p.NoDoubleCount
    | p.WholeItemsOnly
    | p.Currency
    | p.MinimumGrade
    | p.Demand,
) -> str:
    match rule:
        case p.MinimumGrade(grade, pool):
            return f"min_grade {_grade(grade)} on {pool_text(pool)}"
        case p.Demand(filters, pool):
            return f"demand {' '.join(_filters(filters))} on {pool_text(pool)}"
        case p.Antirequisite(refs):
            return f"antirequisite({_names(refs)})"
        case p.Overlap(first, second, share):
            return f"overlap {_names((first,))} {_names((second,))} {_percent(share)}"
        case p.OncePer(what):
            return f"once_per {what}"
        case p.NoDoubleCount(award):
            return f"no_double_count with {name_text(award) if award else OTHER_AWARDS}"
        case p.Currency(window, anchor, refreshed_by, practice):
            ways = [f"refreshed_by {name_text(refreshed_by)}"] if refreshed_by else []
            ways += ["practice_evidence"] if practice else []
            return f"currency {window}" + (f" unless {' or '.join(ways)}" if ways else "") + f" at {anchor}"
        case p.WholeItemsOnly():
            return "whole_items_only"


def _rounding(rounding: str, usual: str) -> str:
    return "" if rounding == usual else f" {rounding}"


def _portion(portion: p.Portion) -> str:
    if not isinstance(portion, p.Share):
        return str(portion)
    base = f"group {name_text(portion.base)}" if portion.is_group else portion.base
    return f"{_percent(portion.percent)} of {base}"


def clause_lines(clauses: Iterable[p.Clause]) -> Iterator[str]:
    """Yield the lines of clauses, each with its name where it has one."""
    for clause in clauses:
        label = f"{name_text(clause.id)}: " if clause.id else ""
        yield from f"{label}{rule_text(clause.rule)}".split("\n")


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_INDENT + line for line in lines)


def policy_text(policy: p.Policy) -> str:
    """Return what decides in a policy: its head and its clauses. Title, notes and sources are in the file only."""
    head = f"pathway {name_text(policy.id)} awards {name_text(policy.awards)} version {version_text(policy.version)}"
    if policy.size:
        head += f" of {policy.size}"
    if policy.minimum_graduating:
        head += f" minimum_graduating {policy.minimum_graduating}"
    if policy.unit:
        head += f" in {policy.unit}"
    if policy.scale:
        head += f" scale {name_text(policy.scale)}"
    if policy.pass_ok:
        head += " pass_ok"
    return "\n".join((head, *_indented(clause_lines(policy.clauses)))) + "\n"
