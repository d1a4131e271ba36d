"""The addresses behind this door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from testamur.interfaces.web import catalogue, check, credential, learner, sharing, start

_PAGES: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("favicon.svg", start.favicon, name="favicon"),
    path("robots.txt", start.robots, name="robots"),
    path("theme", start.theme, name="theme"),
    path("check", check.check, name="check"),
    path("catalogue", catalogue.search, name="catalogue"),
    path("id/mc/<uuid:uuid>", catalogue.microcredential, name="microcredential"),
    path("id/mc/<uuid:uuid>/badge.svg", catalogue.badge_image, name="badge"),
    path("id/mc/<uuid:uuid>/definition.yaml", catalogue.source, name="definition"),
    path("versions/<uuid:uuid>", catalogue.version, name="version"),
    path("issuers/<uuid:uuid>", credential.issuer, name="issuer"),
    path("credentials/<uuid:uuid>", credential.standing, name="standing"),
    path("c/<str:secret>", credential.shown, name="shown"),
    path("c/<str:secret>/badge.svg", credential.shown_badge, name="shown-badge"),
    path("c/<str:secret>/<str:form>", credential.shown_file, name="shown-file"),
    path("mine", learner.mine, name="mine"),
    path("mine/<uuid:uuid>", sharing.own, name="own"),
    path("mine/<uuid:uuid>/share", sharing.share, name="share"),
    path("mine/<uuid:uuid>/links/<uuid:link>/withdraw", sharing.withdraw, name="withdraw-link"),
    path("mine/<uuid:uuid>/<str:form>", sharing.file, name="own-file"),
    path("mine/enrol/<uuid:uuid>", learner.enrol, name="enrol"),
    path("mine/leave/<uuid:uuid>", learner.leave, name="leave"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", set_language, name="set_language"),
    path("", include((_PAGES, "web"))),
]
