"""What is asked: criteria, units, requests, evidence, and what happened to a request."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Criteria(models.Model):
    """By what an institution decides, as published: a version of it is part of every decision. Written once. Public."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    statement = models.TextField(blank=True)
    months = models.PositiveSmallIntegerField()
    appeal_days = models.PositiveSmallIntegerField()
    appeal_body = models.CharField(max_length=200)
    four_eyes = models.BooleanField(default=False)
    match_percent = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Criteria"]()

    class Meta:
        """A number means one text."""

        constraints = (models.UniqueConstraint(fields=["institution", "number"], name="criteria_number"),)

    def __str__(self) -> str:
        return str(self.number)


class Unit(models.Model):
    """One version of a unit or programme that learning from elsewhere can stand for. Written once. Public.

    ``outcomes``: objects with ``id``, ``text`` and ``essential``. ``policy``: the text of a policy file, or empty.
    The highest version of a code is the one in force; where it is not ``is_open``, no request can name it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=250)
    credit_value = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    credit_unit = models.CharField(max_length=20, blank=True)
    levels = ArrayField(models.CharField(max_length=40))
    hours = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    outcomes = models.JSONField()
    policy = models.TextField(blank=True)
    is_open = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Unit"]()

    class Meta:
        """A version number means one thing."""

        constraints = (models.UniqueConstraint(fields=["institution", "code", "version"], name="unit_version"),)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class RecognitionRequest(models.Model):
    """What a person asks for. ``target_key`` names the target without its version; the clock's days are mirrored here.

    ``due_on`` is empty while the clock stands still. ``delayed_until``: a later day that the person was told, and why.
    ``named``: the person's name on the day of submission; they may change it afterwards. ``erased_at``: since when the
    evidence and the applicant's words are gone.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    state = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT, null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    target_key = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    narrative = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    delayed_until = models.DateField(null=True)
    assessor = models.ForeignKey("institution.Person", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    named = models.CharField(max_length=200, blank=True, db_default="")
    erased_at = models.DateTimeField(null=True)

    objects = TenantManager["RecognitionRequest"]()

    class Meta:
        """One open request for a person, target and purpose; it aims at exactly one thing."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "person", "target_key", "purpose"],
                condition=models.Q(closed_at__isnull=True),
                name="request_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, unit__isnull=False)
                | models.Q(version__isnull=False, unit__isnull=True),
                name="request_has_one_target",
            ),
        )
        indexes = (
            models.Index(fields=["person"], name="request_person"),
            models.Index(fields=["institution", "state", "due_on"], name="request_desk"),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class Evidence(models.Model):
    """Something handed in, as it came. ``kind``: credential (with the verifier's verdict) or file.

    Never changed, and deleted in drafts alone: the database sees to it. Where the request is erased, its bytes are
    empty, and what is left is what the letter tells.

    ``source_key``, ``source_version`` and ``essence`` say what a credential is of; precedents are found by them.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="evidence")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=15, blank=True)
    checks = models.JSONField(default=list)
    source = models.JSONField(default=dict)
    source_key = models.CharField(max_length=300, blank=True)
    source_version = models.CharField(max_length=60, blank=True)
    essence = models.CharField(max_length=64, blank=True)
    handed_in_at = models.DateTimeField()

    objects = TenantManager["Evidence"]()

    class Meta:
        """The same bytes are handed in once."""

        constraints = (models.UniqueConstraint(fields=["institution", "request", "digest"], name="evidence_once"),)

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One thing that happened to a request. ``person`` is empty where the applicant is not shown it. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="events")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    by_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)

    objects = TenantManager["Event"]()

    class Meta:
        """Read in order."""

        indexes = (models.Index(fields=["request"], name="event_request"),)

    def __str__(self) -> str:
        return self.kind


class Interest(models.Model):
    """Somebody at the institution is too close to a case to have a say in it."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    reason = models.CharField(max_length=500)
    declared_at = models.DateTimeField()

    objects = TenantManager["Interest"]()

    class Meta:
        """Once each."""

        constraints = (models.UniqueConstraint(fields=["institution", "request", "person"], name="interest_once"),)

    def __str__(self) -> str:
        return self.reason
