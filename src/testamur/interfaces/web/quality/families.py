"""Families: designs made from one template, approved as a whole once the instances that a sample chose are."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.scale_values import FamilyView
from testamur.domain.design.values import DesignLine
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.showing import named, stage
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.quality.sampling import drawn, proposed
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.steps import Step, chosen
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_APPROVED = frozenset({"approved", "published", "monitoring", "review_due"})
_MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def families(request: HttpRequest, code: str) -> HttpResponse:
    """Show the families of designs, and begin one."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        name = form.needed("name", _("Give it a name."))
        template = form.text("template", 5000, has_lines=True)
        if not form.errors:
            made = actions.make_family(actor, name=name, template=template, at=datetime.now(UTC))
            return redirect("web:quality-family", code, made)
        status = 422
    found = queries.families(actor)
    known = named(one.approved_by for one in found)
    context = {
        **frame(actor, place, "families"),
        "families": [{"one": one, "by": known.get(one.approved_by or 0, "")} for one in found],
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/families.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one family: its designs, what its sample chose, and its approval."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            said = _done(actor, uuid, form)
            if said:
                messages.success(request, said)
                return redirect("web:quality-family", code, uuid)
            status = 422
        except NotFound as refusal:
            form.errors["all"], status = told(refusal), 404
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    found, members = queries.family(actor, uuid=uuid)
    context = {
        **frame(actor, place, "families"),
        **proposed(form),
        "family": found,
        "members": [_member(one, found) for one in members],
        "waiting": sum(one.uuid in found.chosen and one.state not in _APPROVED for one in members),
        "candidates": _candidates(actor, members),
        "by": named([found.approved_by]).get(found.approved_by or 0, ""),
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/family.html", context, status=status)


def _member(one: DesignLine, found: FamilyView) -> dict[str, object]:
    return {
        "one": one,
        "stage": stage(one.state),
        "is_chosen": one.uuid in found.chosen,
        "is_approved": one.state in _APPROVED,
    }


def _candidates(actor: Actor, members: list[DesignLine]) -> list[DesignLine]:
    """Return the actor's own designs in the making that are not in the family."""
    known = {one.uuid for one in members}
    return [one for one in queries.desk(actor, view="making", mine=True, limit=_MOST) if one.uuid not in known]


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    verbs: dict[str, Step] = {"put": _put, "draw": _draw, "approve": _approve}
    return chosen(verbs, actor, uuid, form)


def _put(actor: Actor, uuid: UUID, form: Form) -> str:
    try:
        design = UUID(form.text("design", 40))
    except ValueError:
        form.errors["design"] = _("Choose a design.")
        return ""
    actions.put_in_family(actor, design=design, family=uuid, at=datetime.now(UTC))
    return _("It is in the family. The family waits for a sample and its approval again.")


def _draw(actor: Actor, uuid: UUID, form: Form) -> str:
    return _("It is drawn, and kept with its seed.") if drawn(actor, form, family=uuid) else ""


def _approve(actor: Actor, uuid: UUID, form: Form) -> str:
    del form
    actions.approve_family(actor, family=uuid, at=datetime.now(UTC))
    return _("The family is approved. Whatever comes into it later makes it wait again.")
