"""`testamur doctor`: what this machine has and lacks, and what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import click

from testamur.adapters import environment as settings
from testamur.adapters.carried import carried_esco
from testamur.adapters.environment import Environment
from testamur.adapters.postgres import binaries, locks
from testamur.adapters.postgres.layout import layout
from testamur.adapters.typesetting import unprintable
from testamur.interfaces.cli.refusal import explained
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told

_ENOUGH_DISK = 2 * 2**30
_MARKS = {True: "✓", False: "✗", None: "·"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something looked at. ``is_good`` None: it is not needed, and lacking. ``advice``: what to do, where something."""

    name: str
    is_good: bool | None
    says: str
    advice: str = ""


@click.command()
def doctor() -> None:
    """Say what this machine has and lacks."""
    with explained():
        here = settings.environment()
    findings = [_python(), *_postgres(here), _disk(here), _mail(here), _chromium(), _fonts(), _skills()]
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        click.echo(f"{_MARKS[finding.is_good]} {finding.name:<{width}}  {finding.says}")
        if finding.advice:
            click.echo(f"  {'':<{width}}  → {finding.advice}")
    if any(finding.is_good is False for finding in findings):
        sys.exit(1)
    click.echo(_("Everything that Testamur needs is here."))


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", is_good=True, says=f"{version} ({sys.prefix})")


def _postgres(here: Environment) -> Iterator[Finding]:
    if here.database_url:
        yield Finding("PostgreSQL", is_good=True, says=_("the one that DATABASE_URL names"))
        return
    try:
        found = binaries.find(here.postgres_folder)
    except binaries.NoPostgres as refusal:
        yield Finding("PostgreSQL", is_good=False, says=_("none that can be used"), advice=told(refusal))
        return
    yield Finding("PostgreSQL", is_good=True, says=f"{found.version}, {found.source}: {found.folder}")
    place = layout(here.home)
    runs = locks.running(place.data)
    state = _("running") if runs else _("not running; 'testamur demo' starts it")
    yield Finding(_("Database"), is_good=True, says=f"{place.data} ({state})")


def _disk(here: Environment) -> Finding:
    folder = next(path for path in (here.home, *here.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    says = _("%(free).1f GB free in %(folder)s") % {"free": free / 2**30, "folder": folder}
    advice = "" if free >= _ENOUGH_DISK else _("Free some space, or choose another folder with TESTAMUR_HOME.")
    return Finding(_("Disk"), is_good=free >= _ENOUGH_DISK, says=says, advice=advice)


def _mail(here: Environment) -> Finding:
    if here.mail_url:
        return Finding(_("Mail"), is_good=True, says=_("sent by %(host)s") % {"host": urlsplit(here.mail_url).hostname})
    says = _("not sent: it is kept in %(folder)s") % {"folder": here.mail_folder}
    advice = _("People who forget their password wait for a mail. Name a mail server in TESTAMUR_MAIL_URL.")
    return Finding(_("Mail"), is_good=None, says=says, advice=advice)


def _chromium() -> Finding:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return Finding("Chromium", is_good=True, says=found)
    advice = _("Only the browser tests use it. Debian: apt install chromium")
    return Finding("Chromium", is_good=None, says=_("not here; browser tests are skipped"), advice=advice)


def _skills() -> Finding:
    """Say whether skills come with this installation, and where what needs which skill is to be had."""
    found, name = carried_esco(), _("Skills")
    advice = _(
        "Occupations, other languages and what needs which skill come with ESCO's own download (CSV, classification): "
        "%(address)s, then: testamur frameworks import esco FILE.zip"
    ) % {"address": "https://esco.ec.europa.eu/en/use-esco/download"}
    if found is None:
        return Finding(name, is_good=None, says=_("no installed package carries any"), advice=advice)
    return Finding(
        name, is_good=True, says=_("ESCO, in English, in %(package)s") % {"package": found.package}, advice=advice
    )


def _fonts() -> Finding:
    """Say in which scripts a letter can be set: the same question that the page of a letter asks."""
    lacking = [name for name, sample in _scripts().items() if unprintable(sample)]
    if not lacking:
        return Finding(_("Fonts"), is_good=True, says=_("letters can be set in every script that was tried"))
    advice = _(
        "A letter with such a name shows boxes, and is no PDF/A. Debian: apt install fonts-noto-core fonts-noto-cjk"
    )
    return Finding(
        _("Fonts"), is_good=None, says=_("none for: %(scripts)s") % {"scripts": ", ".join(lacking)}, advice=advice
    )


def _scripts() -> dict[str, str]:
    return {
        _("Arabic"): "عربي",
        _("Chinese"): "漢字汉字",
        _("Devanagari"): "हिन्दी",
        _("Hebrew"): "עברית",
        _("Japanese"): "かなカナ",
        _("Korean"): "한글",
        _("Tamil"): "தமிழ்",
        _("Thai"): "ไทย",
    }
