"""Targets as values, and as the engine reads them."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.core.skills.gap import Asked, Aspiration, Mention, Weight
from testamur.core.skills.gap import Target as Aim
from testamur.core.skills.profile import SkillLevel
from testamur.domain.careers.models import Target, TargetSkill
from testamur.domain.careers.values import MUST, TargetLine, TargetSkillView, TargetView

# A place has two ends; where it has more, why nothing was read there.
_PLACE = 2


def line(row: Target, verdicts: Iterable[str]) -> TargetLine:
    """Return a target as a line, with the verdicts on its skills counted."""
    told = list(verdicts)
    return TargetLine(
        uuid=row.uuid,
        kind=row.kind,
        title=row.title,
        state=row.state,
        because=row.because,
        made_at=row.made_at,
        accepted=told.count("accepted"),
        open=told.count(""),
        refused=told.count("refused"),
    )


def view(row: Target, skills: Iterable[TargetSkill]) -> TargetView:
    """Return a target whole, its skills in the order of the advert, then those that have no place."""
    told = tuple(sorted(map(skill, skills), key=lambda one: (one.places[:1] or ((10**9, 0),), one.rank, one.label)))
    return TargetView(
        line=line(row, (one.verdict for one in told)),
        institution_id=row.institution_id,
        source=dict(row.source),
        text=row.text,
        form=row.form,
        blanked=row.blanked,
        language=row.language,
        total=row.total,
        silent=tuple((one[0], one[1]) for one in row.silent if len(one) == _PLACE),
        left_out=tuple((one[0], one[1], one[2]) for one in row.silent if len(one) > _PLACE),
        framework=row.framework,
        version=row.version,
        model=row.model,
        skills=told,
    )


def skill(row: TargetSkill) -> TargetSkillView:
    """Return a skill of a target as a value."""
    return TargetSkillView(
        uuid=row.uuid,
        uri=row.uri,
        label=row.label,
        framework=row.framework,
        version=row.version,
        origin=row.origin,
        need=row.need,
        levels=tuple((one[0], one[1]) for one in row.levels),
        words=row.words,
        places=tuple((one[0], one[1]) for one in row.places),
        confidence=row.confidence,
        lane=row.lane,
        verdict=row.verdict,
        rank=row.rank,
    )


def aim(of: TargetView) -> Aim:
    """Return a target as the engine reads it: what its person has accepted, and where each is asked for."""
    return Aim.of(
        Aspiration(of.line.kind),
        str(of.line.uuid),
        of.line.title,
        (
            Asked(
                one.uri,
                one.version,
                Weight.ESSENTIAL if one.need == MUST else Weight.OPTIONAL,
                tuple(SkillLevel(*level) for level in one.levels),
                tuple(Mention(of.text[start:end], start, end) for start, end in one.places)
                or ((Mention(one.words),) if one.words else ()),
            )
            for one in of.accepted
        ),
    )
