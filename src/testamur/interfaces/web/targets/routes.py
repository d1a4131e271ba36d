"""The addresses of targets."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.targets import choosing, gap, plan, review

PAGES: list[URLPattern] = [
    path("mine/targets", choosing.targets, name="my-targets"),
    path("mine/targets/new", choosing.new, name="new-target"),
    path("mine/targets/<uuid:uuid>", review.review, name="target"),
    path("mine/targets/<uuid:uuid>/missing", gap.missing, name="target-gap"),
    path("mine/targets/<uuid:uuid>/plan", plan.plan, name="target-plan"),
]
