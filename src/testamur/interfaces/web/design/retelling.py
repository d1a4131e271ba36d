"""A form over a definition: what was typed goes back into the text, and what was not stays as it is written there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.http import QueryDict

from testamur.core.model.definition import DefinitionError, parse
from testamur.core.model.definition.splicing import spliced
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.design import queries
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words import _
from testamur.interfaces.words.definitions import problem_sentence
from testamur.refusals import NotFound

LONGEST = 4000
_MOST_HOURS = 10_000


@dataclass(slots=True)
class Sheet(Form):
    """A form whose fields stand for values of a definition: what was not sent keeps the value that it had."""

    sent: QueryDict = field(default_factory=QueryDict)

    def words(self, name: str, before: LanguageMap | None, language: str, longest: int = LONGEST) -> LanguageMap | None:
        """Return a text in the language of the file; its other languages stay. None where it was emptied."""
        if name not in self.given:
            return before
        found = self.text(name, longest, has_lines=True).replace("\r\n", "\n")
        if not found:
            return None
        if before is None:
            return LanguageMap(((language, found),))
        (tag, old), *others = before.entries
        return before if found == old.strip() else LanguageMap(((tag, found), *others))

    def needed_words(self, name: str, before: LanguageMap, language: str, said: str) -> LanguageMap:
        """Return a text that cannot be empty; *said* is the error where it is."""
        found = self.words(name, before, language)
        if found is None:
            self.errors[name] = said
        return found or before

    def decimal(self, name: str, before: Decimal | None, highest: int | None = None) -> Decimal | None:
        """Return a number; None where it was emptied."""
        return self.amount(name, highest) if name in self.given else before

    def line(self, name: str, before: str, longest: int = 300) -> str:
        """Return a text on one line."""
        return self.text(name, longest) if name in self.given else before

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a text that say something."""
        found = self.text(name, LONGEST, has_lines=True)
        return tuple(line.strip() for line in found.splitlines() if line.strip())

    def ticked(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return what was ticked, in the order of *allowed*."""
        found = set(self.sent.getlist(name))
        return tuple(one for one in allowed if one in found)


def sheet(sent: QueryDict) -> Sheet:
    """Return what a browser sent."""
    return Sheet({name: str(sent[name]) for name in sent}, sent=sent)


def language_of(course: MicroCredential) -> str:
    """Return the language that new texts are in: that of the title."""
    return next(iter(course.title))


def base_text(actor: Actor, uuid: UUID, based_on: int) -> str:
    """Return the text that a form was made from; the newest where that one is gone. Raises `NotFound`."""
    try:
        return queries.revision(actor, uuid=uuid, number=based_on)[1]
    except NotFound:
        return queries.design(actor, uuid=uuid).source


def retold(
    source: str, given: Sheet, change: Callable[[MicroCredential, Sheet], MicroCredential], fields: Callable[[str], str]
) -> str | None:
    """Return *source* with what the form says; None where something in it is wrong, which then stands in its errors.

    *fields*: key of the definition → name of the field that it stands in.
    """
    before = parse(source)
    after = change(before, given)
    if given.errors:
        return None
    try:
        return spliced(source, before, after)
    except DefinitionError as refusal:
        for problem in refusal.problems:
            given.errors.setdefault(fields(problem.key) or "all", problem_sentence(problem))
        return None


def hours(given: Sheet, name: str, before: Decimal | None) -> Decimal | None:
    """Return hours of work."""
    return given.decimal(name, before, _MOST_HOURS)


def needed_error() -> str:
    """Return what is said beside a text that cannot be empty."""
    return _("It needs a text. To take it out, use its button.")
