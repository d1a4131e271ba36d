"""Publishing a pathway: first seen with all that is wrong with it and what it would do, then published; accepting."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST

from testamur import packs
from testamur.core.model.definition import MAX_BYTES, Problem
from testamur.core.rules.exchange import ExchangeError, import_pathway
from testamur.core.rules.language import dump_policy, parse_policy
from testamur.core.rules.policy import Policy
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.values import PathwayRehearsal
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web import undo
from testamur.interfaces.web.design.judgement import faults
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.definitions import more_problems
from testamur.interfaces.words.exchange import error_sentence, notice_sentence
from testamur.interfaces.words.policies import flaw_said
from testamur.interfaces.words.things import names
from testamur.refusals import NotFound

_EXAMPLES = ("eu-stack-30", "mitx-scm", "hku-certificate", "pattern-two-groups", "pattern-renewals")


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a policy; show all that is wrong with it, or what publishing it would do."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.PUBLISH)
    if request.method != "POST":
        return _form(request, institution, source=_beginning(request, institution))
    file, kept = request.FILES.get("file"), _newlines(request.POST.get("source", ""))
    if file is None:
        return _given(request, actor, institution, kept)
    if (file.size or 0) > MAX_BYTES:
        return _form(request, institution, source=kept, problems=(Problem("too-large", 1, 1, "", str(file.size)),))
    try:
        source = file.read().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return _form(request, institution, source=kept, problems=(Problem("not-utf-8", 1, 1, "", ""),))
    return _given(request, actor, institution, _newlines(source))


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the text that was looked at; whatever speaks against it by now is shown instead."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.PUBLISH)
    source = _newlines(request.POST.get("source", ""))
    try:
        uuid = actions.publish_pathway(actor, source=source, at=datetime.now(UTC))
    except (
        actions.PolicyUnreadable,
        actions.PolicyNotReady,
        actions.PolicyVersionTaken,
        actions.OverlappingVersions,
    ):
        return _looked_at(request, actor, institution, source)
    found = queries.pathway(uuid, on=datetime.now(UTC).date(), version=parse_policy(source).version)
    if found.version.awaited:
        said = _("Version {version} is published. It holds as soon as the other owners have accepted it.")
    else:
        said = _("Version {version} is published. Whoever is on an earlier one stays there until they move.")
    messages.success(request, said.format(version=found.version.version))
    return redirect("web:pathway-people", code, uuid)


@require_POST
def accept(request: HttpRequest, code: str, version: UUID) -> HttpResponse:
    """Accept a version that the institution owns with others, or take that back."""
    actor, _institution = actor_at(request, code)
    here, now = reverse("web:accept-pathway", args=(code, version)), datetime.now(UTC)
    try:
        if "withdraw" in request.POST:
            actions.withdraw_acceptance(actor, version=version, at=now)
            undo.done(request, _("It is accepted no longer, and does not hold."), path=here, fields={"accept": "1"})
        else:
            actions.accept(actor, version=version, at=now)
            undo.done(request, _("It is accepted."), path=here, fields={"withdraw": "1"})
    except NotFound:
        messages.warning(request, _("Somebody did that already. Nothing was changed."))
    return redirect("web:desk-pathways", code)


@require_POST
def retire(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Take a pathway out of the list, or put it back."""
    actor, _institution = actor_at(request, code)
    here, now = reverse("web:retire-pathway", args=(code, uuid)), datetime.now(UTC)
    try:
        if "back" in request.POST:
            actions.bring_pathway_back(actor, pathway=uuid, at=now)
            undo.done(request, _("It is in the list again."), path=here, fields={"retire": "1"})
        else:
            actions.retire_pathway(actor, pathway=uuid, at=now)
            said = _("It is retired: nobody new can follow it. Who does, goes on.")
            undo.done(request, said, path=here, fields={"back": "1"})
    except NotFound:
        messages.warning(request, _("Somebody did that already. Nothing was changed."))
    return redirect("web:pathway-people", code, uuid)


