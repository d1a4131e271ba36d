"""The pages of a design, their texts, and the files that they use."""

from __future__ import annotations

import difflib
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.pages import Known
from testamur.domain.design import editions, facts
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Page, PageText
from testamur.domain.design.page_values import FileView, PageDifference, PageLine, PageRevision, PageView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound


@scoped
def pages(actor: Actor, *, design: UUID) -> list[PageView]:
    """Return the pages of a design in order, each with its newest text. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, design)
    return [_view(page, text) for page, text in editions.pages_of(row)]


@scoped
def removed_pages(actor: Actor, *, design: UUID) -> list[PageLine]:
    """Return what was taken out and can be put back, the last first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, design).pages.filter(removed_at__isnull=False)
    return [editions.line(one) for one in found.order_by("-removed_at")]


@scoped
def page(actor: Actor, *, design: UUID, uuid: UUID) -> PageView:
    """Return a page with its newest text. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = _found(actor, design, uuid)
    return _view(found, found.texts.get(number=found.revision))


@scoped
def page_history(actor: Actor, *, design: UUID, uuid: UUID, limit: int = 50) -> list[PageRevision]:
    """Return the texts of a page, the newest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = _found(actor, design, uuid).texts.filter(folded=False).order_by("-number")
    return [_revision(one) for one in found.defer("text")[:limit]]


@scoped
def page_difference(actor: Actor, *, design: UUID, uuid: UUID, before: int) -> PageDifference:
    """Return what changed since an earlier text of a page. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = _found(actor, design, uuid)
    old = found.texts.filter(number=before).first()
    if old is None:
        raise NotFound(what="revision", number=before)
    new = found.texts.get(number=found.revision)
    lines = difflib.unified_diff(old.text.split("\n"), new.text.split("\n"), lineterm="", n=2)
    return PageDifference(_revision(old), _revision(new), tuple(lines))


@scoped
def files(actor: Actor, *, design: UUID) -> list[FileView]:
    """Return the files that pages of a design can name. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, design)
    found = row.assets.filter(withdrawn_at__isnull=True, file__isnull=False).exclude(file_name="")
    return [editions.file_view(one) for one in found.select_related("file").defer("file__content").order_by("pk")]


@scoped
def file(actor: Actor, *, design: UUID, name: str) -> tuple[FileView, bytes]:
    """Return a file of a design with its bytes. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, design)
    found = row.assets.filter(withdrawn_at__isnull=True, file_name=name).select_related("file").first()
    if not name or found is None or found.file is None:
        raise NotFound(what="file", name=name[:100])
    return editions.file_view(found), bytes(found.file.content)


@scoped
def nameable(actor: Actor, *, design: UUID, hosts: frozenset[str]) -> Known:
    """Return what pages of a design can name: its files and assessments, and *hosts*. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, design)
    course = facts.parsed(rows.head(row).source)
    found = files(actor, design=design)
    return Known(
        files={one.name: one.is_picture for one in found},
        noted=frozenset(one.name for one in found if one.note),
        assessments=frozenset(one.id for one in course.assessments) if course else frozenset(),
        hosts=hosts,
    )


def _found(actor: Actor, design: UUID, uuid: UUID) -> Page:
    found = rows.readable(actor, design).pages.filter(uuid=uuid, removed_at__isnull=True).first()
    if found is None:
        raise NotFound(what="page", uuid=str(uuid))
    return found


def _view(found: Page, text: PageText) -> PageView:
    return PageView(editions.line(found), found.design.uuid, text.text, text.saved_at, text.saved_by_id)


def _revision(one: PageText) -> PageRevision:
    return PageRevision(one.number, one.kind, one.title, one.saved_at, one.saved_by_id)
