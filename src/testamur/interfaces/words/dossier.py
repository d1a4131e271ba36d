"""The dossier of a definition on paper, for ``adapters.typesetting.letter``: readable, with the definition attached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testamur.core.exchange.attached import ATTACHMENT
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import Assessment, MicroCredential, Outcome
from testamur.core.model.quantity import plain
from testamur.interfaces.words.definition_keys import key_name
from testamur.interfaces.words.translation import _, spoken

Told = dict[str, Any]
Fact = tuple[str, str]


def dossier(course: MicroCredential) -> Told:
    """Return what the dossier says, in the language that is spoken; texts in it where they have it."""
    body = course.awarding_bodies[0]
    return {
        "language": spoken(),
        "letterhead": [body.legal_name or body.name, *(line for line in (body.email, body.url) if line)],
        "recipient": [course.id, _("Version {version}").format(version=course.version)],
        "date": "",
        "title": _text(course.title),
        "answer": _text(course.description),
        "facts": [list(fact) for fact in _facts(course)],
        "sections": list(_sections(course)),
        "closing": [],
        "footer": _("The definition is attached to this file in a form that programs can read."),
        "keywords": [course.id, *course.tags],
        "attached": {"name": ATTACHMENT, "description": _("The definition")},
    }


def _text(words: LanguageMap) -> str:
    return words.best([spoken()])


def _facts(course: MicroCredential) -> Iterator[Fact]:
    bodies = ", ".join(f"{body.legal_name or body.name} ({body.country})" for body in course.awarding_bodies)
    yield key_name("awarding_body"), bodies
    levels = ", ".join(str(level) for level in (course.level, *course.other_levels) if level)
    if levels:
        yield key_name("level"), levels
    if course.workload.hours is not None:
        yield key_name("hours"), plain(course.workload.hours)
    if course.workload.credits is not None:
        yield key_name("credits"), str(course.workload.credits)
    if course.price is not None:
        yield key_name("price"), f"{plain(course.price.amount)} {course.price.currency}"
    if course.language_of_instruction:
        yield key_name("language_of_instruction"), ", ".join(course.language_of_instruction)
    if course.licence:
        yield key_name("licence"), course.licence


def _sections(course: MicroCredential) -> Iterator[Told]:
    yield from _section("outcomes", [], [_outcome(one) for one in course.outcomes])
    yield from _section("assessments", [], [_assessment(one) for one in course.assessments])
    done = [[f"{_text(one.title)}: {_('{hours} hours').format(hours=plain(one.hours))}"] for one in course.activities]
    yield from _section("activities", [], done)
    for key in ("prerequisites", "need_evidence", "no_level_because", "further_information"):
        words = getattr(course, key)
        yield from _section(key, [_text(words)] if words else [], [])
    assured = [[" ".join(part for part in (one.body, one.url, one.report) if part)] for one in course.quality]
    yield from _section("quality", [], assured)
    if course.stackability and course.stackability.note:
        yield from _section("stackability", [_text(course.stackability.note)], [])
    makers = [[" – ".join(part for part in (one.name, one.organisation) if part)] for one in course.contributors]
    yield from _section("contributors", [], makers)


def _section(key: str, paragraphs: list[str], items: list[list[str]]) -> Iterator[Told]:
    if paragraphs or items:
        yield {"heading": key_name(key), "paragraphs": paragraphs, "items": items}


def _outcome(one: Outcome) -> list[str]:
    return [f"{one.id}: {_text(one.text)}", *(f"– {_text(criterion.text)}" for criterion in one.criteria)]


def _assessment(one: Assessment) -> list[str]:
    weight = f", {plain(one.weight)} %" if one.weight is not None else ""
    told = [f"{_text(one.title)} ({', '.join(one.outcomes)}{weight})"]
    return told + ([_text(one.description)] if one.description else [])
