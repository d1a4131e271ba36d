"""`testamur frameworks upgrade`: what changed between two versions, and what that means for a definition."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testamur.core.model.definition import DefinitionError, parse
from testamur.core.model.definition.splicing import spliced
from testamur.core.model.microcredential import MicroCredential
from testamur.core.skills.moving import CERTAIN, moved, moves, older_skills
from testamur.core.skills.upgrading import Difference, Gone
from testamur.interfaces.cli.rules_input import tell_problems
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.speech import CANNOT_START, json_line, refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.frameworks import successor_reason

if TYPE_CHECKING:
    from testamur.domain.frameworks.values import FrameworkView

_SHOWN = 20


@click.command("upgrade")
@click.argument("code")
@click.option("--from", "before", default="", help=_("The older version [of the definition, or the one before]"))
@click.option("--to", "after", default="", help=_("The newer version [the newest]"))
@click.option(
    "--definition",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Only what a definition's outcomes name"),
)
@click.option("--write", is_flag=True, help=_("Change the definition, where what takes a skill's place is certain"))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line"))
@refusals_in_words
def upgrade(*, code: str, before: str, after: str, path: Path | None, write: bool, as_json: bool) -> None:
    """Say what changed between two versions of a framework: gone, with what may take its place; renamed; new.

    With --definition, only what its outcomes name; a definition keeps its version until somebody writes another.
    """
    if write and path is None:
        raise click.UsageError(_("Say with --definition which file to change."))
    course = _definition(path) if path else None
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.catalogue.queries import taught  # noqa: PLC0415 - needs Django, which is ready only now
        from testamur.domain.frameworks import queries  # noqa: PLC0415 - as above

        known = queries.frameworks(code=code)
        newer = queries.framework(code, after)
        older = queries.framework(code, before or _older(course, [one.version for one in known], newer))
        only = None if course is None else {skill.uri for one in course.outcomes for skill in one.skills}
        found = queries.changed(older, newer, only=only)
        here = taught({one.concept.uri for one in found.gone})
    if as_json:
        _tell_as_json(found)
    else:
        _tell(found, older, newer, here=None if course else here)
    if write and path and course:
        _write(path, course, found, newer)


def _definition(path: Path) -> MicroCredential:
    try:
        return parse(path.read_bytes())
    except DefinitionError as error:
        tell_problems(error)
        sys.exit(CANNOT_START)


def _older(course: MicroCredential | None, known: list[str], newer: FrameworkView) -> str:
    """Return the version that a definition names, else the newest of those before *newer*."""
    named = [skill.version for one in course.outcomes for skill in one.skills if skill.version] if course else []
    others = [*named, *known[known.index(newer.version) + 1 :], *known]
    return next((one for one in others if one != newer.version), newer.version)


def _tell(found: Difference, older: FrameworkView, newer: FrameworkView, *, here: Mapping[str, int] | None) -> None:
    """Print what changed. ``here``: address → how many micro-credentials teach it; None: a definition was given."""
    named = {"of": newer.name, "before": older.version, "after": newer.version}
    click.echo(_("%(of)s, from %(before)s to %(after)s:") % named)
    counted = [
        ngettext("%(n)s skill is gone", "%(n)s skills are gone", len(found.gone)) % {"n": len(found.gone)},
        ngettext("%(n)s is called anew", "%(n)s are called anew", len(found.renamed)) % {"n": len(found.renamed)},
    ]
    if here is not None:
        counted.append(ngettext("%(n)s is new", "%(n)s are new", len(found.fresh)) % {"n": len(found.fresh)})
    click.echo("  " + ", ".join(counted))
    most = None if here is None else _SHOWN
    # What is taught here comes first: somebody has to decide about it.
    for gone in sorted(found.gone, key=lambda one: one.concept.uri not in (here or {}))[:most]:
        _tell_gone(gone, (here or {}).get(gone.concept.uri, 0))
    if here is not None and len(found.gone) > _SHOWN:
        click.echo(_("… and more; --json tells all."))
    for renamed in found.renamed[:most]:
        click.echo(f"~ {renamed.before.label} → {renamed.after.label}")


def _tell_gone(gone: Gone, taught_here: int) -> None:
    click.echo(f"- {gone.concept.label}  {gone.concept.uri}")
    if taught_here:
        said = ngettext("%(n)s micro-credential here teaches it", "%(n)s micro-credentials here teach it", taught_here)
        click.echo("    " + said % {"n": taught_here})
    for one in gone.successors:
        click.echo(f"    → {one.concept.label}  {one.concept.uri}  ({successor_reason(one)})")
    if not gone.successors:
        click.echo("    " + _("nothing takes its place"))


def _tell_as_json(found: Difference) -> None:
    for gone in found.gone:
        proposed = [
            {"uri": one.concept.uri, "label": one.concept.label, "because": one.because, "likeness": one.likeness}
            for one in gone.successors
        ]
        json_line({"change": "gone", "uri": gone.concept.uri, "label": gone.concept.label, "successors": proposed})
    for one in found.renamed:
        json_line({"change": "renamed", "uri": one.after.uri, "before": one.before.label, "label": one.after.label})
    for fresh in found.fresh:
        json_line({"change": "new", "uri": fresh.uri, "label": fresh.label})


def _write(path: Path, course: MicroCredential, found: Difference, newer: FrameworkView) -> None:
    """Change the skills that are still there, or whose successor is certain; the others keep their version."""
    older = older_skills(course, (newer.code, newer.name.casefold()), newer.version)
    steps = moves(course, older, found)
    choices = {one.skill.uri: one.to[0] for one in steps if one.how in CERTAIN}
    left = older.keys() - choices.keys()
    source = path.read_text(encoding="utf-8")
    path.write_text(spliced(source, course, moved(course, choices, newer.version)), encoding="utf-8")
    click.echo(_("%(file)s names skills of %(version)s now.") % {"file": path.name, "version": newer.version})
    if left:
        said = ngettext("%(n)s skill is left for you to decide.", "%(n)s skills are left for you to decide.", len(left))
        click.echo(said % {"n": len(left)})
