"""Verification over the API: open to everyone, three answers, every check in words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from testamur.core.credential import SigningKey, cose_sign1
from testamur.core.credential.ports import Unreachable

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db
TOO_DEEP = b"[" * 100_000 + b"]" * 100_000


def document(campus: Campus, view: Any, form: str = "ob3") -> bytes:
    from testamur.domain.issuing import queries

    return queries.document(campus.actor("registrar"), credential=view.uuid, form=form).content


def raw(anyone: Any, data: bytes, kind: str) -> Any:
    return anyone.client.post("/api/v1/verify", data, content_type=kind)


@pytest.fixture
def lies(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What lies at which address of the world outside; nothing lies anywhere else."""
    from testamur.interfaces.api import handed_over

    there: dict[str, bytes] = {}

    class Outside:
        def get(self, url: str) -> bytes:
            if url not in there:
                raise Unreachable("not-there", url=url, status=404)
            return there[url]

    monkeypatch.setattr(handed_over, "FETCHER", Outside())
    return there


@pytest.mark.parametrize("kind", ["application/json", "application/vc", "application/ld+json", "text/plain"])
def test_a_credential_is_judged_as_it_is_sent(campus: Campus, anyone: Any, issue: Any, kind: str) -> None:
    answer = raw(anyone, document(campus, issue()), kind)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["verdict"], told["form"]) == ("valid", "data-integrity")
    assert (told["claims"]["holder"], told["claims"]["issuer"]) == ("Aisyah", "North University")
    assert all(check["sentence"] and check["outcome"] == "passed" for check in told["checks"])


def test_json_text_a_form_and_a_jwt_are_taken(campus: Campus, anyone: Any, issue: Any) -> None:
    view = issue()
    signed, jwt = document(campus, view), document(campus, view, "vc-jwt")
    for given in ({"credential": orjson.loads(signed)}, {"credential": signed.decode()}, {"credential": jwt.decode()}):
        assert anyone.post("/verify", given).json()["verdict"] == "valid"
    assert raw(anyone, jwt, "application/vc+jwt").json()["form"] == "vc-jwt"
    key = SigningKey.from_seed(bytes(32))
    sealed = cose_sign1(orjson.loads(signed) | {"issuer": key.controller}, key)
    assert raw(anyone, sealed, "application/vc+cose").json()["form"] == "vc-cose"
    file = io.BytesIO(signed)
    file.name = "aisyah.json"
    assert anyone.form("/verify", {"file": file}).json()["verdict"] == "valid"


def test_a_badge_with_the_credential_in_it_is_taken(campus: Campus, anyone: Any, issue: Any) -> None:
    from testamur.core.credential.baked import bake_svg

    svg = bake_svg("<svg xmlns='http://www.w3.org/2000/svg'></svg>", document(campus, issue()).decode())
    assert raw(anyone, svg.encode(), "image/svg+xml").json()["verdict"] == "valid"


def test_a_flipped_byte_and_a_revocation_are_answers(campus: Campus, anyone: Any, issue: Any) -> None:
    from campus import NOW
    from testamur.domain.issuing import actions

    view = issue()
    forged = document(campus, view).replace(b"Aisyah", b"Aisyan")
    told = raw(anyone, forged, "application/json").json()
    assert told["verdict"] == "invalid"
    assert [check["because"] for check in told["checks"] if check["outcome"] == "failed"] == ["signature-does-not-fit"]
    actions.revoke(campus.actor("registrar"), credential=view.uuid, reason="error", at=NOW)
    told = raw(anyone, document(campus, view), "application/json").json()
    assert told["verdict"] == "invalid"
    assert [check["because"] for check in told["checks"] if check["outcome"] == "failed"] == ["revoked"]


def test_a_link_of_ours_is_followed_inside_the_house(campus: Campus, anyone: Any, issue: Any) -> None:
    from campus import NOW
    from testamur.domain.issuing import actions

    view = issue()
    link = actions.make_link(campus.actor("registrar"), credential=view.uuid, at=NOW)
    given = {"link": f"http://testserver/c/{link.secret}"}
    assert anyone.post("/verify", given).json()["verdict"] == "valid"
    actions.withdraw_link(campus.actor("registrar"), link=link.uuid, at=NOW)
    answer = anyone.post("/verify", given)
    assert (answer.status_code, answer.json()["facts"]["reason"]) == (422, "withdrawn")


