"""The ways Testamur says no to a request that it understood. All of them.

A refusal carries a stable ``code`` and facts, never a sentence: doors translate codes into words, HTTP statuses and
exit codes. A judgement about a document is not a refusal (see ``core.credential.report``), and a bug is not one either.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - the word of the trade; `RefusalError` would say less
    """A request that was understood and is not carried out.

    ``facts`` are plain values (text, numbers, lists of them) that a door may show and a machine may read.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class NotFound(Refusal):
    """There is no such thing, or the asker may not know that there is."""

    code = "not-found"


class NotAllowed(Refusal):
    """The actor lacks the permission. ``facts``: permission."""

    code = "not-allowed"


class Invalid(Refusal):
    """What was handed over cannot be used. ``facts`` say what, where and what would do."""

    code = "invalid"


class Conflict(Refusal):
    """It cannot be done in the present state, though it could in another."""

    code = "conflict"
