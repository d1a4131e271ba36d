"""The page of one skill, occupation or group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.catalogue.queries import teaching
from testamur.domain.demand.queries import asked_for
from testamur.domain.design.partner_values import BriefView
from testamur.domain.design.queries import all_briefs
from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import ConceptView, Elsewhere, Entry
from testamur.domain.institution.access import Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.skills import seen
from testamur.interfaces.web.skills.browsing import Line, lines
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at, places
from testamur.interfaces.words import spoken
from testamur.interfaces.words.frameworks import kind_names, relation_names, tag_name

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs, told to a house that the reader works in. ``by``: the partner; empty: the house."""

    place: InstitutionView
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Side:
    """Concepts that need this one or that it needs; ``is_essential``, else optional."""

    is_essential: bool
    lines: list[Line]


@require_safe
def concept(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Show a concept: its words, what is around it, what teaches it, and who asks for it."""
    of = seen.version(request, code, typed(request.GET, "version", 40))
    found = queries.concept(of, key, languages=[spoken()], here=seen.house_of(of))
    newest = seen.version(request, of.code)
    named = relation_names()
    context = {
        "framework": of,
        "newest": newest if newest.version != of.version and newest.counts.get(found.entry.kind) else None,
        "is_older": newest.version != of.version,
        "is_in_newest": newest.version in found.versions,
        "one": found,
        "entry": found.entry,
        "kind": kind_names()[found.entry.kind],
        "tags": [(tag, tag_name(tag)) for tag in found.entry.tags],
        "is_learnable": found.entry.kind in LEARNABLE,
        "narrower": lines(found.narrower),
        "needs": _sides(found.needs),
        "needed_by": _sides(found.needed_by),
        "related": lines(found.related),
        "elsewhere": [(named.get(one.match, one.match), one) for one in _by_match(found)],
        "teaching": teaching([found.entry.uri]),
        "needs_here": _asked_for(request, found.entry.uri),
        "asked": asked_for(found.entry.uri),
        "section": "catalogue",
    }
    return seen.kept(render(request, "testamur/skills/concept.html", context), of, newest)


def _sides(found: Mapping[str, tuple[Entry, ...]]) -> list[Side]:
    return [Side(name == "essential", lines(listed)) for name, listed in found.items()]


def _by_match(found: ConceptView) -> tuple[Elsewhere, ...]:
    order = list(relation_names())
    return tuple(sorted(found.elsewhere, key=lambda one: (order.index(one.match), one.uri)))


def _asked_for(request: HttpRequest, uri: str) -> list[Need]:
    """Return what partners of the reader's own houses need, where they may see it."""
    found: list[Need] = []
    for place in places(request):
        actor, here = actor_at(request, place.institution.code)
        if not may(actor, Permission.DESIGN):
            continue
        named = [one for one in all_briefs(actor) if uri in _addresses(one)]
        found += [Need(here, one.title or one.need[:_LONGEST], one.organisation) for one in named]
    return found


def _addresses(brief: BriefView) -> set[str]:
    return {address for _name, address in brief.skills} | {address for _name, address, _of in brief.occupations}
