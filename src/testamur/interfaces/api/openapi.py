"""The description of this door: OpenAPI 3.1, with what holds for every operation written into each."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from testamur.interfaces.api.authentication import INSTITUTION_HEADER
from testamur.interfaces.api.once import HEADER
from testamur.interfaces.api.problems import MEDIA_TYPE
from testamur.interfaces.api.rendering import render
from testamur.interfaces.api.shapes.values import Problem

PREFIX = "/api/v1/"
_METHODS = ("get", "post", "put", "patch", "delete")
_BAD = {
    "description": "A problem (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_ALWAYS = ("400", "404", "405", "422", "429")
_KNOWN = ("401", "403")
_WITH_BODY = ("409", "413", "415")
_SAYS = {
    "400": "The request cannot be understood.",
    "401": "No token, or one that is not good.",
    "403": "Your roles here, or your token's scopes, do not include it.",
    "404": "There is nothing here by that name, or you may not know that there is.",
    "405": "This address takes other methods.",
    "409": "It cannot be done in the present state.",
    "412": "It has changed since you read it.",
    "413": "More than is taken at once.",
    "415": "This kind of content is not taken here.",
    "422": "Something in it cannot be used; `errors` names the fields.",
    "429": "Too often; `Retry-After` says how long to wait.",
}
_KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "Repeat a request with the same key and get the same answer for a day, and nothing is made twice.",
}
_PLACE = {
    "in": "header",
    "name": INSTITUTION_HEADER,
    "required": False,
    "schema": {"type": "string", "maxLength": 60, "pattern": "^[a-z0-9-]*$"},
    "description": "With a session: the code of the institution that you act for. A token has its own.",
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "pattern": '^("[0-9a-f]{1,64}"|[*])$'},
    "description": "The ETag of what you read: a change by somebody else in the meantime is not overwritten.",
}


@cache
def description(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI document."""
    found = dict(api.get_openapi_schema(path_prefix=PREFIX))
    found["servers"] = [{"url": "/"}]
    schemas = found["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    found["components"]["responses"] = {
        **{f"Problem{status}": {**_BAD, "description": said} for status, said in _SAYS.items()},
        "Problem": _BAD,
    }
    for path, operations in found["paths"].items():
        for method in _METHODS:
            if method in operations:
                _complete(path, method, operations[method])
    return found


def document(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """Return the OpenAPI document."""
    del request
    return HttpResponse(render(description(api)), content_type="application/json")


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Write into an operation what the door does around it."""
    is_open = "security" not in operation
    makes = method == "post" and not path.startswith(f"{PREFIX}verify") and not path.endswith("/preview")
    extra = [] if is_open else [_PLACE]
    extra += [_KEY] if makes else []
    extra += [_IF_MATCH] if method == "patch" else []
    operation["parameters"] = [_parameter(one) for one in operation.get("parameters", [])] + extra
    statuses = [*_ALWAYS, *(() if is_open else _KNOWN), *(_WITH_BODY if method != "get" else ())]
    statuses += ["412"] if method == "patch" else []
    answers = {str(status): told for status, told in operation["responses"].items()}
    if method == "get":
        answers["304"] = {"description": "You have it already (`If-None-Match`)."}
    answers |= {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}
    answers["default"] = {"$ref": "#/components/responses/Problem"}
    operation["responses"] = dict(sorted(answers.items()))


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter as OpenAPI has it: examples belong to the schema."""
    return {name: value for name, value in one.items() if name != "examples"}
