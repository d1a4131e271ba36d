"""`testamur verify`: check credentials of any issuer."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from testamur.adapters.bundles import BadBundle, credentials_in, is_bundle
from testamur.adapters.fetch import Fetcher
from testamur.adapters.registries import read_registries
from testamur.adapters.world import outside
from testamur.core.credential import Outcome, Report, Verdict, World
from testamur.core.credential import verify as judge
from testamur.core.credential.describe import describe
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.reading import MAX_BYTES
from testamur.core.credential.report import Check, unknown
from testamur.interfaces.cli.credential_files import bytes_of, credential_files, lists_in, printable, trusted_document
from testamur.interfaces.cli.speech import CANNOT_START, json_line, refusals_in_words
from testamur.interfaces.words import _
from testamur.interfaces.words.verdicts import headline, sentence, tell, verdict_word

_EXIT = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.INDETERMINATE: 2}
_SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.UNKNOWN: "○"}
_COLOURS = {Verdict.VALID: "green", Verdict.INVALID: "red", Verdict.INDETERMINATE: "yellow"}


@click.command("verify")
@click.argument("source", metavar="PATH|DIR|URL|-")
@click.option("--at", metavar="DATE", help="Judge as of this day (2026-05-03) or moment; the default is now.")
@click.option("--offline", is_flag=True, help="Ask nobody: what needs the network is reported as not checked.")
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
@click.option(
    "--trust",
    type=click.Path(path_type=Path, exists=True),
    help="Trust registry (JSON), or folder of some, that says who issuers are known to be.",
)
@click.option("--brief", is_flag=True, help="Of several, print only those that are not valid, and the totals.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a credential.")
@refusals_in_words
def verify(
    source: str,
    at: str | None,
    offline: bool,  # noqa: FBT001 - click hands flags over so
    lists: Path | None,
    documents: tuple[Path, ...],
    trust: Path | None,
    brief: bool,  # noqa: FBT001 - as above
    as_json: bool,  # noqa: FBT001 - as above
) -> None:
    """Check a credential, a folder or bundle of them, or a link, of any issuer.

    A bundle is a .jsonl or .jsonl.zst file, one credential a line, or a .zip of credentials.

    Exit code: 0 valid, 1 not valid, 2 cannot tell. Of several: the worst that was found.
    """
    fetcher = None if offline else Fetcher()
    registries = read_registries(trust)
    world = outside(
        fetcher, documents=dict(map(trusted_document, documents)), lists=lists_in(lists), registries=registries
    )
    moment = _moment(at)
    if source.startswith(("https://", "http://")):
        sys.exit(_one(source, _from_link(source, fetcher), world, moment, as_json=as_json))
    path = Path(source)
    if source != "-" and path.is_dir():
        found = ((str(file.relative_to(path)), bytes_of(file)) for file in credential_files(path))
        sys.exit(_several(path, found, world, moment, as_json=as_json, brief=brief))
    if is_bundle(path):
        sys.exit(_several(path, _from_bundle(path), world, moment, as_json=as_json, brief=brief))
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if source == "-" else bytes_of(path)
    sys.exit(_one(source, data, world, moment, as_json=as_json))


def _one(name: str, found: bytes | Check, world: World, at: datetime, *, as_json: bool) -> int:
    report = Report((found,)) if isinstance(found, Check) else judge(found, world=world, at=at)
    if as_json:
        json_line(_as_json(name, report))
    else:
        _print(report)
    return _EXIT[report.verdict]


def _several(
    source: Path, named: Iterator[tuple[str, bytes]], world: World, at: datetime, *, as_json: bool, brief: bool
) -> int:
    """Judge credentials one at a time, then print a table of the answers."""
    counts: Counter[tuple[Verdict, str]] = Counter()
    for name, data in named:
        report = judge(data, world=world, at=at)
        counts[report.verdict, verdict_word(report)] += 1
        if brief and report:
            continue
        if as_json:
            json_line(_as_json(name, report))
        else:
            _print_line(name, report)
    if not counts:
        click.echo(
            _("There is no credential in {folder} (files ending in .json, .jwt or .cose).").format(folder=source),
            err=True,
        )
        return CANNOT_START
    if not as_json:
        click.echo()
        for (_verdict, word), count in sorted(counts.items(), key=lambda line: list(Verdict).index(line[0][0])):
            click.echo(f"{count:>8}  {word}")
    found = {verdict for verdict, _word in counts}
    return next(
        _EXIT[verdict] for verdict in (Verdict.INVALID, Verdict.INDETERMINATE, Verdict.VALID) if verdict in found
    )


def _print(report: Report) -> None:
    shown = describe(report.credential)
    click.secho(verdict_word(report), bold=True, fg=_COLOURS[report.verdict])
    click.echo(headline(report))
    click.echo()
    for label, value in (
        (_("What"), shown.title),
        (_("Who"), shown.holder),
        (_("Issued by"), shown.issuer),
        (_("Awarded"), shown.awarded),
    ):
        if value:
            click.echo(f"  {label}: {printable(value)}")
    click.echo()
    for check in report.checks:
        told = tell(check)
        click.echo(f"  {_SIGNS[check.outcome]} {told.title} {printable(told.sentence)}")
    if report.trust:
        told = tell(report.trust.as_check())
        click.echo(f"  ★ {told.title} {printable(told.sentence)}")
    for number, part in enumerate(report.parts, 1):
        click.echo(f"  {number}. {printable(describe(part.credential).title)}: {verdict_word(part)}. {headline(part)}")
    for notice in report.notices:
        told = tell(notice)
        click.echo(f"  · {told.title}: {printable(told.sentence)}")
    if any(check.because == "no-list-address" for check in report.checks):
        click.echo(
            _("If you have the issuer's lists, name their folder: --lists FOLDER (in a folder of issue: web/status).")
        )


def _print_line(name: str, report: Report) -> None:
    worst = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
    why = f"  {printable(sentence(worst))}" if worst else ""
    click.echo(f"{click.style(verdict_word(report), fg=_COLOURS[report.verdict])}  {printable(name)}{why}")


def _as_json(name: str, report: Report) -> dict[str, Any]:
    shown = describe(report.credential)
    return {
        "source": name,
        "verdict": report.verdict.value,
        "form": report.form,
        "says": headline(report),
        "claims": {"title": shown.title, "holder": shown.holder, "issuer": shown.issuer, "awarded": shown.awarded},
        "checks": [
            {
                "name": check.name,
                "outcome": check.outcome.value,
                "because": check.because,
                "says": sentence(check),
                "facts": check.facts,
                "spec": check.spec,
            }
            for check in report.checks
        ],
        "notices": [{"name": notice.name, "because": notice.because} for notice in report.notices],
        "trust": {"answer": report.trust.answer, "says": report.trust.says, "name": report.trust.name}
        if report.trust
        else None,
        "parts": [{"verdict": part.verdict.value, "says": headline(part)} for part in report.parts],
    }


def _from_bundle(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what is in a bundle; where it cannot be read on, say so, and do not call the rest good."""
    try:
        yield from credentials_in(path)
    except BadBundle as error:
        click.echo(_("{path} cannot be read on: {reason}.").format(path=path, reason=printable(error.reason)), err=True)
        sys.exit(CANNOT_START)


def _from_link(url: str, fetcher: Fetcher | None) -> bytes | Check:
    if fetcher is None:
        return unknown("form", "offline", url=url)
    try:
        return fetcher.get(url)
    except Unreachable as reason:
        return Check("form", Outcome.UNKNOWN, reason.code, facts=reason.facts)


def _moment(at: str | None) -> datetime:
    if at is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(at)
    except ValueError as error:
        message = _("'{at}' is not a day. Write it like 2026-05-03 or 2026-05-03T09:00:00Z").format(at=at)
        raise click.BadParameter(message, param_hint="--at") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
