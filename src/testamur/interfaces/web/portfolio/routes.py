"""The addresses of skill profiles."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.portfolio import claiming, disputes, page, shown, suggesting, taking

PAGES: list[URLPattern] = [
    path("mine/skills", page.skills, name="my-skills"),
    path("mine/skills/add", claiming.add, name="add-skill"),
    path("mine/skills/from-text", suggesting.from_text, name="skills-from-text"),
    path("mine/skills/hide", page.hide, name="hide-skill"),
    path("mine/skills/reveal", page.reveal, name="reveal-skill"),
    path("mine/skills/claims/<uuid:claim>", claiming.change, name="change-claim"),
    path("mine/skills/claims/<uuid:claim>/withdraw", claiming.withdraw, name="withdraw-claim"),
    path("mine/skills/claims/<uuid:claim>/again", claiming.again, name="claim-again"),
    path("mine/skills/object", disputes.dispute, name="dispute-skill"),
    path("mine/skills/objections/<uuid:dispute>/take-back", disputes.take_back, name="take-objection-back"),
    path("mine/skills/links", page.publish, name="publish-profile"),
    path("mine/skills/links/<uuid:link>/withdraw", page.withdraw_link, name="withdraw-profile-link"),
    path("mine/skills/erase", page.erase, name="erase-skills"),
    path("mine/skills/skills.json", taking.as_json, name="skills-json"),
    path("mine/skills/skills.csv", taking.as_csv, name="skills-csv"),
    path("mine/skills/everything.zip", taking.everything, name="everything-zip"),
    path("p/<slug:secret>", shown.profile, name="shown-profile"),
]
DESK: list[URLPattern] = [path("objections", disputes.objections, name="objections")]
