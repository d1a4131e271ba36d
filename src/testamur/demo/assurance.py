"""Quality at Marina: designs at several stages, one that is due again, indicators, a sample, a body outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.demo.sources import example
from testamur.domain.awards.queries import indicator_figures
from testamur.domain.catalogue.queries import published
from testamur.domain.design import actions, house, queries, readiness
from testamur.domain.institution.access import Actor

_M = cast.MARINA
_OUT, _WAITING, _WEIGHED, _BACK = "out", "waiting", "weighed", "back"
_PARTS = {
    "provider": "The university, its statutes and its policy for micro-credentials.",
    "cohort": "Two cohorts of data stewardship with their results.",
    "assessments": "One marked data management plan, one recorded conversation, each with its rubric.",
    "records": "How results, awards and evidence are kept, for how long, and who sees them.",
    "credential": "A signed credential, its page, and how anyone checks it.",
    "workload": "Hours by activity, and what two cohorts said they needed.",
}
# Question of the self-audit → how it stood in the first round, and in the second where it moved.
_FIRST = {
    "R-POLICY": "planned",
    "R-STAFF": "absent",
    "R-NAMING": "absent",
    "R-PUBLIC": "in-place",
    "R-FIGURES": "partly",
}
_SECOND = {"R-POLICY": "in-place", "R-STAFF": "planned", "R-FIGURES": "in-place", "R-RECOGNITION": "in-place"}


def assurance() -> Iterator[Event]:
    """Yield what happened to designs, and to the quality of the house."""
    yield 545, partial(_revised, key=_OUT)
    yield 540, partial(_handed_in, key=_OUT)
    yield 536, partial(_reviewed, key=_OUT, minutes=55)
    yield 532, partial(_approved, key=_OUT, months=17)
    yield 530, partial(_published, key=_OUT)
    yield 300, _first_round
    yield 200, _before_a_body
    yield 120, _decided
    yield 60, _appeals
    for key, days, title in _DRAFTS:
        yield days, partial(_begun, key=key, title=title)
        yield days - 1, partial(_handed_in, key=key)
    yield 34, partial(_sent_back, key=_WAITING)
    yield 9, partial(_handed_in_again, key=_WAITING)
    yield 12, partial(_reviewed, key=_WEIGHED, minutes=40)
    yield 5, partial(_sent_back, key=_BACK)
    yield 4, _second_round
    yield 3, _looked_at
    yield 2, _drawn


# What the reviewer answered about the workload of what went back.
_OF_THE_TIME = ("partly", "The hours are right; ten weeks for them are not.")
_DRAFTS = (
    (_WAITING, 40, "Open Data for City Makers"),
    (_WEIGHED, 20, "Data Stewardship in Libraries"),
    (_BACK, 10, "Data Stewardship in the Lab"),
)


def _maker(campus: Campus) -> Actor:
    return campus.actor(_M, "designer")


def _expert(campus: Campus) -> Actor:
    return campus.actor(_M, "instructor")


def _revised(campus: Campus, at: datetime, *, key: str) -> None:
    """Begin the next version of what was published before anybody reviewed anything here."""
    found = published(campus.courses["dades-per-a-tothom"])
    design = actions.clone_published(_maker(campus), version=found.version.uuid, at=at)
    text = found.source.replace('version: "1.0"', 'version: "1.1"', 1)
    actions.save(_maker(campus), design=design, source=text, based_on=1, at=at, message="The next version")
    campus.designs[key] = design


def _begun(campus: Campus, at: datetime, *, key: str, title: str) -> None:
    """Begin a draft of its own name with the text of the example that everyone may try."""
    text = example("data-stewardship").replace("id: data-stewardship", f"id: {title.casefold().replace(' ', '-')}", 1)
    text = text.replace("Research Data Stewardship in Practice", title)
    campus.designs[key] = actions.start(_maker(campus), title=title, source=text, origin="import", at=at)


def _handed_in(campus: Campus, at: datetime, *, key: str) -> None:
    """Bring the expert in, have everyone speak of their interests, and hand it to the reviewers."""
    design, expert = campus.designs[key], campus.staff[_M, "instructor"]
    actions.add_contributor(
        _maker(campus), design=design, email=expert.email, roles=("subject_expert", "assessor"), at=at
    )
    for one in (_maker(campus), _expert(campus)):
        actions.declare_interests(one, design=design, has_interest=False, at=at)
    _signed_and_handed_in(campus, at, key)


def _signed_and_handed_in(campus: Campus, at: datetime, key: str) -> None:
    design = campus.designs[key]
    newest = queries.design(_maker(campus), uuid=design).line.revision
    actions.sign_off(_expert(campus), design=design, revision=newest, at=at)
    actions.self_check(_maker(campus), design=design, at=at, minutes=25)
    actions.submit_for_review(_maker(campus), design=design, at=at)


def _reviewed(campus: Campus, at: datetime, *, key: str, minutes: int) -> None:
    design, reviewer = campus.designs[key], campus.actor(_M, "reviewer")
    asked = queries.task(reviewer, uuid=design)
    questions = asked.review.report.get("questions", [])
    answers = {str(one["code"]): ("yes", "") for one in questions} if isinstance(questions, list) else {}
    actions.declare_interests(reviewer, design=design, has_interest=False, at=at)
    level, worth = _weight(campus, key)
    actions.finish_review(
        reviewer, design=design, outcome="passed", answers=answers, minutes=minutes, level=level, credit_value=worth,
        at=at, note="Clear and well assessed. I would take it myself.",
    )  # fmt: skip


def _approved(campus: Campus, at: datetime, *, key: str, months: int) -> None:
    design, registrar = campus.designs[key], campus.actor(_M, "registrar")
    actions.declare_interests(registrar, design=design, has_interest=False, at=at)
    level, worth = _weight(campus, key)
    actions.approve(registrar, design=design, level=level, credit_value=worth, review_months=months, minutes=15, at=at)


def _weight(campus: Campus, key: str) -> tuple[str, str]:
    """Return level and credit value as somebody weighs them who has read the text."""
    course = queries.examined(_maker(campus), uuid=campus.designs[key]).definition
    if course is None:
        return "", ""
    return str(course.level or ""), str(course.workload.credits or "")


def _published(campus: Campus, at: datetime, *, key: str) -> None:
    actions.publish(campus.actor(_M, "registrar"), design=campus.designs[key], at=at)


def _sent_back(campus: Campus, at: datetime, *, key: str) -> None:
    design, reviewer = campus.designs[key], campus.actor(_M, "reviewer")
    actions.request_change(
        reviewer, design=design, place="schedule", text="Ten weeks beside a job are too few. Give people longer.", at=at
    )
    asked = queries.task(reviewer, uuid=design).review.report.get("questions", [])
    found = asked if isinstance(asked, list) else []
    said = {str(one["code"]): _OF_THE_TIME if one["about"] == "workload" else ("yes", "") for one in found}
    actions.declare_interests(reviewer, design=design, has_interest=False, at=at)
    actions.finish_review(
        reviewer, design=design, outcome="changes", answers=said, minutes=35, at=at,
        note="The subject is right; the time is not.",
    )  # fmt: skip


def _handed_in_again(campus: Campus, at: datetime, *, key: str) -> None:
    """Change what was asked for, say so, and hand it in again."""
    design, maker = campus.designs[key], _maker(campus)
    view = queries.design(maker, uuid=design)
    text = view.source.replace("weeks: 10", "weeks: 15", 1)
    actions.save(maker, design=design, source=text, based_on=view.line.revision, at=at, message="More time")
    for one in queries.changes(maker, uuid=design, is_open=True):
        actions.answer_change(maker, design=design, change=one.uuid, text="Fifteen weeks now.", at=at)
    _signed_and_handed_in(campus, at, key)


def _looked_at(campus: Campus, at: datetime) -> None:
    """Look at the indicators of what is out, call due what is due, and have the makers answer."""
    design, reviewer = campus.designs[_OUT], campus.actor(_M, "reviewer")
    course = campus.courses["dades-per-a-tothom"]
    figures = indicator_figures(reviewer, of=[course])[course]
    snapshot = actions.assess_risk(reviewer, design=design, figures=figures, at=at)
    actions.watch(campus.machine(_M), at=at)
    said = "Most of those who started are still learning: the second cohort ends next year."
    actions.respond(_maker(campus), design=design, snapshot=snapshot, text=said, at=at)


def _drawn(campus: Campus, at: datetime) -> None:
    """Draw from all that is out, and from a family of two."""
    registrar, maker = campus.actor(_M, "registrar"), _maker(campus)
    actions.draw_sample(registrar, seed="board of studies, autumn", at=at)
    text = "One template for data stewardship; audience and cases differ."
    family = actions.make_family(maker, name="Data stewardship everywhere", template=text, at=at)
    for key in (_WEIGHED, _BACK):
        actions.put_in_family(maker, design=campus.designs[key], family=family, at=at)
    actions.draw_sample(registrar, seed="family, lot 1", family=family, at=at)


def _before_a_body(campus: Campus, at: datetime) -> None:
    """Bring a dossier as far as the factual check."""
    admin = campus.actor(_M, "administrator")
    dossier = actions.open_dossier(
        admin, agency="Agency for University Quality (made up)", scope="Micro-credentials in data", at=at
    )
    for part, text in _PARTS.items():
        actions.fill_dossier(admin, dossier=dossier, part=part, text=text, at=at)
    panel = [("Prof. Ona Vila", "Terres de Ponent", "chair"), ("Marc Ruiz", "Students' union", "student")]
    for _ in range(2):
        actions.move_dossier(admin, dossier=dossier, at=at)
    actions.fill_dossier(admin, dossier=dossier, panel=panel, at=at)
    for _ in range(2):
        actions.move_dossier(admin, dossier=dossier, at=at)
    report = "Strong outcomes and honest workload; figures of completion are not yet public."
    actions.fill_dossier(admin, dossier=dossier, part="report", text=report, at=at)
    actions.move_dossier(admin, dossier=dossier, at=at)
    actions.fill_dossier(admin, dossier=dossier, part="factual", text="Two dates were put right.", at=at)


def _decided(campus: Campus, at: datetime) -> None:
    admin = campus.actor(_M, "administrator")
    [found] = queries.dossiers(admin)
    actions.record_decision(
        admin,
        dossier=found.uuid,
        decision="conditional",
        decided_on=at.date(),
        valid_until=(at + timedelta(days=5 * 365)).date(),
        conditions=[
            ("Publish how many of those who start complete.", (at + timedelta(days=60)).date()),
            ("Train every assessor in the rubric.", (at + timedelta(days=300)).date()),
        ],
        report_address="https://quality.example.org/reports/marina-data",
        at=at,
    )
    actions.meet_condition(admin, dossier=found.uuid, number=1, at=at + timedelta(days=40))


def _appeals(campus: Campus, at: datetime) -> None:
    """Take the default policy on appeals over."""
    default = house.defaults()["appeals"]
    filled = dict(zip(default.holes, ("20", "The Commission for Guarantees", "six", "the ombudsperson"), strict=True))
    text = default.text
    for hole, said in filled.items():
        text = text.replace(f"[{hole}]", said)
    actions.adopt_policy(
        campus.actor(_M, "administrator"),
        name="appeals",
        title="Appeals and complaints",
        text=text,
        holds_from=at.date(),
        source=default.reference,
        at=at,
    )


def _first_round(campus: Campus, at: datetime) -> None:
    admin = campus.actor(_M, "administrator")
    audit = actions.begin_audit(admin, at=at)
    for one in readiness.questions().questions:
        standing = _FIRST.get(one.code, "partly")
        evidence = "The catalogue." if standing == "in-place" else ""
        actions.answer_audit(
            admin, audit=audit, question=one.code, standing=standing, evidence=evidence, owner="Vice-rectorate", at=at
        )
    actions.close_audit(admin, audit=audit, note="Naming and training first.", at=at)


def _second_round(campus: Campus, at: datetime) -> None:
    admin = campus.actor(_M, "administrator")
    audit = actions.begin_audit(admin, at=at)
    for code, standing in _SECOND.items():
        evidence = "Approved by the Governing Council." if standing == "in-place" else ""
        actions.answer_audit(
            admin, audit=audit, question=code, standing=standing, evidence=evidence, owner="Quality unit", at=at
        )
