"""Mail to partners that waits to be sent."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager
from testamur.domain.design.models.drafting import Design
from testamur.domain.design.models.organisations import PartnerLink


class PartnerNotice(models.Model):
    """Somebody of a partner is to be told by mail. ``kind``: invited, ending (a link), review, answered (a design).

    Made with what it tells of, in one transaction; ``sent_at`` is set once it has left the house. The address of who
    is invited is the link's, and goes when the link is used up.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    link = models.ForeignKey(PartnerLink, on_delete=models.PROTECT, null=True, related_name="notices")
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT, null=True)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = TenantManager["PartnerNotice"]()

    class Meta:
        """Those that have not been sent are looked for."""

        indexes = (
            models.Index(
                fields=["institution"], condition=models.Q(sent_at__isnull=True), name="partner_notice_to_be_sent"
            ),
        )

    def __str__(self) -> str:
        return self.kind
