"""``testamur decide``: what somebody holds against a policy, without a server, a database or an account."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from testamur.adapters.fetch import Fetcher
from testamur.adapters.world import outside
from testamur.core.model.definition import DefinitionError
from testamur.core.rules import Verdict, decide
from testamur.interfaces.cli.credential_files import lists_in, trusted_document
from testamur.interfaces.cli.decision_report import as_json, report_lines
from testamur.interfaces.cli.rules_input import brought, day, knowledge, named_policy, tell_problems
from testamur.interfaces.cli.speech import CANNOT_START, json_line, refusals_in_words

_EXIT = {Verdict.MET: 0, Verdict.UNMET: 1, Verdict.UNKNOWN: 2}


@click.command("decide")
@click.argument("policy")
@click.argument("holdings", nargs=-1, required=True)
@click.option("--on", metavar="DATE", help="Decide as of this day; the default is the file's, or today.")
@click.option("--explain", is_flag=True, help="Show every step of the decision, and where each clause is written.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object.")
@click.option("--offline", is_flag=True, help="Ask nobody about credentials: what needs the network stays open.")
@click.option(
    "--lists",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of status lists at hand, believed as they are instead of fetched.",
)
@click.option(
    "--did-document",
    "documents",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="DID document that you trust, believed instead of fetched. May be given again.",
)
@refusals_in_words
def decide_(
    policy: str,
    holdings: tuple[str, ...],
    on: str | None,
    explain: bool,  # noqa: FBT001 - click hands flags over so
    as_json_: bool,  # noqa: FBT001 - as above
    offline: bool,  # noqa: FBT001 - as above
    lists: Path | None,
    documents: tuple[Path, ...],
) -> None:
    """Decide whether what somebody holds meets a policy, and say why.

    POLICY is a policy file, or the name of a policy that comes with the program (see 'testamur policy list'). HOLDINGS
    are holdings files (JSON), credentials of any issuer, or folders of credentials; what is not proved stays open.

    Exit code: 0 met, 1 not met, 2 cannot tell.
    """
    fetcher = None if offline else Fetcher()
    world = outside(fetcher, documents=dict(map(trusted_document, documents)), lists=lists_in(lists))
    try:
        read = named_policy(policy).reading.policy
        held = brought(holdings, world)
    except DefinitionError as error:
        tell_problems(error)
        sys.exit(CANNOT_START)
    decision = decide(
        read,
        held.holdings,
        on=day(on, "--on") or held.on or datetime.now(UTC).date(),
        knowledge=knowledge(),
        anchors=held.anchors,
        overrides=held.overrides,
    )
    if as_json_:
        json_line(as_json(read, decision))
    else:
        for line in report_lines(read, decision, held.holdings, explain=explain):
            click.echo(line)
    sys.exit(_EXIT[decision.verdict])
