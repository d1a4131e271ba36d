"""``testamur policy``: check a policy, print it, list those that come with the program; exchange it with others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import orjson

from testamur import packs
from testamur.core.model.definition import DefinitionError
from testamur.core.rules.language import dump_policy, parse_policy, policy_json, policy_schema, policy_text
from testamur.core.rules.policy import Policy
from testamur.interfaces.cli.policy_check import Checked, check, check_together, json_of, lines_of
from testamur.interfaces.cli.policy_exchange import export_policy, import_policy
from testamur.interfaces.cli.rules_input import named_policy, tell_problems
from testamur.interfaces.cli.speech import CANNOT_START, json_line
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import rule_said

JUDGED_BAD = 1


@click.group()
def policy() -> None:
    """Check, print, list and exchange policies."""


policy.add_command(export_policy)
policy.add_command(import_policy)


@policy.command("check")
@click.argument("files", nargs=-1, metavar="POLICY...")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of worked cases; without it, NAME.cases.yaml or cases/NAME.yaml beside the policy.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a policy.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the policy file for your editor, and end.")
def check_policies(files: tuple[str, ...], cases: Path | None, *, as_json: bool, schema: bool) -> None:
    """Check policies: their spelling, contradictions, clauses that nobody can meet, and their worked cases.

    POLICY is a policy file, a folder of them, or the name of a policy that comes with the program.

    Exit code: 0 nothing wrong (doubts are told), 1 a mistake or a case that is decided otherwise, 2 cannot be read.
    """
    if schema:
        click.echo(orjson.dumps(policy_schema(), option=orjson.OPT_INDENT_2).decode())
        return
    if not files:
        raise click.UsageError(_("Name a policy, such as 'testamur policy check hku-certificate'."))
    checked = [check(name, cases) for given in files for name in _policies_in(given)]
    together = check_together(checked)
    for one in checked:
        if as_json:
            json_line(json_of(one))
        else:
            for line in lines_of(one):
                click.echo(line)
    for line in together:
        click.echo(line, err=as_json)
    sys.exit(_exit_code(checked, is_apart=not together))


def _policies_in(given: str) -> Iterator[str]:
    """Yield the policy, or the policy files of the folder; cases are not policies."""
    path = Path(given)
    if not path.is_dir():
        yield given
        return
    found = [str(one) for one in sorted(path.glob("*.yaml")) if not one.name.endswith(".cases.yaml")]
    yield from found or [given]


def _exit_code(checked: list[Checked], *, is_apart: bool) -> int:
    if any(one.policy is None for one in checked):
        return CANNOT_START
    return 0 if is_apart and all(one.is_good for one in checked) else JUDGED_BAD


@policy.command("print")
@click.argument("name", metavar="POLICY")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "words", "file", "json"]),
    default="text",
    show_default=True,
    help="The compact text; sentences; the policy file; or all its parts for programs.",
)
def print_policy(name: str, form: str) -> None:
    """Print a policy in another form. What decides is the same in the compact text and in the file."""
    try:
        read = named_policy(name).reading.policy
    except DefinitionError as error:
        tell_problems(error)
        sys.exit(CANNOT_START)
    match form:
        case "text":
            click.echo(policy_text(read), nl=False)
        case "words":
            for line in _in_words(read):
                click.echo(line)
        case "file":
            click.echo(dump_policy(read), nl=False)
        case _:
            click.echo(orjson.dumps(policy_json(read), option=orjson.OPT_INDENT_2).decode())


def _in_words(read: Policy) -> Iterator[str]:
    yield click.style(read.title, bold=True) + f" ({read.version})"
    for clause in read.clauses:
        yield f"  {clause.id}: {rule_said(clause.rule, str)}"
        if clause.note:
            yield f"    {clause.note}"
    for label, told in ((_("Based on"), read.sources), (_("Uncertain"), read.uncertain)):
        if told:
            yield f"{label}:"
            yield from (f"  {one}" for one in told)


@policy.command("list")
@click.option("--as", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def list_policies(form: str) -> None:
    """List the policies that come with the program, what each is based on, and what is uncertain."""
    found = [parse_policy(text, name=name) for name, text in packs.policies().items()]
    if form == "json":
        json_line([{"name": one.id, "version": one.version, "title": one.title, "size": _size(one)} for one in found])
    elif form == "markdown":
        click.echo(as_markdown(found), nl=False)
    else:
        width = max(len(one.id) for one in found)
        for one in found:
            click.echo(f"{one.id:<{width}}  {one.title}" + (f" ({_size(one)})" if one.size else ""))


def _size(one: Policy) -> str:
    return str(one.size) if one.size else ""


def as_markdown(found: list[Policy]) -> str:
    """Return the policies as a page: what each asks, what it is based on, and what is uncertain."""
    parts = []
    for one in found:
        lines = [
            f"## {one.title}",
            "",
            f"`{one.id}`, version {one.version}" + (f", {one.size}" if one.size else ""),
            "",
        ]
        lines += [f"- {clause.note}" for clause in one.clauses]
        lines += ["", "Based on: " + "; ".join(one.sources) + ".", ""]
        lines += ["Uncertain:", "", *(f"- {told}" for told in one.uncertain), ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)
