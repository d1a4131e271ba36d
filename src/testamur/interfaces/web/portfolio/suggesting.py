"""Skills that a text about oneself speaks of: suggested with the words that say so, and taken by its person alone.

Whom the text is about is struck out before anything reads it, and the text is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testamur.adapters.encoders import at_hand
from testamur.adapters.identity import detector
from testamur.core.skills.identity import Found
from testamur.core.skills.languages import likeliest
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.insight import actions as insight
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Offered, Purpose
from testamur.domain.portfolio import actions, queries
from testamur.domain.portfolio.actions import AlreadyClaimed
from testamur.domain.portfolio.values import Said
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid, Refusal

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker
    from testamur.core.skills.suggesting import Suggestion

_LONGEST = 4000
_TOP = 12
_FEW_WORDS = 4
_NEAR = 2
_EARLIEST = date(1930, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A suggestion. ``before``, ``words`` and ``after``: the sentence's own words in three."""

    uri: str
    label: str
    description: str
    before: str
    words: str
    after: str
    surely: str
    is_there: bool
    offered: Offered


@require_http_methods(["GET", "HEAD", "POST"])
def from_text(request: HttpRequest) -> HttpResponse:
    """Suggest skills for a text that somebody wrote about themselves, and keep those that they take."""
    actor = signed_in(request)
    form = Form({name: request.POST.get(name, "") for name in ("text", "used_on")})
    home = queries.home(actor.me)
    of = frameworks.to_read_against(here=home)
    is_allowed = is_on(home, Purpose.SUGGEST_CLAIMS)
    context: dict[str, object] = {"of": of, "is_allowed": is_allowed, "section": "mine", "errors": form.errors}
    if request.method == "POST" and of is not None and is_allowed:
        said = _("Write a sentence or two about what you can do.")
        text = form.needed("text", said, _LONGEST, has_lines=True)
        if not form.errors:
            by = at_hand.reader(frameworks.reading(of, likeliest(text, otherwise=spoken())))
            lines = _lines(actor, text, of, by.ranker) if by.ranker else []
            taken = request.POST.getlist("take")
            if "decide" in request.POST and lines:
                done = _decided(request, actor, home, lines, taken, form)
                if done is not None:
                    return done
            if by.ranker:
                insight.note_offer(actor, what="skill", is_given=bool(lines), at=datetime.now(UTC))
            context |= {"lines": lines, "by": by, "is_read": True, "taken": taken}
    context |= {name: form.given.get(name, "") for name in ("text", "used_on")}
    return render(request, "testamur/portfolio/from_text.html", context, status=422 if form.errors else 200)


def _lines(actor: Actor, text: str, of: FrameworkView, ranker: Ranker) -> list[Line]:
    """Return what is suggested; the program reads the text without whom it is about, and so do its reasons."""
    from testamur.core.skills.suggesting import suggest  # noqa: PLC0415 - its libraries take a second to load

    struck = detector().strip(text)
    stripped = struck.text
    found = suggest(ranker, stripped, top=_TOP)
    there = {one.uri for one in queries.profile(actor, on=datetime.now(UTC).date()).entries}
    pieces = [(one.start, one.start + len(one.text)) for one in found.pieces]
    # "My name is" is all that is left of such a sentence, and speaks of no skill.
    empty = {
        at
        for at, piece in enumerate(found.pieces)
        if len(piece.text.split()) <= _FEW_WORDS
        and any(_lies_near(piece.start, piece.text, one) for one in struck.found)
    }
    return [
        _line(text, stripped, of, ranker, rank, one, pieces, there)
        for rank, one in enumerate(found.found, 1)
        if one.places[0].sentence not in empty
    ]


def _lies_near(start: int, words: str, struck: Found) -> bool:
    """Say whether something was struck out of a sentence, or right at its ends: blanks there are none of it."""
    return start - _NEAR <= struck.start <= start + len(words) + _NEAR


def _line(
    text: str,
    stripped: str,
    of: FrameworkView,
    ranker: Ranker,
    rank: int,
    one: Suggestion,
    pieces: list[tuple[int, int]],
    there: Iterable[str],
) -> Line:
    from testamur.interfaces.words.skills import surely_said  # noqa: PLC0415 - its libraries take a second to load

    best, at = one.best, one.places[0]
    start, end = pieces[at.sentence]
    offered = Offered(
        model=ranker.encoder.name if ranker.encoder else "",
        item=best.concept.uri,
        output={
            "rank": rank,
            "score": best.score,
            "lane": ranker.lane.value,
            "framework": of.name,
            "version": of.version,
            "words": [at.start, at.end],
            "weights": {each.name: float(getattr(ranker.weights, each.name)) for each in fields(ranker.weights)},
        },
        text=stripped,
        confidence=None if best.confidence < 0 else best.confidence,
        language=ranker.framework.language,
    )
    return Line(
        best.concept.uri,
        best.concept.label,
        best.concept.description,
        text[start : at.start],
        text[at.start : at.end],
        text[at.end : end],
        surely_said(best.confidence),
        best.concept.uri in there,
        offered,
    )


def _decided(
    request: HttpRequest, actor: Actor, home: int, lines: list[Line], taken: list[str], form: Form
) -> HttpResponse | None:
    """Keep what was taken, and the record of what was taken and what was not; None where its day cannot be."""
    now, used_on = datetime.now(UTC), form.day("used_on")
    if used_on is not None and not _EARLIEST <= used_on <= now.date():
        form.errors["used_on"] = told(Invalid(field="used_on", found=used_on.isoformat()))
    if form.errors:
        return None
    here = actor_for(person=actor.me, institution=home)
    kept = 0
    for one in (one for one in lines if not one.is_there):
        about = ""
        if one.uri in taken:
            try:
                about = actions.claim(actor, uri=one.uri, said=Said(last_used_on=used_on), at=now).id
            except AlreadyClaimed:
                continue
            except Refusal as refusal:
                messages.warning(request, told(refusal))
                break
            kept += 1
        verdict = "accepted" if about else "refused"
        oversight.decided(
            here, purpose=Purpose.SUGGEST_CLAIMS, offered=one.offered, verdict=verdict, about=about, at=now
        )
    said = ngettext(
        "{count} skill is in your profile, as your own word.",
        "{count} skills are in your profile, as your own word.",
        kept,
    )
    messages.success(request, said.format(count=kept) if kept else _("Nothing was taken. Nothing was changed."))
    return redirect(f"{reverse('web:my-skills')}#own-words")
