"""What can change among frameworks."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from testamur.adapters.carried import carried_esco
from testamur.adapters.postgres.scope import scoped, within
from testamur.core.exchange.frameworks import carried
from testamur.core.exchange.frameworks.forms import FORMS
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.skills.taxonomy import Taxonomy
from testamur.domain.frameworks import facts, handing_in
from testamur.domain.frameworks.loading import Progress, load
from testamur.domain.frameworks.models import Concept, Framework, FrameworkFile, Intake, Link, Wording
from testamur.domain.frameworks.values import Brought
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class TooManyFiles(Conflict):
    """So many files wait to be looked at. ``facts``: limit."""

    code = "too-many-framework-files"


class FileNotReady(Conflict):
    """Files cannot be brought in as they stand. ``facts``: state."""

    code = "framework-file-not-ready"


class BroughtByAnother(Conflict):
    """Another institution has brought this version in for everybody. ``facts``: code, version."""

    code = "framework-of-another"


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


@scoped
def bring_in(
    actor: Actor, *, taxonomy: Taxonomy, digest: str, at: datetime, is_shared: bool = True, progress: Progress = _silent
) -> Brought:
    """Write a framework that was read, whole or not at all, for everybody here or for the actor's institution alone.

    A version that is there takes in what is new, such as another language; the same *digest* again changes nothing.
    Raises `BroughtByAnother`.
    """
    require(actor, Permission.MANAGE_INSTITUTION)
    brought = _written(actor, taxonomy, digest, at, is_shared=is_shared, progress=progress)
    if not brought.has_changed:
        return brought
    row = brought.framework
    told = {"code": row.code, "version": row.version, "digest": digest, "concepts": len(taxonomy.nodes)}
    ledger.record(actor, verb="frameworks.bring_in", subject=f"framework:{row.uuid}", at=at, **told)
    return brought


@scoped
def bring_in_carried(actor: Actor, *, at: datetime, progress: Progress = _silent) -> Brought:
    """Write ESCO's skills as the installed package of data carries them, for everybody. Raises `NotFound`."""
    require(actor, Permission.MANAGE_INSTITUTION)
    found = carried_esco()
    if found is None:
        raise NotFound(what="package", name="dev-laiser")
    taxonomy = carried.read(found.data, found.name).taxonomy
    brought = _written(actor, taxonomy, found.digest, at, is_shared=True, progress=progress)
    if not brought.has_changed:
        return brought
    row = brought.framework
    # Whoever asks for suggestions first would else wait for it.
    once = f"read against {row.uuid} en"
    ledger.enqueue(actor, task="frameworks.get_ready", once=once, framework=str(row.uuid), language="en")
    told = {"code": row.code, "version": row.version, "digest": found.digest, "package": found.package}
    ledger.record(actor, verb="frameworks.bring_in_carried", subject=f"framework:{row.uuid}", at=at, **told)
    return brought


def _written(
    actor: Actor, taxonomy: Taxonomy, digest: str, at: datetime, *, is_shared: bool, progress: Progress
) -> Brought:
    row, is_new = _row(actor, taxonomy, at, is_shared=is_shared)
    if Intake.objects.filter(framework=row, digest=digest).exists():
        return Brought(facts.view(row), is_new=False, has_changed=False)
    load(row, taxonomy, progress)
    Intake.objects.create(framework=row, digest=digest, at=at)
    _sum_up(row, at)
    return Brought(facts.view(row), is_new=is_new, has_changed=True)


def _row(actor: Actor, taxonomy: Taxonomy, at: datetime, *, is_shared: bool) -> tuple[Framework, bool]:
    edition = taxonomy.edition
    same = Framework.objects.filter(code=edition.code, version=edition.version)
    row = same.filter(institution_id=actor.here).select_for_update().first()
    if row:
        return row, False
    if is_shared and same.filter(is_shared=True).exists():
        raise BroughtByAnother(code=edition.code, version=edition.version)
    row = Framework.objects.create(
        institution_id=actor.here,
        is_shared=is_shared,
        code=edition.code,
        version=edition.version,
        name=edition.name[:200],
        attribution=edition.attribution,
        licence=edition.licence[:500],
        homepage=edition.homepage[:500],
        languages=[],
        counts={},
        imported_at=at,
    )
    return row, True


def _sum_up(row: Framework, at: datetime) -> None:
    kinds = Counter(Concept.objects.filter(framework=row).values_list("kind", flat=True))
    relations = Counter(Link.objects.filter(framework=row).values_list("relation", flat=True))
    spoken = Wording.objects.filter(framework=row).values_list("language", flat=True)
    row.counts = dict(kinds + relations + Counter(equivalence=row.equivalences.count()))
    # The first that came is the one that the others fall back on.
    row.languages = list(dict.fromkeys([*row.languages, *sorted(set(spoken))]))
    row.imported_at = at
    row.save(update_fields=["counts", "languages", "imported_at"])


