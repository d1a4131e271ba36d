"""Drafts out of a file: each says where it came from, and all of them begin or none."""

from __future__ import annotations

import pytest

from campus import NOW, example
from studio import Studio
from testamur.domain.design import actions, queries
from testamur.domain.design.values import TakenOver
from testamur.domain.institution.access import Actor
from testamur.refusals import Invalid, NotAllowed

DIGEST = "ab" * 32


def take(actor: Actor, *drafts: TakenOver) -> list[object]:
    return list(actions.take_over(actor, drafts=drafts, file="all.csv", digest=DIGEST, form="csv", at=NOW))


def test_each_row_of_a_file_becomes_a_draft_that_says_where_it_came_from(studio: Studio) -> None:
    made = actions.take_over(
        studio.lecturer,
        drafts=[TakenOver("Knots", "testamur: 1\ntitle: Knots\n", "3"), TakenOver("Whole", example(), "2")],
        file="all.csv",
        digest=DIGEST,
        form="csv",
        at=NOW,
    )

    first, second = (queries.design(studio.lecturer, uuid=uuid) for uuid in made)
    assert first.guidelines
    assert second.guidelines
    assert first.line.title == "Knots"
    assert second.line.title == "Research Data Stewardship in Practice"
    assert first.origin_note == f"all.csv (sha256 {DIGEST}, csv) 3"


def test_one_text_that_cannot_be_kept_keeps_all_of_them_out(studio: Studio) -> None:
    before = len(queries.desk(studio.lecturer))

    with pytest.raises(Invalid):
        take(studio.lecturer, TakenOver("Knots", "title: Knots\n"), TakenOver("Broken", "x\x00y"))
    assert len(queries.desk(studio.lecturer)) == before


def test_a_file_with_nothing_in_it_begins_nothing(studio: Studio) -> None:
    with pytest.raises(Invalid):
        take(studio.lecturer)


def test_who_may_not_design_takes_nothing_over(studio: Studio) -> None:
    with pytest.raises(NotAllowed):
        take(studio.partner, TakenOver("Knots", "title: Knots\n"))
