"""Mistakes seen in a policy's text: numbers that cannot be, names that lead nowhere, limits that do nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from testamur.core.model.definition.problems import nearest_spelling
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.checking.remarks import Remark, doubt, mistake
from testamur.core.rules.knowledge import GradingScheme, Knowledge
from testamur.core.rules.language.printing import pool_text, rule_text
from testamur.core.rules.language.walking import clauses_in, filters_in, levels_in, requirements_in

_ALL = 100


def shape_remarks(policy: p.Policy, knowledge: Knowledge) -> Iterator[Remark]:
    """Yield what is wrong or doubtful with single clauses and pairs of them."""
    every = list(clauses_in(policy.clauses))
    for clause in every:
        yield from _of_requirements(clause)
        yield from _of_limits(clause, policy)
        yield from _of_levels(clause, knowledge)
    yield from _of_grades(every, policy, knowledge)
    yield from _twice(every)
    yield from _caps_below_shares(policy)
    yield from _required_and_excluded(policy)


def _of_requirements(clause: p.Clause) -> Iterator[Remark]:
    for wanted in requirements_in(clause.rule):
        if isinstance(wanted, p.SomeOf) and not 1 <= wanted.needed <= len(wanted.parts):
            yield mistake("more-than-there-are", clause.id, needed=str(wanted.needed), of=str(len(wanted.parts)))
        if isinstance(wanted, p.AllOf | p.AnyOf | p.SomeOf):
            yield from _said_twice_inside(clause, wanted)
    rule = clause.rule
    if isinstance(rule, p.Capstone) and p.Item(rule.ref) in requirements_in(rule):
        yield mistake("capstone-before-itself", clause.id, ref=rule.ref)
    if isinstance(rule, p.Require) and isinstance(rule.requirement, p.Path):
        yield doubt("path-without-choice", clause.id, path=rule.requirement.id)
    if isinstance(rule, p.Overlap) and rule.first == rule.second:
        yield mistake("overlap-with-itself", clause.id, ref=rule.first)


def _said_twice_inside(clause: p.Clause, wanted: p.AllOf | p.AnyOf | p.SomeOf) -> Iterator[Remark]:
    for part, times in Counter(wanted.parts).items():
        if times > 1 and isinstance(part, p.Item):
            yield doubt("item-twice", clause.id, ref=part.ref)


def _of_limits(clause: p.Clause, policy: p.Policy) -> Iterator[Remark]:
    rule = clause.rule
    portion = rule.portion if isinstance(rule, p.AtMost | p.AtLeast | p.Residency) else None
    size = policy.size.value if policy.size else None
    if portion is None:
        return
    if isinstance(portion, p.Share):
        is_all, is_nothing = portion.percent >= _ALL, not portion.percent
    else:
        is_all, is_nothing = size is not None and portion.value >= size, not portion.value
    if isinstance(rule, p.AtMost):
        if is_all:
            yield doubt("limit-never-binds", clause.id, limit=_told(portion))
    elif is_nothing:
        yield doubt("share-of-nothing", clause.id, share=_told(portion))
    elif isinstance(portion, CreditAmount) and size is not None and portion.value > size:
        yield mistake("more-than-the-award", clause.id, asked=str(portion), size=str(policy.size))


def _told(portion: p.Portion) -> str:
    return f"{plain(portion.percent)}%" if isinstance(portion, p.Share) else str(portion)


def _of_levels(clause: p.Clause, knowledge: Knowledge) -> Iterator[Remark]:
    mapped = {level.framework for row in knowledge.levels for level in (row.left, row.right)}
    for framework in dict.fromkeys(level.framework for level in levels_in(clause.rule)):
        if framework not in mapped:
            yield doubt("no-level-map", clause.id, framework=framework)


def _grades_in(rule: p.Rule) -> Iterator[str]:
    if isinstance(rule, p.MinimumGrade):
        yield rule.grade
    yield from (wanted.grade for wanted in filters_in(rule) if isinstance(wanted, q.GradeFilter))


def _of_grades(every: list[p.Clause], policy: p.Policy, knowledge: Knowledge) -> Iterator[Remark]:
    schemes = {scheme.id: scheme for scheme in knowledge.schemes}
    if policy.scale and policy.scale not in schemes:
        near = nearest_spelling(policy.scale, schemes)
        yield mistake("unknown-scale", scale=policy.scale, nearest=near, known=", ".join(sorted(schemes)))
        return
    for clause in every:
        grades = list(_grades_in(clause.rule))
        is_graded = bool(grades) or isinstance(clause.rule, p.GradeAverage)
        if is_graded and not policy.scale:
            yield doubt("grades-without-scale", clause.id)
        elif grades:
            scheme = schemes[policy.scale]
            for grade in grades:
                if not _is_on(scheme, grade):
                    known = (
                        f"{plain(scheme.lowest)}–{plain(scheme.highest)}"
                        if scheme.numeric
                        else ", ".join(scheme.grades)
                    )
                    yield mistake("grade-not-on-scale", clause.id, grade=grade, scale=scheme.id, known=known)


def _is_on(scheme: GradingScheme, grade: str) -> bool:
    if not scheme.numeric:
        return grade in scheme.grades
    digits = grade.replace(".", "", 1)
    return digits.isdecimal() and float(scheme.lowest) <= float(grade) <= float(scheme.highest)


def _twice(every: list[p.Clause]) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for clause in every:
        text = rule_text(clause.rule)
        if text in first:
            yield doubt("said-twice", clause.id, other=first[text])
        first.setdefault(text, clause.id)


def _caps_below_shares(policy: p.Policy) -> Iterator[Remark]:
    """Yield limits that let less count from a pool than another clause asks from the same one, base by base."""
    caps = [clause for clause in policy.clauses if isinstance(clause.rule, p.AtMost)]
    for clause in policy.clauses:
        if not isinstance(clause.rule, p.AtLeast):
            continue
        for cap in caps:
            rule = cap.rule
            if (
                isinstance(rule, p.AtMost)
                and rule.pool == clause.rule.pool
                and _is_less(rule.portion, clause.rule.portion)
            ):
                facts = {"limit": _told(rule.portion), "share": _told(clause.rule.portion), "other": cap.id}
                yield mistake("cap-below-share", clause.id, pool=pool_text(rule.pool), **facts)


def _is_less(left: p.Portion, right: p.Portion) -> bool:
    if isinstance(left, p.Share) and isinstance(right, p.Share):
        return (left.base, left.is_group) == (right.base, right.is_group) and left.percent < right.percent
    if isinstance(left, CreditAmount) and isinstance(right, CreditAmount):
        return left.unit == right.unit and left.value < right.value
    return False


def _required_and_excluded(policy: p.Policy) -> Iterator[Remark]:
    needed = {ref: clause.id for clause in policy.clauses for ref in _needed(clause)}
    for clause in policy.clauses:
        for wanted in requirements_in(clause.rule):
            if isinstance(wanted, p.Not) and isinstance(wanted.part, p.Item) and wanted.part.ref in needed:
                yield mistake("required-and-excluded", clause.id, ref=wanted.part.ref, other=needed[wanted.part.ref])


def _needed(clause: p.Clause) -> Iterator[str]:
    """Yield the items that a clause cannot be met without."""
    match clause.rule:
        case p.Capstone(ref, _, _):
            yield ref
        case p.Require(wanted):
            open_parts = [wanted]
            while open_parts:
                match open_parts.pop():
                    case p.Item(ref):
                        yield ref
                    case p.AllOf(parts):
                        open_parts.extend(parts)
                    case p.Group(_, part, _) | p.Gate(_, part, _):
                        open_parts.append(part)
