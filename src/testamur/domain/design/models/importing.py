"""A large file of somebody else on its way into drafts: the file until it is read, and what became of each row."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Intake(models.Model):
    """A table that is taken over in the background. ``state``: waiting, working, stopped, done, undoing, undone.

    ``done`` is the row to go on with: it changes in the transaction that makes the drafts. ``data`` is emptied once
    nothing is read of it any more. ``because``: the code of why it stopped.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    language = models.CharField(max_length=20)
    data = models.BinaryField()
    state = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager["Intake"]()

    class Meta:
        """One at a time for an institution; read by the newest."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution"],
                condition=models.Q(state__in=["working", "undoing"]),
                name="intake_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["institution", "-asked_at"], name="intake_newest"),)

    def __str__(self) -> str:
        return self.name


class IntakeRow(models.Model):
    """What became of a row. ``outcome``: whole, lacking, unread, left-out; undone or kept once the file was taken back.

    ``told``: what was read otherwise and what is missing, as plain values; ``because``: why it was left out, as a code.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=20)
    title = models.CharField(max_length=250)
    outcome = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)
    told = models.JSONField(default=list)
    design = models.ForeignKey("design.Design", on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager["IntakeRow"]()

    class Meta:
        """A row becomes something once."""

        constraints = (models.UniqueConstraint(fields=["institution", "intake", "number"], name="intake_row_once"),)

    def __str__(self) -> str:
        return self.place
