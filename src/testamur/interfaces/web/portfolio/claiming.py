"""Adding a skill in one's own words: found by searching the frameworks, or suggested from a text of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry, FrameworkView
from testamur.domain.institution.access import Actor
from testamur.domain.portfolio import actions, queries
from testamur.domain.portfolio.values import ClaimView, Said
from testamur.interfaces.web import undo
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.portfolio.lines import anchor
from testamur.interfaces.web.portfolio.near import near, product
from testamur.interfaces.web.portfolio.page import LONGEST_URI
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.framework_languages import only_in
from testamur.interfaces.words.portfolio import level_choices
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_SHOWN = 12
_LONGEST_NOTE = 500
# Which field of the form a refused field is.
_FIELDS = {"claimed_level": "level", "used_on": "used_on", "claim_note": "note", "claimed_skill": "all"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill that was found, of which framework, and whether the profile has it already.

    ``is_called``: as was asked for, and not only alike.
    """

    entry: Entry
    framework: FrameworkView | None
    is_there: bool
    is_claimed: bool
    is_called: bool


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Search the frameworks for a skill, and say of one that one has it."""
    actor = signed_in(request)
    given = {name: str(value) for name, value in request.POST.items()} if request.method == "POST" else {}
    form = Form(given)
    if request.method == "POST" and (made := _claimed(actor, form)):
        return _done(request, made)
    uri = form.text("uri", LONGEST_URI) or typed(request.GET, "uri", LONGEST_URI)
    text = typed(request.GET, "text")
    chosen = frameworks.named([uri], languages=[spoken()]).get(uri) if uri else None
    hits = _hits(actor, text) if text else []
    context = {
        "text": text,
        "hits": hits,
        "called": [one for one in hits if one.is_called],
        "alike": [one for one in hits if not one.is_called],
        "near": _marked(actor, [(one, None) for one in near(actor, text)], set()) if text and not hits else [],
        "only_in": only_in(*_searched()) if text else "",
        "chosen": chosen[0] if chosen else None,
        "of": chosen[1] if chosen else None,
        "frameworks": _searched(),
        **_form(form),
    }
    status = form_status(form) if request.method == "POST" else 200
    return render(request, "testamur/portfolio/add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Say a claim otherwise."""
    actor = signed_in(request)
    whole = queries.portfolio(actor, on=datetime.now(UTC).date(), languages=[spoken()])
    view = next((one for one in whole.claims if one.uuid == claim), None)
    if view is None:
        raise NotFound(what="claim", uuid=str(claim))
    form = Form(
        {name: str(value) for name, value in request.POST.items()} if request.method == "POST" else _as_given(view)
    )
    if request.method == "POST" and _restated(actor, view, form):
        undo.done(request, _("It is changed."), path=request.path, fields=_as_given(view))
        return redirect(f"{reverse('web:my-skills')}#{anchor(view.uri)}")
    context = {"claim": view, "name": whole.names[view.uri], **_form(form)}
    return render(request, "testamur/portfolio/change.html", context, status=form_status(form) if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Take a claim back."""
    actions.withdraw(signed_in(request), claim=claim, at=datetime.now(UTC))
    undo.done(request, _("You no longer say so."), path=reverse("web:claim-again", args=(claim,)), fields={})
    return redirect(f"{reverse('web:my-skills')}#own-words")


@require_POST
def again(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Say again what was taken back."""
    actions.say_again(signed_in(request), claim=claim, at=datetime.now(UTC))
    back = reverse("web:withdraw-claim", args=(claim,))
    undo.done(request, _("It is in your own words again."), path=back, fields={})
    return redirect(f"{reverse('web:my-skills')}#own-words")


def said(form: Form) -> Said:
    """Return what a form says of a skill."""
    scale, _colon, level = form.text("level", 120).partition(":")
    return Said(scale, level, form.text("note", _LONGEST_NOTE, has_lines=True), form.day("used_on"))


def form_status(form: Form) -> int:
    """Return the status of a page whose form was not taken."""
    return int(form.errors.get("status", "422"))


def _claimed(actor: Actor, form: Form) -> ClaimView | None:
    uri, told_of = form.text("uri", LONGEST_URI), said(form)
    if form.errors:
        return None
    try:
        return actions.claim(actor, uri=uri, said=told_of, at=datetime.now(UTC))
    except Refusal as refusal:
        _refused(form, refusal)
        return None


def _restated(actor: Actor, view: ClaimView, form: Form) -> bool:
    told_of = said(form)
    if form.errors:
        return False
    try:
        actions.restate(actor, claim=view.uuid, said=told_of, at=datetime.now(UTC))
    except Refusal as refusal:
        _refused(form, refusal)
        return False
    return True


def _refused(form: Form, refusal: Refusal) -> None:
    field = _FIELDS.get(str(refusal.facts.get("field", "")), "all")
    form.errors[field], form.errors["status"] = told(refusal), str(status_of(refusal))


def _done(request: HttpRequest, made: ClaimView) -> HttpResponse:
    said_so = _("“{label}” is in your profile, as your own word.").format(label=made.label)
    undo.done(request, said_so, path=reverse("web:withdraw-claim", args=(made.uuid,)), fields={})
    return redirect(f"{reverse('web:my-skills')}#{anchor(made.uri)}")


def _form(form: Form) -> dict[str, object]:
    return {
        "given": form.given,
        "errors": form.errors,
        "levels": level_choices(),
        "today": datetime.now(UTC).date(),
        "section": "mine",
    }


def _as_given(view: ClaimView) -> Mapping[str, str]:
    level = f"{view.scale}:{view.level}" if view.level else ""
    return {"level": level, "note": view.note, "used_on": view.last_used_on.isoformat()}


def _searched() -> list[FrameworkView]:
    """Return the newest version of each framework that has skills."""
    newest: dict[str, FrameworkView] = {}
    for one in frameworks.frameworks():
        newest.setdefault(one.code, one)
    return [one for one in newest.values() if any(one.counts.get(kind.value) for kind in LEARNABLE)]


def _hits(actor: Actor, text: str) -> list[Hit]:
    """Return what has the words of a text in its names, and what only begins like them; a product by its skill."""
    found: list[tuple[Entry, FrameworkView | None]] = []
    named = set[str]()
    for of in _searched():
        if label := product(text):
            first = [one for one in _sought(of, label, 1) if one.label.casefold() == label]
            named |= {one.uri for one in first}
            found += [(one, of) for one in first]
        more = [one for one in _sought(of, text, _SHOWN) if one.uri not in named]
        named |= frameworks.called(of, [one.uri for one in more], text)
        found += [(one, of) for one in more]
    return _marked(actor, found, named)


def _sought(of: FrameworkView, text: str, most: int) -> tuple[Entry, ...]:
    return frameworks.search(of, text=text, languages=[spoken()], kinds=LEARNABLE, limit=most).items


def _marked(actor: Actor, found: list[tuple[Entry, FrameworkView | None]], named: set[str]) -> list[Hit]:
    """Return what was found with what the profile has of it."""
    whole = queries.profile(actor, on=datetime.now(UTC).date())
    claimed = {one.uri for one in whole.entries if any(not each.evidence.proof.is_verified for each in one.shown)}
    there = {one.uri for one in whole.entries}
    return [Hit(one, of, one.uri in there, one.uri in claimed, one.uri in named) for one, of in found]