def _given(request: HttpRequest, actor: Actor, institution: InstitutionView, source: str) -> HttpResponse:
    """Look at a policy; a pathway of another system (CTDL, JSON-LD) is turned into one first, and shown as such."""
    if not source.lstrip().startswith(("{", "[")):
        return _looked_at(request, actor, institution, source)
    try:
        found = import_pathway(source)
    except ExchangeError as error:
        return _form(request, institution, source=source, foreign=(error_sentence(error),))
    told = tuple(dict.fromkeys(notice_sentence(one) for one in found.notices))
    return _form(request, institution, source=dump_policy(found.policy), foreign=told, is_taken_over=True)


def _looked_at(request: HttpRequest, actor: Actor, institution: InstitutionView, source: str) -> HttpResponse:
    try:
        found = queries.pathway_rehearsal(actor, source=source, on=datetime.now(UTC).date())
    except actions.PolicyUnreadable as refusal:
        problems: tuple[Problem, ...] = refusal.facts["problems"]  # type: ignore[assignment] # as its docstring says
        more = int(str(refusal.facts.get("more", 0)))
        return _form(request, institution, source=source, problems=problems, more=more)
    context = {**_preview(institution, found), "source": source}
    if _is_part(request):
        return _part(request, context)
    return render(request, "testamur/pathways/desk/preview.html", context, status=200 if context["is_ready"] else 422)


def _preview(institution: InstitutionView, found: PathwayRehearsal) -> dict[str, object]:
    policy = found.policy
    name = names(policy, {})
    return {
        "institution": institution,
        "policy": policy,
        "found": found,
        "clauses": [(one, clause_said(one, name)) for one in policy.clauses],
        "obstacles": [flaw_said(one) for one in found.faults],
        "remarks": [*(flaw_said(one) for one in found.remarks), *_remarks(found)],
        "is_ready": not found.faults and found.outcome in {"first", "next"},
        "section": "desk",
    }


def _remarks(found: PathwayRehearsal) -> list[str]:
    """Return what is worth knowing before it is published."""
    said = []
    if found.leads_to is None:
        told = _("“{title}” is not in your catalogue: people see where they stand, and nothing is awarded here.")
        said.append(told.format(title=found.policy.awards))
    if found.unnamed:
        told = _(
            "Nothing in the catalogue is called {names}. That may be meant: what comes from outside can count, too."
        )
        said.append(told.format(names=", ".join(found.unnamed)))
    others = [one.name for one in found.owners[1:]]
    if others:
        said.append(_("It holds as soon as it is accepted by: {names}.").format(names=", ".join(others)))
    return said


def _form(
    request: HttpRequest,
    institution: InstitutionView,
    *,
    source: str,
    problems: tuple[Problem, ...] = (),
    more: int = 0,
    foreign: tuple[str, ...] = (),
    is_taken_over: bool = False,
) -> HttpResponse:
    context = {
        "foreign": foreign,
        "is_taken_over": is_taken_over,
        "institution": institution,
        "source": source,
        "faults": faults(problems, source),
        "more": more_problems(more) if more else "",
        "examples": [(name, one) for name, one in _examples()],
        "limit": MAX_BYTES // 1_000_000,
        "section": "desk",
    }
    if _is_part(request):
        return _part(request, context)
    status = 422 if problems or (foreign and not is_taken_over) else 200
    return render(request, "testamur/pathways/desk/publish.html", context, status=status)


def _part(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Return only what is said of the text while it is typed; an error there is no failed request."""
    response = render(request, "testamur/pathways/desk/told_of_text.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _beginning(request: HttpRequest, institution: InstitutionView) -> str:
    """Return the text to begin with: an example, what is published, or nothing."""
    wanted, published = typed(request.GET, "example"), typed(request.GET, "of")
    if wanted in _EXAMPLES:
        return packs.policies().get(wanted, "")
    if not published:
        return ""
    try:
        found = queries.pathway(UUID(published), on=datetime.now(UTC).date())
    except ValueError as error:
        raise NotFound(what="pathway", uuid=published) from error
    if found.listing.institution.id != institution.id:
        raise NotFound(what="pathway", uuid=published)
    return found.source


def _examples() -> list[tuple[str, Policy]]:
    shipped = packs.policies()
    return [(name, parse_policy(shipped[name])) for name in _EXAMPLES if name in shipped]


def _newlines(text: str) -> str:
    """Return *text* as files have it: a form sends every line end as two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
