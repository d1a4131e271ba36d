"""The page ``/map``: drop credentials, see what they add up to, ask what if. No account; nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from testamur.core.credential import verify
from testamur.core.credential.reading import MAX_BYTES
from testamur.core.rules import Holding, Verdict
from testamur.domain.awards.queries import own_standing
from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import carried, dropped, everyone, example, goals, planning
from testamur.interfaces.web.charting.carried import Carried
from testamur.interfaces.web.charting.dropped import Given, Reading
from testamur.interfaces.web.charting.goals import Public
from testamur.interfaces.web.check import HOUSE, WORLD
from testamur.interfaces.web.constellation import Figure, Sky, filters
from testamur.interfaces.web.typed import tidy
from testamur.interfaces.web.visitor import actor
from testamur.interfaces.words import _, ngettext


@dataclass(frozen=True, slots=True)
class _Brought:
    """What came with a request: what is on the map, what became of each file, and what is wrong with the form."""

    carried: Carried
    readings: tuple[Reading, ...] = ()
    error: str = ""


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the map: of the pathways, or of what was dropped against them."""
    today = datetime.now(UTC).date()
    public = goals.public(on=today)
    brought = _brought(request) if request.method == "POST" else _Brought(Carried())
    told = request.POST if request.method == "POST" else request.GET
    typed, ticked = planning.typed(request.POST), planning.ticked(request.POST)
    names = [ref for goal in public for part in constellation.parts(goal.policy) for ref in part.refs]
    offers = [offer for goal in public for offer in goal.offers]
    plan = planning.planned(ticked, typed, offers, names, on=today)
    held = brought.carried.holdings
    before = _sky(public, held, today) if held else everyone.sky(public, on=today)
    after = _sky(public, (*held, *plan), today, plan=ticked) if plan else before
    focus = _focus(tidy(told.get("goal", "")), before)
    after = constellation.focused(after, focus)
    if held or plan:
        after = constellation.begun(after)
    state = carried.sealed(brought.carried)
    kept = [("state", state), *(("plan", ref) for ref in ticked)] if state else []
    wanted = filters.asked(told)
    shown = (
        constellation.shown(after, pick=reverse("web:map"), kept=kept, filters=wanted)
        if held or plan
        else everyone.shown(public, on=today, focus=focus, filters=wanted)
    )
    context = {
        "section": "map",
        "shown": shown,
        "answer": _answer(held, before),
        "readings": brought.readings,
        "error": brought.error,
        "state": state,
        "is_example": brought.carried.is_example,
        "focus": after.chosen,
        "choices": _choices(before, after, ticked, {offer.ref: offer.title for offer in offers}),
        "typed": typed,
        "changes": planning.changes(before.figures, after.figures),
        "is_planned": bool(plan),
        "is_asked": "ask" in request.POST,
        "units": planning.units(),
        "levels": planning.levels(),
        "tags": _tags(public, focus),
        "limit": MAX_BYTES // 2**20,
        "most_files": dropped.MOST_FILES,
        "most_together": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20,
        **_going_on(request, public, focus, today),
        "share": request.build_absolute_uri(after.chosen.share_url) if after.chosen else "",
    }
    status = 422 if brought.error or typed.problem else 200
    return render(request, "testamur/map.html", context, status=status)


def _brought(request: HttpRequest) -> _Brought:
    """Return what came: what the page carried, the example, and what was dropped or pasted now."""
    try:
        before = carried.opened(request.POST.get("state", ""))
    except carried.Expired:
        return _Brought(Carried(), error=_("This page was open for too long. Give your files once more."))
    if "example" in request.POST:
        return _Brought(Carried(example.holdings(), is_example=True))
    given = [
        Given(_("the text you pasted"), text.encode(), len(text.encode()))
        for text in [request.POST.get("text", "").strip()]
        if text
    ]
    files = request.FILES.getlist("file")
    # What is beyond the limit is named to the person, and not read.
    given += [
        Given(file.name or "", file.read() if at < dropped.MOST_FILES else b"", file.size or 0)
        if (file.size or 0) <= MAX_BYTES
        else Given(file.name or "", b"", file.size or 0)
        for at, file in enumerate(files, start=len(given))
    ]
    if "read" in request.POST and not given:
        return _Brought(before, error=_("Nothing was given. Choose or drop the files of your credentials."))
    at = datetime.now(UTC)
    readings = tuple(
        dropped.read(
            given,
            judge=lambda data: verify(data, world=WORLD, at=at),
            known=goals.issued_here,
            clock=time.monotonic,
            house=HOUSE,
        )
    )
    found = tuple(holding for reading in readings for holding in reading.holdings)
    if found and before.is_example:
        before = Carried()
    return _Brought(carried.merged(before, found), readings)


