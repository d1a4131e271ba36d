"""What people aim at, and the skills that it asks for."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class Target(models.Model):
    """What a person aims at. ``kind`` as `core.skills.gap.Aspiration`; ``source`` says where it was taken from.

    ``text``: of an advert, without contacts; ``form``: what it came as; ``blanked``: how many places were taken out.
    ``state``: waiting, read, unread (``because``: why). ``silent``: from and until which characters nothing was found,
    with a third part, why, where nothing was read; ``total`` sentences were read, against ``framework`` in
    ``version``, by ``model`` (empty: by spelling alone).
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=250)
    source = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    form = models.CharField(max_length=10, blank=True)
    blanked = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField(default=0)
    silent = models.JSONField(default=list)
    framework = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()

    objects = TenantManager["Target"]()

    class Meta:
        """A person reads theirs, the newest first."""

        indexes = (models.Index(fields=["person", "-id"], name="target_of_person"),)

    def __str__(self) -> str:
        return self.title


class TargetSkill(models.Model):
    """A skill that a target asks for. It counts once ``verdict`` is accepted; ``need``: must, nice.

    ``origin``: suggested by a reader, given by the source, added by the person. ``places`` are from and until which
    characters of the text speak of it, the clearest first; ``words``: what else asks for it. What is needed to judge
    a suggestion later stands beside it (domain.md 7.2); ``confidence`` is empty where nobody has measured it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="skills")
    uri = models.CharField(max_length=500)
    label = models.CharField(max_length=500)
    framework = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=10)
    need = models.CharField(max_length=4, default="must")
    levels = models.JSONField(default=list)
    words = models.CharField(max_length=500, blank=True)
    places = models.JSONField(default=list)
    rank = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0)
    confidence = models.FloatField(null=True)
    lane = models.CharField(max_length=10, blank=True)
    parts = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = TenantManager["TargetSkill"]()

    class Meta:
        """A target asks for a skill once."""

        constraints = (models.UniqueConstraint(fields=["target", "uri"], name="target_skill_once"),)

    def __str__(self) -> str:
        return self.label
