"""What no program can judge, asked place by place: the text, the questions about it, and what others answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from testamur.core.model.definition import Change
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.design.values import ANSWERS, ReviewView
from testamur.interfaces.web.design.judgement import Amendment, told_of
from testamur.interfaces.web.design.quoting import Piece, about
from testamur.interfaces.web.design.showing import name_of, named
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import answers
from testamur.interfaces.words.places import place_in_words

Given = dict[str, tuple[str, str]]
Kept = Mapping[str, Mapping[str, str]]
# Parts of the definition that questions call by the name that the model has for them.
_IN_THE_FILE = {"awarding_bodies": "awarding_body", "levels": "level"}


# Part → the parts on which an answer about it leans: what is assessed and practised is what the outcomes say.
_LEANS_ON = {
    "assessments": ("outcomes", "award_rule"),
    "activities": ("outcomes", "assessments"),
    "award_rule": ("assessments",),
    "level": ("outcomes", "assessments"),
    "workload": ("activities", "schedule"),
}
# Entries of a list that stand open: more are read on the page of the text itself.
_OPEN = 8


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else answered to a question."""

    by: str
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the answer to show: just typed, kept, or from one's own last look."""

    code: str
    ask: str
    why: str
    source: str
    about: str
    answer: str
    note: str
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the definition with the questions about it; ``amendments``: what changed in it since the last look."""

    said: str
    about: str
    pieces: list[Piece]
    amendments: list[Amendment]
    asked: list[Asked]
    is_fresh: bool

    @property
    def is_short(self) -> bool:
        """Whether the piece is short enough to stand open beside its questions."""
        return len(self.pieces) <= _OPEN


@dataclass(frozen=True, slots=True)
class Before:
    """What was answered before the form was opened: kept, at one's own last look, and by others."""

    kept: Kept = field(default_factory=dict)
    last: Kept = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    others: tuple[tuple[str, Kept], ...] = ()


def answered(form: Form, codes: Iterable[str]) -> Given:
    """Return what was answered to questions, with the reasons; what was left open is left out."""
    said = {code: (form.choice(f"answer-{code}", ANSWERS), form.text(f"note-{code}", 2000)) for code in codes}
    return {code: one for code, one in said.items() if one[0]}


def topics(
    questions: Sequence[Mapping[str, object]],
    course: MicroCredential | None,
    given: Mapping[str, str],
    before: Before,
) -> list[Topic]:
    """Return questions by the part that they speak of, those of a part that asks for a new look first.

    A part is fresh where it changed since one's own last look, or where a question of it was not answered then.
    """
    parts: dict[str, list[Asked]] = {}
    for one in questions:
        parts.setdefault(str(one["about"]), []).append(_asked(one, given, before))
    found = [_topic(part, asked, course, before) for part, asked in parts.items()]
    return sorted(found, key=lambda one: not one.is_fresh)


def others(found: Iterable[ReviewView], *, is_approval: bool) -> tuple[tuple[str, Kept], ...]:
    """Return who else answered the same questions: the makers when they handed it in, and for an approver the peer."""
    every = list(found)
    kinds = ("self-check", "peer") if is_approval else ("self-check",)
    newest = [next((one for one in every if one.kind == kind and one.closed_at), None) for kind in kinds]
    known = named(one.reviewer for one in newest if one)
    return tuple(
        (_("Its makers") if one.kind == "self-check" else name_of(known, one.reviewer), one.answers)
        for one in newest
        if one is not None and one.answers
    )


def wrong(errors: Mapping[str, str], questions: Sequence[Mapping[str, object]] = ()) -> list[tuple[str, str]]:
    """Return what is to be put right, each with the field it stands at, and its question where the words lack it."""
    asks = {str(one["code"]): str(one["ask"]) for one in questions}
    return [("" if name == "all" else name, _line(name, said, asks)) for name, said in errors.items()]


def blame(form: Form, codes: Iterable[str]) -> None:
    """Say at each question that was left open, or denied without a reason, what it lacks."""
    for code in codes:
        if form.given.get(f"answer-{code}"):
            form.errors[f"note-{code}"] = _("Give the reason of your no, so that it can be put right.")
        else:
            form.errors[f"answer-{code}"] = _("Choose an answer.")


def _line(name: str, said: str, asks: Mapping[str, str]) -> str:
    head, _dash, code = name.partition("-")
    if head in {"answer", "note"} and code in asks:
        return f"{asks[code]} {said}"
    question = _names().get(name)
    # Inside the line the sentence goes on after its colon.
    return _("{question}: {said}").format(question=question, said=said[:1].lower() + said[1:]) if question else said


def _names() -> dict[str, str]:
    """Return field → how its question is called, of those whose error does not say what it is about."""
    return {
        "has_interest": _("Your interest"),
        "verdict": _("On the whole"),
        "level": _("Level"),
        "credit_value": _("Credit value"),
        "minutes": _("Minutes"),
        "review_months": _("Next look, in months"),
    }


def _asked(one: Mapping[str, object], given: Mapping[str, str], before: Before) -> Asked:
    code = str(one["code"])
    known = before.kept.get(code) or before.last.get(code) or {}
    words = answers()
    return Asked(
        code=code,
        ask=str(one["ask"]),
        why=str(one["why"]),
        source=str(one["source"]),
        about=str(one["about"]),
        answer=given.get(f"answer-{code}", known.get("answer", "")),
        note=given.get(f"note-{code}", known.get("note", "")),
        others=tuple(
            Other(by, words.get(said[code]["answer"], said[code]["answer"]), said[code]["note"])
            for by, said in before.others
            if code in said
        ),
    )


def _topic(part: str, asked: list[Asked], course: MicroCredential | None, before: Before) -> Topic:
    top = _IN_THE_FILE.get(part, part)
    # A question about no part in particular is about all of them; one about a part leans on others.
    wanted = {top, *_LEANS_ON.get(top, ())}
    inside = [one for one in before.changes if not top or one.key.partition(".")[0].partition("[")[0] in wanted]
    is_known = bool(before.last) and all(one.code in before.last for one in asked)
    return Topic(
        said=place_in_words(top) if top else _("The whole"),
        about=top,
        pieces=about(course, part),
        amendments=told_of(inside) if before.last and top else [],
        asked=asked,
        is_fresh=not is_known or bool(inside),
    )
