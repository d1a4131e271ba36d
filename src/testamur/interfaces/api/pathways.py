"""Pathways: open to everyone to read; learners follow them; registrars award what they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.rules import Decision, Holding, Plan, Policy, Wishes
from testamur.core.rules.decision import Gap
from testamur.core.rules.language import rule_text
from testamur.domain.awards import actions, queries
from testamur.domain.awards.queries import Planned
from testamur.domain.awards.values import ReckoningView, StandingView
from testamur.domain.catalogue import actions as publishing
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Listing, PathwayListing, PolicyView, PublishedPathway
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing.records import own_record
from testamur.interfaces.api.authentication import acting, myself
from testamur.interfaces.api.paging import Page, number_after, page
from testamur.interfaces.api.shapes import pathways as shapes
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.constellation import verdict_said
from testamur.interfaces.words.missing import missing_said
from testamur.interfaces.words.plans import left_out_of_plan, total_said, without_said
from testamur.interfaces.words.things import clauses_said, lookup, names
from testamur.refusals import NotFound

router = Router(tags=["Pathways"])
_RECORD = {"responses": {200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}}}
_FILE = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}


@router.get("/pathways", response=list[shapes.Pathway], auth=None)
def pathways(request: HttpRequest, text: Query[str] = "") -> list[dict[str, object]]:
    """Return the pathways that hold today, by title; at most 200."""
    del request
    return [_listing(one) for one in catalogue.pathways(on=_today(), text=text[:200], limit=200)]


@router.get("/pathways/{uuid}", response=shapes.WholePathway, auth=None)
def pathway(request: HttpRequest, uuid: UUID, version: Query[str] = "") -> dict[str, object]:
    """Return a pathway whole: in today's version, or in the one named."""
    del request
    return _whole(catalogue.pathway(uuid, on=_today(), version=version[:40]))


@router.get("/pathways/{uuid}/policy", auth=None, openapi_extra=_FILE)
def policy(request: HttpRequest, uuid: UUID, version: Query[str] = "") -> HttpResponse:
    """Return the policy as it was handed in."""
    del request
    found = catalogue.pathway(uuid, on=_today(), version=version[:40])
    return HttpResponse(found.source, content_type="text/plain; charset=utf-8")


@router.post("/pathways", response={201: Created})
def publish(request: HttpRequest, response: HttpResponse, given: shapes.PathwayPublication) -> Created:
    """Publish a policy. The same text again changes nothing; a new version keeps the uuid."""
    uuid = publishing.publish_pathway(acting(request), source=given.source, at=datetime.now(UTC))
    response["Location"] = f"/api/v1/pathways/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.post("/pathways/{uuid}/retire", response=Done)
