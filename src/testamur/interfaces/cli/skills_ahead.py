"""``testamur skills gap`` and ``testamur skills plan``: what is missing for some work, and the ways to learn it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from testamur.core.skills.concepts import SkillsError
from testamur.interfaces.cli import skills_aim
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.skills_ahead_told import gap_as_json, gap_lines, plan_as_json, plan_lines
from testamur.interfaces.cli.speech import CANNOT_START, json_line, refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.cli.wishes import said_wishes
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.skill_plans import limits_said
from testamur.interfaces.words.skills import skills_error

if TYPE_CHECKING:
    from testamur.domain.careers.values import TargetView
    from testamur.domain.institution.access import Actor

_OPEN = 1
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_AIMS = ("cheapest", "fastest", "lightest", "fewest")
_SCOPES = ("open", "missing", "all")
_PURPOSE = "read-adverts"


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is compared: a target, and who has what. ``has``: addresses of a list; None: the person's own profile."""

    actor: Actor
    target: TargetView
    has: list[str] | None


def _compared(command: Callable[..., None]) -> Callable[..., None]:
    """Add what both commands are asked: what is aimed at, and what is there."""
    for option in reversed(
        (
            click.option("--occupation", metavar="URI|LABEL", help="Aim at an occupation of a framework that is here."),
            click.option("--advert", type=_FILE, help="Aim at an advert: a text, PDF or DOCX file."),
            click.option("--have", type=_FILE, help="A list of skills that are there: a line each, address or label."),
            click.option("--learner", metavar="EMAIL", help="What this person's skill profile shows."),
            click.option("--framework", "code", default="", metavar="CODE", help="Read adverts and lists against it."),
            click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        )
    ):
        command = option(command)
    return command


@click.command("gap")
@_compared
@refusals_in_words
def gap(*, as_json: bool, **asked: Any) -> None:  # noqa: ANN401 - the options
    """Say what is there, in part, or missing for an occupation or an advert.

    Nothing is kept. An advert is read by a program, and nobody has decided on what it found; what a list names is taken
    as shown. Signed in, learners decide on each skill under Mine, What I aim at.

    Exit code: 0 all that is a must is there, 1 something is open, 2 something cannot be read.
    """
    with _server():
        from testamur.domain.careers.queries import gap_at_once  # noqa: PLC0415 - needs Django, ready only now

        sides = _sides(asked)
        view = gap_at_once(sides.actor, sides.target, has=sides.has, on=_today(), languages=[spoken()])
        if as_json:
            json_line(gap_as_json(view))
        else:
            _tell([*gap_lines(view), *_reservations(asked)])
    sys.exit(0 if view.gap else _OPEN)


@click.command("plan")
@_compared
@click.option("--aim", type=click.Choice(_AIMS), default=_AIMS[0], show_default=True, help="What the plan makes small.")
@click.option(
    "--scope", type=click.Choice(_SCOPES), default=_SCOPES[0], show_default=True, help="Which skills it is to give."
)
@click.option("--hours-a-week", type=float, metavar="HOURS", help="Hours that there are in a week.")
@click.option("--budget", metavar="PRICE", help="What it may cost at most, such as '500 EUR'.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Language; may be given again.")
@click.option("--mode", "modes", multiple=True, help="Where it happens, such as online; may be given again.")
@click.option("--most", type=click.IntRange(1, 50), help="So many courses at most.")
@click.option("--by", metavar="DATE", help="Be done by this day.")
@refusals_in_words
def plan(*, as_json: bool, **asked: Any) -> None:  # noqa: ANN401 - the options
    """Find the best way to learn what is missing, with what is offered here today.

    Nothing is kept. What is compared is as for “testamur skills gap”.

    Exit code: 0 the plan gives all of it, 1 something is left, 2 something cannot be read.
    """
    wishes = said_wishes(asked)
    with _server():
        from testamur.domain.careers.queries import Question, plan_at_once  # noqa: PLC0415 - as above

        sides, question = _sides(asked), Question(wishes, asked["scope"], asked["most"])
        try:
            made = plan_at_once(sides.actor, sides.target, question, has=sides.has, on=_today(), languages=[spoken()])
        except SkillsError as error:
            click.echo(skills_error(error), err=True)
            sys.exit(CANNOT_START)
        limits = limits_said(wishes, asked["most"])
        if as_json:
            json_line(plan_as_json(made, limits))
        else:
            _tell([*plan_lines(made, limits), *_reservations(asked)])
    sys.exit(_OPEN if made.best.uncovered else 0)


@contextmanager
def _server() -> Iterator[None]:
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        yield


def _sides(asked: dict[str, Any]) -> _Sides:
    """Return what is compared. Raises `UsageError`, `NotFound`, `TurnedOff`."""
    from testamur.domain.institution.access import Actor  # noqa: PLC0415 - needs Django, which is ready only now
    from testamur.domain.oversight.queries import require_on  # noqa: PLC0415 - as above
    from testamur.domain.portfolio.queries import home  # noqa: PLC0415 - as above

    if bool(asked["occupation"]) == bool(asked["advert"]):
        raise click.UsageError(_("Say what to aim at: --occupation or --advert, one of them."))
    if bool(asked["have"]) == bool(asked["learner"]):
        raise click.UsageError(_("Say what is there: --have or --learner, one of them."))
    actor = skills_aim.learner(asked["learner"]) if asked["learner"] else Actor()
    here = home(actor.me) if asked["learner"] else None
    if asked["advert"]:
        if here is not None:
            require_on(here, _PURPOSE)
        target = skills_aim.advert(asked["advert"], here=here, code=asked["code"])
    else:
        target = skills_aim.occupation(asked["occupation"])
    has = skills_aim.told(asked["have"], skills_aim.to_read_against(None, asked["code"])) if asked["have"] else None
    return _Sides(actor, target, has)


def _reservations(asked: dict[str, Any]) -> Iterator[str]:
    """Say what the answer rests on that nobody has looked at."""
    if asked["advert"] or asked["have"]:
        yield ""
    if asked["advert"]:
        yield _("What the advert asks for was read by a program, and nobody has decided on it.")
    if asked["have"]:
        yield _("What {name} names is taken as shown.").format(name=asked["have"].name)


def _tell(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


def _today() -> date:
    return datetime.now(UTC).date()
