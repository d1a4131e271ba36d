"""What learners will read: pages with every text, files as they are kept, and the edition that was published."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design


class StoredFile(models.Model):
    """The bytes of a file, once for an institution however often they are used. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    stored_at = models.DateTimeField()

    objects = TenantManager["StoredFile"]()

    class Meta:
        """A digest means one file."""

        constraints = (models.UniqueConstraint(fields=["institution", "digest"], name="stored_file_once"),)

    def __str__(self) -> str:
        return self.digest


class Page(models.Model):
    """A page of a design. Title, place and ``revision`` are those of its newest text; ``position`` orders pages."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="pages")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = TenantManager["Page"]()

    class Meta:
        """Read in order."""

        indexes = (models.Index(fields=["design", "position"], name="page_of_design"),)

    def __str__(self) -> str:
        return self.title


class PageText(models.Model):
    """A text of a page as somebody saved it. ``kind``: start, save, autosave, restore.

    A ``folded`` autosave is followed by another of the same person minutes later, and is no part of the history.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    run_began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by_id = models.BigIntegerField()
    folded = models.BooleanField(default=False)

    objects = TenantManager["PageText"]()

    class Meta:
        """A number means one text."""

        constraints = (models.UniqueConstraint(fields=["institution", "page", "number"], name="page_text_number"),)

    def __str__(self) -> str:
        return str(self.number)


class Edition(models.Model):
    """The pages of a published version, whole, with what they use. Written once.

    ``pages``: uuid, title, place, text, revision. ``files``: name, digest, media_type, size, owner, licence, note.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    version = models.OneToOneField("catalogue.MicroCredentialVersion", on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="editions")
    pages = models.JSONField()
    files = models.JSONField()
    at = models.DateTimeField()

    objects = TenantManager["Edition"]()

    def __str__(self) -> str:
        return str(self.version_id)
