"""The addresses under ``/partners``."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.partners import (
    agreements,
    briefs,
    coming,
    home,
    inviting,
    makers,
    needs,
    organisation,
    room,
)

PAGES: list[URLPattern] = [
    path("come/<slug:secret>", coming.come_in, name="come-in"),
    path("<slug:code>/", home.home, name="partners"),
    path("<slug:code>/needs", needs.needs, name="partner-needs"),
    path("<slug:code>/makers", makers.makers, name="makers"),
    path("<slug:code>/practice", needs.practice, name="practice"),
    path("<slug:code>/briefs/<uuid:uuid>", briefs.brief, name="brief"),
    path("<slug:code>/organisations/<uuid:uuid>", organisation.organisation, name="partner-organisation"),
    path("<slug:code>/organisations/<uuid:uuid>/brief", briefs.begin, name="begin-brief"),
    path("<slug:code>/drafts/<uuid:uuid>", room.room, name="partner-room"),
    path("<slug:code>/drafts/<uuid:uuid>/brief", briefs.in_draft, name="draft-brief"),
    path("<slug:code>/drafts/<uuid:uuid>/invited", inviting.invited, name="draft-partners"),
    path("<slug:code>/drafts/<uuid:uuid>/agreements", agreements.agreements, name="agreements"),
    path("<slug:code>/drafts/<uuid:uuid>/agreements/<uuid:agreement>", agreements.document, name="agreement-document"),
]
