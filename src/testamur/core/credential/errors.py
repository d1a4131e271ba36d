"""The engine's one error."""

from __future__ import annotations


class CredentialError(Exception):
    """Something the engine cannot sign, read or canonicalise.

    ``code`` is stable (``relative-iri``, ``unknown-context`` …), ``facts`` are plain values; doors make the sentence.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code
