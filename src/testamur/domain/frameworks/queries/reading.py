"""A version of a framework as something to read texts against: which one is meant, and how it is fetched."""

from __future__ import annotations

from functools import partial

from testamur.adapters.encoders.wanted import Wanted
from testamur.domain.frameworks.queries.versions import frameworks, skills
from testamur.domain.frameworks.values import FrameworkView


def to_read_against(*, here: int | None = None, code: str = "") -> FrameworkView | None:
    """Return the framework that is asked for, in its newest version; else ESCO, else any that has skills; else None."""
    found = [one for one in frameworks(here=here) if one.languages and one.counts.get("skill")]
    order = sorted(found, key=lambda one: (one.code != code, one.code != "esco"))
    return next(iter(order), None)


def reading(of: FrameworkView, spoken: str) -> Wanted:
    """Return what `at_hand` needs to read texts in a language against a version, in that language where it has it."""
    language = language_of(of, spoken)
    key = (of.uuid, of.imported_at, of.languages, tuple(sorted(of.counts.items())), language)
    return Wanted(key, spoken, partial(skills, of, language))


def language_of(of: FrameworkView, spoken: str) -> str:
    """Return in which of its languages a version answers to a text."""
    return spoken if spoken in of.languages else of.languages[0]
