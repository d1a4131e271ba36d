"""An organisation asks a person whom it found; the person answers, or does not, and can keep an organisation away."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager

# A request that somebody got: one that was written unseen to nobody looks to its asker like any other.
REACHED = ~models.Q(hit=models.F("batch"))


class Approach(models.Model):
    """A request to a person who is not named.

    ``standing``: open, yes, no, over, taken-back, withdrawn (the answer), joined (a newer one was answered). A no, or
    joined, is never told to the asker, who reads of no answer. ``batch``: those that were written at once;
    ``is_unseen``: to few people, of whom the asker saw nothing: then ``batch`` is the search. One that reached nobody
    is kept like a no, in the asker's own name and with its batch as ``hit``, so that the asker cannot tell; see
    `REACHED`. ``said`` and ``links`` (objects with ``title`` and ``link``, the identifier of a link) are what the
    person chose to show with a yes.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    batch = models.UUIDField()
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    by = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    hit = models.UUIDField()
    place = models.PositiveIntegerField()
    is_unseen = models.BooleanField(default=False)
    purpose = models.CharField(max_length=20)
    asked = models.JSONField()
    who = models.TextField()
    what = models.TextField()
    contact = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    standing = models.CharField(max_length=12, default="open")
    ended_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=200, blank=True)
    said = models.TextField(blank=True)
    reached_by = models.CharField(max_length=300, blank=True)
    links = models.JSONField(default=list)

    objects = TenantManager["Approach"]()

    class Meta:
        """One that is open between an organisation and a person, and one unseen; nobody is asked nothing.

        The two are apart: a second one refused because of the unseen one would tell whom that had reached.
        """

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "organisation", "person", "is_unseen"],
                condition=models.Q(standing="open"),
                name="approach_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(who="") & ~models.Q(what="") & ~models.Q(contact=""),
                name="approach_says_who_and_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.standing}"


class Block(models.Model):
    """A person is not found by an organisation, and not asked by it, from now on."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = TenantManager["Block"]()

    class Meta:
        """Once each."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "person", "organisation"], name="search_block_once"),
        )

    def __str__(self) -> str:
        return self.organisation_name


class SearchReport(models.Model):
    """A person tells the house what an organisation did with a request. ``answer``: what came of it, to the person."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    approach = models.ForeignKey(Approach, on_delete=models.PROTECT, related_name="reports")
    text = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["SearchReport"]()

    class Meta:
        """Whoever reports says what happened."""

        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="search_report_says_what"),)

    def __str__(self) -> str:
        return self.text[:80]


class SearchNotice(models.Model):
    """A mail that is to be sent. ``kind``: asked, ending, answered, reported, report-answered."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = TenantManager["SearchNotice"]()

    class Meta:
        """What waits is looked for."""

        indexes = (
            models.Index(
                fields=["institution"], condition=models.Q(sent_at__isnull=True), name="search_notice_to_be_sent"
            ),
        )

    def __str__(self) -> str:
        return self.kind
