"""`testamur skills decisions`: what people decided on suggested skills, to learn from."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from testamur.core.model.cells import harmless
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.speech import json_line, refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _

if TYPE_CHECKING:
    from testamur.domain.design.suggestion_values import DecisionView

_OF_OFFER = (
    *("text", "uri", "label", "framework", "version", "language", "rank", "score", "confidence", "lane", "model"),
    *("start", "end", "words"),
)
_CELLS = ("id", "decided_at", "decided_by", "verdict", "digest", "design", "revision", "outcome", *_OF_OFFER)


@click.group("decisions")
def decisions() -> None:
    """See what people decided on suggested skills."""


@decisions.command("export")
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line"))
@refusals_in_words
def export(*, as_json: bool) -> None:
    """Print all decisions as CSV: the words, the skill, what was decided, and how it had been suggested.

    People stand in it as numbers. The JSON form has the weights and the parts of each score besides.
    """
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.design.queries import skill_decisions  # noqa: PLC0415 - needs Django, ready only now
        from testamur.domain.institution.access import system  # noqa: PLC0415 - as above
        from testamur.domain.institution.queries import institutions  # noqa: PLC0415 - as above

        found = [one for place in institutions() for one in skill_decisions(system(place.id))]
    if as_json:
        for one in found:
            json_line({**_row(one), "weights": dict(one.offer.weights), "parts": dict(one.offer.parts)})
        return
    table = csv.DictWriter(sys.stdout, _CELLS, lineterminator="\n")
    table.writeheader()
    table.writerows({name: harmless(value) for name, value in _row(one).items()} for one in found)


@decisions.command("forget")
@click.option("--months", type=click.IntRange(6), default=24, show_default=True, help=_("Older than this many months"))
@refusals_in_words
def forget(*, months: int) -> None:
    """Delete what is older than it has to be kept: six months at least, whatever was suggested to whom."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.institution.access import system  # noqa: PLC0415 - needs Django, ready only now
        from testamur.domain.institution.queries import institutions  # noqa: PLC0415 - as above
        from testamur.domain.oversight.actions import forget as forget_decisions  # noqa: PLC0415 - as above

        for place in institutions():
            forget_decisions(system(place.id), months=months, at=datetime.now(UTC))
    click.echo(_("What is older than {months} months is deleted.").format(months=months))


def _row(one: DecisionView) -> dict[str, object]:
    offer = {name: getattr(one.offer, name) for name in _OF_OFFER}
    told = {name: getattr(one, name) for name in ("verdict", "digest", "decided_by", "revision", "outcome")}
    ids = {"id": str(one.uuid), "design": str(one.design), "decided_at": one.decided_at.isoformat()}
    return {**offer, **told, **ids}
