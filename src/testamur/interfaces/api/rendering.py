"""JSON out: one spelling of every value, numbers with decimals as text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest
from ninja.renderers import BaseRenderer

from testamur.core.model.quantity import plain


def render(data: object) -> bytes:
    """Return *data* as JSON in UTF-8."""
    return orjson.dumps(data, default=_spelt, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z)


class Json(BaseRenderer):
    """How this door writes JSON."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ANN401 - any JSON
        """Return *data* as JSON."""
        del request, response_status
        return render(data)


def _spelt(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    raise TypeError
