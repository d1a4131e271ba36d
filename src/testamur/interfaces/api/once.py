"""Doing things once: the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header).

The answer is stored in the transaction that does the work. Of two requests with one key, the second waits for the first
and then gets its answer; when the first dies, nothing of it has happened, and the second does the work.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.access import Actor
from testamur.domain.ledger import actions as ledger
from testamur.domain.ledger.values import Answer
from testamur.interfaces.api.authentication import identify
from testamur.interfaces.api.problems import Slip

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Link")
_GOOD = range(200, 300)


class _NotKept(Exception):  # noqa: N818 - a signal that rolls back; never leaves this file
    """What was refused changed nothing, and the key may be used for the corrected request."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


def answered(request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what *work* answers, or what it answered to the same request before. Raises `Slip`."""
    given = request.headers.get(HEADER)
    actor = identify(request) if given is not None and request.method == "POST" else None
    if given is None or actor is None or actor.institution_id is None or actor.person_id is None:
        return work()
    key = given.strip().removeprefix('"').removesuffix('"')
    if not _KEY.fullmatch(key):
        raise Slip(400, "bad-idempotency-key")
    name = f"{request.method} {request.path} {key}"
    asked = _digest(request)
    try:
        with within(actor.institution_id, actor.person_id):
            known = ledger.begin_answer(actor, key=name, asked=asked, at=datetime.now(UTC))
            if known is None:
                return _kept(actor, name, asked, work())
    except _NotKept as refused:
        return refused.response
    if known.asked != asked:
        raise Slip(422, "key-used-for-something-else")
    return HttpResponse(known.body, status=known.status, headers={**known.headers, "Idempotency-Replayed": "true"})


def _kept(actor: Actor, name: str, asked: str, response: HttpResponse) -> HttpResponse:
    if response.status_code not in _GOOD:
        raise _NotKept(response)
    headers = {header: response[header] for header in _KEPT_HEADERS if header in response}
    ledger.keep_answer(actor, key=name, answer=Answer(asked, response.status_code, headers, response.content))
    return response


def _digest(request: HttpRequest) -> str:
    """Return what makes two requests the same. A form is digested by its parts: its boundary is different each time."""
    found = hashlib.sha256(request.META.get("QUERY_STRING", "").encode())
    if request.content_type != "multipart/form-data":
        found.update(request.body)
        return found.hexdigest()
    for name, values in sorted(request.POST.lists()):
        found.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(repr((name, file.name, hashlib.sha256(file.read()).hexdigest())).encode())
            file.seek(0)
    return found.hexdigest()
