"""What the issuing room stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class SigningKey(models.Model):
    """An Ed25519 key of an institution, or of a partner organisation for which it signs.

    ``sealed`` is the encrypted seed; ``public_key`` stays published, unless the key was revoked: others may have it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, null=True)
    public_key = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=500, blank=True, db_default="")

    objects = TenantManager["SigningKey"]()

    class Meta:
        """One key of each issuer signs at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "organisation"],
                condition=models.Q(retired_at__isnull=True),
                name="one_signing_key",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class StatusList(models.Model):
    """One bit for each of 131,072 places. ``signed`` is the list as it is served, by the issuer whose it is."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, null=True)
    purpose = models.CharField(max_length=12)
    bits = models.BinaryField()
    taken = models.PositiveIntegerField(default=0)
    signed = models.BinaryField()
    signed_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True)

    objects = TenantManager["StatusList"]()

    class Meta:
        """One list of each issuer is being filled for each purpose."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "organisation", "purpose"],
                condition=models.Q(filled_at__isnull=True),
                name="list_being_filled",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.uuid}"


class Credential(models.Model):
    """An award in signed form, with its places in the status lists. Its uuid is its permanent address."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    award = models.ForeignKey("awards.Award", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT)
    issued_at = models.DateTimeField()
    revocation_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="+")
    revocation_index = models.PositiveIntegerField()
    suspension_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="+")
    suspension_index = models.PositiveIntegerField()
    revoked_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)

    objects = TenantManager["Credential"]()

    class Meta:
        """One for an award; a place is given once."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "award"], name="credential_of_award"),
            models.UniqueConstraint(
                fields=["institution", "revocation_list", "revocation_index"], name="revocation_place"
            ),
            models.UniqueConstraint(
                fields=["institution", "suspension_list", "suspension_index"], name="suspension_place"
            ),
        )
        indexes = (models.Index(fields=["person"], name="credential_person"),)

    def __str__(self) -> str:
        return str(self.uuid)


class Document(models.Model):
    """A credential's bytes in one format. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT)
    format = models.CharField(max_length=20)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    objects = TenantManager["Document"]()

    class Meta:
        """One for a credential and format."""

        constraints = (models.UniqueConstraint(fields=["institution", "credential", "format"], name="document_once"),)

    def __str__(self) -> str:
        return self.format


class Endorsement(models.Model):
    """What a partner organisation says of a version or of the issuer, signed in its name. The bytes never change.

    ``about``: definition (then with its ``version``) or issuer.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    intent = models.ForeignKey("design.EndorsementIntent", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=12)
    version = models.ForeignKey("catalogue.MicroCredentialVersion", on_delete=models.PROTECT, null=True)
    claim = models.TextField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT)
    content = models.BinaryField()
    compact = models.TextField()
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    revocation_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="+")
    revocation_index = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)

    objects = TenantManager["Endorsement"]()

    class Meta:
        """Once for an intention and a version; a place is given once."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "intent", "version"], name="endorsement_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["institution", "revocation_list", "revocation_index"], name="endorsement_place"
            ),
        )

    def __str__(self) -> str:
        return self.claim[:80]


class Link(models.Model):
    """A way for others to see one credential. The secret in the address is derived from ``uuid`` by the server.

    ``by_holder``: the holder made it, so nobody else is told what it is for or where it leads.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    by_holder = models.BooleanField(default=True)
    label = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    objects = TenantManager["Link"]()

    def __str__(self) -> str:
        return str(self.uuid)
