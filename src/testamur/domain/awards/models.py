"""What the awards room stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Proposal(models.Model):
    """What the award rule said of an enrolment when it was last asked."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.PROTECT)
    verdict = models.CharField(max_length=10)
    decision = models.JSONField()
    decided_at = models.DateTimeField()

    objects = TenantManager["Proposal"]()

    class Meta:
        """The last word only."""

        constraints = (models.UniqueConstraint(fields=["institution", "enrolment"], name="proposal_once"),)

    def __str__(self) -> str:
        return self.verdict


class Batch(models.Model):
    """Many awards asked for at once."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    total = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Batch"]()

    def __str__(self) -> str:
        return str(self.uuid)


class Award(models.Model):
    """A person has earned a version of a micro-credential. ``ended_because``: withdrawn, replaced, renewed."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT)
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=250)
    identifier = models.CharField(max_length=60, blank=True)
    decision = models.JSONField()
    results = models.JSONField()
    awarded_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    conferred_by_id = models.BigIntegerField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = TenantManager["Award"]()

    class Meta:
        """One standing award for a person and a version."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "person", "version"],
                condition=models.Q(ended_at__isnull=True),
                name="award_stands_once",
            ),
        )
        indexes = (models.Index(fields=["person"], name="award_person"),)

    def __str__(self) -> str:
        return str(self.uuid)


class BatchItem(models.Model):
    """One line of a batch. ``state``: waiting, conferred, refused (and then ``because`` says why)."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT)
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default="waiting")
    because = models.CharField(max_length=40, blank=True)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True)

    objects = TenantManager["BatchItem"]()

    class Meta:
        """Once in a batch."""

        constraints = (models.UniqueConstraint(fields=["institution", "batch", "enrolment"], name="batch_line"),)

    def __str__(self) -> str:
        return self.state
