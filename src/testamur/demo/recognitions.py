"""Requests for recognition in the demo: a precedent and what fits it, one overdue, one asked back, an appeal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
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
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import queries as issuing
from testamur.domain.issuing.queries import OwnDocuments, OwnLists
from testamur.domain.issuing.values import CredentialView
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Draft, Match, TargetOutcome

_S, _M = cast.SELAT, cast.MARINA
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


@dataclass(slots=True)
class _Case:
    """One request on its way: who asks, and as what it is known; nobody in a smaller world."""

    learner: Actor | None = None
    request: UUID | None = None


def recognitions() -> Iterator[Event]:
    """Yield every request, step by step; those of people who are not there in a smaller world do not happen."""
    yield 420, _arrange
    yield from _precedent()
    yield 4, _fresh
    yield from _overdue()
    yield from _asked()
    yield from _appealed()
    yield from _proposed()
    yield 0, _watch


def _arrange(campus: Campus, at: datetime) -> None:
    """Say what can be asked for, and by what is decided."""
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


def _precedent() -> Iterator[Event]:
    """Let Farah's credential of another university count in full, and set the precedent."""
    case = _Case()

    def ask(campus: Campus, at: datetime) -> None:
        held = campus.credential("data-new", _M, cast.FARAH)
        if held:
            _with_credential(campus, case, held, at)

    def decide(campus: Campus, at: datetime) -> None:
        if case.request is None:
            return
        registrar = campus.actor(_S, "registrar")
        matches = [Match(f"o{n}", "same", "It is an outcome of the credential, in other words.") for n in (1, 2, 3)]
        actions.compare(registrar, request=case.request, matches=matches, checklist=_points(), at=at)
        actions.decide(registrar, request=case.request, draft=Draft("full", "samc"), at=at)
        paper = queries.request(registrar, uuid=case.request, on=at.date()).evidence[0]
        actions.set_precedent(registrar, request=case.request, evidence=paper.uuid, max_age_months=60, at=at)

    yield 58, ask
    yield 56, partial(_take_on, case=case, place=_S, role="registrar")
    yield 49, decide


def _fresh(campus: Campus, at: datetime) -> None:
    """Have the next holder of the same credential ask: nobody has looked yet, and the precedent fits."""
    others = [place for place, one in enumerate(campus.successes("data-new", _M)) if _is_nobody(one.enrolment.email)]
    for place in others[:1]:
        held = campus.credential("data-new", _M, place)
        if held:
            _with_credential(campus, _Case(), held, at)


def _overdue() -> Iterator[Event]:
    """Leave a portfolio of experience lying for longer than four months."""
    case, narrative = _Case(), "I kept the figures of three clinics for eleven years."
    yield 160, partial(_by_experience, case=case, cohort="aid-old", code=_STATISTICS, narrative=narrative)
    yield 157, partial(_take_on, case=case, place=_S, role="registrar")


def _asked() -> Iterator[Event]:
    """Ask Suresh for a letter of his employer: the clock stands still."""
    case = _Case()
    narrative = "Fifteen years as an electrician, eight of them with solar systems; I train the apprentices."

    def ask(campus: Campus, at: datetime) -> None:
        question = "Please hand in a letter of your employer that names the systems you worked on, and for how long."
        if case.request:
            actions.ask(campus.actor(_S, "registrar"), request=case.request, question=question, at=at)

    yield (
        30,
        partial(_by_experience, case=case, cohort="solar-old", code=_DEGREE, narrative=narrative, who=cast.RENEWER),
    )
    yield 24, partial(_take_on, case=case, place=_S, role="registrar")
    yield 10, ask


def _appealed() -> Iterator[Event]:
    """Recognise a part, and let the learner appeal; somebody else than the deputy has to decide on it."""
    case = _Case()
    narrative = "I measured and reported the energy use of forty buildings, with a statistical model for the gaps."
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

    def decide(campus: Campus, at: datetime) -> None:
        if case.request:
            actions.decide(_deputy(campus), request=case.request, draft=draft, at=at)

    def appeal(campus: Campus, at: datetime) -> None:
        del campus
        grounds = "Chapter 4 of my report tests whether the new chillers use less. It was overlooked."
        if case.request and case.learner:
            actions.appeal(case.learner, request=case.request, grounds=grounds, at=at)

    yield 52, partial(_by_experience, case=case, cohort="sign", code=_STATISTICS, narrative=narrative)
    yield 47, partial(_take_on, case=case, place=_S, role="deputy")
    yield 12, decide
    yield 6, appeal


