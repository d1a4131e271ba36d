"""The addresses of frameworks as those see them who look after them; and of what everybody may take along."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.frameworks import changes, example, exporting, keeping

PAGES: list[URLPattern] = [
    path("frameworks/example.csv", example.download, name="framework-example"),
    path("frameworks/<slug:code>", keeping.frameworks, name="frameworks"),
    path("frameworks/<slug:code>/files/<uuid:uuid>", keeping.file, name="framework-file"),
    path("frameworks/<slug:code>/versions/<uuid:uuid>/take-out", keeping.take_out, name="take-out-framework"),
    path("skills/<slug:code>/versions/changes", changes.changes, name="framework-changes"),
    path("skills/<slug:code>/versions/export.<slug:form>", exporting.export, name="framework-export"),
]
