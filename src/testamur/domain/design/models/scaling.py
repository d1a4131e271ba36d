"""Quality at scale: samples, risk snapshots, self-audits of readiness, dossiers for bodies outside."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design


class Sample(models.Model):
    """Which of many were chosen, and from what seed: anyone can draw it again and get the same. Written once."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    purpose = models.CharField(max_length=12)
    seed = models.CharField(max_length=80)
    population = models.JSONField()
    rates = models.JSONField()
    chosen = models.JSONField()
    drawn_at = models.DateTimeField()
    drawn_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Sample"]()

    def __str__(self) -> str:
        return self.seed


class RiskSnapshot(models.Model):
    """What the risk indicators said of a design on a day, by which definitions; with what its makers answer."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="risk_snapshots")
    definitions = models.CharField(max_length=40)
    facts = models.JSONField()
    signals = models.JSONField()
    stratum = models.CharField(max_length=10)
    taken_at = models.DateTimeField()
    taken_by_id = models.BigIntegerField(null=True)
    response = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True)
    responded_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["RiskSnapshot"]()

    class Meta:
        """The newest first."""

        indexes = (models.Index(fields=["design", "-taken_at"], name="risk_newest"),)

    def __str__(self) -> str:
        return self.stratum


class SelfAudit(models.Model):
    """One round of an institution's look at its own readiness."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    questions = models.CharField(max_length=80)
    begun_at = models.DateTimeField()
    begun_by_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    objects = TenantManager["SelfAudit"]()

    class Meta:
        """One is open at a time."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "number"], name="self_audit_number"),
            models.UniqueConstraint(
                fields=["institution"], condition=models.Q(closed_at__isnull=True), name="self_audit_open_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


class AuditAnswer(models.Model):
    """What is answered to a question of a round, once more with every change; the newest holds. Written once.

    ``standing``: absent, planned, partly, in-place.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    audit = models.ForeignKey(SelfAudit, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    standing = models.CharField(max_length=10)
    evidence = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField()

    objects = TenantManager["AuditAnswer"]()

    class Meta:
        """What is in place shows its evidence."""

        constraints = (
            models.CheckConstraint(
                condition=~models.Q(standing="in-place") | ~models.Q(evidence=""), name="in_place_shows_evidence"
            ),
        )

    def __str__(self) -> str:
        return self.question


class HousePolicy(models.Model):
    """A policy of the house as it was put into force, once more with every change; the newest holds. Written once.

    ``source``: the default that it was made from, by name and version; empty where it is the house's own. Public.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    name = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    holds_from = models.DateField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField()

    objects = TenantManager["HousePolicy"]()

    class Meta:
        """Counted by name."""

        constraints = (models.UniqueConstraint(fields=["institution", "name", "number"], name="house_policy_number"),)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Dossier(models.Model):
    """A procedure before a quality assurance body outside. Accreditation is only ever that body's decision.

    ``panel``: objects with ``name``, ``organisation``, ``part``. ``decision``: granted, conditional, refused, or empty.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, null=True, related_name="dossiers")
    agency = models.CharField(max_length=200)
    scope = models.CharField(max_length=500)
    state = models.CharField(max_length=16)
    parts = models.JSONField(default=dict)
    panel = models.JSONField(default=list)
    report_note = models.TextField(blank=True)
    factual_note = models.TextField(blank=True)
    factual_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=12, blank=True)
    conditions = models.JSONField(default=list)
    decided_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    report_address = models.CharField(max_length=500, blank=True)
    deqar_institution_id = models.CharField(max_length=20, blank=True)
    deqar_report_id = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()

    objects = TenantManager["Dossier"]()

    class Meta:
        """A decision has a day; one with conditions names them."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision="") | models.Q(decided_on__isnull=False), name="dossier_decided_on_a_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="conditional") | ~models.Q(conditions=[]), name="dossier_names_conditions"
            ),
        )

    def __str__(self) -> str:
        return self.agency
