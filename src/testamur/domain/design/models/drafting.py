"""What is designed: designs, their revisions, and the comments that point into them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Family(models.Model):
    """Designs made from one template: the family is approved as a whole, its instances are sampled."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    template = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    sample = models.ForeignKey("design.Sample", on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager["Family"]()

    def __str__(self) -> str:
        return self.name


class Design(models.Model):
    """A micro-credential in the making. ``revision`` is the number of the newest text; ``guidelines`` are frozen.

    ``origin``: blank, template, interview, import, design or published; the last two with what it was cloned from.
    ``title`` and ``code`` mirror the newest text that could be read.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    title = models.CharField(max_length=250)
    code = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=20)
    state_since = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    guidelines = ArrayField(models.CharField(max_length=80))
    origin = models.CharField(max_length=12)
    origin_note = models.CharField(max_length=200, blank=True)
    from_version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT, null=True)
    from_design = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="clones")
    from_revision = models.PositiveIntegerField(null=True)
    revises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="designs")
    started_at = models.DateTimeField()
    started_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()
    microcredential = models.ForeignKey("catalogue.MicroCredential", on_delete=models.PROTECT, null=True)
    version = models.CharField(max_length=40, blank=True)
    review_due_on = models.DateField(null=True)

    objects = TenantManager["Design"]()

    class Meta:
        """Read by state and by when a review is due."""

        indexes = (
            models.Index(fields=["institution", "state", "-changed_at"], name="design_desk"),
            models.Index(fields=["institution", "review_due_on"], name="design_due"),
        )

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """A text of a design as somebody saved it. ``kind``: start, save, autosave, restore, merge.

    A ``folded`` autosave is followed by another of the same person minutes later: it is not part of the history, but
    stays for a day, so that somebody who works from it can be merged with.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    message = models.CharField(max_length=300, blank=True)
    based_on = models.PositiveIntegerField(null=True)
    run_began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by_id = models.BigIntegerField()
    folded = models.BooleanField(default=False)

    objects = TenantManager["Revision"]()

    class Meta:
        """A number means one text."""

        constraints = (models.UniqueConstraint(fields=["institution", "design", "number"], name="revision_number"),)

    def __str__(self) -> str:
        return str(self.number)


class Comment(models.Model):
    """Something said about a place in the text (``place``: a path such as ``outcomes[LO1].text``), or an answer to it.

    An answer has its ``thread``; only the first comment of a thread is resolved.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="comments")
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    revision = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by_id = models.BigIntegerField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Comment"]()

    class Meta:
        """Read by design."""

        indexes = (models.Index(fields=["design"], name="comment_design"),)

    def __str__(self) -> str:
        return self.place


class Event(models.Model):
    """One thing that happened to a design. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    by_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=20)
    note = models.TextField(blank=True)

    objects = TenantManager["Event"]()

    class Meta:
        """Read in order."""

        indexes = (models.Index(fields=["design"], name="event_of_design"),)

    def __str__(self) -> str:
        return self.kind
