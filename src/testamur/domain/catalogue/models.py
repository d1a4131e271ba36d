"""What the catalogue stores."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class MicroCredential(models.Model):
    """What an institution offers under a code. The columns below ``changed_at`` mirror the current version.

    ``changed_at``: published, retired, brought back or renamed, whichever was last. ``times``: when live sessions are;
    all, where there are none; None, where it is not stated.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    code = models.CharField(max_length=100)
    first_published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())

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
    times = ArrayField(models.CharField(max_length=20), null=True)
    price_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_currency = models.CharField(max_length=3, blank=True)
    stackability = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    titles = SearchVectorField(default="")
    search = SearchVectorField()

    objects = TenantManager["MicroCredential"]()

    class Meta:
        """A code means one thing at an institution."""

        constraints = (models.UniqueConstraint(fields=["institution", "code"], name="microcredential_code"),)
        indexes = (
            GinIndex(fields=["search"], name="microcredential_search"),
            GinIndex(fields=["titles"], name="microcredential_titles"),
            GinIndex(fields=["words"], name="microcredential_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["-published_at", "-id"], name="microcredential_newest"),
            models.Index(fields=["changed_at", "id"], name="microcredential_changes"),
        )

    def __str__(self) -> str:
        return self.code


class FormerCode(models.Model):
    """A code that a micro-credential had at its institution: it still leads to it, and to nothing else."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    code = models.CharField(max_length=100)
    microcredential = models.ForeignKey(MicroCredential, on_delete=models.PROTECT, related_name="former_codes")
    until = models.DateTimeField()

    objects = TenantManager["FormerCode"]()

    class Meta:
        """A code that was given up leads to one place."""

        constraints = (models.UniqueConstraint(fields=["institution", "code"], name="former_code"),)

    def __str__(self) -> str:
        return self.code


class Word(models.Model):
    """A word that some published text has, small and without accents; public, and of no institution."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        """Found by its look-alikes, too."""

        indexes = (GinIndex(fields=["word"], name="word_look_alikes", opclasses=["gin_trgm_ops"]),)

    def __str__(self) -> str:
        return self.word


class MicroCredentialVersion(models.Model):
    """One published version: the definition file as it was handed in. Written once.

    ``unreviewed_because``: why it went out without a review here, by whoever published it so; empty for all others.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    microcredential = models.ForeignKey(MicroCredential, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=40)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    guidelines = ArrayField(models.CharField(max_length=60))
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)
    unreviewed_because = models.CharField(max_length=500, blank=True, db_default="")

    objects = TenantManager["MicroCredentialVersion"]()

    class Meta:
        """A version number means one text."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "microcredential", "version"], name="version_number"),
        )

    def __str__(self) -> str:
        return self.version


class TaughtSkill(models.Model):
    """A skill that an outcome of a micro-credential's current version names by its address; written at publication."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    microcredential = models.ForeignKey(MicroCredential, on_delete=models.PROTECT, related_name="skills")
    uri = models.CharField(max_length=500)
    framework = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=100, blank=True)

    objects = TenantManager["TaughtSkill"]()

    class Meta:
        """A micro-credential is found by each of its skills."""

        constraints = (models.UniqueConstraint(fields=["microcredential", "uri"], name="taught_skill"),)
        indexes = (models.Index(fields=["uri"], name="taught_skill_uri"),)

    def __str__(self) -> str:
        return self.uri


class Pathway(models.Model):
    """What an institution leads to by a policy: several micro-credentials that add up. The rest is in its versions."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    code = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = TenantManager["Pathway"]()

    class Meta:
        """A code means one pathway at an institution."""

        constraints = (models.UniqueConstraint(fields=["institution", "code"], name="pathway_code"),)

    def __str__(self) -> str:
        return self.code


class PolicyVersion(models.Model):
    """One published version of a pathway: the policy as it was handed in. Written once.

    ``owners``: codes of the institutions that own it, the publisher among them; the others accept it
    (`Acceptance`) before it holds. ``effective_until`` is the policy's own end; without one it holds until the next
    version begins. ``leads_to``: what is awarded when it is met, where that is in the catalogue.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=40)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    owners = ArrayField(models.CharField(max_length=60))
    leads_to = models.ForeignKey(MicroCredential, on_delete=models.PROTECT, null=True, related_name="+")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["PolicyVersion"]()

    class Meta:
        """A version number means one text, and no two versions begin on the same day."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "pathway", "version"], name="policy_version_number"),
            models.UniqueConstraint(fields=["institution", "pathway", "effective_from"], name="policy_version_begins"),
        )

    def __str__(self) -> str:
        return self.version


class Acceptance(models.Model):
    """A co-owner's yes to a version of a pathway; the row is the co-owner's own. Taken back: ``withdrawn_at``."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField()
    accepted_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Acceptance"]()

    class Meta:
        """An institution accepts a version once."""

        constraints = (models.UniqueConstraint(fields=["institution", "version"], name="policy_accepted_once"),)

    def __str__(self) -> str:
        return f"{self.institution_id} accepts {self.version_id}"
