"""The reference as a plain page of our own: no scripts, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from testamur.interfaces.api.openapi import description
from testamur.interfaces.api.problems import sentences

_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it. ``request`` and ``answer`` are examples in JSON, empty where there is none."""

    name: str
    method: str
    path: SafeString
    summary: SafeString
    is_open: bool
    parameters: tuple[Mapping[str, Any], ...]
    takes: tuple[str, ...]
    request: str
    answer: str
    status: str


@require_safe
def page(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """Return the reference."""
    told = description(api)
    context = {
        "about": [_with_code(text) for text in told["info"]["description"].split("\n\n")],
        "rooms": _rooms(api),
        "problems": sentences().items(),
    }
    return HttpResponse(_template().render(RequestContext(request, context)))


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "reference.html").read_text(encoding="utf-8"))


@cache
def _rooms(api: NinjaAPI) -> list[tuple[str, list[Operation]]]:
    told = description(api)
    rooms: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            rooms.setdefault(operation["tags"][0], []).append(_operation(path, method, operation, told))
    return list(rooms.items())


def _operation(path: str, method: str, operation: Mapping[str, Any], told: Mapping[str, Any]) -> Operation:
    body = operation.get("requestBody", {}).get("content", {})
    status = next(code for code in operation["responses"] if code.startswith("2"))
    answer = operation["responses"][status].get("content", {}).get("application/json", {}).get("schema")
    asked = body.get("application/json", {}).get("schema")
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=_with_breaks(path),
        summary=_with_code(operation.get("description", "").replace("\n", " ")),
        is_open="security" not in operation,
        parameters=tuple(
            {**one, "description": _with_code(one.get("description", ""))} for one in operation["parameters"]
        ),
        takes=tuple(body),
        request=_shown(asked, told),
        answer=_shown(answer, told),
        status=status,
    )


def _shown(schema: Mapping[str, Any] | None, told: Mapping[str, Any]) -> str:
    return orjson.dumps(_example(schema, told, 0), option=orjson.OPT_INDENT_2).decode() if schema else ""


def _example(schema: Mapping[str, Any], told: Mapping[str, Any], depth: int) -> object:
    """Return a value that fits the schema: the example that it gives, or the plainest of its kind."""
    if "$ref" in schema:
        return _example(told["components"]["schemas"][schema["$ref"].rpartition("/")[2]], told, depth)
    if schema.get("examples"):
        return schema["examples"][0]
    if "anyOf" in schema or "allOf" in schema:
        return _example((schema.get("anyOf") or schema["allOf"])[0], told, depth)
    if schema.get("type") == "object":
        inner = schema.get("properties", {}) if depth < _DEEPEST else {}
        return {name: _example(one, told, depth + 1) for name, one in inner.items()}
    if schema.get("type") == "array":
        return [_example(schema.get("items", {}), told, depth + 1)] if depth < _DEEPEST else []
    return _plainest(schema)


def _with_code(text: str) -> SafeString:
    """Return our own words as HTML, what stands between backticks as code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S308 - escaped before


def _with_breaks(path: str) -> SafeString:
    """Return an address that may break after a slash: on a small screen it is wider than the page."""
    return mark_safe(escape(path).replace("/", "/<wbr>"))  # noqa: S308 - escaped before


def _plainest(schema: Mapping[str, Any]) -> object:
    by_format = {
        "uuid": "0197c0de-7a3b-7f6a-9d2e-5b1c4a8e2f01",
        "date": "2026-09-30",
        "date-time": "2026-03-02T09:00:00Z",
    }
    by_type = {"string": by_format.get(schema.get("format", ""), "…"), "integer": 1, "number": 1, "boolean": True}
    return schema.get("default", by_type.get(schema.get("type", "")))
