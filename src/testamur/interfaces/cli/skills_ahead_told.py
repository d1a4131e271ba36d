"""A gap and a plan as the terminal shows them, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from testamur.core.model.quantity import plain
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.words import _, spoken

if TYPE_CHECKING:
    from testamur.core.skills.gap import Answer
    from testamur.core.skills.planning import Step
    from testamur.domain.careers.queries import GapView, Planned

_WIDEST = 48


def gap_lines(view: GapView) -> Iterator[str]:
    """Return a gap as lines: the answer in a sentence, then a table for each state."""
    from testamur.core.skills.gap import State  # noqa: PLC0415 - its libraries take a while to load
    from testamur.interfaces.words.skill_gaps import gap_in_a_sentence, state_headings  # noqa: PLC0415 - as above

    yield click.style(printable(view.target.line.title), bold=True)
    yield gap_in_a_sentence(view.gap)
    name = _namer(view)
    wide = min(_WIDEST, max((len(name(one.asked.uri)) for one in view.gap.answers), default=0))
    for state in State:
        answers = view.gap.having(state)
        if answers:
            yield ""
            yield click.style(state_headings()[state], bold=True)
            for one in answers:
                yield from _answer_lines(one, view, name, wide)


def plan_lines(made: Planned, limits: Sequence[str]) -> Iterator[str]:
    """Return a plan as lines: what it comes to, its steps, what it leaves open, what a wish that gives way gains."""
    from testamur.interfaces.words.skill_plans import (  # noqa: PLC0415 - its libraries take a while to load
        change_said,
        plan_in_a_sentence,
        uncovered_said,
    )

    best, name = made.best, _namer(made.view, made)
    yield click.style(printable(made.view.target.line.title), bold=True)
    if best.steps:
        yield plan_in_a_sentence(best, made.prices(best))
    elif not best.uncovered:
        yield _("Nothing more is needed.")
    for number, step in enumerate(best.steps, 1):
        days = " – ".join(one.isoformat() for one in (step.starts_on, step.ends_on))
        house = made.courses[step.offering].listing.institution.name
        yield f"  {number}. {name(step.offering)}, {printable(house)}" + (f" ({days})" if days else "")
        yield from (f"       {name(uri)}" for uri in step.covers)
        yield f"       {_why(step, made, name)}"
    if best.uncovered:
        yield ""
        yield from (
            f"  {name(one.uri)}: {printable(uncovered_said(one, name, limits, made.best.ruled_out))}"
            for one in best.uncovered
        )
    if made.changes:
        yield ""
        yield from (f"  {printable(change_said(one, made.currency(best, one.plan), name))}" for one in made.changes)
    if not best.is_proved:
        yield "  " + _("The search ended at its limit: a better way may be possible.")


def gap_as_json(view: GapView) -> dict[str, object]:
    """Return a gap for programs."""
    from testamur.interfaces.words.skill_gaps import because_said, gap_in_a_sentence  # noqa: PLC0415 - as above

    name = _namer(view)
    return {
        "title": view.target.line.title,
        "framework": {"name": view.target.framework, "version": view.target.version},
        "on": view.gap.on,
        "said": gap_in_a_sentence(view.gap),
        "answers": [
            {
                "uri": one.asked.uri,
                "label": name(one.asked.uri),
                "need": _need(one),
                "state": one.state,
                "asked_by": [each.words for each in one.asked.mentions],
                "evidence": [each.evidence.title for each in one.held if each.evidence.title],
                "because": [{"code": each.code, "said": because_said(each, name)} for each in one.because],
                "taught_by": one.taught_by,
            }
            for one in view.gap.answers
        ],
    }


def plan_as_json(made: Planned, limits: Sequence[str]) -> dict[str, object]:
    """Return a plan for programs."""
    from testamur.interfaces.words.skill_plans import (  # noqa: PLC0415 - its libraries take a while to load
        change_said,
        plan_in_a_sentence,
        uncovered_said,
    )

    best, name = made.best, _namer(made.view, made)
    return {
        "title": made.view.target.line.title,
        "said": plan_in_a_sentence(best, made.prices(best)),
        "prices": {currency: plain(amount) for currency, amount in made.prices(best).items()},
        "hours": plain(best.totals.hours),
        "ends_on": best.totals.ends_on,
        "is_proved": best.is_proved,
        "steps": [
            {
                "microcredential": made.courses[one.offering].listing.uuid,
                "title": name(one.offering),
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
                "covers": one.covers,
                "why": _why(one, made, name),
            }
            for one in best.steps
        ],
        "uncovered": [
            {
                "uri": one.uri,
                "label": name(one.uri),
                "because": one.because,
                "said": uncovered_said(one, name, limits, made.best.ruled_out),
            }
            for one in best.uncovered
        ],
        "changes": [change_said(one, made.currency(best, one.plan), name) for one in made.changes],
    }


def _answer_lines(one: Answer, view: GapView, name: Callable[[str], str], wide: int) -> Iterator[str]:
    from testamur.interfaces.words.skill_gaps import because_said  # noqa: PLC0415 - its libraries take a while to load

    need = "" if _need(one) == "must" else _("nice to have")
    shown = "; ".join(dict.fromkeys(printable(each.evidence.title) for each in one.held if each.evidence.title))
    courses = [view.listings[key] for key in one.taught_by if key in view.listings]
    taught = "; ".join(printable(_said(each.title)) for each in courses) if one.is_open else ""
    told = "  ".join(filter(None, (need, shown, f"→ {taught}" if taught else "")))
    yield f"  {name(one.asked.uri):<{wide}}  {told}".rstrip()
    yield from (f"    {printable(because_said(each, name))}" for each in one.because)


def _need(one: Answer) -> str:
    from testamur.core.skills.gap import Weight  # noqa: PLC0415 - its libraries take a while to load

    return "must" if one.asked.weight is Weight.ESSENTIAL else "nice"


def _why(step: Step, made: Planned, name: Callable[[str], str]) -> str:
    from testamur.interfaces.words.skill_plans import why_not_without  # noqa: PLC0415 - as above

    without = made.without.get(step.offering)
    return printable(why_not_without(made.best, without, made.currency(made.best, without) if without else "", name))


def _namer(view: GapView, made: Planned | None = None) -> Callable[[str], str]:
    """Return what turns the address of a skill, or the identifier of a course, into what it is called."""
    titles = {} if made is None else {key: _said(one.listing.title) for key, one in made.courses.items()}
    return lambda key: printable(titles.get(key) or (view.names[key].label if key in view.names else key))


def _said(title: Mapping[str, str]) -> str:
    return title.get(spoken()) or next(iter(title.values()), "")
