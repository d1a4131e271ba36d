"""What the portfolio room stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Home(models.Model):
    """Where a person's portfolio is kept, from the first thing that they put in it."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.OneToOneField("institution.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = TenantManager["Home"]()

    def __str__(self) -> str:
        return str(self.person_id)


class Claim(models.Model):
    """A skill that a person says they have, in the framework's version of the day; ``label`` as it was called then.

    ``scale`` and ``level`` are empty where they say none. Withdrawn, it can be said again until it is erased.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    uri = models.CharField(max_length=500)
    label = models.CharField(max_length=500)
    framework = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=40, blank=True)
    scale = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    last_used_on = models.DateField()
    claimed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Claim"]()

    class Meta:
        """A skill is claimed once at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "person", "uri"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="portfolio_claim_once",
            ),
        )

    def __str__(self) -> str:
        return self.label


class HiddenSkill(models.Model):
    """A skill that a person shows to nobody."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    uri = models.CharField(max_length=500)
    hidden_at = models.DateTimeField()

    objects = TenantManager["HiddenSkill"]()

    class Meta:
        """Hidden or not."""

        constraints = (models.UniqueConstraint(fields=["institution", "person", "uri"], name="portfolio_hidden_once"),)

    def __str__(self) -> str:
        return self.uri


class Dispute(models.Model):
    """A person says that evidence is wrong about a skill. Its institution stands behind the evidence, and answers.

    ``evidence`` as `core.skills.profile.Evidence.id`; ``title`` and ``label``: what they were called on the day.
    ``is_upheld``: the person was right, and it no longer counts; None until it is answered. ``told_at``: when a mail
    said that there is an answer.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(max_length=80)
    uri = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    label = models.CharField(max_length=500)
    says = models.TextField()
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)
    is_upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)

    objects = TenantManager["Dispute"]()

    class Meta:
        """One about a skill and its evidence at a time; nobody answers without saying why, nor their own."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "person", "evidence", "uri"],
                condition=models.Q(taken_back_at__isnull=True),
                name="portfolio_dispute_once",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True)
                | (
                    ~models.Q(answer="")
                    & models.Q(is_upheld__isnull=False)
                    & ~models.Q(settled_by_id=models.F("person"))
                ),
                name="portfolio_dispute_answered",
            ),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class ProfileLink(models.Model):
    """A way for others to see a profile. The secret in the address is derived from ``uuid`` by the server.

    ``with_age``: they see how fresh each skill is, too.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=100, blank=True)
    with_claims = models.BooleanField(default=False)
    with_age = models.BooleanField(default=False, db_default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    objects = TenantManager["ProfileLink"]()

    def __str__(self) -> str:
        return str(self.uuid)
