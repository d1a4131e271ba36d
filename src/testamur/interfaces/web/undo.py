"""A way back: the message that says what was done carries the button that undoes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_MARK = "undo:"


@dataclass(frozen=True, slots=True)
class WayBack:
    """What to send where to undo something. ``path`` is one of our own."""

    path: str
    fields: tuple[tuple[str, str], ...]


def done(request: HttpRequest, said: str, *, path: str, fields: Mapping[str, str]) -> None:
    """Say on the next page what was done, with a button that sends *fields* to *path* to undo it."""
    messages.success(request, said, extra_tags=marked(path, fields))


def marked(path: str, fields: Mapping[str, str]) -> str:
    """Return a way back as a message carries it."""
    return _MARK + json.dumps({"path": path, "fields": list(fields.items())}, ensure_ascii=False)


def way_back(message: Message) -> WayBack | None:
    """Return how to undo what *message* tells, or None where there is no way back."""
    kept = message.extra_tags or ""
    if not kept.startswith(_MARK):
        return None
    told = json.loads(kept.removeprefix(_MARK))
    return WayBack(told["path"], tuple((name, value) for name, value in told["fields"]))
