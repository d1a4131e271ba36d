"""One target: what is asked for, as its person decides. What a program saw in an advert is offered one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import MOST_SEEN, MUST, NAMED, NEEDS, SkillChosen, TargetSkillView, TargetView
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry, FrameworkView
from testamur.domain.institution.access import Actor
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose
from testamur.domain.portfolio.values import SkillName
from testamur.interfaces.web import undo
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import identifier
from testamur.interfaces.web.targets.excerpts import Excerpt, Piece, excerpt, line_around, pieces
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.aiming import kind_words, unread_because
from testamur.interfaces.words.demand import left_out_lines
from testamur.interfaces.words.framework_languages import only_in
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_FOUND = 8
# What is likelier than not comes first; so many stand open at least, and so few more are not worth folding.
_LIKELY, _HANDFUL, _FEW = 0.5, 8, 2
# The identifiers of as many skills as a target can have.
_LONGEST_LIST = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A skill of the target as the page shows it, with the words that ask for it."""

    skill: TargetSkillView
    name: SkillName
    excerpt: Excerpt | None
    more: int
    surely: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the advert, marked where it speaks of something, with what may be meant, each with its place."""

    pieces: tuple[Piece, ...]
    lines: tuple[tuple[int, Line], ...]


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what a target asks for; accept, refuse, reopen, weigh or add skills, have it read again, or delete it."""
    actor = signed_in(request)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            done = _done(request, actor, uuid, form)
            if done is not None:
                return done
            status = 422 if form.errors else 200
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    seen = queries.target(actor, uuid)
    names = queries.skill_names(seen, [spoken()])
    of = frameworks.to_read_against(here=seen.institution_id)
    sought, like = typed(request.GET, "find"), typed(request.GET, "like", 500)
    likely = _likely(seen)
    lines = [_line(seen, one, names) for one in seen.skills if not one.verdict]
    first = [one for one in lines if one.skill.uuid in likely]
    later = [one for one in lines if one.skill.uuid not in likely]
    at = _place(number(request.GET, "at"), len(lines))
    context = {
        "one": seen,
        "kind": kind_words().get(seen.line.kind, ""),
        "open": _by_line(seen, first),
        "unlikely": _by_line(seen, later, start=len(first)),
        "unlikely_many": len(later),
        "to_decide": len(first) or len(later),
        "is_far": at is not None and at >= len(first),
        "accepted": [_line(seen, one, names) for one in seen.accepted],
        "refused": [_line(seen, one, names) for one in seen.skills if one.verdict == "refused"],
        "because": unread_because(seen.line.because),
        "is_on": is_on(seen.institution_id, Purpose.READ_ADVERTS),
        "framework": of,
        "at": at,
        "sought": sought,
        "found": _searched(of, seen, sought) if of and sought else [],
        "like": names.get(like),
        "alike": _alike(of, seen, names[like]) if of and like in names else [],
        "pieces": _text(seen),
        "silent": [seen.text[start:end] for start, end in seen.silent],
        "unread": left_out_lines(seen.text, seen.left_out),
        "ceiling": MOST_SEEN if sum(one.origin == "suggested" for one in seen.skills) >= MOST_SEEN else 0,
        "only_in": only_in(of) if of else "",
        "errors": form.errors,
        "section": "mine",
    }
    return render(request, "testamur/targets/review.html", context, status=status)


