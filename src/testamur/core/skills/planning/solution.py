"""What a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Solution:
    """What was found: the days of what is taken, by number; what is open, and how far floors are missed.

    ``end``: what it cannot end before, where it is to end soon; ``cost``: all that is made small after that.
    """

    spans: dict[int, tuple[int, int]]
    taken: tuple[int, ...]
    open: frozenset[int]
    short: tuple[int, ...]
    missed: int
    is_proved: bool
    cost: tuple[int, ...] = ()
    end: int | None = None

    def ends(self) -> int:
        """Return the day after the last of all that has days."""
        return max((end for _, end in self.spans.values()), default=0)

    def is_soonest(self) -> bool:
        """Return whether its days end as soon as can be, or need not."""
        return self.end is None or self.ends() <= self.end

    def worth(self) -> tuple[int, ...]:
        """Return what is made small, the most important first; the days are those that it has."""
        return (sum(self.short), self.missed, 0 if self.end is None else self.ends(), *self.cost)

    def renumbered(self, numbers: Sequence[int]) -> Solution:
        """Return it in the numbers of all candidates, told those of the ones that were looked at."""
        return replace(
            self,
            spans={numbers[place]: span for place, span in self.spans.items()},
            taken=tuple(numbers[place] for place in self.taken),
        )
