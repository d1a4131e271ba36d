"""Lists in parts. A cursor is signed and means "after this one": what is added in between moves nothing."""

from __future__ import annotations

from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from testamur.refusals import Invalid

Item = TypeVar("Item")
MOST = 100


class Paging(Schema):
    """Which part of a list."""

    cursor: str = Field("", max_length=500, description="From `next` of the page before.")
    limit: int = Field(50, ge=1, le=MOST, description="How many at most.")


class Page(Schema, Generic[Item]):
    """A part of a list. `next` is the address of the following part, null at the end; `Link` says the same."""

    items: list[Item]
    next: str | None = Field(None, examples=["https://testamur.example/api/v1/catalogue?cursor=eyJ…"])


def after(paging: Paging, of: str) -> str:
    """Return what the cursor stands for, empty at the beginning. *of* names the list. Raises `Invalid`."""
    if not paging.cursor:
        return ""
    try:
        return str(signing.loads(paging.cursor, salt=f"testamur.api.cursor.{of}"))
    except signing.BadSignature as error:
        raise Invalid(field="cursor", found=paging.cursor[:40]) from error


def number_after(paging: Paging, of: str) -> int | None:
    """Return the number that the cursor stands for, None at the beginning. Raises `Invalid`."""
    found = after(paging, of)
    return int(found) if found else None


def page(
    request: HttpRequest, response: HttpResponse, items: list[Item], *, of: str, last: object | None
) -> dict[str, object]:
    """Return a page; *last* stands for its last item where more may follow, and None at the end."""
    if last is None:
        return {"items": items, "next": None}
    cursor = signing.dumps(str(last), salt=f"testamur.api.cursor.{of}")
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    address = request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('cursor', cursor)])}")
    response["Link"] = f'<{address}>; rel="next"'
    return {"items": items, "next": address}
