"""Role profiles: what a role asks for, skill by skill, in versions, and whether learners can aim at it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.demand import actions, queries
from testamur.domain.demand.values import MUST, NICE, RoleSkill, RoleView
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.domain.portfolio.queries import scales
from testamur.interfaces.web.demand.asking import Asker, askers, chosen, head
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.demand import needs, scale_names
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_FOUND = 8


@require_safe
def roles(request: HttpRequest, code: str) -> HttpResponse:
    """Show role profiles that the visitor may write."""
    actor, place = actor_at(request, code)
    context = {
        **head(actor, place, "roles"),
        "roles": queries.roles(actor),
        "may_add": bool(askers(actor, place)),
    }
    return render(request, "testamur/demand/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Write a role profile."""
    actor, place = actor_at(request, code)
    return _written(request, actor, place, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Write the next version of a role profile."""
    actor, place = actor_at(request, code)
    return _written(request, actor, place, queries.role(actor, uuid=uuid))


@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show a role profile with its versions; publish it, take it back, or end it."""
    actor, place = actor_at(request, code)
    error, status, now = "", 200, datetime.now(UTC)
    if request.method == "POST":
        try:
            match typed(request.POST, "verb", 10):
                case "publish":
                    actions.publish_role(actor, role=uuid, is_public=True, at=now)
                    messages.success(request, _("Learners can aim at it now."))
                case "hide":
                    actions.publish_role(actor, role=uuid, is_public=False, at=now)
                    messages.success(request, _("Learners do not see it any more."))
                case "end":
                    actions.retire_role(actor, role=uuid, at=now)
                    messages.success(request, _("The role profile is ended."))
            return redirect("web:role-profile", code, uuid)
        except Refusal as refusal:
            error, status = told(refusal), status_of(refusal)
    seen = queries.role(actor, uuid=uuid)
    named = frameworks.named([one.uri for one in seen.skills], languages=[spoken()], here=actor.here)
    said, named_scales = needs(), scale_names()
    context = {
        **head(actor, place, "roles"),
        "one": seen,
        "skills": [
            (one, said[one.need], named_scales.get(one.scale, one.scale), named.get(one.uri)) for one in seen.skills
        ],
        "versions": queries.role_versions(actor, uuid=uuid),
        "error": error,
    }
    return render(request, "testamur/demand/role.html", context, status=status)


def _written(request: HttpRequest, actor: Actor, place: InstitutionView, known: RoleView | None) -> HttpResponse:
    """Show the form, search for skills to add, and keep it when its button is pressed."""
    form, status, whose = Form(request.POST), 200, askers(actor, place)
    skills = _typed_skills(form) if request.method == "POST" else list(known.skills if known else ())
    verb = form.text("verb", 520)
    sought = form.text("find")
    if verb.startswith("add:"):
        skills = [*skills, *_added(actor, verb.removeprefix("add:"), skills)]
    elif verb.startswith("drop:"):
        skills = [one for one in skills if one.uri != verb.removeprefix("drop:")]
    elif verb == "keep":
        try:
            made = _kept(actor, form, known, skills, whose)
            if made is not None:
                return redirect("web:role-profile", place.code, made)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    held = {one.uri for one in skills}
    context = {
        **head(actor, place, "roles"),
        "known": known,
        "askers": whose,
        "given": form.given if request.method == "POST" else _given(known),
        "errors": form.errors,
        "skills": skills,
        "needs": needs().items(),
        "levels": _levels(),
        "sought": sought,
        "choices": frameworks.to_choose_from(here=actor.here),
        "chosen": form.text("framework", 40),
        "found": [one for one in _search(actor, sought, form.text("framework", 40)) if one.uri not in held][:_FOUND],
    }
    return render(request, "testamur/demand/role_form.html", context, status=status)


def _kept(actor: Actor, form: Form, known: RoleView | None, skills: list[RoleSkill], whose: list[Asker]) -> UUID | None:
    asker = chosen(form, whose) if known is None else None
    title = form.needed("title", _("Name the role."))
    if known is None and asker is None:
        form.errors["organisation"] = _("Choose whose role it is.")
    if not skills:
        form.errors["find"] = _("Add at least one skill: look for it, and press “Add”.")
    if form.errors:
        return None
    return actions.write_role(
        actor,
        organisation=asker.uuid if asker else None,
        role=known.uuid if known else None,
        title=title,
        skills=skills,
        text=form.text("text", 5000, has_lines=True),
        occupation=form.text("occupation", 250),
        occupation_uri=known.occupation_uri if known else "",
        at=datetime.now(UTC),
    )


def _typed_skills(form: Form) -> list[RoleSkill]:
    """Return the skills as the form carries them: hidden address and name, chosen weight and level."""
    found = []
    for number in range(actions.MOST_SKILLS):
        uri, label = form.text(f"uri-{number}", 500), form.text(f"label-{number}", 500)
        if not uri or not label:
            continue
        need = form.choice(f"need-{number}", (MUST, NICE)) or MUST
        scale, _colon, level = form.text(f"level-{number}", 60).partition(":")
        of, version = form.text(f"framework-{number}"), form.text(f"version-{number}", 40)
        found.append(RoleSkill(uri, label, of, version, need, scale if level else "", level))
    return found


def _given(known: RoleView | None) -> dict[str, str]:
    return {"title": known.title, "text": known.text, "occupation": known.occupation} if known else {}


def _added(actor: Actor, uri: str, skills: list[RoleSkill]) -> list[RoleSkill]:
    named = frameworks.named([uri], languages=[spoken()], here=actor.here)
    if uri not in named or any(one.uri == uri for one in skills):
        return []
    entry, of = named[uri]
    return [RoleSkill(uri, entry.label, of.name, of.version)]


def _search(actor: Actor, sought: str, framework: str) -> tuple[Entry, ...]:
    of = frameworks.to_read_against(here=actor.here, code=framework)
    if not sought or of is None:
        return ()
    return frameworks.search(of, text=sought, languages=[spoken()], kinds=LEARNABLE, limit=3 * _FOUND).items


def _levels() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each scale with its levels, as a select shows them: value and words."""
    names = scale_names()
    return [
        (names.get(scale.id, scale.title), [(f"{scale.id}:{value}", value) for value in scale.values])
        for scale in scales().by_id.values()
    ]
