"""What the demand room stores."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Advert(models.Model):
    """A text in which somebody looks for people. ``organisation``: who handed it in; None: the house.

    ``form``: pdf, docx, html, text, pasted, table. ``state``: waiting, read, unread (``because``: why);
    ``total`` sentences were read. ``digest`` is of the words alone, so that the same advert is known again.
    ``blanked``: how many places with contacts were taken out. ``language``: empty where nobody said. ``address``:
    where it stands on the web. ``silent``: from and until which characters nothing was found, with a third part, why,
    where nothing was read.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey(
        "design.PartnerOrganisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(max_length=250)
    employer = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=120, blank=True)
    occupation = models.CharField(max_length=250, blank=True)
    occupation_uri = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=500, blank=True)
    seen_on = models.DateField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    blanked = models.PositiveIntegerField(default=0)
    form = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField(default=0)
    silent = models.JSONField(default=list)
    handed_in_at = models.DateTimeField()
    handed_in_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Advert"]()

    class Meta:
        """A text stands once for each who hands it in."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "organisation", "digest"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="advert_once",
                nulls_distinct=False,
            ),
        )
        indexes = (models.Index(fields=["institution", "-seen_on", "-id"], name="advert_newest"),)

    def __str__(self) -> str:
        return self.title


class AdvertSkill(models.Model):
    """A skill in an advert: suggested, or added by somebody (``rank`` 0). It counts once ``verdict`` is accepted.

    What is needed to judge the suggestion later stands beside it (domain.md 7.2); ``start`` and ``end`` are characters
    of the advert's text. ``confidence`` is empty where nobody has measured it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    advert = models.ForeignKey(Advert, on_delete=models.PROTECT, related_name="skills")
    uri = models.CharField(max_length=500)
    label = models.CharField(max_length=500)
    framework = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=40, blank=True)
    rank = models.PositiveIntegerField()
    score = models.FloatField(default=0)
    confidence = models.FloatField(null=True)
    lane = models.CharField(max_length=10, blank=True)
    model = models.CharField(max_length=100, blank=True)
    parts = models.JSONField(default=dict)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    suggested_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["AdvertSkill"]()

    class Meta:
        """An advert asks for a skill once."""

        constraints = (models.UniqueConstraint(fields=["institution", "advert", "uri"], name="advert_skill_once"),)
        indexes = (models.Index(fields=["institution", "uri", "verdict"], name="advert_skill_asked"),)

    def __str__(self) -> str:
        return self.label


class AdvertTable(models.Model):
    """A table of many adverts that is taken in by a job. ``state``: working, stopped, done; ``done``: the next row.

    ``framework``: the code of what its adverts are read against; empty: what the house reads against.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey(
        "design.PartnerOrganisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    framework = models.CharField(max_length=40, blank=True)
    data = models.BinaryField()
    state = models.CharField(max_length=10)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager["AdvertTable"]()

    def __str__(self) -> str:
        return self.name


class AdvertRow(models.Model):
    """What became of a row of a table. ``outcome``: taken, same, refused (``because``: the column that is wrong)."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    table = models.ForeignKey(AdvertTable, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250, blank=True)
    outcome = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)
    advert = models.ForeignKey(Advert, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager["AdvertRow"]()

    class Meta:
        """A row becomes something once."""

        constraints = (models.UniqueConstraint(fields=["institution", "table", "number"], name="advert_row_once"),)

    def __str__(self) -> str:
        return str(self.number)


class TeachingWish(models.Model):
    """A learner tells that nobody teaches a skill that they aim at. ``is_named``: the house may know who it is."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    uri = models.CharField(max_length=500)
    label = models.CharField(max_length=500)
    framework = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=40, blank=True)
    is_named = models.BooleanField(default=False)
    wished_at = models.DateTimeField()

    objects = TenantManager["TeachingWish"]()

    class Meta:
        """A person wishes for a skill once."""

        constraints = (models.UniqueConstraint(fields=["institution", "person", "uri"], name="teaching_wish_once"),)

    def __str__(self) -> str:
        return self.label


class RoleProfile(models.Model):
    """A role that an organisation describes by its skills; the columns below ``retired_at`` mirror the newest version.

    ``published``: the number of the version that learners see, None while none is.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    organisation = models.ForeignKey(
        "design.PartnerOrganisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    published = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = TenantManager["RoleProfile"]()

    def __str__(self) -> str:
        return self.title


class RoleVersion(models.Model):
    """One version of a role profile, written once.

    ``skills``: objects with uri, label, framework, version, need (must, nice), scale, level (empty: any).
    ``is_public``: it was once published; the rest of the world may read it then.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    profile = models.ForeignKey(RoleProfile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    occupation = models.CharField(max_length=250, blank=True)
    occupation_uri = models.CharField(max_length=500, blank=True)
    skills = models.JSONField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    is_public = models.BooleanField(default=False)

    objects = TenantManager["RoleVersion"]()

    class Meta:
        """A number means one list."""

        constraints = (models.UniqueConstraint(fields=["institution", "profile", "number"], name="role_version_once"),)

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
