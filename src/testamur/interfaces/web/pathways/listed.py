"""Pathways as everyone sees them: the list, and the page of one at its permanent address."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Policy, decide
from testamur.core.rules.exchange import Item, export_pathway, losses
from testamur.core.rules.policy import Credits, Require
from testamur.domain.awards.queries import own_standing
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.catalogue.values import Listing, PathwayListing, PublishedPathway
from testamur.domain.learning.queries import offered_now
from testamur.interfaces.web import constellation, tables
from testamur.interfaces.web.constellation import Goal
from testamur.interfaces.web.pathways.telling import offers
from testamur.interfaces.web.tables import PAGE
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import amount_said, clause_said
from testamur.interfaces.words.exchange import loss_sentence
from testamur.interfaces.words.things import names


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the pathways that hold today, by title."""
    today, wanted = datetime.now(UTC).date(), typed(request.GET, "text")
    asked = tables.asked(request, sorts=(), usual="", filters={"text": wanted})
    found = queries.pathways(on=today, text=wanted, skip=asked.skip, limit=PAGE + 1)
    context = {
        "pathways": found[:PAGE],
        "text": wanted,
        "next": asked.address(page=asked.page + 1) if len(found) > PAGE else "",
        "first": asked.address() if asked.page > 1 else "",
        "section": "catalogue",
    }
    return render(request, "testamur/pathways/list.html", context)


@require_safe
def pathway(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one pathway whole; ``version`` asks for another text. The address is permanent."""
    today = datetime.now(UTC).date()
    found = queries.pathway(uuid, on=today, version=typed(request.GET, "version", 40))
    visitor = actor(request)
    standing = own_standing(visitor.person_id, pathway=uuid, on=today) if visitor.person_id else None
    name = names(found.policy, found.named)
    named = list({one.uuid: one for one in found.named.values()}.values())
    open_now = offered_now((one.uuid for one in named), on=today)
    context = {
        "found": found,
        "policy": found.policy,
        "size": amount_said(found.policy.size) if found.policy.size else "",
        "rest": _rest(found.policy),
        "clauses": [(one, clause_said(one, name)) for one in found.policy.clauses],
        "named": named,
        "resting": [one for one in named if one.uuid not in open_now],
        "shown": constellation.shown(_sky(found)),
        "holds": found.version.holds_on(today),
        "is_coming": found.version.effective_from > today,
        "others": [one for one in found.versions if one.id != found.version.id],
        "co_owners": ", ".join(one.name for one in found.version.owners[1:]),
        "co_owner_count": len(found.version.owners) - 1,
        "losses": list(dict.fromkeys(loss_sentence(one) for one in losses(found.policy))),
        "standing": standing,
        "address": f"{settings.BASE_URL}{request.path}",
        "section": "catalogue",
    }
    return render(request, "testamur/pathways/pathway.html", context)


@require_safe
def source(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the policy as it was handed in."""
    found = queries.pathway(uuid, on=datetime.now(UTC).date(), version=typed(request.GET, "version", 40))
    response = HttpResponse(found.source, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.listing.code}-{found.version.version}.policy.yaml"'
    return response


@require_safe
def graph(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the pathway as a CTDL graph (JSON-LD), for registries and other systems."""
    found = queries.pathway(uuid, on=datetime.now(UTC).date(), version=typed(request.GET, "version", 40))
    response = HttpResponse(ctdl(found), content_type="application/ld+json; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.listing.code}-{found.version.version}.jsonld"'
    return response


def ctdl(found: PublishedPathway) -> bytes:
    """Return a pathway as a CTDL graph, with what the catalogue knows of the items that it names."""
    items = [
        Item(
            ref,
            title=text(one.title),
            credits=CreditAmount(one.credit_value, one.credit_unit) if one.credit_value is not None else None,
            address=f"{settings.BASE_URL}{address(one)}",
        )
        for ref, one in found.named.items()
    ]
    return orjson.dumps(export_pathway(found.policy, items=items).document)


def address(listing: Listing) -> str:
    """Return the page of a micro-credential."""
    return reverse("web:microcredential", args=(listing.uuid,))


def owners_of(listing: PathwayListing) -> str:
    """Return the names of those who own a pathway."""
    return ", ".join(one.name for one in listing.version.owners)


def title_of(found: PublishedPathway) -> str:
    """Return what a pathway leads to: the title in the catalogue, else as the policy has it."""
    leads_to = found.listing.leads_to
    return text(leads_to.title) if leads_to else found.policy.awards


def _rest(policy: Policy) -> str:
    """Return how the size and the one sum that the rules ask for go together; nothing where they are the same."""
    asked = [
        clause.rule.requirement.amount
        for clause in policy.clauses
        if isinstance(clause.rule, Require)
        and isinstance(clause.rule.requirement, Credits)
        and clause.rule.requirement.comparison == ">="
    ]
    if policy.size is None or len(asked) != 1 or asked[0].value >= policy.size.value:
        return ""
    other = CreditAmount(policy.size.value - asked[0].value, policy.size.unit)
    said = _("The sum that the rules ask for is {asked}. Of what kind the other {rest} are, it leaves open.")
    return said.format(asked=amount_said(asked[0]), rest=amount_said(other))


def _sky(found: PublishedPathway) -> constellation.Sky:
    """Return the map of a pathway as it is offered: decided about nobody."""
    today = datetime.now(UTC).date()
    decision = decide(found.policy, (), on=today, knowledge=knowledge())
    goal = Goal(found.policy, decision, by=owners_of(found.listing))
    return constellation.sky([goal], offers=offers(found.named, address, on=today), focus=found.policy.id, on=today)
