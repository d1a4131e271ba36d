"""The pages that learners will read: begun, saved, put in order, removed, restored; no text is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from testamur.adapters.postgres.scope import scoped
from testamur.core.pages import MAX_TEXT
from testamur.domain.design import editions, states
from testamur.domain.design.actions import rows
from testamur.domain.design.actions.drafting import RUN
from testamur.domain.design.models import Design, Page, PageText
from testamur.domain.design.page_values import MOST_PAGES, PageSaved
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.steps import check_text
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_PAUSE = timedelta(minutes=3)
_KEPT = timedelta(days=1)


class StalePage(Conflict):
    """Somebody saved the page in between. ``facts``: based_on, current."""

    code = "stale-page"


@scoped
def add_page(actor: Actor, *, design: UUID, title: str, at: datetime, place: str = "", text: str = "") -> UUID:
    """Begin a page behind all others and return its uuid. Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    made = put(actor, row, title, place, text, at)
    _told(actor, row, at)
    ledger.record(actor, verb="design.add_page", subject=f"design:{design}", at=at, page=str(made.uuid))
    return made.uuid


@scoped
def save_page(
    actor: Actor,
    *,
    page: UUID,
    title: str,
    text: str,
    based_on: int,
    at: datetime,
    place: str = "",
    is_auto: bool = False,
) -> PageSaved:
    """Save a page that was made from its text *based_on*; the same again changes nothing.

    Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`, `StalePage`.
    """
    require(actor, Permission.CO_DESIGN)
    found, design = _page(actor, page)
    check_text("title", title)
    body, where = checked(text), prose("place", place, needed=False, longest=rows.LONGEST_PLACE)
    head = found.texts.get(number=found.revision)
    is_same = (head.title, head.place, head.text) == (title.strip(), where, body)
    if is_same and (is_auto or head.kind != "autosave"):
        return PageSaved(head.number, is_new=False)
    if based_on != head.number:
        raise StalePage(based_on=based_on, current=head.number)
    made = _write(actor, found, title, where, body, "autosave" if is_auto else "save", at, before=head)
    _told(actor, design, at, is_auto=is_auto)
    told = {"page": str(page), "revision": made.number, "digest": made.digest, "auto": is_auto}
    ledger.record(actor, verb="design.save_page", subject=f"design:{design.uuid}", at=at, **told)
    return PageSaved(made.number, is_new=True)


@scoped
def restore_page(actor: Actor, *, page: UUID, revision: int, at: datetime) -> None:
    """Make an earlier text of a page the newest again. Raises `NotFound`, `NotAMaker`, `WrongStage`."""
    require(actor, Permission.CO_DESIGN)
    found, design = _page(actor, page)
    wanted = found.texts.filter(number=revision, folded=False).first()
    if wanted is None:
        raise NotFound(what="revision", number=revision)
    _write(actor, found, wanted.title, wanted.place, wanted.text, "restore", at)
    _told(actor, design, at)
    told = {"page": str(page), "revision": revision}
    ledger.record(actor, verb="design.restore_page", subject=f"design:{design.uuid}", at=at, **told)


