"""What one could learn next, without a goal: recommendations with their reasons, and all that they go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testamur.core.skills.recommending import Recommendation
from testamur.domain.careers import actions, queries
from testamur.domain.careers.advice_values import Advised
from testamur.domain.catalogue.values import Listing
from testamur.domain.insight import actions as insight
from testamur.domain.institution.access import Actor
from testamur.interfaces.web import undo
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.advising import motive_use, motive_words, reason_said, why_motive
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One recommendation: its reasons in words, each with the motive it speaks to; ``like``: one further up."""

    listing: Listing
    reasons: tuple[tuple[str, str], ...]
    codes: str
    like: Listing | None


@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """Show what one could learn next, and why."""
    actor, now = signed_in(request), datetime.now(UTC)
    is_free = request.GET.get("free") == "1"
    found = queries.advised(actor, on=now.date(), languages=[spoken()], is_free=is_free)
    if not (is_free or found.advice.is_off or found.is_off_here):
        insight.note_offer(actor, what="recommendation", is_given=bool(found.recommendations), at=now)
    return render(request, "testamur/advice/next.html", {**_context(actor, found), "is_free": is_free})


@require_POST
def motives(request: HttpRequest) -> HttpResponse:
    """Keep what the visitor says moves them, or clear it."""
    actor, now = signed_in(request), datetime.now(UTC)
    before, is_cleared = queries.advice(actor), "clear" in request.POST
    chosen = [] if is_cleared else [one for said in request.POST.getlist("motives") for one in said.split() if one]
    work = None if is_cleared else _uuid(typed(request.POST, "work", 40))
    actions.say_motives(actor, motives=chosen, work=work, at=now)
    cleared = _("What you had said is deleted. Recommendations go only by what you hold.")
    kept = _("Kept. You can change or clear it at any time.")
    fields = {"motives": " ".join(sorted(before.motives)), "work": str(before.work or "")}
    undo.done(request, cleared if is_cleared else kept, path=reverse("web:next-motives"), fields=fields)
    return redirect("web:next")


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Turn recommendations on or off for oneself."""
    is_on = request.POST.get("on") == "1"
    actions.turn_advice(signed_in(request), on=is_on, at=datetime.now(UTC))
    said = _("Recommendations are on again.") if is_on else _("Recommendations are off. Nothing is compared any more.")
    undo.done(request, said, path=reverse("web:next-switch"), fields={"on": "" if is_on else "1"})
    return redirect("web:next")


@require_POST
def not_for_me(request: HttpRequest) -> HttpResponse:
    """Let something not be recommended again."""
    actor, about = signed_in(request), _uuid(typed(request.POST, "about", 40))
    if about is None:
        raise NotFound(what="microcredential")
    codes = typed(request.POST, "because", 300).split()
    actions.not_for_me(actor, microcredential=about, because=codes, at=datetime.now(UTC))
    said = _("It is not recommended to you any more. In the catalogue it is as before.")
    undo.done(request, said, path=reverse("web:next-again"), fields={"about": str(about)})
    return redirect("web:next")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Let something be recommended again."""
    actor, about = signed_in(request), _uuid(typed(request.POST, "about", 40))
    if about is not None:
        actions.show_again(actor, microcredential=about, at=datetime.now(UTC))
        said = _("It can be recommended to you again.")
        undo.done(request, said, path=reverse("web:next-not-for-me"), fields={"about": str(about)})
    return redirect("web:next")


def _context(actor: Actor, found: Advised) -> dict[str, object]:
    said, words, use = found.advice, motive_words(), motive_use()
    aims = [one for one in queries.targets(actor) if one.accepted]
    return {
        "found": found,
        "suggestions": _suggestions(found),
        "motives": [(one, words[one], use[one], one in said.motives) for one in words],
        "said": [words[one] for one in words if one in said.motives],
        "aims": [(one, one.uuid == said.work) for one in aims],
        "section": "mine",
    }


def _suggestions(found: Advised) -> list[Suggestion]:
    skill = _namer({uri: name.label for uri, name in found.skills.items()})
    title = _namer({key: text(one.title) for key, one in found.listings.items()})
    pathway = _namer({key: one.title for key, one in found.pathways.items()})
    return [_suggestion(one, found, skill, title, pathway) for one in found.recommendations]


def _suggestion(
    one: Recommendation,
    found: Advised,
    skill: Callable[[str], str],
    title: Callable[[str], str],
    pathway: Callable[[str], str],
) -> Suggestion:
    # What speaks to something they said comes first: it is what they would look for.
    order = sorted(one.reasons, key=lambda each: not each.motives)
    return Suggestion(
        found.listings[one.candidate],
        tuple((reason_said(each, skill, title, pathway), why_motive(each)) for each in order),
        " ".join(each.code for each in one.reasons),
        found.listings.get(one.like),
    )


def _namer(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key, key)


def _uuid(text_of_it: str) -> UUID | None:
    try:
        return UUID(text_of_it) if text_of_it else None
    except ValueError as error:
        raise NotFound(what="target") from error
