"""An appeal is decided by somebody else; a precedent holds until something that it rests on changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from campus import NOW, found
from recognition_office import FULL, PARTIAL, REFUSAL, Office
from testamur.adapters.postgres.scope import within
from testamur.core.model.quantity import CreditAmount
from testamur.domain.institution import queries as people
from testamur.domain.recognition import actions, queries
from testamur.refusals import Invalid, NotFound


def appealed(office: Office) -> object:
    request = office.decided(PARTIAL)
    actions.appeal(office.learner, request=request, grounds="The second term, too.", at=NOW + timedelta(days=3))
    return request


def test_an_appeal_that_is_right_supersedes_the_decision(office: Office) -> None:
    request, board = appealed(office), office.someone("Olga", "registrar")
    actions.decide_appeal(board, request=request, outcome="upheld", reasons="It was there.", draft=FULL, at=NOW)
    view = queries.own_request(office.learner.me, request, on=NOW.date())
    assert (view.state, view.appeals[0].outcome) == ("appeal_decided", "upheld")
    assert [one.draft.outcome for one in view.decisions] == ["partial", "full"]
    assert view.decision is not None
    assert view.decision.draft.outcome == "full"


def test_an_appeal_that_is_not_right_leaves_the_decision(office: Office) -> None:
    request, board = appealed(office), office.someone("Olga", "registrar")
    actions.decide_appeal(board, request=request, outcome="dismissed", reasons="Nothing new.", at=NOW)
    view = queries.own_request(office.learner.me, request, on=NOW.date())
    assert ([one.draft.outcome for one in view.decisions], view.appeals[0].reasons) == (["partial"], "Nothing new.")
    with pytest.raises(actions.WrongState):
        actions.appeal(office.learner, request=request, grounds="Still.", at=NOW)


def test_who_had_a_say_does_not_decide_the_appeal(office: Office) -> None:
    request = appealed(office)
    with pytest.raises(actions.ConflictOfInterest) as refused:
        actions.decide_appeal(office.registrar, request=request, outcome="dismissed", reasons="No.", at=NOW)
    assert refused.value.facts == {"why": "had-a-say"}
    with pytest.raises(IntegrityError), within(office.campus.institution.id), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recognition_appeal SET decided_by_id = first_decided_by_id, decided_at = now(), reasons = 'no'"
        )


def test_who_proposed_does_not_decide_the_appeal(office: Office) -> None:
    request, olga = office.assessed(), office.someone("Olga", "registrar")
    actions.propose(olga, request=request, draft=PARTIAL, at=NOW)
    actions.decide(office.registrar, request=request, at=NOW)
    actions.appeal(office.learner, request=request, grounds="More.", at=NOW)
    with pytest.raises(actions.ConflictOfInterest):
        actions.decide_appeal(olga, request=request, outcome="dismissed", reasons="No.", at=NOW)


def test_an_appeal_is_filed_in_time(office: Office) -> None:
    request = office.decided(REFUSAL)
    with pytest.raises(actions.TooLate):
        actions.appeal(office.learner, request=request, grounds="Late.", at=NOW + timedelta(days=31))
    actions.appeal(office.learner, request=request, grounds="On the last day.", at=NOW + timedelta(days=30))


@pytest.mark.parametrize(("outcome", "draft"), [("upheld", None), ("dismissed", FULL), ("perhaps", None)])
def test_an_appeal_is_right_with_a_ruling_or_not_without(office: Office, outcome: str, draft: object) -> None:
    request, board = appealed(office), office.someone("Olga", "registrar")
    with pytest.raises(Invalid):
        actions.decide_appeal(board, request=request, outcome=outcome, reasons="So.", draft=draft, at=NOW)


def precedent(office: Office, **said: object) -> object:
    request = office.decided(FULL)
    paper = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0]
    return actions.set_precedent(office.registrar, request=request, evidence=paper.uuid, at=NOW, **said)


def fitting(office: Office, request: object, days: int = 0) -> list[str]:
    found_ = queries.fitting_precedents(office.registrar, uuid=request, on=NOW.date() + timedelta(days=days))
    return [fit.precedent.source_title for fit in found_]


def test_the_next_with_the_same_credential_finds_the_precedent(office: Office) -> None:
    precedent(office)
    ben = office.someone("Ben")
    assert fitting(office, office.submitted(ben, holder="Ben")) == ["Data science foundations"]


@pytest.mark.parametrize(
    "said",
    [
        {"code": "OTHER"},
        {"issuer": "did:web:mill.example"},
        {"outcomes": ("Clean a data set", "Sing")},
    ],
)
def test_another_credential_does_not(office: Office, said: dict[str, object]) -> None:
    precedent(office)
    assert fitting(office, office.submitted(office.someone("Ben"), holder="Ben", **said)) == []


def test_another_version_with_the_same_content_still_fits(office: Office) -> None:
    precedent(office)
    assert fitting(office, office.submitted(office.someone("Ben"), holder="Ben", version="2")) != []


def test_a_newer_credential_with_other_content_ends_the_precedent(office: Office) -> None:
    precedent(office)
    office.submitted(
        office.someone("Ben"), holder="Ben", version="2", outcomes=("Sing",), awarded="2026-04-01T00:00:00Z"
    )
    (ended,) = queries.all_precedents(office.registrar, ended=True)
    assert ended.ended_because == "source-changed"


def test_another_version_of_the_target_with_other_content_ends_the_precedent(office: Office) -> None:
    precedent(office)
    office.unit(title="Only the title is another")
    assert queries.all_precedents(office.registrar, ended=True) == []
    office.unit(worth=CreditAmount(PARTIAL.credits.value, "ECTS") if PARTIAL.credits else None)
    (ended,) = queries.all_precedents(office.registrar, ended=True)
    assert ended.ended_because == "target-changed"
    assert queries.register(on=NOW.date()) == []


def test_a_precedent_lapses_and_can_ask_for_recent_credentials(office: Office) -> None:
    precedent(office, valid_until=NOW.date() + timedelta(days=90), max_age_months=5)
    request = office.submitted(office.someone("Ben"), holder="Ben")
    assert fitting(office, request) != []
    assert fitting(office, request, days=40) == []
    actions.watch(office.campus.system, at=NOW + timedelta(days=91))
    (ended,) = queries.all_precedents(office.registrar, ended=True)
    assert ended.ended_because == "lapsed"


def test_a_corrected_decision_takes_its_precedent_along(office: Office) -> None:
    request = office.decided(FULL)
    paper = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0]
    actions.set_precedent(office.registrar, request=request, evidence=paper.uuid, at=NOW)
    actions.correct(office.registrar, request=request, draft=PARTIAL, because="A slip.", at=NOW)
    (ended,) = queries.all_precedents(office.registrar, ended=True)
    assert ended.ended_because == "decision-superseded"


def test_a_newer_precedent_replaces_an_older_and_one_can_be_ended(office: Office) -> None:
    first = precedent(office)
    request = office.decided(FULL, office.someone("Ben"), holder="Ben")
    paper = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0]
    second = actions.set_precedent(office.registrar, request=request, evidence=paper.uuid, at=NOW)
    assert [one.uuid for one in queries.all_precedents(office.registrar)] == [second]
    actions.end_precedent(office.registrar, precedent=second, at=NOW)
    assert queries.transfer_value(second).ended_because == "withdrawn"
    with pytest.raises(NotFound):
        actions.end_precedent(office.registrar, precedent=first, at=NOW)


def test_no_precedent_is_made_of_a_refusal_or_of_a_mere_file(office: Office) -> None:
    request = office.decided(REFUSAL)
    paper = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0]
    with pytest.raises(actions.NoPrecedent) as refused:
        actions.set_precedent(office.registrar, request=request, evidence=paper.uuid, at=NOW)
    assert refused.value.facts == {"why": "refused"}


def test_the_register_is_public_and_names_nobody(office: Office) -> None:
    precedent(office)
    (line,) = queries.register(on=NOW.date(), text="data science")
    assert (line.source_issuer, line.target_title) == ("South College", {"und": "Data and statistics"})
    assert queries.register(on=NOW.date(), text="choir") == []
    assert queries.register(on=NOW.date(), institution_id=found("south").institution.id) == []


def test_what_is_not_published_is_not_in_the_register(office: Office) -> None:
    hidden = precedent(office, is_public=False)
    assert queries.register(on=NOW.date()) == []
    with pytest.raises(NotFound):
        queries.transfer_value(hidden)


def test_a_recognition_is_a_holding_with_its_source(office: Office) -> None:
    office.decided(FULL)
    (held,) = queries.holdings_of(office.learner.me)
    one = held.holding
    assert (held.place, one.ref, str(one.credits), one.source, one.state) == (
        "north",
        "STAT101",
        "6 ECTS",
        "credit_transfer",
        "confirmed",
    )
    assert one.awarded_on is not None
    assert one.awarded_on.isoformat() == "2025-11-03"
    assert [str(level) for level in one.levels] == ["EQF 6"]
    assert held.on("south").ref == "north.STAT101"


def test_a_part_is_not_the_whole_and_a_refusal_is_nothing(office: Office) -> None:
    office.decided(PARTIAL)
    (held,) = queries.holdings_of(office.learner.me)
    assert held.holding.ref.startswith("STAT101~")
    assert held.holding.outcomes == ("STAT101#data",)
    office.decided(REFUSAL, office.someone("Ben"))
    assert queries.holdings_of(office.someone("Ben").me) == ()


def test_the_watch_warns_once_for_each_day_and_comes_back(office: Office) -> None:
    request = office.assessed()
    machine = office.campus.system

    def alert(days: int) -> str:
        actions.watch(machine, at=NOW + timedelta(days=days))
        (line,) = queries.desk(office.registrar, on=NOW.date() + timedelta(days=days))
        return line.alert

    assert [alert(days) for days in (1, 95, 118, 123, 124)] == ["", "soon", "very-soon", "overdue", "overdue"]
    counts = queries.desk_counts(office.registrar, on=NOW.date() + timedelta(days=124))
    assert (counts["open"], counts["overdue"]) == (1, 1)
    waiting = [job.task for job in people.jobs(office.campus.actor("administrator"))]
    assert waiting.count("recognition.watch") == 1
    actions.decide(office.registrar, request=request, draft=FULL, at=NOW + timedelta(days=125))
    assert queries.desk_counts(office.registrar, on=NOW.date() + timedelta(days=125))["overdue"] == 0
