"""What the house reads of searching: totals, who may look, what was looked for, and reports. Never who was found."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count

from testamur.adapters.postgres.scope import scoped
from testamur.core.skills.seeking import counted
from testamur.domain.careers import seen
from testamur.domain.careers.models import (
    Approach,
    PeopleSearch,
    SearchConsent,
    SearchGrant,
    SearchNotice,
    SearchReport,
)
from testamur.domain.careers.seeking_values import FEWEST, PURPOSES, SearchNoticeView, Seeker, Totals
from testamur.domain.design import queries as design
from testamur.domain.design.partner_values import OrganisationView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution

_MONTH = timedelta(days=30)
_LAST = 50


@scoped
def search_totals(actor: Actor, *, at: datetime) -> Totals:
    """Return what there is to oversee; few people are not counted apart here either."""
    require(actor, Permission.OVERSEE_SEARCH)
    standing = SearchConsent.objects.filter(ended_at__isnull=True, expires_at__gt=at)
    by_purpose = dict(standing.values_list("purpose").annotate(n=Count("pk")).order_by())
    searches = PeopleSearch.objects.select_related("organisation").order_by("-pk")[:_LAST]
    reports = SearchReport.objects.select_related("approach__organisation").order_by("-pk")[:_LAST]
    return Totals(
        tuple((one, counted(by_purpose.get(one, 0), FEWEST)) for one in PURPOSES),
        tuple(_seeker(one, at) for one in design.organisations(actor, at=at)),
        tuple(seen.search(one) for one in searches),
        tuple(seen.report(one) for one in reports),
    )


@scoped
def unsent_search_mail(actor: Actor) -> list[SearchNoticeView]:
    """Return the mails about searching that have not been sent, the oldest first."""
    require(actor, Permission.OVERSEE_SEARCH)
    house = institution(actor.here).language
    rows = SearchNotice.objects.select_related("person").filter(sent_at__isnull=True, person__is_active=True)
    return [
        SearchNoticeView(one.uuid, one.kind, one.person.email, one.person.language or house)
        for one in rows.order_by("pk")
    ]


def _seeker(one: OrganisationView, at: datetime) -> Seeker:
    grants = SearchGrant.objects.filter(organisation__uuid=one.uuid).order_by("-pk")
    grant = grants.first()
    lately = {"organisation__uuid": one.uuid}
    requests = Approach.objects.filter(**lately, made_at__gt=at - _MONTH)
    return Seeker(
        one.uuid,
        one.name,
        is_open=grant is not None and grant.ended_at is None,
        because=grant.because if grant else "",
        searches=PeopleSearch.objects.filter(**lately, at__gt=at - _MONTH).count(),
        requests=requests.values("batch").distinct().count(),
        yes=requests.filter(standing="yes").count(),
        reports=SearchReport.objects.filter(approach__organisation__uuid=one.uuid, answered_at__isnull=True).count(),
    )
