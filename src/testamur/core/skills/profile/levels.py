"""How well somebody can do something, on a scale that has a name. Levels of two scales are never compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.core.skills.concepts import SkillsError


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """A level of mastery, such as ``dreyfus`` ``competent``. That of a qualification is `core.model.level.Level`."""

    scale: str
    value: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered list of levels, lowest first, and who says so."""

    id: str
    title: str
    values: tuple[str, ...]
    source: str

    def __post_init__(self) -> None:
        if not self.values or len(set(self.values)) < len(self.values):
            raise SkillsError("scale-not-ordered", scale=self.id)


class Scales:
    """The scales that are known, by id."""

    def __init__(self, scales: Iterable[Scale]) -> None:
        self.by_id: Mapping[str, Scale] = {one.id: one for one in scales}

    def check(self, level: SkillLevel) -> SkillLevel:
        """Return *level*. Raises SkillsError ``unknown-scale`` or ``unknown-level``."""
        scale = self.by_id.get(level.scale)
        if scale is None:
            raise SkillsError("unknown-scale", scale=level.scale, known=tuple(self.by_id))
        if level.value not in scale.values:
            raise SkillsError("unknown-level", scale=level.scale, level=level.value, known=scale.values)
        return level

    def place(self, level: SkillLevel) -> int | None:
        """Return how high a level stands on its scale, from 0; None where the scale or the level is unknown."""
        scale = self.by_id.get(level.scale)
        return scale.values.index(level.value) if scale is not None and level.value in scale.values else None

    def reaches(self, one: SkillLevel, other: SkillLevel) -> bool | None:
        """Return whether the first level is at least the second; None where they cannot be compared."""
        if one.scale != other.scale:
            return None
        place, wanted = self.place(one), self.place(other)
        return None if place is None or wanted is None else place >= wanted

    def best(self, levels: Iterable[SkillLevel]) -> tuple[SkillLevel, ...]:
        """Return the highest level of each scale; of a scale that is not known every level, for none is higher."""
        found: dict[str, list[SkillLevel]] = {}
        for level in levels:
            kept = found.setdefault(level.scale, [])
            if level in kept or any(self.reaches(one, level) for one in kept):
                continue
            found[level.scale] = [one for one in kept if not self.reaches(level, one)] + [level]
        return tuple(level for scale in sorted(found) for level in found[scale])


NO_SCALES = Scales(())
