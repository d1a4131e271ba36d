"""One draft: its text with what the guidelines say beside it, saved without losing anybody's work, and seen as read."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from testamur.core.model.microcredential import MicroCredential
from testamur.domain.design import actions, queries
from testamur.domain.design.values import MergeOffer
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web import images
from testamur.interfaces.web.catalogue import worked_out
from testamur.interfaces.web.design.showing import head, judged, name_of, named, opened
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_ROOMS = ("board", "details")
# More choices than this are quicker made in the text.
_MOST_CLASHES = 50


@require_safe
def editor(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the text of a draft, with what is wrong in it or what the guidelines find."""
    actor, place = actor_at(request, code)
    view, seen = opened(actor, uuid)
    return _editor(request, actor, place, uuid, {**judged(seen), "based_on": view.line.revision})


@require_POST
def save(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Save the text; where somebody saved in between, show both and a proposal, so that nothing is lost."""
    actor, place = actor_at(request, code)
    form = Form(request.POST)
    source, message = _source(request), form.text("message", 300)
    based_on = number(request.POST, "based_on") or 0
    try:
        saved = actions.save(
            actor, design=uuid, source=source, based_on=based_on, message=message, at=datetime.now(UTC)
        )
    except actions.StaleRevision as refusal:
        return both(request, actor, place, uuid, refusal.offer, based_on)
    except Refusal as refusal:
        seen = queries.rehearsed(actor, uuid=uuid, source=source)
        said = {**judged(seen), "based_on": based_on, "refused": told(refusal)}
        return _editor(request, actor, place, uuid, said, status=status_of(refusal))
    messages.success(request, _saved(is_new=bool(saved), is_readable=not saved.problems))
    return redirect(_back(request), code, uuid)


@require_POST
def keep(request: HttpRequest, code: str, uuid: UUID) -> JsonResponse:
    """Save the text while it is typed; a script asks, and says beside the text what is answered."""
    actor, _place = actor_at(request, code)
    based_on = number(request.POST, "based_on") or 0
    try:
        saved = actions.save(
            actor, design=uuid, source=_source(request), based_on=based_on, at=datetime.now(UTC), is_auto=True
        )
    except Refusal as refusal:
        return JsonResponse({"said": told(refusal)}, status=status_of(refusal))
    return JsonResponse({"revision": saved.revision, "said": _("Kept.")})


@require_POST
def look(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Return what the guidelines of the draft say of a text while it is typed; nothing is saved."""
    actor, place = actor_at(request, code)
    seen = queries.rehearsed(actor, uuid=uuid, source=_source(request))
    return render(request, "testamur/design/drafts/told.html", {"institution": place, **judged(seen)})


@require_safe
def preview(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the page of a draft as learners will read it."""
    actor, place = actor_at(request, code)
    view, seen = opened(actor, uuid)
    context = {**head(actor, place, view, "preview"), "mc": seen.definition}
    if seen.definition is not None:
        context |= {**worked_out(seen.definition), "badge": _badge(place, view.line.uuid, seen.definition)}
    return render(request, "testamur/design/drafts/preview.html", context)


@require_POST
def settle(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Put two texts together as somebody chose, clash by clash, and save the result."""
    actor, place = actor_at(request, code)
    yours, based_on, seen = _source(request), number(request.POST, "based_on") or 0, number(request.POST, "seen") or 0
    giving_way = [at for at in range(_MOST_CLASHES) if request.POST.get(f"clash-{at}") == "theirs"]
    offer = queries.merged(actor, uuid=uuid, source=yours, based_on=based_on, giving_way=giving_way)
    if offer.revision != seen:
        # Somebody saved again: what was chosen was chosen of other texts.
        return both(request, actor, place, uuid, offer, based_on)
    said, now = _("Both texts put together"), datetime.now(UTC)
    try:
        saved = actions.save(actor, design=uuid, source=offer.proposal.text, based_on=seen, message=said, at=now)
    except actions.StaleRevision as refusal:
        return both(request, actor, place, uuid, refusal.offer, based_on)
    messages.success(request, _saved(is_new=bool(saved), is_readable=not saved.problems))
    return redirect(_back(request), code, uuid)


def both(
    request: HttpRequest, actor: Actor, place: InstitutionView, uuid: UUID, offer: MergeOffer, based_on: int
) -> HttpResponse:
    """Show whoever saved too late both texts, and a proposal that puts them together."""
    view = queries.design(actor, uuid=uuid)
    context = {
        **head(actor, place, view, "text"),
        "offer": offer,
        "based_on": based_on,
        "back": request.resolver_match.url_name if request.resolver_match else "",
        "can_choose": bool(offer.proposal.clashes) and len(offer.proposal.clashes) <= _MOST_CLASHES,
        "their_name": name_of(named([offer.theirs_by]), offer.theirs_by),
    }
    return render(request, "testamur/design/drafts/stale.html", context, status=409)


def _editor(
    request: HttpRequest, actor: Actor, place: InstitutionView, uuid: UUID, said: dict[str, object], status: int = 200
) -> HttpResponse:
    view = queries.design(actor, uuid=uuid)
    context = {
        **head(actor, place, view, "text"),
        **said,
    }
    return render(request, "testamur/design/drafts/draft.html", context, status=status)


def _badge(place: InstitutionView, uuid: UUID, course: MicroCredential) -> SafeString:
    """Return the badge as it could look; its figure follows the definition's own number, which it does not have yet."""
    level, title = str(course.level or ""), course.title.original
    # The image escapes the title and the level itself.
    return mark_safe(images.badge(str(uuid), title=title, level=level, hue=place.hue))  # noqa: S308 - made by us


def _back(request: HttpRequest) -> str:
    """Return the page that a text was changed on, to go on there once it is saved; the text itself else."""
    came_from = request.POST.get("back", "")
    return f"web:{came_from}" if came_from in _ROOMS else "web:draft"


def _source(request: HttpRequest) -> str:
    """Return the text as files have it: a form sends every line end as two characters."""
    return request.POST.get("source", "").replace("\r\n", "\n").replace("\r", "\n")


def _saved(*, is_new: bool, is_readable: bool) -> str:
    if not is_new:
        return _("This text was saved already. Nothing was changed.")
    return _("Saved.") if is_readable else _("Saved. It cannot be read yet; what is wrong stands beside it.")
