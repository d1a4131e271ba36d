"""`testamur frameworks import`: files of a framework, read with limits and written whole or not at all."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testamur.adapters.framework_files import Opened, opened
from testamur.core.exchange.frameworks import esco
from testamur.core.exchange.frameworks.forms import FORMS, read
from testamur.core.exchange.frameworks.gathering import Read
from testamur.core.exchange.frameworks.source import Asked, Faults
from testamur.core.rules.exchange import ExchangeError
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.speech import CANNOT_START, refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.frameworks import framework_error, framework_notice
from testamur.refusals import NotFound

if TYPE_CHECKING:
    from testamur.domain.frameworks.values import Brought
    from testamur.domain.institution.access import Actor

Progress = Callable[[str, int, int], None]
AUTO = "auto"
_CODE = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 40


@click.command("import")
@click.argument("form", type=click.Choice([*FORMS, AUTO]), metavar="FORMAT")
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False, metavar="[FILE]")
@click.option("--release", default="", help=_("Which version it is, where the files do not say"))
@click.option("--language", default="", help=_("Language of its texts, where the files do not say [en]"))
@click.option("--code", default="", help=_("Short name for addresses, such as my-college"))
@click.option("--name", default="", help=_("Its name, where the files do not say"))
@click.option("--at", "place", default="", help=_("The institution that brings it in, by its code"))
@click.option("--private", is_flag=True, help=_("For that institution alone, as a licence may ask"))
@refusals_in_words
def bring_in(
    *, form: str, path: Path | None, release: str, language: str, code: str, name: str, place: str, private: bool
) -> None:
    """Bring in a framework: whole, or not at all.

    FORMAT is esco (the official CSV download), onet (text files, with the ESCO crosswalk beside them if you like),
    crosswalk, case, rsd, ctdl-asn, digcomp (JSON-LD), csv, or auto. FILE is a file, an archive or a folder, gzipped
    or not. Without FILE, esco comes from the installed package of data: skills in English, without relations.

    The same files again change nothing; another language of the same version joins it. Exit code 2 when the files
    cannot be read.
    """
    if path is None and form != esco.CODE:
        raise click.UsageError(_("Name the file. Only esco comes without one, from the installed package."))
    if private and not place:
        raise click.UsageError(_("Say with --at for which institution alone it is."))
    source = None if path is None else _read(path, "" if form == AUTO else form, Asked(code, name, release, language))
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        with _shown() as progress:
            brought = _brought(source, place, is_shared=not private, progress=progress)
    _tell(brought)


def _read(path: Path, form: str, asked: Asked) -> tuple[Read, Opened]:
    """Return what the files say; what keeps them from being read is told with file and line, and ends it."""
    try:
        source = opened(path)
        known = Asked(
            asked.code or _code(path),
            asked.name,
            asked.version or esco.release(path.name),
            asked.language,
        )
        found = read(source.files, known, form)
    except ExchangeError as error:
        for one in error.faults if isinstance(error, Faults) else [error]:
            place = one.place or click.format_filename(path)
            click.echo(f"{place}: {one.code} ERROR {framework_error(one)}", err=True)
        sys.exit(CANNOT_START)
    for notice in found.notices:
        click.echo(f"{notice.place or path.name}: {notice.code} NOTE {framework_notice(notice)}", err=True)
    return found, source


def _code(path: Path) -> str:
    return _CODE.sub("-", path.name.partition(".")[0].casefold()).strip("-")[:_LONGEST_CODE] or "framework"


def _brought(source: tuple[Read, Opened] | None, place: str, *, is_shared: bool, progress: Progress) -> Brought:
    from testamur.domain.frameworks import actions  # noqa: PLC0415 - needs Django, which is ready only now

    now = datetime.now(UTC)
    if source is None:
        return actions.bring_in_carried(_actor("esco", "", place), at=now, progress=progress)
    found, files = source
    edition = found.taxonomy.edition
    return actions.bring_in(
        _actor(edition.code, edition.version, place),
        taxonomy=found.taxonomy,
        digest=files.digest,
        at=now,
        is_shared=is_shared,
        progress=progress,
    )


def _actor(code: str, version: str, place: str) -> Actor:
    """Return the machine, acting for the institution named, else for the one that has this version, else for the first.

    Raises `NotFound`.
    """
    from testamur.domain.frameworks import queries  # noqa: PLC0415 - as above
    from testamur.domain.institution.access import system  # noqa: PLC0415 - as above
    from testamur.domain.institution.queries import by_code, institutions  # noqa: PLC0415 - as above

    if place:
        return system(by_code(place).id)
    here = next((one for one in queries.frameworks(code=code) if version in ("", one.version)), None)
    if here:
        return system(here.institution_id)
    first = min((one.id for one in institutions()), default=None)
    if first is None:
        raise NotFound(what="institution")
    return system(first)


@contextmanager
def _shown() -> Iterator[Progress]:
    """Show how far it is, on one line of the terminal; elsewhere nothing is shown."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    words = {
        "concepts": _("Concepts"),
        "wordings": _("Words"),
        "relations": _("Relations"),
        "index": _("Index"),
    }

    def tell(what: str, done: int, total: int) -> None:
        share = done / total if total else 1.0
        bar = "█" * round(share * 24)
        click.echo(f"\r{words.get(what, what):<12} {bar:<24} {share:>5.0%} {done:>9}", nl=False, err=True)

    yield tell
    click.echo(err=True)


def _tell(brought: Brought) -> None:
    of = brought.framework
    named = {"of": f"{of.name} {of.version}", "languages": ", ".join(of.languages)}
    if not brought.has_changed:
        click.echo(_("%(of)s is here already, with all of this.") % named)
        return
    skills = sum(of.counts.get(kind, 0) for kind in ("skill", "knowledge", "other"))
    if skills:
        said = ngettext(
            "%(of)s is here: %(n)s skill, in: %(languages)s.",
            "%(of)s is here: %(n)s skills, in: %(languages)s.",
            skills,
        )
        click.echo(said % (named | {"n": skills}))
    pairs = of.counts.get("equivalence", 0)
    if pairs:
        said = ngettext(
            "%(of)s says of %(n)s pair of concepts how they are alike.",
            "%(of)s says of %(n)s pairs of concepts how they are alike.",
            pairs,
        )
        click.echo(said % (named | {"n": pairs}))
    if of.attribution:
        click.echo(of.attribution)
    if not of.has_relations and of.code == esco.CODE:
        click.echo(_("Which occupation needs which skill comes with the official download: testamur doctor says how."))
