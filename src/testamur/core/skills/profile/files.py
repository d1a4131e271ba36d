"""Half-lives and scales as files: dated, cited, and read with every problem at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section
from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.skills.profile.ageing import Families, Family
from testamur.core.skills.profile.levels import Scale, Scales

CURRENCY, SCALES = "skill-currency-1", "skill-scales-1"


def _family(
    *,
    id: str,  # noqa: A002 - the key's name
    title: str,
    half_life_months: int,
    source: str = "",
    assumed_because: str = "",
    roots: tuple[str, ...] = (),
) -> Family:
    if bool(source) == bool(assumed_because):
        code = "source-or-assumption"
        raise Unacceptable(code, key="id")
    return Family(id, title, half_life_months, source or assumed_because, not source, roots)


def _families(
    *,
    families: tuple[Family, ...],
    ageing: int = 50,
    **_about: object,
) -> Families:
    return Families(replace(one, ageing=ageing) for one in families)


def _check_rest(notes: Notes) -> None:
    rest = [one.id for one in notes.built.values() if isinstance(one, Family) and not one.roots]
    if len(rest) != 1 and "families" in notes.places:
        notes.refuse_key("not-one-family-for-the-rest", "families", ", ".join(rest))


def _part(text: str) -> int:
    percent = a.PERCENT.read(text)
    if not isinstance(percent, Decimal) or percent < 1:
        code = "no-percent"
        raise Unacceptable(code)
    return int(percent)


_PART = Scalar("percent, 1 to 100", _part, str, {"type": "number", "minimum": 1, "maximum": 100}, bare=True)
_ABOUT = (
    Field("id", a.IDENTIFIER, "Its name.", required=True),
    Field("title", a.LINE, "What people call it.", required=True),
    Field("sources", Many(a.LINE, alone=True, least=1), "What it is based on.", required=True),
    Field("uncertain", Many(a.LINE, alone=True), "What could not be confirmed."),
)
_FAMILY = Section(
    "family",
    (
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("half_life_months", a.MONTHS, "After how long half is out of date.", required=True),
        Field("source", a.LINE, "Who measured it."),
        Field("assumed_because", a.LINE, "Or why it is assumed."),
        Field("roots", Many(a.ADDRESS, alone=True), "The concepts that it consists of, with all that is narrower."),
    ),
    _family,
)
FAMILIES = Section(
    "skill currency",
    (
        format_field(CURRENCY),
        *_ABOUT,
        Field("ageing", _PART, "Percent of a half-life after which evidence ages (default: 50)."),
        Field("families", Many(_FAMILY, least=1), "Which skills age how.", required=True),
    ),
    _families,
)
_SCALE = Section(
    "scale",
    (
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("values", Many(a.LINE, least=1), "Its levels, lowest first.", required=True),
        Field("source", a.LINE, "Who says so.", required=True),
    ),
    Scale,
)


def _scales(*, scales: tuple[Scale, ...], **_about: object) -> Scales:
    return Scales(scales)


SCALE_FILE = Section(
    "skill scales",
    (
        format_field(SCALES),
        *_ABOUT,
        Field("scales", Many(_SCALE, least=1), "Scales of mastery.", required=True),
    ),
    _scales,
)


def parse_families(source: str | bytes, *, name: str = "") -> Families:
    """Return the families in a file. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(FAMILIES, Families, source, name=name, check=_check_rest)[0]


def parse_scales(source: str | bytes, *, name: str = "") -> Scales:
    """Return the scales in a file. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(SCALE_FILE, Scales, source, name=name)[0]
