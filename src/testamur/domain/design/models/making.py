"""Who makes it, and with what: contributors, sign-offs, statements of interest, assets."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design


class Contributor(models.Model):
    """Somebody with a part in a design. ``roles`` are the model's; who has left stays named as a maker."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="contributors")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=20))
    may_edit = models.BooleanField(default=False)
    organisation = models.CharField(max_length=200, blank=True)
    orcid = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = TenantManager["Contributor"]()

    class Meta:
        """Once each."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "design", "person"], name="design_contributor_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {', '.join(self.roles)}"


class SignOff(models.Model):
    """A subject expert stands for the content of one text. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    statement = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = TenantManager["SignOff"]()

    class Meta:
        """Once for a text."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "design", "person", "digest"], name="sign_off_once"),
        )

    def __str__(self) -> str:
        return str(self.revision)


class InterestStatement(models.Model):
    """What somebody says of their own interests in a design; the newest holds. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    has_interest = models.BooleanField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = TenantManager["InterestStatement"]()

    class Meta:
        """An interest is named."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(has_interest=False) | ~models.Q(text=""), name="design_interest_is_named"
            ),
        )

    def __str__(self) -> str:
        return self.text


class Asset(models.Model):
    """Something that a design uses, with whose it is and under what licence it may be used.

    Where it was handed in, ``file`` holds it, and pages name it by its ``file_name``.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="assets")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    place = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200)
    licence = models.CharField(max_length=60)
    address = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey("design.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=100, blank=True, db_default="", default="")
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Asset"]()

    class Meta:
        """Nothing is used without an owner and a licence; a file name means one file."""

        constraints = (
            models.CheckConstraint(condition=~models.Q(owner="") & ~models.Q(licence=""), name="asset_is_licensed"),
            models.UniqueConstraint(
                fields=["institution", "design", "file_name"],
                condition=models.Q(withdrawn_at__isnull=True) & ~models.Q(file_name=""),
                name="asset_file_name_once",
            ),
        )

    def __str__(self) -> str:
        return self.name
