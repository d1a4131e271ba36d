"""What a person decided on a skill that the program suggested."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design


class SkillDecision(models.Model):
    """Somebody took a suggested skill for an outcome, refused it, or wants to see it again. Written once.

    It keeps all that is needed to judge the suggestion later (domain.md 7.2): the words and their digest, the framework
    in its version, the model, what counted how much, the words that spoke for it, and where in the list it stood.
    ``confidence`` is empty where nobody has measured it. The newest of a skill and an outcome is the one that holds.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="skill_decisions")
    revision = models.PositiveIntegerField()
    outcome = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    framework = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=40)
    uri = models.CharField(max_length=500)
    label = models.CharField(max_length=500)
    verdict = models.CharField(max_length=10)
    rank = models.PositiveIntegerField()
    score = models.FloatField()
    confidence = models.FloatField(null=True)
    lane = models.CharField(max_length=10)
    model = models.CharField(max_length=100, blank=True)
    weights = models.JSONField()
    parts = models.JSONField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    decided_by = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = TenantManager["SkillDecision"]()

    class Meta:
        """They are looked for by design and outcome."""

        indexes = (models.Index(fields=["design", "outcome"], name="skill_decision_of_outcome"),)

    def __str__(self) -> str:
        return f"{self.verdict}: {self.label}"
