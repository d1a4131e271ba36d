"""Drafts in the demo: one that is being written, one that waits for a reviewer, one that ten questions just made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from testamur.core.model.definition import dump
from testamur.core.model.microcredential import Schedule
from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.design import actions, queries
from testamur.domain.design.interview import Answers, Shown, composed
from testamur.domain.design.templates import filled, templates
from testamur.domain.institution.values import InstitutionView

_HERE = cast.MARINA
_CODE = "cleaning-data-with-programs"
# What the draft that is being written still lacks: nothing tests its last outcome, and an hour was counted twice.
_GAPS = (
    ("    type: peer_review\n    outcomes: LO3\n", "    type: peer_review\n    outcomes: []\n"),
    ("{title: Work at the own repository, hours: 36", "{title: Work at the own repository, hours: 46"),
)


@dataclass(slots=True)
class _Made:
    """The draft that several people have a hand in."""

    design: UUID | None = None


def drafts() -> Iterator[Event]:
    """Yield how three drafts come to where they are."""
    writing, waiting = _Made(), _Made()
    yield 26, partial(_begin, made=writing, role="instructor", template="code")
    yield 24, partial(_write, made=writing)
    yield 23, partial(_speak, made=writing)
    yield 19, partial(_begin, made=waiting, role="designer", template="project")
    yield 15, partial(_hand_in, made=waiting)
    yield 5, _answer


def _begin(campus: Campus, at: datetime, *, made: _Made, role: str, template: str) -> None:
    """Begin with a template."""
    found = next(one for one in templates() if one.name == template)
    source = filled(found.source, _place(campus))
    made.design = actions.start(
        campus.actor(_HERE, role),
        title=found.definition.title.original,
        source=source,
        origin="template",
        origin_note=template,
        at=at,
    )


def _write(campus: Campus, at: datetime, *, made: _Made) -> None:
    """Change it, and leave gaps that the board shows."""
    if made.design is None:
        return
    actor = campus.actor(_HERE, "instructor")
    text = queries.design(actor, uuid=made.design).source.replace(f"id: {_CODE}", "id: netejar-dades")
    for before, after in _GAPS:
        text = text.replace(before, after)
    actions.save(actor, design=made.design, source=text, based_on=1, message="First pass at our own tables", at=at)
    # The next one goes on by itself while she types.
    later = text.replace("tags: [programming, data, Python]", "tags: [programming, data, Python, tables]")
    actions.save(actor, design=made.design, source=later, based_on=2, is_auto=True, at=at + timedelta(minutes=2))


def _speak(campus: Campus, at: datetime, *, made: _Made) -> None:
    """Ask about a place in it."""
    if made.design is None:
        return
    said = "Who assesses that they review well? Nothing on the board does yet."
    actor = campus.actor(_HERE, "designer")
    actions.comment(actor, design=made.design, place="outcomes[2]", text=said, at=at)


def _hand_in(campus: Campus, at: datetime, *, made: _Made) -> None:
    """Stand for it, say that there is no interest, and hand it in."""
    if made.design is None:
        return
    designer, expert = campus.actor(_HERE, "designer"), campus.actor(_HERE, "instructor")
    email = f"instructor@{_HERE}.example.edu"
    actions.add_contributor(designer, design=made.design, email=email, roles=("subject_expert",), at=at)
    for one in (designer, expert):
        actions.declare_interests(one, design=made.design, has_interest=False, at=at)
    actions.sign_off(expert, design=made.design, revision=1, at=at)
    actions.self_check(designer, design=made.design, at=at)
    actions.submit_for_review(designer, design=made.design, at=at)


def _answer(campus: Campus, at: datetime) -> None:
    """Make a draft of ten questions, some of them left open."""
    said = Answers(
        title="Telling Stories with Open Data",
        description="Find a question in an open data set and answer it so that neighbours read it.",
        needs=("societal", "cultural"),
        outcomes=(
            ("skill", "Find a question that an open data set can answer."),
            ("skill", "Write a page with one picture that people outside the field understand."),
        ),
        criteria=(("The question names the data set, the place and the year.",),),
        assessments=(Shown("artefact_assessment", "The page and its picture", Decimal(100)),),
        overall=Decimal(50),
        activities=(("Looking at data sets", Decimal(8)), ("Writing, drawing, showing it", Decimal(18))),
        participation=("online",),
        schedule=Schedule(weeks=Decimal(5), hours_per_week=Decimal(5), pace="self_paced"),
        quality=_place(campus).name,
        stackability="stand_alone",
    )
    source = dump(composed(said, _place(campus)))
    actions.start(campus.actor(_HERE, "designer"), title=said.title, source=source, origin="interview", at=at)


def _place(campus: Campus) -> InstitutionView:
    return campus.places[_HERE]
