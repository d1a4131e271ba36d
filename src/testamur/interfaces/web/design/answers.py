"""What was answered in the interview: kept as it was typed, read, told back in words, and looked over for faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from testamur.core.model.level import Level
from testamur.core.model.microcredential import Schedule
from testamur.core.model.quantity import CreditAmount
from testamur.domain.design.countries import own_unit
from testamur.domain.design.interview import Answers, Shown
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.interview import (
    ANY,
    LINE,
    NUMBER,
    ONE,
    OUTCOMES,
    TASKS,
    TEXT,
    Ask,
    Question,
    questions,
)
from testamur.interfaces.words.options import options

Kept = dict[str, str]
_LONGEST = {LINE: 200, TEXT: 2000, NUMBER: 12}
# More than any field takes, so that what is too long is shown again whole; less than would swell a visit.
_MOST_KEPT = 5000
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A question with what was answered, as label and words. ``faults``: what has to be looked at again."""

    number: int
    question: Question
    lines: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]


def asked(known: Mapping[str, str], place: InstitutionView) -> tuple[Question, ...]:
    """Return the ten questions, as they are after what was said."""
    outcomes = {number: known[f"outcome-{number}"] for number in _numbers(known, "outcome", OUTCOMES)}
    return questions(outcomes, own_unit(place.country))


def taken(sent: QueryDict, question: Question, place: InstitutionView) -> Kept:
    """Return what a browser sent to a question, as it was typed; several choices with commas between them."""
    found = {}
    for ask in question.asks:
        if ask.kind in {ANY, ONE}:
            allowed = dict(options(place.country)[ask.choices])
            found[ask.name] = ",".join(one for one in sent.getlist(ask.name) if one in allowed)
        else:
            typed = str(sent.get(ask.name, ""))[:_MOST_KEPT]
            found[ask.name] = Form({ask.name: typed}).text(ask.name, has_lines=True)
    return found


def faults(question: Question, known: Mapping[str, str]) -> dict[str, str]:
    """Return field → what is wrong with what was answered there. What was left open is no fault."""
    form = Form(known)
    for ask in question.asks:
        if ask.kind == NUMBER:
            form.amount(ask.name, ask.highest or None)
        elif ask.kind in {LINE, TEXT}:
            form.text(ask.name, _LONGEST[ask.kind], has_lines=ask.kind == TEXT)
        if ask.of and ask.kind == NUMBER and known.get(ask.name) and not known.get(ask.of):
            form.errors.setdefault(ask.of, _("What is this number about? Give it a name."))
    for name, said in (*_unsaid(question, known), *_weighed(question, known)):
        form.errors.setdefault(name, said)
    return form.errors


def told(known: Mapping[str, str], place: InstitutionView) -> list[Told]:
    """Return every question with what was answered to it, in words."""
    found = []
    for number, one in enumerate(asked(known, place), start=1):
        lines = tuple((ask.label, _words(ask, known, place)) for ask in one.asks if _is_said(ask, known))
        found.append(Told(number, one, lines, tuple(dict.fromkeys(faults(one, known).values()))))
    return found


def is_answered(question: Question, known: Mapping[str, str]) -> bool:
    """Whether something was said to a question; a choice that stands by itself is no answer."""
    return any(known.get(ask.name) for ask in question.asks if not ask.of and not ask.usual and ask.name != "language")


def said(known: Kept) -> Answers:
    """Return the answers, as a definition is made of them; numbers that cannot be read are left out."""
    outcomes = _numbers(known, "outcome", OUTCOMES)
    amount = _number(known, "credits")
    framework, _space, value = known.get("level", "").partition(" ")
    return Answers(
        title=known["title"],
        language=known.get("language", spoken()),
        description=known.get("description", ""),
        audience=known.get("audience", ""),
        prerequisites=known.get("prerequisites", ""),
        needs=_several(known, "needs"),
        need_evidence=known.get("need_evidence", ""),
        outcomes=tuple((known.get(f"kind-{number}", "skill"), known[f"outcome-{number}"]) for number in outcomes),
        criteria=tuple(_lines(known.get(f"criteria-{number}", "")) for number in outcomes),
        assessments=tuple(_shown(known, number) for number in _numbers(known, "assessment", TASKS)),
        overall=_number(known, "overall", 100),
        activities=tuple(
            (known[f"activity-{number}"], _number(known, f"hours-{number}") or Decimal(0))
            for number in _numbers(known, "activity", TASKS)
        ),
        participation=_several(known, "participation"),
        schedule=_schedule(known),
        level=Level(framework, value, "best_fit_self_declared") if value else None,
        no_level_because=known.get("no_level_because", ""),
        credits=CreditAmount(amount, known.get("unit", "ECTS")) if amount else None,
        quality=known.get("quality", ""),
        stackability=known.get("stackability", ""),
        licence=known.get("licence", ""),
        tags=tuple(one.strip() for one in known.get("tags", "").split(",") if one.strip()),
    )


def _unsaid(question: Question, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say where an activity has no hours, and where a level has a reason for there being none."""
    for ask in question.asks:
        if ask.name.startswith("hours-") and known.get(ask.of) and not known.get(ask.name):
            yield ask.name, _("About how many hours? An estimate is enough.")
        if ask.name == "no_level_because" and known.get("level") and known.get(ask.name):
            yield ask.name, _("You chose a level above, so it needs no reason. Empty one of the two.")


def _weighed(question: Question, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say where what the assessments count is not the whole."""
    names = [ask.name for ask in question.asks if ask.name.startswith("weight-") and known.get(ask.of)]
    found = {name: _number(known, name, 100) for name in names}
    given = [value for value in found.values() if value is not None]
    if not given:
        return
    for name, value in found.items():
        if value is None:
            yield name, _("The others say how much they count. Say it here, too, or empty them all.")
    total = sum(given, Decimal(0))
    if len(given) == len(found) and total != _WHOLE:
        yield names[-1], _("Together they count {total} %. It has to be 100 %.").format(total=f"{total:f}")


def _is_said(ask: Ask, known: Mapping[str, str]) -> bool:
    return bool(known.get(ask.name)) and (not ask.of or bool(known.get(ask.of)))


def _words(ask: Ask, known: Mapping[str, str], place: InstitutionView) -> str:
    if ask.kind not in {ANY, ONE}:
        return f"{known[ask.name]} %" if ask.highest == _WHOLE else known[ask.name]
    words = dict(options(place.country)[ask.choices])
    return "; ".join(words.get(one, one) for one in known[ask.name].split(","))


def _shown(known: Mapping[str, str], number: int) -> Shown:
    return Shown(
        known.get(f"type-{number}", "marked_assignment"),
        known[f"assessment-{number}"],
        _number(known, f"weight-{number}", 100),
        _number(known, f"threshold-{number}", 100),
    )


def _schedule(known: Kept) -> Schedule | None:
    weeks, hours = _number(known, "weeks"), _number(known, "hours_per_week")
    pace, live = known.get("pace", ""), known.get("live_sessions", "") == "yes"
    return Schedule(weeks, hours, pace, live) if weeks or hours or pace or live else None


def _numbers(known: Mapping[str, str], name: str, most: int) -> list[int]:
    return [number for number in range(1, most + 1) if known.get(f"{name}-{number}")]


def _several(known: Kept, name: str) -> tuple[str, ...]:
    return tuple(one for one in known.get(name, "").split(",") if one)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _number(known: Mapping[str, str], name: str, highest: int | None = None) -> Decimal | None:
    return Form(known).amount(name, highest)
