"""`testamur jobs`: what is waiting, running and failed in the background, and trying again."""

from __future__ import annotations

import json

import click

from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _, ngettext

STATES = ("todo", "doing", "failed", "succeeded", "cancelled", "aborted")


@click.group()
def jobs() -> None:
    """See and retry work in the background."""


@jobs.command("list")
@click.option("--state", type=click.Choice(STATES), help=_("Only jobs in this state"))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line"))
@click.option("--limit", default=50, type=click.IntRange(1, 1000), show_default=True, help=_("At most so many"))
def list_jobs(*, state: str | None, as_json: bool, limit: int) -> None:
    """List jobs, newest first. Finished jobs are deleted."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.ledger import queries  # noqa: PLC0415 - needs Django, which is ready only now

        for job in queries.jobs(None, status=state or "", limit=limit):
            if as_json:
                told = {"id": job.id, "task": job.task, "state": job.status, "attempts": job.attempts}
                click.echo(json.dumps({**told, "arguments": job.arguments}))
            else:
                click.echo(f"{job.id:>8}  {job.status:<9}  {job.attempts:>2}  {job.task}")
        if not as_json:
            counts = queries.job_counts(None)
            click.echo(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or _("No jobs."))


@jobs.command()
@click.argument("ids", type=int, nargs=-1)
@click.option("--all-failed", is_flag=True, help=_("Every job that has failed"))
def retry(*, ids: tuple[int, ...], all_failed: bool) -> None:
    """Try failed jobs again, now."""
    if bool(ids) == all_failed:
        raise click.UsageError(_("Name the jobs, or say --all-failed."))
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.ledger import actions, queries  # noqa: PLC0415 - as above

        chosen = ids or [job.id for job in queries.jobs(None, status="failed", limit=100_000)]
        done = sum(actions.retry(job) for job in chosen)
        click.echo(ngettext("%(n)s job is waiting again.", "%(n)s jobs are waiting again.", done) % {"n": done})
        if done < len(chosen):
            click.echo(_("Not failed, or not there: %(n)s.") % {"n": len(chosen) - done}, err=True)
            click.get_current_context().exit(1)
