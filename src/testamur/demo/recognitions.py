"""Requests for recognition in the demo: a precedent and what fits it, one overdue, one asked back, an appeal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from testamur import packs
from testamur.adapters.world import outside
from testamur.core.credential import verify
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.recognising import Difference
from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import queries as issuing
from testamur.domain.issuing.queries import OwnDocuments, OwnLists
from testamur.domain.issuing.values import CredentialView
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Draft, Match, TargetOutcome

_S, _M = cast.SELAT, cast.MARINA
_DEPUTY = "deputy.registrar"
_DATA_UNIT, _STATISTICS, _DEGREE = "SMK305", "SMK210", "IJZ-SMS"
_OUTCOMES = {
    _DATA_UNIT: (
        "Describe research data so that others can find and reuse them",
        "Plan how data are kept, shared and protected over their life",
        "Judge what the law asks of those who hold personal data",
    ),
    _STATISTICS: (
        "Describe a data set with figures and charts that suit it",
        "Test a hypothesis and say how sure one can be",
    ),
}


def recognitions() -> Iterator[Event]:
    """Yield every request; those of people who are not there in a smaller world do not happen."""
    yield 420, _arrange
    yield 58, partial(_precedent, learner=cast.FARAH)
    yield 4, _fresh
    yield 160, _overdue
    yield 30, _asked
    yield 52, _appealed
    yield 18, _proposed
    yield 0, _watch


def _arrange(campus: Campus, at: datetime) -> None:
    """Say what can be asked for, and by what is decided; and have a second registrar, who decides on appeals."""
    machine = campus.machine(_S)
    deputy = institution.invite(
        machine, email=f"{_DEPUTY}@{_S}.example.edu", name="Azlan bin Mat Nor", roles=["registrar"], at=at
    )
    campus.staff[_S, _DEPUTY] = deputy
    actions.publish_criteria(
        campus.actor(_S, "administrator"),
        statement=(
            "We recognise what you have learnt, wherever that was, unless we can show a difference that stands in the "
            "way of what you want to do here. We look at outcomes first, then at level, workload, quality, assessment "
            "and identification. Experience is recognised by portfolio (APEL.C), within the national limits."
        ),
        appeal_body="Jawatankuasa Rayuan Akademik",
        at=at,
    )
    actions.publish_criteria(
        campus.actor(_M, "administrator"),
        statement="Two people look at every request: one proposes, another decides.",
        appeal_body="Comissió de Reconeixement",
        four_eyes=True,
        at=at,
    )
    registrar = campus.actor(_S, "registrar")
    titles = {_DATA_UNIT: "Pengurusan data penyelidikan", _STATISTICS: "Statistik gunaan"}
    for code, title in titles.items():
        outcomes = tuple(TargetOutcome(f"o{n}", {"und": text}) for n, text in enumerate(_OUTCOMES[code], 1))
        _unit(registrar, code, title, at, outcomes=outcomes)
    actions.publish_unit(
        registrar,
        code=_DEGREE,
        kind="programme",
        title="Ijazah Sarjana Muda Sains Maklumat",
        worth=CreditAmount(Decimal(120), "MQF"),
        levels=("MQF 6",),
        policy=packs.policies()["my-bachelor"],
        at=at,
    )
    _unit(campus.actor(_M, "registrar"), "DADES-2", "Dades obertes", at, unit="ECTS")


def _unit(
    registrar: Actor,
    code: str,
    title: str,
    at: datetime,
    *,
    outcomes: tuple[TargetOutcome, ...] = (
        TargetOutcome("o1", {"und": "Publicar dades que altres poden reutilitzar"}),
    ),
    unit: str = "MQF",
) -> None:
    actions.publish_unit(
        registrar,
        code=code,
        kind="unit",
        title=title,
        worth=CreditAmount(Decimal(3), unit),
        levels=("MQF 6",) if unit == "MQF" else ("EQF 6",),
        outcomes=outcomes,
        at=at,
    )


def _precedent(campus: Campus, at: datetime, *, learner: cast.Person) -> None:
    """Let Farah's credential of another university count in full, and set the precedent."""
    held = campus.credential("data-new", _M, learner)
    if held is None:
        return
    request = _with_credential(campus, held, at)
    registrar, later = campus.actor(_S, "registrar"), at + timedelta(days=9)
    _take_on(registrar, request, at + timedelta(days=2))
    matches = [Match(f"o{n}", "same", "It is an outcome of the credential, in other words.") for n in (1, 2, 3)]
    actions.compare(registrar, request=request, matches=matches, checklist=_points(), at=later)
    actions.decide(registrar, request=request, draft=Draft("full", "samc"), at=later)
    paper = queries.request(registrar, uuid=request, on=later.date()).evidence[0]
    actions.set_precedent(registrar, request=request, evidence=paper.uuid, max_age_months=60, at=later)


def _fresh(campus: Campus, at: datetime) -> None:
    """Have the next holder of the same credential ask: nobody has looked yet, and the precedent fits."""
    others = [place for place, one in enumerate(campus.successes("data-new", _M)) if _is_nobody(one.enrolment.email)]
    for place in others[:1]:
        held = campus.credential("data-new", _M, place)
        if held:
            _with_credential(campus, held, at)


def _overdue(campus: Campus, at: datetime) -> None:
    """Leave a portfolio of experience lying for longer than four months."""
    for person in _learners(campus, "aid-old")[3:4]:
        learner = _at_selat(campus, person)
        request = _by_experience(
            learner, campus, _STATISTICS, "I kept the figures of three clinics for eleven years.", at
        )
        _take_on(campus.actor(_S, "registrar"), request, at + timedelta(days=3))


