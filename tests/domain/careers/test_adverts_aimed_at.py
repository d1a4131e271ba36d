"""What is kept of an advert that somebody aims at, beside what it asks for."""

from __future__ import annotations

import pytest

from campus import NOW, Campus
from skilled import PLANNING, graduate
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import Seen, SkillSeen
from testamur.refusals import Invalid

pytestmark = pytest.mark.django_db


def test_what_was_left_out_and_is_only_wished_for_is_told_and_a_target_is_renamed(campus: Campus) -> None:
    learner = graduate(campus)
    made = actions.hand_in_advert(learner, text="You plan for data.\nBenefits", at=NOW)
    one = SkillSeen(PLANNING, "data management planning", 1, 1.0, None, {}, ((4, 17),), is_named=True, need="nice")
    seen = Seen((one,), "ESCO", "1.2.0", "en", "spelling", "", 1, ((0, 18),), ((19, 27, "employer"),))
    actions.keep_target_read(campus.system, target=made, seen=seen, at=NOW)
    loud = actions.hand_in_advert(
        learner, text="*** WE'RE HIRING!!! ***\n** A COOK! **\nYou cook for forty children.", at=NOW
    )
    assert queries.target(learner, loud).line.title == "A COOK"
    actions.rename_target(learner, target=made, title=" At the port ", at=NOW)
    found = queries.target(learner, made)
    assert (found.silent, found.left_out) == (((0, 18),), ((19, 27, "employer"),))
    assert (found.skills[0].need, found.skills[0].lane, found.line.title) == ("nice", "name", "At the port")
    with pytest.raises(Invalid):
        actions.rename_target(learner, target=made, title=" ", at=NOW)


@pytest.mark.parametrize(
    ("text", "language", "field"),
    [("You bake bread.", "en", "text-short"), ("You bake bread at five every day.", "klingon", "language")],
)
def test_an_advert_of_few_words_or_in_a_language_that_nobody_knows_is_refused(
    campus: Campus, text: str, language: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        actions.hand_in_advert(graduate(campus), text=text, language=language, at=NOW)
    assert caught.value.facts["field"] == field
