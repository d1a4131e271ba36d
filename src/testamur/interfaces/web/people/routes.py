"""The addresses of being found, of looking for people, and of overseeing it."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.people import answering, asking, being_found, choosing, overseeing, result, searching

PAGES: list[URLPattern] = [
    path("mine/found", being_found.start, name="found"),
    path("mine/found/<slug:code>", being_found.found, name="found-at"),
    path("mine/found/<slug:code>/for/<slug:purpose>", choosing.choose, name="found-choose"),
    path("mine/found/<slug:code>/requests/<uuid:uuid>", answering.request_page, name="found-request"),
    path("partners/<slug:code>/people", searching.people, name="find-people"),
    path("partners/<slug:code>/people/requests", asking.requests, name="people-requests"),
    path("partners/<slug:code>/people/searches", searching.history, name="people-searches"),
    path("partners/<slug:code>/people/<uuid:uuid>", result.found, name="people-found"),
    path("desk/<slug:code>/people-search", overseeing.oversee, name="people-oversight"),
]
