"""Adverts: the list of them, and handing them in, one or a whole table."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from testamur.adapters.documents import ACCEPTED, Read
from testamur.domain.demand import actions, queries
from testamur.domain.demand.texts import FEWEST_WORDS, words
from testamur.domain.demand.values import NewAdvert
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.demand.asking import Asker, askers, chosen, head
from testamur.interfaces.web.demand.details import field_of
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.handed_in import file_name, words_of
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.demand import advert_states, row_refused
from testamur.interfaces.words.documents import document_note
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.translation import LANGUAGES
from testamur.refusals import Refusal

_MOST_TABLE = 20_000_000


@require_safe
def adverts(request: HttpRequest, code: str) -> HttpResponse:
    """Show adverts, the newest first, by how far they are."""
    actor, place = actor_at(request, code)
    state, skip = typed(request.GET, "state", 12), min(number(request.GET, "skip") or 0, 10**6)
    state = state if state in queries.STATES else ""
    found = queries.adverts(actor, state=state, skip=skip, limit=queries.PAGE + 1)
    kept = {"state": state} if state else {}
    here = reverse("web:adverts", args=(code,))
    context = {
        **head(actor, place, "adverts"),
        "lines": found[: queries.PAGE],
        "tables": [one for one in queries.tables(actor) if one.state != "done"],
        "states": advert_states().items(),
        "state": state,
        "may_add": bool(askers(actor, place)),
        "next": f"{here}?{urlencode({**kept, 'skip': str(skip + queries.PAGE)})}" if len(found) > queries.PAGE else "",
        "first": f"{here}?{urlencode(kept)}" if skip else "",
    }
    return render(request, "testamur/demand/adverts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take an advert, as a file or as text, or a table of many."""
    actor, place = actor_at(request, code)
    known = askers(actor, place)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            done = _taken(request, actor, code, form, known)
            if done is not None:
                return done
            status = 422
        except Refusal as refusal:
            form.errors["table" if typed(request.POST, "verb") == "table" else field_of(refusal)] = told(refusal)
            status = status_of(refusal)
    context = {
        **head(actor, place, "adverts"),
        "askers": known,
        "given": form.given,
        "errors": form.errors,
        "accepted": ACCEPTED,
        "languages": LANGUAGES.items(),
        "choices": frameworks.to_choose_from(here=actor.here),
    }
    return render(request, "testamur/demand/hand_in.html", context, status=status)


def _taken(request: HttpRequest, actor: Actor, code: str, form: Form, known: list[Asker]) -> HttpResponse | None:
    """Do what the form asks, and lead on; None where something in it is wrong."""
    asker = chosen(form, known)
    if asker is None:
        form.errors["organisation"] = _("Choose whose advert it is.")
    now = datetime.now(UTC)
    if form.text("verb", 10) == "table":
        return _table(actor, code, form, asker, request.FILES.get("table"), now)
    file = request.FILES.get("file")
    read = words_of(form, file)
    text = read.text if read else ""
    advert = NewAdvert(
        title=form.text("title", 250) or _first_line(text),
        text=text,
        seen_on=form.day("seen_on") or now.date(),
        employer=form.text("employer"),
        place=form.text("place", 120),
        occupation=form.text("occupation", 250),
        language=form.choice("language", dict(LANGUAGES)),
        address=form.text("address", 500),
        framework=form.text("framework", 40),
        form=read.kind if read else "pasted",
        name=file_name(file) if file else "",
    )
    if advert.seen_on > now.date():
        form.errors["seen_on"] = _("This day lies ahead. Write the day on which the advert was seen.")
    if read and words(text) < FEWEST_WORDS:
        form.errors["text" if read.kind == "pasted" else "file"] = row_refused("text-short")
    if form.errors or asker is None or read is None:
        return None
    done = actions.hand_in(actor, organisation=asker.uuid, advert=advert, at=now)
    _say(request, done.is_new, done.blanked, read)
    return redirect("web:advert", code, done.uuid)


def _table(
    actor: Actor, code: str, form: Form, asker: Asker | None, file: UploadedFile[bytes] | None, now: datetime
) -> HttpResponse | None:
    if file is None or not file.size:
        form.errors["table"] = _("Choose a table: CSV with a heading, and columns “title” and “text”.")
    elif file.size > _MOST_TABLE:
        form.errors["table"] = _("The table has more than 20 MB. Divide it.")
    if form.errors or asker is None or file is None:
        return None
    uuid = actions.take_table_in(
        actor,
        organisation=asker.uuid,
        data=file.read(),
        name=file_name(file),
        framework=form.text("framework", 40),
        at=now,
    )
    return redirect("web:advert-table", code, uuid)


def _say(request: HttpRequest, is_new: bool, blanked: int, read: Read) -> None:  # noqa: FBT001 - one of two things is said
    if not is_new:
        messages.info(request, _("This advert is here already: its words are the same. Nothing was added."))
        return
    messages.success(request, _("The advert is kept. It is read in the background."))
    if blanked:
        messages.info(request, _("Contacts were taken out of it, with the names beside them."))
    for note in read.notes:
        messages.warning(request, document_note(note))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:250]
