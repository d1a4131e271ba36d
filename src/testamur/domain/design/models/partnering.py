"""Design together with organisations outside: partnerships, briefs, evidence, reviews of relevance, agreements."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design
from testamur.domain.design.models.organisations import PartnerOrganisation


class Partnership(models.Model):
    """An organisation in a design. ``allows``: read, comment, brief, review, assess, endorse."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="partnerships")
    organisation = models.ForeignKey(PartnerOrganisation, on_delete=models.PROTECT, related_name="partnerships")
    allows = ArrayField(models.CharField(max_length=12))
    invited_at = models.DateTimeField()
    invited_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Partnership"]()

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.design_id}"


class PartnerMember(models.Model):
    """A person who acts for a partner in a design."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    joined_at = models.DateTimeField()

    objects = TenantManager["PartnerMember"]()

    class Meta:
        """Once each."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "partnership", "person"], name="partner_member_once"),
        )

    def __str__(self) -> str:
        return str(self.person_id)


class Brief(models.Model):
    """What is needed, by whom, and for which work; a design answers it, or will.

    ``occupations``: objects with ``name``, ``uri``, ``framework``; ``skills``: objects with ``name``, ``uri``. Without
    ``organisation`` it is the house's own.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, null=True, related_name="briefs")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, related_name="briefs")
    organisation = models.ForeignKey(PartnerOrganisation, on_delete=models.PROTECT, null=True, related_name="briefs")
    title = models.CharField(max_length=250, blank=True, default="", db_default="")
    need = models.TextField()
    audience = models.TextField(blank=True)
    occupations = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    saved_by_id = models.BigIntegerField()

    objects = TenantManager["Brief"]()

    class Meta:
        """One of each partner in a design, and one of the house."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "design", "partnership"],
                condition=models.Q(design__isnull=False),
                name="brief_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return self.need[:80]


class Demand(models.Model):
    """A piece of evidence for a need. ``kind``: advert, occupation, figure, survey, statement. It names its source."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    figure = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    unit = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=250)
    address = models.CharField(max_length=500, blank=True)
    seen_on = models.DateField()
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Demand"]()

    class Meta:
        """No evidence without a source."""

        constraints = (models.CheckConstraint(condition=~models.Q(source=""), name="demand_has_source"),)

    def __str__(self) -> str:
        return self.title


class RelevanceReview(models.Model):
    """What a partner says of a text: relevant, with-changes, not-relevant. Written once."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="relevance_reviews")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reviews")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=14)
    answers = models.JSONField()
    text = models.TextField(blank=True)
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = TenantManager["RelevanceReview"]()

    class Meta:
        """Whoever is not content says why."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict="relevant") | ~models.Q(text=""), name="relevance_says_why"
            ),
        )

    def __str__(self) -> str:
        return self.verdict


class EndorsementIntent(models.Model):
    """A partner means to endorse the definition or the issuer, in these words; issuing signs it."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="endorsements")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="endorsements")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    about = models.CharField(max_length=12)
    claim = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["EndorsementIntent"]()

    class Meta:
        """One that stands, of each partner about each thing."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "partnership", "about"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="endorsement_intent_once",
            ),
        )

    def __str__(self) -> str:
        return self.claim[:80]


class Agreement(models.Model):
    """What was agreed with an organisation, with the document. ``covers``: ip, cost, seats, study-time, data, other."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="agreements")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, related_name="agreements")
    organisation = models.CharField(max_length=200)
    covers = ArrayField(models.CharField(max_length=12))
    terms = models.TextField()
    seats = models.PositiveIntegerField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    content = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    reminded_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager["Agreement"]()

    class Meta:
        """It ends after it begins."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="agreement_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.organisation
