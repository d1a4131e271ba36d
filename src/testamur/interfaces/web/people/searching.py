"""An organisation says which skills it looks for, and looks; what it looked for before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.profile import SkillLevel
from testamur.core.skills.seeking import MOST_ASKED, Asked, Order, Question
from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.careers import actions, queries
from testamur.domain.careers.seeking_values import AVAILABILITY, FEWEST, PURPOSES, SearchView
from testamur.domain.design.partner_values import OrganisationView
from testamur.domain.design.queries import own_organisations
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry, FrameworkView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.domain.portfolio import packed
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import about
from testamur.interfaces.web.people.showing import LANGUAGES, level, region, tongues, when
from testamur.interfaces.web.steps import pressed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.seeking import orders, purposes
from testamur.refusals import Refusal

_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Picked:
    """A skill that is asked for, with the level that is chosen for it."""

    uri: str
    label: str
    level: str


@dataclass(frozen=True, slots=True)
class Wish:
    """All that stands in the form."""

    text: str = ""
    skills: tuple[Picked, ...] = ()
    purpose: str = PURPOSES[0]
    wants_all: bool = True
    only_fresh: bool = False
    region: str = ""
    languages: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    order: str = Order.LOT.value


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of a search; find skills as they are typed; look for people."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    mine = organisations(actor, place, now)
    here = chosen(mine, request.POST.get("for") or request.GET.get("for", ""))
    form, status = Form(request.POST), 200
    wish = _again(actor, request, here, now) if request.method != "POST" else _read(request.POST, form, place.id)
    if request.method == "POST" and here:
        verb, about_what = pressed(form)
        wish = _changed(wish, verb, about_what, place.id)
        if verb == "find" and not form.errors:
            try:
                return redirect("web:people-found", code, _look(actor, here, wish, now))
            except SkillsError:
                form.errors["skills"] = _("Add at least one skill, and no more than {most}.").format(most=MOST_ASKED)
            except Refusal as refusal:
                form.errors["all"] = told(refusal)
                status = status_of(refusal)
        status = 422 if form.errors and status == 200 else status  # noqa: PLR2004 - HTTP
    context = {**head(actor, place, mine, here, now, "search"), **_shown(wish, place.id), "errors": form.errors}
    return render(request, "testamur/people/search.html", context, status=status)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show what one's organisation looked for."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    mine = organisations(actor, place, now)
    here = chosen(mine, request.GET.get("for", ""))
    found = queries.searches(actor, organisation=here.uuid, at=now, limit=100) if here else []
    names = purposes()
    lines = [(one, names[one.purpose], ", ".join(each.label for each in one.asked)) for one in found]
    context = {**head(actor, place, mine, here, now, "history"), "lines": lines, "fewest": FEWEST}
    return render(request, "testamur/people/history.html", context)


def organisations(actor: Actor, place: InstitutionView, now: datetime) -> list[OrganisationView]:
    """Return the organisations for which the visitor acts here, by name."""
    found = [one for number, one in own_organisations(actor.me, at=now) if number == place.id]
    return sorted(found, key=lambda one: one.name.casefold())


def chosen(mine: Sequence[OrganisationView], wanted: str) -> OrganisationView | None:
    """Return the organisation that is named, else the first; None where there is none."""
    return next((one for one in mine if str(one.uuid) == wanted), mine[0] if mine else None)


def head(
    actor: Actor,
    place: InstitutionView,
    mine: list[OrganisationView],
    here: OrganisationView | None,
    now: datetime,
    tab: str,
) -> dict[str, object]:
    """Return what the head of an organisation's pages about people shows."""
    return {
        **about(actor, place, "people"),
        "mine": mine,
        "here": here,
        "tab": tab,
        "is_open": here is not None and queries.may_search(actor, organisation=here.uuid, at=now),
        "may_oversee": may(actor, Permission.OVERSEE_SEARCH),
    }


def _look(actor: Actor, here: OrganisationView, wish: Wish, now: datetime) -> UUID:
    scales = packed.scales()
    levels = {one.uri: SkillLevel(*one.level.split(":", 1)) for one in wish.skills if ":" in one.level}
    known = {uri: one for uri, one in levels.items() if scales.place(one) is not None}
    question = Question(
        tuple(Asked(one.uri, known.get(one.uri)) for one in wish.skills),
        wants_all=wish.wants_all,
        only_fresh=wish.only_fresh,
        regions=frozenset({wish.region} if wish.region else ()),
        languages=frozenset(wish.languages),
        availability=frozenset(wish.availability),
    )
    return actions.search_people(
        actor,
        organisation=here.uuid,
        purpose=wish.purpose,
        question=question,
        labels={one.uri: one.label for one in wish.skills},
        order=Order(wish.order),
        at=now,
    )


