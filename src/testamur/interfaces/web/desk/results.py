"""Results in: a file is looked at first, row by row, and recorded when somebody says so."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from testamur.core.assessment.intake import Column, Companions, IntakeError, Notice, RowError, headings
from testamur.core.model.microcredential import Assessment
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import actions, queries
from testamur.domain.learning.actions.importing import UnreadableGradebook
from testamur.domain.learning.values import ImportPreview, OfferingView
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.gradebooks import notice, row_error, whole_file

MAX_BYTES = 8 * 2**20
_KEPT_SECONDS = 3600
_SHOWN_ERRORS = 200
_SHOWN_STRANGERS = 10
_TOLD_ERRORS = 5
# Left where an upload was, so that going back says what became of it.
_RECORDED = "recorded"
_HELPED_BY_COLUMNS = frozenset({"no-name-column", "two-columns-for-one-field", "scale-unknown"})
_PERSON_FIELDS = ("name", "first_name", "last_name", "email", "identifier", "completed_on", "passed")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is importing, where, into what."""

    actor: Actor
    institution: InstitutionView
    offering: OfferingView


@dataclass(frozen=True, slots=True)
class Gradebook:
    """An upload between preview and confirmation, kept for an hour under a number that only its owner can use."""

    number: str
    name: str
    data: bytes
    extra: Companions


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Ask for a gradebook; show what importing it would do, with the columns mapped as wanted."""
    desk = _desk(request, code, offering)
    if request.method != "POST":
        return _form(request, desk)
    kept = _kept(request, desk)
    if kept is None and "number" in request.POST and "file" not in request.FILES:
        return _gone(request, desk)
    if kept is None:
        return _form(request, desk, error=_("Choose a file of up to {limit} MB.").format(limit=MAX_BYTES // 2**20))
    mapping = _mapping(request.POST)
    try:
        preview = queries.preview_import(
            desk.actor, offering=offering, data=kept.data, mapping=mapping, extra=kept.extra
        )
    except UnreadableGradebook as refusal:
        return _unreadable(request, desk, kept, refusal)
    return render(request, "testamur/desk/preview.html", _preview(desk, kept, preview))


@require_POST
def confirm(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Record the results of the file that was looked at."""
    desk = _desk(request, code, offering)
    kept = _from_cache(desk, request.POST.get("number", ""))
    if kept is None:
        return _gone(request, desk)
    try:
        done = actions.import_results(
            desk.actor,
            offering=offering,
            data=kept.data,
            at=datetime.now(UTC),
            mapping=_mapping(request.POST),
            extra=kept.extra,
            enrol_new="enrol_new" in request.POST,
            held_as_designed="held_as_designed" in request.POST,
        )
    except UnreadableGradebook as refusal:
        return _unreadable(request, desk, kept, refusal)
    cache.set(_key(desk, kept.number), _RECORDED, _KEPT_SECONDS)
    said = ngettext("{recorded} result recorded", "{recorded} results recorded", done.recorded)
    said += "; " + ngettext("{enrolled} person newly enrolled", "{enrolled} people newly enrolled", done.enrolled)
    left_out = _lines(done.errors)
    said += "; " + ngettext("{errors} row left out.", "{errors} rows left out.", left_out)
    told = said.format(recorded=done.recorded, enrolled=done.enrolled, errors=left_out)
    messages.success(request, told)
    if done.errors:
        messages.warning(request, _left_out(done.errors))
    is_theirs = may(desk.actor, Permission.CONFER) or not may(desk.actor, Permission.READ_LEARNERS)
    return redirect("web:queue" if is_theirs else "web:people", code, offering)


def _left_out(errors: tuple[RowError, ...]) -> str:
    """Return why rows were left out: the first few in full, and how many more."""
    in_order = sorted(errors, key=lambda one: one.line)
    told = [row_error(one) for one in in_order[:_TOLD_ERRORS]]
    more = _lines(errors) - _lines(in_order[:_TOLD_ERRORS])
    if more > 0:
        told.append(ngettext("and {more} more row", "and {more} more rows", more).format(more=more))
    return _("Left out: {rows}").format(rows="\n".join(("", *told)))


def _lines(errors: Sequence[RowError]) -> int:
    """Return how many rows are wrong; one row may be wrong in several cells."""
    return len({one.line for one in errors})


