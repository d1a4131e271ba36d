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
    """A person has earned a version of a micro-credential. ``ended_because``: withdrawn, replaced, renewed.

    It follows from an ``enrolment``, or from a ``standing`` on a pathway: then it is a stack of others, and the
    ``decision`` names what it counts. ``set_aside_at``: its credential is suspended, and it counts for nothing.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT)
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.PROTECT, null=True)
    standing = models.ForeignKey("awards.Standing", on_delete=models.PROTECT, null=True, related_name="awards")
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
    set_aside_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(enrolment__isnull=True) ^ models.Q(standing__isnull=True),
                name="award_rests_on_one",
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


class Standing(models.Model):
    """A person on a pathway, bound to one version of it, and what the policy says of what they hold.

    ``state``: open, proposed (met: a person is to confer), awarded, review (an item of what was awarded has ended; a
    person is to decide). ``bound_because``: followed, counted (an earlier version held when the first item was
    earned), moved. ``digest`` is that of what was weighed, so that nothing is decided twice.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    pathway = models.ForeignKey("catalogue.Pathway", on_delete=models.PROTECT)
    version = models.ForeignKey("catalogue.PolicyVersion", on_delete=models.PROTECT)
    followed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    bound_on = models.DateField()
    bound_because = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="open")
    verdict = models.CharField(max_length=10)
    decision = models.JSONField()
    digest = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    lost = models.JSONField(default=list)
    settled_because = models.CharField(max_length=500, blank=True)

    objects = TenantManager["Standing"]()

    class Meta:
        """A person stands on a pathway once."""

        constraints = (models.UniqueConstraint(fields=["institution", "person", "pathway"], name="standing_once"),)
        indexes = (
            models.Index(fields=["person"], name="standing_person"),
            models.Index(fields=["institution", "pathway", "state"], name="standing_state"),
            models.Index(fields=["institution", "pathway", "decided_at"], name="standing_age"),
        )

    def __str__(self) -> str:
        return f"{self.state}: {self.verdict}"


class Waiver(models.Model):
    """A registrar lets a clause be met for one learner, and says why. Taken back: ``withdrawn_at``."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    standing = models.ForeignKey(Standing, on_delete=models.PROTECT, related_name="waivers")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    clause = models.CharField(max_length=100)
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Waiver"]()

    class Meta:
        """A clause is waived once at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "standing", "clause"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="waiver_once",
            ),
        )

    def __str__(self) -> str:
        return self.clause


class Reckoning(models.Model):
    """Everyone on a pathway is decided anew; how far it is shows in the standings' ``decided_at``."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    pathway = models.ForeignKey("catalogue.Pathway", on_delete=models.PROTECT)
    total = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Reckoning"]()

    def __str__(self) -> str:
        return str(self.uuid)


class SavedPlan(models.Model):
    """A learner's plan for a pathway: what they wish for, and the steps that were chosen on the day."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    standing = models.ForeignKey(Standing, on_delete=models.PROTECT, related_name="plans")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    wishes = models.JSONField()
    steps = models.JSONField()
    saved_at = models.DateTimeField()

    objects = TenantManager["SavedPlan"]()

    class Meta:
        """One plan for a standing: the last that was saved."""

        constraints = (models.UniqueConstraint(fields=["institution", "standing"], name="plan_once"),)

    def __str__(self) -> str:
        return str(self.uuid)
