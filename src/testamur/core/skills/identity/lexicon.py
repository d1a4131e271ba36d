"""What is known of names, pronouns and the ways of writing about oneself in one language: a file, read with care."""

from __future__ import annotations

import re
from dataclasses import dataclass

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.skills.identity.values import Kind

FORMAT = "identity-1"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. ``ambiguous``: names that are words, too, and need another name beside them.

    ``labels``: what stands before a colon; ``patterns``: expressions; ``not_names``: words that begin headings.
    """

    language: str
    given: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    surnames_first: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    labels: tuple[tuple[Kind, tuple[str, ...]], ...] = ()
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = ()


def _kind(text: str) -> tuple[Kind, str]:
    name, sign, rest = text.partition("=")
    if not sign or name not in list(Kind):
        code = "not-a-kind"
        raise Unacceptable(code, allowed=list(Kind))
    return Kind(name), rest.strip()


def _labels(text: str) -> tuple[Kind, tuple[str, ...]]:
    kind, rest = _kind(text)
    return kind, tuple(one.strip() for one in rest.split(",") if one.strip())


def _pattern(text: str) -> tuple[Kind, re.Pattern[str]]:
    kind, rest = _kind(text)
    try:
        # Addresses go by their capitals; the rest is written as people please.
        return kind, re.compile(rest, 0 if kind is Kind.ADDRESS else re.IGNORECASE)
    except re.error as error:
        code = "not-an-expression"
        raise Unacceptable(code) from error


_LABELS = Scalar("kind = label, label …", _labels, str, {"type": "string"})
_PATTERN = Scalar("kind = regular expression", _pattern, str, {"type": "string"})
LEXICON = Section(
    "identity",
    (
        format_field(FORMAT),
        Field("language", a.LANGUAGE, "The language.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("given", Many(a.LINE), "Given names."),
        Field("surnames", Many(a.LINE), "Family names."),
        Field("surnames_first", Many(a.LINE), "Family names that stand before short given ones."),
        Field("ambiguous", Many(a.LINE), "Names that are words, too."),
        Field("particles", Many(a.LINE), "Words inside names."),
        Field("honorifics", Many(a.LINE), "Words before names."),
        Field("pronouns", Many(a.LINE), "Pronouns that tell a sex."),
        Field("function_words", Many(a.LINE), "Words by which the language is known."),
        Field("not_names", Many(a.LINE), "Words that begin headings and are no names."),
        Field("labels", Many(_LABELS), "What stands before a colon."),
        Field("patterns", Many(_PATTERN), "Expressions."),
    ),
    lambda *, format_version, title, **values: _built(format_version, title, **values),
)


def _built(_format: str, _title: str, **values: object) -> Lexicon:
    return Lexicon(**values)  # type: ignore[arg-type]  # the table's kinds say what each value is


def parse_lexicon(source: str | bytes, *, name: str = "") -> Lexicon:
    """Return the lexicon in a file. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(LEXICON, Lexicon, source, name=name)[0]
