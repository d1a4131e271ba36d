"""What holds for every address: entity tags, other sites, pace, the reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from testamur.interfaces.api import pace

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def test_who_has_it_already_gets_304(campus: Campus, anyone: Any) -> None:
    path = f"/catalogue/{campus.publish()}"
    first = anyone.get(path)
    again = anyone.get(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert anyone.get(path, **{"If-None-Match": '"other"'}).status_code == 200
    assert first["Cache-Control"] == "public, max-age=60"


def test_what_depends_on_who_asks_is_kept_by_nobody_else(program: Any) -> None:
    answer = program().get("/institution")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


def test_head_says_what_get_would(campus: Campus, anyone: Any) -> None:
    path = f"/catalogue/{campus.publish()}"
    head, get = anyone.send("head", path), anyone.get(path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])
    assert head["Content-Length"] == str(len(get.content))


def test_other_sites_may_read_and_verify_but_not_change(anyone: Any) -> None:
    assert anyone.get("/catalogue")["Access-Control-Allow-Origin"] == "*"
    assert anyone.post("/verify", {"credential": "x"})["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in anyone.post("/awards", {})
    asked = anyone.send("options", "/verify")
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "POST")
    assert "Access-Control-Allow-Credentials" not in asked
    assert "Authorization" not in anyone.send("options", "/awards")["Access-Control-Allow-Headers"]


def test_who_asks_too_often_is_asked_to_wait(anyone: Any, program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "UNKNOWN_A_MINUTE", 3)
    monkeypatch.setattr("testamur.adapters.pace.time.time", lambda: 1_800_000_030.0)
    assert [anyone.get("/institutions").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = anyone.get("/institutions")
    assert (answer.json()["code"], answer["Retry-After"]) == ("too-often", "31")
    assert program().get("/institutions").status_code == 200


def test_a_batch_counts_for_as_many_as_it_holds(anyone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "UNKNOWN_A_MINUTE", 10)
    monkeypatch.setattr("testamur.adapters.pace.time.time", lambda: 1_800_000_030.0)
    assert anyone.post("/verify/batch", {"items": ["x"] * 10}).status_code == 200
    assert anyone.post("/verify", {"credential": "x"}).status_code == 429


def test_guessing_tokens_is_slowed_down(anyone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "UNKNOWN_A_MINUTE", 3)
    monkeypatch.setattr("testamur.adapters.pace.time.time", lambda: 1_800_000_030.0)
    tried = [anyone.get("/me", Authorization=f"Bearer tst_{guess}").status_code for guess in range(5)]
    assert tried == [401, 401, 401, 429, 429]


def test_the_reference_is_a_plain_page_without_scripts(anyone: Any) -> None:
    answer = anyone.get("/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<script" not in text
    assert "style=" not in text
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//(?!testamur\.example)""", text)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    text = text.replace("<wbr>", "")
    assert "`" not in text
    for found in ("POST /api/v1/awards", "already-conferred", "Idempotency-Key"):
        assert found in text


def test_every_problem_leads_to_its_place_in_the_reference(anyone: Any) -> None:
    text = anyone.get("/docs").content.decode()
    told = anyone.get("/nowhere").json()
    assert f'id="{told["type"].partition("#")[2]}"' in text
