"""What the answers to a questionnaire come to. The answers are people's; only the sum is ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.core.quality.packs import Pack, PackError


@dataclass(frozen=True, slots=True)
class Mark:
    """Points reached of those there are; true only where every essential is met and the pass mark is reached.

    ``lacking`` are the codes of the essentials that are not met, ``open`` of the questions without an answer.
    """

    points: int
    of: int
    needed: int
    lacking: tuple[str, ...]
    open: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.points >= self.needed and not self.lacking and not self.open


def mark(pack: Pack, answers: Mapping[str, bool]) -> Mark:
    """Return the mark for *answers* (code → met). A question without an answer earns nothing and stays open.

    Raises `PackError` for a pack without a pass mark, and for an answer to no question of it.
    """
    if pack.pass_points is None:
        message = f"{pack.id} has no pass mark; its questions are for reflection"
        raise PackError(message)
    strange = sorted(set(answers) - {question.code for question in pack.questions})
    if strange:
        message = f"{pack.id} has no question {strange[0]}"
        raise PackError(message)
    return Mark(
        points=sum(question.points for question in pack.questions if answers.get(question.code)),
        of=sum(question.points for question in pack.questions),
        needed=pack.pass_points,
        lacking=tuple(one.code for one in pack.questions if one.essential and answers.get(one.code) is False),
        open=tuple(one.code for one in pack.questions if one.code not in answers),
    )
