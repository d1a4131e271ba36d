"""What can change in the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core import quality
from testamur.core.model import definition
from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.indexing import index
from testamur.domain.catalogue.models import MicroCredential, MicroCredentialVersion
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import list_address
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid

_LONGEST = 500


class Unreadable(Invalid):
    """The definition file has problems. ``facts``: problems (a tuple of ``definition.Problem``)."""

    code = "definition-unreadable"


class NotReady(Invalid):
    """Hard rules speak against publication. ``facts``: findings (a tuple of ``quality.Finding``)."""

    code = "definition-not-ready"


class NotReviewed(Conflict):
    """Nobody else has approved the text, and it was not said why it is to go out without that."""

    code = "not-reviewed"


class VersionTaken(Conflict):
    """This version is published with another text. ``facts``: code, version."""

    code = "version-taken"


@scoped
def publish(actor: Actor, *, source: str, at: datetime, because: str = "") -> UUID:
    """Publish the definition file *source* without a review here, and return the micro-credential's permanent uuid.

    *because* says why, and stands on its page; what is reviewed here goes through `design.actions.publish`. Publishing
    the same text again changes nothing. Raises `Unreadable`, `NotReady`, `VersionTaken`, `NotReviewed`, `Invalid`.
    """
    require(actor, Permission.PUBLISH_UNREVIEWED)
    said = " ".join(because.split())
    if len(said) > _LONGEST or not said.isprintable():
        raise Invalid(field="because", found=said[:80], longest=_LONGEST)
    row, version = put_out(actor, source, at, because=said)
    if version is None:
        return row.uuid
    told = {"code": row.code, "version": version.version, "digest": version.digest, "because": said}
    ledger.record(actor, verb="catalogue.publish_unreviewed", subject=f"microcredential:{row.uuid}", at=at, **told)
    return row.uuid


def put_out(
    actor: Actor, source: str, at: datetime, *, under: Sequence[str] = (), because: str | None = None
) -> tuple[MicroCredential, MicroCredentialVersion | None]:
    """Return what a text is published as, and its version where that is new.

    A design names the guidelines that it is held *under*; by default those in force are asked. *because* None: somebody
    else has approved it. Raises `Unreadable`, `NotReady`, `VersionTaken`, `NotReviewed`.
    """
    course, report = _read(source, at.date(), under)
    digest = hashlib.sha256(source.encode()).hexdigest()
    row = facts.under(MicroCredential.objects.select_for_update(), course.id)
    known = row and MicroCredentialVersion.objects.filter(microcredential=row, version=course.version).first()
    if row and known:
        if known.digest != digest:
            raise VersionTaken(code=course.id, version=course.version)
        return row, None
    if because == "":
        raise NotReviewed
    row = row or _first(actor, course, at)
    version = MicroCredentialVersion.objects.create(
        institution_id=actor.here,
        microcredential=row,
        version=course.version,
        source=source,
        digest=digest,
        guidelines=list(report.versions if under else report.packs),
        published_at=at,
        published_by_id=actor.person_id,
        unreviewed_because=because or "",
    )
    list_address(actor, key=str(version.uuid), kind="version", target_id=version.pk)
    changed = facts.columns(course) | {"current": version, "published_at": at, "changed_at": at}
    changed |= {"retired_at": None, "replaced_by": None}
    MicroCredential.objects.filter(pk=row.pk).update(**changed)
    index(row, course)
    return row, version


def _read(source: str, on: date, under: Sequence[str]) -> tuple[Definition, quality.Report]:
    try:
        course, report = facts.examined(source, on, under)
    except definition.DefinitionError as error:
        raise Unreadable(problems=error.problems, more=error.more) from error
    if not report:
        raise NotReady(findings=report.of(quality.Severity.HARD))
    return course, report


def _first(actor: Actor, course: Definition, at: datetime) -> MicroCredential:
    row = MicroCredential.objects.create(
        institution_id=actor.here,
        code=course.id,
        first_published_at=at,
        published_at=at,
        changed_at=at,
        words="",
        search="",
        **facts.columns(course),
    )
    list_address(actor, key=str(row.uuid), kind="definition", target_id=row.pk)
    return row
