"""Being found and looking for people: consents, which organisations may look, and who looked for what."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class SearchConsent(models.Model):
    """A person lets the partners of an institution find them for one purpose, until a day.

    ``text`` is what they consented to, word by word, in the version of that day. What may be shown is chosen:
    ``skills`` by address; an empty ``region``, ``languages`` or ``availability`` is not shown. Another choice is a
    row of its own, so that it can be told later what was consented to and when. ``ended_because``: withdrawn,
    replaced, over.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    purpose = models.CharField(max_length=20)
    text = models.TextField()
    text_version = models.CharField(max_length=20)
    age = models.PositiveSmallIntegerField()
    skills = ArrayField(models.CharField(max_length=500))
    region = models.CharField(max_length=100, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list)
    availability = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, blank=True)

    objects = TenantManager["SearchConsent"]()

    class Meta:
        """One that stands for each purpose, of an end after its beginning."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "person", "purpose"],
                condition=models.Q(ended_at__isnull=True),
                name="search_consent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("given_at")), name="search_consent_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} ({self.person_id})"


class ShownSkills(models.Model):
    """What evidence shows of the skills of a consent, as it was read last, so that no search reads every profile.

    ``stamp`` tells the rows that it was read from: it counts only as long as they are the same. ``skills``: objects
    with ``uri`` and ``shown``, the newest first: ``proof``, ``on``, ``version`` and, where there is one, ``scale`` and
    ``level``. It goes with its consent.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    consent = models.OneToOneField(SearchConsent, on_delete=models.CASCADE, related_name="shown")
    stamp = models.CharField(max_length=32)
    skills = models.JSONField(default=list)

    objects = TenantManager["ShownSkills"]()

    def __str__(self) -> str:
        return f"{len(self.skills)} of {self.consent_id}"


class SearchGrant(models.Model):
    """An organisation that the house knows for what it says it is may look for people; without one it may not."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField()
    because = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["SearchGrant"]()

    class Meta:
        """One that stands for each organisation."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "organisation"],
                condition=models.Q(ended_at__isnull=True),
                name="search_grant_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation_id)


class PeopleSearch(models.Model):
    """An organisation looked for people. Written once; what was asked is kept in words and by address.

    ``asked``: objects with ``uri``, ``label`` and, where one was named, ``scale`` and ``level``; ``how``: the rest of
    the question, with its order, which is drawn by the ``uuid``. ``found``: how many were shown, on that day.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey("design.PartnerOrganisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    by = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    asked = models.JSONField()
    how = models.JSONField()
    found = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = TenantManager["PeopleSearch"]()

    class Meta:
        """They are counted by organisation and day."""

        indexes = (models.Index(fields=["institution", "organisation", "at"], name="people_search_of_organisation"),)

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.purpose}"


class SearchHit(models.Model):
    """A search found a person, who can read it. No page names them by ``uuid``."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    search = models.ForeignKey(PeopleSearch, on_delete=models.CASCADE, related_name="hits")
    consent = models.ForeignKey(SearchConsent, on_delete=models.PROTECT, related_name="hits")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    place = models.PositiveIntegerField()

    objects = TenantManager["SearchHit"]()

    class Meta:
        """Once in a search; a person reads theirs, the newest first."""

        constraints = (models.UniqueConstraint(fields=["search", "person"], name="search_hit_once"),)
        indexes = (models.Index(fields=["person", "search"], name="search_hit_of_person"),)

    def __str__(self) -> str:
        return f"{self.place} in {self.search_id}"
