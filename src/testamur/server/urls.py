"""Every address of the server, collected from the doors."""

from __future__ import annotations

from django.urls import include, path

from testamur.server import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("accounts/", include("allauth.urls")),
    path("", include("testamur.interfaces.protocols.urls")),
    path("", include("testamur.interfaces.api.urls")),
    path("", include("testamur.interfaces.web.urls")),
]
