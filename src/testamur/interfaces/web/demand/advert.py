"""One advert: what a program saw in it, and what a person makes of that."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.demand import actions, queries
from testamur.domain.demand.values import AdvertSkillView, AdvertView, RoleSkill
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry
from testamur.domain.institution.access import Actor
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose
from testamur.interfaces.web import undo
from testamur.interfaces.web.demand.asking import head
from testamur.interfaces.web.demand.details import field_of, languages_of, shown_details, typed_details
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import identifier
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext, spoken
from testamur.interfaces.words.demand import left_out_lines, unread_because
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

# The identifiers of as many skills as an advert can have.
_LONGEST_LIST = 10_000
_FOUND = 8


@require_http_methods(["GET", "HEAD", "POST"])
def advert(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show an advert with its skills; accept, refuse, reopen or add some, have it read again, or take it back."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            done = _done(request, actor, code, uuid, form)
            if done is not None:
                return done
        except Refusal as refusal:
            form.errors[field_of(refusal)], status = told(refusal), status_of(refusal)
    seen = queries.advert(actor, uuid=uuid)
    sought, framework = typed(request.GET, "find"), typed(request.GET, "framework", 40)
    context = {
        **head(actor, place, "adverts"),
        "one": seen,
        "open": [(skill, _surely(skill)) for skill in sorted(seen.skills, key=_surest) if not skill.verdict],
        "accepted": [skill for skill in seen.skills if skill.verdict == "accepted"],
        "refused": [skill for skill in seen.skills if skill.verdict == "refused"],
        "because": unread_because(seen.line.because),
        "silent": [seen.text[start:end] for start, end in seen.silent],
        "unread": left_out_lines(seen.text, seen.left_out),
        "details": shown_details(request, seen.line, form),
        "languages": languages_of(seen.line),
        "is_on": is_on(actor, Purpose.READ_ADVERTS),
        "at": number(request.GET, "at"),
        "sought": sought,
        "found": _found(actor, seen, sought, framework),
        "choices": frameworks.to_choose_from(here=actor.here),
        "chosen": framework,
        "next": queries.next_undecided(actor, after=uuid),
        "errors": form.errors,
    }
    return render(request, "testamur/demand/advert.html", context, status=status)


def _done(request: HttpRequest, actor: Actor, code: str, uuid: UUID, form: Form) -> HttpResponse | None:
    """Do what a button asks, and lead on; None for a button that there is not."""
    now, verb = (
        datetime.now(UTC),
        form.choice("verb", ("accepted", "refused", "reopened", "add", "rest", "rest-back", "read", "correct", "back")),
    )
    here = reverse("web:advert", args=(code, uuid))
    match verb:
        case "accepted" | "refused" | "reopened":
            skill = identifier(form, "skill")
            actions.decide(actor, advert=uuid, skills=[skill] if skill else [], verdict=verb, at=now)
            messages.success(request, _said(queries.advert(actor, uuid=uuid), skill, verb))
            at = number(request.POST, "at")
            return redirect(f"{here}?at={at}" if at is not None else f"{here}#skills")
        case "rest":
            left = [one.uuid for one in queries.advert(actor, uuid=uuid).skills if not one.verdict]
            many = actions.decide(actor, advert=uuid, skills=left, verdict="refused", at=now)
            said = ngettext("{n} suggestion was refused.", "{n} suggestions were refused.", many)
            fields = {"verb": "rest-back", "skills": " ".join(one.hex for one in left)}
            undo.done(request, said.format(n=many), path=here, fields=fields)
            return redirect(here)
        case "rest-back":
            sent = set(form.text("skills", _LONGEST_LIST).split())
            refused = [one.uuid for one in queries.advert(actor, uuid=uuid).skills if one.verdict == "refused"]
            again = [one for one in refused if one.hex in sent]
            actions.decide(actor, advert=uuid, skills=again, verdict="reopened", at=now)
            return redirect(here)
        case "add":
            skill_added = _chosen(actor, form.text("uri", 500))
            actions.add_skill(actor, advert=uuid, skill=skill_added, at=now)
            messages.success(request, _("“{skill}” counts for this advert now.").format(skill=skill_added.label))
            return redirect(f"{here}#skills")
        case "read":
            actions.read_again(actor, advert=uuid, framework=form.text("framework", 40), at=now)
            return redirect(here)
        case "correct":
            details = typed_details(form, now)
            if not form.errors:
                actions.correct_advert(actor, advert=uuid, told=details, at=now)
                messages.success(request, _("It is changed."))
                return redirect(here)
        case "back":
            actions.withdraw_advert(actor, advert=uuid, at=now)
            messages.success(request, _("The advert was taken back. It counts no more, and its words are deleted."))
            return redirect("web:adverts", code)
    return None


def _chosen(actor: Actor, uri: str) -> RoleSkill:
    """Return a concept of a framework by its address. Raises `NotFound`."""
    named = frameworks.named([uri], languages=[spoken()], here=actor.here)
    if uri not in named:
        raise NotFound(what="skill", uri=uri)
    entry, framework = named[uri]
    return RoleSkill(uri, entry.label, framework.name, framework.version)


def _found(actor: Actor, seen: AdvertView, sought: str, framework: str) -> list[Entry]:
    """Return skills whose words begin with what was typed, without those that the advert has."""
    of = frameworks.to_read_against(here=actor.here, code=framework)
    if not sought or of is None:
        return []
    held = {one.uri for one in seen.skills if one.verdict == "accepted"}
    kinds = sorted(LEARNABLE)
    found = frameworks.search(of, text=sought, languages=[spoken()], kinds=kinds, limit=_FOUND + len(held)).items
    return [one for one in found if one.uri not in held][:_FOUND]


def _said(seen: AdvertView, skill: UUID | None, verdict: str) -> str:
    said = {
        "accepted": _("“{skill}” counts for this advert now."),
        "refused": _("“{skill}” does not count for this advert."),
    }.get(verdict, _("“{skill}” can be suggested again."))
    return said.format(skill=next((one.label for one in seen.skills if one.uuid == skill), ""))


def _surest(skill: AdvertSkillView) -> float:
    """Order by what is shown of each; what was measured nowhere stays first, in the order of its rank."""
    return -1.0 if skill.confidence is None else -skill.confidence


def _surely(skill: AdvertSkillView) -> str:
    from testamur.interfaces.words.skills import surely_said  # noqa: PLC0415 - its libraries take a second to load

    return surely_said(-1.0 if skill.confidence is None else skill.confidence)
