"""The narrative of a target: to be read, edited, and taken along as text, DOCX or PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.adapters import typesetting
from testamur.core.exchange import office
from testamur.core.exchange.prose import Prose, Sentence, write_prose
from testamur.core.skills.narrative import LONGEST
from testamur.domain.careers import actions, queries
from testamur.domain.careers.queries import Narrative
from testamur.domain.institution.queries import person
from testamur.interfaces.web import undo
from testamur.interfaces.web.advice.prose import Footnotes, Line, Note, closing, lines, numbered, plain
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.targets.plan import wishes_kept
from testamur.interfaces.web.templatetags.testamur import day
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.refusals import told as said_of
from testamur.refusals import Invalid, NotFound

_UNDO = {"drop": "restore", "restore": "drop", "up": "down", "down": "up"}
# More than anybody can keep, so that what is too long is told and not cut.
_MOST_TYPED = LONGEST * 3
# Letters without a font that are told, by number.
_MOST_LETTERS = 8


@require_http_methods(["GET", "HEAD", "POST"])
def narrative(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what can be said of the visitor against a target of theirs, sentence by sentence; change one."""
    actor, now = signed_in(request), datetime.now(UTC)
    question = wishes_kept(request, uuid, on=now.date())
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        verb, claim = typed(request.POST, "verb", 20), typed(request.POST, "claim", 700)
        words = typed(request.POST, "words", _MOST_TYPED)
        try:
            actions.edit_narrative(actor, target=uuid, verb=verb, claim=claim, words=words, question=question, at=now)
        except Invalid as refusal:
            wrong, status = {"claim": claim, "words": words, "said": said_of(refusal)}, status_of(refusal)
        else:
            _say(request, uuid, verb, claim)
            return redirect(f"{reverse('web:narrative', args=[uuid])}#sentences")
    found = queries.narrative(actor, uuid, on=now.date(), languages=[spoken()], question=question)
    notes = Footnotes(found.view)
    told = lines(found, found.told, notes)
    kept = notes.notes
    context = {
        "one": found.view.target,
        "told": told,
        "notes": kept,
        "dropped": lines(found, found.dropped, Footnotes(found.view)),
        "plain": plain(told, kept, on=now.date()) if told else "",
        "closing": " ".join(closing(told, kept, now.date())),
        "is_edited": found.is_edited,
        "is_compared": bool(found.view.gap.answers),
        "wrong": wrong,
        "longest": LONGEST,
        "section": "mine",
    }
    return render(request, "testamur/advice/narrative.html", context, status=status)


@require_POST
def reset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Forget every edit of a narrative."""
    actions.reset_narrative(signed_in(request), target=uuid, at=datetime.now(UTC))
    messages.success(request, _("It is told again as it came about."))
    return redirect("web:narrative", uuid)


@require_safe
def file(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """Hand a narrative out as a file: txt, docx or pdf."""
    actor, on = signed_in(request), datetime.now(UTC).date()
    if form not in _FORMS:
        raise NotFound(what="form")
    found = queries.narrative(actor, uuid, on=on, languages=[spoken()], question=wishes_kept(request, uuid, on=on))
    notes = Footnotes(found.view)
    told = lines(found, found.told, notes)
    name = person(actor.me).name
    media_type, made = _FORMS[form]
    response = HttpResponse(made(found, told, notes.notes, name, on), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="narrative-{str(uuid)[-12:]}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _say(request: HttpRequest, uuid: UUID, verb: str, claim: str) -> None:
    """Say what was done to a sentence, with a way back where there is one."""
    said = {
        "rewrite": _("Kept in your own words. It is marked as yours, and names no proof."),
        "original": _("It is as it was first written."),
        "drop": _("It is left out."),
        "restore": _("It is in again."),
        "up": _("It stands one place further up."),
        "down": _("It stands one place further down."),
    }[verb]
    if verb in _UNDO:
        path = reverse("web:narrative", args=[uuid])
        undo.done(request, said, path=path, fields={"verb": _UNDO[verb], "claim": claim})
    else:
        messages.success(request, said)


def _text(found: Narrative, told: list[Line], notes: tuple[Note, ...], name: str, on: date) -> bytes:
    head = f"{name}\n{found.view.target.line.title}\n\n"
    return (head + plain(told, notes, on=on)).encode()


def _docx(found: Narrative, told: list[Line], notes: tuple[Note, ...], name: str, on: date) -> bytes:
    return write_prose(
        Prose(
            found.view.target.line.title,
            name,
            tuple(Sentence(one.marked, tuple(note.number for note in one.notes)) for one in told),
            _("What it rests on"),
            [_noted(one) for one in notes],
            " ".join(closing(told, notes, on)),
            spoken(),
        )
    )


def _pdf(found: Narrative, told: list[Line], notes: tuple[Note, ...], name: str, on: date) -> bytes:
    resting = [f"[{one.number}] {_noted(one)}" for one in notes]
    sections = [{"heading": _("What it rests on"), "paragraphs": resting, "items": []}] if resting else []
    said = {
        "language": spoken(),
        "letterhead": [name],
        "recipient": [],
        "date": day(on),
        "title": found.view.target.line.title,
        "answer": numbered(told) or _("Nothing can be said yet."),
        "facts": [],
        "sections": sections,
        "closing": closing(told, notes, on),
        "footer": name,
        "keywords": [],
    }
    lacking = typesetting.unprintable(said)
    if lacking:
        letters = ", ".join(f"U+{ord(one):04X}" for one in lacking[:_MOST_LETTERS])
        note = _("Where a box stands, there was no font for a letter ({letters}). The Word document has all of them.")
        said["footer"] = f"{name}. {note.format(letters=letters)}"
    return typesetting.letter(said, at=datetime(on.year, on.month, on.day, tzinfo=UTC))


def _noted(one: Note) -> str:
    return f"{one.what} {one.check}".strip()


_FORMS: dict[str, tuple[str, Callable[[Narrative, list[Line], tuple[Note, ...], str, date], bytes]]] = {
    "txt": ("text/plain; charset=utf-8", _text),
    "docx": (office.MEDIA_TYPE, _docx),
    "pdf": ("application/pdf", _pdf),
}
