"""The text of a design: begun, saved, put together again, restored; never lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model import definition
from testamur.core.model.definition import MAX_BYTES
from testamur.core.quality import applying, moving
from testamur.domain.catalogue import guidelines
from testamur.domain.catalogue.queries import by_version
from testamur.domain.design import editions, facts, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Contributor, Design, Revision
from testamur.domain.design.scale_values import GuidelineMove
from testamur.domain.design.values import ORIGINS, MergeOffer, Saved
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.queries import institution
from testamur.domain.institution.steps import check_text
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

# Autosaves of one person within this of the run's beginning are one entry of the history.
RUN = timedelta(minutes=10)
_PAUSE = timedelta(minutes=3)
# What was folded away stays this long, for somebody who works from it.
_KEPT = timedelta(days=1)


class StaleRevision(Conflict):
    """Somebody saved in between; ``offer`` has both texts and a proposal to merge.

    ``facts``: based_on, current, clashes.
    """

    code = "stale-revision"

    def __init__(self, offer: MergeOffer, based_on: int) -> None:
        self.offer = offer
        clashes = len(offer.proposal.clashes)
        super().__init__(based_on=based_on, current=offer.revision, clashes=clashes)


@scoped
def start(
    actor: Actor,
    *,
    title: str,
    at: datetime,
    source: str = "",
    origin: str = "blank",
    origin_note: str = "",
    guidelines_wanted: Sequence[str] = (),
) -> UUID:
    """Begin a design, with a text or without one; its guidelines are frozen now. Raises `Invalid`.

    *guidelines_wanted* are ids, or ids with versions; by default those that apply here today.
    """
    require(actor, Permission.DESIGN)
    rows.choice("origin", origin, ORIGINS[:4])
    row = _begun(actor, title, source, origin, origin_note, _frozen(actor, guidelines_wanted, source, at), at)
    rows.tell(actor, row, "start", at)
    ledger.record(actor, verb="design.start", subject=f"design:{row.uuid}", at=at, origin=origin)
    return row.uuid


@scoped
def clone(actor: Actor, *, design: UUID, at: datetime, title: str = "") -> UUID:
    """Begin a design with the text of another one here, under the guidelines in use today. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    model = rows.readable(actor, design)
    source = rows.head(model).source
    row = _begun(actor, title or model.title, source, "design", "", _frozen(actor, (), source, at), at)
    row.from_design, row.from_revision, row.family = model, model.revision, model.family
    row.save(update_fields=["from_design", "from_revision", "family"])
    editions.copy(model, row, actor.me, at)
    rows.tell(actor, row, "start", at)
    ledger.record(actor, verb="design.clone", subject=f"design:{row.uuid}", at=at, model=str(design))
    return row.uuid


