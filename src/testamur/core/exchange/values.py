"""What goes into an exchange and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from testamur.core.credential.narrative import Labels
from testamur.core.model.definition import Problem
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules.exchange import Notice
from testamur.core.rules.exchange.terms import REGISTRY


@dataclass(frozen=True, slots=True)
class Options:
    """What a format needs to know besides the definition.

    ``labels``: words of a language for the text inside badges. ``names``: what people call a key, for documents.
    ``address``: the definition's page. ``body``: the awarding body to take where a file names none (name, country).
    ``language``: of texts whose file does not say. ``most``: definitions of one file.
    """

    labels: Callable[[str], Labels]
    names: Callable[[str], str] = str
    address: str = ""
    base: str = REGISTRY
    image: str = ""
    language: str = "en"
    most: int = 20_000
    body: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Loss:
    """A key whose value a format does not say, or not exactly. ``key`` as in ``outcomes[0].kind``."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file in a format of others, and what it says only in the file of ours that it carries, or not at all.

    ``carries``: our own file travels inside, so that nothing is lost to us.
    """

    data: bytes
    losses: tuple[Loss, ...]
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Imported:
    """One definition out of a file: the text of a draft, and the definition where that is whole.

    ``lacking``: what still keeps the draft from being a definition. ``place``: where in the file it stood.
    """

    source: str
    definition: MicroCredential | None
    notices: tuple[Notice, ...] = ()
    lacking: tuple[Problem, ...] = ()
    place: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """All definitions of a file, in its order, and what is to be told of the file as a whole."""

    form: str
    found: tuple[Imported, ...]
    notices: tuple[Notice, ...] = ()
