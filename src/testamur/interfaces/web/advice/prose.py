"""A narrative as pages and files show it: sentences, and what each rests on, numbered as footnotes are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from testamur.core.skills.gap import Mention
from testamur.core.skills.narrative import Told
from testamur.core.skills.profile import Evidence
from testamur.domain.careers.queries import GapView, Narrative
from testamur.interfaces.web.portfolio.page import own_lead
from testamur.interfaces.web.targets.excerpts import Excerpt, excerpt
from testamur.interfaces.web.templatetags.testamur import day, text
from testamur.interfaces.words import _
from testamur.interfaces.words.aiming import asked_by
from testamur.interfaces.words.narrating import claim_kinds, claim_said
from testamur.interfaces.words.portfolio import proof_words

# What asks for a skill is quoted so often with one sentence; the target's own page has it all.
_MOST_QUOTED = 3
_OWN_SIGN = "*"


@dataclass(frozen=True, slots=True)
class Note:
    """What sentences rest on. ``href``: where its person looks at it; ``check``: where anybody can check it."""

    number: int
    what: str
    href: str
    check: str
    excerpt: Excerpt | None
    is_evidence: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is read. ``original``: as it came about; ``is_own``: in its person's own words, with no note."""

    id: str
    kind: str
    text: str
    original: str
    is_own: bool
    notes: tuple[Note, ...]

    @property
    def marked(self) -> str:
        """The sentence as a file has it: with a sign where it is in its person's own words."""
        return f"{self.text} {_OWN_SIGN}" if self.is_own else self.text


class Footnotes:
    """The notes of a narrative, numbered in the order in which sentences first rest on them."""

    def __init__(self, view: GapView) -> None:
        self._view = view
        self._evidence: dict[str, Evidence] = {
            shown.evidence.id: shown.evidence for answer in view.gap.answers for shown in answer.held
        }
        self._found: dict[object, Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that was rested on so far."""
        return tuple(self._found.values())

    def of(self, told: Told) -> tuple[Note, ...]:
        """Return what a sentence rests on: a person's evidence, and the words that ask."""
        evidence = [self._numbered(one, self._paper) for one in told.claim.evidence if one in self._evidence]
        mentions = [self._numbered(one, self._quoted) for one in told.claim.mentions[:_MOST_QUOTED]]
        return (*evidence, *mentions)

    def _numbered(self, key: str | Mention, made: Callable[..., Note]) -> Note:
        if key not in self._found:
            self._found[key] = made(key, len(self._found) + 1)
        return self._found[key]

    def _paper(self, key: str, number: int) -> Note:
        one, paper = self._evidence[key], self._view.papers.get(key)
        proof = proof_words().get(one.proof, "")
        what = ", ".join(part for part in (f"“{one.title}”", one.issuer, proof, day(one.on)) if part)
        check = reverse("web:standing", args=[paper.credential]) if paper and paper.credential else ""
        return Note(number, what, own_lead(paper) if paper else "", _whole(check), None, is_evidence=True)

    def _quoted(self, key: Mention, number: int) -> Note:
        target = self._view.target
        said = _("{who}: “{words}”").format(who=asked_by(target.line.kind), words=key.words)
        is_placed = key.start is not None and key.end is not None
        around = excerpt(target.text, key.start or 0, key.end or 0) if is_placed else None
        return Note(number, said, reverse("web:target", args=[target.line.uuid]), "", around, is_evidence=False)


def lines(found: Narrative, told: tuple[Told, ...], notes: Footnotes) -> list[Line]:
    """Return sentences in words, with their notes."""
    return list(_lines(found, told, notes))


def _lines(found: Narrative, told: tuple[Told, ...], notes: Footnotes) -> Iterator[Line]:
    names = {uri: one.label for uri, one in found.view.names.items()}
    titles = {key: text(one.title) for key, one in found.courses.items()}
    kinds = claim_kinds()
    for one in told:
        said = claim_said(one.claim, lambda uri: names.get(uri, uri), lambda key: titles.get(key, key))
        # What somebody writes themselves is shown by nothing: a note beside it would be read as proof.
        rests_on = () if one.words else notes.of(one)
        yield Line(one.claim.id, kinds[one.claim.code], one.words or said, said, bool(one.words), rests_on)


def plain(told: list[Line], notes: tuple[Note, ...], *, on: date) -> str:
    """Return a narrative as text that can be pasted anywhere."""
    resting = "\n".join(f"[{one.number}] {one.what}{f' {one.check}' if one.check else ''}" for one in notes)
    parts = [numbered(told), resting, "\n".join(closing(told, notes, on))]
    return "\n\n".join(one for one in parts if one) + "\n"


def numbered(told: list[Line]) -> str:
    """Return all sentences, each with the numbers of what it rests on."""
    return " ".join(f"{one.marked} {''.join(f'[{note.number}]' for note in one.notes)}".strip() for one in told)


def closing(told: list[Line], notes: tuple[Note, ...], on: date) -> list[str]:
    """Return what stands at the end of a file: what the sign means, and that awards can be checked, where any can."""
    own = [f"{_OWN_SIGN} {_('In the own words of whoever wrote it; nothing proves it.')}"]
    check = _("Written from evidence on {on}. Whoever reads it can check each award at its address.").format(on=day(on))
    return [*(own if any(one.is_own for one in told) else []), *([check] if any(one.check for one in notes) else [])]


def _whole(path: str) -> str:
    return f"{settings.BASE_URL}{path}" if path else ""
