"""The addresses of oversight: the register is everyone's, switches and figures are the office's."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.oversight import drifting, logging, own, register, switching

PAGES: list[URLPattern] = [
    path("models", register.models, name="models"),
    path("models/<slug:code>", register.model, name="model"),
    path("mine/suggestions", own.decided, name="my-suggestions"),
]
OFFICE: list[URLPattern] = [
    path("models", switching.switches, name="switches"),
    path("models/drift", drifting.drift, name="drift"),
    path("models/decisions.<slug:form>", logging.log, name="decision-log"),
]
