"""What a person says moves them to learn, what they do not want to be shown again, and their edits of a narrative."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.careers.models.aiming import Target


class Advice(models.Model):
    """What a person lets recommendations go by. ``motives`` as `core.skills.recommending.Motive`; none is fine.

    ``work``: which of their targets is the work that they do now. ``is_off``: they want no recommendations.
    """

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.OneToOneField("institution.Person", on_delete=models.PROTECT, related_name="+")
    motives = ArrayField(models.CharField(max_length=20), default=list)
    work = models.ForeignKey(Target, on_delete=models.SET_NULL, null=True, related_name="+")
    is_off = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = TenantManager["Advice"]()

    def __str__(self) -> str:
        return str(self.person_id)


class NotForMe(models.Model):
    """Something in the catalogue, by its uuid, that a person does not want recommended."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    microcredential = models.UUIDField()
    said_at = models.DateTimeField()

    objects = TenantManager["NotForMe"]()

    class Meta:
        """It is said once."""

        constraints = (models.UniqueConstraint(fields=["person", "microcredential"], name="not_for_me_once"),)

    def __str__(self) -> str:
        return str(self.microcredential)


class Narration(models.Model):
    """What a person made of the narrative of a target: ``revisions`` are lists of a verb, a claim's id, and words."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, related_name="+")
    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="narration")
    revisions = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    objects = TenantManager["Narration"]()

    def __str__(self) -> str:
        return str(self.target_id)
