"""Samples: drawn by stratum from a seed that is kept, shown, drawn again before one's eyes, and taken away."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.core.assurance import RATES, STRATA, draw
from testamur.domain.design import actions, queries
from testamur.domain.design.scale_values import SampleView
from testamur.domain.design.values import DesignLine
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.showing import named, stage
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.quality import strata
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was drawn, and draw anew."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            made = drawn(actor, form)
            if made:
                messages.success(request, _("It is drawn, and kept with its seed."))
                return redirect("web:quality-sample", code, made)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    found = queries.samples(actor)
    known = named(one.drawn_by for one in found)
    context = {
        **frame(actor, place, "samples"),
        "assured": queries.assured(place.id),
        "samples": [{"one": one, "by": known.get(one.drawn_by or 0, "")} for one in found],
        **proposed(form),
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/samples.html", context, status=status)


def proposed(form: Form) -> dict[str, object]:
    """Return what the form for a draw shows: a fresh seed, and the usual rates."""
    given = form.given
    return {
        "seed": given.get("seed") or f"{datetime.now(UTC):%Y-%m-%d} {secrets.token_hex(4)}",
        "rates": [(name, strata()[name], given.get(f"rate-{name}") or str(RATES[name])) for name in STRATA],
    }


def drawn(actor: Actor, form: Form, family: UUID | None = None) -> UUID | None:
    """Draw a sample as the form asks; None where something in it is wrong."""
    seed = form.needed("seed", _("Write a seed: any text. Whoever has it can draw the same."), 80)
    rates = {name: form.amount(f"rate-{name}", 100) for name in STRATA}
    if form.errors:
        return None
    told_rates = {name: RATES[name] if rate is None else rate for name, rate in rates.items()}
    return actions.draw_sample(actor, seed=seed, family=family, rates=told_rates, at=datetime.now(UTC))


@require_safe
def sample(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one draw: from what, by which rates and seed, whom it chose, and that it comes out the same again."""
    actor, place = actor_at(request, code)
    found, members = queries.sample(actor, uuid=uuid)
    context = {
        **frame(actor, place, "samples"),
        "sample": found,
        "strata": _strata(found),
        "chosen": [_member(one, found, members) for one in found.chosen],
        "comes_out_the_same": drawn_again(found),
        "by": named([found.drawn_by]).get(found.drawn_by or 0, ""),
    }
    return render(request, "testamur/design/quality/sample.html", context)


@require_safe
def sheet(request: HttpRequest, code: str, uuid: UUID) -> StreamingHttpResponse:
    """Return one draw as a table, the whole population with what was chosen, enough to draw it again elsewhere."""
    actor, _place = actor_at(request, code)
    found, members = queries.sample(actor, uuid=uuid)
    names = sorted(found.population)
    headings = ("design", "title", "stratum", "rate", "chosen", "seed")

    def cells(name: str) -> tuple[object, ...]:
        line = members.get(UUID(name))
        stratum = found.population[name]
        is_chosen = "yes" if UUID(name) in found.chosen else "no"
        return name, line.title if line else "", stratum, found.rates[stratum], is_chosen, found.seed

    return download(f"sample-{found.uuid}", headings, lambda skip, limit: names[skip : skip + limit], cells)


def drawn_again(found: SampleView) -> bool:
    """Whether the seed chooses the same again."""
    rates = {name: Decimal(rate) for name, rate in found.rates.items()}
    return draw(found.population, found.seed, rates) == tuple(str(one) for one in found.chosen)


def _strata(found: SampleView) -> list[dict[str, object]]:
    of = Counter(found.population.values())
    chosen = Counter(found.population[str(one)] for one in found.chosen)
    words = strata()
    return [
        {"said": words[name], "rate": found.rates.get(name, ""), "of": of[name], "chosen": chosen[name]}
        for name in STRATA
        if of[name]
    ]


def _member(uuid: UUID, found: SampleView, members: dict[UUID, DesignLine]) -> dict[str, object]:
    line = members.get(uuid)
    stratum = strata()[found.population[str(uuid)]]
    return {"uuid": uuid, "line": line, "stage": stage(line.state) if line else None, "stratum": stratum}
