"""The policies of a house: defaults to take over, what is in force, and its public page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.design import actions, house, queries
from testamur.domain.institution import queries as institutions
from testamur.domain.institution.access import Actor, Permission, require
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.quality import policies as titles
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal


@require_safe
def policies(request: HttpRequest, code: str) -> HttpResponse:
    """Show which policies are in force, and which defaults there are to take over."""
    actor, place = actor_at(request, code)
    require(actor, Permission.APPROVE_DESIGNS)
    held = queries.house_policies(place.id)
    lines = [{"default": one, "title": titles()[name], "held": held.get(name)} for name, one in _defaults()]
    context = {**frame(actor, place, "policies"), "lines": lines}
    return render(request, "testamur/design/quality/policies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take a default over or change what is in force, fill in what the house decides, and put it into force."""
    actor, place = actor_at(request, code)
    require(actor, Permission.APPROVE_DESIGNS)
    default = house.defaults().get(name)
    if default is None:
        raise NotFound(what="house-policy", name=name)
    held = queries.house_policies(place.id).get(name)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            if _put_into_force(actor, form, default):
                messages.success(request, _("It is in force, and everyone can read it."))
                return redirect("web:quality-policies", code)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    context = {
        **frame(actor, place, "policies"),
        "default": default,
        "held": held,
        "blocks": list(blocks(default.text)),
        "text": form.given.get("text") or (held.text if held else default.text),
        "title": form.given.get("title") or (held.title if held else titles()[name]),
        "today": form.given.get("holds_from") or datetime.now(UTC).date().isoformat(),
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/policy.html", context, status=status)


@require_safe
def public(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Show a policy in force to everyone, with its earlier versions."""
    place = institutions.by_code(code)
    shown, *others = queries.house_policy(place.id, name=name, number=number(request.GET, "number"))
    context = {"institution": place, "policy": shown, "others": others, "blocks": list(blocks(shown.text))}
    return render(request, "testamur/house_policy.html", context)


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a policy's text in blocks: a heading, a list with its items, or a paragraph."""
    items: list[str] = []
    for line in (one.strip() for one in text.splitlines()):
        if line.startswith("- "):
            items.append(line[2:])
            continue
        if items:
            yield "list", items
            items = []
        if line.startswith("## "):
            yield "heading", [line[3:]]
        elif line:
            yield "paragraph", [line]
    if items:
        yield "list", items


def _defaults() -> list[tuple[str, house.DefaultPolicy]]:
    known = house.defaults()
    return [(name, known[name]) for name in titles() if name in known]


def _put_into_force(actor: Actor, form: Form, default: house.DefaultPolicy) -> bool:
    title = form.needed("title", _("Give it a title."))
    text = form.needed("text", _("Write the policy."), 20_000, has_lines=True)
    holds_from = form.day("holds_from") or datetime.now(UTC).date()
    if form.errors:
        return False
    actions.adopt_policy(
        actor,
        name=default.name,
        title=title,
        text=text,
        holds_from=holds_from,
        source=default.reference,
        at=datetime.now(UTC),
    )
    return True