def _read(sent: QueryDict, form: Form, at: int) -> Wish:
    """Return what stands in the form that was sent."""
    return Wish(
        text=form.text("text", 100),
        skills=_named(sent.getlist("s"), sent.getlist("level"), at),
        purpose=form.choice("purpose", PURPOSES) or PURPOSES[0],
        wants_all=form.choice("match", ("all", "any")) != "any",
        only_fresh=bool(form.text("fresh")),
        region=region(form),
        languages=tuple(one for one in sent.getlist("languages") if one in LANGUAGES),
        availability=tuple(one for one in sent.getlist("availability") if one in AVAILABILITY),
        order=form.choice("order", tuple(Order)) or Order.LOT.value,
    )


def _again(actor: Actor, request: HttpRequest, here: OrganisationView | None, now: datetime) -> Wish:
    """Return an empty form, words that are looked up, or a search of before to be asked again."""
    wanted = request.GET.get("again", "")
    if here and wanted:
        earlier = queries.searches(actor, organisation=here.uuid, at=now, limit=100)
        found = next((one for one in earlier if str(one.uuid) == wanted), None)
        return _of(found) if found else Wish()
    form = Form(request.GET)
    return Wish(
        text=form.text("text", 100), skills=_named(request.GET.getlist("s"), request.GET.getlist("level"), actor.here)
    )


def _of(one: SearchView) -> Wish:
    return Wish(
        skills=tuple(
            Picked(each.uri, each.label, f"{each.level.scale}:{each.level.value}" if each.level else "")
            for each in one.asked
        ),
        purpose=one.purpose,
        wants_all=one.wants_all,
        only_fresh=one.only_fresh,
        region=one.regions[0] if one.regions else "",
        languages=one.languages,
        availability=one.availability,
        order=one.order,
    )


def _named(uris: Sequence[str], levels: Sequence[str], at: int) -> tuple[Picked, ...]:
    """Return the skills that are picked, as they are called *at* a house; what no framework there has is left out."""
    wanted = list(dict.fromkeys(uris))[: MOST_ASKED + 1]
    names = frameworks.named(wanted, languages=[spoken()], here=at)
    by_place = dict(zip(uris, levels, strict=False))
    return tuple(Picked(one, names[one][0].label, by_place.get(one, "")[:60]) for one in wanted if one in names)


def _changed(wish: Wish, verb: str, what: str, at: int) -> Wish:
    """Return the form with a skill added to it or taken out."""
    if verb == "add":
        added = [one for one in _named([what], [""], at) if one.uri not in {each.uri for each in wish.skills}]
        return _with(wish, (*wish.skills, *added)[:MOST_ASKED], "")
    if verb == "drop":
        return _with(wish, tuple(one for one in wish.skills if one.uri != what), wish.text)
    return wish


def _with(wish: Wish, skills: tuple[Picked, ...], text: str) -> Wish:
    return Wish(
        text,
        skills,
        wish.purpose,
        wish.wants_all,
        wish.only_fresh,
        wish.region,
        wish.languages,
        wish.availability,
        wish.order,
    )


def _offered(wish: Wish, of: FrameworkView | None) -> list[Entry]:
    """Return skills whose words begin with what was typed, without those that are picked."""
    if of is None or not wish.text:
        return []
    found = frameworks.search(of, text=wish.text, languages=[spoken()], kinds=LEARNABLE, limit=_OFFERED + MOST_ASKED)
    picked = {one.uri for one in wish.skills}
    return [one for one in found.items if one.uri not in picked][:_OFFERED]


def _shown(wish: Wish, at: int) -> dict[str, object]:
    of = frameworks.to_read_against(here=at)
    names = purposes()
    return {
        "wish": wish,
        "offered": _offered(wish, of),
        "framework": of,
        "is_full": len(wish.skills) >= MOST_ASKED,
        "purposes": [(one, names[one], one == wish.purpose) for one in PURPOSES],
        "levels": [
            (f"{scale.id}:{value}", level(SkillLevel(scale.id, value)))
            for scale in packed.scales().by_id.values()
            for value in scale.values
        ],
        "tongues": tongues(wish.languages),
        "availability": when(wish.availability),
        "orders": [(code, said, code == wish.order) for code, said in orders().items()],
    }
