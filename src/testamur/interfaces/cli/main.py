"""The command line's front door: finds the command and hands over.

Commands are imported when they are called, so that ``testamur verify`` does not wait for Django to load.
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from dataclasses import dataclass

import click

from testamur import __version__
from testamur.interfaces.words import _, speak


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives and what it does in one line."""

    place: str
    says: str


def _entries() -> dict[str, dict[str, Entry]]:
    """Return heading → command → entry, in the order of the help."""
    cli = "testamur.interfaces.cli"
    return {
        _("See it"): {
            "demo": Entry(f"{cli}.demo:demo", _("Run a small world of universities on this machine")),
            "doctor": Entry(f"{cli}.doctor:doctor", _("Say what this machine has and lacks")),
        },
        _("Without a server"): {
            "lint": Entry(f"{cli}.lint:lint", _("Check a micro-credential's definition")),
            "convert": Entry(f"{cli}.convert:convert", _("Take a definition from one format to another")),
            "policy": Entry(f"{cli}.policy:policy", _("Check, print and list policies")),
            "decide": Entry(f"{cli}.decide:decide_", _("Decide whether what somebody holds meets a policy")),
            "plan": Entry(f"{cli}.plan:plan_", _("Find the best way to meet a policy")),
            "skills": Entry(f"{cli}.skills:skills", _("Suggest the skills that a text speaks of")),
            "fairness": Entry(f"{cli}.fairness:fairness", _("Say whether people are treated alike")),
            "keys": Entry(f"{cli}.keys:keys", _("Make and look at signing keys")),
            "issue": Entry(f"{cli}.issue:issue", _("Issue credentials to a list of people")),
            "verify": Entry(f"{cli}.verify:verify", _("Check credentials of any issuer")),
            "revoke": Entry(f"{cli}.status:revoke", _("Withdraw a credential for good")),
            "suspend": Entry(f"{cli}.status:suspend", _("Set a credential aside for a while")),
            "reinstate": Entry(f"{cli}.status:reinstate", _("End a suspension")),
        },
        _("For other programs"): {
            "vc-api": Entry(f"{cli}.vc_api:vc_api", _("Run a small service that issues and verifies (VC API)")),
            "tool": Entry(f"{cli}.tool:tool", _("Take single steps of the standards, for test suites")),
        },
        _("With a server"): {
            "serve": Entry(f"{cli}.serve:serve", _("Run the web server")),
            "worker": Entry(f"{cli}.serve:worker", _("Run the background worker")),
            "migrate": Entry(f"{cli}.serve:migrate", _("Bring the database up to date")),
            "jobs": Entry(f"{cli}.jobs:jobs", _("See and retry work in the background")),
            "tokens": Entry(f"{cli}.tokens:tokens", _("Make tokens for programs that use the API")),
            "frameworks": Entry(f"{cli}.frameworks:frameworks", _("Bring in and search skills and occupations")),
        },
    }


class FrontDoor(click.Group):
    """A group that loads a command when it is asked for and lists commands under headings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name, in the order of the help."""
        del ctx
        return [name for commands in _entries().values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load and return the command, or None where there is none of that name."""
        del ctx
        for commands in _entries().values():
            if cmd_name in commands:
                module, _colon, name = commands[cmd_name].place.partition(":")
                found = getattr(importlib.import_module(module), name)
                return found if isinstance(found, click.Command) else None
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; a name that is none is answered with the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not near:
                raise
            message = " ".join((error.message, _("Did you mean '{name}'?").format(name=near[0])))
            raise click.UsageError(message, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings, without importing any of them."""
        del ctx
        for heading, commands in _entries().items():
            with formatter.section(heading):
                formatter.write_dl([(name, entry.says) for name, entry in commands.items()])


@click.group(
    cls=FrontDoor,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="testamur")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Testamur: design, assure, teach, award, recognise and map micro-credentials."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        click.echo()
        click.echo(_("New here? Try: ./testamur demo"))


def main() -> None:
    """Run the command line, speaking the terminal's language."""
    # Sums over skills are small: threads of their own, in every process, would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    speak(os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en")
    try:
        cli(prog_name="testamur")
    except BrokenPipeError:
        # The reader (head, less) has seen enough; that is not an error of ours.
        sys.stderr.close()
        sys.exit(0)
