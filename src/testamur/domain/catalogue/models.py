"""What the catalogue stores."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class MicroCredential(models.Model):
    """What an institution offers under a code. The columns below ``retired_at`` mirror the current version."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    code = models.CharField(max_length=100)
    first_published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    current = models.ForeignKey(
        "catalogue.MicroCredentialVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField()
    title = models.JSONField()
    description = models.JSONField()
    hours = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    credit_value = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    credit_unit = models.CharField(max_length=20, blank=True)
    levels = ArrayField(models.CharField(max_length=40))
    modes = ArrayField(models.CharField(max_length=20))
    languages = ArrayField(models.CharField(max_length=40))
    pace = models.CharField(max_length=20, blank=True)
    hours_per_week = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    has_live_sessions = models.BooleanField(null=True)
    price_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_currency = models.CharField(max_length=3, blank=True)
    stackability = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    search = SearchVectorField()

    objects = TenantManager["MicroCredential"]()

    class Meta:
        """A code means one thing at an institution."""

        constraints = (models.UniqueConstraint(fields=["institution", "code"], name="microcredential_code"),)
        indexes = (
            GinIndex(fields=["search"], name="microcredential_search"),
            GinIndex(fields=["words"], name="microcredential_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["-published_at", "-id"], name="microcredential_newest"),
        )

    def __str__(self) -> str:
        return self.code


class MicroCredentialVersion(models.Model):
    """One published version: the definition file as it was handed in. Written once."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    microcredential = models.ForeignKey(MicroCredential, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=40)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    guidelines = ArrayField(models.CharField(max_length=60))
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["MicroCredentialVersion"]()

    class Meta:
        """A version number means one text."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "microcredential", "version"], name="version_number"),
        )

    def __str__(self) -> str:
        return self.version
