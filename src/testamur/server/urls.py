"""Every address of the server, collected from the doors."""

from __future__ import annotations

from django.urls import include, path

from testamur.server import health

handler400 = "testamur.interfaces.web.errors.bad_request"
handler403 = "testamur.interfaces.web.errors.forbidden"
handler404 = "testamur.interfaces.web.errors.not_found"
handler500 = "testamur.interfaces.web.errors.broken"
urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("accounts/", include("allauth.urls")),
    path("", include("testamur.interfaces.protocols.urls")),
    path("", include("testamur.interfaces.api.urls")),
    path("", include("testamur.interfaces.web.urls")),
]
