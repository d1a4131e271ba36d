"""The questions that people may be asked about themselves."""

from __future__ import annotations

import pytest

from testamur import packs
from testamur.core.fairness import UNSAID, parse_questions
from testamur.core.model.definition.problems import DefinitionError

TEXT = packs.surveys()["voluntary"]


def test_every_question_can_be_left_unsaid_says_what_for_and_is_asked_in_every_language() -> None:
    for one in parse_questions(TEXT):
        assert one.allowed[-1] == UNSAID
        said = [one.title, one.ask, one.purpose, *(choice.says for choice in one.answers)]
        assert all(set(text) == {"en", "ms", "es", "ca"} for text in said), one.id


@pytest.mark.parametrize(("old", "new"), [("id: woman", "id: man"), ("id: woman", "id: unsaid")])
def test_answers_are_told_apart_and_none_is_the_one_that_says_nothing(old: str, new: str) -> None:
    with pytest.raises(DefinitionError):
        parse_questions(TEXT.replace(old, new))
