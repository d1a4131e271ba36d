"""What the insight room stores."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Survey(models.Model):
    """That people may be asked: on which basis, and which questions. The one without ``ended_at`` holds.

    ``reference``: where the assessment of the impact is kept; ``cell``: of fewer people nothing is told.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    questions = ArrayField(models.CharField(max_length=64))
    basis = models.CharField(max_length=20)
    reference = models.CharField(max_length=300)
    assessed_on = models.DateField()
    cell = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    began_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager["Survey"]()

    class Meta:
        """One at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution"], condition=models.Q(ended_at__isnull=True), name="survey_once"
            ),
            models.CheckConstraint(condition=models.Q(cell__gte=10), name="survey_cell"),
        )

    def __str__(self) -> str:
        return self.reference


class Answer(models.Model):
    """What somebody answered to one question. ``whose`` is a pseudonym of this person for this question alone.

    Chance makes the key, and no moment is kept: neither order nor time leads to other rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    question = models.CharField(max_length=64)
    whose = models.CharField(max_length=64)
    choice = models.CharField(max_length=64)

    objects = TenantManager["Answer"]()

    class Meta:
        """One answer to a question."""

        constraints = (models.UniqueConstraint(fields=["institution", "question", "whose"], name="answer_once"),)

    def __str__(self) -> str:
        return self.question


class Offer(models.Model):
    """That in a month somebody asked for something, and whether they were given any; of those who have answered alone.

    ``what``: ``recommendation``, ``place`` or ``skill``; ``whose``: a pseudonym for this and this month alone. Chance
    makes the key, and neither what was asked for nor the day is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    what = models.CharField(max_length=20)
    month = models.DateField()
    whose = models.CharField(max_length=64)
    is_given = models.BooleanField()

    objects = TenantManager["Offer"]()

    class Meta:
        """Once a month."""

        constraints = (models.UniqueConstraint(fields=["institution", "what", "month", "whose"], name="offer_once"),)

    def __str__(self) -> str:
        return f"{self.what} {self.month:%Y-%m}"


class Run(models.Model):
    """An audit over ``what``, in whole months. ``state``: waiting, working, done, withheld (see ``same_as``).

    ``figures`` holds tables of groups that are large enough, and nothing of a person. ``is_rough``: when it was
    published, something of the same people was or had been public, so that everybody reads rough numbers of it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    what = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    questions = ArrayField(models.CharField(max_length=64))
    cell = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    is_rough = models.BooleanField(default=False)

    objects = TenantManager["Run"]()

    class Meta:
        """Found by what was audited."""

        indexes = (models.Index(fields=["institution", "what", "-asked_at"], name="run_what"),)

    def __str__(self) -> str:
        return f"{self.what} {self.since} {self.until}"
