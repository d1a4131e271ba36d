"""A service in this process, asked over HTTP's own form (WSGI)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters.key_folder import make_keys
from testamur.core.credential import Kind, SigningKey
from testamur.interfaces.protocols.vc_api.standalone import Application, serving
from testamur.interfaces.protocols.vc_api.workplace import Place, Service, open_service

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
URL = "https://api.example.edu"
EXAMPLES = "https://vocabulary.example/v1"


@dataclass
class Asker:
    """A program that asks: method and path out, status and JSON back."""

    application: Application
    service: Service

    def ask(self, method: str, path: str, body: object = None, **environ: Any) -> tuple[int, Any]:
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        said: list[Any] = []
        told = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": io.BytesIO(data),
            **environ,
        }
        answered = b"".join(self.application(told, lambda status, headers: said.extend((status, dict(headers)))))
        is_json = said[1]["Content-Type"] == "application/json" and answered
        self.headers = said[1]
        return int(said[0].split()[0]), json.loads(answered) if is_json else answered

    def post(self, path: str, body: object) -> tuple[int, Any]:
        return self.ask("POST", path, body)

    def issue(self, credential: object, **options: Any) -> Any:
        """Return the issued credential; it has to be issued."""
        status, body = self.post("/credentials/issue", {"credential": credential, "options": options})
        assert status == 201, body
        return body["verifiableCredential"]

    def verify(self, credential: object, **options: Any) -> tuple[int, Any]:
        return self.post("/credentials/verify", {"verifiableCredential": credential, "options": options})

    def codes(self, credential: object, **options: Any) -> list[str]:
        """Return why a credential is not verified; nothing where it is."""
        status, body = self.verify(credential, **options)
        assert (status == 200) == (body.get("verified") is True)
        assert status in {200, 400}
        return [error["code"] for error in body.get("errors", [])]

    def key(self, kind: Kind = Kind.ED25519) -> SigningKey:
        return next(keys[0] for keys in self.service.keys.by_controller.values() if keys[0].kind is kind)


def write_index(folder: Path, documents: dict[str, Any]) -> Path:
    """Write documents by address into a folder with an index."""
    folder.mkdir(exist_ok=True)
    names = {url: f"{number}.json" for number, url in enumerate(documents)}
    for url, name in names.items():
        (folder / name).write_text(json.dumps(documents[url]))
    (folder / "index.json").write_text(json.dumps(names))
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Write documents by address into a new folder with an index, and return it."""
    return lambda documents: write_index(tmp_path / "documents", documents)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service") / "keys"
    make_keys(folder)
    return folder


@pytest.fixture
def place(keys: Path, tmp_path: Path) -> Place:
    examples = {EXAMPLES: {"@context": {"mark": "https://vocabulary.example/#mark"}}}
    contexts = write_index(tmp_path / "contexts", examples)
    return Place(keys, tmp_path / "lists", URL, contexts=(contexts,))


@pytest.fixture
def start(place: Place) -> Callable[..., Asker]:
    """Start a service in *place*, with changes to it; ``after``: so much later."""

    def make(*, after: timedelta = timedelta(), **changes: Any) -> Asker:
        service = replace(open_service(replace(place, **changes)), now=lambda: NOW + after)
        return Asker(serving(service), service)

    return make


@pytest.fixture
def api(start: Callable[..., Asker]) -> Asker:
    return start()


@pytest.fixture
def credential(api: Asker) -> dict[str, Any]:
    """A credential of the second data model, not signed."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", EXAMPLES],
        "id": "urn:uuid:01890000-0000-7000-8000-00000000000a",
        "type": ["VerifiableCredential"],
        "issuer": api.key().controller,
        "validFrom": "2026-05-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:ann", "mark": "A"},
    }
