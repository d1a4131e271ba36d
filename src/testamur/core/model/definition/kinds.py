"""The kinds of value that a field of the definition file can have: data that reader, writer and schema all read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

JsonSchema = dict[str, object]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. ``read`` raises `Unacceptable`; ``write`` is its inverse; ``says`` names it for people.

    ``bare`` values are written without quotes although YAML would take them for numbers or truth values.
    """

    says: str
    read: Callable[[str], object]
    write: Callable[[object], str]
    schema: Mapping[str, object]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people: plain, in the file's ``language``, or a map from language tag to text."""

    long: bool = False
    says: str = "text, or a map from language tag to text"


@dataclass(frozen=True, slots=True)
class Section:
    """Keys of their own. ``build`` makes the frozen value; ``shorthand`` is the key that a bare value stands for."""

    name: str
    fields: tuple[Field, ...]
    build: Callable[..., object]
    shorthand: str = ""

    @property
    def says(self) -> str:
        """The kind, for people."""
        return f"section *{self.name}*"


@dataclass(frozen=True, slots=True)
class Many:
    """A list of ``least`` or more; with ``alone`` a single entry may stand without the list around it."""

    of: Scalar | Section
    alone: bool = False
    least: int = 0

    @property
    def says(self) -> str:
        """The kind, for people."""
        return f"list of {self.of.says}" if not self.alone else f"one or a list of {self.of.says}"


Kind = Scalar | Words | Section | Many


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the file. ``attribute`` is its name in the model where it differs; ``element`` the EU element."""

    key: str
    kind: Kind
    says: str
    required: bool = False
    element: str = ""
    attribute: str = ""

    @property
    def name(self) -> str:
        """The attribute of the model that holds the value."""
        return self.attribute or self.key
