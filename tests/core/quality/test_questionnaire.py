"""What the answers to a questionnaire come to (domain facts 5.3: essentials met, and a share of the points)."""

from __future__ import annotations

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.quality import PackError, Question

# 21 essential questions of three points and 36 of one: 99 points, of which 84 are needed.
QUESTIONS = tuple(
    Question(f"Q{number}", "Is it so?", "s", "w", points=3 if number < 21 else 1, essential=number < 21)
    for number in range(57)
)
RUBRIC = quality.parse_pack(
    "{pack: r, title: t, source: s, effective: {from: 2020-01-01}, pass_points: 84, "
    "questions: [{code: X, ask: Is it so?, source: s, why: w}]}"
)


def rubric() -> quality.Pack:
    return quality.Pack("r", "t", "s", (), RUBRIC.since, questions=QUESTIONS, pass_points=84)


def answers(essentials: int, points: int) -> dict[str, bool]:
    """So many essentials met, and the points filled up with others."""
    met = [one.code for one in QUESTIONS if one.essential][:essentials]
    rest = max(points - 3 * essentials, 0)
    met += [one.code for one in QUESTIONS if not one.essential][:rest]
    return {one.code: one.code in met for one in QUESTIONS}


@pytest.mark.parametrize(
    ("essentials", "points", "passed"), [(21, 84, True), (21, 83, False), (20, 96, False), (20, 84, False)]
)
def test_all_essentials_and_the_pass_mark_are_needed(essentials: int, points: int, *, passed: bool) -> None:
    mark = quality.mark(rubric(), answers(essentials, points))
    assert (mark.points, mark.of, mark.needed) == (points, 99, 84)
    assert bool(mark) == passed
    assert len(mark.lacking) == 21 - essentials


def test_an_open_question_is_not_a_no_and_not_a_pass() -> None:
    given = answers(21, 99)
    del given["Q56"], given["Q0"]
    mark = quality.mark(rubric(), given)
    assert not mark
    assert mark.open == ("Q0", "Q56")
    assert mark.lacking == ()


def test_questions_for_reflection_have_no_mark() -> None:
    with pytest.raises(PackError, match="for reflection"):
        quality.mark(quality.parse_pack(packs.guidelines()["provider-review"]), {})


def test_an_answer_to_no_question_is_an_error() -> None:
    with pytest.raises(PackError, match="no question Z9"):
        quality.mark(rubric(), {"Z9": True})


def test_the_course_review_can_be_passed_and_needs_85_in_a_hundred() -> None:
    pack = quality.parse_pack(packs.guidelines()["course-review"])
    mark = quality.mark(pack, {question.code: True for question in pack.questions})
    assert mark
    assert (mark.needed - 1) / mark.of < 0.85 <= mark.needed / mark.of