@scoped
def hand_in(
    actor: Actor, *, data: bytes, name: str, form: str = "", asked: Asked | None = None, is_shared: bool, at: datetime
) -> UUID:
    """Keep files of a framework, and ask for them to be read; nothing is written before somebody has confirmed it.

    For everybody (*is_shared*) only who manages the institution may; for the house alone, who designs here.
    Raises `Invalid`, `TooManyFiles`.
    """
    require(actor, Permission.MANAGE_INSTITUTION if is_shared else Permission.DESIGN)
    if not 0 < len(data) <= handing_in.LARGEST:
        raise Invalid(field="framework_file", found=len(data), longest=handing_in.LARGEST)
    if form and form not in FORMS:
        raise Invalid(field="form", found=form[:20], allowed=", ".join(FORMS))
    if FrameworkFile.objects.filter(state__in=("waiting", "read", "writing")).count() >= handing_in.MOST_OPEN:
        raise TooManyFiles(limit=handing_in.MOST_OPEN)
    row = FrameworkFile.objects.create(
        institution_id=actor.here,
        name=name.replace("\0", "")[-120:] or "file",
        form=form,
        asked=asdict(asked or Asked()),
        is_shared=is_shared,
        data=data,
        size=len(data),
        state="waiting",
        handed_in_at=at,
        handed_in_by_id=actor.person_id or 0,
    )
    ledger.enqueue(actor, task="frameworks.read_file", once=f"read {row.uuid}", file=str(row.uuid))
    told = {"name": row.name, "bytes": row.size, "is_shared": is_shared}
    ledger.record(actor, verb="frameworks.hand_in", subject=f"framework-file:{row.uuid}", at=at, **told)
    return row.uuid


@scoped
def read_file(actor: Actor, *, file: str, at: datetime) -> None:
    """Read files that wait, for whoever confirms them. For work in the background; repeated, it changes nothing."""
    require(actor, Permission.MANAGE_INSTITUTION)
    kept = handing_in.row(actor, UUID(file))
    if kept.state != "waiting":
        return
    handing_in.looked_at(kept)
    ledger.record(actor, verb="frameworks.read_file", subject=f"framework-file:{file}", at=at, state=kept.state)


@scoped
def confirm_file(actor: Actor, *, file: UUID, at: datetime) -> None:
    """Ask for files that were read to be written. Raises `NotFound`, `FileNotReady`."""
    require(actor, Permission.DESIGN)
    kept = handing_in.row(actor, file)
    if kept.is_shared:
        require(actor, Permission.MANAGE_INSTITUTION)
    if kept.state != "read":
        raise FileNotReady(state=kept.state)
    kept.state = "writing"
    kept.save(update_fields=["state"])
    ledger.enqueue(actor, task="frameworks.write_file", once=f"write {file}", file=str(file))
    ledger.record(actor, verb="frameworks.confirm_file", subject=f"framework-file:{file}", at=at)


def write_file(actor: Actor, *, file: str, at: datetime) -> None:
    """Write files that were confirmed, telling how far it is. For work in the background; repeated, it goes on."""
    require(actor, Permission.MANAGE_INSTITUTION)
    uuid = UUID(file)
    with within(actor.institution_id):
        kept = handing_in.row(actor, uuid)
    if kept.state != "writing":
        return
    telling = handing_in.Telling(actor, uuid)
    try:
        found, digest = handing_in.readable(kept)
        brought = bring_in(
            actor, taxonomy=found.taxonomy, digest=digest, at=at, is_shared=kept.is_shared, progress=telling
        )
    except BroughtByAnother as refusal:
        handing_in.state_of(actor, uuid, "refused", told={"refused": refusal.code, "why": dict(refusal.facts)})
        return
    finally:
        telling.close()
    told = {"is_new": brought.is_new, "has_changed": brought.has_changed}
    handing_in.state_of(actor, uuid, "here", framework=brought.framework.id, told=told)
    with within(actor.institution_id):
        ledger.record(actor, verb="frameworks.write_file", subject=f"framework-file:{file}", at=at, **told)


@scoped
def throw_away_file(actor: Actor, *, file: UUID, at: datetime) -> None:
    """Delete files that were handed in; what was brought in from them stays. Raises `NotFound`, `FileNotReady`."""
    require(actor, Permission.DESIGN)
    kept = handing_in.row(actor, file)
    if kept.state == "writing":
        raise FileNotReady(state=kept.state)
    kept.delete()
    ledger.record(actor, verb="frameworks.throw_away_file", subject=f"framework-file:{file}", at=at)


@scoped
def take_out(actor: Actor, *, framework: UUID, at: datetime) -> None:
    """Delete a version that the actor's institution brought in; who may use it is asked in rooms above.

    What everybody here may use only who manages the institution takes out; else who designs here. Raises `NotFound`.
    """
    require(actor, Permission.DESIGN)
    row = Framework.objects.filter(uuid=framework, institution_id=actor.here).first()
    if row is None:
        raise NotFound(what="framework-version", uuid=str(framework))
    if row.is_shared:
        require(actor, Permission.MANAGE_INSTITUTION)
    told = {"code": row.code, "version": row.version}
    row.delete()
    ledger.record(actor, verb="frameworks.take_out", subject=f"framework:{framework}", at=at, **told)
