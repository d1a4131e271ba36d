"""``testamur skills``: reads texts against a framework of skills, on this machine alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from testamur.adapters import environment as settings
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.languages import likeliest
from testamur.core.skills.ranking import Lane, Ranker
from testamur.core.skills.steering import Steering
from testamur.core.skills.suggesting import Suggestions, suggest
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.cli.refusal import explained
from testamur.interfaces.cli.skill_decisions import decisions
from testamur.interfaces.cli.skills_against import ask_whether_on, framework_of, without_people
from testamur.interfaces.cli.skills_ahead import gap, plan
from testamur.interfaces.cli.skills_texts import Text, UnreadableError, texts_of
from testamur.interfaces.cli.speech import CANNOT_START, json_line
from testamur.interfaces.words import _
from testamur.interfaces.words.frameworks import framework_error
from testamur.interfaces.words.skills import lane_said, skills_error, surely_said

if TYPE_CHECKING:
    from testamur.core.skills.encoding import Encoder

_NOTHING_FOUND = 1
_SHOWN_PLACE = 60


@click.group()
def skills() -> None:
    """Read texts against a framework of skills; see what is missing for some work, and how to learn it."""


for _command in (decisions, gap, plan):
    skills.add_command(_command)


@skills.command("suggest")
@click.argument("source", metavar="TEXT|FILE|-")
@click.option(
    "--top",
    type=click.IntRange(1, 200),
    default=10,
    show_default=True,
    help="How many skills of a text, at most; of a text of several sentences, no more than 10 come of any one.",
)
@click.option("--lang", metavar="TAG", help="The text's language, such as es; without it, it is guessed.")
@click.option(
    "--framework",
    "named",
    default="",
    metavar="NAME|FILES",
    help="'esco' as it is installed, files in any format that can be imported, or the code of one that is here.",
)
@click.option("--column", metavar="NAME", help="Which column of a CSV or JSONL file is the text.")
@click.option("--sure", type=click.FloatRange(0, 1), help="Leave out what is right less often than this, such as 0.5.")
@click.option("--not", "unwanted", multiple=True, metavar="URI", help="Not this skill, nor much that is like it.")
@click.option("--like", "wanted", multiple=True, metavar="URI", help="More like this skill.")
@click.option("--spelling", "is_by_spelling", is_flag=True, help="Compare by spelling alone: faster, and finds fewer.")
@click.option("--fast", "is_fast", is_flag=True, help="For many texts: several times faster, and finds somewhat fewer.")
@click.option(
    "--about-person/--no-person",
    "is_about_person",
    default=True,
    help="Blank names and other signs of people before reading; done unless it is said that there are none.",
)
@click.option("--at", "place", metavar="CODE", help="Ask this institution of the server whether it has suggestions on.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a text.")
def suggest_(  # noqa: PLR0913 - one parameter an option
    source: str,
    top: int,
    lang: str | None,
    named: str,
    column: str | None,
    sure: float | None,
    unwanted: tuple[str, ...],
    wanted: tuple[str, ...],
    *,
    is_by_spelling: bool,
    is_fast: bool,
    is_about_person: bool,
    place: str | None,
    as_json: bool,
) -> None:
    """Suggest skills that a text speaks of, each with the words that say so.

    Nothing leaves this machine, and nothing is kept of the text. TEXT is the text itself; FILE is a text file, or a CSV
    or JSONL file with one text a row; - is the standard input. A person decides which of the suggestions are right.

    Exit code: 0 something is suggested, 1 nothing is, 2 something cannot be read.
    """
    steering = Steering(frozenset(unwanted), frozenset(wanted))
    with _told():
        if place:
            ask_whether_on(place)
        texts = texts_of(source, column)
        language = lang or likeliest(" ".join(one.text for one in texts)[:20_000])
        texts = without_people(texts) if is_about_person else texts
        ranker = _ranker(named, language, is_by_spelling=is_by_spelling, is_fast=is_fast)
        found, unread = 0, 0
        for text in _with_bar(texts):
            try:
                said = suggest(ranker, text.text, top=top, sure=sure, steering=steering if unwanted or wanted else None)
            except SkillsError as error:
                if not text.row:
                    raise
                unread += 1
                click.echo(_("Row {row}:").format(row=text.row) + f" {skills_error(error)}", err=True)
                continue
            found += len(said.found)
            if as_json:
                json_line(_as_json(text, said, ranker, language))
            else:
                _print(text, said, ranker)
    sys.exit(CANNOT_START if unread else 0 if found else _NOTHING_FOUND)


@contextmanager
def _told() -> Iterator[None]:
    try:
        with explained():
            yield
    except SkillsError as error:
        click.echo(skills_error(error), err=True)
        sys.exit(CANNOT_START)
    except ExchangeError as error:
        click.echo(": ".join(filter(None, (error.place, framework_error(error)))), err=True)
        sys.exit(CANNOT_START)
    except UnreadableError as error:
        click.echo(str(error), err=True)
        sys.exit(CANNOT_START)


def _ranker(named: str, language: str, *, is_by_spelling: bool, is_fast: bool) -> Ranker:
    from testamur.adapters.encoders import choosing  # noqa: PLC0415 - its libraries take a second to load

    kept = settings.environment().home / "skills"
    known = framework_of(named, language)
    encoder: Encoder | None = None
    if is_fast and not is_by_spelling:
        with ExitStack() as stack:
            telling = choosing.Telling(_say_building, _bar(stack))
            fast = choosing.fast(known, kept, language, telling=telling)
        if fast is not None:
            return fast
        click.echo(_("The fast way is there for English with its encoder only; this takes longer."), err=True)
    if not is_by_spelling:
        encoder = choosing.encoder(language, known, kept, building=_say_building)
        if encoder is None:
            click.echo(_("No encoder is installed; it comes with requirements-data.lock."), err=True)
    with ExitStack() as stack:
        telling = choosing.Telling(progress=_bar(stack))
        return choosing.ranker(known, kept, encoder=encoder, language=language, telling=telling)


def _say_building() -> None:
    click.echo(_("Building the encoder…"), err=True)


def _bar(stack: ExitStack) -> Callable[[int, int], None]:
    """Return what draws a bar from the first time that there is something to wait for."""
    bars: list[Any] = []

    def progress(done: int, every: int) -> None:
        if not bars:
            label = _("Encoding the framework, once")
            bars.append(stack.enter_context(click.progressbar(length=every, label=label, file=sys.stderr)))
        bars[0].update(done - bars[0].pos)

    return progress


def _with_bar(texts: tuple[Text, ...]) -> Iterator[Text]:
    if len(texts) == 1:
        yield from texts
        return
    with click.progressbar(texts, label=_("Reading"), file=sys.stderr) as bar:
        yield from bar


def _print(text: Text, said: Suggestions, ranker: Ranker) -> None:
    known = ranker.framework
    if text.row:
        click.echo(_("Row {row}:").format(row=text.row))
    if not said.found:
        click.echo(_("No skill is sure enough to be suggested. --sure 0 shows all the same what comes nearest."))
    for number, one in enumerate(said.found, 1):
        words = printable(one.places[0].words)
        shown = words if len(words) <= _SHOWN_PLACE else words[: _SHOWN_PLACE - 1] + "…"
        surely = surely_said(one.best.confidence)
        click.echo(f"{number:>3}. {printable(one.best.concept.label)}  ({surely})  “{shown}”")
        click.echo(f"     {one.best.concept.uri}")
    if not text.row:
        click.echo(
            " · ".join(
                (
                    f"{known.name} {known.version}",
                    lane_said(said.lane, by_spelling=ranker.goes_by_spelling),
                    *filter(None, [known.attribution]),
                )
            )
        )


def _as_json(text: Text, said: Suggestions, ranker: Ranker, language: str) -> dict[str, object]:
    known = ranker.framework
    return {
        **({"row": text.row} if text.row else {}),
        "framework": {"name": known.name, "version": known.version, "attribution": known.attribution},
        "language": language,
        "lane": said.lane.value,
        "encoder": ranker.encoder.name if ranker.encoder and said.lane is not Lane.SPELLING else None,
        "sentences": said.sentences,
        "without": said.without,
        "suggestions": [
            {
                "uri": one.best.concept.uri,
                "label": one.best.concept.label,
                "confidence": None if one.best.confidence < 0 else round(one.best.confidence, 4),
                "score": round(one.best.score, 3),
                "evidence": [{"start": at.start, "end": at.end, "words": at.words} for at in one.places],
                "why": {
                    "whole_text": round(one.best.reasons.whole_text, 3),
                    "these_words": round(one.best.reasons.these_words, 3),
                    "spelling": round(one.best.reasons.spelling, 3),
                    "likest_label": one.best.reasons.label,
                },
            }
            for one in said.found
        ],
    }
