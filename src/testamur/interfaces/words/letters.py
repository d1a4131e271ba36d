"""The letter that tells a decision, in the language of the request: what every door hands to the typesetter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import orjson
from babel.dates import format_date

from testamur.core.model.language import LanguageMap
from testamur.core.model.quantity import CreditAmount
from testamur.domain.institution.values import FormerNameView, InstitutionView
from testamur.domain.recognition.remarks import followed
from testamur.domain.recognition.values import DecisionView, EvidenceView, RequestView, Target
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.remarks import by_number
from testamur.interfaces.words.translation import _, formats, in_language, spoken

Told = dict[str, Any]
_MOST_LETTERS = 8


def decision_letter(request: RequestView, decision: DecisionView, place: InstitutionView) -> Told:
    """Return the letter about *decision*, for ``adapters.typesetting.letter``."""
    with in_language(request.language):
        target = _text(request.target)
        return {
            "language": spoken(),
            "letterhead": [place.name, *(line for line in (place.email, place.url) if line)],
            "recipient": [request.asked_as, _("Request {number}").format(number=request.uuid)],
            "date": _day(decision.decided_at),
            "title": _("Decision on the recognition of learning"),
            "answer": words.answers(decision.draft, target, request.purpose),
            "facts": _facts(request, decision, target),
            "sections": _sections(request, decision),
            "closing": [_("Decided for {institution}.").format(institution=place.legal_name or place.name)],
            "footer": _(
                "Decision {number}. The decision is attached to this file in a form that programs can read."
            ).format(number=decision.uuid),
            "keywords": [_("recognition"), decision.draft.outcome],
            "attached": {"name": "decision.json", "description": _("The decision")},
        }


def with_a_note(letter: Told, lacking: str) -> Told:
    """Return the letter with a word at its foot about *lacking*: the letters that no font here has, by number."""
    if not lacking:
        return letter
    with in_language(letter["language"]):
        numbers = ", ".join(f"U+{ord(one):04X}" for one in lacking[:_MOST_LETTERS])
        note = _(
            "Where a box stands, this machine had no font for a letter: {letters}. The text is whole in the attached "
            "file."
        ).format(letters=numbers + (" …" if len(lacking) > _MOST_LETTERS else ""))
    return {**letter, "footer": f"{letter['footer']} {note}"}


def decision_file(request: RequestView, decision: DecisionView, place: InstitutionView) -> bytes:
    """Return the decision as JSON, which travels inside the letter; no evidence is in it."""
    draft = decision.draft
    return orjson.dumps(
        {
            "decision": str(decision.uuid),
            "request": str(request.uuid),
            "institution": {"name": place.name, "country": place.country},
            "person": request.asked_as,
            "purpose": request.purpose,
            "target": {
                "code": request.target.code,
                "version": request.target.version,
                "title": dict(request.target.title),
            },
            "outcome": draft.outcome,
            "source": draft.source,
            "credits": str(draft.credits) if draft.credits else None,
            "recognised": list(draft.recognised),
            "differences": [
                {"dimension": one.dimension, "evidence": one.evidence, "why_obstacle": one.why_obstacle}
                for one in draft.differences
            ],
            "conditions": list(draft.conditions),
            "reasons": draft.reasons,
            "criteria": decision.criteria.number,
            "appeal": {"body": decision.appeal_body, "by": decision.appeal_by.isoformat()},
            "supersedes": str(decision.supersedes) if decision.supersedes else None,
            "decided_at": decision.decided_at.isoformat(),
        },
        option=orjson.OPT_INDENT_2,
    )


def _facts(request: RequestView, decision: DecisionView, target: str) -> list[list[str]]:
    draft = decision.draft
    precedent = followed(decision.record)
    counts = draft.outcome != "refused" and not words.holds_for(request.purpose)
    told = [
        (_("You asked for"), f"{words.purposes()[request.purpose]}: {target} ({request.target.code})"),
        (_("Handed in"), _day(request.submitted_at) if request.submitted_at else ""),
        (_("Decision"), words.outcomes()[draft.outcome]),
        (_("Credits"), _credits(draft.credits)),
        (_("Grade"), draft.grade),
        (_("Counted as"), words.sources().get(draft.source, draft.source) if counts else ""),
        (_("Follows"), by_number(precedent) if precedent else ""),
        (_("Criteria"), _("Version {number}").format(number=decision.criteria.number)),
        (_("In the place of"), str(decision.supersedes) if decision.supersedes else ""),
    ]
    return [[name, value] for name, value in told if value]


def _sections(request: RequestView, decision: DecisionView) -> list[Told]:
    draft = decision.draft
    target = request.target
    known = {target.code: f"{_best(target.title)} ({target.code})"}
    known |= {outcome.id: _best(outcome.text) for outcome in target.outcomes}
    recognised = (
        [known.get(one, one) for one in draft.recognised] if draft.outcome in {"partial", "conditional"} else []
    )
    differences = [
        [
            words.dimensions()[one.dimension],
            _("What shows it: {said}").format(said=one.evidence),
            _("Why it stands in the way: {said}").format(said=one.why_obstacle),
        ]
        for one in draft.differences
    ]
    evidence = [_looked_at(one, request.asked_as) for one in request.evidence]
    renamed = [[_was_called(one)] for one in request.former_names if one.name and one.until <= decision.decided_at]
    on_appeal = any(one.outcome == "upheld" and one.decision == decision.supersedes for one in request.appeals)
    is_last = any(one.decided_at and one.decided_at <= decision.decided_at for one in request.appeals)
    corrected = _("Why the appeal was right") if on_appeal else _("What is corrected")
    last = _("This decision was taken on your appeal. There is no further appeal at the institution itself.")
    after = _("An appeal was decided before. There is no further appeal at the institution itself.")
    appeal = _("If you do not agree, you can appeal to {body} until {day}. Somebody else will decide on it.").format(
        body=decision.appeal_body, day=_day(decision.appeal_by)
    )
    return [
        *_section(corrected, [decision.correction]),
        *_section(_("What is recognised"), [], [[one] for one in recognised]),
        *_section(_("Conditions"), [], [[one] for one in draft.conditions]),
        *_section(_("Reasons"), draft.reasons.split("\n\n")),
        *_section(_("Substantial differences"), [], differences),
        *_section(_("What we looked at"), [], [*evidence, *renamed] if evidence else []),
        *_section(_("For what it holds"), [words.holds_for(request.purpose)]),
        *_section(_("Your right to appeal"), [last if on_appeal else after if is_last else appeal]),
    ]


def _looked_at(one: EvidenceView, applicant: str) -> list[str]:
    """Return a piece of evidence, and under it what the check of a credential said."""
    said = [f"{one.name}{', ' if one.source.issuer else ''}{one.source.issuer}"]
    if one.verdict:
        said.append(_("What its check said: {said}.").format(said=words.verdicts()[one.verdict]))
    other = words.whose(one, applicant) if one.held_by == "other" else ""
    return [*said, *filter(None, (words.why_not_valid(one), other))]


def _was_called(one: FormerNameView) -> str:
    return _("Until {day}, your account had the name “{name}”.").format(day=_day(one.until), name=one.name)


def _section(heading: str, paragraphs: Iterable[str], items: Iterable[list[str]] = ()) -> list[Told]:
    said, listed = [one for one in paragraphs if one.strip()], list(items)
    return [{"heading": heading, "paragraphs": said, "items": listed}] if said or listed else []


def _text(target: Target) -> str:
    return _best(target.title)


def _best(texts: Mapping[str, str]) -> str:
    return LanguageMap(tuple(texts.items())).best([spoken()])


def _credits(amount: CreditAmount | None) -> str:
    return str(amount) if amount else ""


def _day(value: date | datetime) -> str:
    return str(format_date(value, "long", locale=formats()))