@scoped
def move_page(actor: Actor, *, page: UUID, by: int, at: datetime) -> None:
    """Move a page up (-1) or down (1); at an end it stays. Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    found, design = _page(actor, page)
    if by not in (-1, 1):
        raise Invalid(field="by", found=by, allowed="-1, 1")
    order = list(design.pages.filter(removed_at__isnull=True).order_by("position"))
    here = [one.pk for one in order].index(found.pk)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for number, one in enumerate(order, 1):
        one.position = number
    Page.objects.bulk_update(order, ["position"])
    _told(actor, design, at)
    ledger.record(actor, verb="design.move_page", subject=f"design:{design.uuid}", at=at, page=str(page), by=by)


@scoped
def remove_page(actor: Actor, *, page: UUID, at: datetime, is_back: bool = False) -> None:
    """Take a page out, or put it back behind all others; its texts are kept. Raises as `save_page`."""
    require(actor, Permission.CO_DESIGN)
    found, design = _page(actor, page, is_removed=is_back)
    found.removed_at = None if is_back else at
    found.position = _last(design) + 1
    found.save(update_fields=["removed_at", "position"])
    _told(actor, design, at)
    told = {"page": str(page), "back": is_back}
    ledger.record(actor, verb="design.remove_page", subject=f"design:{design.uuid}", at=at, **told)


def put(actor: Actor, row: Design, title: str, place: str, text: str, at: datetime) -> Page:
    """Return a new page of a design, behind all others; permission and trace are the caller's. Raises `Invalid`."""
    count = row.pages.filter(removed_at__isnull=True).count()
    if count >= MOST_PAGES:
        raise Invalid(field="pages", found=count + 1, longest=MOST_PAGES)
    check_text("title", title)
    made = Page.objects.create(
        institution_id=row.institution_id,
        design=row,
        position=_last(row) + 1,
        title=title.strip(),
        begun_at=at,
    )
    where = prose("place", place, needed=False, longest=rows.LONGEST_PLACE)
    _write(actor, made, title, where, checked(text), "start", at)
    return made


def checked(text: str) -> str:
    """Return the text of a page as it is kept. Raises `Invalid`."""
    found = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(found) > MAX_TEXT:
        raise Invalid(field="text", found=len(found), longest=MAX_TEXT)
    if "\x00" in found or any("\ud800" <= letter <= "\udfff" for letter in found):
        raise Invalid(field="text", found="U+0000")
    return found


def _write(
    actor: Actor,
    page: Page,
    title: str,
    place: str,
    text: str,
    kind: str,
    at: datetime,
    *,
    before: PageText | None = None,
) -> PageText:
    """Add a text; an autosave that goes on with a run of the same person folds the one before away."""
    goes_on = kind == "autosave" and before is not None and _goes_on(before, actor, at)
    made = PageText.objects.create(
        institution_id=page.institution_id,
        page=page,
        number=page.revision + 1,
        kind=kind,
        title=title.strip(),
        place=place,
        text=text,
        digest=editions.digest(title.strip(), place, text),
        run_began_at=before.run_began_at if before and goes_on else at,
        saved_at=at,
        saved_by_id=actor.me,
    )
    if before and goes_on:
        PageText.objects.filter(pk=before.pk).update(folded=True)
    else:
        page.texts.filter(folded=True, saved_at__lt=at - _KEPT).delete()
    page.title, page.place, page.revision = made.title, place, made.number
    page.save(update_fields=["title", "place", "revision"])
    return made


def _goes_on(before: PageText, actor: Actor, at: datetime) -> bool:
    is_run = before.kind == "autosave" and before.saved_by_id == actor.person_id
    return is_run and at - before.run_began_at <= RUN and at - before.saved_at <= _PAUSE


def _page(actor: Actor, uuid: UUID, *, is_removed: bool = False) -> tuple[Page, Design]:
    """Return a page and its design, locked, for somebody who may change it."""
    found = Page.objects.filter(uuid=uuid, removed_at__isnull=not is_removed).select_related("design").first()
    if found is None:
        raise NotFound(what="page", uuid=str(uuid))
    design = rows.made(actor, found.design.uuid, "save")
    # Read again behind the lock: what somebody saved while we waited for it is there now.
    return Page.objects.get(pk=found.pk), design


def _last(row: Design) -> int:
    return row.pages.aggregate(last=Max("position"))["last"] or 0


def _told(actor: Actor, row: Design, at: datetime, *, is_auto: bool = False) -> None:
    """Lead the design back to being a draft, as every change of what is to be reviewed does."""
    if row.state != states.DRAFT or not is_auto:
        rows.move(actor, row, "save", at)
