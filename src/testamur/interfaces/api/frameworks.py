"""Frameworks of skills and occupations: open to everyone to read; those of a house alone, to who designs there."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.skills.upgrading import Difference
from testamur.domain.catalogue.queries import teaching
from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import ConceptView, FrameworkView
from testamur.domain.institution.access import Permission, may
from testamur.interfaces.api.authentication import identify
from testamur.interfaces.api.paging import Page, number_after, page
from testamur.interfaces.api.shapes import frameworks as shapes
from testamur.interfaces.words import spoken
from testamur.refusals import NotFound

router = Router(tags=["Frameworks"])


@router.get("/frameworks", response=list[shapes.Framework], auth=None)
def frameworks(request: HttpRequest) -> list[FrameworkView]:
    """Return every version that everybody here may use, the newest of each framework first.

    With a token of somebody who designs or reviews somewhere, also what their institution keeps to itself.
    """
    return queries.frameworks_of(_houses(request))


@router.get("/frameworks/{code}/concepts", response=Page[shapes.Concept], auth=None)
def concepts(
    request: HttpRequest, response: HttpResponse, code: str, asked: Query[shapes.ConceptSearch]
) -> dict[str, object]:
    """Find skills and occupations by the beginnings of their words; small slips are put right."""
    found = queries.search(
        _version(request, code, asked.version),
        text=asked.text,
        languages=[asked.language or spoken()],
        kinds=[asked.kind] if asked.kind else [],
        tag=asked.tag,
        after=number_after(asked, "concepts") or 0,
        limit=asked.limit,
    )
    return page(request, response, list(found.items), of="concepts", last=found.next)


@router.get("/frameworks/{code}/concepts/{key}", response=shapes.WholeConcept, auth=None)
def concept(
    request: HttpRequest, code: str, key: str, version: Query[str] = "", language: Query[str] = ""
) -> dict[str, Any]:
    """Return a concept with what is around it, and what teaches it here."""
    of = _version(request, code, version)
    house = None if of.is_shared else of.institution_id
    return _whole(queries.concept(of, key, languages=[language[:40] or spoken()], here=house))


@router.get("/frameworks/{code}/changes", response=shapes.Changes, auth=None)
def changes(request: HttpRequest, code: str, before: str, after: str) -> dict[str, Any]:
    """Return what changed among skills from one version to another, with what may take the place of what is gone."""
    older, newer = _version(request, code, before), _version(request, code, after)
    return _difference(queries.changed(older, newer)) | {"before": older.version, "after": newer.version}


def _houses(request: HttpRequest) -> tuple[int, ...]:
    """Return whose own frameworks whoever asks may see, inside ids."""
    actor = identify(request)
    if actor is None or actor.institution_id is None:
        return ()
    is_maker = may(actor, Permission.DESIGN) or may(actor, Permission.REVIEW_DESIGNS)
    return (actor.institution_id,) if is_maker else ()


def _version(request: HttpRequest, code: str, wanted: str) -> FrameworkView:
    """Return a framework in a version that whoever asks may see, by default the newest. Raises `NotFound`."""
    found = queries.frameworks_of(_houses(request), code=code[:40])
    chosen = next((one for one in found if wanted[:40] in ("", one.version)), None)
    if chosen is None:
        raise NotFound(what="framework", code=code[:40], version=wanted[:40])
    return chosen


def _whole(found: ConceptView) -> dict[str, Any]:
    return {
        "concept": found.entry,
        "alternatives": found.alternatives,
        "note": found.note,
        "labels": dict(found.labels),
        "ways_up": found.ways_up,
        "narrower": found.narrower,
        "needs": found.needs,
        "needed_by": found.needed_by,
        "related": found.related,
        "elsewhere": [asdict(one) for one in found.elsewhere],
        "versions": found.versions,
        "taught_by": teaching([found.entry.uri]),
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "gone": [
            {
                "uri": one.concept.uri,
                "label": one.concept.label,
                "successors": [
                    {
                        "uri": next_one.concept.uri,
                        "label": next_one.concept.label,
                        "because": next_one.because,
                        "likeness": next_one.likeness,
                    }
                    for next_one in one.successors
                ],
            }
            for one in found.gone
        ],
        "renamed": [
            {"uri": one.after.uri, "before": one.before.label, "after": one.after.label} for one in found.renamed
        ],
        "new": len(found.fresh),
    }
