"""The definition of a decision, tried on every selection there is: slow, short, and nothing of the engine in it.

Only what `policies_at_random` makes is understood. Holdings have whole credits of one unit, a level of one framework or
none, and a grade on one numeric scale or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import ceil

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Clause, Holding, Policy, Verdict
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q

NO, MAYBE, YES = 0, 1, 2
LOOSE = ""
Choice = tuple[Holding, str, int]  # an item, where it counts, and how many credits of it
Chosen = tuple[Choice, ...]
Bounds = tuple[Fraction, Fraction]


def kleene(known: bool | None) -> int:  # noqa: FBT001 - a recorded fact
    return MAYBE if known is None else YES if known else NO


def compares(comparison: str, left: object, right: object) -> bool:
    return bool({">=": left >= right, "<=": left <= right, "=": left == right}[comparison])  # type: ignore[operator]


def credit(item: Holding) -> int:
    return int(item.credits.value) if item.credits else 0


def belongs(item: Holding, pool: q.Pool) -> int:  # noqa: PLR0911 - a table
    match pool:
        case q.Anything():
            return YES
        case q.Listed(refs):
            return kleene(item.ref in refs or item.family in refs)
        case q.Tagged(tag):
            return kleene(tag in item.tags)
        case q.FromSource(sources):
            return kleene(item.source in sources)
        case q.AtLevel(comparison, level):
            if not item.levels:
                return MAYBE
            return kleene(compares(comparison, int(item.levels[0].value), int(level.value)))
        case q.Combined("|", left, right):
            return max(belongs(item, left), belongs(item, right))
        case q.Combined("&", left, right):
            return min(belongs(item, left), belongs(item, right))
        case q.Combined("-", left, right):
            return min(belongs(item, left), 2 - belongs(item, right))
    raise AssertionError(pool)


def graded(item: Holding, grade: str) -> int:
    return MAYBE if item.grade is None else kleene(Decimal(item.grade.value) >= Decimal(grade))


def passes(item: Holding, filters: tuple[q.Filter, ...]) -> int:
    answers = [YES]
    for one in filters:
        match one:
            case q.GradeFilter(">=", grade):
                answers.append(graded(item, grade))
            case q.SourceFilter(sources):
                answers.append(kleene(item.source in sources))
            case q.ConductFilter("supervised"):
                answers.append(kleene(item.supervised))
            case q.AnyAgeFilter():
                pass
            case _:
                raise AssertionError(one)
    return min(answers)


class Oracle:
    def __init__(self, policy: Policy, holdings: list[Holding], on: date) -> None:
        self.policy, self.on = policy, on
        self.all: Chosen = ()
        self.items = [item for item in holdings if item.state != "ended"]
        self.groups = {group.id: group for group in self._groups(policy.clauses)}
        self.inside = {one.id: {own.id for own in self._groups_of(one)} for one in self.groups.values()}
        rules = [clause.rule for clause in policy.clauses]
        self.is_whole = any(isinstance(rule, p.WholeItemsOnly) for rule in rules)

    # --- selections ----------------------------------------------------------------------------------------------

    def _groups(self, clauses: tuple[Clause, ...]) -> Iterator[p.Group]:
        for clause in clauses:
            if isinstance(clause.rule, p.Require):
                yield from self._groups_of(clause.rule.requirement)

    def _groups_of(self, asked: p.Requirement) -> Iterator[p.Group]:
        match asked:
            case p.Group(_, part):
                yield asked
                yield from self._groups_of(part)
            case p.AllOf(parts) | p.AnyOf(parts) | p.SomeOf(_, parts):
                for part in parts:
                    yield from self._groups_of(part)
            case p.Path(_, clauses):
                yield from self._groups(clauses)

    def sure(self, item: Holding, place: str) -> int:
        """How sure it is that an item may count in a place."""
        chain = [group for group in self.groups.values() if place in self.inside[group.id]]
        answers = [MAYBE if item.state in ("pending", "unverified") else YES]
        answers += [passes(item, group.filters) for group in chain]
        any_age = any(isinstance(one, q.AnyAgeFilter) for group in chain for one in group.filters)
        answers += [
            self.barred(item, clause.rule)
            for clause in self.policy.clauses
            if not (any_age and isinstance(clause.rule, p.Currency))
        ]
        return min(answers)

    def barred(self, item: Holding, rule: p.Rule) -> int:
        match rule:
            case p.MinimumGrade(grade, pool):
                return max(2 - belongs(item, pool), graded(item, grade))
            case p.NoDoubleCount():
                return kleene(not item.consumed_by)
            case p.Currency("P5Y", "award"):
                if item.awarded_on is None:
                    return MAYBE
                return kleene(item.awarded_on.replace(year=item.awarded_on.year + 5) >= self.on)
            case _:
                return YES

    def choices(self, item: Holding) -> list[tuple[Choice, ...]]:
        places = [place for place in (LOOSE, *self.groups) if self.sure(item, place)]
        amounts = range(1, credit(item) + 1) if credit(item) and not self.is_whole else [credit(item)]
        single: list[tuple[Choice, ...]] = [((item, place, amount),) for place in places for amount in amounts]
        if not item.splittable or self.is_whole:
            return single
        shares = product(range(credit(item) + 1), repeat=len(places))
        return single + [
            tuple((item, place, amount) for place, amount in zip(places, share, strict=True) if amount)
            for share in shares
            if sum(share) <= credit(item) and sum(map(bool, share)) > 1
        ]

    def selections(self) -> Iterator[tuple[int, Chosen]]:
        """Every selection, fewest items first."""
        options = [self.choices(item) for item in self.items]
        for size in range(len(self.items) + 1):
            for members in combinations(options, size):
                for picked in product(*members):
                    yield size, tuple(choice for choices in picked for choice in choices)

    def best(self) -> tuple[Verdict, int]:
        """The best verdict, and the fewest items that reach it where it is met."""
        is_possible = False
        for size, chosen in self.selections():
            self.all = chosen
            answer = min((self.clause(clause, chosen, LOOSE) for clause in self.policy.clauses), default=MAYBE)
            if answer == YES:
                return Verdict.MET, size
            is_possible |= answer == MAYBE
        return (Verdict.UNKNOWN if is_possible else Verdict.UNMET), 0

    # --- what is asked -------------------------------------------------------------------------------------------

    def scope(self, chosen: Chosen, place: str) -> Chosen:
        return tuple(one for one in chosen if not place or one[1] in self.inside[place])

    def total(self, chosen: Chosen, pool: q.Pool) -> Bounds:
        low = high = Fraction(0)
        for item, place, amount in chosen:
            answer = min(self._there(item, place), belongs(item, pool))
            low += amount if answer == YES else 0
            high += amount if answer else 0
        return low, high

    def number(self, chosen: Chosen, pool: q.Pool, *, is_limit: bool = False) -> Bounds:
        low = high = Fraction(0)
        for item, place, amount in chosen:
            answer = min(self._there(item, place), belongs(item, pool))
            if is_limit or self.is_whole_item(item, amount):
                low += answer == YES
                high += answer > NO
        return low, high

    def all_rules(self, clauses: tuple[Clause, ...]) -> Iterator[p.Rule]:
        """The rules of the policy, and those of paths."""
        for clause in clauses:
            yield clause.rule
            if isinstance(clause.rule, p.Require):
                for path in self._paths_of(clause.rule.requirement):
                    yield from self.all_rules(path.clauses)

    def _paths_of(self, asked: p.Requirement) -> Iterator[p.Path]:
        match asked:
            case p.Path():
                yield asked
            case p.Group(_, part):
                yield from self._paths_of(part)
            case p.AllOf(parts) | p.AnyOf(parts) | p.SomeOf(_, parts):
                for part in parts:
                    yield from self._paths_of(part)

    def is_whole_item(self, item: Holding, amount: int) -> bool:
        """An item is whole, too, where nothing is missing but what it shares with another one that counts."""
        shared = 0
        for rule in self.all_rules(self.policy.clauses):
            match rule:
                case p.Overlap(first, second, percent) if item.ref in (first, second):
                    other = second if item.ref == first else first
                    for one in {one.id: one for one, *_ in self.all if one.ref == other}.values():
                        shared += int(percent * min(credit(one), credit(item)) // 100)
        return amount + shared >= credit(item)

    def _there(self, item: Holding, place: str) -> int:
        return int(place[5:]) if place.startswith("held ") else self.sure(item, place)

    def within(self, comparison: str, found: Bounds, needed: Bounds) -> int:
        least = YES if found[0] >= needed[1] else MAYBE if found[1] >= needed[0] else NO
        most = YES if found[1] <= needed[0] else MAYBE if found[0] <= needed[1] else NO
        return {">=": least, "<=": most, "=": min(least, most)}[comparison]

    def asks(self, asked: p.Requirement, chosen: Chosen, place: str) -> int:  # noqa: C901, PLR0911 - a table
        match asked:
            case p.AllOf(parts):
                return self.some(len(parts), [self.asks(part, chosen, place) for part in parts])
            case p.AnyOf(parts):
                return self.some(1, [self.asks(part, chosen, place) for part in parts])
            case p.SomeOf(needed, parts):
                return self.some(needed, [self.asks(part, chosen, place) for part in parts])
            case p.Not(part):
                return 2 - self.asks(part, self.held(()), "held")
            case p.Gate(_, part, filters):
                return self.asks(part, self.held(filters), "held")
            case p.Group(group_id, part, filters):
                if place == "held":
                    kept = (
                        (item, there, amount, min(int(there[5:]), passes(item, filters)))
                        for item, there, amount in chosen
                    )
                    return self.asks(part, tuple((i, f"held {s}", a) for i, _, a, s in kept if s), place)
                return self.asks(part, self.scope(chosen, group_id), group_id)
            case p.Path(_, clauses):
                return min(self.clause(clause, chosen, place) for clause in clauses)
            case p.Credits(comparison, amount, pool):
                credits_needed = Fraction(amount.value)
                return self.within(comparison, self.total(chosen, pool), (credits_needed, credits_needed))
            case p.Count(comparison, number, pool):
                whole, taken = (self.number(chosen, pool, is_limit=is_limit) for is_limit in (False, True))
                wanted = Fraction(number), Fraction(number)
                least, most = self.within(">=", whole, wanted), self.within("<=", taken, wanted)
                return {">=": least, "<=": most, "=": min(least, most)}[comparison]
            case p.Item(ref):
                return self.within(">=", self.number(chosen, q.Listed((ref,))), (Fraction(1), Fraction(1)))
            case p.Coverage(outcomes, percent):
                answers = [self._covers(outcome, chosen) for outcome in outcomes]
                return self.some(ceil(Fraction(percent) * len(outcomes) / 100), answers)
        raise AssertionError(asked)

    def _covers(self, outcome: str, chosen: Chosen) -> int:
        return max(
            (
                self._there(i, place)
                for i, place, amount in chosen
                if outcome in i.outcomes and self.is_whole_item(i, amount)
            ),
            default=NO,
        )

    def some(self, needed: int, answers: list[int]) -> int:
        if answers.count(YES) >= needed:
            return YES
        return MAYBE if len(answers) - answers.count(NO) >= needed else NO

    def held(self, filters: tuple[q.Filter, ...]) -> Chosen:
        any_age = any(isinstance(one, q.AnyAgeFilter) for one in filters)
        found = []
        for item in self.items:
            current = [self.barred(item, c.rule) for c in self.policy.clauses if isinstance(c.rule, p.Currency)]
            state = MAYBE if item.state in ("pending", "unverified") else YES
            sure = min(state, passes(item, filters), *([] if any_age else current))
            if sure:
                found.append((item, f"held {sure}", credit(item)))
        return tuple(found)

    # --- what limits it ------------------------------------------------------------------------------------------

    def clause(self, clause: Clause, chosen: Chosen, place: str) -> int:  # noqa: C901, PLR0911 - a table
        if place == "held" and not isinstance(
            clause.rule, p.Require | p.AtMost | p.AtLeast | p.Residency | p.GradeAverage
        ):
            return YES
        match clause.rule:
            case p.Require(asked):
                return self.asks(asked, chosen, place)
            case p.AtMost(portion, pool, rounding):
                return self.portion("<=", portion, pool, rounding, chosen, place)
            case p.AtLeast(portion, pool, rounding):
                return self.portion(">=", portion, pool, rounding, chosen, place)
            case p.Residency(portion, None):
                return self.portion(">=", portion, q.FromSource(("native", "component")), "none", chosen, place)
            case p.Residency(CreditAmount() as amount, CreditAmount() as last):
                return self.latest(int(amount.value), int(last.value), chosen)
            case p.Antirequisite(refs):
                return kleene(len({item.id for item, *_ in chosen if item.ref in refs}) <= 1)
            case p.OncePer(what):
                ids = {item.id: item.ref if what == "spec" else item.family or item.ref for item, *_ in chosen}
                return kleene(len(set(ids.values())) == len(ids))
            case p.Overlap(first, second, percent):
                return kleene(self.overlaps(first, second, percent, chosen))
            case p.GradeAverage(comparison, value, pool):
                return self.average(comparison, Fraction(value), pool, chosen)
            case p.MinimumGrade() | p.NoDoubleCount() | p.Currency():
                return min((self.counts_so(clause.rule, item, there) for item, there, _ in chosen), default=YES)
            case p.WholeItemsOnly():
                whole = all(sum(a for j, _, a in chosen if j.id == i.id) == credit(i) for i, *_ in chosen)
                return kleene(whole)
        raise AssertionError(clause)

    def counts_so(self, rule: p.Rule, item: Holding, place: str) -> int:
        chain = [group for group in self.groups.values() if place in self.inside[group.id]]
        any_age = any(isinstance(one, q.AnyAgeFilter) for group in chain for one in group.filters)
        return YES if any_age and isinstance(rule, p.Currency) else self.barred(item, rule)

    def portion(
        self, comparison: str, portion: p.Portion, pool: q.Pool, rounding: str, chosen: Chosen, place: str
    ) -> int:
        if isinstance(portion, CreditAmount):
            needed = Fraction(portion.value)
            return self.within(comparison, self.total(chosen, pool), (needed, needed))
        part = Fraction(portion.percent) / 100
        if portion.is_group:
            inside = chosen if place == "held" else self.scope(self.all, portion.base)
            low, high = self.total(inside, q.Anything())
            return self.within(comparison, self.total(inside, pool), (part * low, part * high))
        if portion.base == "counted":
            low, high = self.total(chosen, q.Anything())
            return self.within(comparison, self.total(chosen, pool), (part * low, part * high))
        assert self.policy.size is not None
        needed = part * Fraction(self.policy.size.value)
        needed = {"floor": Fraction(needed // 1), "ceil": Fraction(-(-needed // 1)), "none": needed}[rounding]
        return self.within(comparison, self.total(chosen, pool), (needed, needed))

    def latest(self, needed: int, last: int, chosen: Chosen) -> int:
        """At least so much is from here among the latest credits; only where all items are sure and dated."""
        ordered = sorted(chosen, key=lambda one: (one[0].awarded_on, one[0].source == "native"), reverse=True)
        found, left = 0, last
        for item, _, amount in ordered:
            used = min(left, amount)
            found, left = found + (used if item.source == "native" else 0), left - used
        return kleene(found >= needed)

    def overlaps(self, first: str, second: str, percent: Decimal, chosen: Chosen) -> bool:
        mine = {i.id: (i, sum(a for j, _, a in chosen if j.id == i.id)) for i, *_ in chosen}
        return all(
            one_amount + two_amount <= credit(one) + credit(two) - percent * min(credit(one), credit(two)) / 100
            for one, one_amount in mine.values()
            for two, two_amount in mine.values()
            if one.ref == first and two.ref == second
        )

    def average(self, comparison: str, value: Fraction, pool: q.Pool, chosen: Chosen) -> int:
        seen: dict[str, int] = {}
        for item, place, _ in chosen:
            seen[item.id] = max(seen.get(item.id, 0), min(self._there(item, place), belongs(item, pool)))
        mine = [(item, seen[item.id]) for item in self.items if seen.get(item.id)]
        is_held = any(place.startswith("held ") for _, place, _ in chosen)
        looked_at = [item for item, _ in mine] if is_held else [item for item in self.items if self.sure_anywhere(item)]
        has_credits = any(credit(item) for item in looked_at if belongs(item, pool))
        low = high = Fraction(0)
        for item, sure in mine:
            weight = credit(item) if has_credits else 1
            grades = [Fraction(item.grade.value)] * 2 if item.grade else [Fraction(0), Fraction(100)]
            worst, best = (weight * (grade - value) for grade in grades)
            low += worst if sure == YES else min(Fraction(0), worst)
            high += best if sure == YES else max(Fraction(0), best)
        if not any(sure == YES for _, sure in mine):
            return min(MAYBE, self.within(comparison, (low, high), (Fraction(0), Fraction(0))))
        return self.within(comparison, (low, high), (Fraction(0), Fraction(0)))

    def sure_anywhere(self, item: Holding) -> bool:
        return any(self.sure(item, place) for place in (LOOSE, *self.groups))