def test_a_link_elsewhere_is_fetched_even_from_a_page_about_it(
    campus: Campus, anyone: Any, issue: Any, lies: dict[str, bytes]
) -> None:
    lies["https://away.example/c.json"] = document(campus, issue())
    lies["https://away.example/page"] = b'<html><link rel="alternate" type="application/vc" href="/c.json">'
    for path in ("c.json", "page"):
        assert anyone.post("/verify", {"link": f"https://away.example/{path}"}).json()["verdict"] == "valid"
    answer = anyone.post("/verify", {"link": "https://away.example/gone"})
    told = answer.json()
    assert (answer.status_code, told["code"], told["facts"]["reason"]) == (422, "link-unreadable", "not-there")
    assert "404" in told["detail"]


@pytest.mark.parametrize("link", ["http://example.org/x", "https://127.0.0.1/x", "file:///etc/passwd", "no link"])
def test_a_link_that_is_not_safe_is_not_followed(anyone: Any, link: str) -> None:
    answer = anyone.post("/verify", {"link": link})
    assert (answer.status_code, answer.json()["code"]) == (422, "link-unreadable")


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"", "application/json", 400, "empty-body"),
        (b"", "text/plain", 400, "empty-body"),
        (b"\xff\xfe", "application/json", 400, "not-utf8"),
        (TOO_DEEP, "application/json", 400, "too-deep"),
        (b"{", "application/json", 400, "not-json"),
        (b"[]", "application/json", 422, "invalid"),
        (b"{}", "application/json", 422, "invalid"),
        (b'{"credential": 5}', "application/json", 422, "invalid"),
        (b'{"credential": "x", "link": "y"}', "application/json", 422, "invalid"),
        (b'{"link": "x\\u0000"}', "application/json", 422, "unprintable"),
        (b"x" * (4 * 2**20 + 1), "text/plain", 413, "too-large"),
        (b"x" * (12 * 2**20 + 1), "text/plain", 413, "too-large"),
        (b"%PDF-1.7", "application/pdf", 415, "media-type-not-taken"),
    ],
)
def test_what_cannot_be_read_is_a_problem(anyone: Any, body: bytes, kind: str, status: int, code: str) -> None:
    answer = raw(anyone, body, kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("text", [b"\x00\x01", b"hello", b"{", TOO_DEEP, b"a.b.c", b"\x89PNG\r\n\x1a\nshort"])
def test_what_is_no_credential_is_judged_invalid_or_unknown(anyone: Any, text: bytes) -> None:
    answer = raw(anyone, text, "application/octet-stream")
    assert answer.status_code == 200
    assert answer.json()["verdict"] in {"invalid", "indeterminate"}


@pytest.mark.usefixtures("lies")
def test_many_are_judged_in_order(campus: Campus, anyone: Any, issue: Any) -> None:
    good = orjson.loads(document(campus, issue()))
    items = [{"credential": good}, good, {"link": "https://away.example/gone"}, "hello", {"credential": 5}]
    told = anyone.post("/verify/batch", {"items": items}).json()
    assert [line["verdict"] for line in told["results"]] == ["valid", "valid", "unread", "indeterminate", "unread"]
    assert (told["valid"], told["invalid"], told["indeterminate"], told["unread"]) == (2, 0, 1, 2)
    assert told["results"][2]["code"] == "link-unreadable"


def test_many_files_are_judged_by_name(campus: Campus, anyone: Any, issue: Any) -> None:
    files = [io.BytesIO(document(campus, issue())), io.BytesIO(b"nothing")]
    files[0].name, files[1].name = "a.json", "b.json"
    told = anyone.form("/verify/batch", {"file": files}).json()
    assert [(line["name"], line["verdict"]) for line in told["results"]] == [
        ("a.json", "valid"),
        ("b.json", "indeterminate"),
    ]


@pytest.mark.parametrize("items", [[], ["x"] * 101, "x", None])
def test_too_many_or_none_are_refused(anyone: Any, items: object) -> None:
    answer = anyone.post("/verify/batch", {"items": items})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "items")
