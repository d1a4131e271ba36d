"""What the ledger stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Entry(models.Model):
    """One thing that was done. Written once; ``digest`` covers everything here and the digest before it."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution_id = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = TenantManager["Entry"]()

    class Meta:
        """One chain for each institution."""

        constraints = (models.UniqueConstraint(fields=["institution_id", "number"], name="ledger_number"),)
        indexes = (models.Index(fields=["institution_id", "subject"], name="ledger_subject"),)

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"


class Head(models.Model):
    """The end of an institution's chain: cutting entries off the end shows too."""

    institution_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    objects = TenantManager["Head"]()

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.number}"


class KeptAnswer(models.Model):
    """What was answered to a request with an idempotency key; ``status`` 0 while it is being worked on."""

    institution_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    key = models.CharField(max_length=500)
    asked = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)

    objects = TenantManager["KeptAnswer"]()

    class Meta:
        """A key means one request."""

        constraints = (models.UniqueConstraint(fields=["institution_id", "person_id", "key"], name="answer_key"),)
        indexes = (models.Index(fields=["institution_id", "asked_at"], name="answer_age"),)

    def __str__(self) -> str:
        return self.key


class Trouble(models.Model):
    """Why a job failed when it was last tried: a refusal's code and facts, else the kind of the error alone."""

    institution_id = models.BigIntegerField()
    job = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=100)
    code = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)

    objects = TenantManager["Trouble"]()

    class Meta:
        """The last word only."""

        constraints = (models.UniqueConstraint(fields=["institution_id", "job"], name="trouble_last_word"),)

    def __str__(self) -> str:
        return f"{self.job}: {self.code or self.kind}"
