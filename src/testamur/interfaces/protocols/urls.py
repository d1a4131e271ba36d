"""The addresses behind this door. Signed documents name them: they stay for as long as a credential can be checked."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from testamur.interfaces.protocols import did_documents, endorsements, feeds, machine_forms, open_badges, status_lists
from testamur.interfaces.protocols.vc_api import views as vc_api

urlpatterns: list[URLPattern | URLResolver] = [
    path("feeds", feeds.listed, name="feeds"),
    path("feeds/<slug:name>", feeds.feed, name="feed"),
    path("id/mc/<uuid:uuid>/as/<slug:name>", machine_forms.form, name="definition-form"),
    path("issuers/<uuid:uuid>/did.json", did_documents.did_document, name="did-document"),
    path("issuers/<uuid:uuid>", open_badges.issuer, name="issuer-profile"),
    path("organisations/<uuid:uuid>/did.json", endorsements.did_document, name="organisation-did-document"),
    path("organisations/<uuid:uuid>", endorsements.organisation, name="organisation-profile"),
    path("endorsements/<uuid:uuid>", endorsements.endorsement, name="endorsement"),
    path("status-lists/<uuid:uuid>", status_lists.status_list, name="status-list"),
    path("vc-api/<path:rest>", vc_api.answered, name="vc-api"),
    path("versions/<uuid:uuid>", open_badges.version, name="achievement"),
]