def _proposed() -> Iterator[Event]:
    """Have Marina's reviewer propose a ruling on what Aina asks for: the registrar decides, four eyes in all."""
    case = _Case()
    condition, reasons = "Show the repository and its documentation.", "Three data sets are named and not shown."
    draft = Draft("conditional", "rpl", conditions=(condition,), reasons=reasons)

    def ask(campus: Campus, at: datetime) -> None:
        held = campus.credential("reproducible", _M, cast.AINA)
        if held is None:
            return
        learner, unit = _learner(campus, held.award.person_id, _M), queries.units(campus.places[_M].id)[0].uuid
        narrative = "Vaig publicar les dades de tres projectes del centre, amb llicència i metadades."
        case.learner, case.request = learner, _opened(learner, unit, at, purpose="exemption", language="ca")
        actions.describe(learner, request=case.request, narrative=narrative, at=at)
        actions.submit(learner, request=case.request, at=at)

    def propose(campus: Campus, at: datetime) -> None:
        if case.request:
            actions.propose(campus.actor(_M, "reviewer"), request=case.request, draft=draft, at=at)

    yield 18, ask
    yield 17, partial(_take_on, case=case, place=_M, role="reviewer")
    yield 11, propose


def _watch(campus: Campus, at: datetime) -> None:
    """Go the morning round once, so that what is overdue is said to be."""
    del at
    for place in (_S, _M):
        actions.watch(campus.machine(place), at=campus.today)


def _with_credential(campus: Campus, case: _Case, held: CredentialView, at: datetime) -> None:
    """Ask for the data unit with a credential of another university, and hand it in."""
    there = actor_for(person=held.award.person_id, institution=held.institution_id)
    content = issuing.document(there, credential=held.uuid, form="ob3").content
    learner = _learner(campus, held.award.person_id, _S)
    request = _opened(learner, _unit_of(campus, _DATA_UNIT), at, basis="micro_credential")
    world = outside(None, documents=OwnDocuments(), lists=OwnLists())
    report = verify(content, world=world, at=campus.today)
    actions.add_credential(learner, request=request, content=content, report=report, at=at)
    actions.submit(learner, request=request, at=at)
    case.learner, case.request = learner, request


def _by_experience(
    campus: Campus, at: datetime, *, case: _Case, cohort: str, code: str, narrative: str, who: cast.Person | None = None
) -> None:
    """Ask Selat with a portfolio: *who*, or the last of a cohort whom no visitor plays."""
    known = [one.enrolment for one in campus.successes(cohort, _S)]
    wanted = [one for one in known if (one.email == who.email if who else _is_nobody(one.email))]
    for one in wanted[-1:]:
        learner = _learner(campus, one.person_id, _S)
        request = _opened(learner, _unit_of(campus, code), at)
        actions.describe(learner, request=request, narrative=narrative, at=at)
        letter = f"To whom it may concern.\n\n{narrative}\n".encode()
        actions.add_file(learner, request=request, content=letter, name="letter.txt", at=at)
        actions.submit(learner, request=request, at=at)
        case.learner, case.request = learner, request


def _take_on(campus: Campus, at: datetime, *, case: _Case, place: str, role: str) -> None:
    """Find the file complete, and begin to assess it."""
    if case.request:
        assessor = _deputy(campus) if role == "deputy" else campus.actor(place, role)
        actions.accept(assessor, request=case.request, at=at)
        actions.begin(assessor, request=case.request, at=at)


def _opened(
    learner: Actor,
    unit: UUID,
    at: datetime,
    *,
    purpose: str = "credit",
    basis: str = "experience",
    language: str = "ms",
) -> UUID:
    return actions.open_request(learner, purpose=purpose, basis=basis, unit=unit, language=language, at=at)


def _unit_of(campus: Campus, code: str) -> UUID:
    return next(one.uuid for one in queries.units(campus.places[_S].id) if one.code == code)


def _points() -> dict[str, tuple[str, str]]:
    return dict.fromkeys(("quality", "verification", "level", "outcomes", "workload", "assessment"), ("yes", ""))


def _is_nobody(email: str) -> bool:
    """Say whether it is somebody whom no visitor plays."""
    return email not in {person.email for person in cast.PEOPLE}


def _learner(campus: Campus, person: int, place: str) -> Actor:
    return actor_for(person=person, institution=campus.places[place].id)


def _deputy(campus: Campus) -> Actor:
    (person,) = institution.people(campus.machine(_S), text=cast.DEPUTY.email)
    return actor_for(person=person.id, institution=campus.places[_S].id)
