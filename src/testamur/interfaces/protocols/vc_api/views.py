"""The API under ``/vc-api`` of the main server: for programs with a token, with the keys of their institution."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from testamur.adapters.environment import environment
from testamur.core.credential import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.ports import Json
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import actor_by_token, institution
from testamur.domain.issuing import actions
from testamur.domain.issuing.queries import OwnDocuments, OwnLists
from testamur.interfaces.protocols.vc_api.answers import Answer, Slip, slipped, turned_down
from testamur.interfaces.protocols.vc_api.asking import MAX_BODY, body_of
from testamur.interfaces.protocols.vc_api.routes import answer
from testamur.interfaces.protocols.vc_api.workplace import LISTS, Place, Service, open_service
from testamur.refusals import NotAllowed

ISSUE, STATUS = "/credentials/issue", "/credentials/status"
_NEEDED = {ISSUE: Permission.SIGN, STATUS: Permission.REVOKE}
_ISSUED = 201
_INSTITUTIONS = 64


@csrf_exempt  # a program has no cookie that a page of somebody else could use
def answered(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer a request to the API. Status lists are for everybody, all else for those with a token."""
    path, method = f"/{rest}", request.method or "GET"
    try:
        found = _open_to_all(method, path) if path.startswith(LISTS) else _for(request, method, path)
    except Slip as slip:
        found = slipped(slip)
    except NotAllowed as refusal:
        found = turned_down(refusal, status=403)
    return HttpResponse(found.data, status=found.status, content_type=found.media_type, headers=dict(found.headers))


def _open_to_all(method: str, path: str) -> Answer:
    """Return a list as it was signed; nothing is changed here without a token."""
    return answer(_service("", 0), "GET" if method in {"GET", "HEAD"} else "-", path, b"")


def _for(request: HttpRequest, method: str, path: str) -> Answer:
    """Return the answer to a program. What it has signed or withdrawn leaves a trace. Raises `Slip`, `NotAllowed`."""
    actor = _actor(request)
    if path in _NEEDED:
        require(actor, _NEEDED[path])
    body = request.read(MAX_BODY + 1)
    if path == STATUS:
        _note_withdrawal(actor, body)
    found = answer(_of_institution(actor), method, path, body)
    if path == ISSUE and found.status == _ISSUED:
        digest = hashlib.sha256(found.data).hexdigest()
        issuer = issuer_of(body_of(body)["credential"])[:200]
        actions.vouch(actor, issuer=issuer, digest=digest, at=datetime.now(UTC))
    return found


def _note_withdrawal(actor: Actor, body: bytes) -> None:
    """Leave the trace first: a list is a file, and what was signed into it cannot be taken back."""
    try:
        asked: Json = body_of(body)
    except CredentialError:
        return  # the answer says why, and nothing is changed
    named = f"{asked.get('credentialId')} {asked.get('credentialStatus')}"
    digest = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()
    actions.disown(actor, credential=digest, is_withdrawn=asked.get("status") is not False, at=datetime.now(UTC))


def _actor(request: HttpRequest) -> Actor:
    """Return who is asking. Raises `Slip`."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Slip("not-signed-in", status=401)
    actor = actor_by_token(secret.strip(), at=datetime.now(UTC))
    if actor is None or actor.institution_id is None:
        raise Slip("token-not-good", status=401)
    return actor


def _of_institution(actor: Actor) -> Service:
    """Return the service with the keys of the actor's institution, read again when their folder has changed."""
    keys = environment().vc_api.keys
    code = institution(actor.here).code
    folder = keys / code if keys else None
    return _service(code, folder.stat().st_mtime_ns) if folder and folder.is_dir() else _service("", 0)


@lru_cache(maxsize=_INSTITUTIONS)
def _service(code: str, _changed: int) -> Service:
    told = environment().vc_api
    keys: Path | None = told.keys / code if told.keys and code else None
    return open_service(
        Place(
            keys,
            told.lists,
            told.public_url,
            told.passphrase,
            told.is_online,
            contexts=told.contexts,
            documents=told.documents,
            controllers=OwnDocuments(),
            signed_lists=OwnLists(),
        )
    )
