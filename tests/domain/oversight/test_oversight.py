from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

import campus as campuses
from campus import NOW
from testamur.adapters.postgres.scope import within
from testamur.domain.institution.access import Actor, anonymous
from testamur.domain.oversight import actions, queries
from testamur.domain.oversight.values import DriftRow, Offered, Purpose
from testamur.refusals import Invalid, NotAllowed

OFFER = Offered(
    model="minilm-1",
    item="urn:knots",
    output={"label": "tie knots", "rank": 1},
    text="Tie knots that hold a boat.",
    refs={"design": "d"},
    confidence=0.4,
    language="en",
)


def decide(actor: Actor, verdict: str = "accepted", at: datetime = NOW, **settings: str) -> None:
    given = {"purpose": Purpose.SUGGEST_OUTCOME_SKILLS, "about": "design:d/LO1", **settings}
    actions.decided(actor, offered=OFFER, verdict=verdict, at=at, **given)


def test_a_purpose_is_on_until_somebody_turns_it_off_and_says_why(campus: campuses.Campus) -> None:
    head, purpose = campus.actor("administrator"), Purpose.RECOMMEND
    assert queries.is_on(head, purpose)
    actions.turn(head, purpose=purpose, on=False, reason="The works council asked.", at=NOW)
    assert not queries.is_on(campus.institution.id, purpose)
    with pytest.raises(queries.TurnedOff) as refused:
        queries.require_on(head, purpose)
    assert refused.value.facts == {"purpose": "recommend", "reason": "The works council asked."}
    assert [one.purpose for one in queries.switches(anonymous(campus.institution.id)) if not one.is_on] == [purpose]
    actions.turn(head, purpose=purpose, on=True, reason="They agreed.", at=NOW)
    actions.turn(head, purpose=purpose, on=True, reason="Once more changes nothing.", at=NOW)
    assert queries.is_on(head, purpose)
    assert [one.is_on for one in queries.switch_history(head)] == [True, False]


def test_a_switch_wants_a_reason_a_known_purpose_and_an_administrator(campus: campuses.Campus) -> None:
    head = campus.actor("administrator")
    with pytest.raises(Invalid):
        actions.turn(head, purpose=Purpose.RECOMMEND, on=False, reason=" ", at=NOW)
    with pytest.raises(Invalid):
        actions.turn(head, purpose="grade", on=False, reason="No.", at=NOW)
    with pytest.raises(NotAllowed):
        actions.turn(campus.actor("instructor"), purpose=Purpose.RECOMMEND, on=False, reason="No.", at=NOW)
    assert queries.is_on(head, Purpose.RECOMMEND)


def test_a_decision_keeps_the_digest_of_what_was_read_and_who_decided(campus: campuses.Campus) -> None:
    lecturer = campus.actor("instructor")
    decide(lecturer)
    decide(lecturer, "refused", reason="Too wide.")
    assert [verdict for verdict, _ in queries.newest_verdicts(lecturer, about="design:d/LO1").values()] == ["refused"]
    first, second = queries.decisions(campus.actor("administrator"))
    assert (first.offered.item, first.offered.text, len(first.digest)) == ("urn:knots", "", 64)
    assert (first.decided_by, first.shown_to, first.is_overridden) == (lecturer.me, lecturer.me, False)
    assert (second.reason, second.is_overridden) == ("Too wide.", True)
    assert [one.verdict for one in queries.own_decisions(lecturer)] == ["refused", "accepted"]
    with pytest.raises(Invalid):
        decide(lecturer, "liked")
    with pytest.raises(NotAllowed):
        queries.decisions(lecturer)


def test_the_database_refuses_to_change_a_decision_and_to_lose_one_within_six_months(campus: campuses.Campus) -> None:
    now, head = datetime.now(UTC), campus.actor("administrator")
    decide(head, at=now - timedelta(days=900))
    decide(head, at=now)
    for said in ("UPDATE oversight_decision SET verdict = 'refused'", "DELETE FROM oversight_decision"):
        with pytest.raises(DatabaseError, match="written once"), within(head.here), connection.cursor() as cursor:
            cursor.execute(said)
    with pytest.raises(Invalid):
        actions.forget(head, months=5, at=now)
    actions.forget(head, at=now)
    assert [one.at for one in queries.decisions(head)] == [now]


def test_drift_counts_by_month_purpose_and_language(campus: campuses.Campus) -> None:
    head = campus.actor("administrator")
    for verdict in ("accepted", "accepted", "refused"):
        decide(head, verdict)
    decide(head, "changed", at=NOW + timedelta(days=31), purpose=Purpose.READ_ADVERTS)
    assert queries.drift(head) == [
        DriftRow("2026-03", "suggest-outcome-skills", "en", 2, 1, 0, 0),
        DriftRow("2026-04", "read-adverts", "en", 0, 0, 1, 0),
    ]
    assert queries.drift(head, until=NOW) == []
