"""What the oversight room stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Switch(models.Model):
    """Somebody turned a purpose on or off. Written once; the newest of a purpose is the one that holds. Public."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    is_on = models.BooleanField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey("institution.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TenantManager["Switch"]()

    class Meta:
        """The newest is looked for."""

        indexes = (models.Index(fields=["institution", "purpose", "-id"], name="switch_of_purpose"),)

    def __str__(self) -> str:
        return f"{self.purpose}: {'on' if self.is_on else 'off'}"


class Decision(models.Model):
    """What a person did with one suggestion. Written once; the database keeps it for six months at least.

    ``about``: what the suggestion belongs to, such as ``design:UUID/LO1``; ``version``: of the program that suggested;
    ``digest``: of the text that was read, empty where there was none. No text about a person stands in here.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    model = models.CharField(max_length=100, blank=True)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, blank=True)
    refs = models.JSONField()
    item = models.CharField(max_length=500)
    output = models.JSONField()
    confidence = models.FloatField(null=True)
    language = models.CharField(max_length=40, blank=True)
    shown_to = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10)
    is_overridden = models.BooleanField()
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    objects = TenantManager["Decision"]()

    class Meta:
        """They are looked for by what they are about, and counted by time."""

        indexes = (
            models.Index(fields=["institution", "about"], name="decision_about"),
            models.Index(fields=["institution", "at"], name="decision_at"),
        )

    def __str__(self) -> str:
        return f"{self.verdict}: {self.item}"
