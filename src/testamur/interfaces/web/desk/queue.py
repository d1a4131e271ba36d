"""Awards out: who meets the rule and who does not, with every decision open; awarding many, and watching it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules import Finding
from testamur.domain.awards import actions, queries
from testamur.domain.awards.values import ProposalView, RefusedLine
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.issuing import queries as issuing
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web import tables
from testamur.interfaces.web.decisions import Branch, branch
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext

_MOST_AT_ONCE = 100_000
_NAMED = 10
_SILENT = frozenset({"supervision-not-recorded", "identity-not-recorded"})
_VERDICTS = ("met", "unknown", "unmet")


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the queue: what the rule says, in a sentence and as a tree."""

    proposal: ProposalView
    why: str
    tree: Branch


@require_safe
def queue(request: HttpRequest, code: str, offering: UUID) -> HttpResponseBase:
    """Show an offering's award queue, one verdict at a time."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.READ_AWARDS)
    found = learning.offering(offering, on=datetime.now(UTC).date())
    definition = catalogue.by_version(found.version).definition
    counts = queries.proposal_counts(actor, offering=offering, waiting=True)
    fullest = next((one for one in _VERDICTS if counts.get(one)), "met")
    given = request.GET.get("verdict", "")
    verdict = given if given in _VERDICTS else fullest
    filters = {"text": typed(request.GET, "text")}
    fixed = {"verdict": verdict}
    asked = tables.asked(request, sorts=queries.QUEUE_SORTS, usual="enrolled", filters=filters, fixed=fixed)
    if asked.is_export:
        return _taken_away(actor, found, definition, asked)
    rows = queries.sorted_proposals(
        actor, offering=offering, verdict=verdict, **filters, sort=asked.sort, skip=asked.skip, limit=PAGE
    )
    total = queries.waiting_count(actor, offering=offering, verdict=verdict, **filters)
    columns = [
        Column(_("Person and decision"), "name"),
        Column(_("Number"), "number"),
        Column(_("Asked on"), "-decided"),
    ]
    context = {
        "institution": institution,
        "offering": found,
        "verdict": verdict,
        **filters,
        "tabs": [(name, said, counts.get(name, 0)) for name, said in _tabs().items()],
        "met": counts.get("met", 0),
        "lines": [_line(row, definition) for row in rows],
        "asked": _sum(queries.proposal_counts(actor, offering=offering)),
        "is_silent": verdict == "unknown" and any(_is_silent(row.decision.finding) for row in rows),
        "table": tables.laid_out(asked, columns, total=total),
        "may_confer": may(actor, Permission.CONFER),
        "may_read_learners": may(actor, Permission.READ_LEARNERS),
        "may_record": may(actor, Permission.RECORD_RESULTS),
        "section": "desk",
    }
    return render(request, "testamur/desk/queue.html", context)


@require_POST
def decide(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Ask the award rule about everyone in the offering."""
    actor, _institution = actor_at(request, code)
    counts = actions.propose(actor, offering=offering, at=datetime.now(UTC))
    told = ngettext("The rule was applied to {count} person.", "The rule was applied to {count} people.", _sum(counts))
    messages.success(request, told.format(count=_sum(counts)))
    return redirect("web:queue", code, offering)


@require_POST
def award(request: HttpRequest, code: str, offering: UUID) -> HttpResponse:
    """Award those who were chosen, or, after a second thought, all who meet the rule; it is done in the background."""
    actor, institution = actor_at(request, code)
    require(actor, Permission.CONFER)
    is_everyone = "all" in request.POST
    due = list(_everyone(actor, offering))[:_MOST_AT_ONCE] if is_everyone else []
    chosen = [row.enrolment.uuid for row in due] if is_everyone else _chosen(request.POST)
    if not chosen:
        held = _("Nobody was awarded: everyone who meets the rule holds the award already.")
        messages.warning(request, held if is_everyone else _("Nobody was chosen, so nobody was awarded."))
        return redirect("web:queue", code, offering)
    if is_everyone and request.POST.get("sure") != str(len(due)):
        context = {
            "institution": institution,
            "offering": learning.offering(offering, on=datetime.now(UTC).date()),
            "count": len(due),
            "first": due[:_NAMED],
            "more": max(len(due) - _NAMED, 0),
            "has_changed": "sure" in request.POST,
            "section": "desk",
        }
        return render(request, "testamur/desk/sure.html", context)
    batch = actions.confer_many(actor, enrolments=chosen, at=datetime.now(UTC))
    return redirect("web:batch", code, batch)


