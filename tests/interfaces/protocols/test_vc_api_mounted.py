"""The VC API under /vc-api of the main server: a token, keys of one’s own institution, a trace of what is signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from django.test import Client

from testamur.adapters import environment as settings
from testamur.adapters.key_folder import KeyRing, make_keys, read_keys

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


@dataclass
class Api:
    secret: str = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        told = {"Authorization": f"Bearer {self.secret}", **headers} if self.secret else headers
        data = body if isinstance(body, bytes) else orjson.dumps(body)
        answer = Client().generic(method, f"/vc-api{path}", data, content_type="application/json", headers=told)
        is_json = answer.headers["Content-Type"] == "application/json"
        return answer.status_code, orjson.loads(answer.content) if is_json and answer.content else answer.content


@pytest.fixture
def keys(campus: Campus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyRing:
    from testamur.interfaces.protocols.vc_api import views

    make_keys(tmp_path / "keys" / campus.institution.code)
    here = settings.environment()
    told = replace(here.vc_api, keys=tmp_path / "keys", lists=tmp_path / "lists", is_online=False)
    monkeypatch.setattr(views, "environment", lambda: replace(here, vc_api=told))
    views._service.cache_clear()  # noqa: SLF001 - settings change in tests only
    return read_keys(tmp_path / "keys" / campus.institution.code)


@pytest.fixture
def api(campus: Campus, keys: KeyRing, program: Callable[..., Any]) -> Callable[..., Api]:
    assert campus
    assert keys

    def make(role: str = "registrar", *scopes: str, at: Campus | None = None) -> Api:
        return Api(program(role, *scopes, at=at).secret)

    return make


def credential(keys: KeyRing) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:01890000-0000-7000-8000-00000000000a",
        "type": ["VerifiableCredential"],
        "issuer": next(iter(keys.by_controller)),
        "credentialSubject": {"id": "did:example:ann"},
    }


def issue(api: Api, keys: KeyRing, **options: Any) -> tuple[int, Any]:
    return api.ask("POST", "/credentials/issue", {"credential": credential(keys), "options": options})


def verbs(campus: Campus) -> list[str]:
    from testamur.domain.ledger import queries

    return [entry.verb for entry in queries.entries(campus.actor("administrator"), limit=50)]


def test_a_registrar_issues_withdraws_and_leaves_a_trace(
    campus: Campus, api: Callable[..., Api], keys: KeyRing
) -> None:
    registrar = api()
    status, body = issue(registrar, keys, credentialStatus=True)
    assert status == 201, body
    issued = body["verifiableCredential"]
    assert verbs(campus)[0] == "issuing.vouch"
    assert registrar.ask("POST", "/credentials/verify", {"verifiableCredential": issued})[0] == 200
    address = issued["credentialStatus"]["statusListCredential"]
    assert address.startswith("http://testserver/vc-api/status-lists/")
    assert Api().ask("GET", address.removeprefix("http://testserver/vc-api"))[0] == 200
    assert registrar.ask("POST", "/credentials/status", {"credentialId": issued["id"]})[0] == 200
    assert verbs(campus)[0] == "issuing.disown"
    status, body = registrar.ask("POST", "/credentials/verify", {"verifiableCredential": issued})
    assert (status, body["errors"][0]["code"]) == (400, "revoked")


def test_without_a_token_nothing_but_lists_is_answered(api: Callable[..., Api], keys: KeyRing) -> None:
    assert api()
    for asker, code in ((Api(), "not-signed-in"), (Api("tst_wrong"), "token-not-good")):
        for method, path in (
            ("POST", "/credentials/issue"),
            ("POST", "/credentials/verify"),
            ("GET", "/1.0/identifiers/did:key:z"),
        ):
            status, body = asker.ask(method, path, {"credential": credential(keys)})
            assert (status, body["errors"][0]["code"]) == (401, code)
    assert Api().ask("POST", "/status-lists/x/publish", {})[0] == 405


def test_who_may_not_sign_can_verify_and_nothing_else(campus: Campus, api: Callable[..., Api], keys: KeyRing) -> None:
    before = verbs(campus)
    for asker in (api("instructor"), api("registrar", "read-own")):
        assert issue(asker, keys)[0] == 403
        assert asker.ask("POST", "/credentials/status", {"credentialId": "x"})[0] == 403
        assert asker.ask("POST", "/credentials/verify", {"verifiableCredential": credential(keys)})[0] == 400
        assert asker.ask("GET", "/1.0/identifiers/did:key:z6MkhTNL7i2etLerDK8Acz5t528giE5KA4p75T6ka1E1D74r")[0] == 200
    assert [verb for verb in verbs(campus) if verb.startswith("issuing")] == [
        verb for verb in before if verb.startswith("issuing")
    ]


def test_nobody_signs_with_another_institutions_keys(api: Callable[..., Api], elsewhere: Campus, keys: KeyRing) -> None:
    assert issue(api(), keys, credentialStatus=True)[0] == 201
    stranger = api(at=elsewhere)
    status, body = issue(stranger, keys)
    assert (status, body["errors"][0]["code"]) == (400, "no-key-for-issuer")
    assert stranger.ask("POST", "/credentials/status", {"credentialId": credential(keys)["id"]})[0] == 404


def test_what_the_platform_issued_is_verified_without_asking_anybody(
    campus: Campus, api: Callable[..., Api], issue: Callable[..., Any]
) -> None:
    from testamur.domain.issuing import queries

    content = queries.document(campus.actor("registrar"), credential=issue().uuid, form="ob3").content
    asked = {"verifiableCredential": orjson.loads(content)}
    status, body = api().ask("POST", "/credentials/verify", asked)
    assert (status, body.get("errors")) == (200, None)


def test_hostile_requests_get_an_answer(api: Callable[..., Api]) -> None:
    asker = api()
    for body in (b"", b"{", b"[]", b"\xff", b"[" * 5_000, b'{"credential": 7}'):
        for path in ("/credentials/issue", "/credentials/verify", "/credentials/status", "/presentations/verify"):
            assert asker.ask("POST", path, body)[0] == 400
    assert asker.ask("POST", "/credentials/verify", b" " * (2**20 + 1))[0] == 413
    assert asker.ask("GET", "/credentials/verify")[0] == 405
    assert asker.ask("GET", "/nowhere")[0] == 404