def _asked(campus: Campus, at: datetime) -> None:
    """Ask Suresh for a letter of his employer: the clock stands still."""
    for person in _learners(campus, "solar-old", cast.RENEWER)[:1]:
        learner = _at_selat(campus, person)
        narrative = "Fifteen years as an electrician, eight of them with solar systems; I train the apprentices."
        request = _by_experience(learner, campus, _DEGREE, narrative, at)
        registrar, later = campus.actor(_S, "registrar"), at + timedelta(days=6)
        _take_on(registrar, request, later)
        question = "Please hand in a letter of your employer that names the systems you worked on, and for how long."
        actions.ask(registrar, request=request, question=question, at=later + timedelta(days=14))


def _appealed(campus: Campus, at: datetime) -> None:
    """Recognise a part, and let the learner appeal; somebody else than the deputy has to decide on it."""
    for person in _learners(campus, "aid-old")[5:6]:
        learner, deputy = _at_selat(campus, person), campus.actor(_S, _DEPUTY)
        narrative = "I measured and reported the energy use of forty buildings, with a statistical model for the gaps."
        request = _by_experience(learner, campus, _STATISTICS, narrative, at)
        _take_on(deputy, request, at + timedelta(days=5))
        lacks = Difference(
            "outcomes",
            "The portfolio shows charts and models; no test of a hypothesis is in it, and none is described.",
            "The next unit begins with tests and does not repeat them.",
        )
        draft = Draft(
            "partial",
            "apel_c",
            CreditAmount(Decimal("1.5"), "MQF"),
            recognised=("o1",),
            differences=(lacks,),
            reasons="The portfolio shows the first outcome fully, and not the second.",
        )
        decided = at + timedelta(days=40)
        actions.decide(deputy, request=request, draft=draft, at=decided)
        grounds = "Chapter 4 of my report tests whether the new chillers use less. It was overlooked."
        actions.appeal(learner, request=request, grounds=grounds, at=decided + timedelta(days=6))


def _proposed(campus: Campus, at: datetime) -> None:
    """Have Marina's reviewer propose a ruling on what Aina asks for: the registrar decides, four eyes in all."""
    for person in _learners(campus, "reproducible", cast.AINA)[:1]:
        learner = actor_for(person=person, institution=campus.places[_M].id)
        unit = queries.units(campus.places[_M].id)[0].uuid
        request = actions.open_request(
            learner, purpose="exemption", basis="experience", unit=unit, language="ca", at=at
        )
        narrative = "Vaig publicar les dades de tres projectes del centre, amb llicència i metadades."
        actions.describe(learner, request=request, narrative=narrative, at=at)
        actions.submit(learner, request=request, at=at)
        reviewer = campus.actor(_M, "reviewer")
        _take_on(reviewer, request, at + timedelta(days=1))
        condition, reasons = "Show the repository and its documentation.", "Three data sets are named and not shown."
        draft = Draft("conditional", "rpl", conditions=(condition,), reasons=reasons)
        actions.propose(reviewer, request=request, draft=draft, at=at + timedelta(days=7))


def _watch(campus: Campus, at: datetime) -> None:
    """Go the morning round once, so that what is overdue is said to be."""
    del at
    for place in (_S, _M):
        actions.watch(campus.machine(place), at=campus.today)


def _with_credential(campus: Campus, held: CredentialView, at: datetime) -> UUID:
    """Ask for the data unit with a credential of another university, and hand it in."""
    there = actor_for(person=held.award.person_id, institution=held.institution_id)
    content = issuing.document(there, credential=held.uuid, form="ob3").content
    learner = _at_selat(campus, held.award.person_id)
    unit = next(one for one in queries.units(campus.places[_S].id) if one.code == _DATA_UNIT)
    request = actions.open_request(
        learner, purpose="credit", basis="micro_credential", unit=unit.uuid, language="ms", at=at
    )
    world = outside(None, documents=OwnDocuments(), lists=OwnLists())
    report = verify(content, world=world, at=campus.today)
    actions.add_credential(learner, request=request, content=content, report=report, at=at)
    actions.submit(learner, request=request, at=at)
    return request


def _by_experience(learner: Actor, campus: Campus, code: str, narrative: str, at: datetime) -> UUID:
    unit = next(one for one in queries.units(campus.places[_S].id) if one.code == code)
    request = actions.open_request(learner, purpose="credit", basis="experience", unit=unit.uuid, language="ms", at=at)
    actions.describe(learner, request=request, narrative=narrative, at=at)
    letter = f"To whom it may concern.\n\n{narrative}\n".encode()
    actions.add_file(learner, request=request, content=letter, name="letter.txt", at=at)
    actions.submit(learner, request=request, at=at)
    return request


def _take_on(assessor: Actor, request: UUID, at: datetime) -> None:
    actions.accept(assessor, request=request, at=at)
    actions.begin(assessor, request=request, at=at)


def _points() -> dict[str, tuple[str, str]]:
    return dict.fromkeys(("quality", "verification", "level", "outcomes", "workload", "assessment"), ("yes", ""))


def _learners(campus: Campus, key: str, who: cast.Person | None = None) -> list[int]:
    """Return the people of an offering who met its rule; only *who*, where somebody is named."""
    found = [one.enrolment for one in campus.successes(key, _S if key != "reproducible" else _M)]
    return [one.person_id for one in found if who is None or one.email == who.email]


def _is_nobody(email: str) -> bool:
    """Say whether it is somebody whom no visitor plays."""
    return email not in {person.email for person in cast.PEOPLE}


def _at_selat(campus: Campus, person: int) -> Actor:
    return actor_for(person=person, institution=campus.places[_S].id)
