"""The pages of a design as they leave it: put into an edition with a version, or copied into another design.

These are steps of other actions: permission and trace are theirs.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from testamur.domain.design.models import Asset, Design, Edition, Page, PageText, StoredFile
from testamur.domain.design.page_values import EditionView, FileView, PageLine, ReadPage


def pages_of(row: Design) -> list[tuple[Page, PageText]]:
    """Return the pages of a design in order, each with its newest text."""
    here = list(row.pages.filter(removed_at__isnull=True).order_by("position", "pk"))
    texts = {(one.page_id, one.number): one for one in PageText.objects.filter(page__in=here, folded=False)}
    return [(one, texts[one.pk, one.revision]) for one in here]


def digest_part(row: Design) -> str:
    """Return what stands for all pages in a digest of the whole; empty where there are none."""
    return "\n".join(f"{page.uuid} {text.digest}" for page, text in pages_of(row))


def digest(title: str, place: str, text: str) -> str:
    """Return the SHA-256 of all that a text of a page says, in hexadecimal."""
    return hashlib.sha256(f"{title}\n{place}\n{text}".encode()).hexdigest()


def put_out(row: Design, version_id: int, at: datetime) -> None:
    """Freeze the pages with a published version; without pages there is no edition."""
    found = pages_of(row)
    if not found:
        return
    Edition.objects.create(
        institution_id=row.institution_id,
        version_id=version_id,
        design=row,
        pages=[_page(page, text) for page, text in found],
        files=[_file(one) for one in _assets(row)],
        at=at,
    )


def copy(source: Design, to: Design, by: int, at: datetime) -> None:
    """Give a design the pages and files of another one of its house, as its own."""
    for asset in _assets(source):
        _take(to, asset.file, _file(asset), asset.kind, by, at)
    _write_all(to, [_page(page, text) for page, text in pages_of(source)], by, at)


def copy_published(version_id: int, to: Design, by: int, at: datetime) -> None:
    """Give a design the pages of a published version of its house; another house's stay there, with their licences."""
    found = Edition.objects.filter(version_id=version_id, institution_id=to.institution_id).first()
    if found is None:
        return
    stored = {one.digest: one for one in StoredFile.objects.filter(digest__in=[one["digest"] for one in found.files])}
    for one in found.files:
        _take(to, stored[one["digest"]], one, "image" if one["media_type"].startswith("image/") else "text", by, at)
    _write_all(to, found.pages, by, at)


def line(page: Page) -> PageLine:
    """Return a page as a line of the list."""
    return PageLine(page.uuid, page.title, page.place, page.position, page.revision)


def file_view(asset: Asset) -> FileView:
    """Return a file of a design as a value."""
    found = _file(asset)
    return _seen(found)


def edition_view(row: Edition) -> EditionView:
    """Return an edition as a value."""
    pages = tuple(ReadPage(UUID(one["uuid"]), one["title"], one["place"], one["text"]) for one in row.pages)
    return EditionView(pages, tuple(_seen(one) for one in row.files))


def _assets(row: Design) -> list[Asset]:
    found = row.assets.filter(withdrawn_at__isnull=True, file__isnull=False).exclude(file_name="")
    return list(found.select_related("file").defer("file__content").order_by("pk"))


def _page(page: Page, text: PageText) -> dict[str, str]:
    return {"uuid": str(page.uuid), "title": text.title, "place": text.place, "text": text.text}


def _file(one: Asset) -> dict[str, str]:
    stored = one.file
    sizes = {} if stored is None else {"size": str(stored.size), "width": str(stored.width)}
    return {
        "name": one.file_name,
        "digest": "" if stored is None else stored.digest,
        "media_type": "" if stored is None else stored.media_type,
        "height": "" if stored is None else str(stored.height),
        "owner": one.owner,
        "licence": one.licence,
        "note": one.note,
        "place": one.place,
        **sizes,
    }


def _seen(told: dict[str, str]) -> FileView:
    return FileView(
        name=told["name"],
        media_type=told["media_type"],
        size=int(told["size"]),
        width=int(told["width"]),
        height=int(told["height"]),
        digest=told["digest"],
        owner=told["owner"],
        licence=told["licence"],
        note=told["note"],
    )


def _take(to: Design, stored: StoredFile | None, told: dict[str, str], kind: str, by: int, at: datetime) -> None:
    Asset.objects.create(
        institution_id=to.institution_id,
        design=to,
        name=told["name"],
        kind=kind,
        place=told["place"],
        owner=told["owner"],
        licence=told["licence"],
        note=told["note"],
        recorded_at=at,
        recorded_by_id=by,
        file=stored,
        file_name=told["name"],
    )


def _write_all(to: Design, told: list[dict[str, str]], by: int, at: datetime) -> None:
    for number, one in enumerate(told, 1):
        page = Page.objects.create(
            institution_id=to.institution_id,
            design=to,
            position=number,
            title=one["title"],
            place=one["place"],
            revision=1,
            begun_at=at,
        )
        PageText.objects.create(
            institution_id=to.institution_id,
            page=page,
            number=1,
            kind="start",
            title=one["title"],
            place=one["place"],
            text=one["text"],
            digest=digest(one["title"], one["place"], one["text"]),
            run_began_at=at,
            saved_at=at,
            saved_by_id=by,
        )
