"""One's own profile as files: JSON, a table, and everything here that is one's own in one archive."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from testamur.core.model.cells import harmless
from testamur.core.skills.profile import exported
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import queries as issuing
from testamur.domain.portfolio import queries
from testamur.domain.portfolio.values import Portfolio
from testamur.interfaces.web.portfolio.everything import everything as everything_of
from testamur.interfaces.web.templatetags.testamur import day
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import spoken
from testamur.interfaces.words.portfolio import what_is_taken

_BYTE_ORDER_MARK = "\ufeff"
_HEADINGS = (
    "skill",
    "uri",
    "framework_version",
    "verified",
    "hidden",
    "disputed",
    "level",
    "scale",
    "proof",
    "evidence",
    "issuer",
    "on",
)
_SUFFIXES = {"ob3": "json", "vc-jwt": "jwt"}


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Return one's own profile, whole, as JSON."""
    _actor, whole = _own(request)
    return _file(told(whole), "application/json", "skills.json")


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Return one's own profile as a table: a line for each skill and each piece of evidence."""
    _actor, whole = _own(request)
    return _file(_table(whole), "text/csv; charset=utf-8", "skills.csv")


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Return all that is one's own in the rooms for skills and careers, and every signed credential, in one archive."""
    actor, whole = _own(request)
    now = datetime.now(UTC)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", what_is_taken(day(now)))
        for name, content in everything_of(actor, at=now).items():
            archive.writestr(name, content)
        archive.writestr("skills.json", told(whole))
        archive.writestr("skills.csv", _table(whole))
        for held in issuing.own_credentials(actor.me, at=now):
            here = actor_for(person=actor.me, institution=held.institution_id)
            for form in held.formats:
                signed = issuing.document(here, credential=held.uuid, form=form)
                archive.writestr(f"credentials/{held.uuid}.{_SUFFIXES.get(form, form)}", signed.content)
    return _file(kept.getvalue(), "application/zip", "everything.zip")


def told(whole: Portfolio) -> bytes:
    """Return a profile as JSON: what the engine exports, with names and what was objected to."""
    out = exported(whole.profile)
    out["names"] = {uri: name.label for uri, name in sorted(whole.names.items())}
    out["objections"] = [
        {
            "evidence": one.evidence,
            "uri": one.uri,
            "says": one.says,
            "on": one.made_at.date().isoformat(),
            "upheld": one.is_upheld,
            "answer": one.answer,
        }
        for one in whole.disputes
    ]
    return json.dumps(out, ensure_ascii=False, indent=2).encode()


def _own(request: HttpRequest) -> tuple[Actor, Portfolio]:
    actor = signed_in(request)
    return actor, queries.portfolio(actor, on=datetime.now(UTC).date(), languages=[spoken()])


def _table(whole: Portfolio) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    writer.writerows([harmless(str(cell)) for cell in row] for row in _rows(whole))
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def _rows(whole: Portfolio) -> Iterator[tuple[object, ...]]:
    for entry in whole.profile.entries:
        for one in (*entry.shown, *entry.disputed):
            level = (one.level.value, one.level.scale) if one.level else ("", "")
            yield (
                whole.names[entry.uri].label,
                entry.uri,
                one.version,
                *(("no", "yes")[is_so] for is_so in (one.evidence.proof.is_verified, entry.is_hidden)),
                "yes" if one in entry.disputed else "no",
                *level,
                one.evidence.proof,
                one.evidence.title,
                one.evidence.issuer,
                one.evidence.on.isoformat(),
            )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
