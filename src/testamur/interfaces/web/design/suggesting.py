"""Skills that an outcome may speak of, each with the words that say so; a person takes or refuses them.

It is a page of its own, for taking a skill saves the draft: a board that is open beside it would be out of date.
"""

from __future__ import annotations

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
from testamur.domain.design.offering import shown
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor
from testamur.domain.oversight.values import Purpose
from testamur.interfaces.web.design.offering import lane_of, lines
from testamur.interfaces.web.design.reading_skills import Reader, reader
from testamur.interfaces.web.design.showing import head, opened
from testamur.interfaces.web.oversight.off import off
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker

_LONGEST_URI = 500


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show skills for an outcome of a draft; take one, refuse one, or look at one again."""
    actor, place = actor_at(request, code)
    asked = request.POST if request.method == "POST" else request.GET
    view, seen = opened(actor, uuid)
    wanted, like = typed(asked, "outcome", 200), typed(asked, "like", _LONGEST_URI)
    if seen.definition is None:
        return redirect("web:draft", code, uuid)
    outcomes = seen.definition.outcomes
    outcome = next((one for one in outcomes if one.id == wanted), None)
    if outcome is None:
        raise NotFound(what="outcome", id=wanted)
    of = frameworks.to_read_against(here=actor.here, code=typed(asked, "framework", 40))
    refused = queries.refused_skills(actor, design=uuid, outcome=outcome.id)
    text = outcome.text.original
    context = {**head(actor, place, view, "board"), "outcome": outcome, "text": text, "refused": refused, "like": like}
    context["next"] = next(iter(outcomes[outcomes.index(outcome) + 1 :]), None)
    is_off = off(actor, Purpose.SUGGEST_OUTCOME_SKILLS)
    if of is None or is_off:
        return render(request, "testamur/design/drafts/suggest.html", {**context, "off": is_off})
    by = reader(of, next(iter(outcome.text)))
    if request.method == "POST":
        _asked(request, actor, uuid, outcome, of, by)
        back = {"outcome": outcome.id, "framework": of.code, **({"like": like} if like else {})}
        at = number(asked, "at")
        back |= {"at": str(at)} if at is not None else {}
        back |= {"asked": "1"} if by.is_waiting else {}
        return redirect(f"{reverse('web:suggest-skills', args=(code, uuid))}?{urlencode(back)}")
    is_asked = bool(by.done) or bool(number(asked, "asked"))
    context |= {"choices": frameworks.to_choose_from(here=actor.here)}
    context |= {"framework": of, "by": by, "is_asked": is_asked, "is_looking_again": "HX-Request" in request.headers}
    if by.ranker is not None:
        hidden = frozenset(refused) | {one.uri for one in outcome.skills}
        found = lines(text, of, by.language, by.ranker, frozenset(refused), like)
        listed = shown(found, by.ranker, hidden, is_like=bool(like))
        context |= {"lines": listed, "at": number(asked, "at"), "lane": lane_of(by.ranker)}
    return render(request, "testamur/design/drafts/suggest.html", context)


def _asked(request: HttpRequest, actor: Actor, uuid: UUID, outcome: Outcome, of: FrameworkView, by: Reader) -> None:
    """Do what a button asks: get the framework ready, or decide on an offer."""
    if typed(request.POST, "verdict", 20) == "prepare":
        actions.prepare_suggestions(actor, framework=of.uuid, language=by.spoken, at=datetime.now(UTC))
    elif by.ranker is not None:
        _decided(request, actor, uuid, outcome, of, by.language, by.ranker)


def _decided(
    request: HttpRequest, actor: Actor, uuid: UUID, outcome: Outcome, of: FrameworkView, language: str, ranker: Ranker
) -> None:
    """Do what was decided on the offer as the program makes it, whatever a browser says of it."""
    uri, verdict = typed(request.POST, "uri", _LONGEST_URI), typed(request.POST, "verdict", 20)
    like, text = typed(request.POST, "like", _LONGEST_URI), outcome.text.original
    refused = frozenset(queries.refused_skills(actor, design=uuid, outcome=outcome.id))
    offers = lines(text, of, language, ranker, refused - {uri}, like)
    found = next((one.offer for one in offers if one.offer.uri == uri), None)
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
