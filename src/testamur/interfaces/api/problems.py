"""What went wrong, for programs: problem details (RFC 9457). The only place where refusals become HTTP statuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.http import HttpResponse

from testamur.interfaces.api.explaining import Explained, explain
from testamur.interfaces.words import _
from testamur.interfaces.words.rooms import general_refusals, room_refusals
from testamur.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal

MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[Refusal], int] = {NotFound: 404, NotAllowed: 403, Invalid: 422, Conflict: 409}


class Slip(Exception):  # noqa: N818 - a mistake in the request itself, before any room was asked
    """A request that this door cannot take: HTTP status, stable code, facts, and headers for the answer."""

    def __init__(self, status: int, code: str, *, headers: Mapping[str, str] | None = None, **facts: object) -> None:
        self.status = status
        self.code = code
        self.headers = dict(headers or {})
        self.facts = facts
        super().__init__(code, facts)


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status for *refusal*."""
    return next((status for family, status in STATUS.items() if isinstance(refusal, family)), 400)


def refused(refusal: Refusal) -> HttpResponse:
    """Answer a refusal of a room."""
    told = explain(refusal)
    return answer(status_of(refusal), refusal.code, told)


def slipped(slip: Slip) -> HttpResponse:
    """Answer a mistake in the request itself."""
    said = _slips().get(slip.code, slip.code).format_map({name: str(fact) for name, fact in slip.facts.items()})
    facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in slip.facts.items()}
    return answer(slip.status, slip.code, Explained(said, facts), headers=slip.headers)


def malformed(errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """Answer parameters or a body of the wrong shape; every error names its field."""
    listed = tuple(
        {
            "field": _field(error["loc"]),
            "code": str(error["type"]),
            "detail": _shapes().get(str(error["type"]), str(error["msg"])),
        }
        for error in errors
    )
    named = ", ".join(dict.fromkeys(error["field"] for error in listed))
    said = _("These parts of the request cannot be used: {fields}. “errors” says why.").format(fields=named)
    return answer(422, "malformed", Explained(said, {}, listed))


def _shapes() -> dict[str, str]:
    """Return what is wrong with a field's shape, for the mistakes that are made most."""
    return {
        "missing": _("This is needed and was not sent."),
        "extra_forbidden": _("There is no field of this name here. The reference lists those there are."),
    }


def answer(status: int, code: str, told: Explained, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return the problem document. ``type`` leads to the code's place in the reference."""
    body: dict[str, object] = {
        "type": f"/api/v1/docs#problem-{code}",
        "title": _titles().get(status, _("That was not done")),
        "status": status,
        "code": code,
        "detail": told.detail,
    }
    if told.facts:
        body["facts"] = told.facts
    if told.errors:
        body["errors"] = list(told.errors)
    return HttpResponse(orjson.dumps(body), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def sentences() -> dict[str, str]:
    """Return code → what it says, of everything that can go wrong at this door; facts in braces."""
    told = {
        "malformed": _("Parts of the request have the wrong shape; “errors” names each field."),
        "link-unreadable": _("Nothing that can be judged lies at the link; “errors” says why."),
        "gradebook-unreadable": _("Nothing in the file can be used; “errors” says why."),
        "file-unreadable": _("No definition can be read out of the file; “errors” says why."),
        "design-unreadable": _("The text cannot be read yet, so it has no other form."),
    }
    return dict(sorted({**_slips(), **room_refusals(), **told, **general_refusals()}.items()))


def _field(place: Sequence[object]) -> str:
    """Return where an error is, as a path: ``body.results[2].percent``; the framework's own level is left out."""
    source, *rest = [str(part) for part in place]
    steps = rest[1:] if source == "body" and rest and rest[0] == "given" else rest
    path = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in steps)
    return path.lstrip(".") or source


def _titles() -> dict[int, str]:
    return {
        400: _("We did not understand this request"),
        401: _("Who is asking?"),
        403: _("You may not do this"),
        404: _("There is nothing at this address"),
        405: _("This address takes other methods"),
        409: _("That cannot be done in the present state"),
        411: _("How long is it?"),
        412: _("It has changed in the meantime"),
        413: _("That is too much at once"),
        415: _("This kind of content is not taken here"),
        422: _("Something in it cannot be used"),
        429: _("That was very often"),
        500: _("A mistake of ours"),
    }


def _slips() -> dict[str, str]:
    return {
        "not-signed-in": _(
            "Send a token: Authorization: Bearer tst_… Make one on the page /mine/tokens, or at the server's own "
            "terminal: testamur tokens new"
        ),
        "token-not-good": _("This token is unknown, has expired or was revoked. Make a new one."),
        "scheme-not-known": _("The Authorization header must be “Bearer” and a token."),
        "form-not-ours": _("With a session, send the CSRF token in X-CSRFToken. Programs use a token of their own."),
        "too-large": _("The request has more than {limit} bytes. Nothing was read. Send it in parts."),
        "length-needed": _("Send the body with a Content-Length, not in chunks. Most programs do so for a file."),
        "too-deep": _("The JSON is nested deeper than {limit} levels."),
        "empty-body": _("The request has no body. Send JSON."),
        "not-utf8": _("The body is not in UTF-8: the byte at position {position} does not fit."),
        "not-json": _("The body is not JSON: line {line}, column {column}: {reason}."),
        "repeated-name": _("The name “{name}” stands twice in one object of the body. Keep one."),
        "unprintable": _("“{field}” holds a character that cannot be seen ({character}). Send the text without it."),
        "media-type-not-taken": _("“{found}” is not taken here. Send {allowed}."),
        "bad-form": _("The form data cannot be taken apart. Send multipart/form-data as RFC 7578 describes it."),
        "bad-idempotency-key": _("An Idempotency-Key is 1 to 255 printable characters of ASCII, such as a UUID."),
        "key-used-for-something-else": _(
            "This Idempotency-Key was used for another request within the last day. Use a new key for each request."
        ),
        "too-often": _("Wait {seconds} seconds, then try again. Nothing was changed."),
        "no-such-address": _("The reference at /api/v1/docs lists every address."),
        "method-not-allowed": _("Use one of these: {allowed}."),
        "has-changed": _("Somebody changed it after you read it. Read it again, then decide."),
        "texts-too-long": _(
            "The texts have {length} characters together; {limit} are read at once. Send them in parts."
        ),
        "text-unreadable": _("One of the texts cannot be read: {reason}"),
        "framework-not-ready": _(
            "{name} is being got ready to be read against ({done} of {total} texts are done). Ask again in a minute."
        ),
        "suggestion-gone": _("It is not suggested any more: the outcome or the framework has changed."),
        "broken": _("We logged it as number {number}. Nothing was changed. Try again; tell us if it stays."),
    }