def _gone(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for the file again, and say why: its results are recorded, or it was kept too long."""
    if cache.get(_key(desk, request.POST.get("number", "")[:40])) == _RECORDED:
        return _form(
            request, desk, error=_("This file was recorded already. To record it or another, choose it again.")
        )
    return _form(
        request, desk, error=_("The file is not kept here any more; that is an hour at most. Choose it again.")
    )


def _unreadable(request: HttpRequest, desk: Desk, kept: Gradebook, refusal: UnreadableGradebook) -> HttpResponse:
    """Say why the file cannot be read; let the columns be chosen by hand where that helps."""
    facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in refusal.facts.items()}
    reason = str(facts.pop("reason"))
    said = whole_file(IntakeError(reason, **facts), door="page")
    found = headings(kept.data, definition=catalogue.by_version(desk.offering.version).definition)
    if reason not in _HELPED_BY_COLUMNS or not found:
        return _form(request, desk, error=said)
    chosen = {heading.partition(" / ")[0]: field for field, heading in (_mapping(request.POST) or {}).items()}
    context = {
        "institution": desk.institution,
        "offering": desk.offering,
        "kept": kept,
        "columns": [Column(index, heading, chosen.get(heading, "")) for index, heading in enumerate(found, 1)],
        "fields": _fields(desk.offering),
        "error": said,
        "section": "desk",
    }
    return render(request, "testamur/desk/choose_columns.html", context, status=422)


def _desk(request: HttpRequest, code: str, offering: UUID) -> Desk:
    actor, institution = actor_at(request, code)
    require(actor, Permission.RECORD_RESULTS)
    return Desk(actor, institution, queries.offering(offering, on=datetime.now(UTC).date()))


def _form(request: HttpRequest, desk: Desk, *, error: str = "") -> HttpResponse:
    definition = catalogue.by_version(desk.offering.version).definition
    context = {
        "institution": desk.institution,
        "offering": desk.offering,
        "definition": definition,
        "error": error,
        "limit": MAX_BYTES // 2**20,
        "section": "desk",
    }
    return render(request, "testamur/desk/import.html", context, status=422 if error else 200)


def _preview(desk: Desk, kept: Gradebook, preview: ImportPreview) -> dict[str, object]:
    strangers = [one for one in preview.errors if one.code == "person-not-known"]
    errors = [one for one in preview.errors if one.code != "person-not-known"]
    return {
        "institution": desk.institution,
        "offering": desk.offering,
        "kept": kept,
        "supervised": any(item.supervised != "no" or item.identity_checked for item in _assessments(desk.offering)),
        "preview": preview,
        "count_left_out": _lines(preview.errors),
        "columns": preview.columns,
        "fields": _fields(desk.offering),
        "fresh": preview.results - preview.corrected,
        **_rows(preview, _assessments(desk.offering)),
        "is_idle": not preview.results and not preview.new and not preview.unchanged,
        "strangers": [one.found for one in strangers[:_SHOWN_STRANGERS]],
        "more_strangers": max(len(strangers) - _SHOWN_STRANGERS, 0),
        "count_strangers": len(strangers),
        "errors": [row_error(one) for one in errors[:_SHOWN_ERRORS]],
        "unshown": max(len(errors) - _SHOWN_ERRORS, 0),
        "notices": [notice(_titled(one, desk.offering), door="page") for one in preview.notices],
        "section": "desk",
    }


def _rows(preview: ImportPreview, assessments: Sequence[Assessment]) -> dict[str, object]:
    """Return the first rows as they will be recorded, with a column for each assessment that one of them has."""
    held = {one.result.assessment_id for row in preview.rows for one in row.results}
    shown = [item for item in assessments if item.id in held]
    return {
        "shown": shown,
        "rows": [
            (row, [(item, [one for one in row.results if one.result.assessment_id == item.id]) for item in shown])
            for row in preview.rows
        ],
        "more_rows": preview.matched + preview.new - len(preview.rows),
    }


def _titled(told: Notice, offering: OfferingView) -> Notice:
    """Return *told* with the assessment that it is about called by its title, as everywhere on the page."""
    titles = {item.id: text(item.title) for item in _assessments(offering)}
    about = str(told.facts.get("field", ""))
    return replace(told, facts={**told.facts, "field": titles[about]}) if about in titles else told


def _fields(offering: OfferingView) -> list[tuple[str, str]]:
    """Return what a column can be: about the person, or the mark of an assessment."""
    person = {
        "name": _("Name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "identifier": _("Student number"),
        "completed_on": _("Completed on"),
        "passed": _("Passed, as a whole"),
    }
    parts = {"": _("{title}: mark"), **_parts()}
    marks = [
        (f"{item.id}.{part}" if part else item.id, said.format(title=text(item.title)))
        for item in _assessments(offering)
        for part, said in parts.items()
    ]
    return [*((name, person[name]) for name in _PERSON_FIELDS), *marks]


def _assessments(offering: OfferingView) -> tuple[Assessment, ...]:
    return catalogue.by_version(offering.version).definition.assessments


def _parts() -> dict[str, str]:
    return {
        "passed": _("{title}: passed"),
        "date": _("{title}: date"),
        "supervised": _("{title}: supervised"),
        "identity": _("{title}: identity checked"),
    }


def _mapping(posted: Mapping[str, str]) -> dict[str, str] | None:
    """Return field → heading, from one choice for each column; None where nothing was chosen by hand."""
    found = {}
    for name, field in posted.items():
        heading = posted.get(f"heading-{name.removeprefix('column-')}", "")
        scale = posted.get(f"scale-{name.removeprefix('column-')}", "").strip()
        if name.startswith("column-") and field and heading:
            found[field] = f"{heading} / {scale}" if scale else heading
    return found or None


def _kept(request: HttpRequest, desk: Desk) -> Gradebook | None:
    """Return the upload, put aside for the confirmation; or the one put aside before."""
    file, users, line_items = (request.FILES.get(name) for name in ("file", "extra", "line_items"))
    if file is None:
        return _from_cache(desk, request.POST.get("number", ""))
    if any((one.size or 0) > MAX_BYTES for one in (file, users, line_items) if one):
        return None
    extra = Companions(users.read() if users else None, line_items.read() if line_items else None)
    kept = Gradebook(secrets.token_urlsafe(16), (file.name or "")[:200], file.read(), extra)
    cache.set(_key(desk, kept.number), (kept.name, kept.data, kept.extra), _KEPT_SECONDS)
    return kept


def _from_cache(desk: Desk, number: str) -> Gradebook | None:
    found = cache.get(_key(desk, number[:40])) if number else None
    return Gradebook(number[:40], *found) if found and found != _RECORDED else None


def _key(desk: Desk, number: str) -> str:
    return f"gradebook-files:{desk.actor.person_id}:{desk.offering.id}:{number}"
