"""The way of one design: where it is, every step that was taken, and what may be done with what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.values import DesignView, EventView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.interfaces.web.design.showing import head, name_of, named
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import partner
from testamur.interfaces.web.quality.showing import looked
from testamur.interfaces.web.quality.stating import state
from testamur.interfaces.web.quality.steps import taken
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.designing import why_not_independent
from testamur.interfaces.words.drafting import stages
from testamur.interfaces.words.quality import happened, stops, strata
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

Done = tuple[UUID, str] | None
# States that are no stop of their own on the line.
_SAME = {"self_checked": "draft", "monitoring": "published"}
# Verb of the room → who may do it, for the buttons.
_NEEDED = {
    "look_again": Permission.REVIEW_DESIGNS,
    "revise": Permission.DESIGN,
    "retire": Permission.PUBLISH,
    "go_on_without_partner": Permission.APPROVE_DESIGNS,
    "monitor": Permission.REVIEW_DESIGNS,
}


@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show how a design is assured, and take what is said of it once it is out."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            done = _done(actor, uuid, form)
            if done:
                messages.success(request, done[1])
                return redirect("web:quality-design", code, done[0])
            status = 422
        except NotFound:
            raise
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    view = queries.design(actor, uuid=uuid)
    context = {**head(actor, place, view, "way"), **_about(actor, view, form)}
    return render(request, "testamur/design/quality/way.html", context, status=status)


def _about(actor: Actor, view: DesignView, form: Form) -> dict[str, object]:
    uuid = view.line.uuid
    events = queries.events(actor, uuid=uuid)
    people = named(one.by for one in events)
    approvals = queries.approvals(actor, uuid=uuid)
    risks = queries.risks(actor, uuid=uuid)
    now = datetime.now(UTC)
    awaited = [partner(one) for one in queries.awaited(actor, uuid=uuid, at=now)]
    return {
        "stops": _stops(view.line.state, has_partner=_has_partner(awaited, events)),
        "awaited": awaited,
        "days": (now - view.line.state_since).days,
        "late": _late(view),
        "looks": taken(queries.reviews(actor, uuid=uuid)),
        "events": [_happening(one, people) for one in reversed(events)],
        "approval": approvals[0] if approvals else None,
        "weighed": named(n for one in approvals[:1] for n in (one.approved_by, one.weighed_by)).values(),
        "risk": looked(risks[0]) if risks else None,
        "wishes": queries.changes(actor, uuid=uuid, is_open=True),
        "can": {verb: verb in view.verbs and may(actor, needed) for verb, needed in _NEEDED.items()},
        "why_not": why_not_independent().get(view.why_not, ""),
        "given": form.given,
        "errors": form.errors,
    }


def _stops(state: str, *, has_partner: bool) -> list[tuple[str, str]]:
    """Return the stops of a design's way, each done, now or still to come; nothing for what is over.

    A partner's word is a stop where one is waited for, or was.
    """
    here = _SAME.get(state, state)
    line = {name: said for name, said in stops().items() if has_partner or name != "partner_review"}
    if here not in line:
        return []
    at = list(line).index(here)
    return [
        (stages()[state][0] if number == at else said, "done" if number < at else "now" if number == at else "")
        for number, said in enumerate(line.values())
    ]


def _has_partner(awaited: Sequence[object], events: Iterable[EventView]) -> bool:
    return bool(awaited) or any(one.state == "partner_review" or one.kind == "review_relevance" for one in events)


def _late(view: DesignView) -> int:
    """Return by how many days the next look is overdue."""
    due = view.line.review_due_on
    is_out = view.line.state in {"published", "monitoring", "review_due"}
    return max((datetime.now(UTC).date() - due).days, 0) if due and is_out else 0


def _happening(one: EventView, people: dict[int, str]) -> dict[str, object]:
    note = strata().get(one.note, one.note) if one.kind == "assess_risk" else one.note
    by = name_of(people, one.by) if one.by else ""
    return {"one": one, "said": happened(one.kind, one.state), "by": by, "note": note}


def _done(actor: Actor, uuid: UUID, form: Form) -> Done:
    """Do what the form asks; return the design to go on to and what to say, or None where something is wrong."""
    verbs: dict[str, Callable[[Actor, UUID, Form], Done]] = {
        "look": _look,
        "revise": _revise,
        "retire": _retire,
        "go-on": _go_on,
        "respond": _respond,
    }
    verb = form.choice("verb", verbs)
    return verbs[verb](actor, uuid, form) if verb else None


def _look(actor: Actor, uuid: UUID, form: Form) -> Done:
    outcome = form.choice("outcome", ("passed", "changes"))
    if not outcome:
        form.errors["outcome"] = _("Choose one of the two.")
    note = form.needed("note", _("Say what you looked at and what you found."), 20_000, has_lines=True)
    minutes, months = form.whole("minutes") or 0, form.whole("review_months") or 36
    view = queries.design(actor, uuid=uuid)
    if not view.why_not:
        state(actor, uuid, form, has_stated=view.has_stated)
    if form.errors:
        return None
    actions.look_again(
        actor, design=uuid, outcome=outcome, note=note, minutes=minutes, review_months=months, at=datetime.now(UTC)
    )
    if outcome == "passed":
        return uuid, _("It still holds. The next look has a date.")
    return uuid, _("It is due for a revision. What is published stays until the next version is out.")


def _revise(actor: Actor, uuid: UUID, form: Form) -> Done:
    del form
    made = actions.revise(actor, design=uuid, at=datetime.now(UTC))
    return made, _("The next version has begun, as a draft of its own. What is published stays as it is.")


def _retire(actor: Actor, uuid: UUID, form: Form) -> Done:
    reason = form.needed("reason", _("Say why."), 2000, has_lines=True)
    if form.errors:
        return None
    actions.retire(actor, design=uuid, reason=reason, at=datetime.now(UTC))
    return uuid, _("It is retired. Its page and everything awarded stay; nobody finds it in the search any more.")


def _go_on(actor: Actor, uuid: UUID, form: Form) -> Done:
    reason = form.needed("reason", _("Say why."), 2000, has_lines=True)
    if form.errors:
        return None
    actions.go_on_without_partner(actor, design=uuid, reason=reason, at=datetime.now(UTC))
    return uuid, _("It waits for approval now.")


def _respond(actor: Actor, uuid: UUID, form: Form) -> Done:
    text = form.needed("text", _("Write what you want to say."), 20_000, has_lines=True)
    newest = queries.risks(actor, uuid=uuid)
    if form.errors or not newest:
        return None
    actions.respond(actor, design=uuid, snapshot=newest[0].uuid, text=text, at=datetime.now(UTC))
    return uuid, _("Your answer stands beside the indicators.")
