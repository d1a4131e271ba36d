"""What a policy asks and limits, in sentences. A registrar's own words for a clause come first (`clause_said`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from babel.numbers import format_decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.interfaces.words.translation import _, formats, ngettext

# Reference of a specification → what people call it.
Namer = Callable[[str], str]
_DURATION = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")


def clause_said(clause: p.Clause, name: Namer) -> str:
    """Return a clause in words: its note where it has one, else what its rule says."""
    return clause.note or rule_said(clause.rule, name)


def rule_said(rule: p.Rule, name: Namer) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of rule
    """Return a rule as a sentence."""
    match rule:
        case p.Require(requirement):
            return _sentence(requirement_said(requirement, name))
        case p.AtMost(portion, pool):
            return _("At most {amount} may come from {pool}.").format(amount=_portion(portion), pool=_pool(pool, name))
        case p.AtLeast(portion, pool):
            return _("At least {amount} must come from {pool}.").format(
                amount=_portion(portion), pool=_pool(pool, name)
            )
        case p.Residency():
            return _residency(rule)
        case p.Antirequisite(refs):
            return _("Only one of these counts: {items}.").format(items=_list(map(name, refs)))
        case p.Overlap(first, second, percent):
            said = _("{first} and {second} share {percent} % of their content, which counts once.")
            return said.format(first=name(first), second=name(second), percent=_number(percent))
        case p.OncePer("spec"):
            return _("The same micro-credential counts once.")
        case p.OncePer():
            return _("A micro-credential counts once, whatever its versions and renewals.")
        case p.NoDoubleCount(with_) if with_:
            return _("What has been used for {award} does not count again.").format(award=name(with_))
        case p.NoDoubleCount():
            return _("What has been used for another award does not count again.")
        case p.WholeItemsOnly():
            return _("A micro-credential counts whole or not at all.")
        case p.Currency():
            return _currency(rule, name)
        case p.Capstone():
            return _capstone(rule, name)
        case p.GradeAverage(comparison, value, pool):
            said = _("The mean grade over {pool} is {comparison} {value}.")
            return said.format(pool=_pool(pool, name), comparison=_compared(comparison), value=_number(value))
        case p.MinimumGrade(grade, pool):
            said = _("Below grade {grade}, nothing from {pool} counts.")
            return said.format(grade=grade, pool=_pool(pool, name))
        case p.Demand(filters, pool):
            said = _("From {pool} counts only what is {filters}.")
            return said.format(pool=_pool(pool, name), filters=_filters(filters))


def requirement_said(asked: p.Requirement, name: Namer) -> str:  # noqa: C901, PLR0911 - one line for each kind
    """Return a requirement as a phrase."""
    match asked:
        case p.AllOf(parts):
            return _("all of these: {items}").format(items=_list(requirement_said(part, name) for part in parts))
        case p.AnyOf(parts):
            return _("one of these: {items}").format(items=_list(requirement_said(part, name) for part in parts))
        case p.SomeOf(needed, parts):
            said = _("{needed} of these: {items}")
            return said.format(needed=needed, items=_list(requirement_said(part, name) for part in parts))
        case p.Not(part):
            return _("not held: {item}").format(item=requirement_said(part, name))
        case p.Credits(comparison, amount, pool):
            said = _("{comparison} {amount} from {pool}")
            return said.format(comparison=_compared(comparison), amount=amount_said(amount), pool=_pool(pool, name))
        case p.Count(comparison, number, pool):
            said = _("{comparison} {n} from {pool}")
            return said.format(comparison=_compared(comparison), n=number, pool=_pool(pool, name))
        case p.Coverage(outcomes, percent):
            said = _("{percent} % of {n} learning outcomes")
            return said.format(percent=_number(percent), n=len(outcomes))
        case p.Item(ref):
            return name(ref)
        case p.Group(_id, part, filters):
            return _with_filters(requirement_said(part, name), filters)
        case p.Gate(_id, part, filters):
            said = _with_filters(requirement_said(part, name), filters)
            return _("to begin with (it may count elsewhere, too): {item}").format(item=said)
        case p.Path(_id, clauses):
            return _("this way: {items}").format(items=_list(clause_said(one, name).rstrip(".") for one in clauses))


def pool_said(pool: q.Pool, name: Namer) -> str:
    """Return what may count, as a phrase."""
    return _pool(pool, name)


def amount_said(amount: CreditAmount) -> str:
    """Return credits with their unit."""
    return f"{_number(amount.value)} {amount.unit}"


def duration_said(duration: str) -> str:
    """Return an ISO 8601 duration such as ``P5Y`` in words; another text as it is."""
    found = _DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        return duration
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    said = (
        (years, ngettext("{n} year", "{n} years", years)),
        (months, ngettext("{n} month", "{n} months", months)),
        (weeks, ngettext("{n} week", "{n} weeks", weeks)),
        (days, ngettext("{n} day", "{n} days", days)),
    )
    return " ".join(words.format(n=count) for count, words in said if count)


def source_said(source: str) -> str:
    """Return how a holding came about."""
    return {
        "native": _("earned here"),
        "component": _("part of a programme here"),
        "credit_transfer": _("transferred credit"),
        "rpl": _("recognised prior learning"),
        "samc": _("stand-alone micro-credentials"),
        "apel_c": _("recognised experience (APEL.C)"),
    }.get(source, source)


def _pool(pool: q.Pool, name: Namer) -> str:
    match pool:
        case q.Anything(micro_only):
            return _("any micro-credential") if micro_only else _("anything that counts")
        case q.Listed(refs):
            return _list(map(name, refs))
        case q.Tagged(tag):
            return _("what is marked “{tag}”").format(tag=tag)
        case q.AtLevel(comparison, level):
            return _levelled(comparison).format(level=str(level))
        case q.AwardedBy(body):
            return _("what {body} awards").format(body=name(body))
        case q.FromSource(sources):
            return _list(map(source_said, sources))
        case q.Combined(operator, left, right):
            joined = {
                "|": _("{one} or {other}"),
                "&": _("{one}, if it is also {other}"),
                "-": _("{one}, except {other}"),
            }
            return joined[operator].format(one=_pool(left, name), other=_pool(right, name))


def _filters(filters: Iterable[q.Filter]) -> str:
    return _list(map(_filter, filters))


def _filter(one: q.Filter) -> str:  # noqa: C901, PLR0911 - one line for each kind of filter
    match one:
        case q.GradeFilter(comparison, grade):
            return _("graded {comparison} {grade}").format(comparison=_compared(comparison), grade=grade)
        case q.LevelFilter(comparison, level):
            return _levelled(comparison).format(level=str(level))
        case q.AgeFilter(duration, anchor):
            said = _("not older than {duration} on the day of {anchor}")
            return said.format(duration=duration_said(duration), anchor=_anchor(anchor))
        case q.ConductFilter("supervised"):
            return _("assessed under supervision")
        case q.ConductFilter():
            return _("assessed with the identity checked")
        case q.SourceFilter(sources):
            return _list(map(source_said, sources))
        case q.EachOutcomeFilter(percent):
            return _("passed with at least {percent} % in every outcome").format(percent=_number(percent))
        case q.MatchFilter(percent):
            return _("alike in content by at least {percent} %").format(percent=_number(percent))
        case q.QualityVerifiedFilter():
            return _("quality-verified when it was completed")
        case q.AnyAgeFilter():
            return _("of any age")


def _with_filters(said: str, filters: tuple[q.Filter, ...]) -> str:
    return _("{item} ({filters})").format(item=said, filters=_filters(filters)) if filters else said


def _residency(rule: p.Residency) -> str:
    if rule.last is None:
        return _("At least {amount} must be earned here.").format(amount=_portion(rule.portion))
    said = _("Of the last {last}, at least {amount} must be earned here.")
    return said.format(last=amount_said(rule.last), amount=_portion(rule.portion))


def _currency(rule: p.Currency, name: Namer) -> str:
    told = {"duration": duration_said(rule.window), "anchor": _anchor(rule.anchor)}
    if rule.refreshed_by:
        said = _("What is older than {duration} on the day of {anchor} counts only with a current {item}.")
        return said.format(**told, item=name(rule.refreshed_by))
    if rule.practice:
        return _("What is older than {duration} on the day of {anchor} counts only with evidence of practice.").format(
            **told
        )
    return _("What is older than {duration} on the day of {anchor} does not count.").format(**told)


def _capstone(rule: p.Capstone, name: Namer) -> str:
    item = _with_filters(name(rule.ref), rule.filters)
    if rule.after is None:
        return _("At the end: {item}.").format(item=item)
    return _("At the end: {item}, after {before}.").format(item=item, before=requirement_said(rule.after, name))


def _portion(portion: p.Portion) -> str:
    if isinstance(portion, CreditAmount):
        return amount_said(portion)
    told = {"percent": _number(portion.percent)}
    if portion.is_group:
        return _("{percent} % of the part “{base}”").format(**told, base=portion.base)
    whole = {
        p.AWARD: _("{percent} % of the award"),
        p.MINIMUM_GRADUATING: _("{percent} % of what is needed to graduate"),
        p.COUNTED: _("{percent} % of what is counted"),
    }
    return whole.get(portion.base, _("{percent} % of the award")).format(**told)


def _compared(comparison: str) -> str:
    return {">=": _("at least"), "<=": _("at most"), "=": _("exactly")}.get(comparison, comparison)


def _levelled(comparison: str) -> str:
    return {
        ">=": _("what is at {level} or higher"),
        "<=": _("what is at {level} or lower"),
    }.get(comparison, _("what is at {level}"))


def _anchor(anchor: str) -> str:
    return {"admission": _("admission"), "application": _("application"), "award": _("the award")}.get(anchor, anchor)


def _number(value: Decimal) -> str:
    return str(format_decimal(value, locale=formats()))


def _list(items: Iterable[str]) -> str:
    """Return items one after the other; an item that is a list itself stands in brackets."""
    return ", ".join(f"({item})" if ", " in item and "(" not in item else item for item in items)


def _sentence(phrase: str) -> str:
    return f"{phrase[:1].upper()}{phrase[1:]}."