def retire(request: HttpRequest, uuid: UUID) -> Done:
    """Take a pathway out of the list: nobody new follows it; who does, goes on."""
    publishing.retire_pathway(acting(request), pathway=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/pathways/{uuid}/bring-back", response=Done)
def bring_back(request: HttpRequest, uuid: UUID) -> Done:
    """Put a retired pathway back into the list."""
    publishing.bring_pathway_back(acting(request), pathway=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/policies/{uuid}/accept", response=Done)
def accept(request: HttpRequest, uuid: UUID) -> Done:
    """Accept a version of a pathway that your institution owns with another."""
    publishing.accept(acting(request), version=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/policies/{uuid}/withdraw-acceptance", response=Done)
def withdraw_acceptance(request: HttpRequest, uuid: UUID) -> Done:
    """Take an acceptance back: the version holds no longer; who is bound to it stays so."""
    publishing.withdraw_acceptance(acting(request), version=uuid, at=datetime.now(UTC))
    return Done()


@router.get("/me/standings", response=list[shapes.PathwayStanding])
def own_standings(request: HttpRequest) -> list[dict[str, object]]:
    """Return where you stand on every pathway that you follow, decided now."""
    return _standings(queries.own_standings(myself(request), on=_today()))


@router.post("/pathways/{uuid}/follow", response={201: Created})
def follow(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Follow a pathway. While you do, its publisher can see what you hold from the institutions here."""
    found = catalogue.pathway(uuid, on=_today()).listing
    made = actions.follow(_myself_at(request, found.institution.id), pathway=uuid, at=datetime.now(UTC))
    response["Location"] = "/api/v1/me/standings"
    return Created(uuid=made, address=response["Location"])


@router.get("/standings/{uuid}/record", openapi_extra=_RECORD)
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return your signed credentials, and what they add up to on this pathway, as a learner record (CLR 2.0)."""
    file = own_record(myself(request), standing=uuid, at=datetime.now(UTC))
    return HttpResponse(file.content, content_type=file.media_type)


@router.post("/standings/{uuid}/leave", response=Done)
def leave(request: HttpRequest, uuid: UUID) -> Done:
    """Follow a pathway no longer. What was awarded stays yours."""
    actions.leave(_myself_at(request, _own(request, uuid).institution_id), standing=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/standings/{uuid}/move", response=Done)
def move(request: HttpRequest, uuid: UUID, given: shapes.Move) -> Done:
    """Move to another version of the pathway that holds today. Ask first what would change."""
    here = _myself_at(request, _own(request, uuid).institution_id)
    actions.move(here, standing=uuid, version=given.version, at=datetime.now(UTC))
    return Done()


@router.get("/standings/{uuid}/move", response=shapes.WhatIf)
def moving(request: HttpRequest, uuid: UUID, version: Query[str]) -> dict[str, object]:
    """Return what would change if you moved to another version."""
    own = _own(request, uuid)
    seen = queries.moving(own.person_id, standing=uuid, version=version[:40], on=_today())
    mine, other = (catalogue.pathway(own.pathway, on=_today(), version=one) for one in (own.version, version[:40]))
    return {
        "before": _decision(seen.before, mine, own.holdings),
        "after": _decision(seen.after, other, own.holdings),
    }


@router.post("/standings/{uuid}/what-if", response=shapes.WhatIf)
def what_if(request: HttpRequest, uuid: UUID, given: shapes.Supposed) -> dict[str, object]:
    """Return what would change if you held something more that the policy names. Nothing is kept."""
    own = _own(request, uuid)
    found = catalogue.pathway(own.pathway, on=_today(), version=own.version)
    extra = list(_planned(given.planned, found))
    seen = queries.supposing(own.person_id, standing=uuid, extra=extra, on=_today())
    return {
        "before": _decision(seen.before, found, own.holdings),
        "after": _decision(seen.after, found, (*own.holdings, *extra)),
    }


@router.post("/standings/{uuid}/plans", response=shapes.Plans)
def plans(request: HttpRequest, uuid: UUID, given: shapes.Wish) -> dict[str, object]:
    """Return the best ways to finish within what you wish. Nothing is kept."""
    own = _own(request, uuid)
    found = catalogue.pathway(own.pathway, on=_today(), version=own.version)
    made = queries.plans(own.person_id, standing=uuid, pathway=found, wishes=_wishes(given), on=_today())
    ruled_out = {one.holding: left_out_of_plan(one) for one in made.plans.left_out}
    return {"plans": [_plan(one, made, found, own) for one in made.plans.plans], "ruled_out": ruled_out}


@router.get("/pathways/{uuid}/standings", response=Page[shapes.PathwayStanding])
def standings(
    request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Query[shapes.Sought]
) -> dict[str, object]:
    """Return who is on a pathway of your institution, by name, as it was last decided."""
    last = number_after(asked, f"standings {uuid}") or 0
    found = queries.standings(
        acting(request), pathway=uuid, state=asked.state, text=asked.text, skip=last, limit=asked.limit + 1
    )
    more = last + asked.limit if len(found) > asked.limit else None
    part = _standings(found[: asked.limit])
    return page(request, response, part, of=f"standings {uuid}", last=more)


@router.get("/standings/{uuid}", response=shapes.PathwayStanding)
def standing(request: HttpRequest, uuid: UUID) -> dict[str, object]:
    """Return one standing on a pathway of your institution."""
    return _standings([queries.standing(acting(request), uuid=uuid)])[0]


@router.post("/standings/{uuid}/confer", response={201: Created})
def confer(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Award what the pathway leads to, if it is met. The credential is signed in the background within seconds."""
    made = actions.confer_stack(acting(request), standing=uuid, at=datetime.now(UTC))
    response["Location"] = f"/api/v1/awards/{made}"
    return Created(uuid=made, address=response["Location"])


@router.post("/standings/{uuid}/keep", response=Done)
def keep(request: HttpRequest, uuid: UUID, given: shapes.Keeping) -> Done:
    """Let an award stand though something that it rests on has ended."""
    actions.keep_stack(acting(request), standing=uuid, reason=given.reason, at=datetime.now(UTC))
    return Done()


@router.post("/standings/{uuid}/waivers", response={201: Created})
def waive(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.NewWaiver) -> Created:
    """Let a clause be met for one learner, and decide anew."""
    made = actions.waive(acting(request), standing=uuid, clause=given.clause, reason=given.reason, at=datetime.now(UTC))
    response["Location"] = f"/api/v1/standings/{uuid}"
    return Created(uuid=made, address=response["Location"])


@router.post("/waivers/{uuid}/end", response=Done)
def end_waiver(request: HttpRequest, uuid: UUID) -> Done:
    """Take a waiver back, and decide anew."""
    actions.end_waiver(acting(request), waiver=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/pathways/{uuid}/reckonings", response={202: Created})
def reckon(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Decide everyone on a pathway anew, in the background."""
    made = actions.reckon_all(acting(request), pathway=uuid, at=datetime.now(UTC))
    response["Location"] = f"/api/v1/reckonings/{made}"
    return Created(uuid=made, address=response["Location"])


@router.get("/reckonings/{uuid}", response=shapes.Reckoning)
def reckoning(request: HttpRequest, uuid: UUID) -> ReckoningView:
    """Return how far that is."""
    return queries.reckoning(acting(request), uuid=uuid)


def _today() -> date:
    return datetime.now(UTC).date()


def _myself_at(request: HttpRequest, institution_id: int) -> Actor:
    """Return who asks as a person at another institution, with no more than their token gives."""
    asking = acting(request)
    return replace(actor_for(person=myself(request), institution=institution_id), allowed=asking.allowed)


def _own(request: HttpRequest, uuid: UUID) -> StandingView:
    found = next((one for one in queries.own_standings(myself(request), on=_today()) if one.uuid == uuid), None)
    if found is None:
        raise NotFound(what="standing", uuid=str(uuid))
    return found


def _planned(references: Iterable[str], found: PublishedPathway) -> Iterable[Holding]:
    """Yield holdings of what the policy names, as planned; a name that it does not know stands for itself."""
    for ref in references:
        listing = found.named.get(ref)
        yield queries.planned_holding(ref, listing, on=_today())


def _listing(one: PathwayListing) -> dict[str, object]:
    return {
        "uuid": one.uuid,
        "institution": one.institution.code,
        "code": one.code,
        "title": one.title,
        "version": _version(one.version),
        "leads_to": one.leads_to.uuid if one.leads_to else None,
        "retired_at": one.retired_at,
    }


def _version(one: PolicyView) -> dict[str, object]:
    return {
        "uuid": one.uuid,
        "version": one.version,
        "owners": [owner.code for owner in one.owners],
        "awaited": [owner.code for owner in one.awaited],
        "effective_from": one.effective_from,
        "until": one.until,
        "published_at": one.published_at,
        "digest": one.digest,
    }


def _whole(found: PublishedPathway) -> dict[str, object]:
    def name(ref: str) -> str:
        listing = found.named.get(ref)
        return next(iter(listing.title.values())) if listing else ref

    return {
        "pathway": _listing(found.listing),
        "versions": [_version(one) for one in found.versions],
        "clauses": [_clause(found.policy, at, clause_said(one, name)) for at, one in enumerate(found.policy.clauses)],
        "named": {ref: listing.uuid for ref, listing in found.named.items()},
        "sources": found.policy.sources,
        "uncertain": found.policy.uncertain,
    }


def _clause(policy: Policy, at: int, said: str) -> dict[str, object]:
    one = policy.clauses[at]
    return {"id": one.id, "rule": rule_text(one.rule), "said": said, "source": one.source}


def _standings(found: Iterable[StandingView]) -> list[dict[str, object]]:
    """Return standings with their decisions; each version of a pathway is read once for all who are on it."""
    read: dict[tuple[UUID, str], PublishedPathway] = {}
    told = []
    for one in found:
        key = (one.pathway, one.version)
        if key not in read:
            read[key] = catalogue.pathway(one.pathway, on=_today(), version=one.version)
        told.append(_standing(one, read[key]))
    return told


def _standing(one: StandingView, pathway: PublishedPathway) -> dict[str, object]:
    plain = ("uuid", "pathway", "version", "person", "name", "state", "followed_at", "bound_on", "bound_because")
    told = {name: getattr(one, name) for name in (*plain, "decided_at", "award", "lost", "settled_because")}
    return {**told, "decision": _decision(one.decision, pathway, one.holdings), "waivers": one.waivers}


def _wishes(given: shapes.Wish) -> Wishes:
    return Wishes(
        aim=given.aim,
        hours_a_week=given.hours_a_week,
        budget=given.budget,
        currency=given.currency,
        languages=tuple(given.languages),
        modes=tuple(given.modes),
        from_on=given.from_on,
        deadline=given.deadline,
        avoid=tuple(given.avoid),
    )


def _plan(one: Plan, made: Planned, pathway: PublishedPathway, own: StandingView) -> dict[str, object]:
    offered = {ref: course.listing for ref, course in made.courses.items()}
    currency = next((made.courses[step.offer].offer.currency for step in one.steps), "")
    return {
        "summary": total_said(one.totals, currency),
        "price": one.totals.price,
        "currency": currency,
        "hours": one.totals.hours,
        "ends_on": one.totals.ends_on,
        "steps": [
            {
                "ref": step.offer,
                "microcredential": made.courses[step.offer].listing.uuid,
                "starts_on": step.starts_on,
                "ends_on": step.ends_on,
                "clauses": step.clauses,
                "why": without_said(one.totals, step.without, currency),
            }
            for step in one.steps
        ],
        "gaps": _missing(one.gaps, pathway, own.holdings, offered),
        "is_proved": one.is_proved,
    }


def _decision(found: Decision, pathway: PublishedPathway, holdings: Iterable[Holding]) -> dict[str, object]:
    nearest = found.completions[0].gaps if found.completions else ()
    return {
        "verdict": found.verdict.value,
        "summary": verdict_said(found.verdict),
        "missing": _missing(nearest, pathway, holdings),
        "tree": found.to_json(),
    }


def _missing(
    gaps: Iterable[Gap],
    pathway: PublishedPathway,
    holdings: Iterable[Holding],
    offered: Mapping[str, Listing] | None = None,
) -> tuple[str, ...]:
    """Return what is missing, in the words of the pages; *offered*: what a plan knows beside what the policy names."""
    held = {one.id: one for one in holdings}
    known = {**pathway.named, **(offered or {})}
    name = names(pathway.policy, known, held.values())
    return missing_said(gaps, lookup(name, known, held), clauses_said(pathway.policy, name))
