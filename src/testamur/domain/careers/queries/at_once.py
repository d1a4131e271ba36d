"""A gap and a plan for what nobody keeps: a target given now, and one's own profile or skills as they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from testamur.core.skills.gap import Aspiration
from testamur.core.skills.profile import Evidence, Proof, Shown, build
from testamur.domain.careers.queries.gaps import GapView, passed, taken_of, weighed
from testamur.domain.careers.queries.plans import Planned, Question, planned
from testamur.domain.careers.values import SkillChosen, TargetLine, TargetSkillView, TargetView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.portfolio.ageing import ageing_of
from testamur.domain.portfolio.packed import scales
from testamur.domain.portfolio.queries import portfolio
from testamur.domain.portfolio.values import Portfolio

_NOBODYS = UUID(int=0)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def gap_at_once(
    actor: Actor,
    target: TargetView,
    *,
    has: Sequence[str] | None = None,
    on: date,
    languages: Sequence[str] = (),
) -> GapView:
    """Return the gap between a target that nobody keeps and the actor's profile; or *has*, skills as they are told.

    What is told is taken as shown by others on that day: the answer holds as far as that does.
    """
    if has is None:
        require(actor, Permission.READ_OWN)
        view = weighed(target, portfolio(actor, on=on, languages=languages), languages)
        return replace(view, taking=taken_of(actor, view.listings, on))
    require(actor, Permission.READ_PUBLIC)
    return weighed(target, _told(has, on), languages)


def plan_at_once(
    actor: Actor,
    target: TargetView,
    question: Question,
    *,
    has: Sequence[str] | None = None,
    on: date,
    languages: Sequence[str] = (),
) -> Planned:
    """Return the best ways to close that gap. Raises `SkillsError` for a wish that cannot be."""
    view = gap_at_once(actor, target, has=has, on=on, languages=languages)
    return planned(view, question, passed(actor) if has is None else frozenset(), on=on)


def aimed_at(kind: Aspiration, title: str, skills: Sequence[SkillChosen]) -> TargetView:
    """Return a target as it would be kept, with each of its skills accepted."""
    chosen = list({one.uri: one for one in skills}.values())
    line = TargetLine(_NOBODYS, kind.value, title, "read", "", _LONG_AGO, len(chosen), 0, 0)
    return TargetView(
        line=line,
        institution_id=0,
        source={},
        text="",
        form="",
        blanked=0,
        language="",
        total=0,
        silent=(),
        framework=chosen[0].framework if chosen else "",
        version=chosen[0].version if chosen else "",
        model="",
        skills=tuple(_skill(rank, one) for rank, one in enumerate(chosen, 1)),
    )


def _skill(rank: int, one: SkillChosen) -> TargetSkillView:
    return TargetSkillView(
        uuid=_NOBODYS,
        uri=one.uri,
        label=one.label,
        framework=one.framework,
        version=one.version,
        origin="given",
        need=one.need,
        levels=one.levels,
        words=one.words,
        places=(),
        confidence=None,
        lane="",
        verdict="accepted",
        rank=rank,
    )


def _told(uris: Sequence[str], on: date) -> Portfolio:
    shown = [Shown(uri, "", Evidence(f"told {uri}", Proof.RECOGNITION, "", on)) for uri in dict.fromkeys(uris)]
    return Portfolio(build(shown, ageing_of(set(uris)), on=on, scales=scales()), {}, {})
