"""The addresses of quality, at an institution."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.quality import (
    calendar,
    dossiers,
    families,
    guidelines,
    outcomes,
    policies,
    readiness,
    risks,
    sampling,
    way,
)

PAGES: list[URLPattern] = [
    path("", calendar.due, name="quality"),
    path("reviews.ics", calendar.icalendar, name="quality-calendar"),
    path("designs/<uuid:uuid>", way.way, name="quality-design"),
    path("designs/<uuid:uuid>/guidelines", guidelines.move, name="quality-guidelines"),
    path("dossiers", dossiers.dossiers, name="quality-dossiers"),
    path("dossiers/<uuid:uuid>", dossiers.dossier, name="quality-dossier"),
    path("readiness", readiness.rounds, name="quality-readiness"),
    path("policies", policies.policies, name="quality-policies"),
    path("policies/<slug:name>/write", policies.write, name="quality-policy"),
    path("policies/<slug:name>", policies.public, name="house-policy"),
    path("outcomes", outcomes.outcomes, name="outcomes"),
    path("indicators", risks.indicators, name="quality-indicators"),
    path("samples", sampling.samples, name="quality-samples"),
    path("samples/<uuid:uuid>", sampling.sample, name="quality-sample"),
    path("samples/<uuid:uuid>.csv", sampling.sheet, name="quality-sample-file"),
    path("families", families.families, name="quality-families"),
    path("families/<uuid:uuid>", families.family, name="quality-family"),
]
