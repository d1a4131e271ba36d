"""Collected files: names with a digest, and the style sheets of every page in one file besides."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from testamur.interfaces.web.look import JOINED, SHEETS


class CollectedFiles(ManifestStaticFilesStorage):
    """Django's storage with digests, which joins the sheets before it names them."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *how: object, **options: object
    ) -> Iterator[tuple[str, str, bool] | tuple[str, None, RuntimeError]]:
        """Join the sheets in the order of pages, then give every file its name; yields what became of each."""
        sheets = []
        for name in SHEETS:
            storage, path = paths[name]
            with storage.open(path) as sheet:
                sheets.append(sheet.read())
        self.delete(JOINED)
        self.save(JOINED, ContentFile(b"\n".join(sheets)))
        yield from super().post_process({**paths, JOINED: (self, JOINED)}, *how, **options)