def _done(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse | None:
    """Do what a button asks, and lead on; None for a button that there is not."""
    verb = form.choice("verb", tuple(_VERBS))
    return _VERBS[verb](request, actor, uuid, form) if verb else None


def _decided(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    skill, verdict = identifier(form, "skill"), form.choice("verb", ("accepted", "refused", "reopened"))
    actions.decide_target(actor, target=uuid, skills=[skill] if skill else [], verdict=verdict, at=datetime.now(UTC))
    at = number(request.POST, "at")
    here = reverse("web:target", args=(uuid,))
    # No fragment beside "at": where an address has one, browsers give the focus to nothing.
    return redirect(f"{here}?at={at}" if at is not None else f"{here}#skills")


def _rest_refused(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    del form
    left = [one.uuid for one in queries.target(actor, uuid).skills if not one.verdict]
    many = actions.decide_target(actor, target=uuid, skills=left, verdict="refused", at=datetime.now(UTC))
    said = ngettext("{n} suggestion was refused.", "{n} suggestions were refused.", many)
    fields = {"verb": "rest-back", "skills": " ".join(one.hex for one in left)}
    undo.done(request, said.format(n=many), path=request.path, fields=fields)
    return redirect("web:target", uuid)


def _rest_reopened(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    """Undo that all that were left were refused; what was decided otherwise since stays."""
    del request
    sent = set(form.text("skills", _LONGEST_LIST).split())
    refused = [one.uuid for one in queries.target(actor, uuid).skills if one.verdict == "refused"]
    back = [one for one in refused if one.hex in sent]
    actions.decide_target(actor, target=uuid, skills=back, verdict="reopened", at=datetime.now(UTC))
    return redirect("web:target", uuid)


def _weighed(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    skill = identifier(form, "skill")
    if skill is None:
        raise NotFound(what="target-skill")
    need = form.choice("need", NEEDS)
    actions.weigh_target(actor, target=uuid, skill=skill, need=need, at=datetime.now(UTC))
    other = next(one for one in NEEDS if one != need)
    said = _("It is a must now.") if need == MUST else _("It would be nice now, and is no must.")
    fields = {"verb": "weigh", "skill": str(skill), "need": other}
    undo.done(request, said, path=request.path, fields=fields)
    return redirect(f"{reverse('web:target', args=(uuid,))}#skills")


def _added(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    uri = form.text("uri", 500)
    named = frameworks.named([uri], languages=[spoken()])
    if uri not in named:
        raise NotFound(what="concept")
    entry, of = named[uri]
    chosen = SkillChosen(uri, entry.label, of.name, of.version, need=form.choice("need", NEEDS) or MUST)
    actions.add_to_target(actor, target=uuid, skill=chosen, at=datetime.now(UTC))
    messages.success(request, _("“{skill}” is asked for now.").format(skill=entry.label))
    return redirect(f"{reverse('web:target', args=(uuid,))}#skills")


def _read_again(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    del request
    whole = form.text("whole", 1) == "1"
    actions.read_target_again(actor, target=uuid, at=datetime.now(UTC), whole=whole)
    return redirect("web:target", uuid)


def _renamed(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse | None:
    title = form.needed("title", _("Give it a name, such as the work that you would like to do."), 250)
    if form.errors:
        return None
    actions.rename_target(actor, target=uuid, title=title, at=datetime.now(UTC))
    messages.success(request, _("It is changed."))
    return redirect("web:target", uuid)


def _forgotten(request: HttpRequest, actor: Actor, uuid: UUID, form: Form) -> HttpResponse:
    del form
    actions.forget_target(actor, target=uuid, at=datetime.now(UTC))
    messages.success(request, _("It is deleted, with its text."))
    return redirect("web:my-targets")


def _place(at: int | None, many: int) -> int | None:
    """Return which of so many gets the focus: after the last of a list the one that is the last now."""
    return None if at is None else min(at, max(many - 1, 0))


def _line(seen: TargetView, skill: TargetSkillView, names: dict[str, SkillName]) -> Line:
    from testamur.interfaces.words.skills import surely_said  # noqa: PLC0415 - its libraries take a second to load

    place = skill.places[0] if skill.places else None
    surely = surely_said(-1.0 if skill.confidence is None else skill.confidence) if skill.origin == "suggested" else ""
    return Line(
        skill,
        names[skill.uri],
        excerpt(seen.text, *place) if place else None,
        max(0, len(skill.places) - 1),
        _("the advert names it") if skill.lane == NAMED else surely,
    )


def _likely(seen: TargetView) -> set[UUID]:
    """Return what comes first: what the advert names or is likelier right than wrong, and a handful at least.

    What was decided counts, too, so that nothing moves up while one decides.
    """
    suggested = sorted((one for one in seen.skills if one.origin == "suggested"), key=lambda one: one.rank)
    sure = [one for one in suggested if one.lane == NAMED or (one.confidence or 0.0) >= _LIKELY]
    kept = sure if len(sure) >= _HANDFUL or len(suggested) <= _HANDFUL + _FEW else suggested[:_HANDFUL]
    few = suggested if len(suggested) - len(kept) <= _FEW else [*sure, *kept]
    return {one.uuid for one in few} | {one.uuid for one in seen.skills if one.origin != "suggested"}


def _by_line(seen: TargetView, open_lines: list[Line], *, start: int = 0) -> list[Said]:
    """Return what is to be decided, under the line of the advert that says it best, numbered through."""
    found: dict[tuple[int, int], list[Line]] = {}
    for one in open_lines:
        place = one.skill.places[0] if one.skill.places else (0, 0)
        found.setdefault(line_around(seen.text, *place), []).append(one)
    said, nth = [], count(start)
    for span, below in found.items():
        # What the advert calls by its name has no number, and comes first.
        order = sorted(below, key=lambda one: -1.0 if one.skill.confidence is None else -one.skill.confidence)
        marked = tuple(pieces(seen.text, (one.skill.places[0] for one in below), within=span))
        said.append(Said(marked, tuple((next(nth), one) for one in order)))
    return said


def _text(seen: TargetView) -> list[Piece]:
    """Return the advert in pieces, marked where it speaks of what was accepted or is open."""
    return pieces(seen.text, (place for one in seen.skills if one.verdict != "refused" for place in one.places[:1]))


def _searched(of: FrameworkView, seen: TargetView, sought: str) -> list[Entry]:
    """Return skills whose words begin with what was typed, without those that are accepted."""
    held = {one.uri for one in seen.accepted}
    kinds = sorted(LEARNABLE)
    found = frameworks.search(of, text=sought, languages=[spoken()], kinds=kinds, limit=_FOUND + len(held)).items
    return [one for one in found if one.uri not in held][:_FOUND]


def _alike(of: FrameworkView, seen: TargetView, name: SkillName) -> list[Entry]:
    """Return what means nearly the same, where texts are read by meaning; else what begins with the same word."""
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.steering import more_like  # noqa: PLC0415 - as above

    ranker = at_hand.reader(frameworks.reading(of, seen.language or spoken())).ranker
    if ranker is None or ranker.meanings is None:
        return [one for one in _searched(of, seen, name.label.partition(" ")[0]) if one.uri != name.uri]
    known = {one.uri for one in seen.skills if one.verdict}
    near = [uri for uri, _cosine in more_like(ranker.framework, ranker.meanings, name.uri) if uri not in known]
    entries = frameworks.by_uris(of, near, languages=[spoken()])
    return [entries[uri] for uri in near if uri in entries][:_FOUND]


_VERBS: dict[str, Callable[[HttpRequest, Actor, UUID, Form], HttpResponse | None]] = {
    "accepted": _decided,
    "refused": _decided,
    "reopened": _decided,
    "rest": _rest_refused,
    "rest-back": _rest_reopened,
    "weigh": _weighed,
    "add": _added,
    "read": _read_again,
    "rename": _renamed,
    "forget": _forgotten,
}
