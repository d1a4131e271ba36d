"""``testamur lint --explain``: a rule, a question or a whole guideline in full, without a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from testamur.core.model.definition import nearest_spelling
from testamur.core.quality import Pack, Question, Rule
from testamur.interfaces.cli.lint_report import sourced
from testamur.interfaces.words import _


def explained(wanted: str, packs: Iterable[Pack]) -> tuple[str, ...]:
    """Return the lines about a code or a guideline's name, or about ``guidelines``; nothing where there is none."""
    name, packs = wanted.strip().casefold(), tuple(packs)
    if name == "guidelines":
        return tuple(f"{pack.reference}: {pack.title} ({_applies(pack)})" for pack in packs)
    for pack in packs:
        if name in {pack.id.casefold(), pack.reference.casefold()}:
            return tuple(_of_pack(pack))
        for rule in pack.rules:
            if rule.code.casefold() == name:
                return tuple(_of_rule(rule, pack))
        for question in pack.questions:
            if question.code.casefold() == name:
                return tuple(_of_question(question, pack))
    return ()


def nearest_code(wanted: str, packs: Iterable[Pack]) -> str:
    """Return the code or guideline that was probably meant, or nothing."""
    names: list[str] = []
    for pack in packs:
        names += [pack.id, *(rule.code for rule in pack.rules), *(question.code for question in pack.questions)]
    return nearest_spelling(wanted, names)


def _of_pack(pack: Pack) -> Iterator[str]:
    yield f"{pack.reference}: {pack.title}"
    yield "    " + _("Source: {source}").format(source=pack.source)
    if pack.url:
        yield f"    {pack.url}"
    yield "    " + _applies(pack)
    for doubt in pack.uncertainty:
        yield "    " + _("Not certain: {what}").format(what=doubt)
    for rule in pack.rules:
        yield f"{rule.code} {rule.severity} {rule.why}"
    for question in pack.questions:
        yield f"{question.code} {_('QUESTION')} {question.ask}"


def _applies(pack: Pack) -> str:
    since = _("in force since {day}").format(day=pack.since.isoformat())
    until = " " + _("until {day}").format(day=pack.until.isoformat()) if pack.until else ""
    if pack.on_request:
        where = _("applies where it is chosen")
    elif pack.countries:
        where = _("applies to awarding bodies in {countries}").format(countries=", ".join(pack.countries))
    else:
        where = _("applies everywhere")
    return f"{since}{until}; {where}"


def _of_rule(rule: Rule, pack: Pack) -> Iterator[str]:
    yield f"{rule.code} {rule.severity} ({pack.reference}: {pack.title})"
    yield "    " + _("Why: {why}").format(why=rule.why)
    yield "    " + _("Source: {source}").format(source=sourced(rule.source, rule.note))
    yield "    " + _("What to do: {fix}").format(fix=rule.fix)
    plain = {name: value for name, value in rule.parameters.items() if not isinstance(value, dict)}
    if plain:
        limits = ", ".join(f"{name} {_plain(value)}" for name, value in plain.items())
        yield "    " + _("Looked for: {limits}").format(limits=limits)
    if rule.safe_fix:
        yield "    " + _("--fix can do this.")


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _of_question(question: Question, pack: Pack) -> Iterator[str]:
    yield f"{question.code} {_('QUESTION')} ({pack.reference}: {pack.title})"
    yield f"    {question.ask}"
    yield "    " + _("Why: {why}").format(why=question.why)
    yield "    " + _("Source: {source}").format(source=sourced(question.source, question.note))
    yield "    " + _("No program can judge this; a reviewer answers.")
