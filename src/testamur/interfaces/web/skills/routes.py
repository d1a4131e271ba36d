"""The addresses of skills and occupations."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.skills import browsing, concepts

PAGES: list[URLPattern] = [
    path("", browsing.start, name="skills"),
    path("<slug:code>/", browsing.framework, name="framework"),
    path("<slug:code>/<slug:key>", concepts.concept, name="concept"),
]
