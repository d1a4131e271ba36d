"""What is missing for a target: each skill with the words that ask for it, and what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testamur.core.skills.gap import Answer, Gap, State, Weight
from testamur.core.skills.profile import Evidence
from testamur.domain.careers import queries
from testamur.domain.careers.queries import GapView
from testamur.domain.catalogue.values import Listing
from testamur.domain.demand.queries import own_wishes
from testamur.domain.institution.queries import institution
from testamur.domain.portfolio.values import SkillName
from testamur.interfaces.web.portfolio.page import own_lead
from testamur.interfaces.web.targets.excerpts import Excerpt, excerpt
from testamur.interfaces.web.targets.wishing import told
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.aiming import asked_by
from testamur.interfaces.words.portfolio import level_words, proof_words
from testamur.interfaces.words.skill_gaps import because_said, gap_in_a_sentence, state_headings, state_words

_TONES = {
    State.HAVE: ("valid", "met"),
    State.PARTLY: ("unknown", "unknown"),
    State.MISSING: ("invalid", "unmet"),
    State.UNTAUGHT: ("", "note"),
}
_WIDTH = 600


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Something that shows a skill. ``href``: where its person can look at it; ``levels``: in words."""

    evidence: Evidence
    proof: str
    href: str
    level: str


@dataclass(frozen=True, slots=True)
class Line:
    """One skill of the target against what its person can show. ``learning``: what teaches it and they take part in.

    ``wish``: empty, unnamed or named, where they told that nobody teaches it.
    """

    name: SkillName
    wish: str
    href: str
    is_must: bool
    wanted: str
    excerpt: Excerpt | None
    words: str
    evidence: tuple[EvidenceLine, ...]
    because: tuple[str, ...]
    learning: tuple[Listing, ...]
    taught_by: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The skills of one state."""

    state: State
    title: str
    tone: str
    icon: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, in units of the picture."""

    state: State
    word: str
    count: int
    x: int
    width: int
    middle: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The answers of one weight, side by side."""

    title: str
    total: int
    segments: tuple[Segment, ...]
    counts: tuple[int, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the gap between the visitor's profile of today and a target of theirs."""
    actor, today = signed_in(request), datetime.now(UTC).date()
    view = queries.gap(actor, uuid, on=today, languages=[spoken()])
    if request.method == "POST":
        told(request, actor, view)
        return redirect("web:target-gap", uuid)
    wished = own_wishes(actor, institution=view.target.institution_id)
    context = {
        "house": institution(view.target.institution_id).name,
        "one": view.target,
        "said": gap_in_a_sentence(view.gap),
        "groups": _groups(view, wished),
        "bars": _bars(view.gap),
        "states": [(state, word) for state, word in state_words().items()],
        "asked_by": asked_by(view.target.line.kind),
        "may_plan": bool(view.gap.having(State.MISSING, State.PARTLY)),
        "section": "mine",
    }
    return render(request, "testamur/targets/gap.html", context)


def _groups(view: GapView, wished: Mapping[str, bool]) -> list[Group]:
    order = (State.MISSING, State.PARTLY, State.UNTAUGHT, State.HAVE)
    named = namer(view)
    headings = state_headings()
    found = []
    for state in order:
        answers = sorted(
            view.gap.having(state), key=lambda one: (one.asked.weight, view.names[one.asked.uri].label.casefold())
        )
        if answers:
            lines = tuple(_line(view, one, named, wished) for one in answers)
            found.append(Group(state, headings[state], *_TONES[state], lines))
    return found


def namer(view: GapView) -> Callable[[str], str]:
    """Return what turns the address of a skill into what it is called."""
    return lambda uri: view.names[uri].label if uri in view.names else uri


def _line(view: GapView, answer: Answer, named: Callable[[str], str], wished: Mapping[str, bool]) -> Line:
    asked, name = answer.asked, view.names[answer.asked.uri]
    mention = next(iter(asked.mentions), None)
    is_placed = mention is not None and mention.start is not None and mention.end is not None
    return Line(
        name=name,
        wish="" if name.uri not in wished else "named" if wished[name.uri] else "unnamed",
        href=concept_address(name),
        is_must=asked.weight is Weight.ESSENTIAL,
        wanted=" / ".join(level_words(one) for one in asked.levels),
        excerpt=excerpt(view.target.text, mention.start or 0, mention.end or 0) if mention and is_placed else None,
        words=mention.words if mention and not is_placed else "",
        evidence=tuple(_evidence(view, answer)),
        because=tuple(because_said(one, named) for one in answer.because),
        learning=tuple(view.listings[one] for one in answer.taught_by if one in view.taking),
        taught_by=tuple(
            view.listings[one] for one in answer.taught_by if one in view.listings and one not in view.taking
        )[:4],
    )


def concept_address(name: SkillName) -> str:
    """Return where a skill has its page, empty where it has none."""
    return reverse("web:concept", args=[name.framework_code, name.key]) if name.key else ""


def _evidence(view: GapView, answer: Answer) -> Iterable[EvidenceLine]:
    proofs = proof_words()
    for one in answer.held:
        paper = view.papers.get(one.evidence.id)
        yield EvidenceLine(
            one.evidence,
            proofs.get(one.evidence.proof, ""),
            own_lead(paper) if paper else "",
            level_words(one.level) if one.level else "",
        )


def _bars(gap: Gap) -> list[Bar]:
    named = {Weight.ESSENTIAL: _("A must"), Weight.OPTIONAL: _("Nice to have")}
    return [bar for weight, title in named.items() if (bar := _bar(gap, weight, title)).total]


def _bar(gap: Gap, weight: Weight, title: str) -> Bar:
    counts, words = gap.counts(weight), state_words()
    total, done, found = sum(counts.values()), 0, []
    for state, count in counts.items():
        if count:
            x, end = _WIDTH * done // total, _WIDTH * (done + count) // total
            found.append(Segment(state, words[state], count, x, max(end - x - 2, 1), (x + end) // 2))
            done += count
    return Bar(title, total, tuple(found), tuple(counts.values()))
