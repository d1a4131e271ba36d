"""Offering a published definition: which one, when, for how many; and ending enrolment."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Published
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import actions, queries
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid, NotFound

_PAGE = 25
_CURRENCY_LETTERS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what is to be offered, then when and for how many."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.OFFER)
    wanted = typed(request.GET, "of")
    if not wanted:
        return _choose(request, actor, institution)
    published = _published(institution, wanted)
    form = Form(request.POST)
    if request.method != "POST":
        return _page(request, institution, published, form)
    settings = _settings(form, [one.version for one in published.versions])
    if form.errors:
        return _page(request, institution, published, form)
    try:
        uuid = actions.offer(actor, microcredential=published.listing.uuid, at=datetime.now(UTC), **settings)  # type: ignore[arg-type] # read by `_settings`
    except Invalid as refusal:
        form.errors[str(refusal.facts.get("field", "form"))] = told(refusal)
        return _page(request, institution, published, form)
    messages.success(request, _("It is offered. People can enrol themselves, or be enrolled here."))
    return _go_on(actor, code, uuid, published)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Say what ending enrolment means, and end it for who means it."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.OFFER)
    found = queries.offering(offering, on=datetime.now(UTC).date())
    if found.institution_id != institution.id:
        raise NotFound(what="offering", uuid=str(offering))
    if request.method != "POST":
        context = {"institution": institution, "offering": found, "section": "desk"}
        return render(request, "testamur/desk/close.html", context)
    try:
        actions.close(actor, offering=offering, at=datetime.now(UTC))
        messages.success(request, _("Enrolment has ended. Results and awards go on as before."))
    except NotFound:
        messages.warning(request, _("Enrolment had ended already. Nothing was changed."))
    return _go_on(actor, code, offering, catalogue.by_version(found.version))


def _go_on(actor: Actor, code: str, offering: UUID, published: Published) -> HttpResponse:
    """Lead to the people of the offering, or to the definition who may not see people."""
    if may(actor, Permission.READ_LEARNERS):
        return redirect("web:people", code, offering)
    return redirect("web:design-definition", code, published.listing.uuid)


def _settings(form: Form, versions: list[str]) -> dict[str, object]:
    """Return what the action is asked for, with what is wrong told in the form."""
    starts, ends, until = (form.day(name) for name in ("starts_on", "ends_on", "enrol_by"))
    if starts and ends and ends < starts:
        form.errors["ends_on"] = _("It would end before it begins.")
    if until and ends and until > ends:
        form.errors["enrol_by"] = _("One could enrol after it has ended.")
    return {
        "version": form.choice("version", versions),
        "label": form.needed("label", _("Give it a name by which it is told apart, such as “Autumn 2026”."), 100),
        "starts_on": starts,
        "ends_on": ends,
        "enrol_by": until,
        "places": form.whole("places"),
        "price": _price(form),
    }


def _price(form: Form) -> tuple[Decimal, str] | None:
    amount, currency = form.amount("amount"), form.text("currency", 10).upper()
    if not form.text("amount", 40):
        return None
    if len(currency) != _CURRENCY_LETTERS or not (currency.isascii() and currency.isalpha()):
        form.errors["currency"] = _("Write the three letters of a currency, such as EUR.")
    return (amount, currency) if amount is not None else None


def _published(institution: InstitutionView, wanted: str) -> Published:
    try:
        found = catalogue.published(UUID(wanted))
    except ValueError as error:
        raise NotFound(what="microcredential", uuid=wanted) from error
    if found.listing.institution.id != institution.id:
        raise NotFound(what="microcredential", uuid=wanted)
    return found


def _page(request: HttpRequest, institution: InstitutionView, published: Published, form: Form) -> HttpResponse:
    price = published.definition.price
    given = form.given or {"currency": price.currency if price else ""}
    context = {
        "institution": institution,
        "published": published,
        "mc": published.definition,
        "given": given,
        "errors": form.errors,
        "section": "desk",
    }
    return render(request, "testamur/desk/offer.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, actor: Actor, institution: InstitutionView) -> HttpResponse:
    text, after = typed(request.GET, "text"), typed(request.GET, "after", 100)
    found = catalogue.shelf(actor, on=datetime.now(UTC).date(), text=text, after=after, limit=_PAGE + 1)
    last = found[_PAGE - 1].listing.code if len(found) > _PAGE else ""
    asked, here = {"text": text} if text else {}, reverse("web:offer", args=(institution.code,))
    context = {
        "institution": institution,
        "found": found[:_PAGE],
        "text": text,
        "may_publish": may(actor, Permission.PUBLISH),
        "next": f"{here}?{urlencode({**asked, 'after': last})}" if last else "",
        "first": f"{here}?{urlencode(asked)}" if after else "",
        "section": "desk",
    }
    return render(request, "testamur/desk/offer_choose.html", context)
