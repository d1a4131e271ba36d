"""A learner's page about being found: by whom, for what, until when, who looked, and what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.careers import actions, queries
from testamur.domain.careers.seeking_values import PAGE, PURPOSES, ConsentView, Look
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import directory
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.people.answering import answer_taken_back
from testamur.interfaces.web.people.showing import Person, preview, request
from testamur.interfaces.web.steps import pressed
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at, signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.seeking import consent_states, purposes, purposes_explained
from testamur.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose as its person sees it: how it stands, and themselves as a partner sees them."""

    code: str
    said: str
    explained: str
    consent: ConsentView | None
    seen: Person | None


@require_safe
def start(request_: HttpRequest) -> HttpResponse:
    """Show at which universities one can be found, or go there where there is one."""
    person, now = signed_in(request_).me, datetime.now(UTC)
    places = directory(queries.own_places(person))
    if len(places) == 1:
        return redirect("web:found-at", next(iter(places.values())).code)
    open_for, waiting, names = queries.own_purposes(person, at=now), queries.open_requests(person, at=now), purposes()
    lines = [
        (place, ", ".join(names[one] for one in open_for.get(place.id, [])), waiting.get(place.id, 0))
        for place in sorted(places.values(), key=lambda one: one.name.casefold())
    ]
    return render(request_, "testamur/people/start.html", {"lines": lines, "section": "mine"})


@require_http_methods(["GET", "HEAD", "POST"])
def found(request_: HttpRequest, code: str) -> HttpResponse:
    """Show how one can be found at a university; take a consent back, keep an organisation away or let it in again."""
    actor, place = actor_at(request_, code)
    now = datetime.now(UTC)
    if request_.method == "POST":
        _did(request_, actor, now)
        return redirect("web:found-at", code)
    after = number(request_.GET, "after") or 0
    consents = queries.own_search_consents(actor, at=now)
    lines, total = queries.looks(actor, after=after)
    asked = [request(one, is_mine=True) for one in queries.requests_got(actor, at=now)]
    blocked = queries.blocked(actor)
    # A yes outlives the consent: whoever takes that back is told, and can take the answer back, too.
    standing = {one.purpose for one in consents if one.standing == "given"}
    left = [one for one in asked if one.one.standing == "yes" and one.one.purpose not in standing]
    listed = _purposes(actor, [one for one in consents if one.standing == "given"], now)
    context = {
        "institution": place,
        "purposes": listed,
        "open_for": [one for one in listed if one.consent],
        "waiting": [one for one in asked if one.one.standing == "open"],
        "left": left,
        "answered": [one for one in asked if one.one.standing != "open"],
        "looks": _looks(lines),
        "total": total,
        "next": f"?after={after + PAGE}#looks" if after + PAGE < total else "",
        "first": "?#looks" if after else "",
        "blocked": blocked,
        "kept_away": {one.organisation for one in blocked},
        "past": [
            (purposes()[one.purpose], consent_states()[one.standing], one)
            for one in consents
            if one.standing != "given"
        ],
        "reports": queries.own_reports(actor),
        "section": "mine",
    }
    return render(request_, "testamur/people/found.html", context)


def _did(request_: HttpRequest, actor: Actor, now: datetime) -> None:
    """Do what the pressed button says; say what came of it."""
    verb, about = pressed(Form(request_.POST))
    verbs: dict[str, tuple[Callable[[], None], str]] = {
        "withdraw": (
            lambda: actions.withdraw_consent(actor, purpose=about, at=now),
            _("It is taken back. From now on nobody finds you for this purpose."),
        ),
        "take-back": (
            lambda: actions.take_back_answer(actor, request=UUID(about), at=now),
            answer_taken_back(),
        ),
        "block": (
            lambda: actions.block_organisation(actor, organisation=UUID(about), at=now),
            _("This organisation does not find you any more and cannot write to you. It is not told."),
        ),
        "unblock": (
            lambda: actions.unblock_organisation(actor, organisation=UUID(about), at=now),
            _("This organisation can find you again."),
        ),
    }
    if verb not in verbs:
        return
    step, said = verbs[verb]
    try:
        step()
    except Refusal as refusal:
        messages.error(request_, told(refusal))
    except ValueError:
        messages.error(request_, _("There is no such organisation here."))
    else:
        messages.success(request_, said)


def _purposes(actor: Actor, standing: list[ConsentView], now: datetime) -> list[Purpose]:
    """Return every purpose; of those that are open, oneself as a partner sees one now."""
    by_purpose = {one.purpose: one for one in standing}
    skills = queries.showable_skills(actor, at=now, languages=[spoken()]) if standing else []
    names, explained = purposes(), purposes_explained()
    found = []
    for code in PURPOSES:
        one = by_purpose.get(code)
        seen = None
        if one:
            kept = [each for each in skills if each.uri in one.choice.skills]
            seen = preview(kept, one.choice.region, one.choice.languages, one.choice.availability)
        found.append(Purpose(code, names[code], explained[code], one, seen))
    return found


def _looks(found: list[Look]) -> list[tuple[Look, str, str]]:
    """Return who looked, with the purpose and the skills in words."""
    names = purposes()
    return [(one, names[one.purpose], ", ".join(one.asked)) for one in found]
