"""The addresses of pathways: public, the learner's own, the desk's, and where they are published."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.pathways import desk, listed, mine, plan, publishing, standings, what_if

PAGES: list[URLPattern] = [
    path("pathways", listed.listed, name="pathways"),
    path("id/pathway/<uuid:uuid>", listed.pathway, name="pathway"),
    path("id/pathway/<uuid:uuid>/policy.yaml", listed.source, name="policy-source"),
    path("id/pathway/<uuid:uuid>/pathway.jsonld", listed.graph, name="pathway-graph"),
    path("mine/pathways", mine.pathways, name="my-pathways"),
    path("mine/pathways/follow/<uuid:uuid>", mine.follow, name="follow-pathway"),
    path("mine/pathways/<uuid:uuid>", mine.standing, name="my-pathway"),
    path("mine/pathways/<uuid:uuid>/leave", mine.leave, name="leave-pathway"),
    path("mine/pathways/<uuid:uuid>/move", mine.move, name="move-pathway"),
    path("mine/pathways/<uuid:uuid>/record.clr.json", mine.record, name="learner-record"),
    path("mine/pathways/<uuid:uuid>/plan", plan.plan, name="plan"),
    path("mine/pathways/<uuid:uuid>/plan/keep", plan.save, name="save-plan"),
    path("mine/pathways/<uuid:uuid>/plan/forget", plan.forget, name="forget-plan"),
    path("mine/pathways/<uuid:uuid>/what-if", what_if.what_if, name="what-if"),
]
DESK: list[URLPattern] = [
    path("pathways", desk.overview, name="desk-pathways"),
    path("pathways/publish", publishing.publish, name="publish-pathway"),
    path("pathways/publish/confirm", publishing.confirm, name="publish-pathway-confirm"),
    path("pathways/versions/<uuid:version>/accept", publishing.accept, name="accept-pathway"),
    path("pathways/<uuid:uuid>", desk.people, name="pathway-people"),
    path("pathways/<uuid:uuid>/retire", publishing.retire, name="retire-pathway"),
    path("pathways/<uuid:uuid>/award", desk.confer, name="confer-stacks"),
    path("pathways/<uuid:uuid>/reckon", desk.reckon, name="reckon"),
    path("reckonings/<uuid:uuid>", desk.reckoning, name="reckoning"),
    path("standings/<uuid:uuid>", standings.standing, name="standing-of"),
    path("standings/<uuid:uuid>/award", standings.confer, name="confer-stack"),
    path("standings/<uuid:uuid>/keep", standings.keep, name="keep-stack"),
    path("standings/<uuid:uuid>/waive", standings.waive, name="waive"),
    path("standings/<uuid:uuid>/waivers/<uuid:waiver>/end", standings.end_waiver, name="end-waiver"),
]
