"""The addresses of demand, below ``/partners``: where partners are, and where a designer looks for what is needed."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.demand import advert, adverts, over_time, roles, tables, taught

PAGES: list[URLPattern] = [
    path("<slug:code>/adverts", adverts.adverts, name="adverts"),
    path("<slug:code>/adverts/new", adverts.hand_in, name="hand-in-advert"),
    path("<slug:code>/adverts/tables/<uuid:uuid>", tables.table, name="advert-table"),
    path("<slug:code>/adverts/<uuid:uuid>", advert.advert, name="advert"),
    path("<slug:code>/roles", roles.roles, name="role-profiles"),
    path("<slug:code>/roles/new", roles.begin, name="begin-role-profile"),
    path("<slug:code>/roles/<uuid:uuid>", roles.role, name="role-profile"),
    path("<slug:code>/roles/<uuid:uuid>/change", roles.change, name="change-role-profile"),
    path("<slug:code>/demand", over_time.over_time, name="demand"),
    path("<slug:code>/demand.csv", over_time.as_file, name="demand-file"),
    path("<slug:code>/taught", taught.taught, name="taught"),
    path("<slug:code>/taught.csv", taught.as_file, name="taught-file"),
]
