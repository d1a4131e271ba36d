"""A request with an idempotency key is done once, whatever happens to it on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

if TYPE_CHECKING:
    from campus import Campus

KEY = {"Idempotency-Key": '"4b1f9a3e-enrol-aisyah"'}


@pytest.mark.django_db
def test_the_same_request_again_gets_the_same_answer_and_does_nothing(
    campus: Campus, program: Any, counts: Any
) -> None:
    offering, registrar = campus.offer(), program()
    person = {"email": "aisyah@example.org", "name": "Aisyah"}
    first = registrar.post(f"/offerings/{offering}/enrolments", person, **KEY)
    before = counts()
    again = registrar.post(f"/offerings/{offering}/enrolments", person, **KEY)
    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert counts() == before
    without = registrar.post(f"/offerings/{offering}/enrolments", person)
    assert without.status_code == 409


@pytest.mark.django_db
def test_a_new_tokens_secret_is_given_again_but_not_readable_in_the_database(campus: Campus, program: Any) -> None:
    registrar = program()
    given = {"label": "x", "scopes": ["confer"]}
    first = registrar.post("/tokens", given, **KEY).json()
    assert registrar.post("/tokens", given, **KEY).json() == first
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('testamur.institution', %s, true)", [str(campus.institution.id)])
        cursor.execute("SELECT row_to_json(a)::text FROM ledger_keptanswer a")
        (row,) = cursor.fetchall()
    assert first["secret"] not in row[0]
    assert first["secret"].encode().hex() not in row[0]


@pytest.mark.django_db
def test_another_request_with_the_key_is_refused(campus: Campus, program: Any) -> None:
    offering, registrar = campus.offer(), program()
    registrar.post(f"/offerings/{offering}/enrolments", {"email": "a@example.org"}, **KEY)
    answer = registrar.post(f"/offerings/{offering}/enrolments", {"email": "b@example.org"}, **KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "key-used-for-something-else")


@pytest.mark.django_db
def test_the_key_of_another_person_or_address_is_another_key(campus: Campus, program: Any) -> None:
    offering = campus.offer()
    first = program().post(f"/offerings/{offering}/enrolments", {"email": "a@example.org"}, **KEY)
    other = program("instructor").post(f"/offerings/{offering}/enrolments", {"email": "b@example.org"}, **KEY)
    assert first.json() != other.json()
    assert program().post(f"/offerings/{offering}/proposals", **KEY).status_code == 200


@pytest.mark.django_db
def test_what_was_refused_may_be_sent_corrected_with_the_same_key(campus: Campus, program: Any) -> None:
    offering, registrar = campus.offer(), program()
    assert registrar.post(f"/offerings/{offering}/enrolments", {"email": "no address"}, **KEY).status_code == 422
    assert registrar.post(f"/offerings/{offering}/enrolments", {"email": "a@example.org"}, **KEY).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", '""', "x" * 256, "two words", "schlüssel"])
def test_a_key_that_is_none_is_refused(program: Any, key: str) -> None:
    answer = program().post("/awards", {}, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-idempotency-key")


@pytest.mark.django_db
def test_a_form_sent_again_is_the_same_request(campus: Campus, program: Any) -> None:
    import io

    offering, instructor = campus.offer(), program("instructor")

    def send(text: str) -> Any:
        file = io.BytesIO(text.encode())
        file.name = "marks.csv"
        return instructor.form(f"/offerings/{offering}/imports", {"file": file}, **KEY)

    first = send("name,email,plan\nAisyah,a@example.org,90\n")
    assert send("name,email,plan\nAisyah,a@example.org,90\n").content == first.content
    assert send("name,email,plan\nAisyah,a@example.org,91\n").status_code == 422


@pytest.mark.django_db
def test_answers_are_forgotten_after_a_day(campus: Campus, program: Any) -> None:
    from testamur.adapters.postgres.scope import within
    from testamur.domain.ledger import actions
    from testamur.domain.ledger.models import KeptAnswer

    offering = campus.offer()
    program().post(f"/offerings/{offering}/enrolments", {"email": "a@example.org"}, **KEY)
    now = datetime.now(UTC)
    for at, left in ((now, 1), (now + timedelta(days=1, minutes=1), 0)):
        actions.forget_answers(campus.system, at=at)
        with within(campus.institution.id):
            assert KeptAnswer.objects.count() == left


@pytest.mark.django_db
def test_an_old_key_means_nothing_any_more(campus: Campus, program: Any) -> None:
    from testamur.adapters.postgres.scope import within
    from testamur.domain.ledger.models import KeptAnswer

    offering, registrar = campus.offer(), program()
    registrar.post(f"/offerings/{offering}/enrolments", {"email": "a@example.org"}, **KEY)
    with within(campus.institution.id):
        KeptAnswer.objects.update(asked_at=datetime.now(UTC) - timedelta(days=2))
    answer = registrar.post(f"/offerings/{offering}/enrolments", {"email": "b@example.org"}, **KEY)
    assert answer.status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one(campus: Campus, program: Any) -> None:
    offering, registrar = campus.offer(), program()
    together = Barrier(4)

    def send(_: int) -> Any:
        try:
            other = type(registrar)(registrar.secret)
            together.wait()
            return other.post(f"/offerings/{offering}/enrolments", {"email": "a@example.org"}, **KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == 3
    assert len(registrar.get(f"/offerings/{offering}/enrolments").json()["items"]) == 1
