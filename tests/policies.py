"""Policies of every kind, made at random."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

from testamur.core.model.level import CYCLES, Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.language.amounts import LEVEL_BASIS
from testamur.core.rules.language.walking import clauses_in, groups_in

T = TypeVar("T")

NAMES = st.sampled_from(
    ["a", "SC0x", "b-c", "d.e", "all", "award", "6.00.1x", "did:web:x.example#DS", 'say "a"', "é", "x-"]
)
SIGNS = st.sampled_from([">=", "<=", "="])
PERCENTS = st.decimals(0, 100, places=2)
AMOUNTS = st.builds(CreditAmount, st.decimals(0, 9999, places=2), st.just("ECTS"))
LEVELS = st.builds(Level, st.just("EQF"), st.sampled_from("12345678"), st.just(LEVEL_BASIS)) | st.builds(
    Level, st.just("QF-EHEA"), st.sampled_from(CYCLES), st.just(LEVEL_BASIS)
)
GRADES = st.sampled_from(["B", "B-", "A+", "67.5", "2:1", "Pass", "with honours", "+"])
ANCHORS = st.sampled_from(p.ANCHORS)
DURATIONS = st.sampled_from(["P5Y", "P18M", "P1Y6M", "P90D"])


def some(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, min_size=1, max_size=3).map(tuple)


POOLS: st.SearchStrategy[q.Pool] = st.recursive(
    st.builds(q.Anything, st.booleans())
    | st.builds(q.Listed, some(NAMES))
    | st.builds(q.Tagged, NAMES)
    | st.builds(q.AtLevel, SIGNS, LEVELS)
    | st.builds(q.AwardedBy, NAMES)
    | st.builds(q.FromSource, some(NAMES)),
    lambda inner: st.builds(q.Combined, st.sampled_from("&|-"), inner, inner),
    max_leaves=5,
)
FILTERS: st.SearchStrategy[q.Filter] = (
    st.builds(q.GradeFilter, SIGNS, GRADES)
    | st.builds(q.LevelFilter, SIGNS, LEVELS)
    | st.builds(q.AgeFilter, DURATIONS, ANCHORS)
    | st.builds(q.ConductFilter, st.sampled_from(["id_verified", "supervised"]))
    | st.builds(q.SourceFilter, some(NAMES))
    | st.builds(q.EachOutcomeFilter, PERCENTS)
    | st.builds(q.MatchFilter, PERCENTS)
    | st.builds(q.QualityVerifiedFilter)
    | st.builds(q.AnyAgeFilter)
)
MANY_FILTERS = st.lists(FILTERS, max_size=2).map(tuple)
PORTIONS: st.SearchStrategy[p.Portion] = AMOUNTS | st.builds(
    p.Share, PERCENTS, st.sampled_from(["award", "minimum_graduating", "counted"])
)


def _compound(inner: st.SearchStrategy[p.Requirement]) -> st.SearchStrategy[p.Requirement]:
    return (
        st.builds(p.AllOf, some(inner))
        | st.builds(p.AnyOf, some(inner))
        | st.builds(p.SomeOf, st.integers(1, 9), some(inner))
        | st.builds(p.Not, inner)
        | st.builds(p.Group, NAMES, inner, MANY_FILTERS)
        | st.builds(p.Gate, NAMES, inner, MANY_FILTERS)
        | st.builds(lambda name, part: p.Path(name, (p.Clause(p.Require(part), f"{name}.c1"),)), NAMES, inner)
    )


REQUIREMENTS: st.SearchStrategy[p.Requirement] = st.recursive(
    st.builds(p.Credits, SIGNS, AMOUNTS, POOLS)
    | st.builds(p.Count, SIGNS, st.integers(0, 99), POOLS)
    | st.builds(p.Coverage, some(NAMES), PERCENTS)
    | st.builds(p.Item, NAMES),
    _compound,
    max_leaves=6,
)
RULES: st.SearchStrategy[p.Rule] = (
    st.builds(p.Require, REQUIREMENTS)
    | st.builds(p.AtMost, PORTIONS, POOLS, st.sampled_from(p.ROUNDINGS))
    | st.builds(p.AtLeast, PORTIONS, POOLS, st.sampled_from(p.ROUNDINGS))
    | st.builds(p.Residency, PORTIONS, st.none() | AMOUNTS)
    | st.builds(p.Antirequisite, some(NAMES))
    | st.builds(p.Overlap, NAMES, NAMES, PERCENTS)
    | st.builds(p.OncePer, st.sampled_from(["spec", "spec_family"]))
    | st.builds(p.NoDoubleCount, st.just("") | NAMES)
    | st.just(p.WholeItemsOnly())
    | st.builds(p.Currency, DURATIONS, ANCHORS, st.just("") | NAMES, st.booleans())
    | st.builds(p.Capstone, NAMES, st.none() | REQUIREMENTS, MANY_FILTERS)
    | st.builds(p.GradeAverage, SIGNS, st.decimals(0, 100, places=2), POOLS)
    | st.builds(p.MinimumGrade, GRADES, POOLS)
    | st.builds(p.Demand, some(FILTERS), POOLS)
)


def _policy(name: str, version: str, size: CreditAmount | None, scale: str, rules: tuple[p.Rule, ...]) -> p.Policy:
    clauses = tuple(p.Clause(rule, f"n{number}") for number, rule in enumerate(rules, 1))
    return p.Policy(name, version, name, "An award", clauses, unit="ECTS", size=size, scale=scale, pass_ok=bool(scale))


def _each_name_once(policy: p.Policy) -> bool:
    groups = [group.id for group in groups_in(policy.clauses)]
    names = [clause.id for clause in clauses_in(policy.clauses)]
    return len(groups) == len(set(groups)) and len(names) == len(set(names))


POLICIES = st.builds(
    _policy,
    NAMES,
    st.sampled_from(["1", "2024.1", "2024-1", "v 2"]),
    st.none() | AMOUNTS,
    st.just("") | st.just("us-letter"),
    st.lists(RULES, min_size=1, max_size=4).map(tuple),
).filter(_each_name_once)
