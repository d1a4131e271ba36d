"""A form as it was sent, read field by field: what cannot be read is told beside its field, and nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.numbers import format_decimal

from testamur.interfaces.web.typed import tidy
from testamur.interfaces.words import _
from testamur.interfaces.words.translation import formats

_LONGEST = 200
_MOST = 1_000_000
_DIGITS = 12


@dataclass(slots=True)
class Form:
    """What was typed, and what is wrong with it by field. A field that is left empty is None, never an error here."""

    given: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, longest: int = _LONGEST, *, has_lines: bool = False) -> str:
        """Return the text *name*, empty where there is none; on one line unless it *has_lines*."""
        found = tidy(self.given.get(name, ""), _MOST)
        if len(found) > longest:
            self.errors[name] = _("That is too long; up to {longest} characters fit.").format(longest=longest)
        elif not all(letter.isprintable() or (has_lines and letter in "\r\n\t") for letter in found):
            self.errors[name] = _("There is a character in it that cannot be seen. Write it again.")
        return found

    def needed(self, name: str, said: str, longest: int = _LONGEST, *, has_lines: bool = False) -> str:
        """Return the text *name*; *said* is the error where there is none."""
        found = self.text(name, longest, has_lines=has_lines)
        if not found:
            self.errors[name] = said
        return found

    def day(self, name: str) -> date | None:
        """Return the day *name*, as browsers send it: 2026-09-30."""
        found = self.text(name, 40)
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            self.errors[name] = _("Write a day that exists, such as 2026-09-30.")
            return None

    def whole(self, name: str) -> int | None:
        """Return the whole number *name*, 1 or more."""
        found = self.text(name, 40)
        if not found:
            return None
        if found.isascii() and found.isdigit() and 0 < int(found) <= _MOST:
            return int(found)
        self.errors[name] = _("Write a whole number from 1 to {most}.").format(
            most=format_decimal(_MOST, locale=formats())
        )
        return None

    def amount(self, name: str, highest: int | None = None) -> Decimal | None:
        """Return the number *name*, 0 or more, with a point or a comma before its decimals."""
        found = self.text(name, 40)
        if not found:
            return None
        try:
            value = Decimal(found.replace(",", ".").removesuffix("%").strip())
        except InvalidOperation:
            value = Decimal(-1)
        is_fine = value.is_finite() and value >= 0 and value.adjusted() < _DIGITS
        if is_fine and (highest is None or value <= highest):
            return value
        said = _("Write a number from 0 to {highest}, such as 78.5.") if highest else _("Write a number such as 390.")
        self.errors[name] = said.format(highest=highest)
        return None

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """Return the choice *name*, empty where nothing that can be chosen was."""
        found = self.text(name, 60)
        return found if found in allowed else ""

    def yes_or_no(self, name: str) -> bool | None:
        """Return the answer *name*; None where it was left open."""
        return {"yes": True, "no": False}.get(self.choice(name, ("yes", "no")))
