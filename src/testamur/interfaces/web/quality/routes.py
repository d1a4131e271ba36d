"""The addresses of quality, at an institution."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.quality import calendar, way

PAGES: list[URLPattern] = [
    path("", calendar.due, name="quality"),
    path("reviews.ics", calendar.icalendar, name="quality-calendar"),
    path("designs/<uuid:uuid>", way.way, name="quality-design"),
]