@require_safe
def batch(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show how far the awarding is, then the signing; asked again every few seconds while either runs."""
    actor, institution = actor_at(request, code)
    found = queries.batch(actor, uuid=uuid)
    signed = issuing.signed_count(actor, awards=queries.conferred_in(actor, batch=uuid)) if found.is_done else 0
    lines: list[RefusedLine] = queries.refused_lines(actor, batch=uuid) if found.is_done else []
    context = {
        "institution": institution,
        "batch": found,
        "done": found.conferred + found.refused,
        "signed": signed,
        "is_over": found.is_done and signed >= found.conferred,
        "all_held": bool(lines) and all(line.because == "already-conferred" for line in lines),
        "refused": [(line, _refusals().get(line.because, line.because)) for line in lines],
        "section": "desk",
    }
    is_part = bool(getattr(request, "htmx", False))
    response = render(request, f"testamur/desk/{'batch_progress' if is_part else 'batch'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _line(row: ProposalView, definition: MicroCredential) -> Line:
    tree = branch(row.decision, definition)
    return Line(row, _why(tree), tree)


def _is_silent(finding: Finding) -> bool:
    """Whether somewhere in it nobody recorded how a sitting went."""
    return finding.because in _SILENT or any(_is_silent(part) for part in finding.parts)


def _taken_away(
    actor: Actor, offering: OfferingView, definition: MicroCredential, asked: tables.Asked
) -> HttpResponseBase:
    verdicts, wanted = _tabs(), {**asked.fixed, **asked.filters}

    def page(skip: int, limit: int) -> list[ProposalView]:
        return queries.sorted_proposals(
            actor, offering=offering.uuid, **wanted, sort=asked.sort, skip=skip, limit=limit
        )

    def cells(row: ProposalView) -> list[object]:
        taking = row.enrolment
        why = _line(row, definition).why
        return [taking.name, taking.email, taking.identifier, verdicts[row.verdict], why, row.decided_at.isoformat()]

    headings = [_("Name"), _("E-mail"), _("Number"), _("Verdict"), _("Why"), _("Asked on")]
    return download(f"{slugify(offering.code)}-queue", headings, page, cells)


def _why(tree: Branch) -> str:
    """Return the one sentence that tells most: the total, or that the rule is met; else the first thing in the way."""
    if tree.met == "met":
        last = (tree.parts or (tree,))[-1]
        return tree.sentence if last.parts else last.sentence
    deeper = next((part for part in tree.parts if part.met == tree.met), None)
    return _why(deeper) if deeper else tree.sentence


def _chosen(posted: QueryDict) -> list[UUID]:
    found = []
    for given in posted.getlist("chosen"):
        try:
            found.append(UUID(str(given)))
        except ValueError:
            continue
    return found


def _everyone(actor: Actor, offering: UUID) -> Iterator[ProposalView]:
    after, page = 0, 1000
    while True:
        rows = queries.proposals(actor, offering=offering, verdict="met", waiting=True, after=after, limit=page)
        yield from rows
        if len(rows) < page:
            return
        after = rows[-1].enrolment.id


def _sum(counts: dict[str, int]) -> int:
    return sum(counts.values())


def _tabs() -> dict[str, str]:
    return {"met": _("Meet the rule"), "unknown": _("Not decided yet"), "unmet": _("Do not meet it")}


def _refusals() -> dict[str, str]:
    return {
        "not-eligible": _("The award rule is not met any more."),
        "already-conferred": _("Holds this award already."),
    }
