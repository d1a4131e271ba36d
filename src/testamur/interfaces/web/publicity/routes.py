"""The addresses of what is shown elsewhere."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from testamur.interfaces.web.publicity import cards, counting, former, posters, widget

PAGES: list[URLPattern | URLResolver] = [
    path("id/mc/<uuid:uuid>/card.png", cards.card, name="card"),
    path("id/mc/<uuid:uuid>/poster.pdf", posters.poster, name="poster"),
    path("id/mc/<uuid:uuid>/towards", counting.towards, name="towards"),
    path("embed/testamur.js", widget.script, name="embed-script"),
    path("embed/mc/<uuid:uuid>", widget.frame, name="embed"),
    path("embed/mc/<uuid:uuid>.json", widget.data, name="embed-data"),
    path("at/<slug:institution>/<str:code>", former.by_code, name="by-code"),
]
