"""The form of a check: a pure function from a definition and a rule's parameters to what it does not like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality.packs import PackError


@dataclass(frozen=True, slots=True)
class Hit:
    """One part, named by its key path in the definition file, with the facts that tell against it."""

    key: str
    facts: Mapping[str, str] = field(default_factory=dict)


class Parameters:
    """A rule's parameters, read by the type that a check needs. A missing or wrong one raises `PackError`.

    ``on`` is the day of the check, where one is given.
    """

    def __init__(self, values: Mapping[str, object], rule: str, on: date | None = None) -> None:
        self._values = values
        self.rule = rule
        self.on = on

    def has(self, name: str) -> bool:
        """Return whether the rule gives a parameter at all."""
        return name in self._values

    def number(self, name: str) -> Decimal:
        """Return a number."""
        try:
            return self.as_number(self._values.get(name))
        except InvalidOperation as error:
            raise self._wrong(name, "a number") from error

    @staticmethod
    def as_number(value: object) -> Decimal:
        """Return a value that is a number, such as a level's."""
        return Decimal(str(value))

    def text(self, name: str) -> str:
        """Return a text."""
        value = self._values.get(name)
        if not isinstance(value, str):
            raise self._wrong(name, "a text")
        return value

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._values.get(name)
        if not isinstance(value, list) or not value:
            raise self._wrong(name, "a list")
        return tuple(map(str, value))

    def words(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return lists of words by language tag."""
        return {
            str(key): tuple(map(str, listed)) for key, listed in self.table(name).items() if isinstance(listed, list)
        }

    def table(self, name: str) -> dict[object, object]:
        """Return a mapping."""
        value = self._values.get(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "a mapping")
        return value

    def _wrong(self, name: str, wanted: str) -> PackError:
        return PackError(f"rule {self.rule}: 'with.{name}' must be {wanted}")


Check = Callable[[MicroCredential, Parameters], Iterator[Hit]]
