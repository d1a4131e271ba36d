"""The API by itself, for `testamur vc-api`: a WSGI application without Django and without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from testamur.adapters.environment import VcApi, environment
from testamur.adapters.signers import NoKeyFile
from testamur.interfaces.protocols.vc_api.asking import MAX_BODY
from testamur.interfaces.protocols.vc_api.routes import answer
from testamur.interfaces.protocols.vc_api.workplace import Place, Service, open_service

_LONGEST_LENGTH = 20

Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


def serving(service: Service) -> Application:
    """Return the WSGI application of *service*."""

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        method = str(environ.get("REQUEST_METHOD", "GET"))
        path = str(environ.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace")
        found = answer(service, method, path, _body(environ))
        status = f"{found.status} {HTTPStatus(found.status).phrase}"
        data = found.data
        headers = [("Content-Type", found.media_type), ("Content-Length", str(len(data))), *found.headers]
        start(status, [*headers, ("X-Content-Type-Options", "nosniff")])
        return [b"" if method == "HEAD" else data]

    return application


def _body(environ: dict[str, Any]) -> bytes:
    """Return the body, and of too large a one only as much as shows that it is."""
    told = str(environ.get("CONTENT_LENGTH") or "")
    is_told = told.isascii() and told.isdigit() and len(told) < _LONGEST_LENGTH
    wanted = min(int(told), MAX_BODY + 1) if is_told else MAX_BODY + 1
    data: bytes = environ["wsgi.input"].read(wanted)
    return data


def application() -> Application:
    """Return the application that the settings describe; a server of processes calls it once in each."""
    return serving(open_service(place(environment().vc_api)))


def place(told: VcApi) -> Place:
    """Return where the settings say that the service has its things. Raises `NoKeyFile` without any keys."""
    if told.keys is None:
        raise NoKeyFile(path="TESTAMUR_VC_API_KEYS", reason="no folder is named")
    own = (told.keys, told.lists, told.public_url, told.passphrase, told.is_online)
    return Place(*own, told.contexts, told.documents)
