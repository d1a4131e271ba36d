"""What is answered: comparisons, proposals, decisions, appeals, precedents, alerts."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.recognition.models.asking import Criteria, RecognitionRequest


class Comparison(models.Model):
    """The assessor's working paper: source against target. A decision keeps its own copy."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.OneToOneField(RecognitionRequest, on_delete=models.PROTECT)
    content = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by_id = models.BigIntegerField(null=True)

    objects = TenantManager["Comparison"]()

    def __str__(self) -> str:
        return str(self.request_id)


class Proposal(models.Model):
    """What an assessor proposes; ``ended_because``: replaced, sent-back, taken. At most one stands."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="proposals")
    ruling = models.JSONField()
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, blank=True)

    objects = TenantManager["Proposal"]()

    class Meta:
        """One stands at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "request"],
                condition=models.Q(ended_at__isnull=True),
                name="recognition_proposal_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class RecognitionDecision(models.Model):
    """What the institution decided. Written once: a correction is another row, which supersedes this one.

    ``record`` keeps the comparison, the checklist and what the policy said. ``differences`` are never empty where the
    outcome is a refusal; the database sees to it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField()
    criteria = models.ForeignKey(Criteria, on_delete=models.PROTECT)
    outcome = models.CharField(max_length=12)
    source = models.CharField(max_length=30)
    credit_value = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    credit_unit = models.CharField(max_length=20, blank=True)
    grade = models.CharField(max_length=20, blank=True)
    grade_scale = models.CharField(max_length=40, blank=True)
    recognised = models.JSONField()
    differences = models.JSONField()
    conditions = models.JSONField()
    reasons = models.TextField(blank=True)
    appeal_body = models.CharField(max_length=200)
    appeal_by = models.DateField()
    record = models.JSONField()
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField()
    proposed_by_id = models.BigIntegerField(null=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    correction = models.CharField(max_length=500, blank=True)

    objects = TenantManager["RecognitionDecision"]()

    class Meta:
        """Numbered; nobody takes less than asked for without being told why."""

        constraints = (
            models.UniqueConstraint(fields=["institution", "request", "number"], name="recognition_number"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["full", "partial", "conditional", "refused"]), name="outcome_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="full") | ~models.Q(reasons=""), name="less_than_asked_has_reasons"
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True) | ~models.Q(correction=""), name="correction_has_reason"
            ),
        )
        indexes = (models.Index(fields=["person"], name="decision_person"),)

    def __str__(self) -> str:
        return str(self.uuid)


class Fulfilment(models.Model):
    """The conditions of a conditional decision are met. Written once."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    decision = models.OneToOneField(RecognitionDecision, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    note = models.CharField(max_length=500)
    at = models.DateTimeField()
    by_id = models.BigIntegerField()

    objects = TenantManager["Fulfilment"]()

    def __str__(self) -> str:
        return self.note


class Appeal(models.Model):
    """An appeal against a decision. ``outcome``: upheld (then ``result`` supersedes the decision) or dismissed.

    ``first_decided_by_id`` and ``first_proposed_by_id`` had their say; the database keeps them from a second one.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="appeals")
    decision = models.OneToOneField(RecognitionDecision, on_delete=models.PROTECT, related_name="appeal")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    grounds = models.TextField()
    filed_at = models.DateTimeField()
    first_decided_by_id = models.BigIntegerField()
    first_proposed_by_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    reasons = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    result = models.OneToOneField(RecognitionDecision, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager["Appeal"]()

    class Meta:
        """Decided by somebody else, and with reasons."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by_id__isnull=True)
                | (
                    ~models.Q(decided_by_id=models.F("first_decided_by_id"))
                    & (
                        models.Q(first_proposed_by_id__isnull=True)
                        | ~models.Q(decided_by_id=models.F("first_proposed_by_id"))
                    )
                ),
                name="appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | ~models.Q(reasons=""), name="appeal_has_reasons"
            ),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class EquivalenceRule(models.Model):
    """A precedent: learning of this source was recognised as this target. Ended, it stays, and says why.

    ``ruling`` holds what was decided and, as ``together``, the other credentials that it rests on.
    ``ended_because``: withdrawn, target-changed, source-changed, decision-superseded, lapsed. What is ``is_public``
    stands in the register of transfer values, without anybody's name.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT)
    source_key = models.CharField(max_length=300)
    source_version = models.CharField(max_length=60, blank=True)
    source_essence = models.CharField(max_length=64)
    source_title = models.CharField(max_length=250)
    source_issuer = models.CharField(max_length=250, blank=True)
    source_credits = models.CharField(max_length=60, blank=True)
    target_key = models.CharField(max_length=80)
    target_version = models.CharField(max_length=40)
    target_essence = models.CharField(max_length=64)
    target_title = models.JSONField()
    purpose = models.CharField(max_length=20)
    outcome = models.CharField(max_length=12)
    ruling = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    max_age_months = models.PositiveSmallIntegerField(null=True)
    is_public = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)

    objects = TenantManager["EquivalenceRule"]()

    class Meta:
        """One in force for a source, target and purpose."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "source_key", "target_key", "purpose"],
                condition=models.Q(ended_at__isnull=True),
                name="precedent_in_force",
            ),
        )
        indexes = (models.Index(fields=["institution", "target_key"], name="precedent_target"),)

    def __str__(self) -> str:
        return str(self.uuid)


class Notice(models.Model):
    """Somebody is to be told by mail that something happened. ``kind``: a key of the letters that doors write.

    Made with what it tells of, in one transaction; ``sent_at`` is set once it has left the house.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="notices")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    is_for_desk = models.BooleanField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = TenantManager["Notice"]()

    class Meta:
        """Those that have not been sent are looked for."""

        indexes = (
            models.Index(fields=["request"], condition=models.Q(sent_at__isnull=True), name="notice_to_be_sent"),
        )

    def __str__(self) -> str:
        return self.kind


class Alert(models.Model):
    """The watch saw that a day comes near, or has passed. ``kind``: soon, very-soon, overdue. Once for each due day."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=12)
    due_on = models.DateField()
    at = models.DateTimeField()

    objects = TenantManager["Alert"]()

    class Meta:
        """Said once."""

        constraints = (models.UniqueConstraint(fields=["institution", "request", "kind", "due_on"], name="alert_once"),)

    def __str__(self) -> str:
        return self.kind
