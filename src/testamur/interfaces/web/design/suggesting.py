"""Skills that an outcome may speak of, each with the words that say so; a person takes or refuses them.

It is a page of its own, for taking a skill saves the draft: a board that is open beside it would be out of date.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testamur.core.model.microcredential import Outcome
from testamur.domain.design import actions, queries
from testamur.domain.design.suggestion_values import SkillOffer
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.reading_skills import Reader, reader
from testamur.interfaces.web.design.showing import head, opened
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from testamur.core.skills.suggesting import Suggestion

_TOP = 8
_LONGEST_URI = 500


@dataclass(frozen=True, slots=True)
class Line:
    """An offer as the page shows it. ``before``, ``words`` and ``after`` are the outcome's text in three."""

    offer: SkillOffer
    description: str
    likest: str
    surely: str
    before: str
    words: str
    after: str


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show skills for an outcome of a draft; take one, refuse one, or look at one again."""
    actor, place = actor_at(request, code)
    asked = request.POST if request.method == "POST" else request.GET
    view, seen = opened(actor, uuid)
    wanted, like = typed(asked, "outcome", 200), typed(asked, "like", _LONGEST_URI)
    if seen.definition is None:
        return redirect("web:draft", code, uuid)
    outcome = next((one for one in seen.definition.outcomes if one.id == wanted), None)
    if outcome is None:
        raise NotFound(what="outcome", id=wanted)
    text, language = outcome.text.original, next(iter(outcome.text))
    of = _chosen(typed(asked, "framework", 40), actor)
    refused = queries.refused_skills(actor, design=uuid, outcome=outcome.id)
    context = {**head(actor, place, view, "board"), "outcome": outcome, "text": text, "refused": refused, "like": like}
    if of is None:
        return render(request, "testamur/design/drafts/suggest.html", context)
    by = reader(of, language)
    if request.method == "POST":
        _decided(request, actor, uuid, outcome, of, by)
        back = {"outcome": outcome.id, "framework": of.code, **({"like": like} if like else {})}
        return redirect(f"{reverse('web:suggest-skills', args=(code, uuid))}?{urlencode(back)}")
    if by.is_first:
        actions.prepare_suggestions(actor, framework=of.uuid, language=by.language, at=datetime.now(UTC))
    hidden = frozenset(refused) | {one.uri for one in outcome.skills}
    lines = _lines(text, of, by, frozenset(refused), like)
    context |= {
        "framework": of,
        "by": by,
        "lines": [one for one in lines if one.offer.uri not in hidden and _is_sure(one.offer, by)][:_TOP],
    }
    return render(request, "testamur/design/drafts/suggest.html", {**context, "lane": _lane(by)})


def _chosen(code: str, actor: Actor) -> FrameworkView | None:
    """Return the framework that is asked for, in its newest version; ESCO, else any that has skills; else None."""
    found = [one for one in frameworks.frameworks(here=actor.here) if one.languages and one.counts.get("skill")]
    order = sorted(found, key=lambda one: (one.code != code, one.code != "esco"))
    return next(iter(order), None)


def _decided(request: HttpRequest, actor: Actor, uuid: UUID, outcome: Outcome, of: FrameworkView, by: Reader) -> None:
    """Do what was decided on the offer as the program makes it, whatever a browser says of it."""
    uri, verdict = typed(request.POST, "uri", _LONGEST_URI), typed(request.POST, "verdict", 20)
    like, text = typed(request.POST, "like", _LONGEST_URI), outcome.text.original
    refused = frozenset(queries.refused_skills(actor, design=uuid, outcome=outcome.id))
    found = next((one.offer for one in _lines(text, of, by, refused - {uri}, like) if one.offer.uri == uri), None)
    if found is None:
        messages.warning(request, _("It is not suggested any more: the outcome or the framework has changed."))
        return
    try:
        actions.decide_skill(actor, design=uuid, outcome=outcome.id, offer=found, verdict=verdict, at=datetime.now(UTC))
    except Refusal as refusal:
        messages.warning(request, told(refusal))
        return
    said = {
        "accepted": _("“{skill}” is a skill of this outcome now."),
        "refused": _("“{skill}” will not be suggested for this outcome again."),
    }.get(verdict, _("“{skill}” can be suggested again."))
    messages.success(request, said.format(skill=found.label))


def _lines(text: str, of: FrameworkView, by: Reader, refused: frozenset[str], like: str) -> list[Line]:
    """Return what is offered for a text, the likeliest first; more than are shown, since some are left out."""
    from testamur.core.skills.steering import Steering  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.suggesting import suggest  # noqa: PLC0415 - as above

    steering = Steering(refused, frozenset({like} - {""})) if refused or like else None
    found = suggest(by.ranker, text, top=4 * _TOP, sure=0.0, steering=steering).found
    return [_line(text, of, by, rank, one) for rank, one in enumerate(found, 1)]


def _is_sure(offer: SkillOffer, by: Reader) -> bool:
    """Say whether it is shown of itself; where nobody has measured how sure it is, all are."""
    return offer.confidence is None or offer.confidence >= by.ranker.calibration.abstain


def _line(text: str, of: FrameworkView, by: Reader, rank: int, one: Suggestion) -> Line:
    from testamur.interfaces.words.skills import surely_said  # noqa: PLC0415 - as above

    best, at, weights = one.best, one.places[0], by.ranker.weights
    reasons = best.reasons
    offer = SkillOffer(
        text=text,
        framework=of.name,
        version=of.version,
        language=by.language,
        uri=best.concept.uri,
        label=best.concept.label,
        rank=rank,
        score=best.score,
        confidence=None if best.confidence < 0 else best.confidence,
        lane=by.ranker.lane.value,
        model=by.ranker.encoder.name if by.ranker.encoder else "",
        weights={one.name: float(getattr(weights, one.name)) for one in fields(weights)},
        parts={
            "whole_text": reasons.whole_text,
            "these_words": reasons.these_words,
            "spelling": reasons.spelling,
        },
        start=at.start,
        end=at.end,
    )
    likest = reasons.label if reasons.label != best.concept.label else ""
    cut = text[: at.start], text[at.start : at.end], text[at.end :]
    return Line(offer, best.concept.description, likest, surely_said(best.confidence), *cut)


def _lane(by: Reader) -> str:
    from testamur.interfaces.words.skills import lane_said  # noqa: PLC0415 - as above

    return lane_said(by.ranker.lane)
