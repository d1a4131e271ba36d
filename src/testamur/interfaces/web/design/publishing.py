"""A finished definition: looked at first; then a draft for others to review, or published without their word."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.core.model.definition import MAX_BYTES, DefinitionError, Problem, parse
from testamur.core.model.microcredential import MicroCredential
from testamur.demo.sources import EXAMPLES, example
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.values import Rehearsal
from testamur.domain.design import actions as designs
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.catalogue import worked_out
from testamur.interfaces.web.design.judgement import amendments, faults, weights
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.definitions import more_problems
from testamur.refusals import NotFound

_LONGEST = 500


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a definition; show all that is wrong with it, or what publishing it would do."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.PUBLISH)
    if request.method != "POST":
        return _form(request, institution, source=_beginning(request, institution))
    file = request.FILES.get("file")
    typed_text = _newlines(request.POST.get("source", ""))
    if file is None:
        return _looked_at(request, actor, institution, typed_text, "")
    if (file.size or 0) > MAX_BYTES:
        problem = Problem("too-large", 1, 1, "", str(file.size))
        return _form(request, institution, source=typed_text, problems=(problem,), name=file.name or "")
    return _of_file(request, actor, institution, file.read(), (file.name or "")[:120], typed_text)


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the text that was looked at, without a review here; what speaks against it by now is shown instead."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.PUBLISH_UNREVIEWED)
    source, form = _newlines(request.POST.get("source", "")), Form(request.POST)
    because = form.text("because", _LONGEST)
    try:
        before = queries.rehearsal(actor, source=source, on=datetime.now(UTC).date())
        if form.errors:
            return _looked_at(request, actor, institution, source, "", form)
        uuid = actions.publish(actor, source=source, because=because, at=datetime.now(UTC))
    except actions.NotReviewed:
        form.errors["because"] = _("Say why, in one line: who approved it where, or why nobody else could.")
        return _looked_at(request, actor, institution, source, "", form)
    except (actions.Unreadable, actions.NotReady, actions.VersionTaken):
        return _looked_at(request, actor, institution, source, "", form)
    offered = _("It can be offered now.") if may(actor, Permission.OFFER) else _("A registrar can offer it now.")
    marked = _("Its page says that nobody reviewed it here, and why.")
    said = {
        "first": _("Version {version} is published.") + f" {marked} {offered}",
        "next": _("Version {version} is published. Offerings of earlier versions stay as they are.") + f" {marked}",
        "same": _("Version {version} was published already, word for word. Nothing was changed."),
    }
    messages.success(request, said[before.outcome].format(version=before.definition.version))
    return redirect("web:design-definition", code, uuid)


@require_POST
def begin_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft with the text that was looked at, so that others review and approve it."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.DESIGN)
    source = _newlines(request.POST.get("source", ""))
    try:
        title = queries.rehearsal(actor, source=source, on=datetime.now(UTC).date()).definition.title.original
    except actions.Unreadable:
        return _looked_at(request, actor, institution, source, "")
    made = designs.start(actor, title=title, source=source, origin="import", at=datetime.now(UTC))
    messages.success(request, _("The draft has begun, with your text. Hand it in when it is ready."))
    return redirect("web:draft", code, made)


@require_safe
def example_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Return an example as a file to begin with."""
    actor_at(request, code)
    response = HttpResponse(_example(name), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


def _of_file(
    request: HttpRequest, actor: Actor, institution: InstitutionView, data: bytes, name: str, kept: str
) -> HttpResponse:
    """Look at an upload; one that is no text leaves what was typed where it was."""
    try:
        source = _newlines(data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError:
        return _form(request, institution, source=kept, problems=_problems(data), name=name)
    return _looked_at(request, actor, institution, source, name)


def _looked_at(
    request: HttpRequest, actor: Actor, institution: InstitutionView, source: str, name: str, form: Form | None = None
) -> HttpResponse:
    try:
        found = queries.rehearsal(actor, source=source, on=datetime.now(UTC).date())
    except actions.Unreadable as refusal:
        problems: tuple[Problem, ...] = refusal.facts["problems"]  # type: ignore[assignment] # as its docstring says
        more = int(str(refusal.facts.get("more", 0)))
        return _form(request, institution, source=source, problems=problems, more=more, name=name)
    context = {**_preview(institution, found), **_ways(actor), "source": source, "name": name}
    if _is_part(request):
        return _part(request, context)
    context |= {"given": form.given, "errors": form.errors} if form else {}
    is_fine = bool(context["is_ready"]) and form is None
    return render(request, "testamur/design/preview.html", context, status=200 if is_fine else 422)


def _ways(actor: Actor) -> dict[str, object]:
    """Return in which ways somebody may go on, and who may publish without a review."""
    return {
        "may_design": may(actor, Permission.DESIGN),
        "may_skip": may(actor, Permission.PUBLISH_UNREVIEWED),
        "longest": _LONGEST,
    }


def _preview(institution: InstitutionView, found: Rehearsal) -> dict[str, object]:
    """Return what the page says of a text that can be read."""
    course, before = found.definition, found.before
    return {
        "institution": institution,
        "mc": course,
        "found": found,
        "before": before,
        "weights": weights(found.report),
        "packs": queries.guidelines(found.report),
        "amendments": amendments(before.definition, course) if before and found.outcome != "first" else [],
        "is_ready": bool(found.report) and found.outcome in {"first", "next"},
        "next_version": _next(before.version.version) if before else "",
        "strangers": [body.name for body in course.awarding_bodies if not _is_us(institution, body.name)],
        **worked_out(course),
        "section": "design",
    }


def _form(
    request: HttpRequest,
    institution: InstitutionView,
    *,
    source: str,
    problems: tuple[Problem, ...] = (),
    more: int = 0,
    name: str = "",
) -> HttpResponse:
    context = {
        "institution": institution,
        "source": source,
        "name": name,
        "faults": faults(problems, source),
        "more": more_problems(more) if more else "",
        "examples": examples(),
        "limit": MAX_BYTES // 1_000_000,
        "section": "design",
    }
    if _is_part(request):
        return _part(request, context)
    return render(request, "testamur/design/publish.html", context, status=422 if problems else 200)


def _part(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Return only what is said of the text while it is typed; an error there is no failed request."""
    response = render(request, "testamur/design/told.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _beginning(request: HttpRequest, institution: InstitutionView) -> str:
    """Return the text to begin with: an example, what is published, or nothing."""
    wanted, published = typed(request.GET, "example"), typed(request.GET, "of")
    if wanted:
        return _example(wanted)
    if not published:
        return ""
    try:
        found = queries.published(UUID(published))
    except ValueError as error:
        raise NotFound(what="microcredential", uuid=published) from error
    if found.listing.institution.id != institution.id:
        raise NotFound(what="microcredential", uuid=published)
    return found.source


@cache
def examples() -> tuple[tuple[str, MicroCredential], ...]:
    """Return the examples to begin with, each under its name."""
    return tuple((name, parse(example(name))) for name in EXAMPLES)


def _example(name: str) -> str:
    if name not in EXAMPLES:
        raise NotFound(what="microcredential", name=name)
    return example(name)


def _problems(data: bytes) -> tuple[Problem, ...]:
    try:
        parse(data)
    except DefinitionError as error:
        return error.problems
    return ()


def _newlines(text: str) -> str:
    """Return *text* as files have it: a form sends every line end as two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _next(version: str) -> str:
    """Return the version that would come after *version*, where its last part is a number."""
    head, dot, last = version.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isascii() and last.isdigit() else ""


def _is_us(institution: InstitutionView, name: str) -> bool:
    return name.casefold() in {institution.name.casefold(), institution.legal_name.casefold()}
