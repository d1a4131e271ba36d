"""A version of a framework as something to read texts against: which one is meant, and how it is fetched."""

from __future__ import annotations

from functools import partial

from testamur.adapters.encoders.wanted import Wanted
from testamur.domain.frameworks.queries.versions import frameworks, skills
from testamur.domain.frameworks.values import FrameworkView


def to_read_against(*, here: int | None = None, code: str = "") -> FrameworkView | None:
    """Return the framework that is asked for, in its newest version; else ESCO, else any that has skills; else None."""
    return next(iter(sorted(to_choose_from(here=here), key=lambda one: one.code != code)), None)


def to_choose_from(*, here: int | None = None) -> list[FrameworkView]:
    """Return the frameworks that texts can be read against, each in its newest version, ESCO first."""
    newest: dict[str, FrameworkView] = {}
    for one in frameworks(here=here):
        if one.languages and one.counts.get("skill"):
            newest.setdefault(one.code, one)
    return sorted(newest.values(), key=lambda one: one.code != "esco")


def reading(of: FrameworkView, spoken: str) -> Wanted:
    """Return what `at_hand` needs to read texts in a language against a version, in that language where it has it."""
    language = language_of(of, spoken)
    key = (of.uuid, of.imported_at, of.languages, tuple(sorted(of.counts.items())), language)
    return Wanted(key, spoken, partial(skills, of, language))


def language_of(of: FrameworkView, spoken: str) -> str:
    """Return in which of its languages a version answers to a text."""
    return spoken if spoken in of.languages else of.languages[0]
