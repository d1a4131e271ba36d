"""Is this credential genuine, and does it hold? Open to everyone, for credentials of any issuer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from django.http import HttpRequest
from ninja import Router

from testamur.adapters.world import outside
from testamur.core import credential as engine
from testamur.core.credential.describe import Claims, describe
from testamur.core.credential.report import Check, Report
from testamur.domain.issuing.queries import OwnDocuments, OwnLists
from testamur.interfaces.api import handed_over, pace
from testamur.interfaces.api.explaining import explain, plain
from testamur.interfaces.api.shapes import verification as shapes
from testamur.interfaces.api.shapes.verifying import BATCH, SINGLE
from testamur.interfaces.words.verdicts import headline, tell
from testamur.refusals import Invalid

router = Router(tags=["Verification"])
# What is kept here is read here; for everything else the issuer is asked.
WORLD = outside(handed_over.FETCHER, documents=OwnDocuments(), lists=OwnLists())


@router.post("/verify", response=shapes.Report, auth=None, openapi_extra=SINGLE)
def verify(request: HttpRequest) -> dict[str, object]:
    """Judge one credential. A bad credential is an answer, not an error: see `verdict`.

    Send the credential itself as the body, or JSON with `credential` (the text or object) or `link`, or a form with
    `file`.
    """
    return report(engine.verify(handed_over.one(request), world=WORLD, at=datetime.now(UTC)))


@router.post("/verify/batch", response=shapes.VerifiedBatch, auth=None, openapi_extra=BATCH)
def verify_many(request: HttpRequest) -> dict[str, object]:
    """Judge up to a hundred credentials at once: JSON with `items`, or a form with many `file`s."""
    given = handed_over.many(request)
    pace.spend(request, len(given) - 1)
    now = datetime.now(UTC)
    lines = [_line(index, name, one, now) for index, (name, one) in enumerate(given)]
    verdicts = [str(line["verdict"]) for line in lines]
    counts = {name: verdicts.count(name) for name in ("valid", "invalid", "indeterminate", "unread")}
    return {**counts, "results": lines}


def report(found: Report) -> dict[str, object]:
    """Return a report as the reference describes it."""
    return {
        "verdict": found.verdict.value,
        "headline": headline(found),
        "form": found.form,
        "checks": [_check(one) for one in found.checks],
        "notices": [_check(one) for one in found.notices],
        "claims": _claims(describe(found.credential)) if found.credential else None,
    }


def _check(one: Check) -> dict[str, object]:
    return {
        **asdict(tell(one)),
        "because": one.because,
        "facts": {name: plain(fact) for name, fact in one.facts.items()},
    }


def _claims(found: Claims) -> dict[str, object]:
    pairs = {
        "skills": [{"name": name, "value": value} for name, value in found.skills],
        "results": [{"name": name, "value": value} for name, value in found.results],
    }
    return {**asdict(found), **pairs}


def _line(index: int, name: str, one: bytes | Mapping[str, object], now: datetime) -> dict[str, object]:
    try:
        data = one if isinstance(one, bytes) else handed_over.content(one, f"items[{index}]")
    except Invalid as refusal:
        said = explain(refusal).detail
        return {"index": index, "name": name, "verdict": "unread", "code": refusal.code, "detail": said}
    found = engine.verify(data, world=WORLD, at=now)
    return {"index": index, "name": name, "verdict": found.verdict.value, "report": report(found)}
