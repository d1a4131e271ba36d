"""The addresses of recommendations and narratives."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.advice import following, narrative

PAGES: list[URLPattern] = [
    path("mine/next", following.following, name="next"),
    path("mine/next/motives", following.motives, name="next-motives"),
    path("mine/next/switch", following.switch, name="next-switch"),
    path("mine/next/not-for-me", following.not_for_me, name="next-not-for-me"),
    path("mine/next/again", following.again, name="next-again"),
    path("mine/targets/<uuid:uuid>/narrative", narrative.narrative, name="narrative"),
    path("mine/targets/<uuid:uuid>/narrative/reset", narrative.reset, name="reset-narrative"),
    path("mine/targets/<uuid:uuid>/narrative.<slug:form>", narrative.file, name="narrative-file"),
]
