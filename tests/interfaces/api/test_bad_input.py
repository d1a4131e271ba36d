"""The API's table of bad input (docs/guide/api.md): each gets a clear problem, and nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
DEEP = b'{"email":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
TABLE: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 422, "malformed"),
    "white space": (b" \n", 400, "empty-body"),
    "not JSON": (b"email=a@example.org", 400, "not-json"),
    "cut off": (b'{"email": "a@exam', 400, "not-json"),
    "NaN": (b'{"email": NaN}', 400, "not-json"),
    "UTF-16": ('{"email": "a@example.org"}'.encode("utf-16"), 400, "not-utf8"),
    "Latin-1": ('{"email": "a@example.org", "name": "José"}'.encode("latin-1"), 400, "not-utf8"),
    "a name twice": (b'{"email": "a@example.org", "email": "b@example.org"}', 400, "repeated-name"),
    "nested 100,000 deep": (DEEP, 400, "too-deep"),
    "3 MB": (b'{"email": "' + b"x" * (3 * 2**20) + b'"}', 413, "too-large"),
    "13 MB": (b"x" * (13 * 2**20), 413, "too-large"),
    "NUL": (b'{"email": "a@example.org", "name": "A\\u0000B"}', 422, "unprintable"),
    "escape sequence": (b'{"email": "a@example.org", "name": "\\u001b[31m"}', 422, "unprintable"),
    "half a character": (b'{"email": "a@example.org", "name": "\\ud800"}', 400, "lone-surrogate"),
    "reversed reading": ('{"email": "a@example.org", "name": "\u202egnp"}'.encode(), 422, "unprintable"),
    "NUL in a key": (b'{"em\\u0000ail": 1}', 422, "unprintable"),
    "HTML": (b'{"email": "a@example.org", "name": "<img src=x>"}', 422, "malformed"),
    "two lines": (b'{"email": "a@example.org", "name": "A\\nB"}', 422, "malformed"),
    "a list": (b"[1]", 422, "malformed"),
    "a number": (b"5", 422, "malformed"),
    "null": (b"null", 422, "malformed"),
    "wrong type": (b'{"email": 5}', 422, "malformed"),
    "unknown key": (b'{"email": "a@example.org", "emial": "x"}', 422, "malformed"),
    "no address": (b'{"email": "not an address"}', 422, "invalid"),
    "too long": (orjson.dumps({"email": "a@example.org", "name": "x" * 10_000}), 422, "malformed"),
    "long number": (b'{"identifier": ' + b"9" * 5_000 + b"}", 400, "not-json"),
}


@pytest.mark.parametrize("name", TABLE)
def test_bad_bodies_are_problems_and_change_nothing(campus: Campus, program: Any, counts: Any, name: str) -> None:
    body, status, code = TABLE[name]
    registrar, offering = program(), campus.offer()
    before = counts()
    answer = registrar.post(f"/offerings/{offering}/enrolments", body)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), told
    assert answer["Content-Type"] == "application/problem+json"
    assert told["detail"].strip()
    assert "{" not in told["detail"]
    assert counts() == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_other_kinds_of_content_are_not_taken(campus: Campus, program: Any, counts: Any, kind: str) -> None:
    registrar, offering = program(), campus.offer()
    before = counts()
    answer = registrar.client.generic(
        "POST",
        f"/api/v1/offerings/{offering}/enrolments",
        b'{"email": "a@example.org"}',
        content_type=kind,
        headers=registrar.headers(),
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "media-type-not-taken")
    assert counts() == before


@pytest.mark.parametrize("length", ["2000000000", "9" * 400, "-1", "1e9"])
def test_a_length_that_is_too_much_is_refused_unread(program: Any, length: str) -> None:
    registrar = program()
    answer = registrar.client.generic(
        "POST",
        "/api/v1/awards",
        b"{}",
        content_type="application/json",
        headers=registrar.headers(),
        CONTENT_LENGTH=length,
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_body_of_unknown_length_is_asked_for_its_length(program: Any) -> None:
    answer = program().post("/awards", {}, **{"Transfer-Encoding": "chunked"})
    assert (answer.status_code, answer.json()["code"]) == (411, "length-needed")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "no-such-address"),
        ("/awards/not-a-uuid", 422, "malformed"),
        ("/institutions/%00", 422, "unprintable"),
        ("/institutions/north%0a", 404, "not-found"),
        ("/catalogue?text=%00", 422, "unprintable"),
        ("/catalogue?cursor=forged", 422, "invalid"),
        ("/catalogue?cursor=%22%27;DROP", 422, "invalid"),
        ("/catalogue?max_hours=1e999", 422, "malformed"),
        ("/catalogue?max_hours=-1", 422, "malformed"),
        ("/catalogue?limit=0", 422, "malformed"),
        ("/catalogue?institution=%F0%9F%8E%93", 404, "not-found"),
    ],
)
def test_bad_addresses_are_problems(anyone: Any, program: Any, path: str, status: int, code: str) -> None:
    asker = program() if path.startswith("/awards") else anyone
    answer = asker.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_method_that_is_not_taken_names_those_that_are(anyone: Any) -> None:
    answer = anyone.send("delete", "/catalogue")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_a_mistake_of_ours_has_a_number_and_tells_nothing_else(anyone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from testamur.domain.catalogue import queries

    def broken(*_: object, **__: object) -> None:
        message = "secret of the house"
        raise RuntimeError(message)

    monkeypatch.setattr(queries, "search", broken)
    answer = anyone.get("/catalogue")
    assert (answer.status_code, answer.json()["code"]) == (500, "broken")
    assert "secret" not in answer.content.decode()
    assert answer.json()["facts"]["number"] in answer.json()["detail"]


def test_problems_speak_the_language_asked_for(anyone: Any) -> None:
    answer = anyone.get("/nowhere", **{"Accept-Language": "ms"})
    assert answer["Content-Language"] == "ms"
