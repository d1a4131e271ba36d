"""The name of every task, and the action that does it."""

from __future__ import annotations

from collections.abc import Callable

TASKS: dict[str, Callable[..., object]] = {}
