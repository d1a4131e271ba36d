"""Who is found by a search, without names; and a message to those who are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.careers import actions, queries
from testamur.domain.careers.seeking_values import FEWEST, PAGE, Result
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.people.searching import chosen, head, organisations
from testamur.interfaces.web.people.showing import languages, level, person
from testamur.interfaces.web.steps import tried
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.seeking import availabilities, orders_told, purposes

_MOST_TICKED = 100


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show who is found now; write to those who are chosen, or to few people unseen."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    form, status = Form(request.POST), 200
    ticked = request.POST.getlist("people")[:_MOST_TICKED]
    if request.method == "POST":
        said, status = tried(lambda who, which, sent: _asked(who, which, sent, ticked, now), actor, uuid, form)
        if said:
            messages.success(request, said)
            return redirect("web:people-requests", code)
    after = number(request.GET, "after") or 0
    result = queries.people_found(actor, search=uuid, at=now, after=after, chosen=ticked)
    mine = organisations(actor, place, now)
    here = chosen(mine, str(result.search.organisation))
    context = {
        **head(actor, place, mine, here, now, "search"),
        "result": result,
        "purpose": purposes()[result.search.purpose],
        "people": [(person(one), one.is_chosen) for one in result.people],
        "asked": [(one.label, level(one.level)) for one in result.search.asked],
        "narrowed": _narrowed(result),
        "order": orders_told()[result.search.order],
        "rarity": [(one.label, _how_many(in_all), _how_many(fitting)) for one, in_all, fitting in result.rarity],
        "fewest": FEWEST,
        "next": f"?after={result.next}" if result.next else "",
        "first": "?" if after else "",
        "shown_from": after + 1,
        "shown_to": min(after + PAGE, result.total or 0),
        "can_ask": any(not one.request for one in result.people) or (result.total is None and not result.few_asked),
        "given": _given(form.given),
        "errors": form.errors,
    }
    return render(request, "testamur/people/result.html", context, status=status)


def _asked(actor: Actor, uuid: UUID, form: Form, ticked: list[str], now: datetime) -> str:
    told = {
        "who": form.needed("who", _("Say who you are and for whom you write."), 500, has_lines=True),
        "what": form.needed(
            "what", _("Say what it is about: what, where, from when, and what comes next."), 2000, has_lines=True
        ),
        "contact": form.needed("contact", _("Say how somebody can reach you: an address or a number."), 300),
    }
    few = queries.people_found(actor, search=uuid, at=now).total is None
    if not ticked and not few:
        form.errors["people"] = _("Choose at least one person. Tick the box beside them.")
    if form.errors:
        return ""
    count = actions.ask_people(actor, search=uuid, chosen=ticked, at=now, **told)
    if few:
        return _("If there is somebody, they get your message. You see here whether somebody answers.")
    said = ngettext("Your message is sent to {count} person.", "Your message is sent to {count} people.", count)
    return said.format(count=count)


def _given(sent: Mapping[str, str]) -> dict[str, str]:
    return {name: str(sent.get(name, "")) for name in ("who", "what", "contact")}


def _narrowed(result: Result) -> list[str]:
    """Return what else was asked, in words."""
    asked, words = result.search, availabilities()
    said = [_("fresh evidence only")] if asked.only_fresh else []
    said += [_("in {region}").format(region=one) for one in asked.regions]
    if asked.languages:
        said.append(_("works in {languages}").format(languages=languages(asked.languages)))
    return said + [words[one].lower() for one in asked.availability if one in words]


def _how_many(count: int | None) -> str:
    if count is None:
        return _("fewer than {few} people, or nobody").format(few=FEWEST)
    return ngettext("{count} person", "{count} people", count).format(count=count)
