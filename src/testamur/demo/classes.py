"""Every offering of the demo: when it ran or will run, who is in it, and how far its awards are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from testamur.demo import cast, names
from testamur.demo.names import Learner

# Fewer would leave out a kind of result.
_FEWEST = 6


class Stage(StrEnum):
    """How far an offering is."""

    SETTLED = "settled"  # awarded and signed
    ASKED = "asked"  # awards asked for: the worker does them while the visitor looks
    DECIDED = "decided"  # results are in and judged: the registrar's queue
    MARKING = "marking"  # some results are pending
    RUNNING = "running"  # the first assessment is marked
    OPEN = "open"  # one can enrol


class Kind(StrEnum):
    """What someone's results show, and what the award rule says of it."""

    GOOD = "good"  # met
    POOR = "poor"  # unmet: below a threshold or the total
    ABSENT = "absent"  # unmet: supervised on paper, not in fact
    PENDING = "pending"  # unknown: a mark is not there yet
    TORN = "torn"  # unknown: the mark and the declaration say different things


@dataclass(frozen=True, slots=True)
class Cohort:
    """An offering. Days count back from the day of building: ``began`` 100 is 100 days ago, -20 is in 20 days.

    ``first`` and ``size`` say which learners of the place; ``guests`` are people of the cast with what they achieve.
    """

    key: str
    place: str
    course: str
    label: str
    stage: Stage
    began: int
    lasts: int
    first: int
    size: int
    guests: tuple[tuple[cast.Person, Kind], ...] = ()

    @property
    def awarded(self) -> int:
        """How many days ago its awards were made."""
        return self.ended - 3

    @property
    def ended(self) -> int:
        """How many days ago its results came in."""
        return max(self.began - self.lasts, 4)

    def people(self, scale: float) -> Iterator[tuple[Learner, int]]:
        """Yield the people of the cast, then learners with their numbers; a *scale* below 1 leaves most of them out."""
        for at, (person, _kind) in enumerate(self.guests):
            yield Learner(person.name, person.email), -1 - at
        size = max(min(self.size, _FEWEST), round(self.size * scale))
        for number in range(self.first, self.first + size):
            yield names.learner(self.place, number), number