def _sky(public: Sequence[Public], holdings: Sequence[Holding], on: date, *, plan: Sequence[str] = ()) -> Sky:
    return constellation.sky(goals.decided(public, holdings, on=on, plan=plan), holdings, on=on)


def _focus(asked: str, sky: Sky) -> str:
    """Return the figure that was asked for, else the one that is nearest to being met, else the first."""
    known = {figure.id for figure in sky.figures}
    if asked in known:
        return asked
    begun = [figure for figure in sky.figures if figure.share > 0 and figure.verdict is not Verdict.MET]
    met = [figure for figure in sky.figures if figure.verdict is Verdict.MET]
    best = max(begun, key=lambda figure: figure.share, default=None) or next(iter((*met, *sky.figures)), None)
    return best.id if best else ""


def _answer(holdings: Sequence[Holding], sky: Sky) -> str:
    """Return the page's answer in a sentence or two."""
    if not holdings:
        return ""
    met = [figure.name for figure in sky.figures if figure.verdict is Verdict.MET]
    some = [figure for figure in sky.figures if figure.verdict is not Verdict.MET and figure.share > 0]
    begun = [figure for figure in some if not constellation.is_slight(figure)]
    said = ngettext("You gave {count} credential.", "You gave {count} credentials.", len(holdings))
    parts = [said.format(count=len(holdings))]
    if met:
        parts.append(_("It is all there for: {names}.").format(names=", ".join(met)))
    if begun and met:
        more = ngettext("They count towards {count} more.", "They count towards {count} more.", len(begun))
        parts.append(more.format(count=len(begun)))
    elif begun:
        several = ngettext("They count towards {count} pathway.", "They count towards {count} pathways.", len(begun))
        parts.append(several.format(count=len(begun)))
    if slight := len(some) - len(begun):
        little = ngettext("They count a little towards {count}.", "They count a little towards {count}.", slight)
        parts.append(little.format(count=slight))
    later = len(_later(sky) - {figure.id for figure in some})
    if later and not met and not some:
        hoped = ngettext(
            "For certain they count towards none of the pathways here; towards {count} they would count once verified.",
            "For certain they count towards none of the pathways here; towards {count} they would count once verified.",
            later,
        )
        parts.append(hoped.format(count=later))
    elif later:
        more = ngettext(
            "Once verified, they would count towards {count} more.",
            "Once verified, they would count towards {count} more.",
            later,
        )
        parts.append(more.format(count=later))
    elif not met and not some:
        parts.append(_("They count towards none of the pathways here, which need not be all there are."))
    return " ".join(parts)


def _going_on(request: HttpRequest, public: Sequence[Public], focus: str, today: date) -> dict[str, object]:
    """Return how the visitor goes on from the chosen figure: the pathway to follow, or where they stand on it."""
    goal = next((one for one in public if one.policy.id == focus and one.pathway), None)
    me = actor(request).person_id
    if goal is None or goal.pathway is None:
        return {}
    standing = own_standing(me, pathway=goal.pathway, on=today) if me else None
    return {"goal": goal, "standing": standing, "place": goal.place, "is_known": me is not None}


def _later(sky: Sky) -> set[str]:
    """Return the figures that something would count for if it were verified."""
    return {
        line.figure
        for line in sky.lines
        if sky.stars[line.star].state == "unverified" and not line.counts and not line.is_cut
    }


def _choices(before: Sky, after: Sky, ticked: Sequence[str], titles: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return what can be ticked for the chosen figure: reference, title, ticked."""
    figure = next((one for one in before.figures if one.id == after.focus), None)
    found = [] if figure is None else _missing(before, figure)
    known = {ref for ref, _title in found}
    rest = [(ref, titles.get(ref, ref)) for ref in ticked if ref not in known]
    return [(ref, title, ref in ticked) for ref, title in (*found, *rest)]


def _missing(sky: Sky, figure: Figure) -> list[tuple[str, str]]:
    stars = [sky.stars[star] for limb in figure.limbs for star in limb.stars]
    return [(star.ref, star.title) for star in stars if star.state in {"available", "resting", "wanted"} and star.ref]


def _tags(public: Sequence[Public], focus: str) -> list[str]:
    """Return the kinds that the chosen policy tells apart."""
    return next((constellation.tags(goal.policy) for goal in public if goal.policy.id == focus), [])
