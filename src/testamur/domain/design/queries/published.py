"""The pages that went out with a version; for rooms, in the scope that they are in."""

from __future__ import annotations

from testamur.domain.design.editions import edition_view
from testamur.domain.design.models import Edition, StoredFile
from testamur.domain.design.page_values import EditionView
from testamur.refusals import NotFound


def edition_of(version_id: int) -> EditionView | None:
    """Return the pages of a published version, by its inside id; None where it has none."""
    found = Edition.objects.filter(version_id=version_id).first()
    return None if found is None else edition_view(found)


def file_bytes(digest: str) -> bytes:
    """Return a file that an edition names. Raises `NotFound`."""
    found = StoredFile.objects.filter(digest=digest).first()
    if found is None:
        raise NotFound(what="file", digest=digest)
    return bytes(found.content)
