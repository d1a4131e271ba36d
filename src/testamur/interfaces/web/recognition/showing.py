"""What the learner's pages and the desk show alike: the timeline, evidence, a decision, its letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from testamur.adapters import typesetting
from testamur.domain.institution.queries import institution
from testamur.domain.recognition import queries, states
from testamur.domain.recognition.remarks import followed
from testamur.domain.recognition.values import DecisionView, EventView, EvidenceView, RequestView
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.letters import decision_file, decision_letter, with_a_note
from testamur.interfaces.words.remarks import by_number, decided_likewise

_TONES = {
    "submitted": ("unknown", "waiting"),
    "incomplete": ("unknown", "paused"),
    "complete": ("unknown", "waiting"),
    "under_assessment": ("unknown", "working"),
    "appealed": ("unknown", "waiting"),
}
_OUTCOMES = {
    "full": ("valid", "valid"),
    "partial": ("valid", "valid"),
    "conditional": ("unknown", "unknown"),
    "refused": ("invalid", "invalid"),
}


@dataclass(frozen=True, slots=True)
class State:
    """A state as a word with an icon."""

    tone: str
    icon: str
    said: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the timeline. ``who``: whose turn it was, or a name at the desk."""

    at: datetime
    said: str
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A substantial difference in words."""

    dimension: str
    evidence: str
    why_obstacle: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is recognised, by its text; ``code`` where it is a unit, a programme or a micro-credential."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as pages tell it. ``follows``: the precedent; ``on_appeal``: it was taken on an appeal.

    ``may_be_appealed``: it stands, and no appeal against it or before it was filed.
    """

    decision: DecisionView
    state: State
    answer: str
    source: str
    recognised: tuple[Part, ...]
    differences: tuple[Difference, ...]
    follows: str = ""
    on_appeal: bool = False
    may_be_appealed: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """Evidence with the verifier's word in words, why it is not valid, and whose it is where that is not plain."""

    evidence: EvidenceView
    state: State | None
    size: int
    why: str
    whose: str


def state_of(state: str, outcome: str = "", *, is_own: bool = False) -> State:
    """Return a request's state; a decided one says what was decided. *is_own*: the applicant reads it."""
    if outcome and state in {"decided", "appeal_decided"}:
        tone, icon = _OUTCOMES[outcome]
        return State(tone, icon, words.outcomes()[outcome])
    tone, icon = _TONES.get(state, ("", "note"))
    return State(tone, icon, (words.own_states() if is_own else words.states())[state])


def timeline(request: RequestView, names: dict[int, str]) -> list[Happening]:
    """Return what happened, the newest first; *names*: whom the reader may know by name."""
    said = words.happenings()
    likewise = {
        one.decided_at: decided_likewise(precedent)
        for one in request.decisions
        if (precedent := followed(one.record)) is not None
    }

    def told_of(one: EventView) -> str:
        return likewise.get(one.at, said[one.kind]) if one.kind == "decided" else said[one.kind]

    return [
        Happening(one.at, told_of(one), one.note, names.get(one.by_id or 0, "")) for one in reversed(request.events)
    ]


def papers(request: RequestView) -> list[Paper]:
    """Return the evidence of a request with what the verifier said."""
    return [
        Paper(
            one,
            _verdict(one.verdict, is_draft=request.state == states.DRAFT),
            max(1, one.size // 1024),
            words.why_not_valid(one),
            words.whose(one, request.asked_as),
        )
        for one in request.evidence
    ]


def told(request: RequestView, decision: DecisionView) -> Told:
    """Return a decision in words."""
    draft, dimensions, precedent = decision.draft, words.dimensions(), followed(decision.record)
    on_appeal = any(one.outcome == "upheld" and one.decision == decision.supersedes for one in request.appeals)
    return Told(
        decision=decision,
        state=State(*_OUTCOMES[draft.outcome], words.outcomes()[draft.outcome]),
        answer=words.answers(draft, text(request.target.title), request.purpose),
        source=words.sources().get(draft.source, draft.source),
        recognised=tuple(parts(request, draft.recognised)),
        differences=tuple(
            Difference(dimensions[one.dimension], one.evidence, one.why_obstacle) for one in draft.differences
        ),
        follows=by_number(precedent) if precedent else "",
        on_appeal=on_appeal,
        may_be_appealed=decision.stands and request.state == states.DECIDED,
    )


def parts(request: RequestView, recognised: Iterable[str]) -> list[Part]:
    """Return what is recognised (outcome ids, codes of units, the code of the target) as people read it."""
    target, wanted = request.target, list(recognised)
    known = {target.code: Part(text(target.title), target.code)}
    known |= {outcome.id: Part(text(outcome.text)) for outcome in target.outcomes}
    if not known.keys() >= set(wanted):
        units = queries.units(request.institution_id)
        known = {one.code: Part(one.title, one.code) for one in units} | known
    return [known.get(one, Part(one)) for one in wanted]


def letter(request: RequestView, decision: DecisionView) -> HttpResponse:
    """Return the letter about a decision as a file."""
    place = institution(decision.institution_id)
    said = decision_letter(request, decision, place)
    content = typesetting.letter(
        with_a_note(said, typesetting.unprintable(said)),
        attached=decision_file(request, decision, place),
        at=decision.decided_at,
    )
    return as_file(content, "application/pdf", f"{place.code}-{request.target.code}-{decision.number}.pdf")


def unprintable(request: RequestView) -> str:
    """Return the letters in the letter about the standing decision that no font of this machine has."""
    if request.decision is None:
        return ""
    return typesetting.unprintable(decision_letter(request, request.decision, institution(request.institution_id)))


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return bytes to be kept, never shown: what strangers handed in must not run in this site's name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _verdict(verdict: str, *, is_draft: bool) -> State | None:
    tone = "unknown" if verdict == "indeterminate" else verdict
    said = words.verdicts_in_a_draft() if is_draft else words.verdicts()
    return State(tone, tone, said[verdict]) if verdict else None
