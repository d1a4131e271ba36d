"""Erasing what was handed in: files and texts go, the decision and its letter stay, and the database holds to it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from campus import NOW
from recognition_office import FULL, PARTIAL, Office
from testamur.adapters.postgres.scope import within
from testamur.domain.institution import queries as institution
from testamur.domain.recognition import actions, queries
from testamur.interfaces.words.letters import decision_letter
from testamur.refusals import NotAllowed, NotFound

AFTER = NOW + timedelta(days=40)


def _told(office: Office, request: UUID) -> object:
    view = queries.request(office.registrar, uuid=request, on=AFTER.date())
    assert view.decision is not None
    return decision_letter(view, view.decision, office.campus.institution)


def test_files_and_texts_go_and_the_letter_stays(office: Office) -> None:
    request = office.draft()
    evidence = office.hand_in(request, holder="Farah Hanim")
    actions.describe(office.learner, request=request, narrative="What only I know.", at=NOW)
    actions.submit(office.learner, request=request, at=NOW)
    actions.ask(office.registrar, request=request, question="And your brother?", at=NOW)
    actions.answer(office.learner, request=request, text="He is well.", at=NOW)
    actions.accept(office.registrar, request=request, at=NOW)
    actions.begin(office.registrar, request=request, at=NOW)
    draft = PARTIAL.__class__(**{**_fields(PARTIAL), "despite_doubts": "Shown on the telephone."})
    actions.decide(office.registrar, request=request, draft=draft, at=NOW)
    before, held = _told(office, request), queries.holdings_of(office.learner.me)
    digest = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0].digest
    actions.erase(office.registrar, request=request, reason="Asked for by letter.", at=AFTER)
    assert _told(office, request) == before
    assert queries.holdings_of(office.learner.me) == held
    view = queries.request(office.registrar, uuid=request, on=AFTER.date())
    (paper,) = view.evidence
    assert (view.narrative, view.erased_at, paper.erased_at, paper.digest) == ("", AFTER, AFTER, digest)
    assert (paper.source.outcomes, paper.source.identities[0].value) == ((), "Farah Hanim")
    assert not [one.note for one in view.events if one.kind in {"asked", "answered"} and one.note]
    for ask in (lambda: queries.evidence(office.registrar, uuid=evidence),):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(NotFound):
        queries.own_evidence(office.learner.me, evidence)
    newest = institution.audit(office.campus.actor("administrator"))[0]
    assert (newest.verb, newest.facts["reason"]) == ("recognition.erase", "Asked for by letter.")
    assert newest.facts["evidence"] == [[str(evidence), digest]]
    with pytest.raises(actions.ErasedBefore):
        actions.erase(office.registrar, request=request, reason="Again.", at=AFTER)


def _fields(draft: object) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__slots__}  # type: ignore[attr-defined] # a slotted dataclass


def test_it_waits_until_no_appeal_can_be_filed(office: Office) -> None:
    request = office.decided(PARTIAL)
    with pytest.raises(actions.StillNeeded) as refused:
        actions.erase(office.registrar, request=request, reason="Now.", at=NOW)
    assert refused.value.facts["until"] == (NOW.date() + timedelta(days=30)).isoformat()
    open_one = office.submitted(office.someone("Other"))
    with pytest.raises(actions.WrongState):
        actions.erase(office.registrar, request=open_one, reason="Now.", at=AFTER)
    with pytest.raises(NotAllowed):
        actions.erase(office.someone("Reviewer", "reviewer"), request=request, reason="Now.", at=AFTER)


def test_a_learner_throws_a_draft_away_and_a_withdrawn_request(office: Office) -> None:
    drafted = office.draft()
    office.hand_in(drafted)
    actions.discard(office.learner, request=drafted, at=NOW)
    gone = queries.own_request(office.learner.me, drafted, on=NOW.date())
    assert (gone.state, gone.evidence) == ("withdrawn", ())
    request = office.submitted()
    with pytest.raises(actions.WrongState):
        actions.discard(office.learner, request=request, at=NOW)
    actions.withdraw(office.learner, request=request, at=NOW)
    actions.discard(office.learner, request=request, at=NOW)
    (paper,) = queries.own_request(office.learner.me, request, on=NOW.date()).evidence
    assert (paper.name, paper.source.title, paper.checks) == (paper.digest[:12], "", ())
    with pytest.raises(NotFound):
        actions.discard(office.someone("Other"), request=request, at=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM recognition_evidence",
        "UPDATE recognition_evidence SET name = 'other'",
        "UPDATE recognition_evidence SET content = ''",
        "UPDATE recognition_event SET note = ''",
        "DELETE FROM recognition_event",
    ],
)
def test_the_database_refuses_what_is_no_erasing(office: Office, statement: str) -> None:
    office.decided(FULL)
    with pytest.raises(DatabaseError), within(office.campus.institution.id), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_database_lets_an_erased_request_lose_its_bytes_alone(office: Office) -> None:
    request = office.decided(FULL)
    actions.erase(office.registrar, request=request, reason="Asked for.", at=AFTER)
    for statement in ("UPDATE recognition_evidence SET digest = ''", "UPDATE recognition_event SET kind = 'decided'"):
        with pytest.raises(DatabaseError), within(office.campus.institution.id), transaction.atomic():
            connection.cursor().execute(statement)
