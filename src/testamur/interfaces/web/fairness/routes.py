"""The addresses of fairness: a learner's own answers, the office's basis, and audits under quality."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.fairness import audits, own, publishing, survey

MINE: list[URLPattern] = [
    path("mine/answers", own.answers, name="my-answers"),
    path("mine/answers/<slug:code>", own.keep, name="keep-answers"),
]
OFFICE: list[URLPattern] = [path("survey", survey.survey, name="survey")]
QUALITY: list[URLPattern] = [
    path("fairness", audits.audits, name="fairness"),
    path("fairness/published", publishing.published, name="fairness-published"),
    path("fairness/published/<uuid:uuid>", publishing.public, name="fairness-public"),
    path("fairness/<uuid:uuid>", audits.audit, name="fairness-audit"),
    path("fairness/<uuid:uuid>/publish", publishing.publish, name="fairness-publish"),
    path("fairness/<uuid:uuid>.<slug:form>", audits.file, name="fairness-file"),
]
