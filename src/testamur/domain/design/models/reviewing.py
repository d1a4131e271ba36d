"""How quality is assured before publication: reviews with findings and answers, change requests, approvals."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design


class Review(models.Model):
    """One look at one text. ``kind``: self-check, peer, approval, periodic. ``outcome``: passed, changes, refused.

    ``report`` is what the guidelines said, frozen with the ``packs`` in their versions; ``answers`` are the reviewer's
    to the questions that no program can answer; ``level`` and ``credits`` are as the reviewer weighed them. Closed, it
    never changes; the database keeps authors from reviewing.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=12)
    reviewer = models.ForeignKey("institution.Person", on_delete=models.PROTECT, null=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    packs = ArrayField(models.CharField(max_length=80))
    report = models.JSONField()
    answers = models.JSONField(default=dict)
    level = models.CharField(max_length=60, blank=True, default="", db_default="")
    credits = models.CharField(max_length=60, blank=True, default="", db_default="")
    minutes = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = TenantManager["Review"]()

    class Meta:
        """One of a kind is open at a time; whoever is not content says why."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "design", "kind"],
                condition=models.Q(closed_at__isnull=True),
                name="review_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | (~models.Q(outcome="") & models.Q(reviewer__isnull=False)),
                name="review_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", "passed"]) | models.Q(kind="self-check") | ~models.Q(note=""),
                name="review_says_why",
            ),
        )
        indexes = (models.Index(fields=["institution", "closed_at", "asked_at"], name="review_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class ChangeRequest(models.Model):
    """Something to be changed at a place. A blocking one keeps the design from moving on until it is resolved."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="change_requests")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="change_requests")
    revision = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    is_blocking = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.BigIntegerField(null=True)
    resolution = models.CharField(max_length=10, blank=True)

    objects = TenantManager["ChangeRequest"]()

    class Meta:
        """Read by design."""

        indexes = (models.Index(fields=["design", "resolved_at"], name="change_request_open"),)

    def __str__(self) -> str:
        return self.text[:80]


class Approval(models.Model):
    """A text is approved, its level and credit value named by who answers for them. Written once.

    ``makers``: inside ids of everyone who had a part in the text; none of them approves.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="approvals")
    review = models.OneToOneField(Review, on_delete=models.PROTECT)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    level = models.CharField(max_length=60, blank=True)
    credits = models.CharField(max_length=60, blank=True)
    approved_by_id = models.BigIntegerField()
    weighed_by_id = models.BigIntegerField()
    makers = ArrayField(models.BigIntegerField())
    review_months = models.PositiveSmallIntegerField()
    statement = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = TenantManager["Approval"]()

    class Meta:
        """Nobody approves their own work: see the migration."""

        indexes = (models.Index(fields=["design"], name="approval_design"),)

    def __str__(self) -> str:
        return str(self.uuid)
