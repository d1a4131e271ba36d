"""What can change among frameworks."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from testamur.adapters.carried import carried_esco
from testamur.adapters.postgres.scope import scoped
from testamur.core.exchange.frameworks import carried
from testamur.core.skills.taxonomy import Taxonomy
from testamur.domain.frameworks import facts
from testamur.domain.frameworks.loading import Progress, load
from testamur.domain.frameworks.models import Concept, Framework, Intake, Link, Wording
from testamur.domain.frameworks.values import Brought
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, NotFound


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
