"""What the frameworks room stores."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Framework(models.Model):
    """One version of a framework. Shared, it is everybody's here; else only of the institution that brought it.

    The database shows both kinds to those who may see them, so that no manager needs to choose. ``counts``: how many
    nodes of each kind and relations of each kind it has.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    is_shared = models.BooleanField()
    code = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    attribution = models.TextField(blank=True)
    licence = models.CharField(max_length=500, blank=True)
    homepage = models.CharField(max_length=500, blank=True)
    languages = ArrayField(models.CharField(max_length=40))
    counts = models.JSONField()
    imported_at = models.DateTimeField()

    objects = models.Manager["Framework"]()

    class Meta:
        """A version is one for everybody, and one for an institution."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "code", "version"], name="framework_version"),
            models.UniqueConstraint(
                fields=["code", "version"], condition=models.Q(is_shared=True), name="shared_framework_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Intake(models.Model):
    """Files that were read into a framework, by the digest of what was read."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="intakes")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """The same files are read in once."""

        constraints = (models.UniqueConstraint(fields=["framework", "digest"], name="framework_intake"),)

    def __str__(self) -> str:
        return self.digest


class Concept(models.Model):
    """A node of a version. ``key`` is made from its address, the same in every version, for addresses of pages."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="concepts")
    uri = models.CharField(max_length=500)
    key = models.CharField(max_length=16)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=100, blank=True)
    tags = ArrayField(models.CharField(max_length=60))

    class Meta:
        """An address is one node in a version."""

        constraints = (
            models.UniqueConstraint(fields=["framework", "uri"], name="concept_uri"),
            models.UniqueConstraint(fields=["framework", "key"], name="concept_key"),
        )
        indexes = (models.Index(fields=["uri"], name="concept_by_uri"),)

    def __str__(self) -> str:
        return self.uri


class Wording(models.Model):
    """What a concept is called in a language."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=40)
    label = models.CharField(max_length=500)
    alternatives = ArrayField(models.TextField())
    hidden = ArrayField(models.TextField())
    description = models.TextField(blank=True)
    note = models.TextField(blank=True)
    search = SearchVectorField(null=True)

    class Meta:
        """One wording for each language."""

        constraints = (models.UniqueConstraint(fields=["concept", "language"], name="wording_language"),)
        indexes = (
            GinIndex(fields=["search"], name="wording_search"),
            models.Index(fields=["framework", "language"], name="wording_of_framework"),
        )

    def __str__(self) -> str:
        return self.label


class Link(models.Model):
    """A relation between two concepts of a version, as in `core.skills.taxonomy.Link`."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="links_out")
    relation = models.CharField(max_length=12)
    target = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="links_in")

    class Meta:
        """Two concepts are related in one way once."""

        constraints = (models.UniqueConstraint(fields=["source", "target", "relation"], name="concept_link"),)

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"


class Equivalence(models.Model):
    """What a publisher says of a concept of theirs and one elsewhere, by their addresses."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="equivalences")
    source = models.CharField(max_length=500)
    match = models.CharField(max_length=12)
    target = models.CharField(max_length=500)

    class Meta:
        """It is said once, and found from both ends."""

        constraints = (
            models.UniqueConstraint(fields=["framework", "source", "target", "match"], name="concept_equivalence"),
        )
        indexes = (
            models.Index(fields=["source"], name="equivalence_source"),
            models.Index(fields=["target"], name="equivalence_target"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.match} {self.target}"


class Word(models.Model):
    """A word that some concept's wording has, small and without accents."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        """Found by its look-alikes, too."""

        indexes = (GinIndex(fields=["word"], name="framework_word_look_alikes", opclasses=["gin_trgm_ops"]),)

    def __str__(self) -> str:
        return self.word


class FrameworkFile(models.Model):
    """Files of a framework that somebody handed in, until they have been brought in or thrown away.

    ``state``: waiting, read, unread, writing, here, refused. ``told``: what was read of them, or (``code``, ``place``,
    ``facts``) why not; ``done`` of ``total`` of ``step`` are written. ``data`` is emptied once it is not needed.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=20, blank=True)
    asked = models.JSONField(default=dict)
    is_shared = models.BooleanField()
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    told = models.JSONField(default=dict)
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    framework = models.ForeignKey(Framework, on_delete=models.SET_NULL, null=True, related_name="+")
    handed_in_at = models.DateTimeField()
    handed_in_by_id = models.BigIntegerField()

    objects = TenantManager["FrameworkFile"]()

    class Meta:
        """The newest first."""

        indexes = (models.Index(fields=["institution", "-id"], name="framework_file_newest"),)

    def __str__(self) -> str:
        return self.name
