"""Reads what may count (pools) and which items are good enough (filters)."""

from __future__ import annotations

from testamur.core.model.definition.problems import Unacceptable
from testamur.core.rules.language import amounts
from testamur.core.rules.language.scanner import MAX_CHAIN, Scanner
from testamur.core.rules.language.words import CONDUCTS, FILTERS, POOLS
from testamur.core.rules.pools import (
    AgeFilter,
    AnyAgeFilter,
    Anything,
    AtLevel,
    AwardedBy,
    Combined,
    ConductFilter,
    EachOutcomeFilter,
    Filter,
    FromSource,
    GradeFilter,
    LevelFilter,
    Listed,
    MatchFilter,
    Pool,
    QualityVerifiedFilter,
    SourceFilter,
    Tagged,
)


def pool(scanner: Scanner) -> Pool:
    """Read a pool: terms joined by ``&``, ``|`` and ``-``, from left to right."""
    found = _term(scanner)
    for _step in range(MAX_CHAIN):
        operator = scanner.take_if("&", "|", "-")
        if not operator:
            return found
        found = Combined(operator, found, _term(scanner))
    raise _too_many(scanner)


def _term(scanner: Scanner) -> Pool:
    match scanner.expect("{", "(", *POOLS):
        case "{":
            return Listed(amounts.names(scanner, "}"))
        case "(":
            scanner.deeper()
            inner = pool(scanner)
            scanner.expect(")")
            scanner.depth -= 1
            return inner
        case "tag":
            return Tagged(_in_brackets(scanner)[0])
        case "awarded_by":
            return AwardedBy(_in_brackets(scanner)[0])
        case "source":
            return FromSource(_in_brackets(scanner, many=True))
        case "level":
            return AtLevel(amounts.comparison(scanner), amounts.level(scanner))
        case kind:
            return Anything(micro_only=kind == "any_micro")


def _in_brackets(scanner: Scanner, *, many: bool = False) -> tuple[str, ...]:
    scanner.expect("(")
    if many:
        return amounts.names(scanner, ")")
    found = amounts.name(scanner)
    scanner.expect(")")
    return (found,)


def filters(scanner: Scanner) -> tuple[Filter, ...]:
    """Read as many filters as stand here."""
    found: list[Filter] = []
    while kind := scanner.take_if(*FILTERS):
        found.append(_filter(scanner, kind))
        if len(found) > MAX_CHAIN:
            raise _too_many(scanner)
    return tuple(found)


def _too_many(scanner: Scanner) -> Unacceptable:
    code, token = "rule-too-many-joined", scanner.peek()
    return Unacceptable(code, allowed=[str(MAX_CHAIN)], offset=token.start, found=token.text)


def _filter(scanner: Scanner, kind: str) -> Filter:
    match kind:
        case "grade":
            return GradeFilter(amounts.comparison(scanner), amounts.grade(scanner))
        case "level":
            return LevelFilter(amounts.comparison(scanner), amounts.level(scanner))
        case "age":
            amounts.comparison(scanner, "<=")
            return AgeFilter(amounts.duration(scanner), amounts.anchor(scanner))
        case "assessed_with":
            return ConductFilter(scanner.expect(*CONDUCTS))
        case "source":
            scanner.expect("in")
            return SourceFilter(_in_brackets(scanner, many=True))
        case "each_outcome" | "match":
            amounts.comparison(scanner, ">=")
            share = amounts.percent(scanner)
            return EachOutcomeFilter(share) if kind == "each_outcome" else MatchFilter(share)
        case "quality_verified":
            return QualityVerifiedFilter()
        case _:
            return AnyAgeFilter()
