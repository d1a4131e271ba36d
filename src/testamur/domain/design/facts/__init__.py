"""This room's rows as core values and views, and texts as what is stored of them."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from testamur.core import quality
from testamur.core.assurance import Risk
from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError
from testamur.core.model.definition.merging import merge
from testamur.core.model.microcredential import Contributor as Maker
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.catalogue import guidelines
from testamur.domain.catalogue.steps import uuids_of
from testamur.domain.design import editions, values
from testamur.domain.design.models import (
    Approval,
    Asset,
    ChangeRequest,
    Comment,
    Contributor,
    Design,
    Event,
    Review,
    Revision,
)
from testamur.refusals import NotFound

_JUST_REVIEWING = ["reviewer"]


def digest(source: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(source.encode()).hexdigest()


def authors(row: Design) -> frozenset[int]:
    """Return the inside ids of everyone who had a part in the text, whether they are still there or not."""
    makers = row.contributors.exclude(roles=_JUST_REVIEWING).values_list("person_id", flat=True)
    writers = row.revisions.values_list("saved_by_id", flat=True)
    return frozenset({row.started_by_id, *makers, *writers})


def barriers(row: Design, head: Revision) -> tuple[str, ...]:
    """Return what keeps a design from being handed to reviewers, as codes; empty: nothing does."""
    seen = examined(row, head)
    here = row.contributors.filter(left_at__isnull=True)
    spoken = set(row.interests.values_list("person_id", flat=True))
    unanswered = row.change_requests.filter(is_blocking=True, resolved_at__isnull=True, answered_at__isnull=True)
    found = {
        "unreadable": seen.definition is None,
        "hard-findings": seen.report is not None and not seen.report,
        "subject-expert": not row.sign_offs.filter(digest=content_digest(row, head)).exists(),
        "interests": not set(here.values_list("person_id", flat=True)) <= spoken,
        "change-requests": unanswered.exists(),
    }
    return tuple(code for code, holds in found.items() if holds)


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def content_digest(row: Design, head: Revision) -> str:
    """Return the SHA-256 of all that a subject expert stands for: the text, and the pages where there are any."""
    pages = editions.digest_part(row)
    return digest(f"{head.digest}\n{pages}") if pages else head.digest


def level_of(course: MicroCredential) -> str:
    """Return the level as an approver names it, such as ``EQF 6``; empty where there is none."""
    return str(course.level) if course.level else ""


def credits_of(course: MicroCredential) -> str:
    """Return the credit value as an approver names it, such as ``2 ECTS``; empty where there is none."""
    return str(course.workload.credits) if course.workload.credits else ""


def version_in(source: str) -> str:
    """Return the version that a text that can be read gives itself."""
    return definition.parse(source).version


def makers(row: Design, approval: Approval) -> list[Maker]:
    """Return whom the published text names: everyone who had a part, its reviewers too, the lead first."""
    found = [maker(one) for one in row.contributors.select_related("person").order_by("pk")]
    judges = row.reviews.filter(digest=approval.digest, kind="peer", outcome="passed").select_related("reviewer")
    known = {one.name for one in found}
    for one in judges:
        person = one.reviewer
        if person is not None and person.name and person.name not in known:
            found.append(Maker(name=person.name, roles=("reviewer",)))
    return found + _partners(row)


def _partners(row: Design) -> list[Maker]:
    """Return the organisations that said what is needed or whether it serves the need; their people are not named."""
    spoken = row.partnerships.filter(Q(briefs__isnull=False) | Q(reviews__isnull=False)).select_related("organisation")
    names = dict.fromkeys(one.organisation.name for one in spoken.order_by("pk"))
    return [Maker(name=name, roles=("industry_partner",), organisation=name) for name in names]


def microcredential_of(row: Design) -> UUID:
    """Return the permanent uuid of what a design became. Raises `NotFound`."""
    if row.microcredential_id is None:
        raise NotFound(what="microcredential", uuid=str(row.uuid))
    return uuids_of([row.microcredential_id])[row.microcredential_id]


def examined(row: Design, text: Revision) -> values.Examined:
    """Return a text held against the guidelines of its design, in their frozen versions."""
    try:
        reading = definition.read(text.source)
    except DefinitionError as error:
        return values.Examined(text.source, text.number, text.digest, None, None, error.problems)
    packs = guidelines.named(row.guidelines)
    report = quality.check(reading.definition, packs, on=text.saved_at.date(), places=reading.places, chosen=True)
    report = replace(report, findings=tuple(one for one in report.findings if not _is_given_here(one)))
    return values.Examined(text.source, text.number, text.digest, reading.definition, report, ())


def _is_given_here(finding: quality.Finding) -> bool:
    """Whether publishing gives what a finding misses: the page that stays is this house's to make, not the author's."""
    return finding.rule.check == "present" and finding.rule.parameters.get("of") == "url"


def offer(row: Design, head: Revision, text: str, based_on: int, giving_way: Collection[int] = ()) -> values.MergeOffer:
    """Return what can be done about a save that came too late; its base is gone only after a day."""
    base = row.revisions.filter(number__lte=based_on).order_by("-number").first() or head
    return values.MergeOffer(
        revision=head.number,
        theirs_by=head.saved_by_id,
        theirs_at=head.saved_at,
        yours=text,
        theirs=head.source,
        proposal=merge(base.source, text, head.source, giving_way=giving_way),
    )


def report_json(report: quality.Report) -> dict[str, object]:
    """Return a report as it is kept with a review: rules with their words, so that it reads the same for ever."""
    return {
        "versions": list(report.versions),
        "findings": [_finding(one) for one in report.findings],
        "questions": [
            {"code": one.code, "ask": one.ask, "why": one.why, "source": one.source, "about": one.about}
            for one in report.questions
        ],
    }


def difference(before: Revision, after: Revision) -> values.Difference:
    """Return what changed between two texts."""
    old, new = parsed(before.source), parsed(after.source)
    lines = difflib.unified_diff(before.source.split("\n"), after.source.split("\n"), lineterm="", n=2)
    told = definition.changes(old, new) if old and new else ()
    return values.Difference(revision(before), revision(after), told, tuple(lines))


def changes_between(before: str, after: str) -> tuple[definition.Change, ...]:
    """Return what changed by field; nothing where either text cannot be read."""
    old, new = parsed(before), parsed(after)
    return definition.changes(old, new) if old and new else ()


def parsed(source: str) -> MicroCredential | None:
    """Return the definition in a text, or None while it cannot be read."""
    try:
        return definition.parse(source)
    except DefinitionError:
        return None


def title(course: MicroCredential) -> str:
    """Return the title in the language of the file."""
    return next(iter(course.title.values()), "")[:250]


def revision(row: Revision) -> values.RevisionView:
    """Return a text as a line of the history."""
    return values.RevisionView(
        number=row.number,
        kind=row.kind,
        digest=row.digest,
        message=row.message,
        based_on=row.based_on,
        began_at=row.run_began_at,
        saved_at=row.saved_at,
        saved_by=row.saved_by_id,
    )


def line(row: Design, open_changes: int = 0, open_comments: int = 0) -> values.DesignLine:
    """Return a design as a line of the desk."""
    return values.DesignLine(
        uuid=row.uuid,
        title=row.title,
        code=row.code,
        state=row.state,
        state_since=row.state_since,
        revision=row.revision,
        changed_at=row.changed_at,
        started_by=row.started_by_id,
        origin=row.origin,
        review_due_on=row.review_due_on,
        open_changes=open_changes,
        open_comments=open_comments,
    )


def event(row: Event) -> values.EventView:
    """Return what happened as a value."""
    return values.EventView(row.at, row.kind, row.by_id, row.state, row.note)


def comment(row: Comment, answers: Iterable[Comment] = ()) -> values.CommentView:
    """Return a comment with its answers."""
    return values.CommentView(
        uuid=row.uuid,
        place=row.place,
        text=row.text,
        revision=row.revision,
        said_at=row.said_at,
        said_by=row.said_by_id,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by_id,
        answers=tuple(comment(one) for one in answers),
    )


def contributor(row: Contributor, *, signed: bool, interest: str | None) -> values.ContributorView:
    """Return a contributor; ``person`` is loaded with it. *interest*: what they have said; None: nothing yet."""
    return values.ContributorView(
        person=row.person_id,
        uuid=row.person.uuid,
        name=row.person.name,
        email=row.person.email,
        roles=tuple(row.roles),
        may_edit=row.may_edit,
        organisation=row.organisation,
        orcid=row.orcid,
        left_at=row.left_at,
        is_author=list(row.roles) != _JUST_REVIEWING,
        has_signed_off=signed,
        interest=interest,
    )


def maker(row: Contributor) -> Maker:
    """Return a contributor as the definition names one; ``person`` is loaded with it."""
    name = row.person.name or row.person.email.partition("@")[0]
    return Maker(name=name, roles=tuple(row.roles), organisation=row.organisation, orcid=row.orcid)


def asset(row: Asset) -> values.AssetView:
    """Return an asset as a value."""
    return values.AssetView(
        uuid=row.uuid,
        name=row.name,
        kind=row.kind,
        place=row.place,
        owner=row.owner,
        licence=row.licence,
        address=row.address,
        note=row.note,
        recorded_at=row.recorded_at,
        file_name=row.file_name,
    )


def review(row: Review) -> values.ReviewView:
    """Return a review as a value."""
    return values.ReviewView(
        uuid=row.uuid,
        kind=row.kind,
        reviewer=row.reviewer_id,
        asked_at=row.asked_at,
        due_on=row.due_on,
        revision=row.revision,
        digest=row.digest,
        packs=tuple(row.packs),
        report=row.report,
        answers=row.answers,
        level=row.level,
        credits=row.credits,
        minutes=row.minutes,
        outcome=row.outcome,
        note=row.note,
        closed_at=row.closed_at,
    )


def change(row: ChangeRequest) -> values.ChangeView:
    """Return a change request; ``review`` is loaded with it."""
    return values.ChangeView(
        uuid=row.uuid,
        review=row.review.uuid if row.review else None,
        revision=row.revision,
        place=row.place,
        text=row.text,
        is_blocking=row.is_blocking,
        asked_at=row.asked_at,
        asked_by=row.asked_by_id,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=row.answered_by_id,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by_id,
        resolution=row.resolution,
    )


def approval(row: Approval) -> values.ApprovalView:
    """Return an approval as a value."""
    return values.ApprovalView(
        row.uuid,
        row.revision,
        row.digest,
        row.level,
        row.credits,
        row.approved_by_id,
        row.weighed_by_id,
        row.statement,
        row.at,
    )


def _finding(found: quality.Finding) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": str(found.severity),
        "key": found.key,
        "line": found.place.line if found.place else None,
        "facts": dict(found.facts),
        "why": found.rule.why,
        "fix": found.rule.fix,
        "source": found.rule.source,
    }


def stratum(row: Design) -> str:
    """Return in which stratum of risk a design is drawn; what nobody has looked at is high."""
    newest = row.risk_snapshots.order_by("-pk").first()
    return newest.stratum if newest else "high"


def own_figures(row: Design, head: Revision, on: date) -> dict[str, int | None]:
    """Return the figures of risk that this room knows itself."""
    course = parsed(head.source)
    if course is None:
        return {}
    assessed = {name for one in course.assessments for name in one.outcomes}
    late = (on - row.review_due_on).days if row.review_due_on else 0
    return {
        "outcomes": len(course.outcomes),
        "outcomes_assessed": sum(one.id in assessed for one in course.outcomes),
        "days_overdue": max(late, 0),
    }


def signals_json(risk: Risk) -> list[dict[str, str]]:
    """Return signals as they are kept; figures are decimals as text, empty where there are none."""
    return [
        {
            "code": one.code,
            "level": one.level,
            **{
                name: "" if found is None else str(found)
                for name, found in (("value", one.value), ("part", one.part), ("whole", one.whole))
            },
        }
        for one in risk.signals
    ]
