"""The addresses behind this door."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation

from testamur.interfaces.api import (
    audit,
    awards,
    catalogue,
    definition_files,
    demand,
    design,
    door,
    framework_files,
    frameworks,
    importing,
    institution,
    issuing,
    jobs,
    learning,
    openapi,
    outcome_skills,
    pathways,
    portfolio,
    problems,
    recognition,
    recognition_desk,
    reference,
    suggestions,
    targets,
    verification,
)
from testamur.interfaces.api.authentication import PersonalToken, SignedIn
from testamur.interfaces.api.parsing import JsonBody
from testamur.interfaces.api.problems import Slip
from testamur.interfaces.api.rendering import Json
from testamur.refusals import Refusal

_ABOUT = """Everything that the pages do, for programs.

Reading the catalogue, verifying credentials, DID documents and status lists is open to everyone. For the rest, make a
personal token with the scopes that your program needs, and send it as `Authorization: Bearer tst_…`.

Numbers with decimals travel as text (`"87.5"`). Instants carry their zone. Lists come in parts: follow `next`, or the
`Link` header. Every answer to a GET has an `ETag`. Errors are problem details (RFC 9457)."""


class Api(NinjaAPI):
    """This door. Operations are named by their room: ``awards_confer``."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the operation's name in the description."""
        room = operation.view_func.__module__.rpartition(".")[2]
        return f"{room}_{operation.view_func.__name__}"


def _broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return door.told(request, error if isinstance(error, Exception) else error())


def _unreadable(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    # The framework wraps what our parser says of a body.
    cause = error.__cause__
    return door.told(request, cause if isinstance(cause, Slip) else Slip(400, "bad-form"))


def _not_signed_in(request: HttpRequest, error: AuthenticationError | type[AuthenticationError]) -> HttpResponse:
    del request, error
    return problems.slipped(Slip(401, "not-signed-in", headers={"WWW-Authenticate": "Bearer"}))


def _malformed(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    del request
    return problems.malformed(error.errors if isinstance(error, ValidationError) else [])


api = Api(
    title="Testamur",
    version="1",
    description=_ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=[PersonalToken(), SignedIn()],
    renderer=Json(),
    parser=JsonBody(),
)
for _kind in (Refusal, Slip, SuspiciousOperation, MultiPartParserError, Exception):
    api.add_exception_handler(_kind, _broken)
api.add_exception_handler(HttpError, _unreadable)
api.add_exception_handler(AuthenticationError, _not_signed_in)
api.add_exception_handler(ValidationError, _malformed)
for _room in (
    catalogue,
    definition_files,
    demand,
    design,
    pathways,
    frameworks,
    framework_files,
    suggestions,
    outcome_skills,
    learning,
    importing,
    awards,
    issuing,
    portfolio,
    targets,
    institution,
    jobs,
    audit,
    verification,
    recognition,
    recognition_desk,
):
    api.add_router("", _room.router)


def _patterns() -> list[URLPattern | URLResolver]:
    """Return the operations' addresses, each behind the door."""
    found, _app, _namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = csrf_exempt(door.guarded(pattern.callback))
    return [pattern for pattern in found if getattr(pattern, "name", "") != "api-root"]


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", csrf_exempt(door.guarded(partial(openapi.document, api=api))), name="api-description"),
    path("api/v1/docs", partial(reference.page, api=api), name="api-reference"),
    path("api/v1/", (_patterns(), "api", "api")),
    re_path(r"^api(?:/(?P<rest>.*))?$", csrf_exempt(door.guarded(door.nothing_here))),
]
