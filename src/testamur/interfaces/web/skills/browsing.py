"""Finding skills and occupations: by words, by what they are filed under, or down the hierarchy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from testamur.core.skills.taxonomy import LEARNABLE, WORK, NodeKind
from testamur.domain.catalogue.queries import taught
from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import Entry, Found, FrameworkView
from testamur.interfaces.web.skills import seen
from testamur.interfaces.web.typed import number, tidy
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.frameworks import kind_names, tag_name

_KINDS: Mapping[str, tuple[NodeKind, ...]] = {"skills": LEARNABLE, "work": WORK, "groups": (NodeKind.SKILL_GROUP,)}


@dataclass(frozen=True, slots=True)
class Line:
    """A concept in a list: its kind in words, and how many micro-credentials teach it."""

    entry: Entry
    kind: str
    taught: int


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show which frameworks there are; where there is one, go there."""
    newest: dict[str, FrameworkView] = {}
    for one in seen.versions(request):
        newest.setdefault(one.code, one)
    shown = [one for one in newest.values() if any(one.counts.get(kind.value) for kind in NodeKind)]
    if len(shown) == 1:
        return seen.kept(redirect("web:framework", shown[0].code), *shown)
    context = {"frameworks": shown, "section": "catalogue"}
    return seen.kept(render(request, "testamur/skills/start.html", context), *shown)


@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """Show a framework: what is asked for, else where its hierarchies begin, else everything from A to Z."""
    given = {name: tidy(str(value)) for name, value in request.GET.items() if tidy(str(value))}
    of = seen.version(request, code, given.get("version", "")[:40])
    after = number(given, "after") or 0
    tops = () if _is_narrowed(given) else queries.tops(of, languages=[spoken()])
    found = Found((), 0, None) if tops else _found(of, given, after)
    kept = {name: value for name, value in given.items() if name != "after"}
    versions = seen.versions(request, of.code)
    context = {
        "framework": of,
        "versions": [one.version for one in versions],
        "with_relations": [one.version for one in versions if one.has_relations][:1],
        "given": given,
        "tops": lines(tops),
        "lines": lines(found.items),
        "total": found.total,
        "is_narrowed": _is_narrowed(given),
        "next": _link(of, {**kept, "after": str(found.next)}) if found.next else "",
        "first": _link(of, kept) if after else "",
        "kinds": _kinds(of, given.get("kind", "")),
        "tags": [(one, tag_name(one), count, one == given.get("tag")) for one, count in queries.tags(of).items()],
        "section": "catalogue",
    }
    return seen.kept(render(request, "testamur/skills/framework.html", context), *versions)


def lines(entries: tuple[Entry, ...]) -> list[Line]:
    """Return lines of a list, with what teaches each."""
    names, counts = kind_names(), taught([one.uri for one in entries])
    return [Line(one, names[one.kind], counts.get(one.uri, 0)) for one in entries]


def _is_narrowed(given: Mapping[str, str]) -> bool:
    return bool(given.keys() & {"text", "kind", "tag"})


def _found(of: FrameworkView, given: Mapping[str, str], after: int) -> Found:
    return queries.search(
        of,
        text=given.get("text", ""),
        languages=[spoken()],
        kinds=_KINDS.get(given.get("kind", ""), ()),
        tag=given.get("tag", ""),
        after=after,
    )


def _kinds(of: FrameworkView, chosen: str) -> list[tuple[str, str, bool]]:
    """Return the kinds that the version has several of: value, words, and whether it is chosen."""
    words = {"skills": _("Skills and knowledge"), "work": _("Occupations"), "groups": _("Groups of skills")}
    there = [name for name, kinds in _KINDS.items() if any(of.counts.get(kind.value) for kind in kinds)]
    return [(name, words[name], name == chosen) for name in there] if len(there) > 1 else []


def _link(of: FrameworkView, given: Mapping[str, str]) -> str:
    said = urlencode(given)
    return reverse("web:framework", args=[of.code]) + (f"?{said}" if said else "")
