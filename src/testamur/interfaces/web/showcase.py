"""The page where developers see every component in all its states. There in debug mode and in the demo only."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from testamur.core.credential.report import Check, Outcome
from testamur.interfaces.web import constellation, images, tables, undo
from testamur.interfaces.web.charting import example
from testamur.interfaces.web.decisions import Branch
from testamur.interfaces.web.tables import Column
from testamur.interfaces.words.verdicts import tell
from testamur.refusals import NotFound

_TITLES = (
    "Workplace First Aid",
    "Research Data Stewardship in Practice",
    "Operating a Robotic Welding Cell",
    "数据管理",
)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    if not (settings.DEBUG or settings.IS_DEMO):
        raise NotFound(what="page")
    context = {
        "checks": [tell(check) for check in _checks()],
        "tree": _tree(),
        "stops": [
            {"name": "Enrolled", "state": "done"},
            {"name": "Data management plan", "state": "done"},
            {"name": "Defence before a panel", "state": "now"},
            {"name": "Awarded", "state": "next"},
        ],
        "badges": [
            mark_safe(images.badge(title, title=title, level=level, hue=hue))  # noqa: S308 - escaped there
            for hue, (title, level) in enumerate(zip(_TITLES, ("MQF 3", "EQF 6", "EQF 4", "NFQ 9"), strict=True))
            for hue in (hue * 90, hue * 90 + 45)
        ],
        "qr": mark_safe(images.qr("https://example.edu/c/abcdefghijkl")),  # noqa: S308 - modules of a QR code
        "today": date(2026, 5, 3),
        "now": datetime(2026, 5, 3, 14, 30, tzinfo=UTC),
        "nothing": "",
        "table": _table(request),
        "told": _messages(),
        "sky": constellation.shown(example.sky(date(2026, 5, 3)), pick=reverse("web:map")),
    }
    return render(request, "testamur/components.html", context)


def _table(request: HttpRequest) -> tables.Table:
    asked = tables.asked(request, sorts=("name", "mark"), usual="name", filters={})
    columns = [Column("Name", "name"), Column("Mark", "-mark", is_number=True), Column("State")]
    return tables.laid_out(asked, columns, total=142)


def _messages() -> list[Message]:
    way_back = undo.marked("/-/components", {})
    return [
        Message(messages.SUCCESS, "Set aside. You can reinstate it at any time.", way_back),
        Message(messages.WARNING, "It was withdrawn already, and that is for good. Nothing was changed."),
    ]


def _checks() -> list[Check]:
    return [
        Check("signature", Outcome.PASSED, "signature-fits", "https://www.w3.org/TR/vc-di-eddsa/", {"suite": "EdDSA"}),
        Check("status", Outcome.UNKNOWN, "no-answer", "", {"url": "https://example.edu/list", "reason": "time-out"}),
        Check("time", Outcome.FAILED, "expired", "", {"until": datetime(2026, 5, 3, tzinfo=UTC)}),
    ]


def _tree() -> Branch:
    passed = Branch("met", "valid", "Data management plan: 71 %, at least 50 % needed.", ())
    failed = Branch("unmet", "invalid", "Defence before a panel: 44 %, but 50 % are needed.", ())
    pending = Branch("unknown", "unknown", "Deposited data set: the result is still to come.", ())
    sitting = Branch("unmet", "invalid", "Defence before a panel: not passed.", (failed,))
    return Branch("unmet", "invalid", "The award rule is not met.", (passed, sitting, pending))
