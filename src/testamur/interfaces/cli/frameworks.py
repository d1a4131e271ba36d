"""`testamur frameworks`: skills and occupations, as their publishers give them out, on this machine."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from testamur.core.skills.taxonomy import NodeKind
from testamur.interfaces.cli.framework_intake import bring_in
from testamur.interfaces.cli.framework_upgrade import upgrade
from testamur.interfaces.cli.framework_writing import export
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.speech import json_line, refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.frameworks import kind_names

if TYPE_CHECKING:
    from testamur.domain.frameworks.values import FrameworkView


@click.group("frameworks")
def frameworks() -> None:
    """Bring in, list, search, compare and export frameworks of skills and occupations."""


frameworks.add_command(bring_in)
frameworks.add_command(upgrade)
frameworks.add_command(export)


@frameworks.command("list")
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line"))
@refusals_in_words
def list_frameworks(*, as_json: bool) -> None:
    """List what is here, in every version."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.frameworks import queries  # noqa: PLC0415 - needs Django, which is ready only now
        from testamur.domain.institution.queries import institutions  # noqa: PLC0415 - as above

        found = {one.uuid: one for place in institutions() for one in queries.frameworks(here=place.id)}
        for one in found.values():
            if as_json:
                json_line(asdict(one))
            else:
                click.echo(_line(one))
        if not found and not as_json:
            click.echo(_("There is none yet. ESCO comes with: testamur frameworks import esco"))


def _line(one: FrameworkView) -> str:
    names = kind_names()
    counted = [f"{names[kind.value]}: {one.counts[kind.value]}" for kind in NodeKind if one.counts.get(kind.value)]
    relations = one.counts.get("essential", 0) + one.counts.get("optional", 0)
    if relations:
        said = ngettext("%(n)s relation to occupations", "%(n)s relations to occupations", relations)
        counted.append(said % {"n": relations})
    elif counted:
        counted.append(_("without relations to occupations"))
    pairs = one.counts.get("equivalence", 0)
    if pairs:
        counted.append(ngettext("%(n)s pair elsewhere", "%(n)s pairs elsewhere", pairs) % {"n": pairs})
    private = "" if one.is_shared else " " + _("(one institution's own)")
    return f"{one.code} {one.version}  {one.name}  [{', '.join(one.languages)}]{private}\n    {', '.join(counted)}"


@frameworks.command("search")
@click.argument("text")
@click.option("--in", "code", default="", help=_("The framework, by its short name [the first there is]"))
@click.option("--release", default="", help=_("Which version [the newest]"))
@click.option("--kind", type=click.Choice([kind.value for kind in NodeKind]), help=_("Only nodes of this kind"))
@click.option("--language", default="", help=_("Language of the labels"))
@click.option("--top", default=10, type=click.IntRange(1, 200), show_default=True, help=_("At most so many"))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line"))
@refusals_in_words
def search(*, text: str, code: str, release: str, kind: str | None, language: str, top: int, as_json: bool) -> None:
    """Find skills and occupations by their words; accents and small slips do not matter."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.frameworks import queries  # noqa: PLC0415 - as above

        shared = [one.code for one in queries.frameworks()]
        of = queries.framework(code or next(iter(shared), "esco"), release)
        kinds = [NodeKind(kind)] if kind else []
        found = queries.search(of, text=text, kinds=kinds, languages=[language] if language else [], limit=top)
        for one in found.items:
            if as_json:
                json_line(asdict(one))
            else:
                click.echo(f"{one.label}  ({kind_names()[one.kind]})\n    {one.uri}")
        if not as_json:
            said = ngettext("%(n)s found in %(of)s.", "%(n)s found in %(of)s.", found.total)
            click.echo(said % {"n": found.total, "of": f"{of.name} {of.version}"}, err=True)
            if of.attribution:
                click.echo(of.attribution, err=True)
