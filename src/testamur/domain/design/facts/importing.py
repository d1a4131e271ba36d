"""Which drafts out of a file nobody has worked on: what can be taken back without taking anything from anybody."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from testamur.domain.design import states
from testamur.domain.design.models import Asset, Comment, Contributor, Design, Event, Partnership


def untouched(drafts: Iterable[int]) -> QuerySet[Design]:
    """Return those of *drafts* (inside ids) that are as they began: one text, one maker, and nothing happened since."""
    this = OuterRef("pk")
    return Design.objects.filter(
        ~Exists(Event.objects.filter(design=this).exclude(kind="start")),
        ~Exists(Comment.objects.filter(design=this)),
        ~Exists(Contributor.objects.filter(design=this).exclude(person_id=OuterRef("started_by_id"))),
        ~Exists(Partnership.objects.filter(design=this)),
        ~Exists(Asset.objects.filter(design=this)),
        ~Exists(Design.objects.filter(from_design=this)),
        pk__in=drafts,
        state=states.DRAFT,
        revision=1,
        family__isnull=True,
        changed_at=F("started_at"),
    )
