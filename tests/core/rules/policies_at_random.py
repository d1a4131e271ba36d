"""Small policies and holdings by chance: every kind of clause, and items in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Clause, Decider, Grade, Holding, Policy, RulesError
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q

ON = date(2026, 6, 1)
REFS, TAGS, OUTCOMES = ("R1", "R2", "R3", "R4"), ("a", "b"), ("o1", "o2", "o3")
MARK = Grade("60", "percent")
LOOKS_AT_ITEMS = (
    "Antirequisite", "OncePer", "GradeAverage", "MinimumGrade", "Currency", "NoDoubleCount", "WholeItems",
    "Count(comparison='<='", "Count(comparison='='",
)  # fmt: skip


def ects(number: int) -> CreditAmount:
    return CreditAmount(Decimal(number), "ECTS")


def eqf(level: int) -> Level:
    return Level("EQF", str(level), "best_fit_self_declared")


def holdings(chance: Random, most: int = 4) -> list[Holding]:
    return [_holding(chance, f"h{number}") for number in range(chance.randint(0, most))]


def _holding(chance: Random, name: str) -> Holding:
    ref = chance.choice(REFS)
    return Holding(
        name,
        ref,
        credits=chance.choice([None, ects(1), ects(2), ects(2), ects(3)]),
        awarded_on=date(chance.choice([2019, 2022, 2024]), chance.randint(1, 12), 1),
        state=chance.choice(["confirmed"] * 6 + ["pending", "unverified", "planned", "ended"]),
        source=chance.choice(["native", "native", "rpl"]),
        family=chance.choice(["", "f1", "f2"]),
        levels=chance.choice([(), (eqf(5),), (eqf(6),)]),
        tags=tuple(tag for tag in TAGS if chance.random() < 0.6),
        outcomes=tuple(outcome for outcome in OUTCOMES if chance.random() < 0.5),
        grade=chance.choice([None, *[Grade(str(mark), "percent") for mark in (40, 60, 80)]]),
        supervised=chance.choice([None, True, True, False]),
        consumed_by=chance.choice([()] * 4 + [("other",)]),
        splittable=chance.random() < 0.1,
    )


def pool(chance: Random, depth: int = 1) -> q.Pool:
    if depth and chance.random() < 0.2:
        return q.Combined(chance.choice("|&-"), pool(chance, 0), pool(chance, 0))
    return chance.choice([
        q.Anything(),
        q.Tagged(chance.choice(TAGS)),
        q.Listed(tuple(chance.sample(REFS, 2))),
        q.FromSource(("rpl",)),
        q.AtLevel(">=", eqf(6)),
    ])  # fmt: skip


def filters(chance: Random) -> tuple[q.Filter, ...]:
    if chance.random() < 0.6:
        return ()
    return (
        chance.choice([
            q.GradeFilter(">=", "60"), q.SourceFilter(("native",)), q.ConductFilter("supervised"), q.AnyAgeFilter(),
        ]),
    )  # fmt: skip


class Maker:
    """Makes one policy; counts groups and paths so that each has its own id."""

    def __init__(self, chance: Random, *, is_monotone: bool = False) -> None:
        self.chance, self.groups, self.paths, self.is_monotone = chance, 0, 0, is_monotone

    def policy(self) -> Policy:
        chance = self.chance
        rules = [p.Require(self.requirement(2)) for _ in range(chance.choice([1, 1, 2]))]
        rules += [self.rule() for _ in range(chance.choice([0, 1, 1, 2]))]
        clauses = tuple(Clause(rule, f"c{number}") for number, rule in enumerate(rules))
        return Policy("p", "1", "P", "award", clauses, "ECTS", ects(chance.randint(3, 8)), scale="percent")

    def requirement(self, depth: int) -> p.Requirement:
        chance = self.chance
        if depth and chance.random() < 0.65:
            return self._compound(depth)
        comparison = ">=" if self.is_monotone else chance.choice([">="] * 8 + ["<=", "="])
        return chance.choice([
            p.Credits(comparison, ects(chance.randint(1, 6)), pool(chance)),
            p.Credits(comparison, ects(chance.randint(1, 4)), pool(chance)),
            p.Count(comparison, chance.randint(1, 3), pool(chance)),
            p.Item(chance.choice(REFS)),
            p.Coverage(OUTCOMES, Decimal(chance.choice([34, 60, 100]))),
        ])  # fmt: skip

    def _compound(self, depth: int) -> p.Requirement:
        chance = self.chance
        kind = chance.choice(["all", "any", "some", "not", "group", "group", "group", "gate", "path"])
        if kind == "not" and self.is_monotone:
            kind = "all"
        if kind in ("all", "any", "some"):
            parts = tuple(self.requirement(depth - 1) for _ in range(chance.choice([2, 2, 3])))
            joined: dict[str, p.Requirement]
            joined = {"all": p.AllOf(parts), "any": p.AnyOf(parts), "some": p.SomeOf(2, parts)}
            return joined[kind]
        if kind == "not":
            return p.Not(self.requirement(0))
        if kind == "path":
            self.paths += 1
            name = f"path{self.paths}"
            rules = (p.Require(self.requirement(depth - 1)), self.rule(is_inside=True))
            return p.AnyOf((p.Path(name, tuple(Clause(rule) for rule in rules)), self.requirement(0)))
        if kind == "gate":
            return p.Gate(f"gate{chance.random()}", self.requirement(depth - 1), filters(chance))
        self.groups += 1
        return p.Group(f"g{self.groups}", self.requirement(depth - 1), filters(chance))

    def portion(self, *, is_fixed: bool) -> p.Portion:
        chance = self.chance
        if chance.random() < 0.4:
            return ects(chance.randint(1, 4))
        percent = Decimal(chance.choice([25, 50, 75]))
        if is_fixed or self.is_monotone or chance.random() < 0.5:
            return p.Share(percent, "award")
        if self.groups and chance.random() < 0.5:
            return p.Share(percent, "g1", is_group=True)
        return p.Share(percent, "counted")

    def rule(self, *, is_inside: bool = False) -> p.Rule:
        chance = self.chance
        rules: list[p.Rule] = [
            p.AtMost(self.portion(is_fixed=is_inside), pool(chance), chance.choice(["floor", "none"])),
            p.AtMost(self.portion(is_fixed=is_inside), pool(chance)),
            p.AtLeast(self.portion(is_fixed=is_inside), pool(chance)),
            p.Residency(self.portion(is_fixed=is_inside)),
            p.Antirequisite(tuple(chance.sample(REFS, 2))),
            p.Overlap("R1", "R2", Decimal(50)),
            p.OncePer(chance.choice(["spec", "spec_family"])),
            p.MinimumGrade("60", pool(chance)),
            p.NoDoubleCount(),
            p.Currency("P5Y", "award"),
            p.WholeItemsOnly(),
        ]
        if not self.is_monotone:
            rules += [
                p.GradeAverage(chance.choice([">=", ">=", "<="]), Decimal(chance.choice([55, 65])), pool(chance)),
                p.Residency(ects(chance.randint(1, 2)), ects(chance.randint(2, 4))),
            ]
        return chance.choice(rules)


def case(seed: int, *, most: int = 4) -> tuple[Policy, list[Holding]]:
    """A policy with holdings; those of one and the same number are always the same."""
    chance = Random(seed)
    made = Maker(chance).policy()
    try:
        Decider(made)
    except RulesError:  # a share of a group that only a gate has
        return case(seed + 1_000_000, most=most)
    found = holdings(chance, most)
    if "last=CreditAmount" in repr(made):
        # What is open in a window of the latest credits has no short definition to compare with.
        found = [replace(item, state="confirmed", splittable=False) for item in found]
    if "GradeAverage" in repr(made) and "Group(" in repr(made):
        # The engine puts nothing into a group that asks for nothing of it; the definition could, to make a mark unsure.
        found = [replace(item, supervised=item.supervised is not False, grade=item.grade or MARK) for item in found]
    if any(name in repr(made) for name in LOOKS_AT_ITEMS):
        # What looks at whole items lets none be split: the engine keeps them in one piece, the definition could not.
        found = [replace(item, splittable=False) for item in found]
    return made, found
