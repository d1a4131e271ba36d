"""Against which framework `testamur skills suggest` reads, whether that is on, and what is blanked of people before."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testamur.adapters.identity import detector
from testamur.core.skills.concepts import Framework, SkillsError
from testamur.core.skills.identity import Kind
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.skills_texts import Text
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _, ngettext

if TYPE_CHECKING:
    from testamur.domain.institution.values import InstitutionView

# A framework of this server is named by its code; whatever else is no file is a mistake.
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PURPOSE = "suggest-outcome-skills"


def framework_of(named: str, language: str) -> Framework:
    """Return the framework that *named* means: ESCO as it is installed, files of any format, or one of this server's.

    Raises `SkillsError`, `ExchangeError`, `NotFound`.
    """
    from testamur.adapters.encoders import choosing  # noqa: PLC0415 - its libraries take a second to load

    if not named or named.startswith("esco") or Path(named).expanduser().exists() or not _CODE.fullmatch(named):
        return choosing.framework(named)
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.frameworks import queries  # noqa: PLC0415 - needs Django, ready only now

        of = queries.to_read_against(code=named)
        if of is None or of.code != named:
            raise SkillsError("framework-unknown", name=named)
        return queries.skills(of, queries.language_of(of, language))
    raise SkillsError("framework-unknown", name=named)


def ask_whether_on(code: str) -> None:
    """Ask the institution *code* whether it has suggestions on. Raises `TurnedOff`, `NotFound`."""
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.institution.queries import by_code  # noqa: PLC0415 - needs Django, ready only now
        from testamur.domain.oversight.queries import require_on  # noqa: PLC0415 - as above

        place: InstitutionView = by_code(code)
        require_on(place.id, _PURPOSE)


def without_people(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """Return the texts with the signs of people blanked, and tell on the error output what was."""
    counted: Counter[Kind] = Counter()
    found = []
    for one in texts:
        stripped = detector().strip(one.text)
        counted.update(part.kind for part in stripped.found)
        found.append(Text(stripped.text, one.row))
    if counted:
        names = kind_counts()
        told = ", ".join(f"{names[kind]} ({count})" for kind, count in counted.most_common())
        said = ngettext(
            "Blanked before reading, since it may be about a person: {told}.",
            "Blanked before reading, since they may be about people: {told}.",
            len(texts),
        )
        click.echo(f"{said.format(told=told)} {_('--no-person reads it as it is.')}", err=True)
    return tuple(found)


def kind_counts() -> dict[Kind, str]:
    """Return what tells whom a text is about, as people call it."""
    return {
        Kind.NAME: _("names"),
        Kind.PRONOUN: _("pronouns"),
        Kind.CONTACT: _("contacts"),
        Kind.ADDRESS: _("addresses"),
        Kind.AGE: _("ages"),
        Kind.PHOTO: _("photos"),
        Kind.ABOUT: _("sex, family, origin or belief"),
    }