@scoped
def clone_published(actor: Actor, *, version: UUID, at: datetime, title: str = "") -> UUID:
    """Begin a design with the text of a published version, of any institution. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    model = by_version(version)
    named = title or facts.title(model.definition)
    row = _begun(actor, named, model.source, "published", model.listing.code, _frozen(actor, (), model.source, at), at)
    row.from_version_id = model.version.id
    row.save(update_fields=["from_version"])
    editions.copy_published(model.version.id, row, actor.me, at)
    rows.tell(actor, row, "start", at)
    ledger.record(actor, verb="design.clone_published", subject=f"design:{row.uuid}", at=at, version=str(version))
    return row.uuid


@scoped
def save(
    actor: Actor,
    *,
    design: UUID,
    source: str,
    based_on: int,
    at: datetime,
    message: str = "",
    is_auto: bool = False,
) -> Saved:
    """Save a text that was made from revision *based_on*; the same text again changes nothing.

    It need not be readable yet: nothing is lost. Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`,
    `StaleRevision`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    text = _checked(source)
    head = rows.head(row)
    # What was kept while it was typed becomes an entry of its own once somebody saves it: it has their words.
    if head.digest == facts.digest(text) and (is_auto or head.kind != "autosave"):
        return Saved(head.number, head.digest, is_new=False, problems=_problems(text))
    if based_on != head.number:
        raise StaleRevision(facts.offer(row, head, text, based_on), based_on)
    said = prose("message", message, needed=False, longest=300)
    kind = "autosave" if is_auto else "save"
    made, problems = _add(actor, row, text, kind, at, before=head, message=said, based_on=based_on)
    if row.state != states.DRAFT or not is_auto:
        rows.move(actor, row, "save", at, note=said)
    told = {"revision": made.number, "digest": made.digest, "auto": is_auto}
    ledger.record(actor, verb="design.save", subject=f"design:{design}", at=at, **told)
    return Saved(made.number, made.digest, is_new=True, problems=problems)


@scoped
def restore(actor: Actor, *, design: UUID, revision: int, at: datetime, message: str = "") -> Saved:
    """Make an earlier text the newest again; what came between stays in the history. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    wanted = row.revisions.filter(number=revision, folded=False).first()
    if wanted is None:
        raise NotFound(what="revision", number=revision)
    said = prose("message", message, needed=False, longest=300)
    before = rows.head(row)
    made, problems = _add(actor, row, wanted.source, "restore", at, before=before, message=said, based_on=revision)
    rows.move(actor, row, "save", at, note=said, told_as="restore")
    ledger.record(actor, verb="design.restore", subject=f"design:{design}", at=at, revision=revision)
    return Saved(made.number, made.digest, is_new=True, problems=problems)


@scoped
def move_guidelines(
    actor: Actor, *, design: UUID, wanted: Sequence[str], at: datetime, rehearse: bool = False
) -> GuidelineMove:
    """Hold a design against other packs or versions from now on, and return what that changes; *rehearse* only tells.

    Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "move_guidelines")
    if not wanted:
        raise Invalid(field="guidelines", found="")
    before, after = guidelines.named(row.guidelines), guidelines.named(wanted)
    course = facts.parsed(rows.head(row).source)
    told = moving(course, before, after, on=at.date()) if course else None
    answer = GuidelineMove(tuple(row.guidelines), tuple(pack.reference for pack in after), told)
    if rehearse or answer.before == answer.after:
        return answer
    row.guidelines = list(answer.after)
    row.save(update_fields=["guidelines"])
    rows.move(actor, row, "move_guidelines", at, note=", ".join(answer.after))
    ledger.record(
        actor, verb="design.move_guidelines", subject=f"design:{design}", at=at, guidelines=list(answer.after)
    )
    return answer


@scoped
def abandon(actor: Actor, *, design: UUID, reason: str, at: datetime) -> None:
    """Give a design up before it is published; it stays readable. Raises `NotFound`, `NotAMaker`, `WrongStage`."""
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "abandon")
    said = prose("reason", reason, longest=2000)
    rows.move(actor, row, "abandon", at, note=said)
    ledger.record(actor, verb="design.abandon", subject=f"design:{design}", at=at)


def begun(actor: Actor, title: str, source: str, origin: str, note: str, at: datetime) -> Design:
    """Return a new design under the guidelines that apply today; the trace is the caller's."""
    return _begun(actor, title, source, origin, note, _frozen(actor, (), source, at), at)


def _begun(actor: Actor, title: str, source: str, origin: str, note: str, frozen: list[str], at: datetime) -> Design:
    check_text("title", title)
    row = Design.objects.create(
        institution_id=actor.here,
        title=title.strip()[:250],
        state=states.DRAFT,
        state_since=at,
        guidelines=frozen,
        origin=origin,
        origin_note=prose("origin_note", note, needed=False, longest=200),
        started_at=at,
        started_by_id=actor.me,
        changed_at=at,
    )
    Contributor.objects.create(
        institution_id=actor.here,
        design=row,
        person_id=actor.me,
        roles=["lead", "author"],
        may_edit=True,
        added_at=at,
        added_by_id=actor.me,
    )
    _add(actor, row, _checked(source), "start", at)
    return row


def _add(
    actor: Actor,
    row: Design,
    text: str,
    kind: str,
    at: datetime,
    *,
    before: Revision | None = None,
    message: str = "",
    based_on: int | None = None,
) -> tuple[Revision, tuple[definition.Problem, ...]]:
    """Add a revision after *before*, the newest, and return it with what keeps it from being read.

    An autosave that goes on with a run of the same person folds the one before away. What somebody has spoken of,
    judged or signed stays in the history: they can be asked for it for ever.
    """
    goes_on = kind == "autosave" and before is not None and _goes_on(before, actor, at) and not _is_cited(row)
    made = Revision.objects.create(
        institution_id=row.institution_id,
        design=row,
        number=row.revision + 1,
        kind=kind,
        source=text,
        digest=facts.digest(text),
        message=message,
        based_on=based_on,
        run_began_at=before.run_began_at if before and goes_on else at,
        saved_at=at,
        saved_by_id=actor.me,
    )
    if before and goes_on:
        Revision.objects.filter(pk=before.pk).update(folded=True)
    else:
        row.revisions.filter(folded=True, saved_at__lt=at - _KEPT).delete()
    return made, _mirror(row, made, at)


def _goes_on(before: Revision, actor: Actor, at: datetime) -> bool:
    is_run = before.kind == "autosave" and before.saved_by_id == actor.person_id
    return is_run and at - before.run_began_at <= RUN and at - before.saved_at <= _PAUSE


def _is_cited(row: Design) -> bool:
    """Tell whether anybody has spoken of the newest text, judged it, signed it or begun another design with it."""
    spoken = (row.reviews, row.change_requests, row.relevance_reviews, row.sign_offs, row.approvals)
    found = row.comments.filter(revision=row.revision).values("pk")
    others = [one.filter(revision=row.revision).values("pk") for one in spoken]
    return found.union(*others, row.clones.filter(from_revision=row.revision).values("pk"), all=True).exists()


def _mirror(row: Design, text: Revision, at: datetime) -> tuple[definition.Problem, ...]:
    """Keep the newest number, and title and code of the newest text that can be read; return what is wrong with it."""
    row.revision, row.changed_at = text.number, at
    problems: tuple[definition.Problem, ...] = ()
    try:
        course = definition.parse(text.source)
        row.title, row.code = facts.title(course), course.id[:100]
    except definition.DefinitionError as error:
        problems = error.problems
    row.save(update_fields=["revision", "changed_at", "title", "code"])
    return problems


def _checked(source: str) -> str:
    text = source.replace("\r\n", "\n")
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise Invalid(field="source", found=size, longest=MAX_BYTES)
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Invalid(field="source", found="U+0000")
    return text


def _problems(text: str) -> tuple[definition.Problem, ...]:
    try:
        definition.parse(text)
    except definition.DefinitionError as error:
        return error.problems
    return ()


def _frozen(actor: Actor, wanted: Sequence[str], source: str, at: datetime) -> list[str]:
    """Return the guidelines of a new design: those wanted, else those that apply to its text, else to its house."""
    if wanted:
        return [pack.reference for pack in guidelines.named(wanted)]
    course = facts.parsed(source)
    if course:
        return [pack.reference for pack in applying(course, guidelines.in_use(), at.date())]
    country = institution(actor.here).country
    return [
        pack.reference
        for pack in guidelines.in_use()
        if not pack.on_request and pack.holds(at.date()) and (not pack.countries or country in pack.countries)
    ]
