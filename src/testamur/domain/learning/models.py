"""What the learning room stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Offering(models.Model):
    """A version of a micro-credential, offered once or without end. Public. Empty dates: at any time."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT)
    label = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    enrol_by = models.DateField(null=True)
    places = models.PositiveIntegerField(null=True)
    price_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_currency = models.CharField(max_length=3, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = TenantManager["Offering"]()

    class Meta:
        """Found by version."""

        indexes = (models.Index(fields=["institution", "version"], name="offering_version"),)

    def __str__(self) -> str:
        return self.label or str(self.uuid)


class Enrolment(models.Model):
    """A person in an offering. ``identifier`` is the number by which the institution knows them."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    identifier = models.CharField(max_length=60, blank=True)
    enrolled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Enrolment"]()

    class Meta:
        """Once each."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "offering", "person"], name="enrolled_once"),
            models.UniqueConstraint(
                fields=["institution", "offering", "identifier"],
                condition=~models.Q(identifier=""),
                name="enrolment_identifier",
            ),
        )
        indexes = (models.Index(fields=["person"], name="enrolment_person"),)

    def __str__(self) -> str:
        return str(self.uuid)


class PageRead(models.Model):
    """A page of an edition that a learner has marked as read."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    page = models.UUIDField()
    read_at = models.DateTimeField()

    objects = TenantManager["PageRead"]()

    class Meta:
        """Once each."""

        constraints = (models.UniqueConstraint(fields=["institution", "enrolment", "page"], name="page_read_once"),)

    def __str__(self) -> str:
        return str(self.page)


class Result(models.Model):
    """One recorded sitting of one assessment, or a correction of it (``correction`` above 0). Written once."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    assessment = models.CharField(max_length=100)
    attempt = models.PositiveSmallIntegerField()
    correction = models.PositiveSmallIntegerField(default=0)
    percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    passed = models.BooleanField(null=True)
    taken_on = models.DateField(null=True)
    supervised = models.BooleanField(null=True)
    identity_checked = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Result"]()

    class Meta:
        """One row for each attempt and correction."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "enrolment", "assessment", "attempt", "correction"], name="result_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment} {self.attempt}"