_S, _M, _C = cast.SELAT, cast.MARINA, cast.CAPE
# fmt: off
COHORTS = (
    # Selat
    Cohort("solar-old", _S, "rooftop-solar-maintenance", "Kohort A", Stage.SETTLED, 520, 60, 0, 24,
           ((cast.RENEWER, Kind.GOOD),)),
    Cohort("solar-renewal", _S, "rooftop-solar-maintenance", "Pembaharuan", Stage.SETTLED, 70, 7, 0, 8,
           ((cast.RENEWER, Kind.GOOD),)),
    Cohort("solar-new", _S, "rooftop-solar-maintenance", "Kohort C", Stage.DECIDED, 75, 60, 122, 48),
    Cohort("aid-old", _S, "workplace-first-aid", "Kohort 1", Stage.SETTLED, 260, 28, 24, 30,
           ((cast.FARAH, Kind.GOOD),)),
    Cohort("aid-new", _S, "workplace-first-aid", "Kohort 2", Stage.ASKED, 36, 28, 54, 60),
    Cohort("aid-next", _S, "workplace-first-aid", "Kohort 3", Stage.OPEN, -20, 28, 170, 14),
    Cohort("energy", _S, "energy-audit-small-buildings", "Kohort 1", Stage.SETTLED, 330, 75, 10, 22,
           ((cast.RENEWER, Kind.GOOD),)),
    Cohort("solar-next", _S, "rooftop-solar-maintenance", "Kohort D", Stage.OPEN, -35, 60, 200, 10),
    Cohort("energy-next", _S, "energy-audit-small-buildings", "Kohort 2", Stage.OPEN, -70, 75, 212, 8),
    Cohort("sign", _S, "bahasa-isyarat-kaunter", "Klinik dan stesen", Stage.SETTLED, 190, 60, 96, 26),
    Cohort("sign-next", _S, "bahasa-isyarat-kaunter", "Perpustakaan", Stage.OPEN, -9, 56, 184, 12),
    # Marina
    Cohort("data-old", _M, "data-stewardship", "2a edició", Stage.SETTLED, 400, 75, 0, 24,
           ((cast.AINA, Kind.GOOD),)),
    Cohort("data-new", _M, "data-stewardship", "3a edició", Stage.SETTLED, 170, 75, 24, 26,
           ((cast.FARAH, Kind.GOOD),)),
    Cohort("data-next", _M, "data-stewardship", "", Stage.OPEN, -25, 75, 130, 8),
    Cohort("open-now", _M, "publicar-en-obert", "", Stage.RUNNING, 40, 75, 20, 24,
           ((cast.FARAH, Kind.GOOD),)),
    Cohort("reproducible", _M, "analisi-reproduible", "", Stage.SETTLED, 240, 84, 5, 26,
           ((cast.AINA, Kind.GOOD),)),
    Cohort("reproducible-next", _M, "analisi-reproduible", "", Stage.OPEN, -45, 84, 140, 7),
    Cohort("everyone", _M, "dades-per-a-tothom", "Biblioteques de la costa", Stage.SETTLED, 150, 90, 55, 34),
    Cohort("everyone-next", _M, "dades-per-a-tothom", "", Stage.OPEN, 20, 345, 90, 42),
    # Southern Cape
    Cohort("claims-old", _C, "flood-claims-assessment", "Tamar 1", Stage.SETTLED, 460, 45, 0, 18),
    Cohort("claims-new", _C, "flood-claims-assessment", "Tamar 2", Stage.SETTLED, 120, 45, 18, 24),
    Cohort("ethics-old", _C, "ai-ethics-professionals", "", Stage.SETTLED, 280, 42, 42, 20),
    Cohort("ethics-now", _C, "ai-ethics-professionals", "", Stage.MARKING, 50, 42, 62, 24,
           ((cast.FARAH, Kind.PENDING),)),
    Cohort("ethics-next", _C, "ai-ethics-professionals", "", Stage.OPEN, -14, 42, 136, 9),
    Cohort("privacy", _C, "privacy-by-design", "", Stage.SETTLED, 420, 85, 30, 20,
           ((cast.OCONNOR, Kind.GOOD),)),
    Cohort("audit", _C, "algorithmic-audit", "", Stage.SETTLED, 200, 85, 32, 18,
           ((cast.OCONNOR, Kind.GOOD),)),
    Cohort("project", _C, "responsible-technology-project", "", Stage.RUNNING, 60, 180, 34, 10,
           ((cast.OCONNOR, Kind.GOOD),)),
    Cohort("volunteers", _C, "flood-volunteer-briefing", "St Helens", Stage.ASKED, 20, 14, 86, 50),
    # Guests
    Cohort("oral", cast.PONENT, "avaluacio-oral-llengues", "", Stage.SETTLED, 210, 60, 0, 16),
    Cohort("welding", cast.RHEINTAL, "robotic-welding-cell", "", Stage.SETTLED, 230, 65, 0, 14),
    Cohort("teaching", cast.SHANNONSIDE, "designing-online-learning", "", Stage.SETTLED, 220, 90, 0, 16),
    Cohort("assessing", cast.SHANNONSIDE, "assessing-online", "", Stage.RUNNING, 30, 63, 4, 12),
    # What is coming, so that the pathways of Southern Cape and of Shannonside can be planned to their end
    Cohort("privacy-next", _C, "privacy-by-design", "", Stage.OPEN, -22, 56, 150, 8),
    Cohort("algorithmic-next", _C, "algorithmic-audit", "", Stage.OPEN, -26, 63, 160, 8),
    Cohort("project-next", _C, "responsible-technology-project", "", Stage.OPEN, -110, 120, 170, 6),
    Cohort("design-next", cast.SHANNONSIDE, "designing-online-learning", "", Stage.OPEN, -18, 56, 20, 8),
    Cohort("assessing-next", cast.SHANNONSIDE, "assessing-online", "", Stage.OPEN, -90, 63, 30, 8),
)
# fmt: on
