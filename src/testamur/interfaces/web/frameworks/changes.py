"""What changed between two versions of a framework: gone and what may take its place, called anew, new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.skills.upgrading import Difference, Gone
from testamur.domain.catalogue.queries import taught
from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import FrameworkView
from testamur.interfaces.web.skills import seen
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.words import spoken
from testamur.interfaces.words.frameworks import successor_reason
from testamur.refusals import NotFound

_PAGE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A skill that the newer version does not have. ``successors``: label, address, why; ``taught``: by how many."""

    label: str
    uri: str
    key: str
    taught: int
    successors: tuple[tuple[str, str, str], ...]


@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """Show what changed, what is taught here first: somebody has to decide about it."""
    known = seen.versions(request, code[:40])
    if not known:
        raise NotFound(what="framework", code=code[:40], version="")
    newer = _chosen(known, typed(request.GET, "to", 40)) or known[0]
    others = [one for one in known if one.version != newer.version]
    older = _chosen(others, typed(request.GET, "from", 40)) or next(
        (one for one in known[known.index(newer) + 1 :]), next(iter(others), None)
    )
    context: dict[str, object] = {
        "framework": newer,
        "versions": [one.version for one in known],
        "older": older,
        "newer": newer,
        "section": "catalogue",
    }
    if older is not None:
        shared = [one for one in older.languages if one in newer.languages]
        language = spoken() if spoken() in shared else next(iter(shared), "")
        if language:
            found = queries.changed(older, newer, language=language)
            context |= _told(request, found, older)
        else:
            context["no_language"] = True
    return seen.kept(render(request, "testamur/frameworks/changes.html", context), *known)


def _told(request: HttpRequest, found: Difference, older: FrameworkView) -> dict[str, object]:
    here = taught({one.concept.uri for one in found.gone})
    order = sorted(found.gone, key=lambda one: (-here.get(one.concept.uri, 0), one.concept.label.casefold()))
    after = min(number(request.GET, "after") or 0, len(order))
    shown = order[after : after + _PAGE]
    keys = {uri: one.key for uri, one in queries.by_uris(older, [one.concept.uri for one in shown]).items()}
    return {
        "gone": [_line(one, here.get(one.concept.uri, 0), keys) for one in shown],
        "gone_total": len(order),
        "taught_total": len(here),
        "next": after + _PAGE if after + _PAGE < len(order) else 0,
        "after": after,
        "renamed": found.renamed[:_PAGE],
        "renamed_total": len(found.renamed),
        "fresh": found.fresh[:_PAGE],
        "fresh_total": len(found.fresh),
        "page": _PAGE,
    }


def _line(one: Gone, number_taught: int, keys: dict[str, str]) -> Line:
    told = tuple((each.concept.label, each.concept.uri, successor_reason(each)) for each in one.successors)
    return Line(one.concept.label, one.concept.uri, keys.get(one.concept.uri, ""), number_taught, told)


def _chosen(known: Sequence[FrameworkView], version: str) -> FrameworkView | None:
    return next((one for one in known if one.version == version), None)
