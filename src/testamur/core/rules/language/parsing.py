"""Reads requirements, rules and whole policies from their text form (domain.md 4.4): recursive descent, no guessing."""

from __future__ import annotations

from decimal import Decimal

from testamur.core.rules import policy as p
from testamur.core.rules.language import amounts
from testamur.core.rules.language.pooling import filters, pool
from testamur.core.rules.language.scanner import Scanner
from testamur.core.rules.language.words import BASES, CLAUSES, EXPRESSIONS, ONCE_PER, OTHER_AWARDS, RESERVED

_HUNDRED = Decimal(100)
_EXPRESSION_STARTS = ("a number", "the name of an item", *(word for word in EXPRESSIONS if word != "of"))


def requirement(scanner: Scanner) -> p.Requirement:
    """Read a requirement."""
    token = scanner.peek()
    if token.kind == "number":
        needed = amounts.whole(scanner)
        scanner.expect("of")
        return p.SomeOf(needed, _parts(scanner))
    if token.kind == "text" or (token.kind == "word" and token.text not in RESERVED):
        return p.Item(amounts.name(scanner))
    word = scanner.take_if(*EXPRESSIONS)
    if not word or word == "of":
        scanner.refuse(_EXPRESSION_STARTS, token)
    scanner.deeper()
    found = _compound(scanner, word)
    scanner.depth -= 1
    return found


def _compound(scanner: Scanner, word: str) -> p.Requirement:
    match word:
        case "all":
            return p.AllOf(_parts(scanner))
        case "any":
            return p.AnyOf(_parts(scanner))
        case "not":
            scanner.expect("(")
            inner = requirement(scanner)
            scanner.expect(")")
            return p.Not(inner)
        case "credits":
            sign, amount = amounts.comparison(scanner), amounts.quantity(scanner)
            scanner.expect("from")
            return p.Credits(sign, amount, pool(scanner))
        case "count":
            sign, many = amounts.comparison(scanner), amounts.whole(scanner)
            scanner.expect("from")
            return p.Count(sign, many, pool(scanner))
        case "outcome":
            return _coverage(scanner)
        case _:
            return _named(scanner, word)


def _parts(scanner: Scanner) -> tuple[p.Requirement, ...]:
    scanner.expect("(")
    found = [requirement(scanner)]
    while scanner.expect(",", ")") == ",":
        found.append(requirement(scanner))
    return tuple(found)


def _coverage(scanner: Scanner) -> p.Coverage:
    scanner.expect("(")
    outcomes = amounts.names(scanner, ")")
    share = _HUNDRED
    if scanner.take_if("coverage"):
        amounts.comparison(scanner, ">=")
        share = amounts.percent(scanner)
    return p.Coverage(outcomes, share)


def _named(scanner: Scanner, word: str) -> p.Requirement:
    """Read a group, a gate or a path: a name, and what is inside its braces."""
    identifier = amounts.name(scanner)
    scanner.expect("{")
    if word == "path":
        return p.Path(identifier, clauses(scanner, f"{identifier}.", closing="}"))
    inner, kept = requirement(scanner), filters(scanner)
    scanner.expect("}")
    return p.Group(identifier, inner, kept) if word == "group" else p.Gate(identifier, inner, kept)


def rule(scanner: Scanner) -> p.Rule:
    """Read one rule."""
    word = scanner.expect(*CLAUSES)
    match word:
        case "require":
            return p.Require(requirement(scanner))
        case "at_most" | "at_least":
            return _limit(scanner, word)
        case "residency":
            portion = _portion(scanner)
            return p.Residency(portion, amounts.quantity(scanner) if scanner.take_if("last") else None)
        case "capstone":
            item = amounts.name(scanner)
            after = requirement(scanner) if scanner.take_if("after") else None
            return p.Capstone(item, after, filters(scanner))
        case "gpa":
            sign, value = amounts.comparison(scanner), amounts.number(scanner)
            scanner.expect("over")
            return p.GradeAverage(sign, value, pool(scanner))
        case "min_grade":
            floor = amounts.grade(scanner)
            scanner.expect("on")
            return p.MinimumGrade(floor, pool(scanner))
        case "demand":
            kept = filters(scanner) or scanner.refuse(("grade", "level", "age", "each_outcome", "match", "source"))
            scanner.expect("on")
            return p.Demand(kept, pool(scanner))
        case _:
            return _exclusion(scanner, word)


def _exclusion(scanner: Scanner, word: str) -> p.Rule:
    match word:
        case "antirequisite":
            scanner.expect("(")
            return p.Antirequisite(amounts.names(scanner, ")"))
        case "overlap":
            return p.Overlap(amounts.name(scanner), amounts.name(scanner), amounts.percent(scanner))
        case "once_per":
            return p.OncePer(scanner.expect(*ONCE_PER))
        case "no_double_count":
            if not scanner.take_if("with") or scanner.take_if(OTHER_AWARDS):
                return p.NoDoubleCount()
            return p.NoDoubleCount(amounts.name(scanner))
        case "currency":
            return _currency(scanner)
        case _:
            return p.WholeItemsOnly()


def _currency(scanner: Scanner) -> p.Currency:
    window, refreshed_by, practice = amounts.duration(scanner), "", False
    if scanner.take_if("unless"):
        while True:
            if scanner.expect("refreshed_by", "practice_evidence") == "refreshed_by":
                refreshed_by = amounts.name(scanner)
            else:
                practice = True
            if not scanner.take_if("or"):
                break
    return p.Currency(window, amounts.anchor(scanner), refreshed_by, practice)


def _limit(scanner: Scanner, word: str) -> p.AtMost | p.AtLeast:
    portion = _portion(scanner)
    scanner.expect("from")
    wanted = pool(scanner)
    rounding = scanner.take_if(*p.ROUNDINGS)
    if word == "at_most":
        return p.AtMost(portion, wanted, rounding or "floor")
    return p.AtLeast(portion, wanted, rounding or "none")


def _portion(scanner: Scanner) -> p.Portion:
    found = amounts.quantity_or_percent(scanner)
    if not isinstance(found, Decimal):
        return found
    scanner.expect("of")
    base = scanner.expect(*BASES)
    return p.Share(found, amounts.name(scanner), is_group=True) if base == "group" else p.Share(found, base)


def clauses(scanner: Scanner, prefix: str, *, closing: str = "") -> tuple[p.Clause, ...]:
    """Read clauses, each with its name before it or else numbered, to the *closing* sign or the text's end."""
    found: list[p.Clause] = []
    while True:
        if closing and scanner.take_if(closing):
            return tuple(found)
        if not closing and scanner.peek().kind == "end":
            return tuple(found)
        identifier = _label(scanner) or f"{prefix}c{len(found) + 1}"
        found.append(p.Clause(rule(scanner), identifier))


def _label(scanner: Scanner) -> str:
    token = scanner.peek()
    is_name = token.kind == "text" or (token.kind == "word" and token.text not in RESERVED)
    if not is_name:
        return ""
    scanner.take()
    if not scanner.take_if(":"):
        scanner.refuse(CLAUSES, token)
    return token.text
