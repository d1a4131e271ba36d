"""Every step that a design has taken, as pages show it: findings, answers, level and credits as weighed, time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.domain.design.values import ReviewView
from testamur.interfaces.web.design.showing import name_of, named
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.quality import looks


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was answered to it."""

    ask: str
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """A look that was taken, or is being taken. ``findings``: how many of which weight, in words."""

    one: ReviewView
    said: str
    by: str
    outcome: tuple[str, str, str]
    findings: tuple[str, ...]
    answered: tuple[Answered, ...]


def taken(found: Iterable[ReviewView]) -> list[Step]:
    """Return the looks at a design, the newest first, with names."""
    every = list(found)
    known = named(one.reviewer for one in every)
    return [_step(one, name_of(known, one.reviewer) if one.reviewer else "") for one in every]


def _step(one: ReviewView, by: str) -> Step:
    return Step(one, looks()[one.kind], by, _outcome(one), tuple(_findings(one)), tuple(_answered(one)))


def _outcome(one: ReviewView) -> tuple[str, str, str]:
    """Return what came of a look in words, with its tone and its icon."""
    return {
        "passed": (_("passed"), "valid", "valid"),
        "changes": (_("sent back"), "invalid", "invalid"),
        "refused": (_("refused"), "invalid", "invalid"),
    }.get(one.outcome, (_("waits"), "unknown", "waiting"))


def _findings(one: ReviewView) -> list[str]:
    found = one.report.get("findings", ())
    counted = Counter(str(each["severity"]).upper() for each in found) if isinstance(found, list) else Counter[str]()
    hard, warn, info = (counted[weight] for weight in ("HARD", "WARN", "INFO"))
    said = (
        (hard, ngettext("{n} obstacle", "{n} obstacles", hard).format(n=hard)),
        (warn, ngettext("{n} warning", "{n} warnings", warn).format(n=warn)),
        (info, ngettext("{n} note", "{n} notes", info).format(n=info)),
    )
    return [text for count, text in said if count]


def _answered(one: ReviewView) -> list[Answered]:
    questions = one.report.get("questions", ())
    asked = {str(each["code"]): str(each["ask"]) for each in questions} if isinstance(questions, list) else {}
    words = answers()
    return [
        Answered(asked.get(code, code), words.get(said["answer"], said["answer"]), said["note"])
        for code, said in one.answers.items()
    ]
