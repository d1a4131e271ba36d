"""Organisations outside, who acts for them, and the links by which they are invited."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Upper
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class PartnerOrganisation(models.Model):
    """An organisation outside with which an institution designs: an employer, a chamber, a professional body.

    Its ``uuid`` is in the name by which it signs, so a new name changes nothing that was signed.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    url = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()

    objects = TenantManager["PartnerOrganisation"]()

    class Meta:
        """A name means one organisation, in any case."""

        constraints = (models.UniqueConstraint("institution", Upper("name"), name="partner_organisation_name"),)

    def __str__(self) -> str:
        return self.name


class OrganisationMember(models.Model):
    """A person who acts for an organisation; who has left opens nothing of it any more."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey(PartnerOrganisation, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = TenantManager["OrganisationMember"]()

    class Meta:
        """Once each."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "organisation", "person"], name="organisation_member_once"),
        )

    def __str__(self) -> str:
        return str(self.person_id)


class PartnerLink(models.Model):
    """A link that lets one person in, once: into an organisation, and into a design where there is a partnership.

    Of the link only the digest is kept. ``email``: to whom the house sends it, until it is used up; or empty.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey(PartnerOrganisation, on_delete=models.PROTECT, related_name="links")
    partnership = models.ForeignKey("design.Partnership", on_delete=models.PROTECT, null=True, related_name="links")
    secret_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    email = models.EmailField(blank=True, db_default="", default="")
    language = models.CharField(max_length=12, blank=True, db_default="", default="")
    reminded_at = models.DateTimeField(null=True)

    objects = TenantManager["PartnerLink"]()

    class Meta:
        """A link is known once."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "secret_digest"], name="partner_link_known_once"),
        )

    def __str__(self) -> str:
        return str(self.uuid)
