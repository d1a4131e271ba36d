"""Evidence: kept as it was handed in, within limits, with what the verifier said of it on that day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from testamur.adapters.postgres.scope import scoped
from testamur.core.credential import Report
from testamur.core.credential.achieved import achieved
from testamur.core.credential.describe import describe
from testamur.core.credential.holders import identities
from testamur.core.credential.provenance import provenance
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import facts, precedents
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import Evidence, RecognitionRequest
from testamur.refusals import Conflict, Invalid, NotFound

MAX_FILE = 5 * 2**20
MAX_TOTAL = 20 * 2**20
MAX_PIECES = 20
_LONGEST_NAME = 200
# What a file is, is seen from how it begins; its name and what the browser says of it are not believed.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
MEDIA_TYPES = (*(media_type for _, media_type in _BEGINNINGS), "text/plain")


class TooMuch(Invalid):
    """More than is kept for a request. ``facts``: what (``file``, ``total``, ``pieces``), found, limit."""

    code = "too-much-evidence"


class WrongKind(Invalid):
    """The file is of none of the kinds that are kept. ``facts``: allowed."""

    code = "wrong-kind-of-file"


class HandedInBefore(Conflict):
    """The same bytes are in this request already. ``facts``: evidence."""

    code = "handed-in-before"


class NotACredential(Invalid):
    """There is nothing in it that a verifier could read. ``facts``: because (the verifier's code)."""

    code = "not-a-credential"


@scoped
def add_credential(
    actor: Actor, *, request: UUID, content: bytes, report: Report, at: datetime, name: str = ""
) -> UUID:
    """Hand in a credential with the *report* of the verifier on these very bytes, whatever its verdict.

    Raises `NotFound`, `WrongState`, `NotACredential`, `TooMuch`, `HandedInBefore`.
    """
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "hand_in", person_id=actor.me)
    if report.credential is None:
        raise NotACredential(because=report.checks[0].because if report.checks else "empty")
    told = _about(report)
    kept = _keep(actor, row, content, at, kind="credential", name=name or str(told["title"]), **_judged(report, told))
    precedents.end_contradicted(kept, at)
    ledger.record(actor, verb="recognition.add_credential", subject=f"recognition:{request}", at=at, **_trace(kept))
    return kept.uuid


@scoped
def add_file(actor: Actor, *, request: UUID, content: bytes, name: str, at: datetime) -> UUID:
    """Hand in a PDF, a picture or a plain text. Raises `NotFound`, `WrongState`, `WrongKind`, `TooMuch`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "hand_in", person_id=actor.me)
    media_type = _media_type(content)
    if media_type not in MEDIA_TYPES:
        raise WrongKind(allowed=list(MEDIA_TYPES))
    kept = _keep(actor, row, content, at, kind="file", name=name, media_type=media_type)
    ledger.record(actor, verb="recognition.add_file", subject=f"recognition:{request}", at=at, **_trace(kept))
    return kept.uuid


@scoped
def take_back(actor: Actor, *, request: UUID, evidence: UUID, at: datetime) -> None:
    """Take evidence out of a draft. Raises `NotFound`, `WrongState`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "take_back", person_id=actor.me)
    if not row.evidence.filter(uuid=evidence).delete()[0]:
        raise NotFound(what="evidence", uuid=str(evidence))
    told = {"evidence": str(evidence)}
    ledger.record(actor, verb="recognition.take_back", subject=f"recognition:{request}", at=at, **told)


def _keep(actor: Actor, row: RecognitionRequest, content: bytes, at: datetime, **described: object) -> Evidence:
    digest = hashlib.sha256(content).hexdigest()
    held = row.evidence.filter(digest=digest).first()
    if held:
        raise HandedInBefore(evidence=str(held.uuid))
    _check_size(row, len(content))
    name = "".join(letter for letter in str(described.pop("name")) if letter.isprintable()).strip()
    described.setdefault("media_type", _media_type(content))
    return Evidence.objects.create(
        institution_id=actor.here,
        request=row,
        person_id=row.person_id,
        name=name[:_LONGEST_NAME] or digest[:12],
        content=content,
        size=len(content),
        digest=digest,
        handed_in_at=at,
        **described,
    )


def _check_size(row: RecognitionRequest, size: int) -> None:
    """Raise unless it fits; the request's lock keeps two uploads from both fitting."""
    if not size:
        raise Invalid(field="file", found="")
    if size > MAX_FILE:
        raise TooMuch(what="file", found=size, limit=MAX_FILE)
    if row.evidence.count() >= MAX_PIECES:
        raise TooMuch(what="pieces", found=MAX_PIECES + 1, limit=MAX_PIECES)
    total = (row.evidence.aggregate(total=Sum("size"))["total"] or 0) + size
    if total > MAX_TOTAL:
        raise TooMuch(what="total", found=total, limit=MAX_TOTAL)


def _media_type(content: bytes) -> str:
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return "application/octet-stream"
    if text.lstrip().startswith(("{", "[")):
        return "application/json"
    is_plain = all(letter.isprintable() or letter in "\r\n\t\f\ufeff" for letter in text)
    return "text/plain" if is_plain else "application/octet-stream"


def _about(report: Report) -> dict[str, object]:
    """Return what the credential says of itself, as plain values."""
    claims, named = describe(report.credential), provenance(report.credential)
    learnt = achieved(report.credential)
    return {
        "title": claims.title,
        "issuer": claims.issuer,
        "awarded_on": _day(claims.awarded),
        "valid_until": claims.valid_until,
        "credits": claims.credits,
        "worth": str(learnt.credits) if learnt and learnt.credits else "",
        "levels": list(claims.levels),
        "outcomes": list(named.outcomes),
        "results": [list(pair) for pair in claims.results],
        "description": claims.description,
        "holder": claims.holder,
        "identities": [[one.kind, one.value, one.is_hashed, one.salt] for one in identities(report.credential)],
    }


def _judged(report: Report, told: Mapping[str, object]) -> dict[str, object]:
    named, source = provenance(report.credential), facts.source(told)
    return {
        "verdict": report.verdict.value,
        "checks": [facts.check_json(check) for check in report.checks],
        "source": dict(told),
        "source_key": named.key,
        "source_version": named.version,
        "essence": facts.essence(source.outcomes, source.levels, source.credits),
    }


def _day(text: str) -> str:
    """Return the calendar day of an instant, or nothing where there is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _trace(kept: Evidence) -> dict[str, object]:
    return {"evidence": str(kept.uuid), "digest": kept.digest}
